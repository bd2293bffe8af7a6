"""The channels as rows: name with its switch, service, when something was sent last, trouble."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from gridwatch.domain.channel_address import name_of
from gridwatch.services.channels import ChannelView
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.wording.failures import failure_words

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Flag = Qt.ItemFlag


def sent_words(view: ChannelView, look: Look) -> str:
    """Return when a channel took something last, "—" for never."""
    at = view.standing.sent_at
    return look.phrases.moment(at) if at else "—"


def trouble_words(view: ChannelView, look: Look) -> str:
    """Return what keeps a channel from its messages, and when it is tried again."""
    standing = view.standing
    words = [failure_words(standing.failure)]
    if standing.waiting and standing.next_try is not None:
        again = translate("Channels", "Waiting: {number}, next try {time}.")
        clock = look.phrases.clock(standing.next_try)
        words.append(again.format(number=standing.waiting, time=clock))
    if standing.given_up:
        gone = translate("Channels", "Given up: {number}.")
        words.append(gone.format(number=standing.given_up))
    return " ".join(each for each in words if each)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header and what it says of a channel."""

    words: str
    text: Callable[[ChannelView, Look], str]


COLUMNS = (
    Column(QT_TRANSLATE_NOOP("Channels", "Channel"), lambda view, _: view.channel.name),
    Column(QT_TRANSLATE_NOOP("Channels", "Service"), lambda view, _: name_of(view.channel.kind)),
    Column(QT_TRANSLATE_NOOP("Channels", "Last sent"), sent_words),
    Column(QT_TRANSLATE_NOOP("Channels", "Trouble"), trouble_words),
)


class ChannelsModel(QAbstractTableModel):
    """Channels, oldest first; `switched` carries the id of one whose box was ticked, and how."""

    switched = Signal(int, bool)

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._views: tuple[ChannelView, ...] = ()

    def show_channels(self, views: tuple[ChannelView, ...]) -> None:
        """Take the channels; rows come and go at the end, and all of them are said anew."""
        before, after = len(self._views), len(views)
        if after > before:
            self.beginInsertRows(QModelIndex(), before, after - 1)
        elif after < before:
            self.beginRemoveRows(QModelIndex(), after, before - 1)
        self._views = views
        if after > before:
            self.endInsertRows()
        elif after < before:
            self.endRemoveRows()
        self._say_all()

    def restyle(self, look: Look) -> None:
        """Say everything in another look."""
        self._look = look
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._say_all()

    def _say_all(self) -> None:
        if self._views:
            last = self.index(len(self._views) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def view(self, index: Index) -> ChannelView:
        """Return the channel of a row."""
        return self._views[index.row()]

    def row_of(self, channel: int) -> int | None:
        """Return the row of a channel, None where it is not here."""
        found = (row for row, each in enumerate(self._views) if each.channel.id == channel)
        return next(found, None)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many channels there are."""
        return 0 if parent is not None and parent.isValid() else len(self._views)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the words over a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate("Channels", COLUMNS[section].words)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the first column be ticked."""
        plain = Flag.ItemIsEnabled | Flag.ItemIsSelectable
        return plain | Flag.ItemIsUserCheckable if index.column() == 0 else plain

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell says and how."""
        view = self._views[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return COLUMNS[index.column()].text(view, self._look)
            case Qt.ItemDataRole.ToolTipRole:
                return trouble_words(view, self._look)
            case Qt.ItemDataRole.CheckStateRole if index.column() == 0:
                on = view.channel.enabled
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ForegroundRole:
                tones = self._look.tones
                if index.column() == 3:
                    return QColor(tones.warn)
                return QColor(tones.text if view.channel.enabled else tones.muted)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a switch; the row follows when it is stored."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        self.switched.emit(self._views[index.row()].channel.id, on)
        return True

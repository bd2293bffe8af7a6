"""The log of firings in the window, and the words of each one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta, timezone

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.targets import Sight
from gridwatch.services.overview import Overview
from gridwatch.store.user.firings import Firing
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Offset = Callable[[str], int | None]
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def when_words(firing: Firing, look: Look, offset: int | None) -> str:
    """Return the exchange's own day, and its time where the crossing was seen live.

    `offset`: seconds east of UTC of the exchange, None where it is not known.
    """
    day = look.phrases.day(firing.reached_on)
    if firing.sight is Sight.BAR or offset is None:
        return day
    local = firing.reached_at.astimezone(timezone(timedelta(seconds=offset)))
    return f"{day} {local:%H:%M}"


def target_words(firing: Firing, look: Look) -> str:
    """Return the target that was reached."""
    return look.phrases.compact(float(firing.amount), firing.currency)


def how_words(firing: Firing) -> str:
    """Return how the crossing was seen."""
    closed = firing.sight is Sight.BAR
    if closed and firing.touched:
        return translate("Firings", "while closed, touched by the day's high")
    if closed:
        return translate("Firings", "while closed")
    if firing.touched:
        return translate("Firings", "touched by the day's high")
    return translate("Firings", "live")


def why_words(firing: Firing, look: Look) -> str:
    """Return the evidence: price, shares with their date and source, and the rate."""
    phrases = look.phrases
    words = translate("Firings", "{price} × {shares} shares (as of {day}, {source})").format(
        price=phrases.price(firing.price, firing.price_currency),
        shares=phrases.integer(round(firing.shares)),
        day=phrases.day(firing.shares_as_of),
        source=firing.shares_source,
    )
    if firing.price_currency == firing.currency:
        return words
    rate = translate("Firings", "{pair} {rate} of {day}").format(
        pair=f"{firing.price_currency}/{firing.currency}",
        rate=f"{firing.rate:.4f}",
        day=phrases.day(firing.rate_on),
    )
    return f"{words} × {rate}"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the log: its header, what it says, and on which side it stands."""

    words: str
    text: Callable[[Firing, Look, int | None], str]
    right: bool = False


COLUMNS = (
    Column(QT_TRANSLATE_NOOP("Firings", "When there"), when_words),
    Column(QT_TRANSLATE_NOOP("Firings", "Company"), lambda firing, _look, _offset: firing.name),
    Column(
        QT_TRANSLATE_NOOP("Firings", "Target"),
        lambda firing, look, _: target_words(firing, look),
        right=True,
    ),
    Column(
        QT_TRANSLATE_NOOP("Firings", "Market cap"),
        lambda firing, look, _: look.phrases.compact(firing.cap, firing.currency),
        right=True,
    ),
    Column(QT_TRANSLATE_NOOP("Firings", "How"), lambda firing, _look, _offset: how_words(firing)),
)


class FiringsModel(QAbstractTableModel):
    """The firings, newest crossing first; those not seen yet are bold."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._firings: tuple[Firing, ...] = ()
        self._offset: Offset = lambda _symbol: None
        self._bold = QFont(parent.font())
        self._bold.setBold(True)

    def show_firings(self, firings: tuple[Firing, ...]) -> None:
        """Take the log; rows are added or taken away at the end, and all of them said anew."""
        before, after = len(self._firings), len(firings)
        if after > before:
            self.beginInsertRows(QModelIndex(), before, after - 1)
        elif after < before:
            self.beginRemoveRows(QModelIndex(), after, before - 1)
        self._firings = firings
        if after > before:
            self.endInsertRows()
        elif after < before:
            self.endRemoveRows()
        self._say_all()

    def restyle(self, look: Look, offset: Offset) -> None:
        """Say everything in another look, with the exchanges' offsets from UTC by symbol."""
        self._look, self._offset = look, offset
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._say_all()

    def _say_all(self) -> None:
        if self._firings:
            last = self.index(len(self._firings) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def firing(self, index: Index) -> Firing:
        """Return the firing of a row."""
        return self._firings[index.row()]

    def row_of(self, number: int) -> int | None:
        """Return the row of the firing with this id, None where the log does not hold it."""
        found = (row for row, each in enumerate(self._firings) if each.id == number)
        return next(found, None)

    def unseen(self) -> tuple[int, ...]:
        """Return the ids of the firings that the user has not marked as seen."""
        return tuple(each.id for each in self._firings if each.seen_at is None)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many firings there are."""
        return 0 if parent is not None and parent.isValid() else len(self._firings)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the words over a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return translate("Firings", COLUMNS[section].words)
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[section].right:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell says and how."""
        firing, column = self._firings[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(firing, self._look, self._offset(firing.symbol))
            case Qt.ItemDataRole.ToolTipRole:
                return why_words(firing, self._look)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.right else None
            case Qt.ItemDataRole.FontRole:
                return self._bold if firing.seen_at is None and index.column() == 1 else None
            case Qt.ItemDataRole.ForegroundRole:
                muted = firing.seen_at is not None or index.column() in {0, 4}
                return QColor(self._look.tones.muted if muted else self._look.tones.text)
        return None


class FiringsPanel(QWidget):
    """The log as a table; `selected` carries a company id, `seen` the ids to be marked."""

    selected = Signal(int)
    seen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FiringsModel(look, self)
        self._table = QTreeView(self)
        self._table.setModel(self._model)
        self._table.setRootIsDecorated(False)
        self._table.setUniformRowHeights(True)
        self._table.setAllColumnsShowFocus(True)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.clicked.connect(self._jump)
        self._table.activated.connect(self._jump)
        header = self._table.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(70)
        self._table.setStyleSheet(
            "QTreeView { border: none; } QTreeView::item { min-height: 26px; padding: 0 5px; }"
        )
        self._count = QLabel(self)
        self._mark = QPushButton(self)
        self._mark.clicked.connect(lambda: self.seen.emit(self._model.unseen()))
        self._place()
        self.restyle(look, None)

    def _place(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 4, 8, 4)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._table, 1)
        column.addLayout(foot)

    def restyle(self, look: Look, overview: Overview | None) -> None:
        """Say everything in the language and tones of `look`."""
        self._model.restyle(look, offsets_of(overview))
        self._table.setAccessibleName(translate("Firings", "Targets reached"))
        self._mark.setText(translate("Firings", "Mark all as seen"))
        self._count.setStyleSheet(f"color: {look.tones.muted};")
        self._show_count()

    def show_firings(self, firings: tuple[Firing, ...]) -> None:
        """Show the log, newest crossing first."""
        self._model.show_firings(firings)
        self._show_count()

    def point_at(self, number: int) -> None:
        """Select the firing with this id, where it is in the log."""
        row = self._model.row_of(number)
        if row is not None:
            index = self._model.index(row, 0)
            self._table.setCurrentIndex(index)
            self._table.scrollTo(index)

    def _show_count(self) -> None:
        unseen = len(self._model.unseen())
        self._mark.setEnabled(unseen > 0)
        if not self._model.rowCount():
            words = translate("Firings", "No target has been reached yet.")
        elif unseen:
            words = translate("Firings", "New: {number}").format(number=unseen)
        else:
            words = translate("Firings", "All seen")
        self._count.setText(words)

    def _jump(self, index: QModelIndex) -> None:
        company = self._model.firing(index).company_id
        if company is not None:
            self.selected.emit(company)


def offsets_of(overview: Overview | None) -> Offset:
    """Return a function that tells the offset from UTC of a symbol's exchange, in seconds."""
    views = overview.companies.values() if overview else ()
    known = {view.quote.symbol: view.quote.offset for view in views if view.quote is not None}
    return known.get

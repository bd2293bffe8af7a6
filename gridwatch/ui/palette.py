"""The command palette: one line that finds every action and company, and takes typed alerts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gridwatch.ui.appearance import Tones
from gridwatch.ui.palette_offers import Offer, best

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_OFFER = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()
_WIDE, _ROWS, _ROW, _TOP = 620, 12, 28, 64
_MOST_RECENT = 30
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
_STYLE = """
#palette {{ background: {raised}; border: 1px solid {faint}; border-radius: 8px; }}
#palette QListView {{ background: {base}; border: none; border-radius: 6px; }}
"""
Seek = Callable[[str], Sequence[Offer]]


class OffersModel(QAbstractListModel):
    """The offers that fit what is typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.offers: list[Offer] = []

    def show(self, offers: list[Offer]) -> None:
        """Show other offers."""
        self.beginResetModel()  # nothing of what was offered before is chosen any more
        self.offers = offers
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of an offer, or the offer itself."""
        if not index.isValid() or index.row() >= len(self.offers):
            return None
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(each for each in (offer.title, offer.note, offer.hint) if each)
        return offer if role == _OFFER else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return whether something can be done with an offer."""
        if not index.isValid() or self.offers[index.row()].run is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Palette(QFrame):
    """Lies over the window until something is chosen, Escape is pressed or the focus goes.

    `seek` returns what is offered for a text besides `stored`, before everything else.
    """

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self._stored: Sequence[Offer] = ()
        self._seek: Seek = lambda _text: ()
        self._recent: list[str] = []
        self._before: QWidget | None = None
        self.model = OffersModel(self)
        self.line = _Line(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.line.textChanged.connect(lambda _: self._find())
        self.restyle(tones)
        self.hide()

    def restyle(self, tones: Tones) -> None:
        """Take other words and colours."""
        names = ("raised", "faint", "base")
        self.setStyleSheet(_STYLE.format(**{name: getattr(tones, name) for name in names}))
        self.list.setItemDelegate(_OfferPainter(tones, self.list))
        self.line.setPlaceholderText(
            translate("Palette", "An action, a company, or an alert such as: cap >= 100bn CNY")
        )
        self.line.setAccessibleName(translate("Palette", "Find an action or a company"))
        self.list.setAccessibleName(translate("Palette", "Found"))

    def open(self, stored: Sequence[Offer], seek: Seek, text: str = "") -> None:
        """Ask what to do."""
        window = self.parentWidget()
        self._before = window.focusWidget() if window is not None else None
        self._stored, self._seek = stored, seek
        self.line.setText(text)
        self.line.selectAll()
        self._find()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offered(self) -> list[str]:
        """Return the titles of what is offered now."""
        return [each.title for each in self.model.offers]

    def step(self, rows: int) -> None:
        """Go up or down among the offers, round at the ends."""
        count = self.model.rowCount()
        row, way = self.list.currentIndex().row() + rows, 1 if rows > 0 else -1
        if abs(rows) > 1:
            row = max(0, min(count - 1, row))
        for _ in range(count):
            index = self.model.index(row % count, 0)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentIndex(index)
                return
            row += way

    def choose(self) -> None:
        """Do what is chosen; where nothing is the line stays open."""
        index = self.list.currentIndex()
        if index.isValid():
            self._run(index)

    def dismiss(self) -> None:
        """Go away; the focus returns to where it was."""
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def _run(self, index: QModelIndex) -> None:
        offer = cast("Offer", index.data(_OFFER))
        if offer.run is None:
            return
        if offer.id:
            self._recent = [offer.id, *(e for e in self._recent if e != offer.id)][:_MOST_RECENT]
        self.dismiss()
        offer.run()

    def _find(self) -> None:
        text = self.line.text()
        first = list(self._seek(text))
        self.model.show(first or best(self._stored, text, self._recent))
        self._place()
        self.list.setCurrentIndex(QModelIndex())
        if self.model.rowCount():
            self.step(1)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        rows = min(_ROWS, max(1, self.model.rowCount()))
        tall = max(_ROW, self.fontMetrics().height() + 10)
        self.list.setFixedHeight(rows * tall + 2)
        width = min(_WIDE, window.width() - 40)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, min(_TOP, window.height() // 8))


class _Line(QLineEdit):
    """The line of a palette: its keys walk the offers."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._palette = palette
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, choose or leave; everything else is typed."""
        if event.key() in _STEPS:
            self._palette.step(_STEPS[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._palette.choose()
        elif event.key() == Qt.Key.Key_Escape:
            self._palette.dismiss()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave where the user goes on elsewhere in the window."""
        super().focusOutEvent(event)
        if event.reason() in {Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason}:
            self._palette.hide()


class _OfferPainter(QStyledItemDelegate):
    """Paints an offer: its title, a note of less weight, keys or symbol on the right."""

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._tones = tones

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a line."""
        return QSize(_ROW, max(_ROW, option.fontMetrics.height() + 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        offer, tones = cast("Offer", index.data(_OFFER)), self._tones
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.fillRect(option.rect, QColor(tones.chosen if chosen else tones.base))
        inner, metrics = option.rect.adjusted(10, 0, -10, 0), option.fontMetrics
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tones.muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, offer.hint)
        inner.setRight(inner.right() - metrics.horizontalAdvance(offer.hint) - 12)
        title = metrics.elidedText(offer.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.setPen(QColor(str(getattr(tones, offer.tone))))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | middle, title)
        inner.setLeft(inner.left() + metrics.horizontalAdvance(title) + 8)
        note = metrics.elidedText(offer.note, Qt.TextElideMode.ElideRight, inner.width())
        painter.setPen(QColor(tones.muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | middle, note)

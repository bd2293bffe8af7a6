"""The small window for choosing what a chart is compared with; the keyboard alone is enough."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
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
from gridwatch.ui.chart.compare.offers import CompareOffer, matching
from gridwatch.ui.watchlist.marks import draw_mark

translate = QCoreApplication.translate
_OFFER = Qt.ItemDataRole.UserRole
_STATE = Qt.ItemDataRole.UserRole + 1
_WIDE, _ROW, _ROWS = 380, 28, 11
_MARK = 14.0
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class CompareSearch(QFrame):
    """Opened with what is chosen; `on_changed` hears the keys after each Enter or click."""

    def __init__(
        self,
        tones: Tones,
        on_changed: Callable[[tuple[str, ...]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._on_changed = on_changed
        self._offers: Sequence[CompareOffer] = ()
        self._own: Collection[str] = ()
        self._chosen: tuple[str, ...] = ()
        self._there: frozenset[str] = frozenset()
        self._line = QLineEdit(self)
        self._line.setClearButtonEnabled(True)
        self._found = QStandardItemModel(0, 1, self)
        self._list = QListView(self)
        self._list.setModel(self._found)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys stay with the line
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._line)
        column.addWidget(self._list)
        self._line.textEdited.connect(self._look_up)
        self._line.installEventFilter(self)
        self._list.clicked.connect(self._toggle_at)
        self.restyle(tones)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the language that is installed now."""
        self._line.setPlaceholderText(translate("Compare", "Compare with a name or a symbol…"))
        self._line.setAccessibleName(translate("Compare", "Find what to compare with"))
        self._list.setAccessibleName(translate("Compare", "What can be compared"))

    def restyle(self, tones: Tones) -> None:
        """Take other colours."""
        self.setObjectName("compare-search")
        self.setStyleSheet(
            f"#compare-search {{ background: {tones.raised}; border: 1px solid {tones.border}; }}"
            f" QListView {{ background: {tones.raised}; }}"
        )
        self._list.setItemDelegate(_OfferPainter(tones, self._list))

    def open_at(
        self,
        at: QPoint,
        offers: Sequence[CompareOffer],
        chosen: Sequence[str],
        there: Collection[str],
        own: Collection[str] = (),
    ) -> None:
        """Open with its upper left corner at a pixel of the screen, inside the screen.

        `there` are the keys of the lines that are drawn already, `own` those of the company itself.
        """
        self._offers, self._own = offers, own
        self._chosen, self._there = tuple(chosen), frozenset(there)
        self._line.clear()
        self._look_up("")
        self.resize(_WIDE, self._line.sizeHint().height() + 22 + _ROWS * _ROW)
        self.move(_inside(QRect(at, self.size()), self.screen().availableGeometry()))
        self.show()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_lines(self, there: Collection[str]) -> None:
        """Take which lines are drawn by now; the others are still fetched."""
        self._there = frozenset(there)
        self._mark()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the keys that are chosen, in the order in which they were."""
        return self._chosen

    def offers(self) -> list[CompareOffer]:
        """Return what is listed now."""
        return [self._item(row).data(_OFFER) for row in range(self._found.rowCount())]

    def state(self, row: int) -> str:
        """Return what is said of a listed line besides its name."""
        return str(self._item(row).data(_STATE))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Steer the list from the line: arrows move, Enter chooses or takes away, Escape closes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._toggle_at(self._list.currentIndex())
                return True
            if key in _MOVES:
                QCoreApplication.sendEvent(self._list, event)
                return True
            if key == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _item(self, row: int) -> QStandardItem:
        return self._found.item(row)

    def _look_up(self, text: str) -> None:
        """List what fits; what is chosen comes first as long as nothing is typed."""
        found = matching(self._offers, text, self._own)
        if not text.strip():
            known = {each.key: each for each in found}
            ahead = [known.get(key) or CompareOffer(key, key) for key in self._chosen]
            found = ahead + [each for each in found if each.key not in self._chosen]
        self._found.clear()
        for each in found:
            item = QStandardItem(" ".join(part for part in (each.name, each.other) if part))
            item.setData(each, _OFFER)
            self._found.appendRow(item)
        self._mark()
        if text.strip() and found and found[0].likely:
            self._list.setCurrentIndex(self._found.index(0, 0))
            self._list.scrollToTop()

    def _mark(self) -> None:
        """Say of each line whether it is chosen, and whether it is still fetched."""
        for row in range(self._found.rowCount()):
            item = self._item(row)
            offer: CompareOffer = item.data(_OFFER)
            chosen = offer.key in self._chosen
            waits = chosen and offer.key not in self._there
            item.setData(Qt.CheckState.Checked if chosen else None, Qt.ItemDataRole.CheckStateRole)
            item.setData(translate("Compare", "is fetched…") if waits else offer.kind, _STATE)

    def _toggle_at(self, index: QModelIndex) -> None:
        offer = index.data(_OFFER)
        if not isinstance(offer, CompareOffer):
            return
        rest = tuple(each for each in self._chosen if each != offer.key)
        self._chosen = rest if len(rest) < len(self._chosen) else (*self._chosen, offer.key)
        self._mark()
        self._line.selectAll()
        self._on_changed(self._chosen)


class _OfferPainter(QStyledItemDelegate):
    """Paints a check where it is chosen, the names, and at the right what it is."""

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._tones = tones

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(_WIDE - 40, max(_ROW, option.fontMetrics.height() + 8))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        offer: CompareOffer = index.data(_OFFER)
        rect, tones, metrics = option.rect, self._tones, option.fontMetrics
        lit = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, QColor(tones.chosen if lit else tones.raised))
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            top = rect.center().y() - _MARK / 2 + 1
            draw_mark(painter, "done", tones.accent, QRectF(rect.left() + 8, top, _MARK, _MARK))
        inner = rect.adjusted(28, 0, -10, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        state = str(index.data(_STATE))
        painter.setPen(QColor(tones.muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, state)
        inner.setRight(inner.right() - metrics.horizontalAdvance(state) - 12)
        name = metrics.elidedText(offer.name, Qt.TextElideMode.ElideRight, inner.width())
        painter.setPen(QColor(tones.text))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | middle, name)
        inner.setLeft(inner.left() + metrics.horizontalAdvance(name) + 8)
        painter.setPen(QColor(tones.muted))
        other = metrics.elidedText(offer.other, Qt.TextElideMode.ElideRight, max(0, inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | middle, other)


def _inside(wanted: QRect, room: QRect) -> QPoint:
    """Return where a rectangle has to be to lie inside a screen."""
    left = max(room.left(), min(wanted.left(), room.right() - wanted.width()))
    top = max(room.top(), min(wanted.top(), room.bottom() - wanted.height()))
    return QPoint(left, top)

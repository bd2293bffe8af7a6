"""The line that finds companies to add: the catalog answers at once, the source a little later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gridwatch.ui.appearance import Tones
from gridwatch.ui.watchlist.marks import mark_icon
from gridwatch.ui.watchlist.offers import Offer, catalog_offers, match_offers, typed_offer
from gridwatch.wire import Matches

if TYPE_CHECKING:
    from gridwatch.services.catalog import Catalog  # it brings a parser along

_OFFER = Qt.ItemDataRole.UserRole
_PAUSE_MS = 300
_SHORTEST = 2
_ROW = 28
_POPUP_WIDTH = 400


class SearchLine(QLineEdit):
    """Finds by name, native name, pinyin, symbol and ISIN; `chosen` carries a Company."""

    chosen = Signal(object)
    searched = Signal(int, str)

    def __init__(self, catalog: Callable[[], Catalog], tones: Tones, parent: QWidget) -> None:
        """Read the catalog when the first letter is typed, not before."""
        super().__init__(parent)
        self._catalog = catalog
        self._number = 0
        self._found: list[Offer] = []
        self._offers = QStandardItemModel(0, 1, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._icon = self.addAction(
            mark_icon("plus", tones.muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self._completer: QCompleter | None = None
        self._popup: QListView | None = None
        self._tones = tones
        self.setClearButtonEnabled(True)
        self.textEdited.connect(self._typed)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the language that is installed now."""
        self.setPlaceholderText(QCoreApplication.translate("Watchlist", "Add a company…"))
        self.setAccessibleName(QCoreApplication.translate("Watchlist", "Find a company to add"))

    def restyle(self, tones: Tones) -> None:
        """Take other colours."""
        self._tones = tones
        self._icon.setIcon(mark_icon("plus", tones.muted))
        if self._popup is not None:
            self._popup.setItemDelegate(OfferPainter(tones, self._popup))

    def show_matches(self, matches: Matches) -> None:
        """Add the source's listings to the popup, unless a later search was begun."""
        if matches.number == self._number and self.text().strip() and self.hasFocus():
            self._show([*self._found, *match_offers(matches.matches, self._found)])

    def offers(self) -> list[Offer]:
        """Return what the popup offers now."""
        return [self._offers.item(row).data(_OFFER) for row in range(self._offers.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the line at Escape; show the offers again at Down; take the first at Enter."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.forget()
        elif key == Qt.Key.Key_Down and self._offers.rowCount():
            self._complete()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._offers.rowCount():
            # Qt gives a key to the line first, also while the popup is open.
            pointed = self._popup.currentIndex() if self._popup else QModelIndex()
            self._choose(pointed if pointed.isValid() else self._offers.index(0, 0))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give up a search that nobody waits for."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._pause.stop()
        super().focusOutEvent(event)

    def forget(self) -> None:
        """Empty the line; an answer that is still on its way loses."""
        self._pause.stop()
        self._number += 1
        self._found = []
        self._offers.clear()
        self.clear()
        self._hide_popup()

    def _typed(self, text: str) -> None:
        words = text.strip()
        self._number += 1
        if not words:
            self.forget()
            return
        self._found = catalog_offers(self._catalog(), words)
        self._show(self._found)
        if len(words) >= _SHORTEST:
            self._pause.start()
        else:
            self._pause.stop()

    def _ask(self) -> None:
        self.searched.emit(self._number, self.text().strip())

    def _show(self, offers: list[Offer]) -> None:
        typed = typed_offer(self.text().strip(), offers)
        self._offers.clear()
        for each in [*offers, *([typed] if typed else [])]:
            item = QStandardItem(_words(each))
            item.setData(each, _OFFER)
            item.setEditable(False)
            self._offers.appendRow(item)
        if self._offers.rowCount():
            self._complete()
        else:
            self._hide_popup()

    def _hide_popup(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def _complete(self) -> None:
        if not self.isVisible():
            return
        if self._completer is None or self._popup is None:
            self._completer, self._popup = self._make_completer()
        rect = QRect(0, self.height() - 2, max(self.width(), _POPUP_WIDTH), 6)
        rect.moveRight(self.width())
        self._completer.complete(rect)
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _make_completer(self) -> tuple[QCompleter, QListView]:
        """Make the popup; it steers the keys but never writes into the line."""
        completer, popup = QCompleter(self._offers, self), QListView()
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(14)
        completer.setWidget(self)
        popup.setMouseTracking(True)
        popup.setAccessibleName(QCoreApplication.translate("Watchlist", "Companies found"))
        completer.setPopup(popup)
        # Only now: a completer gives its popup a delegate of its own.
        popup.setItemDelegate(OfferPainter(self._tones, popup))
        completer.activated[QModelIndex].connect(self._choose)  # type: ignore[index]
        return completer, popup

    def _choose(self, index: QModelIndex) -> None:
        offer = cast("Offer | None", index.data(_OFFER))
        if offer is not None:
            self.forget()
            self.chosen.emit(offer.company)


class OfferPainter(QStyledItemDelegate):
    """Paints an offer: the name, its native name in less weight, its symbols on the right."""

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        """Paint in these colours."""
        super().__init__(parent)
        self._tones = tones

    def sizeHint(  # noqa: D102 - Qt's
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(_POPUP_WIDTH - 20, max(_ROW, option.fontMetrics.height() + 10))

    def paint(  # noqa: D102 - Qt's
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        offer = cast("Offer", index.data(_OFFER))
        rect, tones = option.rect, self._tones
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.fillRect(rect, QColor(tones.chosen if chosen else tones.base))
        inner = rect.adjusted(10, 0, -10, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        where = "" if offer.typed else offer.where
        painter.setPen(QColor(tones.muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, where)
        inner.setRight(inner.right() - option.fontMetrics.horizontalAdvance(where) - 12)
        title = _title(offer)
        painter.setPen(QColor(tones.text))
        elided = option.fontMetrics.elidedText(title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | middle, elided)
        inner.setLeft(inner.left() + option.fontMetrics.horizontalAdvance(elided) + 8)
        painter.setPen(QColor(tones.muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | middle, offer.company.native_name)


def _title(offer: Offer) -> str:
    if offer.typed:
        text = QCoreApplication.translate("Watchlist", "Add the symbol {symbol}")
        return text.format(symbol=offer.company.primary)
    return offer.company.name


def _words(offer: Offer) -> str:
    parts = (_title(offer), offer.company.native_name, "" if offer.typed else offer.where)
    return " ".join(part for part in parts if part)

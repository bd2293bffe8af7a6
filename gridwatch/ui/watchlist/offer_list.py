"""The popup under the search line: the offers as lines that are painted and can be picked."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QStandardItem, QStandardItemModel
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
from gridwatch.ui.watchlist.offers import Offer

OFFER_ROLE = Qt.ItemDataRole.UserRole
_NARROWEST = 380
_ROW = 28


def make_popup(
    line: QLineEdit, offers: QStandardItemModel, tones: Tones
) -> tuple[QCompleter, QListView]:
    """Make the popup of a line; it steers the keys but never writes into the line."""
    completer, popup = QCompleter(offers, line), QListView()
    completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    completer.setMaxVisibleItems(14)
    completer.setWidget(line)
    popup.setMouseTracking(True)
    popup.setAccessibleName(QCoreApplication.translate("Watchlist", "Companies found"))
    completer.setPopup(popup)
    # Only now: a completer gives its popup a delegate of its own.
    popup.setItemDelegate(OfferPainter(tones, popup))
    return completer, popup


def item_of(offer: Offer) -> QStandardItem:
    """Return the line of an offer, which carries it along."""
    item = QStandardItem(_words(offer))
    item.setData(offer, OFFER_ROLE)
    item.setEditable(False)
    return item


def note_item(words: str) -> QStandardItem:
    """Return a line that says something and can't be picked."""
    item = QStandardItem(words)
    item.setToolTip(words)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


class OfferPainter(QStyledItemDelegate):
    """Paints an offer: the name, its native name in less weight, its symbols on the right."""

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        """Paint in these colours."""
        super().__init__(parent)
        self._tones = tones

    def sizeHint(  # noqa: D102 - Qt's
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(_NARROWEST, max(_ROW, option.fontMetrics.height() + 10))

    def paint(  # noqa: D102 - Qt's
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        offer = cast("Offer | None", index.data(OFFER_ROLE))
        if offer is None:
            self._paint_note(painter, option, str(index.data()))
            return
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

    def _paint_note(self, painter: QPainter, option: QStyleOptionViewItem, words: str) -> None:
        painter.fillRect(option.rect, QColor(self._tones.base))
        inner = option.rect.adjusted(10, 0, -10, 0)
        elided = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.setPen(QColor(self._tones.muted))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, flags, elided)


def _title(offer: Offer) -> str:
    if offer.typed:
        text = QCoreApplication.translate("Watchlist", "Add the symbol {symbol}")
        return text.format(symbol=offer.company.primary)
    return offer.company.name


def _words(offer: Offer) -> str:
    parts = (_title(offer), offer.company.native_name, "" if offer.typed else offer.where)
    return " ".join(part for part in parts if part)

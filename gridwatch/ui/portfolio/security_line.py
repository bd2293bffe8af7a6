"""The line in which a security is chosen: by name, native name, pinyin, symbol, ISIN or WKN."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QModelIndex, QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QWidget

from gridwatch.domain.company import Listing, company_of_listing
from gridwatch.domain.ledger.security import Security
from gridwatch.ui.appearance import Tones
from gridwatch.ui.portfolio.place import Names
from gridwatch.ui.portfolio.security_offers import SecurityOffer, offers_for
from gridwatch.ui.watchlist.offer_list import OFFER_ROLE, make_popup, note_item
from gridwatch.ui.watchlist.offers import Offer

if TYPE_CHECKING:
    from gridwatch.services.catalog import Catalog

translate = QCoreApplication.translate
SECURITY_ROLE = OFFER_ROLE + 1
_BY_HAND = OFFER_ROLE + 2
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_FIXED = "\N{NO-BREAK SPACE}"


class SecurityLine(QLineEdit):
    """Offers securities while somebody types; `chosen` carries a Security or None.

    One with the id 0 is not in the ledger yet. `by_hand` carries what was typed, for a security
    that nobody knows.
    """

    chosen = Signal(object)
    by_hand = Signal(str)

    def __init__(self, tones: Tones, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._language = language
        self.names, self.catalog = Names(), cast("Catalog | None", None)
        self.security: Security | None = None
        self._offers = QStandardItemModel(0, 1, self)
        self._completer, self._popup = make_popup(self, self._offers, tones)
        self._completer.activated[QModelIndex].connect(self._choose)  # type: ignore[index]  # the stub knows no overloads
        self.setClearButtonEnabled(True)
        self.setPlaceholderText(translate("Ledger", "Name, symbol or ISIN"))
        self._popup.setAccessibleName(translate("Ledger", "Securities found"))
        self.textEdited.connect(self._typed)

    def put(self, security: Security | None) -> None:
        """Show a security that was not chosen here."""
        self.security = security
        with QSignalBlocker(self):
            self.setText(title_of(security) if security else "")
            self.setCursorPosition(0)

    def offers(self) -> list[Security]:
        """Return what is offered now."""
        rows = range(self._offers.rowCount())
        found = (self._offers.item(row).data(SECURITY_ROLE) for row in rows)
        return [each for each in found if each is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the pointed offer, or the first, at Enter; show the offers again at Down."""
        key = event.key()
        if key == Qt.Key.Key_Down and self._offers.rowCount() and not self._popup.isVisible():
            self._show()
        elif key in _ENTER and self.security is None and self._offers.rowCount():
            # Qt gives a key to the line first, also while the popup is open.
            pointed = self._popup.currentIndex()
            self._choose(pointed if pointed.isValid() else self._offers.index(0, 0))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the only offer for what was typed when the line is left."""
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.security is None:
            found = self.offers()
            if self.text().strip() and len(found) == 1:
                self._take(found[0])
        super().focusOutEvent(event)

    def _typed(self, text: str) -> None:
        if self.security is not None:
            self.security = None
            self.chosen.emit(None)
        self._offers.clear()
        for each in offers_for(text, self.names, self.catalog, self._language):
            self._offers.appendRow(_item(each))
        if text.strip():
            self._offers.appendRow(_hand_item(text.strip()))
            self._show()
        else:
            self._popup.hide()

    def _show(self) -> None:
        if self.isVisible():
            self._completer.complete(QRect(0, self.height() - 2, max(self.width(), 420), 6))
            self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _choose(self, index: QModelIndex) -> None:
        security = cast("Security | None", index.data(SECURITY_ROLE))
        by_hand = cast("str | None", index.data(_BY_HAND))
        self._popup.hide()
        if security is not None:
            self._take(security)
        elif by_hand is not None:
            self.by_hand.emit(by_hand)

    def _take(self, security: Security) -> None:
        self._offers.clear()
        self.put(security)
        self.chosen.emit(security)


def title_of(security: Security) -> str:
    """Return how a chosen security stands in its line."""
    return (
        f"{security.name}{_FIXED}{_FIXED}({security.symbol})" if security.symbol else security.name
    )


def _item(offer: SecurityOffer) -> QStandardItem:
    security = offer.security
    where = " · ".join(filter(None, (security.symbol or security.isin, security.currency)))
    shown = offer.company
    if security.id or shown is None:  # under the name that it has in the ledger
        listing = Listing(security.symbol or "-", currency=security.currency)
        shown = company_of_listing(listing, security.name)
    item = QStandardItem(f"{security.name} {where}")
    item.setData(Offer(shown, where), OFFER_ROLE)
    item.setData(security, SECURITY_ROLE)
    item.setEditable(False)
    return item


def _hand_item(text: str) -> QStandardItem:
    words = translate("Ledger", "Another security by hand: “{name}”…").format(name=text)
    item = note_item(words)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    item.setData(text, _BY_HAND)
    return item

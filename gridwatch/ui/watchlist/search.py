"""The line that finds companies to add: the catalog answers at once, the source a little later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QWidget

from gridwatch.ui.appearance import Tones
from gridwatch.ui.watchlist.marks import mark_icon

if TYPE_CHECKING:
    # What is searched with is imported when somebody searches: the start does without it.
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QCompleter, QListView

    from gridwatch.runtime.lane import Lane
    from gridwatch.services.catalog import Catalog
    from gridwatch.ui.watchlist.offers import Offer
    from gridwatch.wire import Matches

_PAUSE_MS = 300
_SHORTEST = 2
_POPUP_WIDTH = 400


class SearchLine(QLineEdit):
    """Finds by name, native name, pinyin, symbol and ISIN; `chosen` carries a Company."""

    chosen = Signal(object)
    searched = Signal(int, str)

    def __init__(self, read: Callable[[], Catalog], tones: Tones, parent: QWidget) -> None:
        """Read the catalog on a thread when the line is gone to, not before."""
        super().__init__(parent)
        self._read = read
        self._reading: Lane | None = None
        self._catalog: Catalog | None = None
        self._hurried = False  # Enter was pressed before the catalog was there
        self._number = 0
        self._answer: Matches | None = None
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
            from gridwatch.ui.watchlist.offer_list import OfferPainter

            self._popup.setItemDelegate(OfferPainter(tones, self._popup))

    def show_matches(self, matches: Matches) -> None:
        """Add the source's listings to the popup, unless a later search was begun."""
        if matches.number == self._number and self.text().strip() and self.hasFocus():
            self._answer = matches
            self._show()

    def offers(self) -> list[Offer]:
        """Return what the popup offers now."""
        from gridwatch.ui.watchlist.offer_list import OFFER_ROLE

        rows = range(self._offers.rowCount())
        offered = (self._offers.item(row).data(OFFER_ROLE) for row in rows)
        return [each for each in offered if each is not None]

    def note(self) -> str:
        """Return what the popup says of the source below the offers, "" where nothing is wrong."""
        from gridwatch.ui.words import trouble_words

        return trouble_words(self._answer.trouble) if self._answer else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the line at Escape; show the offers again at Down; take the first at Enter."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.forget()
        elif key == Qt.Key.Key_Down and self._offers.rowCount():
            self._complete(self._offers.index(0, 0))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._reading is not None:
            self._hurried = bool(self.text().strip())
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._offers.rowCount():
            # Qt gives a key to the line first, also while the popup is open.
            pointed = self._popup.currentIndex() if self._popup else QModelIndex()
            self._choose(pointed if pointed.isValid() else self._likely())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Read the catalog while the user begins to type."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._want_catalog()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give up a search that nobody waits for."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._pause.stop()
        super().focusOutEvent(event)

    def forget(self) -> None:
        """Empty the line; an answer that is still on its way loses."""
        self._pause.stop()
        self._number += 1
        self._found, self._answer, self._hurried = [], None, False
        self._offers.clear()
        self.clear()
        self._hide_popup()

    def _typed(self, text: str) -> None:
        words = text.strip()
        self._number += 1
        self._answer, self._hurried = None, False
        if not words:
            self.forget()
            return
        self._want_catalog()
        self._look_up(words)
        self._show()
        if len(words) >= _SHORTEST:
            self._pause.start()
        else:
            self._pause.stop()

    def _want_catalog(self) -> None:
        """Begin to read the catalog, unless it is there or on its way: it takes too long here."""
        if self._catalog is not None or self._reading is not None:
            return
        from gridwatch.runtime.lane import Lane

        self._reading = Lane("catalog", 1, self)
        self._reading.run(self._read, self._take_catalog, self._miss_catalog)

    def _take_catalog(self, catalog: Catalog) -> None:
        """Offer what the catalog has for the letters that were typed meanwhile."""
        self._end_reading()
        self._catalog = catalog
        words, hurried = self.text().strip(), self._hurried
        if not words or not (self.hasFocus() or hurried):
            return
        self._look_up(words)
        self._show()
        if hurried and self._offers.rowCount():
            self._hurried = False
            self._choose(self._likely())

    def _miss_catalog(self, error: Exception) -> None:
        self._end_reading()
        self._hurried = False
        raise error  # it ships with the program: a fault of ours, logged and shown as such

    def _end_reading(self) -> None:
        lane, self._reading = self._reading, None
        if lane is not None:
            lane.close()
            lane.deleteLater()

    def _look_up(self, words: str) -> None:
        from gridwatch.ui.watchlist.offers import catalog_offers

        self._found = [] if self._catalog is None else catalog_offers(self._catalog, words)

    def _ask(self) -> None:
        self.searched.emit(self._number, self.text().strip())

    def _show(self) -> None:
        from gridwatch.ui.watchlist.offer_list import item_of, note_item
        from gridwatch.ui.watchlist.offers import match_offers, typed_offer

        answered = self._answer.matches if self._answer else ()
        offers = [*self._found, *match_offers(answered, self._found)]
        typed = typed_offer(self.text().strip(), offers)
        self._offers.clear()
        for each in [*offers, *([typed] if typed else [])]:
            self._offers.appendRow(item_of(each))
        if self.note():
            self._offers.appendRow(note_item(self.note()))
        if self._offers.rowCount():
            self._complete(self._likely())
        else:
            self._hide_popup()

    def _likely(self) -> QModelIndex:
        """Return what Enter takes: the first offer, but no typed text that may be a mere name."""
        offers = self.offers()
        if offers and offers[0].typed and not (offers[0].likely and self._answer):
            return QModelIndex()  # the source may still know it; until then it has to be picked
        return self._offers.index(0, 0)

    def _hide_popup(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def _complete(self, pointed: QModelIndex) -> None:
        if not self.isVisible():
            return
        if self._completer is None or self._popup is None:
            self._completer, self._popup = self._make_popup()
        rect = QRect(0, self.height() - 2, max(self.width(), _POPUP_WIDTH), 6)
        rect.moveRight(self.width())
        self._completer.complete(rect)
        row = pointed.row()
        self._popup.setCurrentIndex(self._completer.completionModel().index(row, 0))

    def _make_popup(self) -> tuple[QCompleter, QListView]:
        from gridwatch.ui.watchlist.offer_list import make_popup

        completer, popup = make_popup(self, self._offers, self._tones)
        completer.activated[QModelIndex].connect(self._choose)  # type: ignore[index]  # the stub knows no overloads
        return completer, popup

    def _choose(self, index: QModelIndex) -> None:
        from gridwatch.ui.watchlist.offer_list import OFFER_ROLE

        offer = cast("Offer | None", index.data(OFFER_ROLE))
        if offer is not None:
            self.forget()
            self.chosen.emit(offer.company)

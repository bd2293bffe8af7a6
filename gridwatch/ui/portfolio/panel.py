"""The portfolio as one widget: what part of it is shown, in which currency, and its pages."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.preferences import CURRENCIES
from gridwatch.runtime.session import Session
from gridwatch.services.changes import Changes
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.page import Page
from gridwatch.ui.portfolio.pages import PAGES, PageEntry
from gridwatch.ui.portfolio.place import Choice, Names, Place, Shown
from gridwatch.ui.portfolio.scope_box import ScopeBox

translate = QCoreApplication.translate


class PortfolioPanel(QWidget):
    """Shows one page at a time; each is made when it is first in front.

    `edited`, `asked`, `opened`, `selected`, `said`, `noted` and `looked` are those of its pages. A
    page that is not in front, or not seen at all, reads what it missed when it is.
    """

    edited = Signal(object, object, object)
    asked = Signal(object)
    opened = Signal(object)
    selected = Signal(int)
    said = Signal(str)
    noted = Signal(str)
    looked = Signal()

    def __init__(
        self,
        session: Session,
        look: Look,
        parent: QWidget | None = None,
        pages: tuple[PageEntry, ...] = PAGES,
    ) -> None:
        super().__init__(parent)
        self._session, self._look, self._entries = session, look, pages
        self._names = Names()
        self._named = False  # the accounts are known, so that a scope can be
        self._seen = True
        self._state: dict[str, str] = {}
        self.choice, self._currency = Choice(), ""
        self.scope = ScopeBox(self)
        self.currency = QComboBox(self)
        self.corner = QToolButton(self)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("pages")  # the window dresses them
        self.tabs.setDocumentMode(True)
        self.pages: dict[str, Page] = {}
        self._counts: dict[str, int] = {}  # by page, what is to be done there
        self._late = {each.id for each in pages}  # pages that have not read what is shown
        self._rooms = {each.id: _room(self) for each in pages}
        for room in self._rooms.values():
            self.tabs.addTab(room, "")
        self._lay_out()
        self.scope.chosen.connect(self._choose)
        self.currency.activated.connect(lambda row: self.show_currency(self.currency.itemData(row)))
        self.tabs.currentChanged.connect(lambda _: self._read_late())
        self.restyle(look)

    def put_corner(self, action: QAction) -> None:
        """Show an action of the window in the corner; the press of it brings the keys here."""
        self.corner.setDefaultAction(action)
        self.corner.show()

    def _lay_out(self) -> None:
        self.corner.setAutoRaise(True)
        self.corner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.corner.hide()
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(6)
        bar.addWidget(self.scope, 1)
        bar.addWidget(self.currency)
        bar.addStretch(1)
        bar.addWidget(self.corner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.tabs, 1)

    # What is shown

    @property
    def shown(self) -> Shown:
        """Return what the pages are shown of."""
        currency = self._currency or self._look.phrases.base_currency
        return Shown(self.choice, currency, self.choice.accounts(self._names.accounts))

    @property
    def page_name(self) -> str:
        """Return the id of the page in front."""
        return self._entries[max(0, self.tabs.currentIndex())].id

    def page(self, name: str) -> Page:
        """Return a page, made where it is not there yet."""
        found = self.pages.get(name)
        return found if found is not None else self._make(name)

    def show_choice(self, choice: Choice) -> None:
        """Show another part of the ledger; only the page in front reads it now."""
        self.choice = choice
        self.scope.offer(self._names.accounts, choice)
        self._all_late()

    def show_currency(self, currency: str) -> None:
        """Show values in another currency, the base currency where it is ""."""
        self._currency = currency
        self._fill_currencies()
        self._all_late()

    def bring(self, name: str) -> Page:
        """Bring a page to the front."""
        places = [each.id for each in self._entries]
        self.tabs.setCurrentIndex(places.index(name))
        return self.page(name)

    def go_to(self, place: Place) -> None:
        """Show a page, and on it what the place says."""
        self.bring(place.page).go_to(place)

    def set_seen(self, seen: bool) -> None:
        """Read what was missed once the panel is seen, and nothing while it is not."""
        self._seen = seen
        self._read_late()

    def _choose(self, choice: Choice) -> None:
        if choice != self.choice:
            self.show_choice(choice)

    # Pages

    def _make(self, name: str) -> Page:
        entry = next(each for each in self._entries if each.id == name)
        room = self._rooms[name]
        page = self.pages[name] = entry.load()(self._session, self._look, room)
        page.edited.connect(self.edited)
        page.asked.connect(self.asked)
        page.opened.connect(self.opened)
        page.selected.connect(self.selected)
        page.said.connect(self.said)
        page.noted.connect(self.noted)
        page.looked.connect(self.looked)
        page.counted.connect(lambda number: self.show_count(name, number))
        page.restore_state(_part_of(self._state, name))
        page.show_names(self._names)
        layout = room.layout()
        if layout is not None:
            layout.addWidget(page)
        self.looked.emit()
        return page

    def symbols(self) -> tuple[str, ...]:
        """Return the listings beside those of the ledger whose prices the pages want."""
        return tuple(each for page in self.pages.values() for each in page.symbols())

    def _all_late(self) -> None:
        self._late = {each.id for each in self._entries}
        self._read_late()

    def _read_late(self) -> None:
        name = self.page_name
        if not (self._seen and self._named):
            return
        page = self.page(name)
        if name in self._late:
            self._late.discard(name)
            page.show_scope(self.shown)

    # What comes home

    def show_names(self, names: Names) -> None:
        """Take what accounts, securities and companies are called now."""
        before, self._names = self.shown, names
        first, self._named = not self._named, True
        for page in self.pages.values():
            page.show_names(names)
        if not self.choice.is_known(names.accounts):
            self.choice = Choice()
        self.scope.offer(names.accounts, self.choice)
        self._fill_currencies()
        if first or self.shown != before:
            self._all_late()

    def take_changes(self, changes: Changes) -> None:
        """Tell the page in front of an edit; the others read when they come there."""
        if not changes.ledger:
            return
        for name, page in self.pages.items():
            if name in self._late:
                continue
            if name == self.page_name and self._seen:
                page.take_changes(changes)
            else:
                self._late.add(name)

    def take_prices(self) -> None:
        """Tell the page in front that prices or rates were stored; the others are late."""
        for name, page in self.pages.items():
            if name == self.page_name and self._seen and name not in self._late:
                page.take_prices()
            else:
                self._late.add(name)

    def leave(self) -> None:
        """Hand over what is typed and not stored yet."""
        for page in self.pages.values():
            page.leave()

    # How it looks

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        before, self._look = self._look.phrases.base_currency, look
        self._name_tabs()
        for page in self.pages.values():
            page.restyle(look)
        self.scope.offer(self._names.accounts, self.choice)
        self._fill_currencies()
        if before != look.phrases.base_currency and not self._currency:
            self._all_late()

    def show_count(self, name: str, number: int) -> None:
        """Say on the tab of a page how much there is to do, nothing for 0."""
        self._counts[name] = number
        self._name_tabs()

    def _name_tabs(self) -> None:
        for place, entry in enumerate(self._entries):
            number = self._counts.get(entry.id, 0)
            count = self._look.phrases.integer(number)
            self.tabs.setTabText(place, f"{entry.title} ({count})" if number else entry.title)

    def _fill_currencies(self) -> None:
        """Offer the base currency, then those of the accounts, then all that are known."""
        base = self._look.phrases.base_currency
        own = sorted({each.currency for each in self._names.accounts.values()})
        others = dict.fromkeys((*own, *CURRENCIES, *([self._currency] if self._currency else ())))
        with QSignalBlocker(self.currency):
            self.currency.clear()
            words = translate("Portfolio", "In {currency} (base currency)")
            self.currency.addItem(words.format(currency=base), "")
            for each in others:
                if each != base:
                    words = translate("Portfolio", "In {currency}")
                    self.currency.addItem(words.format(currency=each), each)
            place = self.currency.findData(self._currency)
            self.currency.setCurrentIndex(max(0, place))
        self.currency.setAccessibleName(translate("Portfolio", "Currency of all values"))
        self.currency.setToolTip(self.currency.accessibleName())

    # What is remembered

    def save_state(self) -> dict[str, str]:
        """Return page, scope, currency and what the pages want to be remembered."""
        state = {
            "page": self.page_name,
            "group": self.choice.group,
            "account": str(self.choice.account_id or ""),
            "with_cash": "1" if self.choice.with_cash else "",
            "currency": self._currency,
        }
        state = {name: text for name, text in state.items() if text}
        kept = {name: text for name, text in self._state.items() if "." in name}
        for page, each in self.pages.items():
            kept |= {f"{page}.{name}": text for name, text in each.save_state().items()}
        return kept | state

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take what `save_state` gave; what is not there any more is left out."""
        self._state = dict(state)
        account = state.get("account", "")
        self.choice = Choice(
            state.get("group", ""),
            int(account) if account.isdecimal() and len(account) < 10 else 0,
            state.get("with_cash") == "1",
        )
        currency = state.get("currency", "")
        self._currency = currency if len(currency) == 3 and currency.isalpha() else ""
        for name, page in self.pages.items():
            page.restore_state(_part_of(self._state, name))
        places = [each.id for each in self._entries]
        if state.get("page") in places:
            with QSignalBlocker(self.tabs):
                self.tabs.setCurrentIndex(places.index(state["page"]))
        self._fill_currencies()
        self._all_late()


def _room(parent: QWidget) -> QWidget:
    """Return the empty widget in which a page is made."""
    room = QWidget(parent)
    column = QVBoxLayout(room)
    column.setContentsMargins(0, 0, 0, 0)
    return room


def _part_of(state: Mapping[str, str], page: str) -> dict[str, str]:
    begin = f"{page}."
    return {
        name.removeprefix(begin): text for name, text in state.items() if name.startswith(begin)
    }

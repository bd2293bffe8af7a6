"""The wiring of the portfolio: made when it is seen, read when something changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gridwatch.preferences import LANGUAGES
from gridwatch.services.overview import Overview
from gridwatch.ui.look import Look

if TYPE_CHECKING:
    # Nothing of the portfolio is imported before somebody wants to see it.
    import sqlite3

    from gridwatch import wire
    from gridwatch.runtime.session import Session
    from gridwatch.services.changes import Changes
    from gridwatch.ui.portfolio.asking import Asking
    from gridwatch.ui.portfolio.checks.looking import Looking
    from gridwatch.ui.portfolio.panel import PortfolioPanel
    from gridwatch.ui.portfolio.place import Ask, Names, Place
    from gridwatch.ui.window import Window

NOTE_MILLISECONDS = 6000
# A portfolio that is in front from the start waits for the first chart, but no longer than this.
LATEST_MILLISECONDS = 3000
# Quotes come all the time; what is worth so much is read again at this pace.
CALM_MILLISECONDS = 10_000


class PortfolioDesk(QObject):
    """Everything that happens between the portfolio of a window and its profile.

    `edited` carries an Edit, and what to call when it is stored and where it could not be;
    `looked` says that other `symbols` are wanted.
    """

    edited = Signal(object, object, object)
    looked = Signal()

    def __init__(self, window: Window, session: Session, overview: Overview, look: Look) -> None:
        """Wait until the dock is seen, which it may be already."""
        super().__init__(window)
        self._window, self._session = window, session
        self._overview, self._look = overview, look
        self._dock = window.dock("portfolio")
        self._started = self._closed = False
        self._names: Names | None = None  # None: not read yet
        self._place: Place | None = None  # where to go once it is known what there is
        self._wanted: Ask | None = None  # what to ask for by then
        self._asking: Asking | None = None
        self._looking: Looking | None = None
        self.panel: PortfolioPanel | None = None
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MILLISECONDS)
        self._calm.timeout.connect(self._take_prices)
        self._dock.visibilityChanged.connect(self._look_later)
        window.visible.connect(self._look_later)
        session.series_read.connect(self._begin)
        QTimer.singleShot(LATEST_MILLISECONDS, self, self.begin)

    # What the user does

    def verbs(self) -> dict[str, Callable[[bool], object]]:
        """Return what the actions of the window do here, by their ids."""
        return {
            "portfolio": lambda _: self.open(),
            "new_transaction": lambda _: self.new_transaction(),
            "new_account": lambda _: self._ask_later(_wanted("AskAccount")),
            "import_ledger": lambda _: self._ask_later(_wanted("AskImport")),
            "imports": lambda _: self._ask_later(_wanted("AskImports")),
            "export_ledger": lambda _: self._ask_later(_wanted("AskExport")),
            "report": lambda _: self._ask_later(_wanted("AskReport")),
        }

    def open(self) -> None:
        """Show the portfolio before whatever hides it, ready for the keys."""
        panel = self._bring()
        panel.page(panel.page_name).setFocus()

    def go_to(self, place: Place) -> None:
        """Show a page, and on it what a place says."""
        panel = self._bring()
        if self._names is None:
            self._place = place
        else:
            panel.go_to(place)

    def open_transaction(self, number: int) -> None:
        """Show a transaction among all of them."""
        from gridwatch.ui.portfolio.place import TRANSACTIONS, Place

        self.go_to(Place(TRANSACTIONS, (number,)))

    def new_transaction(self) -> None:
        """Ask for a transaction, or for the first account where there is none."""
        self._ask_later(_wanted("AskTransaction"))

    def ask(self, wanted: Ask) -> None:
        """Open a dialog of the portfolio; without any account its first one."""
        from gridwatch.ui.portfolio.place import AskAccount, AskTransaction

        names = self._names
        if names is None:
            return
        if isinstance(wanted, AskTransaction) and not names.accounts:
            wanted = AskAccount()
        self.asking().ask(wanted)

    def asking(self) -> Asking:
        """Return what opens the dialogs; made with the first use."""
        if self._asking is None:
            from gridwatch.ui.portfolio.asking import Asking

            made = self._asking = Asking(self._session, self._look, self._window)
            made.edited.connect(self.edited)
            made.opened.connect(self.go_to)
            made.noted.connect(self._note)
            if self._names is not None:
                made.show_names(self._names)
        if self.panel is not None:
            self._asking.shown = self.panel.shown
        return self._asking

    def _ask_later(self, wanted: Ask) -> None:
        """Show the portfolio and ask, once it is known what there is."""
        self._bring()
        if self._names is None:
            self._wanted = wanted
        else:
            self.ask(wanted)

    def _bring(self) -> PortfolioPanel:
        self._started = True
        self._dock.show()
        self._dock.raise_()
        panel = self.panel or self._make()
        panel.set_seen(True)
        return panel

    # What comes home

    def edited_by_user(self, changes: Changes) -> None:
        """Tell the pages what an edit has changed."""
        if self.panel is None or not changes.ledger:
            return
        self._read_names()
        self.panel.take_changes(changes)
        if self._looking is not None and self.panel.page_name != "checks":  # that one looks itself
            self._looking.look_later()

    def take(self, changed: wire.Changed) -> None:
        """Read values again, calmly, where prices were stored."""
        if (
            self.panel is not None
            and (changed.quotes or changed.bars)
            and not self._calm.isActive()
        ):
            self._calm.start()

    def show_overview(self, overview: Overview) -> None:
        """Take the companies of a new reading."""
        before, self._overview = self._overview, overview
        if before.companies.keys() != overview.companies.keys() and self._names is not None:
            self._tell_names(self._names)

    def all_due(self) -> None:
        """Read everything again."""
        from gridwatch.services.changes import Changes

        self.edited_by_user(Changes(ledger=True))
        self._take_prices()

    def edit_failed(self) -> None:
        """Show what is stored, in place of what was shown in advance."""
        from gridwatch.services.changes import Changes

        self.edited_by_user(Changes(ledger=True))

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        if self.panel is not None:
            self.panel.restyle(look)
        if self._asking is not None:
            self._asking.look = look
        if self._names is not None:
            self._tell_names(self._names)

    def _take_prices(self) -> None:
        if self.panel is not None and not self._closed:
            self.panel.take_prices()

    # When the panel is made

    def _begin(self) -> None:
        """Look once after the first chart has been painted."""
        self._session.series_read.disconnect(self._begin)
        QTimer.singleShot(0, self, self.begin)

    def begin(self) -> None:
        """Make the panel where it is seen, from now on."""
        self._started = True
        self._look_at_dock()

    def _look_later(self) -> None:
        QTimer.singleShot(0, self, self._look_at_dock)

    def _look_at_dock(self) -> None:
        if self._closed or not self._started:
            return
        seen = self._dock.isVisible() and not self._dock.visibleRegion().isEmpty()
        if seen and self.panel is None:
            self._make()
        if self.panel is not None:
            self.panel.set_seen(seen)

    def _make(self) -> PortfolioPanel:
        from gridwatch.ui.portfolio import undo_words  # noqa: F401 - no key stroke waits for it
        from gridwatch.ui.portfolio.checks.looking import Looking
        from gridwatch.ui.portfolio.importing.bringing import Bringing
        from gridwatch.ui.portfolio.panel import PortfolioPanel
        from gridwatch.ui.portfolio.place import CHECKS

        window = self._window
        panel = self.panel = PortfolioPanel(self._session, self._look, window)
        panel.put_corner(window.actions_["fill"])
        panel.edited.connect(self.edited)
        panel.opened.connect(self.go_to)
        panel.asked.connect(self.ask)
        panel.selected.connect(window.watchlist.select_company)
        panel.said.connect(window.message.say)
        panel.noted.connect(self._note)
        panel.looked.connect(self.looked)
        Bringing(panel).brought.connect(self._ask_later)
        looking = self._looking = Looking(self._session, self)
        looking.counted.connect(lambda number: panel.show_count(CHECKS, number))
        looking.look_later()
        window.show_portfolio(panel)
        self._read_names()
        return panel

    def _note(self, words: str) -> None:
        self._window.status.showMessage(words, NOTE_MILLISECONDS)

    def symbols(self) -> tuple[str, ...]:
        """Return the listings beside those of the ledger whose prices are wanted."""
        return self.panel.symbols() if self.panel is not None else ()

    # Names

    def _read_names(self) -> None:
        self._session.read_user("ledger names", names_of, self._show_names)

    def _show_names(self, names: Names) -> None:
        self._tell_names(names)
        place, self._place = self._place, None
        if place is not None and self.panel is not None:
            self.panel.go_to(place)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.ask(wanted)

    def _tell_names(self, names: Names) -> None:
        """Put the names of companies and segments to those of the ledger, and tell everybody."""
        from dataclasses import replace

        companies = {
            listing.symbol: view
            for view in self._overview.companies.values()
            for listing in view.company.listings
        }
        language = self._look.phrases.language
        spoken = {
            tongue: {each.key: str(getattr(each, tongue)) for each in self._overview.segments}
            for tongue in LANGUAGES
            if tongue != "system"
        }
        self._names = replace(
            names,
            companies=companies,
            segments=spoken[language],
            watchlists=self._overview.watchlists,
            spoken=spoken,
        )
        if self.panel is not None:
            self.panel.show_names(self._names)
        if self._asking is not None:
            self._asking.show_names(self._names)

    def close(self) -> None:
        """Hand over what is typed and not stored yet, and make nothing more."""
        self._closed = True
        self._calm.stop()
        if self._looking is not None:
            self._looking.close()
        if self.panel is not None:
            self.panel.leave()
        if self._asking is not None:
            self._asking.close()


def names_of(user: sqlite3.Connection) -> Names:
    """Read what accounts, securities and imports are called."""
    from gridwatch.store.user.accounts import all_accounts
    from gridwatch.store.user.ledger_changes import all_batches
    from gridwatch.store.user.securities import all_securities
    from gridwatch.ui.portfolio.place import Names

    batches = {each.id: each.name for each in all_batches(user)}
    return Names(all_accounts(user), all_securities(user), batches)


def _wanted(name: str) -> Ask:
    """Return a wish that needs no more to be said, by the name of its class."""
    from gridwatch.ui.portfolio import place

    made: Ask = getattr(place, name)()
    return made

"""The wiring of thesis and reviews: made when they are seen, read when something changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gridwatch.domain.thesis.about import About
from gridwatch.services.overview import Overview
from gridwatch.ui.look import Look
from gridwatch.ui.reviews.due_count import DueCount

if TYPE_CHECKING:
    # The panels are imported when somebody wants to see them.
    from PySide6.QtWidgets import QDockWidget

    from gridwatch import wire
    from gridwatch.domain.thesis.about import Theme
    from gridwatch.domain.thesis.claim import Claim
    from gridwatch.runtime.session import Session
    from gridwatch.services.changes import Changes
    from gridwatch.services.edits import Edit
    from gridwatch.ui.reviews.panel import ReviewsPanel
    from gridwatch.ui.thesis.folders import Folders
    from gridwatch.ui.thesis.panel import ThesisPanel
    from gridwatch.ui.thesis.place import Place
    from gridwatch.ui.thesis.themes import ThemeDialog
    from gridwatch.ui.window import Window

NOTE_MILLISECONDS = 6000
# A thesis that is in front from the start waits for the first chart, but no longer than this.
LATEST_MILLISECONDS = 3000
# The number of due claims can wait until the first chart is painted.
COUNT_MILLISECONDS = 500


class ThesisDesk(QObject):
    """Everything that happens between the notes of a window and its profile.

    `edited` carries an Edit, and what to call when it is stored and where it could not be.
    """

    edited = Signal(object, object, object)

    def __init__(self, window: Window, session: Session, overview: Overview, look: Look) -> None:
        """Wait until one of the docks is seen, which it may be already."""
        super().__init__(window)
        self._window, self._session = window, session
        self._overview, self._look = overview, look
        self._themes: tuple[Theme, ...] = ()
        self._started = self._closed = False
        self._fresh = ""  # the name of a theme that was made here and is not read yet
        self.dialog: ThemeDialog | None = None
        self.panel: ThesisPanel | None = None
        self.reviews: ReviewsPanel | None = None
        self._due = DueCount(session, self)
        self._due.counted.connect(lambda number: window.count("reviews", number))
        self._due.day_begun.connect(self._read_reviews)
        self._folders: Folders | None = None
        for name in ("thesis", "reviews"):
            window.dock(name).visibilityChanged.connect(self._look_later)
        window.visible.connect(self._look_later)
        window.watchlist.selected.connect(self._follow)
        window.charts.claim_opened.connect(partial(self._go_to, "claims"))
        window.charts.figures_opened.connect(partial(self._go_to, "figures"))
        session.series_read.connect(self._begin)
        QTimer.singleShot(LATEST_MILLISECONDS, self, self.begin)

    # What the user does

    def verbs(self) -> dict[str, Callable[[bool], object]]:
        """Return what the actions of the window do here, by their ids."""
        return {
            "thesis": lambda _: self.open(),
            "new_claim": lambda _: self.new_claim(),
            "new_entry": lambda _: self.new_entry(),
            "reviews": lambda _: self.open_reviews(),
            "export_thesis": lambda _: self.folders().export_all(),
            "import_thesis": lambda _: self.folders().ask_import(),
            "print_thesis": lambda _: self.folders().ask_print(),
        }

    def open(self) -> None:
        """Show the thesis before whatever hides it, ready for the keys."""
        self._bring("thesis")
        if self.panel is not None:
            self.panel.tabs.currentWidget().setFocus()

    def new_entry(self) -> None:
        """Begin a journal entry about what the thesis shows, ready for the keys."""
        self._bring("thesis")
        if self.panel is not None:
            self.panel.new_entry()

    def open_reviews(self) -> None:
        """Show the reviews before whatever hides them, ready for the keys."""
        self._bring("reviews")
        if self.reviews is not None:
            self.reviews.setFocus()

    def go_to(self, place: Place) -> None:
        """Show a claim, an entry or a series of any thesis."""
        self._bring("thesis")
        if place.about.company_id:
            self._window.watchlist.select_company(place.about.company_id)
        if self.panel is not None:
            self.panel.go_to(place)

    def open_claim(self, number: int) -> None:
        """Show a claim, wherever it is; one that is gone is not shown."""
        from gridwatch.store.user.claims import claim_with_id
        from gridwatch.ui.thesis.place import PageName, Place

        def show(claim: Claim | None) -> None:
            if claim is not None and not claim.removed:
                self.go_to(Place(claim.about, PageName.CLAIMS, claim.id))

        self._session.read_user("claim", lambda user: claim_with_id(user, number), show)

    def new_claim(self) -> None:
        """Begin a claim about what the thesis is about."""
        self._bring("thesis")
        if self.panel is not None:
            self.panel.new_claim()

    def add_example(self) -> None:
        """Store the example thesis, for a profile that has none or whose user wants it back."""
        from gridwatch.places import resources
        from gridwatch.services.thesis.starter import AddStarter, read_starter

        starter = read_starter(resources(), self._look.language)
        self._fresh = starter.theme.name
        self.edited.emit(AddStarter(starter), None, None)

    def edit_theme(self, number: int = 0) -> None:
        """Ask for a new theme, or for another name and note of one, unless a dialog is open."""
        from gridwatch.ui.thesis.themes import ThemeDialog

        if self.dialog is not None:
            self.dialog.raise_()
            return
        theme = next((each for each in self._themes if each.id == number), None)
        dialog = self.dialog = ThemeDialog(theme, self._themes, self._look, self._window)
        dialog.decided.connect(self._store_theme)
        dialog.finished.connect(self._put_dialog_away)
        dialog.open()

    def _store_theme(self, edit: Edit) -> None:
        from gridwatch.services.thesis.theme_edits import AddTheme

        dialog = self.dialog
        if dialog is None:
            return
        if isinstance(edit, AddTheme):
            self._fresh = edit.name
        self.edited.emit(edit, dialog.accept, dialog.stay)

    def _put_dialog_away(self) -> None:
        self.dialog = None

    def _go_to(self, page: str, about: About, number: int) -> None:
        from gridwatch.ui.thesis.place import PageName, Place

        self.go_to(Place(about, PageName(page), number))

    def folders(self) -> Folders:
        """Return what exports, imports and prints; made with the first use."""
        if self._folders is None:
            from gridwatch.ui.thesis.folders import Folders

            window = self._window
            made = self._folders = Folders(self._session.profile, self._look, window)
            made.edited.connect(self.edited)
            made.said.connect(window.message.say)
            made.noted.connect(lambda words: window.status.showMessage(words, NOTE_MILLISECONDS))
        self._folders.about = self._about_shown()
        return self._folders

    def _about_shown(self) -> About:
        if self.panel is not None:
            return self.panel.about
        return About(self._window.watchlist.current_company() or 0)

    def _bring(self, name: str) -> None:
        self._started = True
        dock = self._window.dock(name)
        dock.show()
        dock.raise_()
        self._make(name)

    # What comes home

    def edited_by_user(self, changes: Changes) -> None:
        """Tell the panels what an edit has changed."""
        self._due.take_changes(changes)
        if changes.thesis:
            self._read_themes()
        if self.panel is not None:
            self.panel.take_changes(changes)
        if self.reviews is not None:
            self.reviews.take_changes(changes)

    def take(self, changed: wire.Changed) -> None:
        """Read again where a firing may have moved a claim."""
        if changed.firings:
            from gridwatch.services.changes import Changes

            self.edited_by_user(Changes(thesis=True))

    def show_overview(self, overview: Overview) -> None:
        """Take the names of a new reading."""
        before, self._overview = self._overview, overview
        if before.companies.keys() != overview.companies.keys():
            self._tell_names()

    def all_due(self) -> None:
        """Read everything again."""
        from gridwatch.services.changes import Changes

        self.edited_by_user(Changes(thesis=True, figures=True, journal=True))

    def edit_failed(self) -> None:
        """Show what is stored, in place of what was shown in advance."""
        self.all_due()

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        self._tell_names()
        for each in (self.panel, self.reviews):
            if each is not None:
                each.restyle(look)
        if self._folders is not None:
            self._folders.look = look

    # When the panels are made

    def _begin(self) -> None:
        """Look once after the first chart has been painted."""
        self._session.series_read.disconnect(self._begin)
        QTimer.singleShot(0, self, self.begin)

    def begin(self) -> None:
        """Make what is seen from now on."""
        QTimer.singleShot(COUNT_MILLISECONDS, self, self._count)
        self._started = True
        self._look_at_docks()

    def _count(self) -> None:
        if not self._closed:
            self._due.start()

    def _look_later(self) -> None:
        QTimer.singleShot(0, self, self._look_at_docks)

    def _look_at_docks(self) -> None:
        if self._closed or not self._started:
            return
        for name in ("thesis", "reviews"):
            if _is_seen(self._window.dock(name)):
                self._make(name)

    def _make(self, name: str) -> None:
        if name == "thesis" and self.panel is None:
            self._make_thesis()
        elif name == "reviews" and self.reviews is None:
            self._make_reviews()

    def _make_thesis(self) -> None:
        from gridwatch.ui.thesis.panel import ThesisPanel
        from gridwatch.ui.undo import prepare

        prepare()
        window = self._window
        panel = self.panel = ThesisPanel(self._session, self._look, window)
        panel.opened.connect(self.go_to)
        panel.theme_wanted.connect(self.edit_theme)
        panel.example_wanted.connect(self.add_example)
        self._connect(panel)
        window.put("thesis", panel)
        self._tell_names()
        self._read_themes()
        panel.follow(window.watchlist.current_company() or 0)

    def _make_reviews(self) -> None:
        from gridwatch.ui.reviews.panel import ReviewsPanel

        panel = self.reviews = ReviewsPanel(self._session, self._look, self._window)
        panel.opened.connect(self.go_to)
        self._connect(panel)
        self._window.put("reviews", panel)
        self._tell_names()
        self._read_themes()
        panel.read()

    def _connect(self, panel: ThesisPanel | ReviewsPanel) -> None:
        window = self._window
        panel.edited.connect(self.edited)
        panel.selected.connect(window.watchlist.select_company)
        panel.said.connect(window.message.say)
        panel.noted.connect(lambda words: window.status.showMessage(words, NOTE_MILLISECONDS))

    def _read_reviews(self) -> None:
        if self.reviews is not None:
            self.reviews.read()

    def _follow(self, company: int) -> None:
        if self.panel is not None:
            self.panel.follow(company)

    # Names

    def _read_themes(self) -> None:
        from gridwatch.store.user.themes import all_themes

        self._session.read_user("themes", all_themes, self._show_themes)

    def _show_themes(self, themes: tuple[Theme, ...]) -> None:
        if themes == self._themes:
            return
        self._themes = themes
        self._tell_names()
        panel = self.panel
        if panel is not None and panel.about.theme_id not in {0, *(each.id for each in themes)}:
            panel.show_about(About(self._window.watchlist.current_company() or 0))
        fresh = next((each.id for each in themes if each.name == self._fresh), 0)
        if panel is not None and fresh:
            self._fresh = ""
            panel.show_about(About(theme_id=fresh))

    def _tell_names(self) -> None:
        from gridwatch.ui.thesis.place import names_of

        names = names_of(self._overview, self._themes, self._look.phrases.language)
        for each in (self.panel, self.reviews):
            if each is not None:
                each.show_names(names)

    def close(self) -> None:
        """Hand over what is typed and not stored yet, and make nothing more."""
        self._closed = True
        self._due.close()

        if self._folders is not None:
            self._folders.close()
        if self.panel is not None:
            self.panel.leave()


def _is_seen(dock: QDockWidget) -> bool:
    return dock.isVisible() and not dock.visibleRegion().isEmpty()

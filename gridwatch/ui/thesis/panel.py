"""The thesis as one widget: what it is about, and its pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.thesis.about import EXAMPLE, About
from gridwatch.runtime.session import Session
from gridwatch.services.changes import Changes
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.claims.page import ClaimsPage
from gridwatch.ui.thesis.figures.page import FiguresPage
from gridwatch.ui.thesis.journal.page import JournalPage
from gridwatch.ui.thesis.page import Page
from gridwatch.ui.thesis.place import PAGE_WORDS, Names, PageName, Place

translate = QCoreApplication.translate
PAGES: dict[PageName, Callable[[Session, Look, QWidget], Page]] = {
    PageName.CLAIMS: ClaimsPage,
    PageName.JOURNAL: JournalPage,
    PageName.FIGURES: FiguresPage,
}


class ThesisPanel(QWidget):
    """Shows the thesis of the company that is selected in the list, or of what is picked here.

    `edited`, `opened`, `selected`, `said` and `noted` are those of its pages; `theme_wanted`: the
    user wants to make (0) or to change a theme; `example_wanted`: to have the bundled one.
    """

    edited = Signal(object, object, object)
    opened = Signal(object)
    selected = Signal(int)
    said = Signal(str)
    noted = Signal(str)
    theme_wanted = Signal(int)
    example_wanted = Signal()

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._names = look, Names()
        self._company = 0  # the one that is selected in the list
        self.about = About()
        self.subject = QComboBox(self)
        self.subject.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.theme = QToolButton(self)
        self.theme.setAutoRaise(True)
        self.theme.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.theme.setMenu(QMenu(self.theme))
        self.theme.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("pages")  # the window dresses them
        self.tabs.setDocumentMode(True)
        self.pages = {name: make(session, look, self) for name, make in PAGES.items()}
        self._late: set[PageName] = set()  # pages that have not read the subject yet
        for page in self.pages.values():
            self.tabs.addTab(page, "")
            page.edited.connect(self.edited)
            page.opened.connect(self.opened)
            page.selected.connect(self.selected)
            page.said.connect(self.said)
            page.noted.connect(self.noted)
        self._lay_out()
        self.subject.activated.connect(self._pick)
        self.theme.menu().aboutToShow.connect(self._fill_menu)
        self.tabs.currentChanged.connect(lambda _: self._read_late())
        self.restyle(look)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(4)
        bar.addWidget(self.subject, 1)
        bar.addWidget(self.theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.tabs, 1)

    # What is shown

    def follow(self, company: int) -> None:
        """Show the thesis of a company that was selected, whatever was picked before."""
        another = company != self._company
        self._company = company
        if another:
            self.show_about(About(company))
        else:
            self._fill_subjects()

    def show_about(self, about: About) -> None:
        """Show another thesis; only the page in front reads it now."""
        for page in self.pages.values():
            page.leave()
        self.about = about
        self._late = set(self.pages)
        self._fill_subjects()
        self._read_late()

    def go_to(self, place: Place) -> None:
        """Show a claim, an entry or a series."""
        self.tabs.setCurrentWidget(self.pages[place.page])
        if place.about != self.about:
            self.show_about(place.about)
        if place.number:
            self.pages[place.page].go_to(place.number)

    def new_claim(self) -> None:
        """Begin a claim about what is shown."""
        page = self.pages[PageName.CLAIMS]
        self.tabs.setCurrentWidget(page)
        if isinstance(page, ClaimsPage):
            page.new_claim()

    def new_entry(self) -> None:
        """Begin an entry in the journal of what is shown."""
        page = self.pages[PageName.JOURNAL]
        self.tabs.setCurrentWidget(page)
        if isinstance(page, JournalPage):
            page.new_entry()

    @property
    def page_name(self) -> PageName:
        """Return which page is in front."""
        return list(self.pages)[max(0, self.tabs.currentIndex())]

    def _read_late(self) -> None:
        name = self.page_name
        if name in self._late:
            self._late.discard(name)
            self.pages[name].show_about(self.about)

    def show_names(self, names: Names) -> None:
        """Take what companies and themes are called now."""
        self._names = names
        for page in self.pages.values():
            page.show_names(names)
        self._fill_subjects()

    def take_changes(self, changes: Changes) -> None:
        """Tell the pages of an edit; one that is not in front reads when it comes there."""
        for name, page in self.pages.items():
            if name not in self._late:
                page.take_changes(changes)

    def leave(self) -> None:
        """Hand over what is typed and not stored yet."""
        for page in self.pages.values():
            page.leave()

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        for name, page in self.pages.items():
            self.tabs.setTabText(
                list(self.pages).index(name), translate("Thesis", PAGE_WORDS[name])
            )
            page.restyle(look)
        self._fill_subjects()

    # The subject

    def _offers(self) -> list[tuple[str, About]]:
        found = []
        if self._company:
            found.append((self._names.of(About(self._company)), About(self._company)))
        if self.about.company_id not in {0, self._company}:
            found.append((self._names.of(self.about), self.about))
        for theme in self._names.themes:
            words = translate("Thesis", "Theme: {name}").format(name=theme.name)
            found.append((words, About(theme_id=theme.id)))
        found.append((translate("Thesis", "About nothing in particular"), About()))
        return found

    def _fill_subjects(self) -> None:
        offers = self._offers()
        with QSignalBlocker(self.subject):
            self.subject.clear()
            for words, about in offers:
                self.subject.addItem(words, about)
            shown = [about for _, about in offers]
            self.subject.setCurrentIndex(shown.index(self.about) if self.about in shown else 0)
        self.subject.setAccessibleName(translate("Thesis", "What the thesis is about"))
        self.theme.setText(translate("Thesis", "Themes") + " ▾")
        self.theme.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.theme.setAccessibleName(translate("Thesis", "Themes"))

    def _fill_menu(self) -> None:
        """Offer a new theme, and a change of each that is there: the one that is shown first."""
        menu = self.theme.menu()
        menu.clear()
        fresh = menu.addAction(translate("Thesis", "New theme…"))
        fresh.triggered.connect(lambda _=False: self.theme_wanted.emit(0))
        themes = sorted(self._names.themes, key=lambda each: each.id != self.about.theme_id)
        if all(each.key != EXAMPLE for each in themes):
            example = menu.addAction(translate("Thesis", "Add the example thesis"))
            example.triggered.connect(lambda _=False: self.example_wanted.emit())
        if themes:
            menu.addSeparator()
        words = translate("Thesis", "Edit “{name}”…")
        for each in themes:
            name = each.name.replace("&", "&&")
            action = menu.addAction(words.format(name=name))
            action.triggered.connect(lambda _=False, number=each.id: self.theme_wanted.emit(number))

    def _pick(self, row: int) -> None:
        about = self.subject.itemData(row)
        if isinstance(about, About) and about != self.about:
            self.show_about(about)

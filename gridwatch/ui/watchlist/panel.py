"""The watchlist as one widget: lists, filter, search, grouping and the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from gridwatch.places import resources
from gridwatch.services.overview import Overview
from gridwatch.store.user.watchlists import Watchlist
from gridwatch.ui.appearance import Tones
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.watchlist.cells import Scene, scene_of
from gridwatch.ui.watchlist.columns import PLACES
from gridwatch.ui.watchlist.list_bar import ListBar
from gridwatch.ui.watchlist.marks import mark_icon
from gridwatch.ui.watchlist.model import WatchlistModel
from gridwatch.ui.watchlist.rows import Arrangement
from gridwatch.ui.watchlist.search import SearchLine
from gridwatch.ui.watchlist.table import WatchlistTable

if TYPE_CHECKING:
    from gridwatch.domain.company import Company
    from gridwatch.services.catalog import Catalog
    from gridwatch.wire import Matches

translate = QCoreApplication.translate


def _bundled_catalog() -> Catalog:
    from gridwatch.services.catalog import read_catalog

    return read_catalog(resources())


class WatchlistPanel(QWidget):
    """Shows an overview's lists; what the user does leaves as signals, never as a change here."""

    selected = Signal(int)  # a company's id, 0 for none
    edited = Signal(object)  # an Edit of services.edits
    searched = Signal(int, str)  # number and text of a search for the collector
    listed = Signal(int)  # the list that is shown now

    def __init__(self, phrases: Phrases, tones: Tones, parent: QWidget | None = None) -> None:
        """Start empty; `show_overview` brings the companies."""
        super().__init__(parent)
        self._phrases = phrases
        self._overview: Overview | None = None
        self._list = 0
        self._weights: Mapping[int, float] = {}
        self._model = WatchlistModel(Scene(phrases))
        self._lists = ListBar(tones, self)
        self._filter = QLineEdit(self)
        self._filter.setClearButtonEnabled(True)
        self._filter_icon = self._filter.addAction(
            mark_icon("filter", tones.muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self._group = QToolButton(self)
        self._group.setCheckable(True)
        self._group.setAutoRaise(True)
        self._search = SearchLine(_bundled_catalog, tones, self)
        self.table = WatchlistTable(self._model, tones, self)
        self._lay_out()
        self._connect()
        self._retranslate()
        self._restyle_buttons(tones)

    # What the window tells

    def show_overview(self, overview: Overview) -> None:
        """Show a new reading; selection, order and scroll stay where they are."""
        self._overview = overview
        chosen = self._chosen_list()
        before, self._list = self._list, chosen.id if chosen else 0
        self._lists.show_lists(overview.watchlists, self._list)
        self._show_rows()
        if self._list != before:
            self.listed.emit(self._list)

    def show_weights(self, weights: Mapping[int, float]) -> None:
        """Show what share of the portfolio each company makes up; what is not named is not held."""
        if dict(weights) != dict(self._weights):
            self._weights = dict(weights)
            self._show_rows()

    def show_matches(self, matches: Matches) -> None:
        """Offer what the source found."""
        self._search.show_matches(matches)

    def set_now(self, now: datetime) -> None:
        """Let the ages of the quotes go on."""
        self._model.set_now(now)

    def restyle(self, phrases: Phrases, tones: Tones) -> None:
        """Take another language, base currency or other colours."""
        self._phrases = phrases
        self._retranslate()
        self._lists.restyle(tones)
        self._search.restyle(tones)
        self._restyle_buttons(tones)
        if self._overview is not None:
            self._show_rows()
        else:
            self._model.show((), {}, Scene(phrases))
        self.table.restyle(tones)
        last = len(PLACES) - 1
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def current_company(self) -> int | None:
        """Return the id of the company that is chosen, also while a filter hides its row."""
        return self.table.wanted_company() or None

    def select_company(self, company: int) -> None:
        """Make a company current, on another list where it is not on this one."""
        if self._overview is None:
            return
        if company not in self._model.listed:
            home = next((e for e in self._overview.watchlists if company in e.companies), None)
            if home is None:
                return
            self.choose_list(home.id)
        if self._model.place_of(company) is None:
            self._uncover(company)
        self.table.select(company)
        self.table.reveal()

    def choose_list(self, number: int) -> None:
        """Show a list; one that is gone changes nothing."""
        known = self._overview.watchlists if self._overview else ()
        if number == self._list or all(each.id != number for each in known):
            return
        self._list = number
        self._lists.show_lists(known, number)
        self._show_rows()
        self.listed.emit(number)

    def focus_search(self) -> None:
        """Put the cursor into the line that adds companies."""
        self._search.setFocus()
        self._search.selectAll()

    def focus_filter(self) -> None:
        """Put the cursor into the filter."""
        self._filter.setFocus()
        self._filter.selectAll()

    # What is remembered between sessions

    def save_state(self) -> dict[str, str]:
        """Return columns, sorting, grouping and the list shown; the filter is not kept."""
        wish = self._model.wish
        return {
            "columns": self.table.header_bar.save(),
            "sort": f"{wish.column} {'falling' if wish.falling else 'rising'}".strip(),
            "grouped": "1" if wish.grouped else "0",
            "folded": " ".join(sorted(wish.folded)),
            "list": str(self._list),
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Bring back what `save_state` returned; what cannot be read keeps its default."""
        self.table.header_bar.restore(state.get("columns", ""))
        column, _, way = state.get("sort", "").partition(" ")
        column = column if column in PLACES else ""
        self._group.setChecked(state.get("grouped") == "1")
        self._arrange(
            column=column,
            falling=bool(column) and way == "falling",
            grouped=self._group.isChecked(),
            folded=frozenset(state.get("folded", "").split()),
        )
        number = state.get("list", "")
        if number.isdigit():
            if self._overview is None:
                self._list = int(number)
            else:
                self.choose_list(int(number))

    # How it is built

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(8)
        bar.addWidget(self._lists)
        bar.addStretch(1)
        for line, width in ((self._filter, 170), (self._search, 200)):
            line.setMinimumWidth(110)
            line.setMaximumWidth(width)
        bar.addWidget(self._filter, 2)
        bar.addWidget(self._group)
        bar.addWidget(self._search, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)

    def _connect(self) -> None:
        self._lists.listed.connect(self.choose_list)
        self._lists.edited.connect(self.edited)
        self._filter.textChanged.connect(lambda words: self._arrange(words=words.strip()))
        self._group.toggled.connect(lambda grouped: self._arrange(grouped=grouped))
        self._search.chosen.connect(self._add)
        self._search.searched.connect(self.searched)
        self.table.edited.connect(self.edited)
        self.table.selected.connect(self.selected)
        self.table.folded.connect(self._fold)
        self.table.header_bar.sorted.connect(
            lambda column, falling: self._arrange(column=column, falling=falling)
        )

    def _retranslate(self) -> None:
        self._filter.setPlaceholderText(translate("Watchlist", "Filter"))
        self._filter.setAccessibleName(translate("Watchlist", "Filter the list"))
        self._group.setToolTip(translate("Watchlist", "Group by segment"))
        self._group.setAccessibleName(translate("Watchlist", "Group by segment"))
        self._search.retranslate()
        self._lists.retranslate()

    def _restyle_buttons(self, tones: Tones) -> None:
        self._filter_icon.setIcon(mark_icon("filter", tones.muted))
        self._group.setIcon(mark_icon("group", tones.muted))

    # How it works

    def _chosen_list(self) -> Watchlist | None:
        lists = self._overview.watchlists if self._overview else ()
        kept = (each for each in lists if each.id == self._list)
        return next(kept, lists[0] if lists else None)

    def _show_rows(self) -> None:
        chosen, overview = self._chosen_list(), self._overview
        if overview is None:
            return
        self.table.watchlist_id = self._list
        now = max(overview.as_of, self._model.scene.now)
        scene = scene_of(overview, self._phrases, now, self._weights)
        listed = chosen.companies if chosen else ()
        self.table.change_rows(lambda: self._model.show(listed, overview.companies, scene))
        self._say_empty()

    def _arrange(self, **changes: object) -> None:
        wish: Arrangement = replace(self._model.wish, **changes)  # type: ignore[arg-type]  # fields of an Arrangement by name
        self.table.change_rows(lambda: self._model.arrange(wish))
        self.table.header_bar.show_sort(wish.column, falling=wish.falling)
        self._say_empty()

    def _fold(self, segment: str) -> None:
        self._arrange(folded=self._model.wish.folded ^ {segment})

    def _uncover(self, company: int) -> None:
        """Drop the filter and unfold the segment that hide a company."""
        self._filter.clear()
        view = self._model.view_of(company)
        if view is not None:
            self._arrange(folded=self._model.wish.folded - {view.company.segment, ""})

    def _say_empty(self) -> None:
        if self._model.rowCount():
            self.table.say_empty("")
        elif self._model.listed:
            text = translate("Watchlist", "Nothing on this list matches “{words}”.")
            self.table.say_empty(text.format(words=self._model.wish.words))
        else:
            self.table.say_empty(
                translate(
                    "Watchlist",
                    "No companies yet. Type a name or symbol above to add the first one.",
                )
            )

    def _add(self, company: Company) -> None:
        """Add a company to this list, or go to its row where it is on it already."""
        from gridwatch.services.edits import AddCompany  # the start needs no edit

        symbols = {each.symbol for each in company.listings}
        for number in self._model.listed:
            view = self._model.view_of(number)
            if view is not None and symbols & {each.symbol for each in view.company.listings}:
                self.select_company(number)
                return
        self.edited.emit(AddCompany(company, self._list))

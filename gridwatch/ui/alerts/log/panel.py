"""The log as one widget: what is wanted of it, the table, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.services.overview import Overview, known_as
from gridwatch.store.user.firing_log import LogPage, LogQuery, Order
from gridwatch.store.user.firings import Firing
from gridwatch.ui.alerts.log.asking import query_of
from gridwatch.ui.alerts.log.columns import LogScene, offsets_of
from gridwatch.ui.alerts.log.filters import LogFilters, all_seen_words
from gridwatch.ui.alerts.log.model import LogModel
from gridwatch.ui.alerts.log.table import LogTable
from gridwatch.ui.look import Look
from gridwatch.ui.user_file import ask_for_file

translate = QCoreApplication.translate
PAGE = 200


class LogPanel(QWidget):
    """Shows pages of the log and asks for others.

    `asked` carries a LogQuery, how many firings are wanted at least, and the id of one that has to
    be among them or 0. `selected` carries the id of a company, `opened` a firing whose bar is
    wanted. `seen` carries ids, `all_seen` a LogQuery and the id up to which all that it finds has
    been seen. `exported` carries a LogQuery and a path, `counted` how many are new. `renamed`:
    companies may be called otherwise.
    """

    asked = Signal(object, int, int)
    selected = Signal(int)
    opened = Signal(object)
    seen = Signal(object)
    all_seen = Signal(object, int)
    counted = Signal(int)
    renamed = Signal()
    exported = Signal(object, object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._overview: Overview | None = None
        self._order, self._descending = Order.WHEN, True
        self._query = LogQuery()
        self._page = LogPage(self._query, (), 0, 0, 0)
        self._wanted = 0  # the firing to be pointed at when it has been read
        self._folder = ""
        self.filters = LogFilters(look, self)
        self._model = LogModel(LogScene(look), self)
        self.table = LogTable(self._model, look.tones, self)
        self._count = QLabel(self)
        self._mark = QPushButton(self)
        self._more = QToolButton(self)
        self._more.setText("⋯")
        self._place()
        self._connect()
        self.restyle(look, None)

    def _place(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 4, 6, 4)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._mark)
        foot.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.filters.changed.connect(self._ask_anew)
        self.filters.left.connect(self._enter_table)
        self._model.more_wanted.connect(lambda count: self._ask(count + PAGE))
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self.opened)
        self.table.acknowledged.connect(self.seen)
        self.table.menu_wanted.connect(self._show_menu)
        self.table.sorted_by.connect(self._sort)
        self._mark.clicked.connect(lambda _checked=False: self.acknowledge_all())
        self._more.clicked.connect(
            lambda: self._show_menu(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        )

    # What is shown

    def restyle(self, look: Look, overview: Overview | None) -> None:
        """Say everything in the language and tones of `look`, under the names of `overview`."""
        self._look = look
        self.show_overview(overview)
        self.table.restyle(look.tones)
        self.table.setAccessibleName(translate("Firings", "Alert log"))
        more = translate("Firings", "More")
        self._more.setToolTip(more)
        self._more.setAccessibleName(more)
        self._count.setStyleSheet(f"color: {look.tones.muted};")
        self._say_count()

    def show_overview(self, overview: Overview | None) -> None:
        """Take the companies and lists, under whose names firings are shown and sought."""
        self._overview = overview
        self.filters.restyle(self._look, overview)
        scene = LogScene(self._look, offsets_of(overview))
        self._model.restyle(scene, self.known(self._page.firings))
        self.renamed.emit()

    def show_page(self, page: LogPage) -> None:
        """Show what was read; an answer to another question than the last one is passed over."""
        if page.query != self._query:
            return
        chosen = frozenset(each.id for each in self.table.selected())
        current = self.table.current
        self._page = page
        self._model.show_firings(self.known(page.firings), page.found)
        self.table.fit()
        if self._wanted:
            self.table.select(frozenset({self._wanted}), self._wanted)
            self._wanted = 0
        elif chosen and chosen != frozenset(each.id for each in self.table.selected()):
            self.table.select(chosen, current.id if current else 0)
        self._say_count()
        self.counted.emit(page.new)

    def known(self, firings: tuple[Firing, ...]) -> tuple[Firing, ...]:
        """Return the same firings under the names that are shown."""
        if self._overview is None:
            return firings
        return known_as(firings, self._overview, self._look.phrases.language)

    def _say_count(self) -> None:
        page, integer = self._page, self._look.phrases.integer
        self._mark.setEnabled(page.fresh > 0)
        self._mark.setText(all_seen_words(page.query))
        if not page.logged:
            words = translate("Firings", "No alert has fired yet.")
        elif self.filters.wish().narrowed:
            words = translate("Firings", "{found} of {all}")
            words = words.format(found=integer(page.found), all=integer(page.logged))
        elif page.new:
            words = translate("Firings", "New: {number}").format(number=integer(page.new))
        else:
            words = translate("Firings", "All seen")
        self._count.setText(words)

    # What is asked for

    def reask(self) -> None:
        """Ask again for what is shown: the log may be another."""
        self._ask(max(PAGE, self._model.rowCount()))

    def point_at(self, number: int) -> None:
        """Select the firing with this id, whatever is filtered away."""
        row = self._model.row_of(number)
        if row is not None:
            self.table.select(frozenset({number}), number)
            return
        self._wanted = number
        if self.filters.wish().narrowed:
            self.filters.clear()
        else:
            self._ask(PAGE)

    def focus_search(self) -> None:
        """Put the cursor into the search line."""
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    def _ask_anew(self) -> None:
        """Ask for what is wanted now, from its start."""
        self._ask(PAGE)
        self.table.scrollToTop()

    def _ask(self, limit: int) -> None:
        wish = replace(self.filters.wish(), order=self._order, descending=self._descending)
        self._query = query_of(wish, self._overview, self._look.phrases.language)
        self.asked.emit(self._query, limit, self._wanted)

    def _sort(self, order: Order, descending: bool) -> None:
        self._order, self._descending = order, descending
        self._ask_anew()

    # What is remembered between sessions

    def save_state(self) -> dict[str, str]:
        """Return columns and order; what is searched for is not kept."""
        order = {"order": str(self._order), "falling": str(int(self._descending))}
        return {**self.table.save_state(), **order}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take up what was remembered; what can't be read stays as it is."""
        self.table.restore_state(state)
        order = state.get("order", "")
        if order in set(Order):
            self.sort_by(Order(order), descending=state.get("falling") == "1")

    # What the user does

    def open_current(self) -> None:
        """Show the current firing on its company's chart."""
        if self.table.current is not None:
            self.opened.emit(self.table.current)

    def open_first(self) -> None:
        """Show the firing in the first row on its company's chart."""
        first = self._model.firing(0)
        if first is not None:
            self.table.select(frozenset({first.id}), first.id)
            self.opened.emit(first)

    def acknowledge(self) -> None:
        """Acknowledge what is selected."""
        self.table.acknowledge()

    def acknowledge_all(self) -> None:
        """Mark exactly what the log shows as seen: what came since then stays new."""
        self.all_seen.emit(self._page.query, self._page.last)

    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        self.table.copy()

    def sort_by(self, order: Order, *, descending: bool) -> None:
        """Sort by a column."""
        self.table.sort_by(order, descending=descending)

    def export(self) -> QFileDialog:
        """Ask for the name of a file; what the log shows now is written into it."""
        return ask_for_file(
            self,
            translate("Firings", "Export the log"),
            translate("Firings", "Table"),
            f"GridWatch {date.today()}.csv",  # noqa: DTZ011 - the user's own day
            self._export_to,
            self._folder,
        )

    def _export_to(self, out: Path) -> None:
        self._folder = str(out.parent)
        self.exported.emit(self._query, out)

    def _choose(self, firing: Firing) -> None:
        if firing.company_id is not None:
            self.selected.emit(firing.company_id)

    def _enter_table(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid() and self._model.rowCount():
            self.table.selectRow(0)

    def _show_menu(self, at: QPoint) -> None:
        from gridwatch.ui.alerts.log.menu import log_menu

        current, chosen = self.table.current, self.table.selected()
        menu = log_menu(
            self,
            self,
            self._order,
            chosen=bool(chosen),
            charted=current is not None and current.company_id is not None,
            fresh=self._page.fresh > 0,
            query=self._page.query,
        )
        menu.popup(at)

    def event(self, event: QEvent) -> bool:
        """Take the key for searching while the log has the focus: it is not that of the list."""
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Find):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self.focus_search()
                return True
        return super().event(event)

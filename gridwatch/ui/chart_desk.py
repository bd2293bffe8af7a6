"""The wiring of the charts: each asks for its series, hears of quotes, is read when it is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gridwatch.domain.charting import ChartRequest
from gridwatch.services.overview import CompanyView, Overview
from gridwatch.ui.chart.signs.fetching import Fetching
from gridwatch.ui.charts import ChartDock, Charts

if TYPE_CHECKING:
    from gridwatch import wire
    from gridwatch.domain.drawings import Drawing
    from gridwatch.domain.series import Series
    from gridwatch.runtime.session import Session
    from gridwatch.services.changes import Changes
    from gridwatch.store.user.firings import Firing
    from gridwatch.ui.chart.panel import ChartPanel

# How often at most a chart is read again because what it is compared with has newer quotes.
BESIDE_MILLISECONDS = 20_000


class ChartDesk(QObject):
    """Everything that happens between the charts of a window and its profile.

    `series_shown` comes after each answer for a chart, `shown` when other things are on screen.
    `edited` carries an Edit, `said` words of a problem, `noted` of what has been done,
    `firing_opened` the id of a crossing, `trade_opened` that of a transaction of the ledger.
    """

    series_shown = Signal()
    shown = Signal()
    edited = Signal(object)
    said = Signal(str)
    noted = Signal(str)
    firing_opened = Signal(int)
    trade_opened = Signal(int)

    def __init__(
        self,
        charts: Charts,
        session: Session,
        selected: Callable[[], CompanyView | None],
        overview: Overview,
    ) -> None:
        super().__init__(charts)
        self._charts, self._session, self._selected = charts, session, selected
        self._overview = overview
        self._sought: dict[str, tuple[int, date]] = {}  # by chart: a company's day to be shown
        self._fetching = Fetching.OWN
        self._due: set[str] = set()  # charts to be read with the next overview, or when seen
        self._beside: set[str] = set()  # charts of which a compared line has a newer quote
        # By chart: the company, its symbol and the question that what is drawn is an answer to.
        self._drawn: dict[str, tuple[int, str, ChartRequest] | None] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(BESIDE_MILLISECONDS)
        self._pause.timeout.connect(self._read_beside)
        charts.added.connect(self._connect)
        charts.removed.connect(self._forget)
        charts.seen.connect(self._look_again)
        session.series_read.connect(self._show_series)
        session.drawings_read.connect(self._show_drawings)
        session.fired.connect(self._take_firings)

    def start(self, states: Mapping[str, str]) -> None:
        """Make the charts as they were remembered, and show something in those that can be seen."""
        self._charts.fill(states)
        if not self._charts.in_view():
            QTimer.singleShot(0, self.series_shown.emit)

    def open(self, like: str = "") -> None:
        """Open one more chart, set like the chart with that key (the first one where it is "")."""
        model = self._charts[like or self._charts.first.key].panel
        self._charts.open(model.save_state() if model is not None else "")

    def show_at(self, company: int, day: date) -> None:
        """Bring a company's bar of a day into view, as soon as its bars are there.

        Where no chart shows the company the first one stays with it from now on.
        """
        dock = self._chart_of(company)
        if dock.panel is None or company not in self._overview.companies:
            return
        dock.show()
        dock.raise_()
        self._sought[dock.key] = (company, day)
        if _shows(self._view_of(dock), company):
            self._seek(dock)
        else:
            dock.panel.choose(replace(dock.panel.options, company=company))

    def _chart_of(self, company: int) -> ChartDock:
        """Return a chart of a company, best one that can be seen; the first one for want of any."""
        own = [each for each in self._charts if _shows(self._view_of(each), company)]
        seen = self._charts.in_view()
        return next((each for each in own if each in seen), (own or [self._charts.first])[0])

    def _seek(self, dock: ChartDock) -> None:
        """Go to the day that is sought in a chart, with bars that reach back to it."""
        panel, sought = dock.panel, self._sought.get(dock.key)
        if panel is None or sought is None or not _shows(panel.view, sought[0]):
            return
        options, day = panel.options, sought[1]
        if not panel.chart.show_day(day) and options.bar_size.intraday:
            from gridwatch.ui.chart.ranges import range_back_to

            back = range_back_to(day, datetime.now(UTC).date())
            panel.choose(replace(options, range=back, size=None))
        elif panel.chart.series is not None:
            del self._sought[dock.key]

    # What has changed.

    def select(self) -> None:
        """Show another company in the charts that follow the selection."""
        for dock in self._charts:
            if dock.panel is not None and not dock.panel.options.company:
                self._want(dock)
        self.shown.emit()

    def show_overview(self, overview: Overview) -> None:
        """Bring every chart up to date: by a reading where it is due, else by its newer quote."""
        self._overview = overview
        self._tell_overview()
        in_view = self._charts.in_view()
        for dock in self._charts:
            panel, view = dock.panel, self._view_of(dock)
            if panel is None:
                continue
            if dock.key in self._due or not _only_ticked(panel.view, view):
                self._want(dock)
            elif view is not None and view != panel.view:
                if dock in in_view:
                    panel.show_view(view)
                else:
                    self._due.add(dock.key)

    def _tell_overview(self) -> None:
        for dock in self._charts:
            if dock.panel is not None:
                dock.panel.show_overview(self._overview)

    def take(self, changed: wire.Changed) -> None:
        """Note which charts have to be read again, once the overview has come home."""
        stored = {*changed.bars, *changed.shares, *changed.intraday}
        quoted = set(changed.quotes)
        for dock in self._charts:
            view = self._view_of(dock)
            if dock.panel is None or view is None:
                continue
            beside = self._compared(dock.panel)
            # 0 stands for all: the user's file was written from elsewhere, its rules maybe.
            edited = {0, view.company.id} & set(changed.targets)
            if stored & (_own_symbols(view) | beside) or edited:
                self._due.add(dock.key)
            elif quoted & beside:
                self._beside.add(dock.key)
        if self._beside and not self._pause.isActive():
            self._pause.start()

    def edited_by_user(self, changes: Changes) -> None:
        """Note which charts an edit concerns."""
        noted = changes.thesis or changes.figures or changes.ledger
        if changes.targets or changes.watchlists or changes.rules or noted:
            self.all_due()
        if changes.drawings:
            self._read_drawings(changes.companies)

    def edit_failed(self) -> None:
        """Take back what charts have shown in advance of an edit that could not be stored."""
        for dock in self._charts:
            view = self._view_of(dock)
            if view is not None:
                self._session.read_drawings(view)
            if dock.panel is not None:
                self._want(dock)

    def all_due(self) -> None:
        """Read every chart again with the next overview."""
        self._due.update(dock.key for dock in self._charts)

    def set_fetching(self, fetching: Fetching) -> None:
        """Tell the charts who fetches."""
        self._fetching = fetching
        for dock in self._charts:
            if dock.panel is not None:
                dock.panel.set_fetching(fetching)

    def on_screen(self) -> wire.Show:
        """Return what is on screen: the symbols of the charts, and the bars within the day."""
        from gridwatch import wire  # nobody is told before the first chart is there

        symbols: dict[str, None] = {}
        within: dict[wire.Chart, None] = {}
        for dock in self._charts.in_view():
            view = self._view_of(dock)
            if dock.panel is None or view is None:
                continue
            symbols.update(dict.fromkeys(each.symbol for each in view.company.listings))
            symbols.update(dict.fromkeys(sorted(self._compared(dock.panel))))
            size = dock.panel.options.bar_size
            if size.intraday:
                within[wire.Chart(view.company.primary, size.source)] = None
        return wire.Show(tuple(symbols), tuple(within))

    # One chart.

    def _connect(self, key: str) -> None:
        dock = self._charts[key]
        panel = dock.panel
        if panel is None:
            return
        panel.show_overview(self._overview)
        panel.set_fetching(self._fetching)
        panel.asked.connect(lambda: self._ask(dock))
        panel.opened.connect(lambda: self.open(key))
        panel.edited.connect(self.edited)
        panel.said.connect(self.said)
        panel.noted.connect(self.noted)
        panel.firing_opened.connect(self.firing_opened)
        panel.trade_opened.connect(self.trade_opened)
        self._want(dock)

    def _forget(self, key: str) -> None:
        self._due.discard(key)
        self._beside.discard(key)
        self._drawn.pop(key, None)
        self._sought.pop(key, None)
        self.shown.emit()

    def _look_again(self) -> None:
        """Read the charts that have come into view and are due."""
        for dock in self._charts.in_view():
            if dock.key in self._due or (dock.panel is not None and dock.panel.view is None):
                self._want(dock)
        self.shown.emit()

    def _ask(self, dock: ChartDock) -> None:
        self._want(dock)
        self.shown.emit()

    def _want(self, dock: ChartDock) -> None:
        """Read what a chart shows, now where it can be seen, else when it is."""
        if dock not in self._charts.in_view():
            self._due.add(dock.key)
            return
        self._due.discard(dock.key)
        panel, view = dock.panel, self._view_of(dock)
        if panel is None:
            return
        if view is None:
            self._drawn.pop(dock.key, None)
            panel.show_series(None, None)
            self.series_shown.emit()
            return
        self._session.read_drawings(view)
        self._session.read_series(dock.key, view, panel.options.request(), self._overview.companies)

    def _show_series(
        self, key: str, view: CompanyView, request: ChartRequest, series: Series | None
    ) -> None:
        """Show an answer, unless the chart shows something else by now.

        Bars that can't be read this time stay as they are, and are read again when more is heard.
        """
        if key not in self._charts:
            return
        dock = self._charts[key]
        panel, current = dock.panel, self._view_of(dock)
        if panel is None or current is None or current.company.id != view.company.id:
            return
        if panel.options.request() != request:
            return
        question = (view.company.id, view.company.primary, request)
        if series is None and self._drawn.get(key) == question:
            self._due.add(key)
            panel.show_view(current)
        else:
            self._drawn[key] = question if series is not None else None
            panel.show_series(view, series)
            if current != view:
                panel.show_view(current)
        self._charts.write_titles()
        self._seek(dock)
        self.series_shown.emit()

    def _read_drawings(self, companies: tuple[int, ...]) -> None:
        for number in companies:
            view = self._overview.companies.get(number)
            if view is not None:
                self._session.read_drawings(view)

    def _show_drawings(self, company: int, drawings: tuple[Drawing, ...]) -> None:
        for dock in self._charts:
            if dock.panel is not None:
                dock.panel.show_drawings(company, drawings)

    def _view_of(self, dock: ChartDock) -> CompanyView | None:
        """Return the company of a chart; where the one it stays with is gone, the selected one."""
        panel = dock.panel
        if panel is None or not panel.options.company:
            return self._selected()
        view = self._overview.companies.get(panel.options.company)
        if view is None:
            panel.choose(replace(panel.options, company=0))
            return self._selected()
        return view

    def _compared(self, panel: ChartPanel) -> frozenset[str]:
        """Return the symbols of everything that a chart compares with."""
        keys = panel.options.compared
        if not keys:
            return frozenset()
        from gridwatch.services.compared import compared_symbols

        return frozenset(compared_symbols(keys, self._overview.companies))

    def _read_beside(self) -> None:
        due, self._beside = self._beside, set()
        for dock in self._charts:
            if dock.key in due:
                self._want(dock)

    def _take_firings(self, firings: tuple[Firing, ...]) -> None:
        """Mark new crossings on the charts of their companies."""
        touched = {each.company_id for each in firings}
        for dock in self._charts:
            view = self._view_of(dock)
            if view is not None and view.company.id in touched:
                self._want(dock)


def _shows(view: CompanyView | None, company: int) -> bool:
    return view is not None and view.company.id == company


def _own_symbols(view: CompanyView) -> set[str]:
    return {each.symbol for each in view.company.listings}


def _only_ticked(before: CompanyView | None, now: CompanyView | None) -> bool:
    """Tell whether a newer reading of a company differs by nothing but what a quote changes.

    What else a series is made of (its listings, its shares, how its cap is reckoned) is read.
    """
    if before is None or now is None:
        return before is now
    one, other = before.cap, now.cap
    return (
        before.company == now.company
        and (one.basis, one.currency, one.shares) == (other.basis, other.currency, other.shares)
        and [each.target for each in before.rungs] == [each.target for each in now.rungs]
    )

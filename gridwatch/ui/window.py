"""The main window: docks, menus and strips. It shows what it is given and starts nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QIcon, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from gridwatch.domain.company import names_in
from gridwatch.places import Profile
from gridwatch.services.overview import Overview
from gridwatch.ui import pictures
from gridwatch.ui.actions import Actions
from gridwatch.ui.charts import Charts
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.memory import LAYOUT_VERSION, Memory
from gridwatch.ui.room import Room
from gridwatch.ui.status import StatusBar
from gridwatch.ui.stray_bars import hide_stray_bars
from gridwatch.ui.strips import MessageStrip, SimulatedStrip, simulated_words
from gridwatch.ui.tool_bar import add_tools
from gridwatch.ui.watchlist.panel import WatchlistPanel
from gridwatch.ui.window_style import window_style

if TYPE_CHECKING:
    from gridwatch.ui.alerts.banner import FiringBanner
    from gridwatch.ui.alerts.log.panel import LogPanel
    from gridwatch.ui.alerts.panel import RulesPanel
    from gridwatch.ui.chart.panel import ChartPanel
    from gridwatch.ui.portfolio.panel import PortfolioPanel

translate = QCoreApplication.translate
Area = Qt.DockWidgetArea
DOCKS = {
    "watchlist": QT_TRANSLATE_NOOP("Window", "Watchlist"),
    "portfolio": QT_TRANSLATE_NOOP("Window", "Portfolio"),
    "firings": QT_TRANSLATE_NOOP("Window", "Alert log"),
    "rules": QT_TRANSLATE_NOOP("Window", "Alerts"),
    "milestones": QT_TRANSLATE_NOOP("Window", "Milestones"),
    "thesis": QT_TRANSLATE_NOOP("Window", "Thesis"),
    "reviews": QT_TRANSLATE_NOOP("Window", "Reviews"),
}
_NOTES = ("thesis", "reviews")
_FRONTS = {"portfolio": "watchlist"}  # behind which a new dock goes, if not behind the log
DEFAULT_SIZE = QSize(1360, 860)
_FRAME = QSize(8, 40)  # what a desktop puts around a window
# How much of the window belongs to the watchlist, more of a low one; how much of the rest to the
# chart at least, and what the log beside it needs.
_LIST_PART, _LOW_PART = 0.40, 0.44
_CHART_PART, _LOG_WIDE = 0.58, 460


class Window(QMainWindow):
    """One window of one profile. `painted` comes once, after the first paint; `left` at its end.

    What the first paint does not need is made by `finish`, and the charts by `add_charts`.
    """

    painted = Signal()
    visible = Signal(bool)
    left = Signal()

    def __init__(self, profile: Profile, look: Look) -> None:
        super().__init__()
        self._simulated = profile.simulated
        self._look = look
        self._overview: Overview | None = None
        self._was_painted = False
        self.setDockNestingEnabled(True)
        self.setTabPosition(Area.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setWindowIcon(pictures.app_icon())
        self.actions_ = Actions(self)
        self.watchlist = WatchlistPanel(look.phrases, look.tones, self)
        self.charts = Charts(self, look, simulated=profile.simulated)
        self.firings: LogPanel | None = None
        self.banner: FiringBanner | None = None
        self._states: dict[str, dict[str, str]] = {}  # of panels, as they were remembered
        self._counts: dict[str, int] = {}  # what is to be done, by the dock that says so
        self.rules: RulesPanel | None = None
        self.portfolio: PortfolioPanel | None = None
        self.status = StatusBar(profile.simulated, self)
        self.setStatusBar(self.status)
        self._tools = add_tools(self)
        self.simulated_strip = SimulatedStrip(self)
        self.message = MessageStrip(self)
        for strip in (self.simulated_strip, self.message):
            self.addToolBarBreak()
            self.addToolBar(strip)
        self.simulated_strip.setVisible(profile.simulated)
        self._docks: dict[str, tuple[QDockWidget, str]] = {}
        self.room = Room(self, LAYOUT_VERSION)
        self.room.changed.connect(self.actions_["fill"].setChecked)
        self.resize(DEFAULT_SIZE.boundedTo(self.screen().availableSize() - _FRAME))
        self._make_docks()
        above, below = ("watchlist", "portfolio", "milestones"), ("firings", "rules", *_NOTES)
        docks = (*map(self.dock, above), self.charts.first, *map(self.dock, below))
        toggles = [each.toggleViewAction() for each in docks]
        self.actions_.fill(self.menuBar(), self._tools, toggles)
        self._dress(look)  # the watchlist has this look from its making

    def _make_docks(self) -> None:
        for name, title in DOCKS.items():
            panel = self.watchlist if name == "watchlist" else QWidget(self)
            self.create_dock(name, title, panel, Area.BottomDockWidgetArea)
        self.lay_out()

    def create_dock(self, name: str, title: str, widget: QWidget, area: Area) -> QDockWidget:
        """Put a panel into a dock that can be moved, floated and hidden; `title` is translated."""
        dock = QDockWidget(self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        dock.topLevelChanged.connect(lambda _: self._write_titles())
        self.addDockWidget(area, dock)
        self._docks[name] = (dock, title)
        return dock

    def dock(self, name: str) -> QDockWidget:
        """Return the dock of a panel, or of a chart."""
        return self._docks[name][0] if name in self._docks else self.charts[name]

    @property
    def chart(self) -> ChartPanel | None:
        """Return the first chart, None before it is made."""
        return self.charts.first.panel

    def finish(self) -> LogPanel:
        """Make what the first paint does without: the icons, the log of firings and its strip."""
        from gridwatch.ui.alerts.banner import FiringBanner
        from gridwatch.ui.alerts.log.panel import LogPanel

        self.show_icons()
        self.firings = LogPanel(self._look, self)
        self.firings.restore_state(self._states.get("log", {}))
        self.firings.show_overview(self._overview)
        self.firings.counted.connect(lambda number: self.count("firings", number))
        self.put("firings", self.firings)
        self.banner = FiringBanner(self._look, self)
        self.addToolBarBreak()
        self.addToolBar(self.banner)
        return self.firings

    def show_rules(self, panel: RulesPanel) -> None:
        """Show the alert rules, with their columns as they were remembered."""
        self.rules = panel
        panel.restore_state(self._states.get("rules", {}))
        self.put("rules", panel)

    def show_portfolio(self, panel: PortfolioPanel) -> None:
        """Show the portfolio, with its page and its columns as they were remembered."""
        self.portfolio = panel
        panel.restore_state(self._states.get("portfolio", {}))
        self.put("portfolio", panel)

    def put(self, name: str, panel: QWidget) -> None:
        """Put a panel in the place of the empty one that kept it free."""
        dock = self.dock(name)
        room = dock.widget()
        dock.setWidget(panel)
        room.deleteLater()

    def add_charts(self, states: Mapping[str, str] | None = None) -> ChartPanel:
        """Make the charts, which import numpy; return the first one.

        `states` are those that `Charts.save_states` gave.
        """
        return self.charts.fill(states or {})

    def lay_out(self) -> None:
        """Give the docks their first places and sizes."""
        self.room.forget()
        watchlist, chart, firings = self.dock("watchlist"), self.charts.first, self.dock("firings")
        beside = [self.dock(name) for name in ("rules", *_NOTES)]
        for dock in (watchlist, chart, firings, *beside):
            dock.setFloating(False)
            dock.show()
        self.addDockWidget(Area.TopDockWidgetArea, watchlist)
        self.addDockWidget(Area.BottomDockWidgetArea, chart)
        self.splitDockWidget(chart, firings, Qt.Orientation.Horizontal)
        for dock in beside:
            self.tabifyDockWidget(firings, dock)
        firings.raise_()
        self._lay_out_behind(watchlist)
        self.charts.lay_out()
        height, width = self.height(), self.width()
        missing = max(0.0, min(1.0, 2 - 2 * height / DEFAULT_SIZE.height()))
        upper = round(height * (_LIST_PART + (_LOW_PART - _LIST_PART) * missing))
        self.resizeDocks([watchlist, chart], [upper, height - upper], Qt.Orientation.Vertical)
        left = round(max(width * _CHART_PART, width - _LOG_WIDE))
        self.resizeDocks([chart, firings], [left, width - left], Qt.Orientation.Horizontal)
        QTimer.singleShot(0, self, self._tidy)  # once Qt has placed them

    def _lay_out_behind(self, watchlist: QDockWidget) -> None:
        """Keep portfolio and board behind the watchlist, as wide, the board until asked for."""
        for dock in (self.dock("portfolio"), self.dock("milestones")):
            dock.setFloating(False)
            self.tabifyDockWidget(watchlist, dock)
        self.dock("milestones").hide()
        self.dock("portfolio").show()
        watchlist.raise_()

    def remember(self, memory: Memory) -> None:
        """Write down where everything is."""
        memory.keep_bytes("geometry", self.saveGeometry())
        memory.keep_bytes("state", self.room.layout_of_all())
        memory.keep_texts("watchlist", self.watchlist.save_state())
        company = str(self.watchlist.current_company() or "")
        memory.keep_texts("window", {"company": company, "docks": " ".join(DOCKS)})
        made = {"log": self.firings, "rules": self.rules, "portfolio": self.portfolio}
        for name, panel in made.items():
            if panel is not None:
                memory.keep_texts(name, panel.save_state())
        if self.chart is not None:
            memory.keep_texts("charts", self.charts.save_states())
        memory.write()

    def restore(self, memory: Memory) -> None:
        """Bring everything back to where it was, or to its first place."""
        self.restoreGeometry(memory.bytes_of("geometry"))
        self.charts.prepare(memory.texts_of("charts"))
        self._states = {each: memory.texts_of(each) for each in ("log", "rules", "portfolio")}
        if self.restoreState(memory.bytes_of("state"), LAYOUT_VERSION):
            self._place_new(memory.texts_of("window").get("docks", "watchlist firings").split())
        else:
            self.lay_out()
        # The strips are shown by what is the case, not by what was.
        self.simulated_strip.setVisible(self._simulated)
        self.message.setVisible(bool(self.message.words))
        self._tools.show()
        self.watchlist.restore_state(memory.texts_of("watchlist"))
        self._select(memory.texts_of("window").get("company", ""))

    def _place_new(self, known: Collection[str]) -> None:
        """Put docks that a remembered layout does not know behind others, where there is room."""
        fresh = (each for each in DOCKS if each not in known)
        fronts = {each: self.dock(_FRONTS.get(each, "firings")) for each in fresh}
        for name, front in fronts.items():
            self.tabifyDockWidget(front, self.dock(name))
        for front in fronts.values():
            front.raise_()

    def _select(self, remembered: str) -> None:
        """Select the company of the last session, or the first one of the list that is shown."""
        known = self._overview.companies if self._overview else {}
        if remembered.isdigit() and int(remembered) in known:
            self.watchlist.select_company(int(remembered))
        if self.watchlist.current_company() is None and self._overview is not None:
            shown = self.watchlist.save_state()["list"]
            listed = [each.companies for each in self._overview.watchlists if str(each.id) == shown]
            for company in listed[0][:1] if listed else ():
                self.watchlist.select_company(company)

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._dress(look)
        self.watchlist.restyle(look.phrases, look.tones)
        if self.firings is not None:
            self.firings.restyle(look, self._overview)
            self.show_icons()
        if self.banner is not None:
            self.banner.restyle(look)
        self.charts.restyle(look)

    def _dress(self, look: Look) -> None:
        """Give a look to what belongs to the window itself: bars, menus and strips."""
        self._look = look
        self._write_titles()
        self.setStyleSheet(window_style(look.tones))
        self.actions_.show_words()
        self.simulated_strip.restyle(look.tones)
        self.message.restyle(look.tones)
        self.status.restyle(look)

    def _write_titles(self) -> None:
        mark = f" · {simulated_words()}" if self._simulated else ""
        self.setWindowTitle("GridWatch" + mark)
        self._tools.setWindowTitle(translate("Window", "Toolbar"))
        for dock, title in self._docks.values():
            words = translate("Window", title)
            counted = words + self._count_mark(dock.objectName())
            # A floating dock is a window of its own: it says so as well.
            dock.setWindowTitle(counted + mark if dock.isFloating() else counted)
            dock.toggleViewAction().setText(words)
        self.charts.write_titles()

    def count(self, name: str, number: int) -> None:
        """Say on the tab of a dock how many things in it are to be done."""
        if number != self._counts.get(name, 0):
            self._counts[name] = number
            self._write_titles()

    def _count_mark(self, name: str) -> str:
        number = self._counts.get(name, 0)
        return f" ({self._look.phrases.integer(number)})" if number else ""

    def show_icons(self) -> None:
        """Paint the icons of the actions in the tones of the look."""
        self.actions_.show_icons(self._icon)

    def _icon(self, name: str) -> QIcon:
        tones, ratio = self._look.tones, self.devicePixelRatioF()
        if name == "redo":
            undo = pictures.tinted("undo", tones.text, tones.faint, ratio)
            return pictures.mirrored(undo, ratio)
        return pictures.tinted(name, tones.text, tones.faint, ratio)

    def show_overview(self, overview: Overview) -> None:
        """Show one reading of the profile in every panel."""
        self._overview = overview
        self.watchlist.show_overview(overview)
        self.charts.show_overview(overview)
        if self.firings is not None:
            self.firings.show_overview(overview)
        self.actions_.show_preferences(overview.preferences)
        self.status.show_names(
            {
                listing.symbol: names_in(view.company, self._look.phrases.language)[0]
                for view in overview.companies.values()
                for listing in view.company.listings
            }
        )
        if overview.last_success is not None:
            self.status.show_success(overview.last_success)

    def show_firing(self, number: int) -> None:
        """Show a crossing in the log."""
        dock = self.dock("firings")
        dock.show()
        dock.raise_()
        if self.firings is not None:
            self.firings.point_at(number)

    def search_log(self) -> None:
        """Bring the log to the front, with the cursor in its search line."""
        dock = self.dock("firings")
        dock.show()
        dock.raise_()
        if self.firings is not None:
            self.firings.focus_search()

    def toggle_groups(self) -> None:
        """Group the list by segment, or put it in one piece again."""
        state = self.watchlist.save_state()
        state["grouped"] = "0" if state["grouped"] == "1" else "1"
        self.watchlist.restore_state(state)

    def come_to_front(self) -> None:
        """Show the window over the others, as far as the desktop allows it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and tell once that everything has been painted."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            # The panels are painted in the same pass, after this widget; then the timers run.
            QTimer.singleShot(0, self.painted.emit)
            QTimer.singleShot(0, self, self._tidy)

    def _tidy(self) -> None:
        hide_stray_bars(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the window can be seen."""
        super().showEvent(event)
        self.visible.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that the window can't be seen (minimised as well)."""
        super().hideEvent(event)
        self.visible.emit(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let everybody put their things away."""
        self.left.emit()
        event.accept()

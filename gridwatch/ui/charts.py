"""The chart docks of a window: one that is always there, and as many as the user opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from gridwatch.domain.company import names_in
from gridwatch.ui.look import Look
from gridwatch.ui.strips import simulated_words

if TYPE_CHECKING:
    from gridwatch.services.overview import CompanyView, Overview
    from gridwatch.ui.chart.panel import ChartPanel

translate = QCoreApplication.translate
FIRST = "chart"
MOST = 12  # docks; more come from a damaged file, or show nothing that could be read
_KEY = re.compile(r"chart-([2-9]|[1-9][0-9]{1,2})")


class ChartDock(QDockWidget):
    """One dock with a chart, which is made after the first paint.

    `seen`: the chart has come into view or gone out of it. `closed`: the user has closed the dock.
    """

    seen = Signal()
    closed = Signal(str)

    def __init__(self, key: str, window: QMainWindow) -> None:
        super().__init__(window)
        self.key = key
        self.panel: ChartPanel | None = None
        self._on_top = False
        self.setObjectName(key)
        self.setWidget(QWidget(self))
        self.visibilityChanged.connect(self._turn)

    @property
    def on_top(self) -> bool:
        """Tell whether the dock is neither hidden nor behind another one."""
        return self._on_top

    def put(self, panel: ChartPanel) -> None:
        """Put the chart in the place of the empty widget that kept it free."""
        room = self.widget()
        self.setWidget(panel)
        room.deleteLater()
        self.panel = panel

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the user wants the dock away."""
        super().closeEvent(event)
        self.closed.emit(self.key)

    def _turn(self, on_top: bool) -> None:
        self._on_top = on_top
        self.seen.emit()


class Charts(QObject):
    """All chart docks by their keys, the first one first.

    `added` and `removed` carry the key of a dock with a chart; `seen`: which of them are in view
    may be another. `claim_opened` and `figures_opened` carry an About and the id of a claim or an
    evidence series that is to be seen.
    """

    added = Signal(str)
    removed = Signal(str)
    seen = Signal()
    claim_opened = Signal(object, int)
    figures_opened = Signal(object, int)

    def __init__(self, window: QMainWindow, look: Look, *, simulated: bool) -> None:
        super().__init__(window)
        self._window, self._look, self._simulated = window, look, simulated
        self._docks: dict[str, ChartDock] = {}
        self._companies: Mapping[int, CompanyView] = {}
        self._make(FIRST)

    def __iter__(self) -> Iterator[ChartDock]:
        """Return all docks."""
        return iter(tuple(self._docks.values()))

    def __getitem__(self, key: str) -> ChartDock:
        """Return the dock with this key."""
        return self._docks[key]

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a dock with this key."""
        return key in self._docks

    @property
    def first(self) -> ChartDock:
        """Return the dock that is always there."""
        return self._docks[FIRST]

    def in_view(self) -> tuple[ChartDock, ...]:
        """Return the docks whose charts can be seen."""
        return tuple(
            each
            for each in self
            if each.panel is not None
            and each.on_top
            and (each.isFloating() or self._window.isVisible())
            and not self._window.isMinimized()
        )

    def prepare(self, keys: Iterable[str]) -> None:
        """Make the docks that were remembered, empty, so that the layout can place them."""
        for key in keys:
            if _KEY.fullmatch(key) and key not in self._docks and len(self._docks) < MOST:
                self._place(self._make(key))

    def fill(self, states: Mapping[str, str]) -> ChartPanel:
        """Put a chart into every dock, set as it was remembered; return the first one.

        Imports numpy.
        """
        for dock in self:
            if dock.panel is None:
                self._put_chart(dock, states.get(dock.key, ""))
        return self.first.panel or self._put_chart(self.first, states.get(FIRST, ""))

    def open(self, state: str) -> ChartDock | None:
        """Open one more chart beside the first, set as `state` says; None where there are many."""
        if len(self._docks) >= MOST:
            return None
        number = next(each for each in range(2, MOST + 2) if f"chart-{each}" not in self._docks)
        dock = self._make(f"chart-{number}")
        self._place(dock)
        self._put_chart(dock, state)
        dock.show()
        dock.raise_()
        return dock

    def lay_out(self) -> None:
        """Put all further charts behind the first one."""
        for dock in self:
            if dock is not self.first:
                dock.setFloating(False)
                self._place(dock)
        self.first.raise_()

    def save_states(self) -> dict[str, str]:
        """Return how each chart is set, by the key of its dock."""
        return {each.key: each.panel.save_state() for each in self if each.panel is not None}

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        for dock in self:
            if dock.panel is not None:
                dock.panel.restyle(look.phrases, look.tones)
        self.write_titles()

    def set_now(self, now: datetime) -> None:
        """Let the ages of the last prices go on."""
        for dock in self.in_view():
            if dock.panel is not None:
                dock.panel.set_now(now)

    def show_overview(self, overview: Overview) -> None:
        """Take the companies with which charts may stay; the charts themselves are told apart."""
        self._companies = overview.companies
        self.write_titles()

    def write_titles(self) -> None:
        """Write the title of every dock: which chart it is, or with which company it stays."""
        for dock in self:
            words = self._title(dock)
            dock.toggleViewAction().setText(words)
            mark = f" · {simulated_words()}" if self._simulated and dock.isFloating() else ""
            # A floating dock is a window of its own: it says so as well.
            dock.setWindowTitle(words + mark)

    def _title(self, dock: ChartDock) -> str:
        words = translate("Window", "Chart")
        if dock is not self.first:
            words = f"{words} {dock.key.partition('-')[2]}"
        # A chart that has not been in view yet has no company of its own: it only stays with one.
        pinned = dock.panel.options.company if dock.panel is not None else 0
        if pinned not in self._companies:
            return words
        name, _ = names_in(self._companies[pinned].company, self._look.phrases.language)
        return f"{words} · {name}"

    def _make(self, key: str) -> ChartDock:
        dock = self._docks[key] = ChartDock(key, self._window)
        dock.topLevelChanged.connect(lambda _: self.write_titles())
        dock.closed.connect(self._close)
        dock.seen.connect(self.seen)
        self._window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        return dock

    def _place(self, dock: ChartDock) -> None:
        self._window.tabifyDockWidget(self.first, dock)

    def _put_chart(self, dock: ChartDock, state: str) -> ChartPanel:
        from gridwatch.ui.chart.panel import ChartPanel  # after the first paint

        panel = ChartPanel(self._look.phrases, self._look.tones, dock)
        panel.set_simulated(self._simulated)
        panel.restore_state(state)
        panel.changed.connect(self.write_titles)
        panel.claim_opened.connect(self.claim_opened)
        panel.figures_opened.connect(self.figures_opened)
        dock.put(panel)
        self.write_titles()
        self.added.emit(dock.key)
        return panel

    def _close(self, key: str) -> None:
        """Let a further chart go; the first one only forgets what it shows."""
        dock = self._docks[key]
        if dock is self.first:
            if dock.panel is not None:
                dock.panel.show_series(None, None)
            return
        del self._docks[key]
        if dock.panel is not None:
            dock.panel.show_series(None, None)  # the bars go at once, the widgets when Qt can
            dock.panel = None
        self._window.removeDockWidget(dock)
        dock.deleteLater()
        self.removed.emit(key)

"""A chart with everything around it: its header, its tools, the parts on it and the ranges."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from gridwatch.domain.bars import day_number
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.domain.charting import Quantity
from gridwatch.domain.company import names_in
from gridwatch.domain.drawings import Drawing
from gridwatch.domain.series import Series
from gridwatch.services.live import ticked
from gridwatch.services.overview import CompanyView, Overview
from gridwatch.ui.appearance import Tones
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.controls.bar import Bar
from gridwatch.ui.chart.controls.header import Header
from gridwatch.ui.chart.controls.mark_menu import fill_marks
from gridwatch.ui.chart.controls.menus import add_verb
from gridwatch.ui.chart.controls.range_row import RangeRow
from gridwatch.ui.chart.controls.sheet import tool_sheet
from gridwatch.ui.chart.controls.shortcuts import Shortcuts
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.options import Options, options_of, text_of
from gridwatch.ui.chart.parts import Parts, Wires
from gridwatch.ui.chart.ranges import RANGES, with_air
from gridwatch.ui.chart.signs.asked import Asked
from gridwatch.ui.chart.signs.fetching import Fetching
from gridwatch.ui.phrases import Phrases

if TYPE_CHECKING:
    from gridwatch.ui.chart.export import Export

translate = QCoreApplication.translate
_RANGE_IDS = frozenset(each.id for each in RANGES)
_LOW = 420


class ChartPanel(QWidget):
    """One chart of one company at a time; what is set on it is one value.

    `changed`: the options are others. `asked`: another series is needed. `edited` carries an edit
    of the user's data, `said` words of a problem, `noted` of what has been done. `opened`: another
    chart is wanted. `firing_opened` carries the id of a crossing whose mark was clicked, and
    `trade_opened` that of a transaction of the ledger; `alert_wanted` whom a new alert is to be
    about and its text to begin with, `rule_opened` the rule that is to be edited, `claim_opened`
    and `figures_opened` an About and the id of a claim or an evidence series.
    """

    changed = Signal()
    asked = Signal()
    edited = Signal(object)
    said = Signal(str)
    noted = Signal(str)
    opened = Signal()
    firing_opened = Signal(int)
    trade_opened = Signal(int)
    claim_opened = Signal(object, int)
    figures_opened = Signal(object, int)
    alert_wanted = Signal(object, str)
    rule_opened = Signal(object)

    def __init__(self, phrases: Phrases, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phrases, self._tones = phrases, tones
        self._view: CompanyView | None = None
        self._options = Options()
        self._strayed = self._simulated = False
        self._ahead = False  # the chosen range is one of a series that was asked for
        self._drawn: dict[int, tuple[Drawing, ...]] = {}  # by company, as read last
        self._keys = Shortcuts(self, self._act)
        self.header = Header(phrases, tones, self)
        self.chart = Chart(phrases, tones, self)
        self._parts = self._make_parts()
        self._exporting: Export | None = None
        fillers = {
            "studies": self._parts.fill_studies,
            "draw": self._parts.fill_drawing,
            "more": self._fill_more,
        }
        self.bar = Bar(fillers, self._compare, tones, self)
        self.ranges = RangeRow(self._keys, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self.header, self.bar, self.chart, self.ranges):
            column.addWidget(each, 1 if each is self.chart else 0)
        self.setFocusProxy(self.chart)
        self.bar.chosen.connect(self.choose)
        self.header.pinned.connect(self._pin)
        self.chart.strayed.connect(self._stray)
        self.chart.canvas.reset.connect(self._come_back)
        self.restyle(phrases, tones)
        self.show_series(None, None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the chart: where the panel is low its header takes one line."""
        super().resizeEvent(event)
        self.header.set_low(low=self.height() < _LOW)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of a place by the keyboard; the mouse has the chart's own tool."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._parts.ask_at_bar()
            event.accept()
        else:
            super().contextMenuEvent(event)

    # What is shown.

    @property
    def view(self) -> CompanyView | None:
        """Return the company that is shown."""
        return self._view

    @property
    def options(self) -> Options:
        """Return how the chart is set."""
        return self._options

    def show_series(self, view: CompanyView | None, series: Series | None) -> None:
        """Show a company and what was read of it as the options ask; say why where it is nothing.

        A newer series of the same company keeps what is in view.
        """
        other = view is not None and not _same(view, self._view)
        before = self.chart.series
        self._view = view
        self._parts.take_view(view)
        self._parts.set_now(datetime.now(UTC))
        self.header.show_company(view)
        if other:
            self.chart.show_series(None)
        self.chart.show_series(series)
        if view is not None and other:
            self._parts.show_drawings(self._drawn.get(view.company.id, ()))
        anew = other or _begins_anew(before, series)  # then the chart has gone to its range itself
        if self._ahead and not anew:
            self.chart.reset()
        if self._ahead or anew:
            self._ahead = self._strayed = False
        self._show_options()
        self._parts.say_how_it_stands(self._options)
        self._name_chart()

    def show_view(self, view: CompanyView) -> None:
        """Take a newer quote of the company that is shown: it goes into the last bar."""
        before, self._view = self._view, view
        self._parts.take_view(view)
        self.header.show_company(view)
        series = self.chart.series
        empty = series is None or not len(series.candles)
        if empty or before is None or before.trouble != view.trouble:
            self._parts.say_how_it_stands(self._options)
        if series is None or empty:
            return
        self._parts.set_now(datetime.now(UTC))
        newer, first = ticked(series, view)
        if newer is not series:
            # Where only its targets are others the last bar is drawn again as it was.
            self.chart.show_tick(newer, min(first, len(newer.candles) - 1))

    def show_overview(self, overview: Overview) -> None:
        """Take the companies and segments that the chart can be compared with."""
        self._parts.take_overview(overview)

    def show_drawings(self, company: int, drawings: tuple[Drawing, ...]) -> None:
        """Take what the user has drawn for a company: it is shown with that company's prices."""
        self._drawn[company] = drawings
        if self._view is not None and self._view.company.id == company:
            self._parts.show_drawings(drawings)

    def set_now(self, now: datetime) -> None:
        """Let the age of the last price go on; the axis makes room for its words."""
        self._parts.set_now(now)

    def set_simulated(self, simulated: bool) -> None:
        """Mark the chart as one of a simulated market."""
        self._simulated = simulated
        self._parts.set_simulated(simulated=simulated)
        if self._exporting is not None:
            self._exporting.deleteLater()
            self._exporting = None

    def set_fetching(self, fetching: Fetching) -> None:
        """Take who fetches prices within the day: an empty chart says where nobody does."""
        self._parts.set_fetching(fetching)
        self._parts.say_how_it_stands(self._options)

    def restyle(self, phrases: Phrases, tones: Tones) -> None:
        """Take another language or other colours."""
        self._phrases, self._tones = phrases, tones
        self.setStyleSheet(tool_sheet(tones))
        self._keys.retranslate()
        self.header.restyle(phrases, tones)
        self.bar.restyle(tones)
        self.ranges.restyle(tones)
        self._parts.restyle()
        self.chart.restyle(phrases, tones)
        self._name_chart()
        self._parts.say_how_it_stands(self._options)

    def _name_chart(self) -> None:
        """Say to those who do not see it whose chart it is, and what is owned of the company."""
        name = translate("Chart", "Chart")
        if self._view is not None:
            name, _ = names_in(self._view.company, self._phrases.language)
        self.chart.canvas.setAccessibleName(name)
        self.chart.canvas.setAccessibleDescription(self._parts.cost_words)

    # How it is set.

    def choose(self, options: Options) -> None:
        """Set the chart otherwise; another series is asked for where the shown one can't do."""
        before, self._options = self._options, options
        if before == options:
            return
        if options.style is not before.style:
            self.chart.set_style(options.style)
        if options.scale is not before.scale:
            self.chart.set_scale(options.scale)
        self._parts.take_options(options)
        self._name_chart()
        asks = (before.request(), before.company) != (options.request(), options.company)
        if options.range != before.range:
            self._take_range(asks=asks)
        self._show_options()
        if asks:
            self.asked.emit()
        self.changed.emit()

    def _take_range(self, *, asks: bool) -> None:
        """Show the chosen range, with the bars that are asked for where some are."""
        self._strayed = False
        self._ahead = self._ahead or asks
        if self._ahead:
            self.chart.take_range(self._options.range)
        else:
            self.chart.show_range(self._options.range)

    def choose_range(self, name: str) -> None:
        """Show one of the ranges, with bars of the size that suits it unless one was chosen."""
        if name == self._options.range:
            self._take_range(asks=False)
            self._show_options()
        else:
            self.choose(replace(self._options, range=name))

    def show_since(self, day: date) -> None:
        """Show everything since a day of the exchange."""
        series = self.chart.series
        if series is None or not len(series.candles):
            return
        days = series.candles.stamps // DAY_SECONDS
        first = int(np.searchsorted(days, day_number(day)))
        self.chart.canvas.ask(*with_air(min(first, len(days) - 1), len(days)))

    def save_state(self) -> str:
        """Return how the chart is set, as text to be remembered."""
        return text_of(self._options)

    def restore_state(self, text: str) -> None:
        """Take up what was remembered; what can't be read keeps its default."""
        self.choose(options_of(text))

    def _show_options(self) -> None:
        view, options = self._view, self._options
        own = view.company.primary_listing.currency if view is not None else ""
        self.bar.show_options(options, own)
        self.ranges.show_options(options, strayed=self._strayed)
        self.header.show_pin(pinned=bool(options.company))
        self.bar.setEnabled(view is not None)
        self.ranges.setEnabled(view is not None)
        self._keys["cap"].setChecked(options.quantity is Quantity.CAP)

    def _act(self, name: str) -> None:
        """Do what a key stands for."""
        if name in _RANGE_IDS:
            self.choose_range(name)
        elif name == "cap":
            cap = self._options.quantity is Quantity.CAP
            other = Quantity.PRICE if cap else Quantity.CAP
            self.choose(replace(self._options, quantity=other))
        elif name == "compare":
            self._compare()
        else:
            wanted = Scale(name)
            scale = Scale.LINEAR if self._options.scale is wanted else wanted
            self.choose(replace(self._options, scale=scale))

    def _pin(self, pinned: bool) -> None:
        company = self._view.company.id if pinned and self._view is not None else 0
        self.choose(replace(self._options, company=company))

    def _stray(self) -> None:
        """Take the mark off the range that is no longer what is in view."""
        if not self._strayed:
            self._strayed = True
            self._show_options()

    def _come_back(self) -> None:
        """Mark the chosen range again: the chart has gone back to it."""
        self._strayed = False
        self._show_options()

    # What hangs on the chart.

    def _make_parts(self) -> Parts:
        parts = Parts(
            self.chart,
            Wires(
                edited=self.edited.emit,
                studied=lambda studies: self.choose(replace(self._options, studies=studies)),
                compared=lambda keys: self.choose(replace(self._options, compared=keys)),
                figured=lambda ids: self.choose(replace(self._options, figures=ids)),
                firing_opened=self.firing_opened.emit,
                trade_opened=self.trade_opened.emit,
                claim_opened=self.claim_opened.emit,
                figures_opened=self.figures_opened.emit,
                place_asked=self._offer_place,
                alert_wanted=self.alert_wanted.emit,
                rule_opened=self.rule_opened.emit,
            ),
        )
        parts.take_options(self._options)
        return parts

    @property
    def _export(self) -> Export:
        """Return what makes pictures and tables, made when it is wanted first."""
        if self._exporting is None:
            from gridwatch.ui.chart.export import Export

            lines, simulated = self._parts.lines, self._simulated
            made = Export(self.chart, lines, lambda: self._view, self, simulated=simulated)
            made.failed.connect(self.said)
            made.done.connect(self.noted)
            self._exporting = made
        return self._exporting

    def _compare(self) -> None:
        button = self.bar.button("compare")
        corner = button.mapToGlobal(button.rect().bottomLeft())
        self._parts.open_compare(corner, self._options)

    def _offer_place(self, asked: Asked) -> None:
        """Show the menu of a place on the chart."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._parts.fill_place(menu, asked)
        self._fill_more(menu)
        menu.popup(asked.at)

    def _fill_more(self, menu: QMenu) -> None:
        """Offer what is done with the whole chart."""
        drawn = self._export.extract() is not None
        fill_marks(menu, self._options, self.choose)
        menu.addSeparator()
        add_verb(menu, translate("Chart", "Copy picture"), self._export.copy_picture, enabled=drawn)
        for ending, words in (
            ("png", translate("Chart", "Save picture (PNG)…")),
            ("svg", translate("Chart", "Save drawing (SVG)…")),
            ("csv", translate("Chart", "Save table (CSV)…")),
        ):
            add_verb(menu, words, partial(self._export.ask, ending), enabled=drawn)
        menu.addSeparator()
        pinned = bool(self._options.company)
        words = (
            translate("Chart", "Follow the selection again")
            if pinned
            else translate("Chart", "Stay with this company")
        )
        add_verb(menu, words, lambda: self._pin(not pinned), enabled=self._view is not None)
        add_verb(menu, translate("Chart", "New chart"), self.opened.emit, "Ctrl+Shift+C")


def _same(one: CompanyView, other: CompanyView | None) -> bool:
    return other is not None and one.company.id == other.company.id


def _begins_anew(before: Series | None, now: Series | None) -> bool:
    """Tell whether nothing of a view can be kept: there were no bars, or they were others."""
    if before is None or now is None or not len(before.candles):
        return True
    return (before.symbol, before.size) != (now.symbol, now.size)

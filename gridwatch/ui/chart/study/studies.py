"""The indicators of a chart: over the prices and in panes below, computed for what is shown."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QDialog

from gridwatch.domain.bars import Floats
from gridwatch.domain.indicators.indicator import Indicator
from gridwatch.services.series import Series
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.pane import Manner, Pane
from gridwatch.ui.chart.engine.pointer import Spot
from gridwatch.ui.chart.options import Study
from gridwatch.ui.chart.part import Part
from gridwatch.ui.chart.study.buttons import Button
from gridwatch.ui.chart.study.legend import Entry, Figure, Hit, Legend, LegendTool
from gridwatch.ui.chart.study.settings import OFFERED, cleaned, filled, is_hidden, with_hidden
from gridwatch.ui.chart.study.shown import StudyLayers
from gridwatch.ui.chart.study.words import (
    full_name,
    line_name,
    not_of_days,
    tick_words,
    value_words,
)

# How tall a pane is beside others of weight 1; the prices have 3.2.
_WEIGHTS = {"volume": 0.75, "shares": 0.75, "drawdown": 0.85}
# The first of the series' colours is that of the price as a line.
_FIRST_TONE = 1


@dataclass(slots=True, eq=False)
class _Shown:
    """A study with everything on the screen that belongs to it."""

    study: Study
    layers: StudyLayers
    legend: Legend


class Studies(Part):
    """Shows the chosen indicators; `on_changed` hears what the user changed on the chart itself."""

    def __init__(
        self, chart: Chart, on_changed: Callable[[tuple[Study, ...]], None] = lambda _: None
    ) -> None:
        self._chart, self._on_changed = chart, on_changed
        self._studies: tuple[Study, ...] = ()
        self._shown: list[_Shown] = []
        self._written: int | None = None
        self._changing = False
        self._legend = Legend(chart.ink, below_readout=True)
        chart.main.add(self._legend)
        chart.canvas.tools.append(LegendTool(chart.canvas, self._hit, self._press))

    # What is chosen.

    @property
    def studies(self) -> tuple[Study, ...]:
        """Return what is chosen, in the order in which it is shown."""
        return self._studies

    def set_studies(self, studies: Iterable[Study]) -> None:
        """Show these; what is damaged, unknown or there twice is left out."""
        found = (cleaned(each) for each in studies)
        self._take(tuple(dict.fromkeys(each for each in found if each is not None)))

    def add(self, name: str) -> None:
        """Show an indicator with its usual settings, unless it is shown so already."""
        self._change((*self._studies, Study(name)))

    def add_another(self, name: str) -> QDialog | None:
        """Show one more of a kind, and ask for its settings; Cancel takes it away again."""
        before, place = self._studies, len(self._studies)
        self._take((*before, Study(name)))
        dialog = self.edit(place)
        if dialog is not None:
            dialog.rejected.connect(lambda: self._take(before))
        return dialog

    def is_offered(self, indicator: Indicator) -> bool:
        """Tell whether an indicator means something on the bars that are shown."""
        series = self._chart.series
        return series is None or series.size.intraday or not indicator.intraday_only

    def toggle(self, name: str) -> None:
        """Show an indicator, or take away all of its kind."""
        rest = tuple(each for each in self._studies if each.id != name)
        if len(rest) < len(self._studies):
            self._change(rest)
        else:
            self.add(name)

    def remove(self, place: int) -> None:
        """Take one study away."""
        self._change(self._studies[:place] + self._studies[place + 1 :])

    def remove_all(self) -> None:
        """Take all studies away."""
        self._change(())

    def set_hidden(self, place: int, *, hidden: bool) -> None:
        """Keep a study, but do not draw it; or draw it again."""
        study = self._studies[place]
        self.put(place, with_hidden(study, hidden=hidden))

    def put(self, place: int, study: Study) -> None:
        """Put a study in place of another one, and tell it."""
        self.preview(place, study)
        self._on_changed(self._studies)

    def preview(self, place: int, study: Study) -> None:
        """Put a study in place of another one as long as its settings are tried out."""
        clean = cleaned(study)
        if clean is not None and place < len(self._studies):
            self._take((*self._studies[:place], clean, *self._studies[place + 1 :]))

    def edit(self, place: int) -> QDialog | None:
        """Ask for the settings of a study, while the chart follows; None where it has none."""
        from gridwatch.ui.chart.study.dialog import StudyDialog

        study = self._studies[place]
        if not OFFERED[study.id].settings:
            return None
        dialog = StudyDialog(
            OFFERED[study.id], study, partial(self.preview, place), self._chart.window()
        )
        dialog.accepted.connect(lambda: self._change(self._studies))
        dialog.open()
        return dialog

    def is_hidden(self, place: int) -> bool:
        """Tell whether a study is chosen, but not drawn."""
        return is_hidden(self._studies[place])

    def name(self, place: int) -> str:
        """Return the name of a study with its settings."""
        study = self._studies[place]
        return full_name(OFFERED[study.id], filled(study))

    def lines(self) -> Mapping[str, Floats]:
        """Return every drawn line under its name, a value for each bar; volumes are no lines."""
        found: dict[str, Floats] = {}
        for each in self._shown:
            layers = each.layers
            for line in layers.drawn if self._is_drawn(each) else ():
                values = layers.column(line)
                if values is not None and line != "volume":
                    found[line_name(layers.indicator, layers.settings, line)] = values
        return found

    # What the chart tells.

    def show_series(self, series: Series | None) -> None:
        """Compute for another series what is drawn of it."""
        for each in self._shown:
            self._compute(each)
        self._say_names()

    def grown(self, series: Series, first: int) -> None:
        """Compute the bars that have begun, and none before them."""
        for each in self._shown:
            if self._is_drawn(each):
                each.layers.show_grown(series, first)
        self._say_names()

    def ticked(self, series: Series, first: int) -> None:
        """Compute the end anew."""
        for each in self._shown:
            if self._is_drawn(each):
                each.layers.show_tick(series, first)
        self._written = None

    def framed(self) -> None:
        """Say the values of the last bar in view."""
        self._say_values()

    def pointed(self, bar: int | None, spot: Spot | None) -> None:
        """Say the values of the bar, and show the buttons of what the pointer is on."""
        hit = self._hit(spot) if spot is not None else None
        for legend in self._legends():
            over = hit is not None and spot is not None and legend in spot.pane.layers
            legend.show_hovered(hit.entry if over and hit is not None else None)
        self._say_values()

    def restyled(self) -> None:
        """Say the names in the other language."""
        self._say_names()

    # Panes and layers.

    def _change(self, studies: tuple[Study, ...]) -> None:
        self.set_studies(studies)
        self._on_changed(self._studies)

    def _take(self, studies: tuple[Study, ...]) -> None:
        """Show these; what stays the same is not computed again, and keeps its pane."""
        if studies == self._studies:
            return
        rest = list(self._shown)
        kept = [_taken(rest, partial(_is_of, each)) for each in studies]
        self._changing = True  # panes that come and go frame the chart in the midst of it
        self._studies, self._shown = studies, []
        tone = _FIRST_TONE
        for study, same in zip(studies, kept, strict=True):
            shown = same or self._make(study, tone, rest)
            shown.layers.recolour(tone)
            tone += shown.layers.tones
            self._shown.append(shown)
        for each in rest:
            self._drop(each)
        self._order_panes()
        self._changing = False
        self._say_names()
        self._chart.redraw()

    def _make(self, study: Study, tone: int, rest: list[_Shown]) -> _Shown:
        """Put a study on the chart, in the pane of one of its kind that is not shown any more."""
        chart, indicator = self._chart, OFFERED[study.id]
        legend, pane = self._legend, chart.main
        if not indicator.overlay:
            before = _taken(rest, lambda one: one.study.id == study.id)
            if before is not None:
                before.layers.leave()
                pane, legend = before.layers.pane, before.legend
            else:
                pane, legend = self._add_pane(indicator), Legend(chart.ink)
                pane.add(legend)
        layers = StudyLayers(
            indicator, filled(study), pane, chart.ink, tone, lambda: chart.prices.seen
        )
        shown = _Shown(study, layers, legend)
        self._compute(shown)
        return shown

    def _drop(self, shown: _Shown) -> None:
        shown.layers.leave()
        if not shown.layers.indicator.overlay:
            self._chart.canvas.remove_pane(shown.layers.pane)

    def _add_pane(self, indicator: Indicator) -> Pane:
        chart, unit = self._chart, indicator.unit

        def names(values: Sequence[float], frame: Frame) -> list[str]:
            del frame
            return tick_words(chart.phrases, unit, chart.series, values)

        def name(value: float, frame: Frame) -> str:
            del frame
            return value_words(chart.phrases, unit, chart.series, value)

        floor = 0.0 if indicator.id == "volume" else None
        weight = _WEIGHTS.get(indicator.id, 1.0)
        ticks = indicator.guides if indicator.scale is not None else ()
        return chart.canvas.add_pane(
            Manner(names, name, weight, indicator.scale, floor, ticks=ticks)
        )

    def _order_panes(self) -> None:
        """Stand the panes below the prices in the order of the studies, volumes first."""
        panes = self._chart.canvas.panes
        own = [each for each in self._shown if not each.layers.indicator.overlay]
        own.sort(key=lambda each: each.study.id != "volume")
        ordered = [each.layers.pane for each in own]
        panes[:] = [*(each for each in panes if each not in ordered), *ordered]
        self._chart.canvas.arrange()

    def _compute(self, shown: _Shown) -> None:
        drawn, series = self._is_drawn(shown), self._chart.series
        shown.layers.set_visible(drawn)
        shown.layers.show_series(series if drawn else None)

    def _is_drawn(self, shown: _Shown) -> bool:
        series, indicator = self._chart.series, shown.layers.indicator
        if series is None or not len(series.candles) or is_hidden(shown.study):
            return False
        if indicator.overlay and self._chart.comparing:
            return False
        return self.is_offered(indicator)

    # The legends.

    def _legends(self) -> Iterable[Legend]:
        return {
            id(each): each for each in (self._legend, *(one.legend for one in self._shown))
        }.values()

    def _of(self, legend: Legend) -> list[_Shown]:
        """Return what a legend names, in its order."""
        if legend is self._legend and self._chart.comparing:
            return []
        return [each for each in self._shown if each.legend is legend]

    def _say_names(self) -> None:
        self._written = None
        for legend in self._legends():
            legend.show_entries([self._entry(each) for each in self._of(legend)])

    def _entry(self, shown: _Shown) -> Entry:
        ink, layers = self._chart.ink, shown.layers
        eye = Button.SHOW if is_hidden(shown.study) else Button.HIDE
        settings = (Button.SETTINGS,) if layers.indicator.settings else ()
        name, tone = full_name(layers.indicator, layers.settings), layers.name_tone(ink)
        return Entry(name, tone, (*settings, eye, Button.REMOVE), faint=not self._is_drawn(shown))

    def _say_values(self) -> None:
        bar = self._chart.told_bar
        if self._changing or bar == self._written:
            return
        self._written = bar
        for legend in self._legends():
            shown = self._of(legend)
            if len(shown) != len(legend.entries):  # a comparison has begun or ended
                legend.show_entries([self._entry(each) for each in shown])
            legend.show_figures([self._figures(each, bar) for each in shown])

    def _figures(self, shown: _Shown, bar: int) -> list[Figure]:
        chart, layers = self._chart, shown.layers
        if layers.indicator.intraday_only and not self._is_drawn(shown):
            return [(not_of_days(), chart.ink.muted)]
        found: list[Figure] = []
        for line in layers.drawn if self._is_drawn(shown) and bar >= 0 else ():
            column = layers.column(line)
            value = float(column[bar]) if column is not None else math.nan
            words = value_words(chart.phrases, layers.indicator.unit, chart.series, value)
            found.append((words, layers.tone_of(line, chart.ink, value)))
        return found

    def _hit(self, spot: Spot) -> Hit | None:
        for legend in self._legends():
            if legend in spot.pane.layers:
                return legend.hit(spot.x, spot.y)
        return None

    def _press(self, spot: Spot, hit: Hit) -> None:
        legend = next(each for each in self._legends() if each in spot.pane.layers)
        place = self._shown.index(self._of(legend)[hit.entry])
        if hit.button is Button.SETTINGS:
            self.edit(place)
        elif hit.button is Button.REMOVE:
            self.remove(place)
        elif hit.button is not None:
            self.set_hidden(place, hidden=hit.button is Button.HIDE)


def _is_of(study: Study, shown: _Shown) -> bool:
    return shown.study == study


def _taken(rest: list[_Shown], fits: Callable[[_Shown], bool]) -> _Shown | None:
    """Take the first that fits out of `rest`."""
    found = next((each for each in rest if fits(each)), None)
    if found is not None:
        rest.remove(found)
    return found

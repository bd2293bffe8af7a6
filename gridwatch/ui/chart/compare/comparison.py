"""What the company is compared with: lines from 100 at the left edge, in place of its prices."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.bars import Floats, day_of
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.services.compared import BEGINNING
from gridwatch.services.series import Compared, Series
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.engine.axes import Tag
from gridwatch.ui.chart.engine.pointer import Spot
from gridwatch.ui.chart.layers.rebased import Rebased
from gridwatch.ui.chart.part import Part
from gridwatch.ui.chart.study.buttons import Button
from gridwatch.ui.chart.study.legend import Entry, Figure, Hit, Legend, LegendTool
from gridwatch.ui.phrases import UNKNOWN

translate = QCoreApplication.translate


class Comparison(Part):
    """Draws the lines of a series that has something beside it.

    `on_changed` hears the keys that are left when one is taken away on the chart. `named` gives the
    name of a line in the user's language, `own_name` that of the company itself.
    """

    def __init__(
        self,
        chart: Chart,
        on_changed: Callable[[tuple[str, ...]], None],
        named: Callable[[str, str], str] = lambda _, name: name,
        own_name: Callable[[Series], str] = lambda series: series.symbol,
    ) -> None:
        self._chart, self._on_changed = chart, on_changed
        self._named, self._own_name = named, own_name
        self._wanted: tuple[str, ...] = ()
        self._series: Series | None = None
        self._told: tuple[object, ...] | None = None
        self._layer = Rebased(chart.ink)
        self._legend = Legend(chart.ink, below_readout=True)
        chart.main.add(self._layer)
        chart.main.add(self._legend)
        chart.canvas.tools.append(LegendTool(chart.canvas, self._hit, self._press))
        self._show()

    def set_compared(self, keys: Sequence[str]) -> None:
        """Take what was asked for: a line that is not there yet is named all the same."""
        if tuple(keys) != self._wanted:
            self._wanted = tuple(keys)
            self._show()
            self._say_values()

    def lines(self) -> dict[str, Floats]:
        """Return each compared line under its name, as it is and not rebased."""
        series = self._series
        if series is None:
            return {}
        return {self._named(each.key, each.name): each.values for each in series.compared}

    # What the chart tells.

    def show_series(self, series: Series | None) -> None:
        """Take other lines, or none."""
        self._series = series if self._chart.comparing else None
        self._show()

    def ticked(self, series: Series, first: int) -> None:
        """Take values that were written in place."""
        if self._chart.comparing:
            self._series = series
            self._told = None

    def framed(self) -> None:
        """Say the values of this view, and stand their tags on the axis."""
        self._told = None
        self._say_values()
        self._put_tags()

    def pointed(self, bar: int | None, spot: Spot | None) -> None:
        """Say the values of the bar, and show the buttons of what the pointer is on."""
        hit = self._hit(spot) if spot is not None else None
        self._legend.show_hovered(hit.entry if hit is not None else None)
        self._layer.stand_on(bar if self._series is not None else None)
        self._say_values()

    def restyled(self) -> None:
        """Say the names in the other language."""
        self._show()

    # What is drawn.

    def _show(self) -> None:
        series, chart = self._series, self._chart
        self._told = None
        chart.prices.set_shown(series is None)
        self._layer.set_shown(series is not None)
        lines = [] if series is None else [series.candles.close]
        lines += [each.values for each in self._compared()]
        self._layer.show_lines(lines)
        self._legend.show_entries(list(self._entries()))

    def _compared(self) -> tuple[Compared, ...]:
        return self._series.compared if self._series is not None else ()

    def _missing(self) -> list[str]:
        """Return the keys of which no line is there yet; the notice tells where there is none."""
        if self._series is None:
            return []
        there = {each.key for each in self._compared()}
        return [each for each in self._wanted if each not in there]

    def _entries(self) -> Iterator[Entry]:
        ink = self._chart.ink
        if self._series is not None:
            yield Entry(self._own_name(self._series), self._layer.tone(0))
        for number, each in enumerate(self._compared(), 1):
            name = self._named(each.key, each.name)
            yield Entry(name, self._layer.tone(number), (Button.REMOVE,))
        for key in self._missing():
            yield Entry(self._named(key, key), ink.muted, (Button.REMOVE,))

    def _say_values(self) -> None:
        bar = self._chart.told_bar
        if self._told == (bar,):
            return
        self._told = (bar,)
        lines = 1 + len(self._compared()) if self._series is not None else 0
        figures = [list(self._figures(number, bar)) for number in range(lines)]
        waiting = [(translate("Compare", "is fetched…"), self._chart.ink.muted)]
        self._legend.show_figures([*figures, *([waiting] * len(self._missing()))])

    def _figures(self, line: int, bar: int) -> Iterator[Figure]:
        phrases, ink = self._chart.phrases, self._chart.ink
        told = bar if self._chart.bar is not None else self._layer.last_known(line, bar)
        value = math.nan if told is None or told < 0 else self._layer.value(line, told)
        if math.isfinite(value):
            change = value / BEGINNING - 1
            yield phrases.figure(value), ink.text
            yield phrases.percent(change), ink.toned(change)
        elif self._layer.base(line) is None:
            yield translate("Compare", "no prices"), ink.muted
        else:
            yield UNKNOWN, ink.muted
        base, view = self._layer.base(line), self._chart.canvas.view
        if base is not None and view is not None and base > max(0, math.ceil(view.left)):
            words = translate("Compare", "since {day}")
            yield words.format(day=self._day(base)), ink.muted
        if told is not None and told < bar:
            yield translate("Compare", "until {day}").format(day=self._day(told)), ink.muted

    def _day(self, bar: int) -> str:
        stamp = int(self._chart.canvas.stamps[bar])
        return self._chart.phrases.day(day_of(stamp // DAY_SECONDS))

    def _put_tags(self) -> None:
        """Stand the last value in view of each line on the axis, in its colour."""
        frame, series = self._chart.main.frame, self._series
        if series is None or frame is None:
            return
        bar, ink = self._chart.canvas.last_in_view, self._chart.ink
        name, tags = self._chart.main.manner.name_value, list[Tag]()
        for line in range(1 + len(series.compared)):
            value = self._layer.value(line, bar)
            y = frame.y(value)
            if 0 <= y <= frame.tall:
                tags.append(Tag(y, name(value, frame), self._layer.tone(line), ink.base))
        self._chart.main.axis.show_tags(tags)

    # What the pointer does.

    def _hit(self, spot: Spot) -> Hit | None:
        return self._legend.hit(spot.x, spot.y) if spot.pane is self._chart.main else None

    def _press(self, spot: Spot, hit: Hit) -> None:
        if hit.button is not Button.REMOVE:
            return
        keys = [each.key for each in self._compared()] + self._missing()
        gone = keys[hit.entry - 1]
        wanted = self._wanted or tuple(keys)
        self._on_changed(tuple(each for each in wanted if each != gone))

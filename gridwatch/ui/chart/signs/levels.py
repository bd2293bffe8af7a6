"""The lines of targets and the last price, with their tags on the axis."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QColor

from gridwatch.domain.charting import Quantity
from gridwatch.domain.quote import MarketState, Quote
from gridwatch.services.series import Series, TargetPrice
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.engine.axes import Tag
from gridwatch.ui.chart.engine.pointer import Spot
from gridwatch.ui.chart.labels import change_at, target_label
from gridwatch.ui.chart.layers.levels import LastPrice, LevelLine, LevelLines, LineKind
from gridwatch.ui.chart.part import Part
from gridwatch.ui.chart.signs.flash import Flash
from gridwatch.ui.chart.signs.pulling import LevelTool

# A price of an open market that is not older than this, beside its known delay, needs no age.
FRESH = timedelta(minutes=2)
_FIGURES = 3  # of an amount that is set with the pointer
# For so long a line stays where it was dropped, until the series with the new target is there.
_PATIENCE = 1500


@dataclass(frozen=True, slots=True)
class Asked:
    """The place of which a menu is wanted, `at` a pixel of the screen.

    `amount` is the market cap at `value`, rounded, in major units of `currency`; None where it is
    not known. `target_id` is the target whose line is there.
    """

    value: float
    amount: float | None
    currency: str
    target_id: int | None
    at: QPoint


class Levels(Part):
    """Draws the lines; a target that is pulled is told with its new amount."""

    def __init__(
        self,
        chart: Chart,
        on_moved: Callable[[int, float], None],
        on_menu: Callable[[Asked], None],
    ) -> None:
        """Take what is called with a target's id and new amount in its own currency."""
        self._chart, self._on_moved, self._on_menu = chart, on_moved, on_menu
        self._layer = LevelLines(chart.ink, chart.prices, chart.main.covered)
        chart.main.add(self._layer)
        self._tool = LevelTool(chart.main, self._layer, self)
        chart.canvas.tools.append(self._tool)
        self._series: Series | None = None
        self._carried: TargetPrice | None = None
        self._close = math.nan
        self._age = ""  # of the last price, in words
        self._flash = Flash(chart, self._put_tags)
        self._patience = QTimer(chart, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self._forget)

    # What the chart tells.

    def show_series(self, series: Series | None) -> None:
        """Take the targets and the last price of a series."""
        # Beside others all lines begin at 100: prices have no place there.
        drawn = series is not None and len(series.candles) and not self._chart.comparing
        self._series = series if drawn else None
        self._flash.stop()
        self._take_lines()

    def ticked(self, series: Series, first: int) -> None:
        """Take a new last price, and let its tag flash."""
        del first
        if self._chart.comparing:
            return
        self._series = series
        before, close = self._close, _last_close(series)
        self._take_lines()
        if close != before:
            self._flash.start(self._chart.ink.toned(close - before))

    def framed(self) -> None:
        """Stand the tags on the axis."""
        self._layer.show_dot(shown=not self._chart.prices.style.whole)
        self._put_tags()

    def pointed(self, bar: int | None, spot: Spot | None) -> None:
        """Let no line stand out when the pointer has left."""
        if spot is None and not self._tool.holding:
            self._layer.raise_line(None)

    def restyled(self) -> None:
        """Write the labels anew."""
        self._take_lines()

    def show_quote(self, quote: Quote | None, now: datetime) -> None:
        """Take how old the last price is: its tag tells where it is not live."""
        told = quote is not None and not _is_fresh(quote, now)
        age = self._chart.phrases.age((now - quote.time).total_seconds()) if quote and told else ""
        if age != self._age:
            self._age = age
            self._put_tags()
            self._widen()

    @property
    def flashing(self) -> bool:
        """Tell whether the tag of the last price shows a tick."""
        return self._flash.running

    # What the pointer does.

    def carry(self, line: LevelLine, value: float) -> None:
        """Show a target at the rounded amount that `value` stands for."""
        target = self._target(line.key)
        if target is None:
            return
        amount = rounded(target.amount * value / target.price)
        if math.isfinite(amount) and amount > 0:
            price = target.price * amount / target.amount
            self._carried = replace(target, amount=amount, price=price, reached=False)
            self._take_lines()
            self._layer.refresh()
            self._put_tags()
            self._widen()

    def give_up(self) -> None:
        """Put the line back."""
        self._forget()

    def set_down(self) -> None:
        """Tell the new amount; the line stays until the series with it is there."""
        carried = self._carried
        target = self._target(carried.target_id) if carried is not None else None
        if carried is None or target is None or carried.amount == target.amount:
            self._forget()
            return
        self._patience.start()
        self._on_moved(carried.target_id, carried.amount)

    def open_menu(self, value: float, line: LevelLine | None, at: QPoint) -> None:
        """Hand on what is at a value."""
        self._on_menu(self.asked(value, line.key if line is not None else None, at))

    def asked(self, value: float, target_id: int | None, at: QPoint) -> Asked:
        """Return what is known of a value of the chart, for a menu at a pixel of the screen."""
        amount, currency = self._amount_at(value)
        return Asked(value, amount, currency, target_id, at)

    def _amount_at(self, value: float) -> tuple[float | None, str]:
        """Return the market cap at a value: as a target stands to its price, else as the last."""
        series = self._series
        if series is None or not value > 0:
            return None, ""
        if series.targets:
            target = series.targets[0]
            return rounded(target.amount * value / target.price), target.amount_currency
        if series.quantity is Quantity.CAP:
            return rounded(value), series.currency
        if series.caps is None:
            return None, ""
        amount = float(series.caps[-1]) * value / float(series.candles.close[-1])
        return (rounded(amount), series.cap_currency) if math.isfinite(amount) else (None, "")

    # What is drawn.

    def _target(self, target_id: int) -> TargetPrice | None:
        targets = self._series.targets if self._series is not None else ()
        return next((each for each in targets if each.target_id == target_id), None)

    def _forget(self) -> None:
        self._carried = None
        self._patience.stop()
        self._take_lines()
        self._layer.refresh()
        self._put_tags()

    def _take_lines(self) -> None:
        """Make lines of the targets, those first whose labels matter most."""
        series = self._series
        self._settle()
        if series is None:
            self._close = math.nan
            self._layer.show_lines((), None)
            self._layer.show_wish(None)
            return
        self._close = _last_close(series)
        targets = sorted(self._targets(), key=self._distance)
        self._layer.show_lines([self._line(each, series) for each in targets], self._last(series))
        ahead = [each for each in series.targets if not each.reached]
        self._layer.show_wish(min(ahead, key=self._distance).price if ahead else None)

    def _settle(self) -> None:
        """Forget what was carried where its target is gone, or is where it was set down."""
        carried = self._carried
        if carried is None:
            return
        target = self._target(carried.target_id)
        done = target is not None and math.isclose(target.amount, carried.amount)
        if target is None or (done and not self._tool.holding):
            self._carried = None
            self._patience.stop()

    def _targets(self) -> Iterator[TargetPrice]:
        carried = self._carried
        for each in self._series.targets if self._series is not None else ():
            yield carried if carried and carried.target_id == each.target_id else each

    def _distance(self, target: TargetPrice) -> tuple[bool, float]:
        return target.reached, abs(target.price - self._close)

    def _line(self, target: TargetPrice, series: Series) -> LevelLine:
        phrases, ink = self._chart.phrases, self._chart.ink
        far = target_label(phrases, target, series, away=True)
        carried = target is self._carried
        near = far if carried else target_label(phrases, target, series, away=False)
        # A reached target out of view is history; an arrow to it would be noise.
        return LevelLine(
            LineKind.TARGET,
            target.target_id,
            target.price,
            near,
            "" if target.reached else far,
            ink.muted if target.reached else ink.target,
            draggable=target.price > 0,
        )

    def _last(self, series: Series) -> LastPrice | None:
        if not math.isfinite(self._close):
            return None
        return LastPrice(len(series.candles) - 1, self._close, self._tone(series), series.live)

    def _tone(self, series: Series) -> QColor:
        change = change_at(series.candles, len(series.candles) - 1)
        return self._chart.ink.toned(change) if change else self._chart.ink.muted

    def _put_tags(self) -> None:
        if self._chart.comparing:
            return  # the axis is that of the compared lines
        self._chart.main.axis.show_tags(list(self._tags()))

    def _widen(self) -> None:
        """Give the axis more room where a tag has grown out of it."""
        axis = self._chart.main.axis
        if axis.width_for(axis.texts) > axis.sheet.width():
            self._chart.redraw()

    def _tags(self) -> Iterator[Tag]:
        series, frame, ink = self._series, self._chart.main.frame, self._chart.ink
        if series is None or frame is None:
            return
        name = self._chart.main.manner.name_value
        for each in self._targets():
            y = frame.y(each.price)
            if not each.reached and 0 <= y <= frame.tall:
                yield Tag(y, name(each.price, frame), ink.target, ink.base)
        y = frame.y(self._close)
        if 0 <= y <= frame.tall:
            text = name(self._close, frame)
            if self._age:
                text = f"{text} · {self._age}"
            yield Tag(y, text, self._flash.over(self._tone(series)), ink.base)


def rounded(amount: float) -> float:
    """Return an amount rounded to three figures: nobody points more exactly."""
    if not math.isfinite(amount) or amount == 0:
        return amount
    return round(amount, _FIGURES - 1 - math.floor(math.log10(abs(amount))))


def _last_close(series: Series) -> float:
    return float(series.candles.close[-1])


def _is_fresh(quote: Quote, now: datetime) -> bool:
    allowed = FRESH + timedelta(minutes=quote.delay_minutes)
    return quote.state is MarketState.OPEN and now - quote.time <= allowed

"""The lines of targets, alert rules, own cost and the last price, with their tags on the axis."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolTip

from gridwatch.domain.quote import MarketState, Quote
from gridwatch.domain.series import RulePrice, Series, TargetPrice
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.engine.axes import Tag
from gridwatch.ui.chart.engine.pointer import Spot
from gridwatch.ui.chart.labels import change_at, target_label
from gridwatch.ui.chart.layers.levels import LastPrice, LevelLine, LevelLines, LineKind
from gridwatch.ui.chart.part import Part
from gridwatch.ui.chart.signs.asked import Asked, asked_at, rounded
from gridwatch.ui.chart.signs.flash import Flash
from gridwatch.ui.chart.signs.pulled import Pulled, carried_to, found, name_of, with_carried
from gridwatch.ui.chart.signs.pulling import LevelTool
from gridwatch.ui.chart.signs.rule_lines import RuleLines

if TYPE_CHECKING:
    from gridwatch.domain.owned import OwnCost

# A price of an open market that is not older than this, beside its known delay, needs no age.
FRESH = timedelta(minutes=2)
# For so long a line stays where it was dropped, until the series with the new target is there.
_PATIENCE = 1500


@dataclass(frozen=True, slots=True)
class Hands:
    """What the lines tell: what was pulled and its new amount, of which place a menu is wanted.

    `tell` returns all that can be said of a rule under the pointer.
    """

    moved: Callable[[int, float], None]
    asked: Callable[[Asked], None]
    rule_moved: Callable[[RulePrice, float], None] = lambda _one, _amount: None
    tell: Callable[[RulePrice], str] = lambda _: ""


class Levels(Part):
    """Draws the lines; what is pulled is told with its new amount in its own currency."""

    def __init__(self, chart: Chart, hands: Hands) -> None:
        self._chart, self._hands = chart, hands
        self._rules = RuleLines(chart)
        self._layer = LevelLines(chart.ink, chart.prices, chart.main.covered)
        chart.main.add(self._layer)
        self._tool = LevelTool(chart.main, self._layer, self)
        chart.canvas.tools.append(self._tool)
        self._series: Series | None = None
        self._carried: Pulled | None = None
        self._told = ""  # the name of the line that is told under the pointer
        self._costs = True
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
        self._rules.forget()
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

    def set_cost_shown(self, *, shown: bool) -> None:
        """Draw what the user's shares have cost, or leave it out."""
        if shown != self._costs:
            self._costs = shown
            self._take_lines()
            self._layer.refresh()
            self._put_tags()

    def framed(self) -> None:
        """Stand the tags on the axis."""
        self._layer.show_dot(shown=not self._chart.prices.style.whole)
        self._put_tags()

    def pointed(self, bar: int | None, spot: Spot | None) -> None:
        """Let no line stand out when the pointer has left; tell of what is under it."""
        if spot is None and not self._tool.holding:
            self._layer.raise_line(None)
        here = spot is not None and spot.pane is self._chart.main and not self._tool.holding
        line = self._layer.line_at(QPointF(spot.x, spot.y)) if spot is not None and here else None
        self._tell(line if line is not None and line.kind is not LineKind.TARGET else None, spot)

    def _tell(self, line: LevelLine | None, spot: Spot | None) -> None:
        """Show the tooltip of a line where the pointer has come upon it."""
        name = line.name if line is not None else ""
        if name == self._told:
            return
        self._told = name
        if line is None or spot is None:
            QToolTip.hideText()
            return
        canvas, one = self._chart.canvas, self._rule_of(line)
        at = self._chart.main.rect.topLeft() + QPointF(spot.x, spot.y)
        words = self._hands.tell(one) if one is not None else self.cost_words
        QToolTip.showText(canvas.mapToGlobal(at.toPoint()), words, canvas)

    @property
    def cost_words(self) -> str:
        """Return what the user's shares have cost as a sentence, "" where that is not drawn."""
        cost, series = self._cost, self._series
        if cost is None or series is None:
            return ""
        from gridwatch.ui.chart.signs.own_words import cost_words

        return cost_words(cost, series, self._chart.phrases)

    def restyled(self) -> None:
        """Write the labels anew."""
        self._rules.forget()
        self._take_lines()

    def show_quote(self, quote: Quote | None, now: datetime) -> None:
        """Take how old the last price is, and the time: rules wake and expire."""
        if self._rules.set_now(now):
            self._take_lines()
            self._layer.refresh()
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
        """Show a target or rule at the rounded amount that `value` stands for."""
        pulled = found(self._series, line.name)
        if pulled is None:
            return
        amount = rounded(pulled.amount * value / pulled.price)
        if math.isfinite(amount) and amount > 0:
            self._carried = carried_to(pulled, amount)
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
        pulled = found(self._series, name_of(carried)) if carried is not None else None
        if carried is None or pulled is None or carried.amount == pulled.amount:
            self._forget()
            return
        self._patience.start()
        if isinstance(pulled, RulePrice):
            self._hands.rule_moved(pulled, carried.amount)
        else:
            self._hands.moved(pulled.target_id, carried.amount)

    def open_menu(self, value: float, line: LevelLine | None, at: QPoint) -> None:
        """Hand on what is at a value."""
        self._hands.asked(self.asked(value, line, at))

    def asked(self, value: float, line: LevelLine | None, at: QPoint) -> Asked:
        """Return what is known of a value of the chart, for a menu at a pixel of the screen."""
        target = line.key if line is not None and line.kind is LineKind.TARGET else None
        return asked_at(self._series, value, at, target, self._rule_of(line))

    # What is drawn.

    def _rule_of(self, line: LevelLine | None) -> RulePrice | None:
        pulled = found(self._series, line.name) if line is not None else None
        return pulled if isinstance(pulled, RulePrice) else None

    @property
    def _carried_rule(self) -> RulePrice | None:
        return self._carried if isinstance(self._carried, RulePrice) else None

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
        lines = [self._line(each, series) for each in targets]
        lines += self._cost_lines(series)
        lines += self._rules.lines(series, self._close, self._carried_rule)
        self._layer.show_lines(lines, self._last(series))
        ahead = [each for each in series.targets if not each.reached]
        self._layer.show_wish(min(ahead, key=self._distance).price if ahead else None)

    @property
    def _cost(self) -> OwnCost | None:
        """Return what the user's shares have cost where that is to be drawn, and is known."""
        cost = self._series.cost if self._series is not None and self._costs else None
        return cost if cost is not None and math.isfinite(cost.price) else None

    def _cost_lines(self, series: Series) -> Iterator[LevelLine]:
        cost = self._cost
        if cost is not None:
            from gridwatch.ui.chart.signs.own_words import cost_label  # where something is owned

            words = cost_label(cost, series, self._chart.phrases)
            yield LevelLine(LineKind.COST, 0, cost.price, words, words, self._chart.ink.own)

    def _settle(self) -> None:
        """Forget what was carried where it is gone, or is where it was set down."""
        carried = self._carried
        if carried is None:
            return
        pulled = found(self._series, name_of(carried))
        done = pulled is not None and math.isclose(pulled.amount, carried.amount)
        if pulled is None or (done and not self._tool.holding):
            self._carried = None
            self._patience.stop()

    def _targets(self) -> Iterator[TargetPrice]:
        carried = self._carried if isinstance(self._carried, TargetPrice) else None
        return with_carried(self._series.targets if self._series is not None else (), carried)

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
        if self._cost is not None:
            y = frame.y(self._cost.price)
            if 0 <= y <= frame.tall:
                yield Tag(y, name(self._cost.price, frame), ink.own, ink.base)
        for each in self._targets():
            y = frame.y(each.price)
            if not each.reached and 0 <= y <= frame.tall:
                yield Tag(y, name(each.price, frame), ink.target, ink.base)
        if self._carried_rule is not None:
            price = self._carried_rule.price
            yield Tag(frame.y(price), name(price, frame), ink.warn, ink.base)
        y = frame.y(self._close)
        if 0 <= y <= frame.tall:
            text = name(self._close, frame)
            if self._age:
                text = f"{text} · {self._age}"
            yield Tag(y, text, self._flash.over(self._tone(series)), ink.base)


def _last_close(series: Series) -> float:
    return float(series.candles.close[-1])


def _is_fresh(quote: Quote, now: datetime) -> bool:
    allowed = FRESH + timedelta(minutes=quote.delay_minutes)
    return quote.state is MarketState.OPEN and now - quote.time <= allowed

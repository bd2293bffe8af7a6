"""What an alert rule can measure, each with its unit, its bounds and its usual slack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Measure(StrEnum):
    """What a condition looks at."""

    CAP = "cap"  # market cap of the company, in any currency
    PRICE = "price"  # last price of the listing
    DAY = "day"  # change since the previous close, %
    DRAWDOWN = "drawdown"  # fall below the highest price of a span, %, above zero
    GAIN = "gain"  # change since the close of a date, %
    VOLUME = "volume"  # volume of the day as a multiple of its average
    AVERAGE = "average"  # a moving average (or the price) against a longer one, %
    RSI = "rsi"  # relative strength index after Wilder, 0 to 100
    DISTANCE = "distance"  # way up to the nearest target ahead, %
    RATE = "rate"  # an exchange rate
    STALE = "stale"  # sessions without a new quote
    SERIES = "series"  # figures that the user enters
    WEIGHT = "weight"  # share of the company in the worth of the portfolio, %
    REVIEW = "review"  # days since a claim was due for review, below zero before that


class Unit(StrEnum):
    """What the level of a measure is counted in."""

    MONEY = "money"  # major units of a currency
    PERCENT = "percent"
    TIMES = "times"
    POINTS = "points"
    RATE = "rate"
    SESSIONS = "sessions"
    FIGURE = "figure"  # the unit of a series, or the one that is typed
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Slack:
    """How far a value has to come back before a level counts as left.

    `percent`: a percentage of the level; else an amount in the unit of the measure.
    """

    amount: Decimal
    percent: bool = False

    def of(self, level: Decimal) -> Decimal:
        """Return the slack as an amount in the unit of `level`."""
        return abs(level) * self.amount / 100 if self.percent else self.amount


@dataclass(frozen=True, slots=True)
class Nature:
    """The unit of a measure, the levels that make sense, and its usual slack.

    `extremes`: the day's high and low tell this measure as well as the last price does.
    """

    unit: Unit
    lowest: Decimal
    highest: Decimal
    slack: Slack
    extremes: bool = False


def _points(amount: str) -> Slack:
    return Slack(Decimal(amount))


def _percent(amount: str) -> Slack:
    return Slack(Decimal(amount), percent=True)


_TINY = Decimal("0.000001")
LEAST_CAP = Decimal(1_000_000)  # below it a scale was forgotten
MOST_MONEY = Decimal(10) ** 18
NATURES: Mapping[Measure, Nature] = {
    Measure.CAP: Nature(Unit.MONEY, LEAST_CAP, MOST_MONEY, _percent("2"), extremes=True),
    Measure.PRICE: Nature(Unit.MONEY, _TINY, Decimal(10) ** 12, _percent("2"), extremes=True),
    Measure.DAY: Nature(Unit.PERCENT, Decimal(-100), Decimal(1000), _points("0.5"), extremes=True),
    Measure.DRAWDOWN: Nature(
        Unit.PERCENT, Decimal("0.01"), Decimal(100), _points("2"), extremes=True
    ),
    Measure.GAIN: Nature(
        Unit.PERCENT, Decimal(-100), Decimal(1_000_000), _points("2"), extremes=True
    ),
    Measure.VOLUME: Nature(Unit.TIMES, Decimal("0.01"), Decimal(10_000), _points("0.25")),
    Measure.AVERAGE: Nature(Unit.PERCENT, Decimal(-100), Decimal(1000), _points("0.5")),
    Measure.RSI: Nature(Unit.POINTS, Decimal(0), Decimal(100), _points("2")),
    Measure.DISTANCE: Nature(
        Unit.PERCENT, Decimal(0), Decimal(10_000), _points("1"), extremes=True
    ),
    Measure.RATE: Nature(Unit.RATE, _TINY, Decimal(10) ** 9, _percent("0.25")),
    Measure.STALE: Nature(Unit.SESSIONS, Decimal(1), Decimal(250), _points("0")),
    Measure.WEIGHT: Nature(Unit.PERCENT, Decimal("0.01"), Decimal(1000), _points("0.5")),
    # What is entered by hand does not flicker: it needs no slack.
    Measure.SERIES: Nature(Unit.FIGURE, -MOST_MONEY, MOST_MONEY, _points("0")),
    Measure.REVIEW: Nature(Unit.DAYS, Decimal(-3650), Decimal(3650), _points("0")),
}

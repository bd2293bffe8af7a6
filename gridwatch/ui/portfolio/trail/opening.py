"""Which number the user wants to see opened: what it is called, what it says, what it is of."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gridwatch.services.portfolio.views import Dimension, Period, Scope


class Number(StrEnum):
    """A kind of number that can be opened."""

    VALUE = "value"
    PRICE = "price"
    RATE = "rate"
    QUANTITY = "quantity"
    SHARE = "share"
    COST = "cost"
    GAIN = "gain"
    PRICE_GAIN = "price_gain"
    CURRENCY_GAIN = "currency_gain"
    DAY_CHANGE = "day_change"
    REALISED = "realised"
    INCOME = "income"
    FEES = "fees"
    TAXES = "taxes"
    BEGIN = "begin"
    END = "end"
    INFLOW = "inflow"
    OUTFLOW = "outflow"
    PERIOD_GAIN = "period_gain"
    TTWROR = "ttwror"
    TTWROR_YEARLY = "ttwror_yearly"
    IRR = "irr"
    SIMPLE = "simple"
    VOLATILITY = "volatility"
    SEMI_DEVIATION = "semi_deviation"
    SHARPE = "sharpe"
    SORTINO = "sortino"
    DRAWDOWN = "drawdown"
    BENCHMARK = "benchmark"
    EXCESS = "excess"
    CONTRIBUTION = "contribution"
    SLICE = "slice"


@dataclass(frozen=True, slots=True)
class Opening:
    """One number on screen: `title` and `text` as they stand there.

    `scope`: what part of the portfolio; `account_id`, `lot` (the transaction that opened it): of
    what of it. `period` for what is of one. `dimension` and `key` for a part of the whole.
    `trade`: it is of one that this transaction closed, 0 for what is open.
    """

    number: Number
    title: str
    text: str
    scope: Scope = field(default_factory=Scope)
    security_id: int | None = None
    account_id: int | None = None
    lot: int | None = None
    period: Period | None = None
    dimension: Dimension | None = None
    key: str = ""
    trade: int | None = None

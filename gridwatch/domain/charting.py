"""What a chart asks for, and what is marked on it, as values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.company import Company
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.evidence import Evidence, Stance

if TYPE_CHECKING:
    from gridwatch.domain.owned import Traded  # of the ledger, where something is owned

SEGMENT_PREFIX = "segment:"


class Quantity(StrEnum):
    """What the heights of a chart stand for."""

    PRICE = "price"
    CAP = "cap"


@dataclass(frozen=True, slots=True)
class ChartRequest:
    """One view of a company: bar size, price or market cap, the currency, and what it is beside.

    `currency` is a major currency, "" for that of the primary listing. `compared` holds symbols of
    any listing or index, and `segment:KEY` for the equal-weighted index of a segment; `figures` the
    ids of evidence series.
    """

    size: BarSize = BarSize.DAY
    quantity: Quantity = Quantity.PRICE
    currency: str = ""
    compared: tuple[str, ...] = ()
    figures: tuple[int, ...] = ()


class MarkKind(StrEnum):
    """What happened on a day."""

    SPLIT = "split"
    DIVIDEND = "dividend"
    FIRING = "firing"
    SHARES = "shares"
    RESULTS = "results"
    EVIDENCE = "evidence"
    TRADE = "trade"


@dataclass(frozen=True, slots=True)
class Reached:
    """What a firing on a chart tells: whose condition came to hold, with which value.

    `name`: how the company was called when it was logged.
    """

    company: Company
    name: str
    condition: str
    measure: Measure
    level: Decimal
    unit: str
    value: float
    held: bool = True
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a piece of evidence on a chart tells: itself, and the claim that it is for or against.

    `theme` is the name of the theme whose claim it is, "" for the company's own.
    """

    evidence: Evidence
    about: About
    statement: str
    theme: str = ""

    @property
    def is_for(self) -> bool:
        """Tell whether it is for the claim."""
        return self.evidence.stance is Stance.FOR


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at `stamp` (exchange-local seconds, as in Candles).

    SPLIT: `amount` new shares for `other` old ones. DIVIDEND: `amount` of `currency` a share.
    FIRING: what was `reached`, `reference` is the firing's id. SHARES: the count became `amount`,
    it was `other`. RESULTS: a day of results, nothing more. EVIDENCE: what was `found`,
    `reference` is the id of its claim. TRADE: what was `traded`, `reference` is the id of the
    transaction. `bar` is the number of the bar in its series: of a day
    without one the next that was traded.
    """

    kind: MarkKind
    stamp: int
    amount: float = 0.0
    other: float = 0.0
    currency: str = ""
    reference: int = 0
    bar: int = 0
    reached: Reached | None = None
    found: Found | None = None
    traded: Traded | None = None

"""What the user draws on a chart: shapes anchored to a moment and a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gridwatch.domain.charting import Quantity


class DrawingKind(StrEnum):
    """The shapes; MEASURE tells bars, days and change between its two anchors."""

    HORIZONTAL = "horizontal"
    TREND = "trend"
    RECTANGLE = "rectangle"
    MEASURE = "measure"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A moment in exchange-local seconds (as in Candles) and a value in major units."""

    stamp: int
    value: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """One shape on the charts of a company; `id` 0 until it is stored.

    HORIZONTAL and TEXT have one anchor, the others two. `quantity` and `currency` say what the
    values are of: a shape is shown where the chart shows the same. `priced_on` is the
    exchange-local day on which the anchors had the stored values: a split after it restates them.
    `tone` names one of the chart's colours.
    """

    id: int
    company_id: int
    kind: DrawingKind
    anchors: tuple[Anchor, ...]
    quantity: Quantity
    currency: str
    priced_on: date
    text: str = ""
    tone: str = "accent"

"""What the user draws on a chart: shapes anchored to a moment and a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import inf, log
from unicodedata import category

from gridwatch.domain.charting import Quantity
from gridwatch.domain.money import ISO_CODES
from gridwatch.domain.problem import Problem
from gridwatch.domain.splits import Split, factor_between

LONGEST_TEXT = 500
# The names that a drawing's colour can have; each theme has its own shade of them.
TONES = ("accent", "target", "rise", "fall", "warn", "muted", "text")
DAY_SECONDS = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
# What a date can tell: a line may be drawn beyond the last bar, but not out of the calendar.
_FIRST_STAMP = (date.min.toordinal() - _EPOCH) * DAY_SECONDS
_LAST_STAMP = (date.max.toordinal() - _EPOCH + 1) * DAY_SECONDS - 1


class DrawingKind(StrEnum):
    """The shapes; MEASURE tells bars, days and change between its two anchors."""

    HORIZONTAL = "horizontal"
    TREND = "trend"
    RECTANGLE = "rectangle"
    MEASURE = "measure"
    TEXT = "text"


ANCHORS = {
    DrawingKind.HORIZONTAL: 1,
    DrawingKind.TREND: 2,
    DrawingKind.RECTANGLE: 2,
    DrawingKind.MEASURE: 2,
    DrawingKind.TEXT: 1,
}


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


@dataclass(frozen=True, slots=True)
class Measure:
    """What lies between two anchors, from the first to the second.

    `days` of the calendar; `change` in the unit of the values; `percent` and `log_percent` as
    fractions (0.05 is 5 %), None where there is no such thing.
    """

    bars: int
    days: int
    change: float
    percent: float | None
    log_percent: float | None


def restated(drawing: Drawing, splits: Iterable[Split], today: date) -> Drawing:
    """Return the drawing with its values as of `today`, after the splits of its primary listing.

    A price is divided by the ratio of each split after `priced_on` and up to `today`, which
    `priced_on` then becomes, so that what is changed on a chart can be stored as it is. A market
    cap knows no splits. The same object comes back where none applies.
    """
    ratio = factor_between(splits, drawing.priced_on, today)
    if drawing.quantity is Quantity.CAP or ratio == 1.0:
        return drawing
    anchors = tuple(Anchor(each.stamp, each.value / ratio) for each in drawing.anchors)
    return replace(drawing, anchors=anchors, priced_on=today)


def checked(drawing: Drawing) -> Drawing:
    """Return the drawing as it can be stored: plain numbers, text without control characters.

    Raises Problem for a wrong number of anchors, a moment outside the calendar, a value that is
    not above zero, too long or missing text, and an unknown colour or currency.
    """
    if len(drawing.anchors) != ANCHORS[drawing.kind]:
        raise Problem(
            "drawing_anchors",
            "This drawing needs {wanted} points on the chart, not {given}.",
            wanted=ANCHORS[drawing.kind],
            given=len(drawing.anchors),
        )
    if drawing.tone not in TONES:
        raise Problem("drawing_tone", "“{tone}” is no colour of a drawing.", tone=drawing.tone)
    if drawing.currency not in ISO_CODES:
        raise Problem(
            "drawing_currency",
            "This chart's currency is not known ({code}): draw when its prices are there.",
            code=drawing.currency or "—",
        )
    anchors = tuple(_checked_anchor(each) for each in drawing.anchors)
    return replace(drawing, anchors=anchors, text=_checked_text(drawing.kind, drawing.text))


def _checked_anchor(anchor: Anchor) -> Anchor:
    """Return an anchor of Python's own numbers; a chart reckons in numpy's, which SQLite refuses.

    Written so that NaN fails each comparison.
    """
    if not _FIRST_STAMP <= anchor.stamp <= _LAST_STAMP:
        raise Problem("drawing_moment", "A drawing can't lie outside the years 1 to 9999.")
    if not 0 < anchor.value < inf:
        raise Problem("drawing_value", "A drawing needs a price or market cap above zero.")
    return Anchor(int(anchor.stamp), float(anchor.value))


def _checked_text(kind: DrawingKind, text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\t", " ")
    # What is pasted may hold halves of characters, which no file can keep.
    kept = "".join(each for each in lines if each == "\n" or category(each) not in {"Cc", "Cs"})
    plain = kept.strip()
    if len(plain) > LONGEST_TEXT:
        raise Problem(
            "drawing_text_long",
            "This text has {length} characters; a drawing takes {most}.",
            length=len(plain),
            most=LONGEST_TEXT,
        )
    if kind is DrawingKind.TEXT and not plain:
        raise Problem("drawing_text_missing", "A text on the chart needs some words.")
    return plain


def measured(first: Anchor, second: Anchor, bars: int) -> Measure:
    """Tell what lies between two anchors that are `bars` bars apart; backwards it is negative.

    The percentage needs a first value above zero, the logarithmic one both.
    """
    start, end = first.value, second.value
    days = second.stamp // DAY_SECONDS - first.stamp // DAY_SECONDS
    return Measure(
        bars=bars,
        days=days,
        change=end - start,
        percent=(end - start) / start if start > 0 else None,
        log_percent=log(end) - log(start) if start > 0 and end > 0 else None,
    )

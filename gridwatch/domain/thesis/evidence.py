"""Evidence: a dated, sourced fact for or against a claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.wording import line_of

LONGEST_WHAT = 2000
LONGEST_UNIT = 40
LIGHTEST, HEAVIEST, USUAL_WEIGHT = 1, 5, 3
_MOST_DIGITS = 40


class Stance(StrEnum):
    """On which side a piece of evidence is."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact; `id` 0 until it is stored.

    `on` is the day that it is of. `figure` in `unit`, up to `figure_to` where it is a range: as
    typed. `source` is a title, `link` a web address, `page` where in the source. `weight` from
    1 to 5.
    """

    id: int
    claim_id: int
    on: date
    what: str
    added_at: datetime
    stance: Stance = Stance.FOR
    figure: Decimal | None = None
    figure_to: Decimal | None = None
    unit: str = ""
    source: str = ""
    link: str = ""
    page: str = ""
    weight: int = USUAL_WEIGHT


@dataclass(frozen=True, slots=True)
class Balance:
    """How many pieces of evidence are on each side, and what they weigh together."""

    count_for: int = 0
    count_against: int = 0
    weight_for: int = 0
    weight_against: int = 0


def balance_of(evidence: Iterable[Evidence]) -> Balance:
    """Weigh the evidence of a claim."""
    weights = {each: list[int]() for each in Stance}
    for each in evidence:
        weights[each.stance].append(each.weight)
    on_side, opposed = weights[Stance.FOR], weights[Stance.AGAINST]
    return Balance(len(on_side), len(opposed), sum(on_side), sum(opposed))


def checked_evidence(evidence: Evidence) -> Evidence:
    """Return evidence as it can be stored.

    Raises Problem for missing words, a figure that is none, a range the wrong way round, a link
    that is no web address, and a weight outside 1 to 5.
    """
    what = line_of(evidence.what, LONGEST_WHAT)
    if not what:
        raise Problem("evidence_words", "Evidence needs some words: what was found?")
    if not LIGHTEST <= evidence.weight <= HEAVIEST:
        raise Problem(
            "evidence_weight",
            "The weight is a number from {least} to {most}, not {number}.",
            least=LIGHTEST,
            most=HEAVIEST,
            number=evidence.weight,
        )
    _check_figures(evidence.figure, evidence.figure_to)
    return replace(
        evidence,
        what=what,
        unit=line_of(evidence.unit, LONGEST_UNIT),
        source=line_of(evidence.source),
        link=checked_link(evidence.link),
        page=line_of(evidence.page),
    )


def _check_figures(figure: Decimal | None, figure_to: Decimal | None) -> None:
    for each in (figure, figure_to):
        if each is not None and (
            not each.is_finite()
            or len(each.as_tuple().digits) + abs(each.adjusted()) > _MOST_DIGITS
        ):
            raise Problem("evidence_figure", "“{text}” is no number that can be kept.", text=each)
    if figure_to is not None and (figure is None or figure_to < figure):
        raise Problem("evidence_range", "The second number of a range is the larger one.")


def checked_link(link: str) -> str:
    """Return a web address, "" for none; raises Problem where it is anything else.

    Only http and https: a link in a note must not be able to start or read anything here.
    """
    from gridwatch.domain.thesis.links import LONGEST_LINK, Way, lead_of  # no chart checks one

    text = line_of(link, LONGEST_LINK)
    if not text:
        return ""
    if "://" not in text and "." in text.partition("/")[0] and ":" not in text.partition("/")[0]:
        text = f"https://{text}"
    try:
        leads_out = lead_of(text).way is Way.OUTSIDE
    except Problem:
        leads_out = False
    if not leads_out:
        raise Problem("evidence_link", "“{text}” is no web address.", text=text[:80])
    return text

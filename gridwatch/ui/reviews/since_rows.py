"""What has changed in a claim since its last review, as rows: values then and now, and news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Evidence, Stance
from gridwatch.domain.thesis.figures import Figure, Frequency
from gridwatch.services.thesis.due import FigureNews, Review
from gridwatch.store.user.firings import Firing
from gridwatch.ui.phrases import UNKNOWN, Phrases
from gridwatch.ui.reviews.words import conviction_words, status_words
from gridwatch.wording.firings import value_words

translate = QCoreApplication.translate
MOST_FIGURES = 8
MOST_NEWS = 30


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value then and now; `sign` of its change, 0 where neither is better; `tip` in full."""

    name: str
    then: str
    now: str
    change: str = ""
    sign: int = 0
    tip: str = ""


class Side(StrEnum):
    """What a piece of news says of the claim."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened since: a mark, words, and where it is from."""

    side: Side
    words: str
    source: str


def value_rows(review: Review, phrases: Phrases) -> tuple[ValueRow, ...]:
    """Return what stands otherwise than at the last review, the market's values in any case."""
    rows = [*_worth_rows(review, phrases), *_claim_rows(review, phrases)]
    rows += [_figure_row(each, phrases) for each in review.figures[:MOST_FIGURES]]
    hidden = len(review.figures) - MOST_FIGURES
    if hidden > 0:
        words = translate("Reviews", "{count} more figures").format(count=hidden)
        rows.append(ValueRow(words, "", ""))
    return tuple(rows)


def _worth_rows(review: Review, phrases: Phrases) -> Iterator[ValueRow]:
    course = review.course
    if course is None:
        return
    then, now = course.then, course.now
    tip = ""
    if then.on is not None and now.on is not None:
        words = translate("Reviews", "Close of {then}; last of {now}")
        tip = words.format(then=phrases.day(then.on), now=phrases.day(now.on))
    yield ValueRow(
        translate("Reviews", "Price"),
        phrases.price(then.price, then.currency if then.price is not None else ""),
        phrases.price(now.price, now.currency if now.price is not None else ""),
        phrases.percent(course.price_change),
        _sign(course.price_change),
        tip,
    )
    yield ValueRow(
        translate("Reviews", "Market cap"),
        phrases.compact(then.cap, then.currency if then.cap is not None else ""),
        phrases.compact(now.cap, now.currency if now.cap is not None else ""),
        phrases.percent(course.cap_change),
        _sign(course.cap_change),
        tip,
    )


def _claim_rows(review: Review, phrases: Phrases) -> Iterator[ValueRow]:
    was, claim = review.was, review.claim
    if was is None:
        return
    if was.status is not claim.status:
        now = status_words(claim.status)
        yield ValueRow(translate("Reviews", "Status"), status_words(was.status), now)
    if was.conviction != claim.conviction:
        yield ValueRow(
            translate("Reviews", "Conviction"),
            conviction_words(was.conviction, phrases),
            conviction_words(claim.conviction, phrases),
            _points(claim.conviction - was.conviction, phrases),
        )
    yield from _reworded(was, claim)


def _reworded(was: Claim, claim: Claim) -> Iterator[ValueRow]:
    changed = translate("Reviews", "changed")
    for name, before, after in (
        (translate("Reviews", "Statement"), was.statement, claim.statement),
        (translate("Reviews", "Falsifier"), was.falsifier, claim.falsifier),
        (translate("Reviews", "Test"), was.test, claim.test),
    ):
        if before != after:
            words = translate("Reviews", "Before: {words}").format(words=before or UNKNOWN)
            yield ValueRow(name, "", changed, tip=words)


def _figure_row(news: FigureNews, phrases: Phrases) -> ValueRow:
    name = f"{news.series.name} · {period_words(news.on, news.series.frequency, phrases)}"
    then, now = (
        _figure_text(each, news.series.unit, phrases) for each in (news.before, news.figure)
    )
    forecast = bool(news.figure and news.figure.forecast)
    lines = (
        name,
        translate("Reviews", "Forecast") if forecast else "",
        news.figure.note if news.figure else "",
    )
    tip = "\n".join(each for each in lines if each)
    return ValueRow(name, then, now, _figure_change(news, phrases), tip=tip)


def period_words(on: date, frequency: Frequency, phrases: Phrases) -> str:
    """Return the period that ends on a day in short, where it is one of the calendar: Q4 2025."""
    months, words = {
        Frequency.QUARTER: (3, translate("Reviews", "Q{number} {year}")),
        Frequency.HALF: (6, translate("Reviews", "H{number} {year}")),
        Frequency.YEAR: (12, "{year}"),
    }.get(frequency, (0, ""))
    if months and on.month % months == 0 and (on + timedelta(days=1)).day == 1:
        return words.format(number=on.month // months, year=on.year)
    return phrases.day(on)


def _figure_text(figure: Figure | None, unit: str, phrases: Phrases) -> str:
    if figure is None or figure.value is None:
        return UNKNOWN
    value = phrases.plain(figure.value)
    if figure.low is not None and figure.high is not None:
        value = f"{phrases.plain(figure.low)}–{phrases.plain(figure.high)}"
    return f"{value} {unit}".rstrip()


def _figure_change(news: FigureNews, phrases: Phrases) -> str:
    """Return by how much a figure was revised, in points where it is a percentage."""
    before = news.before.value if news.before else None
    after = news.figure.value if news.figure else None
    if after is None:
        return translate("Reviews", "withdrawn")
    if before is None:
        forecast = bool(news.figure and news.figure.forecast)
        return translate("Reviews", "forecast") if forecast else translate("Reviews", "new")
    if news.series.unit == "%" or not before:
        return _points(after - before, phrases)
    return phrases.percent((after - before) / abs(before))


def _points(moved: float, phrases: Phrases) -> str:
    """Return by how much a percentage has moved, with its sign."""
    return ("+" if moved > 0 else "") + phrases.plain(moved)


def _sign(change: float | None) -> int:
    return 0 if not change else 1 if change > 0 else -1


def news_of(review: Review, phrases: Phrases) -> tuple[News, ...]:
    """Return what happened since: what the test found first, then evidence, then own remarks."""
    found = (
        *(_firing_news(each, phrases) for each in reversed(review.firings)),
        *_evidence_news(review.evidence, phrases),
        *(
            News(Side.NEITHER, each.note, phrases.day(each.at.astimezone().date()))
            for each in reversed(review.edits)
            if each.note and not review.firings
        ),
    )
    if len(found) <= MOST_NEWS:
        return found
    words = translate("Reviews", "{count} more").format(count=len(found) - MOST_NEWS)
    return (*found[:MOST_NEWS], News(Side.NEITHER, words, ""))


def _firing_news(firing: Firing, phrases: Phrases) -> News:
    words = translate("Reviews", "The test was met: {condition}, at {value}").format(
        condition=firing.condition, value=value_words(firing, phrases)
    )
    return News(Side.AGAINST, words, phrases.day(firing.reached_on))


def _evidence_news(evidence: Iterable[Evidence], phrases: Phrases) -> Iterator[News]:
    for each in sorted(evidence, key=lambda one: (one.on, one.id), reverse=True):
        side = Side.FOR if each.stance is Stance.FOR else Side.AGAINST
        figure = _range_text(each.figure, each.figure_to, each.unit, phrases)
        parts = (figure, each.source, each.page, phrases.day(each.on))
        yield News(side, each.what, " · ".join(part for part in parts if part))


def _range_text(
    figure: Decimal | None, figure_to: Decimal | None, unit: str, phrases: Phrases
) -> str:
    numbers = [phrases.plain(float(each), 4) for each in (figure, figure_to) if each is not None]
    return f"{'–'.join(numbers)} {unit}".strip() if numbers else ""

"""The command `reviews`: which claims are due, and how claims have turned out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from gridwatch.cli.abouts import Owners, owners_in
from gridwatch.cli.call import Answer, Call, Exit, marked
from gridwatch.cli.documents import day_text, instant
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import UNKNOWN, translate
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Stance
from gridwatch.domain.thesis.scorecard import FEWEST, Bin, Score, Scored
from gridwatch.services.profiles import market_reader
from gridwatch.services.thesis.due import FigureNews, Review, ReviewQueue
from gridwatch.services.thesis.reviewing import read_queue
from gridwatch.services.thesis.scoring import read_score
from gridwatch.wording.statuses import status_words

T = TypeVar("T")
_LONGEST = 70  # letters of a statement in a table


def reviews(call: Call) -> Answer:
    """Show which claims are due and what has changed in them, and which come next."""
    with call.user() as user:
        owners = owners_in(user)
        queue = _with_market(call, lambda market: read_queue(user, market, call.clock()))
    asked = getattr(call.asked, "exit_code", False)
    code = Exit.NEWS if asked and queue.due else Exit.FINE
    return Answer(
        _queue_document(call, queue, owners), marked(call.profile, _text(call, queue, owners)), code
    )


def score(call: Call) -> Answer:
    """Show how claims have turned out, and what convictions were worth."""
    with call.user() as user:
        owners = owners_in(user)
        found = _with_market(call, lambda market: read_score(user, market, call.clock()))
    text = _score_text(call, found, owners)
    return Answer(_score_document(call, found, owners), marked(call.profile, text))


def _with_market(call: Call, read: Callable[[sqlite3.Connection | None], T]) -> T:
    """Read with the cache, or without it while it can't be read."""
    try:
        with market_reader(call.profile) as market:
            return read(market)
    except sqlite3.DatabaseError:
        return read(None)


# For people


def _text(call: Call, queue: ReviewQueue, owners: Owners) -> str:
    columns = (
        Column(translate("Cli", "Due since")),
        Column(translate("Cli", "About")),
        Column(translate("Cli", "Claim")),
        Column(translate("Cli", "Status")),
        Column(translate("Cli", "Conviction"), right=True),
        Column(translate("Cli", "Price since"), right=True),
        Column(translate("Cli", "For"), right=True),
        Column(translate("Cli", "Against"), right=True),
        Column(translate("Cli", "Note")),
    )
    parts = []
    if queue.due:
        parts.append(table(columns, [_row(call, each, owners) for each in queue.due]))
    else:
        parts.append(translate("Cli", "Nothing is due."))
    if queue.coming:
        lines = [translate("Cli", "Next:"), *(_coming(call, each, owners) for each in queue.coming)]
        parts.append("\n".join(lines))
    if queue.undated:
        words = translate("Cli", "Claims without a day for their review: {count}")
        parts.append(words.format(count=call.voice.phrases.integer(queue.undated)))
    return "\n\n".join(parts)


def _row(call: Call, review: Review, owners: Owners) -> tuple[str, ...]:
    phrases, claim, course = call.voice.phrases, review.claim, review.course
    sides = [each.stance for each in review.evidence]
    return (
        phrases.day(claim.review_on) if claim.review_on else "",
        _name(call, claim, owners),
        _short(claim.statement),
        status_words(claim.status),
        phrases.percent(claim.conviction / 100, 0, signed=False),
        phrases.percent(course.price_change if course else None),
        phrases.integer(sides.count(Stance.FOR)),
        phrases.integer(sides.count(Stance.AGAINST)),
        translate("Cli", "its test was met") if review.firings else "",
    )


def _coming(call: Call, claim: Claim, owners: Owners) -> str:
    day = call.voice.phrases.day(claim.review_on) if claim.review_on else UNKNOWN
    return f"{day}  {_name(call, claim, owners)}: {_short(claim.statement)}"


def _name(call: Call, claim: Claim, owners: Owners) -> str:
    return owners.words(claim.about, call.voice.language) or UNKNOWN


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _score_text(call: Call, found: Score, owners: Owners) -> str:
    card = found.card
    if not card.decisions:
        return translate("Cli", "No claim is decided yet.")
    columns = (
        Column(translate("Cli", "Decided")),
        Column(translate("Cli", "About")),
        Column(translate("Cli", "Claim")),
        Column(translate("Cli", "Status")),
        Column(translate("Cli", "Conviction"), right=True),
        Column(translate("Cli", "Return"), right=True),
        Column(translate("Cli", "Segment"), right=True),
    )
    rows = [_scored_row(call, each, owners) for each in found.claims if each.decision]
    parts = [table(columns, rows), _verdict(call, found)]
    if card.is_enough:
        parts.insert(1, _bins_table(call, card.bins))
    parts.append(
        translate(
            "Cli",
            "Conviction: its mean over the time that the claim was open. Return: of the price since"
            " the claim was made, without dividends; segment: the median of its other companies.",
        )
    )
    return "\n\n".join(parts)


def _scored_row(call: Call, scored: Scored, owners: Owners) -> tuple[str, ...]:
    phrases, claim, decision = call.voice.phrases, scored.claim, scored.decision
    return (
        phrases.day(decision.at.astimezone().date()) if decision else "",
        _name(call, claim, owners),
        _short(claim.statement),
        status_words(claim.status),
        phrases.percent(decision.conviction if decision else None, 0, signed=False),
        phrases.percent(scored.gain),
        phrases.percent(scored.peers),
    )


def _bins_table(call: Call, bins: tuple[Bin, ...]) -> str:
    phrases = call.voice.phrases
    columns = (
        Column(translate("Cli", "Conviction")),
        Column(translate("Cli", "Claims"), right=True),
        Column(translate("Cli", "Right"), right=True),
        Column(translate("Cli", "with 95% confidence"), right=True),
    )
    rows = []
    for each in bins:
        low, high, rate, least, most = (
            phrases.percent(value, 0, signed=False)
            for value in (each.low, each.high, each.rate, each.least, each.most)
        )
        between = f"{least} – {most}" if each.count else UNKNOWN
        rows.append((f"{low} – {high}", phrases.integer(each.count), rate, between))
    return table(columns, rows)


def _verdict(call: Call, found: Score) -> str:
    """Return how many claims were right, and how good convictions were; no score of a few."""
    card, phrases = found.card, call.voice.phrases
    right = sum(each.confirmed for each in card.decisions)
    words = translate("Cli", "{count} decided: {right} confirmed, {wrong} broken.").format(
        count=len(card.decisions), right=right, wrong=len(card.decisions) - right
    )
    if not card.is_enough or card.brier is None or card.base_brier is None:
        few = translate("Cli", "Too few to conclude anything: it takes at least {count}.")
        return f"{words} {few.format(count=FEWEST)}"
    brier = translate("Cli", "Brier score {score}; always saying {rate} would score {base}.")
    return f"{words} " + brier.format(
        score=phrases.plain(card.brier, 3),
        rate=phrases.percent(card.base_rate, 0, signed=False),
        base=phrases.plain(card.base_brier, 3),
    )


# For scripts


def _queue_document(call: Call, queue: ReviewQueue, owners: Owners) -> dict[str, Any]:
    return {
        "as_of": instant(call.clock()),
        "simulated": call.profile.simulated,
        "today": day_text(queue.today),
        "due": [_review_document(each, owners) for each in queue.due],
        "coming": [_claim_document(each, owners) for each in queue.coming],
        "undated": queue.undated,
    }


def _claim_document(claim: Claim, owners: Owners) -> dict[str, Any]:
    company = owners.companies.get(claim.about.company_id)
    return {
        "id": claim.id,
        "symbol": company.primary if company else None,
        "theme": next(
            (each.name for each in owners.themes if each.id == claim.about.theme_id), None
        ),
        "statement": claim.statement,
        "status": str(claim.status),
        "conviction": claim.conviction,
        "falsifier": claim.falsifier,
        "test": claim.test or None,
        "tags": list(claim.tags),
        "made_at": instant(claim.made_at),
        "reviewed_at": instant(claim.reviewed_at),
        "review_on": day_text(claim.review_on),
    }


def _review_document(review: Review, owners: Owners) -> dict[str, Any]:
    course, was = review.course, review.was
    then, now = (course.then, course.now) if course else (None, None)
    return {
        **_claim_document(review.claim, owners),
        "since": instant(review.since),
        "status_then": str(was.status) if was else None,
        "conviction_then": was.conviction if was else None,
        "currency": then.currency or None if then else None,
        "price_then": then.price if then else None,
        "price": now.price if now else None,
        "price_change_pct": _percent(course.price_change if course else None),
        "market_cap_then": then.cap if then else None,
        "market_cap": now.cap if now else None,
        "market_cap_change_pct": _percent(course.cap_change if course else None),
        "evidence": [
            {"on": day_text(each.on), "stance": str(each.stance), "what": each.what}
            for each in review.evidence
        ],
        "figures": [_figure_document(each) for each in review.figures],
        "tests_met": [
            {"at": instant(each.reached_at), "condition": each.condition, "value": each.value}
            for each in review.firings
        ],
    }


def _figure_document(news: FigureNews) -> dict[str, Any]:
    figure, before = news.figure, news.before
    return {
        "series": news.series.key,
        "on": day_text(news.on),
        "value": figure.value if figure else None,
        "value_then": before.value if before else None,
        "unit": news.series.unit or None,
        "forecast": figure.forecast if figure else None,
    }


def _percent(fraction: float | None) -> float | None:
    return None if fraction is None else fraction * 100


def _score_document(call: Call, found: Score, owners: Owners) -> dict[str, Any]:
    card = found.card
    right = sum(each.confirmed for each in card.decisions)
    return {
        "as_of": instant(call.clock()),
        "simulated": call.profile.simulated,
        "decided": len(card.decisions),
        "confirmed": right,
        "broken": len(card.decisions) - right,
        "foretold": card.foretold,
        "enough": card.is_enough,
        "brier": card.brier,
        "base_rate": card.base_rate,
        "base_brier": card.base_brier,
        "quarters": [
            {
                "year": each.year,
                "quarter": each.number,
                "confirmed": each.confirmed,
                "broken": each.broken,
            }
            for each in card.quarters
        ],
        "bins": [_bin_document(each) for each in card.bins],
        "claims": [_scored_document(each, owners) for each in found.claims],
    }


def _bin_document(one: Bin) -> dict[str, Any]:
    return {
        "from": one.low,
        "to": one.high,
        "claims": one.count,
        "right": one.right,
        "conviction": one.conviction,
        "rate": one.rate,
        "rate_low": one.least,
        "rate_high": one.most,
    }


def _scored_document(scored: Scored, owners: Owners) -> dict[str, Any]:
    decision = scored.decision
    return {
        **_claim_document(scored.claim, owners),
        "decided_at": instant(decision.at) if decision else None,
        "conviction_before": _percent(decision.conviction) if decision else None,
        "return_pct": _percent(scored.gain),
        "segment_return_pct": _percent(scored.peers),
    }

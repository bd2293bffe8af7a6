"""What stands behind each number of the board: its formula and inputs, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from math import expm1, log

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.milestones.ladder import MONTHS_A_YEAR, Crossed, Standing
from gridwatch.domain.milestones.pace import Pace, Span, years_until
from gridwatch.domain.milestones.volatility import DECAY, Motion
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.milestones.lines import Line
from gridwatch.ui.milestones.words import chance_text, months_text, year_text
from gridwatch.ui.watchlist import explain
from gridwatch.ui.watchlist.cells import Scene
from gridwatch.ui.words import problem_words

translate = QCoreApplication.translate
_SPANS = {
    Span.QUARTER: QT_TRANSLATE_NOOP("Milestones", "3 months"),
    Span.YEAR: QT_TRANSLATE_NOOP("Milestones", "1 year"),
    Span.THREE_YEARS: QT_TRANSLATE_NOOP("Milestones", "3 years"),
}


def company(line: Line, scene: Scene) -> str:
    """Return the names of a company, and its listings."""
    return _lines([explain.company(line.view, scene), explain.listings(line.view, scene)])


def segment(line: Line, scene: Scene) -> str:
    """Return the place in the supply chain."""
    return scene.segments.get(line.view.company.segment, "")


def cap(line: Line, scene: Scene) -> str:
    """Return how the cap was computed, and what it is in the currency of the rung."""
    one, lines = line.standing, [explain.cap(line.view, scene)]
    if one.cap is not None and one.currency not in {line.view.cap.currency, scene.base}:
        lines.append(scene.phrases.compact(one.cap, one.currency))
    return _lines(lines)


def rung(line: Line, scene: Scene) -> str:
    """Return whose rung it is, and all the others of the company."""
    if line.milestone.target_id:
        whose = translate("Milestones", "{amount} is a target of yours: an alert tells of it.")
    else:
        whose = translate("Milestones", "{amount} is a rung of a ladder: no alert tells of it.")
    return _lines([whose.format(amount=_amount(line.standing, scene)), "", ladder(line, scene)])


def ladder(line: Line, scene: Scene) -> str:
    """Return every rung of the company, the lowest first, and how to read the drawing."""
    told = (_rung_line(each.standing, scene) for each in line.climb.milestones)
    reading = translate(
        "Milestones",
        "The arrow is the market cap, on a logarithmic scale. A filled rung has been crossed at"
        " some close.",
    )
    return "\n".join([*told, reading])


def _rung_line(one: Standing, scene: Scene) -> str:
    if one.reached:
        words = translate("Milestones", "{amount}: reached")
    elif one.distance_pct is None:
        words = "{amount}"
    elif one.crossed is not None:
        words = translate("Milestones", "{amount}: {distance} to go, crossed before")
    else:
        words = translate("Milestones", "{amount}: {distance} to go")
    return words.format(amount=_amount(one, scene), distance=_distance(one, scene))


def distance(line: Line, scene: Scene) -> str:
    """Return how the distance is made."""
    one = line.standing
    if one.cap is None or one.distance_pct is None:
        return _unknown(line, scene)
    words = translate("Milestones", "{rung} ÷ {cap} − 1 = {distance}")
    made = words.format(
        rung=_amount(one, scene),
        cap=scene.phrases.compact(one.cap, one.currency),
        distance=_distance(one, scene),
    )
    return _lines([made, *_doubts(line)])


def price(line: Line, scene: Scene) -> str:
    """Return how the price needed is made."""
    one, now = line.standing, line.view.cap
    if one.cap is None or one.price is None or now.price is None:
        return _unknown(line, scene)
    words = translate("Milestones", "{price} × {rung} ÷ {cap} = {needed}, with the shares of today")
    if one.currency != now.currency:
        words = translate(
            "Milestones",
            "{price} × {rung} ÷ {cap} = {needed}, with the shares and the rate of today",
        )
    made = words.format(
        price=scene.phrases.price(now.price, now.currency),
        rung=_amount(one, scene),
        cap=scene.phrases.compact(one.cap, one.currency),
        needed=scene.phrases.price(one.price, now.currency),
    )
    return _lines([made, *_doubts(line)])


def crossed(line: Line, scene: Scene) -> str:
    """Return when the rung was first reached and how long closes have been above since."""
    one = line.standing
    if one.crossed is None:
        return _never(line, scene)
    return _lines([*_crossing(one, one.crossed, scene), *_notes(line, scene)])


def _crossing(one: Standing, past: Crossed, scene: Scene) -> list[str]:
    phrases = scene.phrases
    if past.beyond_at_start:
        words = translate(
            "Milestones",
            "The market cap was at or above {amount} when its history begins, on {day}: it was"
            " crossed then or at any time before.",
        )
    else:
        words = translate("Milestones", "The first close at or above {amount} was on {day}.")
    since = translate(
        "Milestones",
        "Of the {all} closes known since then {above} were at or above it; they stand for {days}"
        " calendar days.",
    )
    return [
        words.format(amount=_amount(one, scene), day=phrases.day(past.first)),
        since.format(
            all=phrases.integer(past.sessions_since),
            above=phrases.integer(past.sessions_above),
            days=phrases.integer(past.days_above),
        ),
    ]


def _never(line: Line, scene: Scene) -> str:
    if not line.has_history:
        return _lines([_no_history(), *_notes(line, scene)])
    words = translate("Milestones", "No close that is known was at or above {amount}.")
    return _lines([words.format(amount=_amount(line.standing, scene)), *_notes(line, scene)])


def eta(line: Line, scene: Scene) -> str:
    """Return each pace with the year to which it leads, and what such a time is worth."""
    one, growth = line.standing, line.growth
    if one.reached:
        return translate("Milestones", "The rung is reached.")
    if one.eta is None or one.cap is None or growth is None:
        return _unknown(line, scene)
    told = [_pace_line(each, one, one.cap, scene) for each in growth.paces]
    formula = translate(
        "Milestones",
        "Growth a year = (cap now ÷ cap then) ^ (1 ÷ years) − 1. Time = ln(rung ÷ cap) ÷"
        " ln(1 + growth).",
    )
    worth = translate(
        "Milestones", "It says what would be if it went on like that, not that it will."
    )
    return _lines([*told, formula, worth, *_notes(line, scene)])


def _pace_line(pace: Pace, one: Standing, cap: float, scene: Scene) -> str:
    span = translate("Milestones", _SPANS[pace.span])
    if pace.growth is None or pace.since is None:
        words = translate("Milestones", "Pace of {span}: not known, the history is too short")
        return words.format(span=span)
    years = years_until(cap, float(one.amount), pace.growth)
    if years is None:
        words = translate("Milestones", "Pace of {span}: {growth} a year, never gets there")
    else:
        words = translate(
            "Milestones", "Pace of {span}: {growth} a year since {day}, gets there in {year}"
        )
    return words.format(
        span=span,
        growth=scene.phrases.percent(expm1(pace.growth)),
        day=scene.phrases.day(pace.since),
        year="" if years is None else year_text(years, scene.now.date()),
    )


def chance(line: Line, scene: Scene, months: int) -> str:
    """Return what the probability means, its inputs and formula, and the one with drift."""
    one, motion = line.standing, line.growth.motion if line.growth else None
    if one.reached:
        return translate("Milestones", "The rung is reached.")
    found = one.chance(months)
    if found is None or motion is None or one.cap is None:
        return _unknown(line, scene)
    phrases = scene.phrases
    meaning = translate(
        "Milestones",
        "{chance}: the chance that the market cap touches {amount} at any time within {months},"
        " if it moves at random as much as of late and without any trend.",
    )
    drifting = translate(
        "Milestones", "With {drift} a year, what is believed of the trend of the past: {chance}."
    )
    return _lines(
        [
            meaning.format(
                chance=chance_text(found.driftless, phrases),
                amount=_amount(one, scene),
                months=months_text(months),
            ),
            drifting.format(
                drift=phrases.percent(motion.drift), chance=chance_text(found.drifting, phrases)
            ),
            *_model(one, one.cap, motion, months, scene),
            *_notes(line, scene),
        ]
    )


def _model(one: Standing, cap: float, motion: Motion, months: int, scene: Scene) -> tuple[str, ...]:
    """Return the inputs and the formula of a probability."""
    percent, ahead = scene.phrases.percent, log(float(one.amount) / cap)
    volatility = translate(
        "Milestones",
        "Volatility σ = {volatility} a year: of the daily closes, each weighing {decay} of the next"
        " (RiskMetrics).",
    ).format(volatility=percent(motion.volatility, signed=False), decay=DECAY)
    measured = translate(
        "Milestones",
        "Trend measured over at most ten years: {measured} ± {error} a year. The less certain it"
        " is, the less of it is believed.",
    ).format(measured=percent(motion.measured), error=percent(motion.error, signed=False))
    formula = translate(
        "Milestones",
        "P = Φ((νT − b) ÷ σ√T) + e^(2νb ÷ σ²) × Φ((−νT − b) ÷ σ√T), with b = ln(rung ÷ cap) ="
        " {ahead}, ν = trend − σ² ÷ 2 and T = {years} years.",
    ).format(ahead=f"{ahead:.3f}", years=f"{months / MONTHS_A_YEAR:g}")
    return volatility, measured, formula


def reading() -> str:
    """Return what the probabilities are, and what they are not."""
    return translate(
        "Milestones",
        "Chances: of touching the rung at any time within the months, for a market cap that moves"
        " at random as much as of late, without trend. They know no news and are no forecast and no"
        " advice.",
    )


def _unknown(line: Line, scene: Scene) -> str:
    """Say why there is no number: a doubt, a missing part of the cap, or no history."""
    if line.view.doubt:
        return _lines(_doubts(line))
    if line.standing.cap is None:
        missing = explain.missing(line.view.cap.missing)
        return _lines(missing or [translate("Milestones", "The market cap is not known.")])
    return _lines([_no_history(), *_notes(line, scene)])


def _no_history() -> str:
    return translate(
        "Milestones", "The history of the market cap is not there yet, or it is too short."
    )


def _doubts(line: Line) -> list[str]:
    words = translate("Milestones", "The price is in doubt, so nothing is told from it.")
    return [words] if line.view.doubt else []


def _notes(line: Line, scene: Scene) -> list[str]:
    return [problem_words(each, scene.phrases.day) for each in line.climb.notes]


def _amount(one: Standing, scene: Scene) -> str:
    return scene.phrases.compact(float(one.amount), one.currency)


def _distance(one: Standing, scene: Scene) -> str:
    return scene.phrases.distance(None if one.distance_pct is None else one.distance_pct / 100)


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(each for each in lines if each)

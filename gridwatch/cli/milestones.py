"""The command `milestones`: who is next, and where every company stands on its rungs."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from gridwatch.cli.call import Answer, Call, marked
from gridwatch.cli.companies import followed_views, list_unknown, named_list
from gridwatch.cli.documents import day_text, followed, instant
from gridwatch.cli.lists import shown_name
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import UNKNOWN, translate
from gridwatch.domain.milestones.ladder import HORIZONS, Crossed, Standing
from gridwatch.domain.milestones.pace import DAYS_A_YEAR, EtaRange, Span
from gridwatch.domain.milestones.rungs import parse_rungs
from gridwatch.domain.money import Money
from gridwatch.services.milestones import Board, Climb, Growth, Milestone, read_board
from gridwatch.services.overview import Overview
from gridwatch.services.profiles import market_reader, overview_of

_SECONDS_A_YEAR = DAYS_A_YEAR * 86_400
_LONGEST_ETA = 100  # years
_UNSURE = 0.01


def milestones(call: Call) -> Answer:
    """Show the board of the companies that are asked for, who is next first."""
    with call.user() as user:
        overview = overview_of(call.profile, user, call.clock())
        chosen = _chosen(call, overview)
        typed, base = call.asked.rungs, overview.preferences.base_currency
        added = () if typed is None else parse_rungs(typed, base)
        board = _board(call, user, dict.fromkeys(chosen, added))
    return Answer(_document(call, board), marked(call.profile, _text(call, board)))


def _chosen(call: Call, overview: Overview) -> Sequence[int]:
    """Return the ids of the companies that are named, alone or by a list; else of all followed."""
    symbols, name = call.asked.symbols, call.asked.watchlist
    if name is None and not symbols:
        return [each.company.id for each in followed(overview)]
    named = list(followed_views(overview, symbols))
    if name is None:
        return named
    found = named_list(overview.watchlists, name)
    if found is None:
        raise list_unknown(overview.watchlists, name)
    return [*named, *found.companies]


def _board(call: Call, user: sqlite3.Connection, ladders: Mapping[int, Sequence[Money]]) -> Board:
    """Read the board; the past is unknown while the cache can't be read."""
    now = call.clock()
    try:
        with market_reader(call.profile) as market:
            return read_board(user, market, now, companies=ladders, ladders=ladders)
    except sqlite3.DatabaseError:
        return read_board(user, None, now, companies=ladders, ladders=ladders)


def _text(call: Call, board: Board) -> str:
    columns = (
        Column(translate("Cli", "Company")),
        Column(translate("Cli", "Symbol")),
        Column(translate("Cli", "Market cap"), right=True),
        Column(translate("Cli", "Rung"), right=True),
        Column(translate("Cli", "Distance"), right=True),
        Column(translate("Cli", "Price needed"), right=True),
        Column(translate("Cli", "First reached"), right=True),
        Column(translate("Cli", "Closes above"), right=True),
        Column(translate("Cli", "ETA"), right=True),
        Column(translate("Cli", "Paces"), right=True),
        *(Column(_months(each), right=True) for each in HORIZONS),
        Column(translate("Cli", "with drift"), right=True),
    )
    rows = [_row(call, climb, each) for climb in board.climbs for each in climb.milestones]
    if not rows:
        words = translate("Cli", "There are no rungs. Set a target, or name some with: {example}")
        return words.format(example='gridwatch milestones --rungs "50bn CNY,100bn CNY"')
    return f"{table(columns, rows)}\n\n{_reading()}"


def _months(months: int) -> str:
    return translate("Cli", "{count} months").format(count=months)


def _reading() -> str:
    """Say what the figures stand on."""
    return "\n".join(
        (
            translate(
                "Cli",
                "Closes above: at or above the rung, of all closes since it was first reached.",
            ),
            translate(
                "Cli",
                "ETA: at the pace of 3 months, 1 year and 3 years; how many of these get there.",
            ),
            translate(
                "Cli",
                "Months: chance of touching the rung, as a geometric Brownian motion of the"
                " present volatility without drift; in the last column over 12 months with the"
                " drift of the past, shrunk. It is no advice.",
            ),
        )
    )


def _row(call: Call, climb: Climb, milestone: Milestone) -> tuple[str, ...]:
    phrases, view, one = call.voice.phrases, climb.view, milestone.standing
    crossed = one.crossed
    return (
        shown_name(call, view),
        view.company.primary,
        phrases.compact(one.cap, one.currency if one.cap is not None else ""),
        phrases.compact(float(one.amount), one.currency),
        phrases.distance(None if one.distance_pct is None else one.distance_pct / 100),
        phrases.price(one.price, view.cap.currency if one.price is not None else ""),
        _crossed_text(call, crossed),
        _part(crossed.sessions_above, crossed.sessions_since) if crossed else "",
        _eta_text(call, one),
        "" if one.eta is None or one.reached else _part(_getting_there(one.eta), len(Span)),
        *_chance_texts(call, one),
    )


def _crossed_text(call: Call, crossed: Crossed | None) -> str:
    if crossed is None:
        return UNKNOWN
    day = call.voice.phrases.day(crossed.first)
    return translate("Cli", "by {day}").format(day=day) if crossed.beyond_at_start else day


def _part(count: int, whole: int) -> str:
    return translate("Cli", "{count} of {all}").format(count=count, all=whole)


def _getting_there(eta: EtaRange) -> int:
    return len(Span) - eta.without


def _eta_text(call: Call, standing: Standing) -> str:
    if standing.reached:
        return translate("Cli", "reached")
    eta = standing.eta
    if eta is None or eta.earliest is None or eta.latest is None:
        return UNKNOWN
    first, last = _duration(call, eta.earliest), _duration(call, eta.latest)
    return first if first == last else f"{first} – {last}"


def _duration(call: Call, years: float) -> str:
    """Return a time in its largest whole unit, and no more than a century of it."""
    if years > _LONGEST_ETA:
        century = call.voice.phrases.age(_LONGEST_ETA * _SECONDS_A_YEAR)
        return translate("Cli", "over {time}").format(time=century)
    return call.voice.phrases.age(max(years * _SECONDS_A_YEAR, 86_400))


def _chance_texts(call: Call, standing: Standing) -> tuple[str, ...]:
    """Return the probabilities for each horizon, and with drift for the longest."""
    if standing.reached:
        return ("",) * (len(HORIZONS) + 1)
    found = [standing.chance(each) for each in HORIZONS]
    last = found[-1]
    return (
        *(_chance_text(call, each.driftless if each else None) for each in found),
        _chance_text(call, last.drifting if last else None),
    )


def _chance_text(call: Call, chance: float | None) -> str:
    """Return a probability in whole per cent, never as certain."""
    phrases = call.voice.phrases
    if chance is not None and chance < _UNSURE / 2:
        return f"<{phrases.percent(_UNSURE, 0, signed=False)}"
    if chance is not None and chance > 1 - _UNSURE / 2:
        return f">{phrases.percent(1 - _UNSURE, 0, signed=False)}"
    return phrases.percent(chance, 0, signed=False)


def _document(call: Call, board: Board) -> dict[str, Any]:
    return {
        "as_of": instant(board.as_of),
        "simulated": call.profile.simulated,
        "companies": [_climb_document(call, each) for each in board.climbs],
    }


def _climb_document(call: Call, climb: Climb) -> dict[str, Any]:
    view = climb.view
    return {
        "symbol": view.company.primary,
        "name": view.company.name,
        "native_name": view.company.native_name or None,
        "market_cap": view.cap.value,
        "market_cap_currency": view.cap.currency or None,
        "next": _amount_document(climb.next.standing) if climb.next else None,
        "rungs": [_rung_document(each) for each in climb.milestones],
        "growth": [_growth_document(each, climb.growth[each]) for each in climb.growth],
        "notes": [{"code": each.code, "message": call.voice.problem(each)} for each in climb.notes],
    }


def _amount_document(standing: Standing) -> dict[str, Any]:
    return {"target": float(standing.amount), "target_currency": standing.currency}


def _rung_document(milestone: Milestone) -> dict[str, Any]:
    one = milestone.standing
    crossed, eta = one.crossed, one.eta
    return {
        **_amount_document(one),
        "is_target": milestone.target_id != 0,
        "market_cap": one.cap,
        "distance_pct": one.distance_pct,
        "price_needed": one.price,
        "reached": one.reached,
        "first_reached": day_text(crossed.first) if crossed else None,
        "beyond_at_start": crossed.beyond_at_start if crossed else None,
        "sessions_above": crossed.sessions_above if crossed else None,
        "sessions_since": crossed.sessions_since if crossed else None,
        "days_above": crossed.days_above if crossed else None,
        "eta_earliest_years": eta.earliest if eta else None,
        "eta_latest_years": eta.latest if eta else None,
        "paces_without_eta": eta.without if eta else None,
        "chances": [
            {"months": each.months, "drift_0": each.driftless, "drift_shrunk": each.drifting}
            for each in one.chances
        ],
    }


def _growth_document(currency: str, growth: Growth) -> dict[str, Any]:
    motion = growth.motion
    return {
        "currency": currency,
        "paces": [
            {"span": str(each.span), "growth": each.growth, "since": day_text(each.since)}
            for each in growth.paces
        ],
        "volatility": motion.volatility if motion else None,
        "drift_shrunk": motion.drift if motion else None,
        "drift_measured": motion.measured if motion else None,
        "drift_error": motion.error if motion else None,
        "sessions_a_year": motion.sessions if motion else None,
    }

"""Where each rule stands with each company, and up to where prices have been looked at."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from gridwatch.store.instants import instant_of, instant_text, maybe_date, maybe_instant

if TYPE_CHECKING:
    from gridwatch.domain.alert.machine import State
    from gridwatch.domain.alert.move import Factors

# Ids of the rule and of the company; 0 for an exchange rate or a theme, below 0 the id of a claim.
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Base:
    """What a value was made of on the day on which a rule began, by class of shares."""

    day: date
    factors: Mapping[str, Factors]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a rule stands with one company.

    `state` None: it has not begun, for want of what `waits` names ("rate:HKDCNY", "price:GEV").
    `begun_on`: the exchange's date of the price at which the rule was made.
    `reached_on`: the condition held already when the rule was made, and has since that day.
    """

    state: State | None
    since: datetime
    reached_on: date | None = None
    base: Base | None = None
    waits: tuple[str, ...] = field(default=())
    begun_on: date | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """Up to where the prices of one symbol have been looked at.

    `until` is of quotes, `walked` the last finished day: a day may come later than a quote after
    it. `high` and `low`: the highest and lowest price that was looked at on `day`. `shares`: the
    company's count that was used last.
    """

    until: datetime
    day: date
    high: float
    low: float
    shares: float | None = None
    walked: date | None = None


def all_standings(user: sqlite3.Connection) -> dict[Key, Standing]:
    """Return where every rule stands."""
    rows = user.execute(
        "SELECT rule_id, company_id, held, armed, since, told_at, told_on, done, begun_on,"
        " reached_on, base, waits FROM rule_state"
    )
    return {(rule, company): _standing(*rest) for rule, company, *rest in rows}


def standings_of(user: sqlite3.Connection, rule_id: int) -> dict[Key, Standing]:
    """Return where one rule stands with each company."""
    rows = user.execute(
        "SELECT rule_id, company_id, held, armed, since, told_at, told_on, done, begun_on,"
        " reached_on, base, waits FROM rule_state WHERE rule_id = ?",
        (rule_id,),
    )
    return {(rule, company): _standing(*rest) for rule, company, *rest in rows}


def done_rules(user: sqlite3.Connection, company_id: int) -> frozenset[int]:
    """Return the ids of the rules that speak once and have spoken of a company."""
    rows = user.execute(
        "SELECT rule_id FROM rule_state WHERE company_id = ? AND done", (company_id,)
    )
    return frozenset(number for (number,) in rows)


def _standing(
    held: str | None,
    armed: int,
    since: str,
    told_at: str | None,
    told_on: str | None,
    done: int,
    begun_on: str | None,
    reached_on: str | None,
    base: str,
    waits: str,
) -> Standing:
    at = instant_of(since)
    state = None
    if held is not None:
        latches = tuple(each == "1" for each in held)
        told = maybe_instant(told_at), maybe_date(told_on)
        from gridwatch.domain.alert.machine import State  # a chart asks for less

        state = State(latches, bool(armed), at, *told, bool(done))
    reached, begun = maybe_date(reached_on), maybe_date(begun_on)
    return Standing(state, at, reached, _base(base), tuple(waits.split()), begun)


def _base(text: str) -> Base | None:
    if not text:
        return None
    found = json.loads(text)
    from gridwatch.domain.alert.move import Factors

    factors = {symbol: Factors(*numbers) for symbol, numbers in found["factors"].items()}
    return Base(date.fromisoformat(found["day"]), factors)


def store_standings(user: sqlite3.Connection, standings: Mapping[Key, Standing]) -> None:
    """Keep where rules stand; nothing where a rule is gone meanwhile."""
    user.executemany(
        "INSERT OR REPLACE INTO rule_state (rule_id, company_id, held, armed, since, told_at,"
        " told_on, done, begun_on, reached_on, base, waits)"
        " SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM rule WHERE id = ?",
        (_row(*key, standing) for key, standing in standings.items()),
    )


def _row(rule_id: int, company_id: int, standing: Standing) -> tuple[object, ...]:
    state, reached = standing.state, standing.reached_on
    told_at = state.told_at if state else None
    told_on = state.told_on if state else None
    return (
        company_id,
        "".join("1" if each else "0" for each in state.held) if state else None,
        int(state.armed) if state else 1,
        instant_text(standing.since),
        instant_text(told_at) if told_at else None,
        told_on.isoformat() if told_on else None,
        int(state.done) if state else 0,
        standing.begun_on.isoformat() if standing.begun_on else None,
        reached.isoformat() if reached else None,
        _base_text(standing.base),
        " ".join(standing.waits),
        rule_id,
    )


def _base_text(base: Base | None) -> str:
    if base is None:
        return ""
    factors = {
        symbol: (each.price, each.shares, each.rate) for symbol, each in base.factors.items()
    }
    return json.dumps({"day": base.day.isoformat(), "factors": factors}, allow_nan=False)


def forget_standings(user: sqlite3.Connection, rule_id: int) -> None:
    """Let a rule begin anew with every company."""
    user.execute("DELETE FROM rule_state WHERE rule_id = ?", (rule_id,))


def restart_company(user: sqlite3.Connection, company_id: int, now: datetime) -> None:
    """Let every rule begin anew with one company, from now on."""
    user.execute("DELETE FROM rule_state WHERE company_id = ?", (company_id,))
    # Rules of lists and segments begin with whoever joins them; these are about it alone.
    user.execute(
        "INSERT INTO rule_state (rule_id, company_id, since) SELECT id, ?1, ?2 FROM rule"
        " WHERE company_id = ?1 OR (scope = 'listing' AND key IN"
        " (SELECT symbol FROM listing WHERE company_id = ?1))",
        (company_id, instant_text(now)),
    )


def rules_met(user: sqlite3.Connection) -> set[int]:
    """Return the rules that the collector has looked at before."""
    return {number for (number,) in user.execute("SELECT id FROM rule WHERE met = 1")}


def note_met(user: sqlite3.Connection, rules: Iterable[int]) -> None:
    """Note that the collector has looked at these rules."""
    user.executemany("UPDATE rule SET met = 1 WHERE id = ?", ((each,) for each in rules))


def drop_standings(user: sqlite3.Connection, keys: Iterable[Key]) -> None:
    """Forget where rules stand with companies that they are not about any more."""
    user.executemany("DELETE FROM rule_state WHERE rule_id = ? AND company_id = ?", keys)


def all_looked(user: sqlite3.Connection) -> dict[str, Looked]:
    """Return by symbol up to where prices have been looked at."""
    rows = user.execute("SELECT symbol, until, day, high, low, shares, walked FROM looked")
    return {
        symbol: Looked(
            instant_of(until), date.fromisoformat(day), high, low, shares, maybe_date(walked)
        )
        for symbol, until, day, high, low, shares, walked in rows
    }


def store_looked(user: sqlite3.Connection, looked: Mapping[str, Looked]) -> None:
    """Keep up to where prices have been looked at."""
    user.executemany(
        "INSERT OR REPLACE INTO looked (symbol, until, day, high, low, shares, walked)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                symbol,
                instant_text(each.until),
                each.day.isoformat(),
                each.high,
                each.low,
                each.shares,
                each.walked.isoformat() if each.walked else None,
            )
            for symbol, each in looked.items()
        ),
    )

"""The log of firings: each time that the condition of a rule came to hold, with its evidence."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.move import Move
from gridwatch.domain.alert.sight import Quiet, Sight, Spot
from gridwatch.store.instants import instant_of, instant_text, maybe_date, maybe_instant

_COLUMNS = (
    "rule_id, target_id, company_id, symbol, name, rule_name, condition, measure, level, unit,"
    " value, reached_at, reached_on, sight, spot, held, quiet, sound, basis, price,"
    " price_currency, shares, shares_as_of, shares_source, rate, rate_on, source, terms,"
    " base_on, base_value, by_price, by_shares, by_rate, noticed_at, claim_id, claim"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the values of a firing were made from; None where it played no part or is not known.

    `price` in `price_currency`, major units, as it was on that day; `basis` whose shares count;
    `rate` from the price's currency into the unit of the level, of `rate_on`. `source`: the feed.
    `terms`: each term of the condition as it is typed, with its value (None: not known).
    """

    price: float | None = None
    price_currency: str = ""
    basis: str = ""
    shares: float | None = None
    shares_as_of: date | None = None
    shares_source: str = ""
    rate: float | None = None
    rate_on: date | None = None
    source: str = ""
    terms: tuple[tuple[str, float | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Firing:
    """One time that the condition of a rule came to hold for one company or exchange rate.

    `level` and `value` are of the term that came last, in the unit of its `measure`; `unit` is the
    currency of a cap or price, the pair of a rate, or what the figures of a series are in.
    `reached_at` is the exchange's time in UTC, `reached_on` its local date, `noticed_at` when
    GridWatch learned of it, `seen_at` when the user did. `spot`: whether the day's high or low
    reached it, and not the last price. `held`: it still held when it was noticed. `quiet`: why
    nobody was told. `move`: what moved the value since the rule began, None where that is not
    known. `claim_id`: the claim that is put in doubt, or due for review; `claim` is what it said
    then.
    """

    rule_id: int | None
    target_id: int | None
    company_id: int | None
    symbol: str
    name: str
    rule_name: str
    condition: str
    measure: Measure
    level: Decimal
    unit: str
    value: float
    reached_at: datetime
    reached_on: date
    sight: Sight
    spot: Spot
    noticed_at: datetime
    held: bool = True
    quiet: Quiet = Quiet.NO
    sound: bool = True
    evidence: Evidence = Evidence()
    move: Move | None = None
    id: int = 0
    seen_at: datetime | None = None
    claim_id: int | None = None
    claim: str = ""

    @property
    def touched(self) -> bool:
        """Tell whether only the high or the low of the day reached the level."""
        return self.spot is not Spot.LAST


def add_firing(user: sqlite3.Connection, firing: Firing) -> int | None:
    """Log a firing and return its id; None where the same crossing is logged already."""
    cursor = user.execute(
        f"INSERT INTO firing ({_COLUMNS}) VALUES ({', '.join('?' * 36)})"  # noqa: S608 - constants
        " ON CONFLICT (rule_id, symbol, reached_at, spot, ifnull(claim_id, 0))"
        " WHERE rule_id IS NOT NULL DO NOTHING",
        (
            *_identity(firing),
            *_crossing(firing),
            *_evidence(firing.evidence),
            *_move(firing),
            firing.claim_id,
            firing.claim,
        ),
    )
    return cursor.lastrowid if cursor.rowcount else None


def _identity(firing: Firing) -> tuple[object, ...]:
    return (
        firing.rule_id,
        firing.target_id,
        firing.company_id,
        firing.symbol,
        firing.name,
        firing.rule_name,
        firing.condition,
    )


def _crossing(firing: Firing) -> tuple[object, ...]:
    return (
        firing.measure,
        str(firing.level),
        firing.unit,
        firing.value,
        instant_text(firing.reached_at),
        firing.reached_on.isoformat(),
        firing.sight,
        firing.spot,
        int(firing.held),
        firing.quiet,
        int(firing.sound),
    )


def _evidence(evidence: Evidence) -> tuple[object, ...]:
    return (
        evidence.basis,
        evidence.price,
        evidence.price_currency,
        evidence.shares,
        evidence.shares_as_of.isoformat() if evidence.shares_as_of else None,
        evidence.shares_source,
        evidence.rate,
        evidence.rate_on.isoformat() if evidence.rate_on else None,
        evidence.source,
        json.dumps(evidence.terms, ensure_ascii=False, allow_nan=False),
    )


def _move(firing: Firing) -> tuple[object, ...]:
    move, noticed = firing.move, instant_text(firing.noticed_at)
    if move is None:
        return (None, None, None, None, None, noticed)
    parts = (move.by_price, move.by_shares, move.by_rate)
    return (move.since.isoformat(), move.before, *parts, noticed)


def selected(
    user: sqlite3.Connection, rest: str, values: Sequence[object] | Mapping[str, object] = ()
) -> tuple[Firing, ...]:
    """Return the firings that the rest of a statement asks for: WHERE, ORDER BY, LIMIT."""
    rows = user.execute(f"SELECT {_COLUMNS}, id, seen_at FROM firing {rest}", values)  # noqa: S608 - constants
    return tuple(_firing(row) for row in rows)


def firings(user: sqlite3.Connection, limit: int = 500) -> tuple[Firing, ...]:
    """Return the latest `limit` firings, newest crossing first."""
    return selected(user, "ORDER BY reached_at DESC, id DESC LIMIT ?", (limit,))


def firings_with_ids(user: sqlite3.Connection, ids: tuple[int, ...]) -> tuple[Firing, ...]:
    """Return the firings with these ids, oldest crossing first."""
    marks = ", ".join("?" * len(ids))
    return selected(user, f"WHERE id IN ({marks}) ORDER BY reached_at, id", ids)


def firings_after(user: sqlite3.Connection, number: int) -> tuple[Firing, ...]:
    """Return the firings that were logged after the one with this id, newest crossing first."""
    return selected(user, "WHERE id > ? ORDER BY reached_at DESC, id DESC", (number,))


def firings_of(user: sqlite3.Connection, company_id: int) -> tuple[Firing, ...]:
    """Return every firing of a company, oldest crossing first."""
    return selected(user, "WHERE company_id = ? ORDER BY reached_at, id", (company_id,))


def tests_met(user: sqlite3.Connection, claim_id: int, since: datetime) -> tuple[Firing, ...]:
    """Return the times since an instant at which the test of a claim came to hold, oldest first.

    A reminder is about the claim too, but says nothing against it.
    """
    return selected(
        user,
        "WHERE claim_id = ? AND noticed_at > ? AND measure <> ? ORDER BY reached_at, id",
        (claim_id, instant_text(since), Measure.REVIEW),
    )


def newest_firing(user: sqlite3.Connection) -> int:
    """Return the id of the firing that was logged last, 0 where none was."""
    (number,) = user.execute("SELECT max(id) FROM firing").fetchone()
    return number or 0


def mark_seen(user: sqlite3.Connection, ids: Iterable[int], now: datetime) -> None:
    """Note that the user has seen these firings."""
    user.executemany(
        "UPDATE firing SET seen_at = ? WHERE id = ? AND seen_at IS NULL",
        ((instant_text(now), each) for each in ids),
    )


def _firing(row: tuple[Any, ...]) -> Firing:
    rule, target, company, symbol, name, rule_name, condition = row[:7]
    noticed, claim_id, claim, number, seen = row[33:]
    return Firing(
        rule,
        target,
        company,
        symbol,
        name,
        rule_name,
        condition,
        measure=Measure(row[7]),
        level=Decimal(row[8]),
        unit=row[9],
        value=row[10],
        reached_at=instant_of(row[11]),
        reached_on=date.fromisoformat(row[12]),
        sight=Sight(row[13]),
        spot=Spot(row[14]),
        held=bool(row[15]),
        quiet=Quiet(row[16]),
        sound=bool(row[17]),
        evidence=_evidence_of(row[18:28]),
        move=_move_of(row[28:33]),
        noticed_at=instant_of(noticed),
        id=number,
        seen_at=maybe_instant(seen),
        claim_id=claim_id,
        claim=claim,
    )


def _evidence_of(row: tuple[Any, ...]) -> Evidence:
    basis, price, currency, shares, as_of, shares_source, rate, rate_on, source, terms = row
    return Evidence(
        price,
        currency,
        basis,
        shares,
        maybe_date(as_of),
        shares_source,
        rate,
        maybe_date(rate_on),
        source,
        tuple((text, value) for text, value in json.loads(terms)),
    )


def _move_of(row: tuple[Any, ...]) -> Move | None:
    since, before, *parts = row
    return None if since is None else Move(date.fromisoformat(since), before, *parts)

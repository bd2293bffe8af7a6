"""The log of firings: each time that a target was reached, with its evidence."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gridwatch.domain.company import Basis
from gridwatch.domain.targets import Sight
from gridwatch.store.instants import instant_of, instant_text, maybe_instant

_COLUMNS = (
    "target_id, company_id, symbol, name, amount, currency, reached_at, reached_on, sight,"
    " touched, cap, basis, price, price_currency, shares, shares_as_of, shares_source, rate,"
    " rate_on, source, noticed_at"
)


@dataclass(frozen=True, slots=True)
class Firing:
    """One time that a target was reached.

    `cap` in the target's `currency`; `price` in `price_currency`, major units; `rate` from the
    price's currency into the target's, of `rate_on`. `reached_at` is the exchange's time in UTC,
    `reached_on` its local date, `noticed_at` when GridWatch learned of it, `seen_at` when the user
    did. `touched`: the day's high reached it, the last price did not.
    """

    target_id: int | None
    company_id: int | None
    symbol: str
    name: str
    amount: Decimal
    currency: str
    reached_at: datetime
    reached_on: date
    sight: Sight
    touched: bool
    cap: float
    basis: Basis
    price: float
    price_currency: str
    shares: float
    shares_as_of: date
    shares_source: str
    rate: float
    rate_on: date
    source: str
    noticed_at: datetime
    id: int = 0
    seen_at: datetime | None = None


def add_firing(user: sqlite3.Connection, firing: Firing) -> int | None:
    """Log a firing and return its id; None where the same crossing is logged already."""
    cursor = user.execute(
        f"INSERT INTO firing ({_COLUMNS}) VALUES ({', '.join('?' * 21)})"  # noqa: S608 - constants
        " ON CONFLICT (target_id, reached_at) WHERE target_id IS NOT NULL DO NOTHING",
        (
            firing.target_id,
            firing.company_id,
            firing.symbol,
            firing.name,
            str(firing.amount),
            firing.currency,
            instant_text(firing.reached_at),
            firing.reached_on.isoformat(),
            firing.sight,
            int(firing.touched),
            firing.cap,
            firing.basis,
            firing.price,
            firing.price_currency,
            firing.shares,
            firing.shares_as_of.isoformat(),
            firing.shares_source,
            firing.rate,
            firing.rate_on.isoformat(),
            firing.source,
            instant_text(firing.noticed_at),
        ),
    )
    return cursor.lastrowid if cursor.rowcount else None


def firings(user: sqlite3.Connection, limit: int = 500) -> tuple[Firing, ...]:
    """Return the latest `limit` firings, newest crossing first."""
    rows = user.execute(
        f"SELECT {_COLUMNS}, id, seen_at FROM firing"  # noqa: S608 - constants
        " ORDER BY reached_at DESC, id DESC LIMIT ?",
        (limit,),
    )
    return tuple(_firing(row) for row in rows)


def firings_with_ids(user: sqlite3.Connection, ids: tuple[int, ...]) -> tuple[Firing, ...]:
    """Return the firings with these ids, oldest crossing first."""
    marks = ", ".join("?" * len(ids))
    rows = user.execute(
        f"SELECT {_COLUMNS}, id, seen_at FROM firing"  # noqa: S608 - marks only
        f" WHERE id IN ({marks}) ORDER BY reached_at, id",
        ids,
    )
    return tuple(_firing(row) for row in rows)


def unseen_by_company(user: sqlite3.Connection) -> dict[int, int]:
    """Return how many firings of each company the user has not seen yet."""
    return dict(
        user.execute(
            "SELECT company_id, count(*) FROM firing"
            " WHERE seen_at IS NULL AND company_id IS NOT NULL GROUP BY company_id"
        )
    )


def mark_seen(user: sqlite3.Connection, ids: tuple[int, ...], now: datetime) -> None:
    """Note that the user has seen these firings."""
    user.executemany(
        "UPDATE firing SET seen_at = ? WHERE id = ? AND seen_at IS NULL",
        ((instant_text(now), each) for each in ids),
    )


def _firing(row: tuple[Any, ...]) -> Firing:
    return Firing(
        target_id=row[0],
        company_id=row[1],
        symbol=row[2],
        name=row[3],
        amount=Decimal(row[4]),
        currency=row[5],
        reached_at=instant_of(row[6]),
        reached_on=date.fromisoformat(row[7]),
        sight=Sight(row[8]),
        touched=bool(row[9]),
        cap=row[10],
        basis=Basis(row[11]),
        price=row[12],
        price_currency=row[13],
        shares=row[14],
        shares_as_of=date.fromisoformat(row[15]),
        shares_source=row[16],
        rate=row[17],
        rate_on=date.fromisoformat(row[18]),
        source=row[19],
        noticed_at=instant_of(row[20]),
        id=row[21],
        seen_at=maybe_instant(row[22]),
    )

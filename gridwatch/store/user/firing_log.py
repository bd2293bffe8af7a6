"""Reads the log of firings in pages: searched, filtered and sorted by the database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gridwatch.domain.alert.measure import Measure
from gridwatch.store.user.firings import Firing, selected


class Which(StrEnum):
    """Which firings are wanted."""

    ALL = "all"
    NEW = "new"  # told and not seen yet
    TOLD = "told"
    QUIET = "quiet"


class Order(StrEnum):
    """What the log is sorted by."""

    WHEN = "when"
    COMPANY = "company"
    WHAT = "what"
    LEVEL = "level"
    VALUE = "value"
    HOW = "how"
    NOW = "now"
    WHY = "why"
    MOVE = "move"
    QUIET = "quiet"
    SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a search, as it was typed, and what else it stands for.

    `companies`: ids of those with a name like it. `kinds`: measures in whose words for a rise
    (True) or a fall it stands. `amount`: the number that it writes.
    """

    text: str
    companies: frozenset[int] = frozenset()
    kinds: frozenset[tuple[Measure, bool]] = frozenset()
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class LogQuery:
    """What is wanted of the log: all words are somewhere in a firing.

    `companies`: ids, None for all. `names`: how companies are called, where it is sorted by that.
    """

    words: tuple[Word, ...] = ()
    which: Which = Which.ALL
    companies: frozenset[int] | None = None
    order: Order = Order.WHEN
    descending: bool = True
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def narrowed(self) -> bool:
        """Tell whether some of the log may be left out."""
        return bool(self.words) or self.which is not Which.ALL or self.companies is not None


@dataclass(frozen=True, slots=True)
class LogPage:
    """The first firings that a query finds, of `found` in all.

    `logged`: how many the log has. `new`: how many of them were told and not seen, `fresh` the
    same of those that were found. `last`: the id of the firing that was logged last.
    """

    query: LogQuery
    firings: tuple[Firing, ...]
    found: int
    logged: int
    new: int
    fresh: int = 0
    last: int = 0


_LEVEL = "CAST(level AS REAL)"
_ROSE = f"(value > {_LEVEL} OR (value = {_LEVEL} AND condition NOT LIKE '%<=%'))"
_WHICH: Mapping[Which, str] = {
    Which.NEW: "quiet = '' AND seen_at IS NULL",
    Which.TOLD: "quiet = ''",
    Which.QUIET: "quiet <> ''",
}
# One direction is for all columns of an order; the newest comes first among equals.
_ORDERS: Mapping[Order, tuple[str, ...]] = {
    Order.WHEN: ("reached_at",),
    Order.COMPANY: ("called(company_id, name)",),
    Order.WHAT: ("measure", _ROSE, "unit", _LEVEL),
    Order.LEVEL: ("unit", _LEVEL),
    Order.VALUE: ("unit", "value"),
    Order.HOW: ("sight", "spot"),
    Order.NOW: ("held",),
    Order.WHY: ("price_currency", "price"),
    Order.MOVE: ("(by_price + by_shares + by_rate) / base_value",),
    Order.QUIET: ("quiet",),
    Order.SEEN: ("seen_at",),
}
_CHUNK = 500
_COUNTED = f"SELECT count(*), count(*) FILTER (WHERE {_WHICH[Which.NEW]})"


def log_page(user: sqlite3.Connection, query: LogQuery, limit: int, upto: int = 0) -> LogPage:
    """Return the first `limit` firings of a query; more, where the one with the id `upto` is later.

    `upto` is reached with as many firings after it as fit into a chunk.
    """
    _prepare(user, query)
    where, values = _where(query)
    place = _place(user, query, upto) if upto else 0
    if place > limit:
        limit = place + _CHUNK
    rest = f"WHERE {where} {_order(query)} LIMIT {int(limit)}"
    found = selected(user, rest, values)
    logged, new, last = user.execute(f"{_COUNTED}, coalesce(max(id), 0) FROM firing").fetchone()
    matching, fresh = (
        (logged, new)
        if where == "TRUE"
        else user.execute(f"{_COUNTED} FROM firing WHERE {where}", values).fetchone()
    )
    return LogPage(query, found, matching, logged, new, fresh, last)


def log_of(user: sqlite3.Connection, query: LogQuery) -> Iterator[Firing]:
    """Yield every firing of a query; a log of any length is never held at once."""
    _prepare(user, query)
    where, values = _where(query)
    rows = user.execute(f"SELECT id FROM firing WHERE {where} {_order(query)}", values)  # noqa: S608 - marks only
    ids = [each for (each,) in rows]
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        read = selected(user, f"WHERE id IN ({', '.join('?' * len(part))})", part)
        known = {each.id: each for each in read}
        yield from (known[each] for each in part if each in known)


def unseen_of(user: sqlite3.Connection, query: LogQuery, last: int) -> tuple[int, ...]:
    """Return the ids up to `last` that a query finds and nobody has seen, told of or not."""
    where, values = _where(query)
    rows = user.execute(
        f"SELECT id FROM firing WHERE ({where}) AND seen_at IS NULL AND id <= :last",  # noqa: S608 - marks only
        {**values, "last": last},
    )
    return tuple(each for (each,) in rows)


def _place(user: sqlite3.Connection, query: LogQuery, number: int) -> int:
    """Return which one of a query a firing is, 0 where it is not among them."""
    where, values = _where(query)
    row = user.execute(
        f"SELECT place FROM (SELECT id, row_number() OVER ({_order(query)}) AS place"  # noqa: S608 - marks only
        f" FROM firing WHERE {where}) WHERE id = :number",
        {**values, "number": number},
    ).fetchone()
    return 0 if row is None else int(row[0])


def _prepare(user: sqlite3.Connection, query: LogQuery) -> None:
    names = query.names

    def called(company: int | None, name: str) -> str:
        return names.get(company or 0, name).casefold()

    user.create_function("called", 2, called, deterministic=True)


def _order(query: LogQuery) -> str:
    direction = "DESC" if query.descending else "ASC"
    columns = [f"{each} {direction}" for each in _ORDERS[query.order]]
    return f"ORDER BY {', '.join([*columns, f'reached_at {_then(query)}', f'id {_then(query)}'])}"


def _then(query: LogQuery) -> str:
    return "ASC" if query.order is Order.WHEN and not query.descending else "DESC"


def _where(query: LogQuery) -> tuple[str, dict[str, object]]:
    """Return the condition of a query with the values of its marks."""
    parts, values = list[str](), dict[str, object]()
    if query.which in _WHICH:
        parts.append(_WHICH[query.which])
    if query.companies is not None:
        parts.append(f"company_id {_among('companies')}")
        values["companies"] = _json(query.companies)
    for place, word in enumerate(query.words):
        parts.append(f"({' OR '.join(_in_any(word, place, values))})")
    return " AND ".join(parts) or "TRUE", values


def _in_any(word: Word, place: int, values: dict[str, object]) -> Iterator[str]:
    values[f"text{place}"] = f"%{_escaped(word.text)}%"
    for column in ("symbol", "name", "rule_name", "condition", "claim"):
        yield f"{column} LIKE :text{place} ESCAPE '\\'"
    if word.companies:
        values[f"known{place}"] = _json(word.companies)
        yield f"company_id {_among(f'known{place}')}"
    for rises in (True, False):
        measures = [measure for measure, rose in word.kinds if rose is rises]
        if measures:
            values[f"kinds{place}{rises}"] = _json(measures)
            yield f"(measure {_among(f'kinds{place}{rises}')} AND {_ROSE} = {int(rises)})"
    if word.amount is not None:
        values[f"amount{place}"] = word.amount
        yield f"{_LEVEL} = :amount{place}"


def _among(mark: str) -> str:
    return f"IN (SELECT value FROM json_each(:{mark}))"  # noqa: S608 - a mark


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _json(values: Iterable[object]) -> str:
    return json.dumps(list(values))

"""The log of firings as a table for other programs: one row each, every part in a column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from gridwatch.files.safe_cells import safe_cell
from gridwatch.store.user.firings import Firing

Value = str | float | bool | date | datetime | Decimal | None


def _moved(part: str) -> Callable[[Firing], Value]:
    return lambda each: None if each.move is None else getattr(each.move, part)


# Names are for machines and are only ever added to; times are UTC, dates the exchange's own.
_COLUMNS: Mapping[str, Callable[[Firing], Value]] = {
    "reached_on": lambda each: each.reached_on,
    "reached_at": lambda each: each.reached_at,
    "company": lambda each: each.name,
    "symbol": lambda each: each.symbol,
    "rule": lambda each: each.rule_name,
    "condition": lambda each: each.condition,
    "measure": lambda each: str(each.measure),
    "level": lambda each: each.level,
    "value": lambda each: each.value,
    "unit": lambda each: each.unit,
    "seen_in": lambda each: str(each.sight),
    "price_of_day": lambda each: str(each.spot),
    "still_held": lambda each: each.held,
    "quiet": lambda each: str(each.quiet),
    "price": lambda each: each.evidence.price,
    "price_currency": lambda each: each.evidence.price_currency,
    "shares": lambda each: each.evidence.shares,
    "shares_as_of": lambda each: each.evidence.shares_as_of,
    "shares_source": lambda each: each.evidence.shares_source,
    "rate": lambda each: each.evidence.rate,
    "rate_on": lambda each: each.evidence.rate_on,
    "source": lambda each: each.evidence.source,
    "move_since": _moved("since"),
    "move_before": _moved("before"),
    "move_by_price": _moved("by_price"),
    "move_by_shares": _moved("by_shares"),
    "move_by_rate": _moved("by_rate"),
    "noticed_at": lambda each: each.noticed_at,
    "acknowledged_at": lambda each: each.seen_at,
}


def firing_rows(log: Iterable[Firing]) -> Iterator[list[str]]:
    """Yield a row of names, then one for each firing; what is not known is empty."""
    yield list(_COLUMNS)
    for each in log:
        yield [_cell(value(each)) for value in _COLUMNS.values()]


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str():
            return safe_cell(value)
        case float() | Decimal():
            return _digits(value)
        case _:
            return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()


def _digits(value: float | Decimal) -> str:
    """Return the shortest digits that read back as the value, without an exponent."""
    return format(Decimal(repr(value)) if isinstance(value, float) else value, "f").removesuffix(
        ".0"
    )

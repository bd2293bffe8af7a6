"""Reading single values out of Yahoo's JSON without trusting any of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import timezone as fixed_zone
from zoneinfo import ZoneInfo

from gridwatch.domain.money import Unit, declared_unit
from gridwatch.domain.problem import Problem
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble

LAST_SECOND = 2**33  # the year 2242; what is later is no second but something else
_WIDEST_OFFSET = 16 * 3600


def number(value: object) -> float | None:
    """Return a finite number, None for anything else; text and booleans are not numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        converted = float(value)
    except OverflowError:
        return None
    return converted if math.isfinite(converted) else None


def positive(value: object) -> float | None:
    """Return a finite number above zero, None for anything else."""
    converted = number(value)
    return converted if converted is not None and converted > 0 else None


def words(value: object) -> str:
    """Return text without surrounding space and lone surrogates, empty for anything else."""
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "ignore").decode().strip()


def fields_of(value: object) -> Mapping[str, object]:
    """Return an object's fields, none for anything else."""
    return value if isinstance(value, dict) else {}


def entries_of(value: object) -> list[object]:
    """Return a list's entries, none for anything else."""
    return value if isinstance(value, list) else []


def second(value: object) -> int | None:
    """Return seconds since 1970, None for what is no such number or beyond the year 2242."""
    converted = number(value)
    return int(converted) if converted is not None and 0 <= converted <= LAST_SECOND else None


def instant(value: object) -> datetime | None:
    """Return the moment, in UTC, of seconds since 1970; zero stands for unknown."""
    since = second(value)
    return datetime.fromtimestamp(since, UTC) if since else None


def offset_seconds(value: object) -> int | None:
    """Return an offset east of UTC in seconds, None where no zone of this world has it."""
    converted = number(value)
    return int(converted) if converted is not None and abs(converted) <= _WIDEST_OFFSET else None


def zone_of(name: object, offset: object) -> tzinfo | None:
    """Return the zone by its name, else one fixed at `offset` seconds, None for neither."""
    text = words(name)
    if text:
        try:
            return ZoneInfo(text)
        except (ValueError, LookupError, OSError):
            pass  # a name that this machine does not know: the offset says nearly as much
    seconds = offset_seconds(offset)
    return None if seconds is None else fixed_zone(timedelta(seconds=seconds))


def unit_of(code: object, symbol: str) -> Unit:
    """Return the unit that an answer declares; raise FeedTrouble where it declares none."""
    try:
        return declared_unit(code if isinstance(code, str) else None)
    except Problem as problem:
        raise FeedTrouble(TroubleKind.GARBLED, str(problem), (symbol,)) from problem


def divisor(unit: Unit) -> int:
    """Return how many of the quoted unit make a major one.

    Dividing by 100 rounds once, to the nearest float; × 0.01 would bring in the error of 0.01.
    """
    return round(1 / unit.factor)


def garbled(detail: str, symbols: tuple[str, ...] = ()) -> FeedTrouble:
    """Make the trouble of an answer that is not what it should be."""
    return FeedTrouble(TroubleKind.GARBLED, detail, symbols)


def result_list(answer: object, root: str, symbols: tuple[str, ...] = ()) -> list[object]:
    """Return `answer[root]["result"]`; raise FeedTrouble where there is no such list."""
    body = fields_of(fields_of(answer).get(root))
    result = body.get("result")
    if isinstance(result, list):
        return result
    raise garbled(f"no {root} result: {error_text(answer)}", symbols)


def error_text(answer: object) -> str:
    """Return what Yahoo says went wrong, under whichever root key, for the log."""
    for body in fields_of(answer).values():
        error = fields_of(fields_of(body).get("error"))
        if error:
            return f"{words(error.get('code'))}: {words(error.get('description'))}"[:200]
    return "without a reason"

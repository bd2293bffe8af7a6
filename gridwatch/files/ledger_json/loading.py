"""Parses JSON from strangers: exact numbers, limits on size and depth."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_limits import check_size

Json = Mapping[str, object]
_MOST_DIGITS = 300  # more than any amount has; Python itself refuses to read a few thousand


def loaded(data: bytes) -> Json:
    """Return a document, its fractions as Decimal.

    Raises Problem where it is too large, too deep, ends too early or is no object.
    """
    check_size(len(data))
    try:
        found = json.loads(data, parse_float=Decimal, parse_int=_whole, parse_constant=_refuse)
    except RecursionError as error:
        raise Problem(
            "exchange_json_deep", "This file is nested too deeply to be a portfolio."
        ) from error
    except (ValueError, InvalidOperation) as error:
        raise Problem(
            "exchange_json_broken",
            "This is not whole JSON ({reason}). Export the file again.",
            reason=error,
        ) from error
    if not isinstance(found, dict):
        raise Problem("exchange_unknown", "Nothing in this file says that it is a portfolio.")
    return found


def objects(document: Json, name: str) -> list[Json]:
    """Return a list of objects; what in it is none is an empty one."""
    found = document.get(name)
    if not isinstance(found, list):
        return []
    return [each if isinstance(each, dict) else {} for each in found]


def inner(document: Json, name: str) -> Json:
    """Return an object within another one, an empty one where there is none."""
    found = document.get(name)
    return found if isinstance(found, dict) else {}


def text(document: Json, name: str) -> str:
    """Return a text, "" where there is none."""
    found = document.get(name)
    return found if isinstance(found, str) else ""


def decimal(document: Json, name: str) -> Decimal:
    """Return a number, 0 where there is none; raises Problem where it is something else."""
    found = document.get(name)
    if found is None:
        return Decimal(0)
    if isinstance(found, int) and not isinstance(found, bool):
        found = Decimal(found)
    # The bounds keep every sum and product of such numbers within what Decimal counts exactly.
    if isinstance(found, Decimal) and found.is_finite() and -40 < found.adjusted() < 20:
        return found
    raise Problem("exchange_number", "“{text}” is not a number.", text=str(found)[:40])


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise Problem("exchange_number", "“{text}” is not a number.", text=digits[:40])
    return int(digits)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")

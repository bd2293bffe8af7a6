"""How the fields of our own documents are written and read: a table walked in both directions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_json.loading import Json

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,60})?")


class Shape(StrEnum):
    """What a value looks like, as the documentation says it."""

    TEXT = "text"
    DAY = "a day, YYYY-MM-DD"
    DECIMAL = 'a decimal number in quotes, like "12.50"'
    WHOLE = "a whole number"
    TRUTH = "true or false"
    ACCOUNT = "the id of an account"
    SECURITY = "the id of a security"
    TRANSACTION = "the id of a transaction"
    RATIO = "two whole numbers, [new, old]"
    CHARGES = "a list of charges"
    LOTS = "a list of lots"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object: left out where it has its `default`; `needed` ones never are.

    `attribute`: what it is called in the program, where that differs. `one_of`: the only texts.
    """

    name: str
    shape: Shape
    says: str
    default: object = None
    needed: bool = False
    attribute: str = ""
    one_of: type[StrEnum] | None = None

    @property
    def of(self) -> str:
        """Return the name of the attribute."""
        return self.attribute or self.name


Known = Mapping[Shape, Mapping[int, int]]
Nested = Mapping[Shape, Callable[[object], object]]


def written(fields: Sequence[Field], value: object, nested: Nested | None = None) -> dict[str, Any]:
    """Return an object with the fields of a value; `nested` writes the lists in it."""
    told = {}
    for each in fields:
        found = getattr(value, each.of)
        if each.needed or found != each.default:
            inside = (nested or {}).get(each.shape)
            told[each.name] = inside(found) if inside is not None else _plain(found)
    return told


def read(
    fields: Sequence[Field], told: Json, place: str, known: Known, nested: Nested | None = None
) -> dict[str, Any]:
    """Return the attributes that an object tells.

    `known`: by shape, which id here one of the file is. `nested` reads lists. Raises Problem with
    the `place` where a field is missing or not of its shape.
    """
    attributes = {}
    for each in fields:
        found = told.get(each.name)
        if found is None:
            if each.needed:
                raise Problem(
                    "exchange_json_missing",
                    "{place}: “{field}” is missing.",
                    place=place,
                    field=each.name,
                )
            attributes[each.of] = each.default
            continue
        inside = (nested or {}).get(each.shape)
        try:
            attributes[each.of] = inside(found) if inside is not None else _read(each, found, known)
        except (ValueError, TypeError, InvalidOperation, KeyError):
            raise Problem(
                "exchange_json_field",
                "{place}: “{field}” is {text}, which is not {wanted}.",
                place=place,
                field=each.name,
                text=str(found)[:40],
                wanted=", ".join(each.one_of) if each.one_of else each.shape.value,
            ) from None
    return attributes


def unknown(fields: Sequence[Field], told: Json) -> set[str]:
    """Return the names of fields that are not in the table."""
    return {str(each)[:40] for each in told} - {each.name for each in fields}


def whole(found: object) -> int:
    """Return a whole number; raises ValueError for anything else."""
    if not isinstance(found, int) or isinstance(found, bool) or abs(found) >= 1 << 62:
        raise ValueError
    return found


def _plain(found: object) -> object:
    if isinstance(found, Decimal):
        return f"{found:f}"
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, StrEnum):
        return found.value
    return list(found) if isinstance(found, tuple) else found


def _read(field: Field, found: object, known: Known) -> object:
    match field.shape:
        case Shape.TRUTH:
            return _truth(found)
        case Shape.WHOLE:
            return whole(found)
        case Shape.RATIO:
            return _ratio(found)
        case Shape.ACCOUNT | Shape.SECURITY | Shape.TRANSACTION:
            return known[field.shape][whole(found)]
    if not isinstance(found, str):
        raise TypeError
    if field.shape is Shape.DAY:
        if not _DAY.fullmatch(found):  # Python takes weeks as well
            raise ValueError
        return date.fromisoformat(found)
    if field.shape is Shape.DECIMAL:
        if not _NUMBER.fullmatch(found):
            raise ValueError
        return Decimal(found)
    return field.one_of(found) if field.one_of else found


def _truth(found: object) -> bool:
    if not isinstance(found, bool):
        raise TypeError
    return found


def _ratio(found: object) -> tuple[int, int]:
    if not isinstance(found, list) or len(found) != 2:
        raise ValueError
    return whole(found[0]), whole(found[1])

"""A table with typed columns, before it is known what file it goes into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

Value = str | Decimal | float | int | date | None


class Type(Enum):
    """What a column holds; empty cells are None."""

    TEXT = 1
    DAY = 2
    AMOUNT = 3  # money, with the decimal places of its currency
    QUANTITY = 4
    PRICE = 5
    RATE = 6
    SHARE = 7  # a fraction that is read in per cent
    WHOLE = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `name` is its code, for which a screen has words.

    `currency`: which column of the same row has the currency of an amount; or the code itself.
    """

    name: str
    type: Type = Type.TEXT
    currency: str = ""
    width: int = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: every row has a value for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

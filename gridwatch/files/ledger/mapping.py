"""What the columns and words of a broker's table mean, as a value that can be kept and learned."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.actions import Action
from gridwatch.files.ledger.fields import Field, plain_heading


@dataclass(frozen=True, slots=True)
class Signs:
    """What signs say in a table.

    `quantity`: below zero is a sale. `amount`: below zero goes out, above it comes in. `charges`:
    a fee below zero is paid, one above it is given back; else it is the other way round.
    """

    quantity: bool = False
    amount: bool = False
    charges: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column has (None: nothing of use), from left to right, and what its words mean.

    `words` go before those that every table shares. `signs` None: told by the columns. `currency`
    of lines that name none. `preset` is the key of the one that it belongs to.
    """

    preset: str
    columns: tuple[Field | None, ...]
    words: AnyMapping[str, Action] = field(default_factory=dict)
    signs: Signs | None = None
    currency: str = ""


def fingerprint(headings: Sequence[str]) -> str:
    """Return by what a table with these headings is known again."""
    text = "\n".join(plain_heading(each) for each in headings)
    return blake2b(text.encode(), digest_size=16).hexdigest()


def to_plain(mapping: Mapping) -> dict[str, object]:
    """Return a mapping as values of JSON."""
    signs = mapping.signs
    return {
        "preset": mapping.preset,
        "columns": [each.value if each else None for each in mapping.columns],
        "words": {word: action.value for word, action in mapping.words.items()},
        "signs": None if signs is None else [signs.quantity, signs.amount, signs.charges],
        "currency": mapping.currency,
    }


def from_plain(plain: AnyMapping[str, Any]) -> Mapping:
    """Return the mapping of values of JSON; raises Problem for what is none."""
    try:
        signs = plain["signs"]
        return Mapping(
            str(plain["preset"]),
            tuple(None if each is None else Field(each) for each in plain["columns"]),
            {str(word): Action(action) for word, action in plain["words"].items()},
            None if signs is None else Signs(*(bool(each) for each in signs)),
            str(plain["currency"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Problem("import_mapping", "What was learned of this table can't be read.") from None

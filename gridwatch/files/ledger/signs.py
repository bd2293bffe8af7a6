"""Tells what the signs of a table say, by the lines whose direction their words say."""

from __future__ import annotations

from collections.abc import Sequence

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.actions import Action, action_of
from gridwatch.files.ledger.dialect import cells_at
from gridwatch.files.ledger.exact import exact
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.mapping import Mapping, Signs
from gridwatch.files.rows import Row

CHARGES = frozenset(
    {
        Field.FEE,
        Field.FEE_2,
        Field.FEE_3,
        Field.FEE_4,
        Field.FEE_5,
        Field.FEE_6,
        Field.TAX,
        Field.TAX_2,
    }
)
_OUTGOING = frozenset({Action.BUY, Action.WITHDRAWAL, Action.FEE, Action.TAX})


def guess_signs(body: Sequence[Row], mapping: Mapping, decimal: str | None) -> Signs:
    """Return what signs say: amounts have them where what goes out is below zero in most lines."""
    amounts = _places(mapping, {Field.NET}) or _places(mapping, {Field.AMOUNT})
    kinds, shares = _places(mapping, {Field.KIND}), _places(mapping, {Field.QUANTITY})
    below, above = 0, 0
    for row in body:
        text = _cell(row, amounts)
        word = _cell(row, kinds)
        action = action_of(word, mapping.words) if word else None
        if not text or (word and action not in _OUTGOING):
            continue
        if not word and not _cell(row, shares):
            continue  # money that goes out says nothing of the trades
        if _is_below(text, decimal):
            below += 1
        elif word:
            above += 1
    quantities = cells_at(body, _places(mapping, {Field.QUANTITY}))
    charges = [
        _is_below(each, decimal)
        for each in cells_at(body, _places(mapping, CHARGES))
        if each.strip("0.,- ")
    ]
    return Signs(
        any(_is_below(each, decimal) for each in quantities),
        below > above,
        2 * sum(charges) > len(charges),
    )


def _places(mapping: Mapping, fields: frozenset[Field] | set[Field]) -> list[int]:
    return [place for place, each in enumerate(mapping.columns) if each in fields]


def _cell(row: Row, places: Sequence[int]) -> str:
    return row.cells[places[0]] if places and places[0] < len(row.cells) else ""


def _is_below(text: str, decimal: str | None) -> bool:
    try:
        number = exact(text, decimal)
    except Problem:
        return text.lstrip().startswith(("-", "("))
    return number is not None and number < 0

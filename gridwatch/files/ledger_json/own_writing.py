"""Writes a whole ledger as our own JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from gridwatch.domain.ledger.part import LedgerPart, Line
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.ledger.whole import WholeLedger
from gridwatch.files.ledger_json import schema
from gridwatch.files.ledger_json.fields import Field, Nested, Shape, written


def own_document(ledger: WholeLedger) -> bytes:
    """Return a ledger as a document in UTF-8, one object a line; `schema` says what is in it.

    Ids are numbered anew, from 1 in the order of the lists, so that the same ledger is the same
    document whatever its ids. Raises KeyError where something names an account or security that
    is not there.
    """
    part = _renumbered(ledger.part)
    lists: Mapping[str, list[dict[str, object]]] = {
        "accounts": _all(schema.ACCOUNTS, part.accounts),
        "securities": _all(schema.SECURITIES, part.securities),
        "transactions": _all(schema.TRANSACTIONS, part.transactions),
        "prices": _all(schema.PRICES, part.prices),
        "splits": _all(schema.SPLITS, part.splits),
        "targets": _targets(ledger),
        "periods": _all(schema.PERIODS, ledger.periods),
    }
    lines = [f'{{"format": "{schema.FORMAT}", "version": {schema.VERSION}']
    for name, items in lists.items():
        inside = ",\n  ".join(json.dumps(each, ensure_ascii=False) for each in items)
        lines.append(f'"{name}": [\n  {inside}\n]' if items else f'"{name}": []')
    return (",\n".join(lines) + "\n}\n").encode()


def _all(fields: Sequence[Field], values: Iterable[object]) -> list[dict[str, Any]]:
    return [written(fields, each, _NESTED) for each in values]


def _list(fields: Sequence[Field], values: object) -> list[dict[str, Any]]:
    return _all(fields, values) if isinstance(values, tuple) else []


_NESTED: Nested = {
    Shape.CHARGES: partial(_list, schema.CHARGES),
    Shape.LOTS: partial(_list, schema.LOTS),
}


def _targets(ledger: WholeLedger) -> list[dict[str, object]]:
    accounts = _new_ids(each.id for each in ledger.part.accounts)
    return [
        {
            "dimension": dimension,
            "key": str(accounts[int(key)]) if dimension == "account" else key,
            "share": f"{share:f}",
        }
        for dimension, shares in sorted(ledger.targets.items())
        for key, share in sorted(shares.items())
        if dimension != "account" or int(key) in accounts
    ]


def _renumbered(part: LedgerPart) -> LedgerPart:
    accounts = _new_ids(each.id for each in part.accounts)
    securities = _new_ids(each.id for each in part.securities)
    transactions = _new_ids(each.id for each in part.transactions)
    return LedgerPart(
        (
            Line(
                1,
                transactions=tuple(
                    _placed(each, accounts, securities, transactions) for each in part.transactions
                ),
            ),
        ),
        tuple(
            replace(each, id=accounts[each.id], cash_id=_there(accounts, each.cash_id))
            for each in part.accounts
        ),
        tuple(replace(each, id=securities[each.id]) for each in part.securities),
        tuple(replace(each, security_id=securities[each.security_id]) for each in part.prices),
        tuple(replace(each, security_id=securities[each.security_id]) for each in part.splits),
    )


def _placed(
    each: Transaction,
    accounts: Mapping[int, int],
    securities: Mapping[int, int],
    transactions: Mapping[int, int],
) -> Transaction:
    # A lot whose purchase was deleted is chosen no more: the method takes others.
    lots = tuple(
        replace(lot, opened_by=transactions[lot.opened_by])
        for lot in each.lots
        if lot.opened_by in transactions
    )
    return replace(
        each,
        id=transactions[each.id],
        account_id=_there(accounts, each.account_id),
        cash_id=_there(accounts, each.cash_id),
        other_account_id=_there(accounts, each.other_account_id),
        other_cash_id=_there(accounts, each.other_cash_id),
        security_id=_there(securities, each.security_id),
        other_security_id=_there(securities, each.other_security_id),
        lots=lots,
    )


def _new_ids(ids: Iterable[int]) -> dict[int, int]:
    return {each: number for number, each in enumerate(ids, start=1)}


def _there(known: Mapping[int, int], number: int | None) -> int | None:
    return None if number is None else known[number]

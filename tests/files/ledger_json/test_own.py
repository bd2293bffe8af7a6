"""Our own documents: export and import are the identity, and odd documents are refused in words."""

from __future__ import annotations

import json
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.security import OwnPrice, OwnSplit, Security
from gridwatch.domain.ledger.transaction import Charge, ChosenLot, Transaction
from gridwatch.domain.ledger.whole import NamedPeriod, WholeLedger
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_json import schema
from gridwatch.files.ledger_json.fields import Field
from gridwatch.files.ledger_json.loading import loaded
from gridwatch.files.ledger_json.own_reading import is_own, read_own
from gridwatch.files.ledger_json.own_writing import own_document
from tests.whole_ledgers import whole_ledgers

EMPTY: dict[str, Any] = {"format": "gridwatch-ledger", "version": 1}
CASH = {"id": 1, "name": "A", "kind": "cash", "currency": "EUR"}
DEPOSIT = {
    "id": 5, "kind": "deposit", "on": "2024-01-02", "cash_account": 1, "gross": "5.00",
    "net": "5.00", "currency": "EUR",
}  # fmt: skip


@given(whole_ledgers())
@settings(max_examples=40)
def test_what_is_written_reads_back_as_the_same_ledger(ledger: WholeLedger) -> None:
    document = loaded(own_document(ledger))
    assert is_own(document)
    again = read_own(document)
    assert again.part.remarks == ()
    assert again.part.problems == ()
    assert again.part.accounts == ledger.part.accounts
    assert again.part.securities == ledger.part.securities
    assert again.part.transactions == ledger.part.transactions
    assert again.part.prices == ledger.part.prices
    assert again.part.splits == ledger.part.splits
    assert (again.targets, again.periods) == (ledger.targets, ledger.periods)


@given(whole_ledgers())
@settings(max_examples=10)
def test_the_document_is_the_same_whatever_the_ids_are(ledger: WholeLedger) -> None:
    part = ledger.part
    moved = WholeLedger(
        replace(
            part,
            accounts=tuple(
                replace(each, id=each.id - 70, cash_id=each.cash_id and each.cash_id - 70)
                for each in part.accounts
            ),
            lines=(),
        )
    )
    alone = WholeLedger(replace(part, lines=()))
    assert own_document(moved) == own_document(alone)


@pytest.mark.parametrize(
    ("table", "value"),
    [
        (schema.ACCOUNTS, Account),
        (schema.SECURITIES, Security),
        (schema.TRANSACTIONS, Transaction),
        (schema.CHARGES, Charge),
        (schema.LOTS, ChosenLot),
        (schema.PRICES, OwnPrice),
        (schema.SPLITS, OwnSplit),
        (schema.PERIODS, NamedPeriod),
    ],
)
def test_the_schema_has_every_field(table: tuple[Field, ...], value: type) -> None:
    # The order of the list is the position; an import gives its own number.
    left_out = {"position", "batch_id"}
    assert {each.of for each in table} == {each.name for each in fields_of(value)} - left_out


def test_the_manual_tells_every_table_and_field() -> None:
    text = schema.schema_text()
    for name, table in {**schema.TABLES, **schema.NESTED}.items():
        assert f"### {name}" in text
        for each in table:
            assert f"| {each.name} |" in text


def document(**lists: object) -> dict[str, Any]:
    return {**EMPTY, **lists}


def test_unknown_fields_are_told_and_passed_over() -> None:
    again = read_own(
        document(accounts=[{**CASH, "colour": "red"}], transactions=[DEPOSIT], wishes=[1])
    )
    (remark,) = again.part.remarks
    assert (remark.code, remark.values["fields"]) == ("exchange_json_unknown", "colour, wishes")
    assert len(again.part.transactions) == 1


def test_a_newer_version_is_refused_in_plain_words() -> None:
    with pytest.raises(Problem) as raised:
        read_own({**EMPTY, "version": 2})
    assert raised.value.code == "exchange_own_newer"
    assert "newer GridWatch" in str(raised.value)
    for version in (None, "1", True, 0):
        with pytest.raises(Problem) as raised:
            read_own({**EMPTY, "version": version})
        assert raised.value.code == "exchange_own_version"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"on": "2024-13-01"}, "exchange_json_field"),
        ({"on": "2024-W01-1"}, "exchange_json_field"),
        ({"gross": 5}, "exchange_json_field"),
        ({"gross": "1e5"}, "exchange_json_field"),
        ({"gross": "NaN"}, "exchange_json_field"),
        ({"kind": "gift"}, "exchange_json_field"),
        ({"cash_account": 9}, "exchange_json_field"),
        ({"ratio": [1]}, "exchange_json_field"),
        ({"charges": "none"}, "exchange_json_field"),
        ({"charges": [{"kind": "fee", "currency": "EUR"}]}, "exchange_json_missing"),
        ({"lots": [{"opened_by": 77, "quantity": "1"}]}, "exchange_json_field"),
        ({"currency": None}, "exchange_json_missing"),
        ({"currency": "XXX"}, "currency_code"),
    ],
)
def test_a_transaction_that_can_not_be_taken_is_a_line_with_its_reason(
    change: dict[str, object], code: str
) -> None:
    odd = {**DEPOSIT, "id": 6, **change}
    part = read_own(document(accounts=[CASH], transactions=[DEPOSIT, odd])).part
    assert [each.problem.code for each in part.problems if each.problem] == [code]
    assert [each.number for each in part.problems] == [2]
    assert len(part.transactions) == 1


@pytest.mark.parametrize(
    ("lists", "code"),
    [
        ({"accounts": [CASH, {**CASH, "name": "B"}]}, "exchange_json_twice"),
        ({"accounts": [{**CASH, "id": True}]}, "exchange_json_field"),
        ({"accounts": [{**CASH, "settles_through": 9}]}, "exchange_json_missing"),
        ({"accounts": ["A"]}, "exchange_json_missing"),
        ({"targets": [{"dimension": "mood", "key": "x", "share": "1"}]}, "exchange_json_target"),
        ({"targets": [{"dimension": "account", "key": "3", "share": "1"}]}, "exchange_json_target"),
        ({"prices": [{"security": 1, "on": "2024-01-02", "price": "1"}]}, "exchange_json_field"),
    ],
)
def test_a_document_with_a_false_frame_is_refused(lists: dict[str, object], code: str) -> None:
    with pytest.raises(Problem) as raised:
        read_own(document(**lists))
    assert raised.value.code == code


def test_numbers_stand_in_quotes() -> None:
    ledger = read_own(document(accounts=[CASH], transactions=[DEPOSIT]))
    told = json.loads(own_document(ledger))
    assert told["transactions"][0]["gross"] == "5.00"

"""Transactions by themselves: what each kind has to have, and what can't have happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gridwatch.domain.ledger.account import Account, AccountKind, checked_account
from gridwatch.domain.ledger.checking import checked_transaction, settled_in
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.security import Security, checked_security, is_isin
from gridwatch.domain.ledger.transaction import (
    Charge,
    ChargeKind,
    Transaction,
    expected_net,
    in_order,
)
from gridwatch.domain.problem import Problem

DAY = date(2026, 3, 2)
ACCOUNTS = {
    1: Account(1, "Cash", AccountKind.CASH, "EUR"),
    2: Account(2, "Depot", AccountKind.SECURITIES, "EUR", cash_id=1),
    3: Account(3, "Dollars", AccountKind.CASH, "USD"),
    4: Account(4, "Other depot", AccountKind.SECURITIES, "USD"),
}
SECURITIES = {7: Security(7, "GE Vernova", "USD", "GEV"), 8: Security(8, "Vernova B", "USD")}
TEN = Decimal(10)


def sample(kind: Kind) -> Transaction:
    """Return a transaction of a kind that has all it has to have."""
    traits = TRAITS[kind]
    return Transaction(
        0,
        kind,
        DAY,
        account_id=2 if traits.shares else None,
        cash_id=1 if traits.cash else None,
        security_id=7 if traits.needs_security else None,
        quantity=TEN if traits.shares else Decimal(0),
        gross=TEN,
        currency="EUR",
        net=TEN,
        other_account_id=4 if kind is Kind.TRANSFER else None,
        other_cash_id=3 if kind is Kind.CASH_TRANSFER else None,
        other_net=Decimal(11) if kind is Kind.CASH_TRANSFER else None,
        other_security_id=8 if kind in {Kind.SPIN_OFF, Kind.MERGER} else None,
        ratio=(1, 4) if kind in {Kind.SPIN_OFF, Kind.MERGER} else None,
        cost_share=Decimal("0.2") if kind is Kind.SPIN_OFF else None,
    )


def code_of(one: Transaction) -> str:
    with pytest.raises(Problem) as caught:
        checked_transaction(one, ACCOUNTS, SECURITIES)
    return caught.value.code


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_passes_with_what_it_needs(kind: Kind) -> None:
    one = sample(kind)
    assert checked_transaction(one, ACCOUNTS, SECURITIES) == one


@pytest.mark.parametrize("kind", [each for each in Kind if TRAITS[each].needs_security])
def test_a_kind_about_a_security_needs_one(kind: Kind) -> None:
    assert code_of(replace(sample(kind), security_id=None)) == "security_missing"


@pytest.mark.parametrize("kind", [each for each in Kind if TRAITS[each].shares])
def test_shares_move_in_a_securities_account_alone(kind: Kind) -> None:
    assert code_of(replace(sample(kind), account_id=None)) == "securities_account_missing"
    assert code_of(replace(sample(kind), account_id=1)) == "securities_account_missing"


def test_money_moves_in_a_cash_account_alone() -> None:
    assert code_of(replace(sample(Kind.DEPOSIT), cash_id=None)) == "cash_account_missing"
    assert code_of(replace(sample(Kind.BUY), cash_id=2)) == "cash_account_missing"


@pytest.mark.parametrize("kind", [Kind.BUY, Kind.SELL, Kind.DIVIDEND])
def test_a_trade_may_be_paid_from_outside(kind: Kind) -> None:
    outside = replace(sample(kind), cash_id=None)
    assert checked_transaction(outside, ACCOUNTS, SECURITIES) == outside
    assert settled_in(outside, ACCOUNTS) == "EUR"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quantity": Decimal(0)}, "quantity_missing"),
        ({"quantity": -TEN}, "amount_negative"),
        ({"gross": -TEN}, "amount_negative"),
        ({"gross": Decimal("NaN")}, "amount_large"),
        ({"net": Decimal("1e16")}, "amount_large"),
        ({"currency": "EURO"}, "currency_code"),
        ({"currency": "GBp"}, "currency_code"),
        ({"rate": Decimal(0)}, "rate_range"),
        ({"time": "25:00"}, "time_malformed"),
        ({"on": date(1899, 12, 31)}, "day_early"),
        ({"charges": (Charge(ChargeKind.FEE, TEN, "?"),)}, "currency_code"),
        ({"charges": (Charge(ChargeKind.TAX, TEN, "EUR", Decimal(-1)),)}, "rate_range"),
    ],
)
def test_what_can_not_have_happened_is_refused(change: dict[str, object], code: str) -> None:
    assert code_of(replace(sample(Kind.BUY), **change)) == code  # type: ignore[arg-type]


def test_a_transfer_goes_to_another_account() -> None:
    assert code_of(replace(sample(Kind.TRANSFER), other_account_id=2)) == "transfer_same"
    assert code_of(replace(sample(Kind.CASH_TRANSFER), other_cash_id=1)) == "transfer_same"
    assert code_of(replace(sample(Kind.CASH_TRANSFER), other_net=None)) == "arrival_missing"


def test_a_spin_off_says_what_comes_and_at_what_share_of_the_cost() -> None:
    one = sample(Kind.SPIN_OFF)
    assert code_of(replace(one, other_security_id=7)) == "other_security_missing"
    assert code_of(replace(one, ratio=None)) == "ratio_missing"
    assert code_of(replace(one, cost_share=Decimal("1.01"))) == "cost_share_range"


def test_the_net_of_a_purchase_is_dearer_by_its_charges_and_that_of_a_sale_cheaper() -> None:
    fee = Charge(ChargeKind.FEE, Decimal("1.50"), "USD")
    tax = Charge(ChargeKind.TAX, Decimal(2), "EUR")
    buy = replace(
        sample(Kind.BUY),
        gross=Decimal(100),
        currency="USD",
        charges=(fee, tax),
        rate=Decimal("0.9"),
    )
    assert expected_net(buy, "EUR") == Decimal("93.35")
    assert expected_net(replace(buy, kind=Kind.SELL), "EUR") == Decimal("86.65")


def test_the_net_is_unknown_without_a_rate() -> None:
    assert expected_net(replace(sample(Kind.BUY), currency="USD"), "EUR") is None
    own = Charge(ChargeKind.FEE, Decimal(1), "GBP", Decimal("1.2"))
    assert expected_net(replace(sample(Kind.BUY), charges=(own,)), "EUR") == Decimal("11.2")


def test_the_order_is_that_of_the_days_whatever_was_entered_first() -> None:
    late = replace(sample(Kind.BUY), id=1, on=date(2026, 3, 3))
    sale = replace(sample(Kind.SELL), id=2)
    early = replace(sample(Kind.BUY), id=3)
    timed = replace(sample(Kind.SELL), id=4, time="09:30:00")
    assert [each.id for each in in_order([late, timed, sale, early])] == [3, 2, 4, 1]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("US36828A1016", True),
        ("CH0012221716", True),
        ("DE0007236101", True),
        ("US36828A1017", False),
        ("us36828a1016", False),
        ("US36828A101", False),
        ("１２36828A1016", False),
    ],
)
def test_an_isin_is_known_by_its_check_digit(text: str, *, right: bool) -> None:
    assert is_isin(text) is right


def test_a_security_is_named_by_its_symbol_where_it_has_no_name() -> None:
    assert checked_security(Security(0, " ", "USD", " gev ")).name == "gev"
    assert checked_security(Security(0, "", "USD", " gev ")).symbol == "GEV"
    for wrong in (
        Security(0, "", "USD"),
        Security(0, "A", "GBp"),
        Security(0, "A", "USD", isin="US36828A1017"),
        Security(0, "A", "USD", "A B"),
    ):
        with pytest.raises(Problem):
            checked_security(wrong)


def test_an_account_has_a_name_and_a_currency() -> None:
    assert checked_account(Account(0, "  My  cash ", AccountKind.CASH, "EUR")).name == "My cash"
    for wrong in (
        Account(0, " ", AccountKind.CASH, "EUR"),
        Account(0, "x" * 121, AccountKind.CASH, "EUR"),
        Account(0, "Cash", AccountKind.CASH, "XXX"),
        Account(0, "Cash", AccountKind.CASH, "EUR", cash_id=3),
    ):
        with pytest.raises(Problem):
            checked_account(wrong)

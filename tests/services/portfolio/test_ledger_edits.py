"""The edits of the ledger: undone and redone to the letter, imports whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridwatch.domain.ledger.account import Account, AccountKind, CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.part import LedgerPart, Line
from gridwatch.domain.ledger.security import OwnPrice, OwnSplit, Security
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, ChosenLot, Transaction
from gridwatch.domain.problem import Problem
from gridwatch.services.edits import Edit, apply
from gridwatch.services.portfolio.account_edits import (
    AddAccount,
    AddSecurity,
    ArrangeAccounts,
    ChangeAccount,
    ChangeSecurity,
    PutPrices,
    PutSplit,
    RemoveAccount,
    RemoveSecurity,
    RemoveSplit,
)
from gridwatch.services.portfolio.ledger_edits import (
    AddTransactions,
    ChangeTransactions,
    ImportPart,
    RemoveTransactions,
    TakeBackBatch,
)
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.ledger_changes import Noun, all_batches, changes_of, concerned_since
from gridwatch.store.user.securities import (
    all_own_splits,
    all_securities,
    prices_of,
    security_of_symbol,
    security_with_id,
)
from gridwatch.store.user.transactions import all_transactions, known_sources
from tests.in_memory import new_user
from tests.services.undoing import dump, undone_and_redone

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
DAY = date(2026, 3, 2)
CASH = Account(1, "Cash", AccountKind.CASH, "EUR")
DEPOT = Account(2, "Depot", AccountKind.SECURITIES, "EUR", "Bank", 1, CostMethod.CHOSEN)
GEV = Security(1, "GE Vernova", "USD", "GEV", "US36828A1016", segment="turbines", country="US")
PURCHASE = Transaction(
    0,
    Kind.BUY,
    DAY,
    2,
    1,
    1,
    Decimal("2.50"),
    Decimal("1000.00"),
    "USD",
    (
        Charge(ChargeKind.FEE, Decimal("1.5"), "USD"),
        Charge(ChargeKind.TAX, Decimal("-0.10"), "GBP", Decimal("1.17")),
    ),
    Decimal("921.05"),
    Decimal("0.9197"),
    time="15:30:00",
    settles_on=date(2026, 3, 4),
    note="first; half | rest",
    source="bank-1",
)
SALE = replace(
    PURCHASE,
    kind=Kind.SELL,
    on=date(2026, 4, 1),
    lots=(ChosenLot(1, Decimal("1.25")),),
    shares_as_of=date(2026, 5, 1),
)
PART = LedgerPart(
    lines=(
        Line(1, (), (replace(PURCHASE, id=-1, account_id=-2, cash_id=-1, security_id=-1),)),
        Line(
            2,
            (),
            (
                replace(
                    SALE,
                    id=-2,
                    account_id=-2,
                    cash_id=-1,
                    security_id=-1,
                    lots=(ChosenLot(-1, Decimal(1)),),
                    source="bank-2",
                ),
            ),
        ),
    ),
    # The one that settles stands behind the one that is settled through it.
    accounts=(replace(DEPOT, id=-2, cash_id=-1), replace(CASH, id=-1)),
    securities=(replace(GEV, id=-1),),
    prices=(OwnPrice(-1, DAY, Decimal("400.10"), date(2026, 9, 1)),),
    splits=(OwnSplit(-1, date(2026, 6, 1), 4, 1),),
)


def contents(user: sqlite3.Connection) -> list[str]:
    """Return the file but the journal of changes, which an undo goes on writing."""
    return [line for line in dump(user) if 'INTO "ledger_change"' not in line]


def filled() -> sqlite3.Connection:
    """Return a file with two accounts, a security and a purchase."""
    user = new_user()
    for edit in (
        AddAccount(replace(CASH, id=0)),
        AddAccount(replace(DEPOT, id=0)),
        AddSecurity(replace(GEV, id=0)),
        AddTransactions((PURCHASE,)),
    ):
        apply(user, edit, NOW)
    return user


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = filled()
    yield connection
    connection.close()


def refused(user: sqlite3.Connection, edit: Edit) -> str:
    before = dump(user)
    with pytest.raises(Problem) as caught:
        apply(user, edit, NOW)
    assert dump(user) == before
    return caught.value.code


_IDS = st.integers(1, 3)
_DAYS = st.sampled_from([date(2026, 1, 1), DAY])
_EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(
        lambda name, kind: AddAccount(Account(0, name, kind, "CHF")),
        st.sampled_from(["Cash", "A", "B"]),
        st.sampled_from(AccountKind),
    ),
    st.builds(
        lambda number, name, cash: ChangeAccount(
            replace(DEPOT, id=number, name=name, cash_id=cash)
        ),
        _IDS,
        st.sampled_from(["Depot", "A", "C"]),
        st.none() | _IDS,
    ),
    st.builds(RemoveAccount, _IDS),
    st.builds(ArrangeAccounts, st.lists(_IDS, max_size=3).map(tuple)),
    st.builds(
        lambda symbol: AddSecurity(
            Security(0, "New", "USD", symbol), (OwnPrice(0, DAY, Decimal(3)),)
        ),
        st.sampled_from(["", "GEV", "ABB"]),
    ),
    st.builds(lambda number: ChangeSecurity(replace(GEV, id=number, name="GEV")), _IDS),
    st.builds(RemoveSecurity, _IDS),
    st.builds(
        lambda number, day, gone: PutPrices(number, (OwnPrice(0, day, Decimal("1.5")),), gone),
        _IDS,
        _DAYS,
        st.lists(_DAYS, max_size=2).map(tuple),
    ),
    st.builds(lambda number, day, new: PutSplit(OwnSplit(number, day, new, 1)), _IDS, _DAYS, _IDS),
    st.builds(RemoveSplit, _IDS, _DAYS),
    st.builds(lambda number: AddTransactions((PURCHASE, replace(SALE, security_id=number))), _IDS),
    st.builds(lambda number: ChangeTransactions((replace(SALE, id=number),)), _IDS),
    st.builds(RemoveTransactions, st.lists(_IDS, max_size=3).map(tuple)),
    st.builds(
        lambda accounts, securities: ImportPart("x.csv", PART, accounts, securities),
        st.sampled_from([{}, {-1: 1, -2: 2}, {-1: 1}]),
        st.sampled_from([{}, {-1: 1}]),
    ),
    st.builds(TakeBackBatch, _IDS),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_EDITS, max_size=8))
def test_any_edits_are_undone_and_redone_to_the_letter(chosen: list[Edit]) -> None:
    user = filled()
    undone_and_redone(user, chosen, NOW, contents)
    user.close()


def test_what_was_typed_comes_back_exactly(user: sqlite3.Connection) -> None:
    apply(user, AddTransactions((SALE,)), NOW)
    assert all_transactions(user) == [replace(PURCHASE, id=1), replace(SALE, id=2)]
    assert str(all_transactions(user)[0].quantity) == "2.50"
    assert all_accounts(user)[2] == replace(DEPOT, position=2)
    assert all_securities(user) == {1: GEV}
    assert security_of_symbol(user, "GEV") == security_with_id(user, 1) == GEV
    assert security_of_symbol(user, "") is None
    assert security_with_id(user, 2) is None


def test_an_account_with_transactions_stays_what_it_is(user: sqlite3.Connection) -> None:
    assert refused(user, RemoveAccount(1)) == "account_used"
    assert refused(user, RemoveSecurity(1)) == "security_used"
    assert refused(user, ChangeAccount(replace(CASH, currency="USD"))) == "account_meant"
    apply(user, ChangeAccount(replace(DEPOT, currency="USD", name="New name")), NOW)
    assert all_accounts(user)[2].currency == "USD"


def test_names_and_symbols_are_taken_once(user: sqlite3.Connection) -> None:
    assert refused(user, AddAccount(replace(CASH, id=0, name="CASH"))) == "account_exists"
    assert refused(user, AddSecurity(Security(0, "Other", "USD", "gev"))) == "security_exists"
    assert refused(user, AddAccount(replace(DEPOT, id=0, name="D", cash_id=2))) == (
        "cash_account_missing"
    )


def test_accounts_that_settled_through_a_removed_one_settle_outside(
    user: sqlite3.Connection,
) -> None:
    apply(user, RemoveTransactions((1,)), NOW)
    apply(user, RemoveAccount(1), NOW)
    assert all_accounts(user)[2].cash_id is None


def test_transactions_are_all_booked_or_none(user: sqlite3.Connection) -> None:
    wrong = replace(PURCHASE, security_id=9)
    assert refused(user, AddTransactions((PURCHASE, wrong))) == "security_missing"
    assert refused(user, ChangeTransactions((replace(SALE, id=1), replace(SALE, id=7)))) == (
        "transaction_unknown"
    )


def test_a_changed_transaction_keeps_where_it_came_from(user: sqlite3.Connection) -> None:
    apply(user, ChangeTransactions((replace(SALE, id=1, source="other", batch_id=5),)), NOW)
    assert known_sources(user) == {"bank-1": 1}


def test_an_import_makes_what_is_new_and_its_chosen_lots_follow() -> None:
    user = new_user()
    apply(user, ImportPart("bank.csv", PART), NOW)
    bought, sold = all_transactions(user)
    assert (bought.account_id, bought.cash_id, bought.security_id) == (2, 1, 1)
    assert sold.lots == (ChosenLot(bought.id, Decimal(1)),)
    assert all_accounts(user)[2].cash_id == 1
    assert prices_of(user, 1) == (OwnPrice(1, DAY, Decimal("400.10"), date(2026, 9, 1)),)
    assert all_own_splits(user) == {1: (OwnSplit(1, date(2026, 6, 1), 4, 1),)}
    assert [each.name for each in all_batches(user)] == ["bank.csv"]
    user.close()


def test_an_import_takes_what_is_there_and_leaves_out_what_is_not_wanted(
    user: sqlite3.Connection,
) -> None:
    apply(user, ImportPart("x", PART, {-1: 1, -2: 2}, {-1: 1}, frozenset({-1})), NOW)
    assert len(all_accounts(user)) == 2
    assert [each.source for each in all_transactions(user)] == ["bank-1", "bank-2"]


def test_an_import_with_a_line_that_can_not_be_taken_changes_nothing(
    user: sqlite3.Connection,
) -> None:
    spoilt = replace(PART, lines=(*PART.lines, Line(3, problem=Problem("x", "Wrong."))))
    assert refused(user, ImportPart("x", spoilt)) == "import_problems"
    assert refused(user, ImportPart("x", PART)) == "account_exists"


def test_an_import_is_taken_back_whole_and_the_journal_tells_it() -> None:
    user = new_user()
    empty = contents(user)
    _, inverse = apply(user, ImportPart("bank.csv", PART), NOW)
    apply(user, inverse, NOW)
    assert contents(user) == empty
    told = changes_of(user, Noun.BATCH)
    assert [(each.was, each.became) for each in told] == [
        ({"name": "bank.csv", "transactions": 2}, None),
        (None, {"transactions": 2}),
    ]
    user.close()


def test_the_journal_tells_what_an_edit_was_about(user: sqlite3.Connection) -> None:
    (last, *_) = (each.id for each in changes_of(user))
    apply(user, ChangeTransactions((replace(SALE, id=1),)), NOW)
    apply(user, RemoveTransactions((1,)), NOW)
    assert [(noun, number) for _, noun, number in concerned_since(user, last)] == [
        (Noun.TRANSACTION, 1),
        (Noun.TRANSACTION, 1),
    ]
    removed, changed = changes_of(user, Noun.TRANSACTION, 1)[:2]
    assert removed.became is None
    assert changed.was is not None
    assert changed.was["kind"] == "buy"
    assert changed.was["quantity"] == "2.50"
    assert changed.was["charges"][1]["rate"] == "1.17"
    assert changed.became is not None
    assert changed.became["on"] == "2026-04-01"


def test_what_is_deleted_of_an_import_comes_back_though_that_was_taken_back(
    user: sqlite3.Connection,
) -> None:
    apply(user, ImportPart("bank.csv", PART, {-1: 1, -2: 2}, {-1: 1}), NOW)
    (batch,) = all_batches(user)
    one = next(each for each in all_transactions(user) if each.batch_id == batch.id)
    _, undo = apply(user, RemoveTransactions((one.id,)), NOW)
    apply(user, TakeBackBatch(batch.id), NOW)
    apply(user, undo, NOW)
    assert replace(one, batch_id=None) in all_transactions(user)

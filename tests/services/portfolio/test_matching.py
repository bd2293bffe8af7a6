"""Imports matched with what is there, and made as one edit that is undone in one step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gridwatch.domain.company import Company, Listing
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.reading import TableReading, read_table
from gridwatch.services.edits import apply
from gridwatch.services.portfolio.account_edits import AddAccount, AddSecurity
from gridwatch.services.portfolio.candidates import Sign, plain_name
from gridwatch.services.portfolio.duplicates import Certainty
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.services.portfolio.matching import Choices, Matching, known_of, match
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.securities import all_securities
from gridwatch.store.user.transactions import all_transactions
from tests.in_memory import new_user
from tests.services.undoing import dump, undone_and_redone

NOW = datetime(2026, 11, 27, tzinfo=UTC)
TODAY = NOW.date()
HEAD = "Date,Type,ISIN,Name,Quantity,Price,Fee,Net amount,Currency"
VERNOVA = "2025-01-02,Buy,US36828A1016,GE Vernova,10,300.00,1.00,3001.00,USD"
DEPOSIT = "2025-01-01,Deposit,,,,,,5000.00,USD"
SIEMENS = "2025-01-03,Buy,,Siemens Energy AG,5,50.00,1.00,251.00,EUR"
COMPANIES = (
    Company(
        0, "GE Vernova", "", "", "US", False, "", "GEV",
        (Listing("GEV", "NYQ", "USD", isin="US36828A1016"),),
    ),
    Company(
        0, "Siemens Energy", "", "", "DE", False, "", "ENR.DE",
        (Listing("ENR.DE", "GER", "EUR", isin="DE000ENER6Y0"),),
    ),
)  # fmt: skip


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    """Give an empty user file."""
    made = new_user()
    yield made
    made.close()


def reading(*rows: str) -> TableReading:
    return read_table("\n".join([HEAD, *rows]).encode(), today=TODAY, broker="Bank")


def matching(user: sqlite3.Connection, *rows: str, choices: Choices | None = None) -> Matching:
    read = reading(*rows)
    return match(read.part, known_of(user, COMPANIES), choices, read.tickers)


def test_a_new_security_gets_its_symbol_by_isin_and_currency_and_is_asked_for_by_name(
    user: sqlite3.Connection,
) -> None:
    found = matching(user, VERNOVA, SIEMENS)
    vernova, siemens = found.securities
    assert (vernova.security.symbol, vernova.existing) == ("GEV", None)
    assert siemens.security.symbol == ""
    assert [(each.symbol, each.by) for each in siemens.candidates] == [("ENR.DE", Sign.NAME)]
    assert found.unsure == (siemens,)
    chosen = Choices(symbols={siemens.security.id: "ENR.DE"})
    again = matching(user, VERNOVA, SIEMENS, choices=chosen)
    assert again.securities[1].security.symbol == "ENR.DE"
    assert again.unsure == ()


def test_a_symbol_that_is_chosen_brings_the_currency_of_its_price(
    user: sqlite3.Connection,
) -> None:
    in_euros = VERNOVA.replace("USD", "EUR")
    found = matching(user, in_euros)
    (vernova,) = found.securities
    assert (vernova.security.symbol, vernova.security.currency) == ("", "EUR")
    assert [(each.symbol, each.by) for each in vernova.candidates] == [("GEV", Sign.ISIN)]
    chosen = Choices(symbols={vernova.security.id: "gev"})
    apply(user, matching(user, in_euros, choices=chosen).edit("bank.csv"), NOW)
    ((stored,), (one,)) = all_securities(user).values(), all_transactions(user)
    assert (stored.symbol, stored.currency, one.currency) == ("GEV", "USD", "EUR")


def test_an_import_is_made_whole_and_undone_in_one_step(user: sqlite3.Connection) -> None:
    edit = matching(user, DEPOSIT, VERNOVA).edit("bank.csv")
    _, inverse = apply(user, edit, NOW)
    accounts = {each.name: each for each in all_accounts(user).values()}
    assert accounts["Bank"].cash_id == accounts["Bank USD"].id
    deposit, bought = all_transactions(user)
    assert (deposit.kind, deposit.net) == (Kind.DEPOSIT, Decimal("5000.00"))
    assert (bought.quantity, bought.net) == (Decimal(10), Decimal(3001))
    assert bought.account_id == accounts["Bank"].id
    apply(user, inverse, NOW)
    assert all_transactions(user) == []
    assert not all_accounts(user)
    assert not all_securities(user)


def test_the_same_file_again_brings_nothing_new(user: sqlite3.Connection) -> None:
    rows = (DEPOSIT, VERNOVA, VERNOVA)
    apply(user, matching(user, *rows).edit("bank.csv"), NOW)
    again = matching(user, *rows)
    assert [each.certainty for each in again.duplicates] == [Certainty.CERTAIN] * 3
    assert all(each.existing is not None for each in again.securities)
    assert all(each.existing is not None for each in again.accounts)
    apply(user, again.edit("bank.csv"), NOW)
    assert len(all_transactions(user)) == 3
    longer = matching(user, *rows, VERNOVA)
    assert len(longer.duplicates) == 3
    apply(user, longer.edit("bank.csv"), NOW)
    assert len(all_transactions(user)) == 4


def test_what_was_typed_by_hand_a_day_apart_is_likely_a_duplicate_and_can_be_taken(
    user: sqlite3.Connection,
) -> None:
    apply(user, AddAccount(Account(0, "Mine", AccountKind.SECURITIES, "USD")), NOW)
    apply(user, AddSecurity(Security(0, "GEV", "USD", "GEV")), NOW)
    (account,), (security,) = all_accounts(user), all_securities(user)
    typed = Transaction(
        0,
        Kind.BUY,
        date(2025, 1, 3),
        account,
        None,
        security,
        Decimal(10),
        Decimal(3000),
        "USD",
        net=Decimal("3001.0"),
    )
    apply(user, AddTransactions((typed,)), NOW)
    found = matching(user, VERNOVA, VERNOVA)
    assert found.securities[0].by is Sign.SYMBOL
    assert [each.certainty for each in found.duplicates] == [Certainty.LIKELY]
    (double,) = found.duplicates
    assert found.left_out == {double.transaction_id}
    wanted = matching(
        user, VERNOVA, VERNOVA, choices=Choices(taken=frozenset({double.transaction_id}))
    )
    apply(user, wanted.edit("bank.csv"), NOW)
    assert len(all_transactions(user)) == 3


def test_another_account_is_no_duplicate_and_another_security_none(
    user: sqlite3.Connection,
) -> None:
    apply(user, matching(user, VERNOVA).edit("bank.csv"), NOW)
    assert matching(user, VERNOVA.replace("10,300", "11,300")).duplicates == ()
    other = VERNOVA.replace("2025-01-02", "2025-01-03")
    apply(user, AddAccount(Account(0, "Other", AccountKind.SECURITIES, "USD")), NOW)
    there = next(each.id for each in all_accounts(user).values() if each.name == "Other")
    found = matching(user, other)
    assert [each.certainty for each in found.duplicates] == [Certainty.LIKELY]
    securities = next(
        each.account.id for each in found.accounts if each.account.kind is AccountKind.SECURITIES
    )
    moved = matching(user, other, choices=Choices(accounts={securities: there}))
    assert moved.duplicates == ()


def test_a_line_with_a_problem_stops_the_import_until_it_is_left_out(
    user: sqlite3.Connection,
) -> None:
    rows = (VERNOVA, "2025-01-05,Frobnicate,,,,,,1.00,USD")
    with pytest.raises(Problem) as caught:
        apply(user, matching(user, *rows).edit("bank.csv"), NOW)
    assert caught.value.code == "import_problems"
    assert all_transactions(user) == []
    left = matching(user, *rows, choices=Choices(without=frozenset({3})))
    apply(user, left.edit("bank.csv"), NOW)
    assert len(all_transactions(user)) == 1


def test_what_only_left_out_lines_name_is_not_made(user: sqlite3.Connection) -> None:
    found = matching(user, VERNOVA, SIEMENS, choices=Choices(without=frozenset({3})))
    apply(user, found.edit("bank.csv"), NOW)
    assert [each.name for each in all_securities(user).values()] == ["GE Vernova"]
    assert {each.name for each in all_accounts(user).values()} == {"Bank"}


def test_two_securities_with_one_symbol_become_one(user: sqlite3.Connection) -> None:
    first = matching(user, VERNOVA, SIEMENS)
    chosen = Choices(symbols={each.security.id: "GEV" for each in first.securities})
    apply(user, matching(user, VERNOVA, SIEMENS, choices=chosen).edit("bank.csv"), NOW)
    assert [each.symbol for each in all_securities(user).values()] == ["GEV"]
    assert len({one.security_id for one in all_transactions(user)}) == 1


def test_an_account_of_another_currency_is_not_taken_for_the_same(
    user: sqlite3.Connection,
) -> None:
    apply(user, AddAccount(Account(0, "Bank USD", AccountKind.CASH, "EUR")), NOW)
    found = matching(user, DEPOSIT)
    assert [(each.account.name, each.existing) for each in found.accounts] == [("Bank USD 2", None)]
    apply(user, found.edit("bank.csv"), NOW)
    assert len(all_accounts(user)) == 2


def test_a_security_that_is_there_is_found_by_isin_symbol_wkn_or_its_only_name(
    user: sqlite3.Connection,
) -> None:
    there = (
        Security(0, "Alpha", "USD", isin="US36828A1016"),
        Security(0, "Siemens Energy", "EUR"),
        Security(0, "Twice Inc.", "EUR"),
        Security(0, "Twice", "EUR"),
    )
    for each in there:
        apply(user, AddSecurity(each), NOW)
    twice = SIEMENS.replace("Siemens Energy AG", "Twice AG")
    found = matching(user, VERNOVA, SIEMENS, twice)
    assert [each.by for each in found.securities] == [Sign.ISIN, Sign.NAME, None]
    new = found.securities[2]
    chosen = Choices(securities={new.security.id: 3, found.securities[0].security.id: None})
    again = matching(user, VERNOVA, SIEMENS, twice, choices=chosen)
    assert [each.existing for each in again.securities] == [None, 2, 3]


def test_names_are_compared_without_their_legal_forms() -> None:
    assert plain_name("The Coca-Cola Company") == plain_name("COCA COLA CO.") == "coca cola"
    assert plain_name("AG") == "ag"


def test_imports_are_undone_and_redone_to_the_letter(user: sqlite3.Connection) -> None:
    def ledger(user: sqlite3.Connection) -> list[str]:
        return [each for each in dump(user) if '"ledger_change"' not in each]

    first = matching(user, DEPOSIT, VERNOVA).edit("bank.csv")
    apply(user, first, NOW)
    exchange = "2025-01-04,Forex,,,,,,-100.00,USD"
    back = "2025-01-04,Forex,,,,,,90.00,EUR"
    second = matching(user, DEPOSIT, VERNOVA, SIEMENS, exchange, back).edit("more.csv")
    undone_and_redone(user, [second], NOW, ledger)
    assert len(all_transactions(user)) == 4
    (moved,) = (one for one in all_transactions(user) if one.kind is Kind.CASH_TRANSFER)
    assert (moved.net, moved.other_net) == (Decimal("100.00"), Decimal("90.00"))


def test_an_account_that_nothing_in_the_file_names_is_made_as_well(
    user: sqlite3.Connection,
) -> None:
    part = reading(VERNOVA).part
    empty = Account(-90, "Empty", AccountKind.CASH, "CHF")
    found = match(replace(part, accounts=(*part.accounts, empty)), known_of(user, COMPANIES))
    apply(user, found.edit("bank.csv"), NOW)
    assert "Empty" in {each.name for each in all_accounts(user).values()}


INTEREST = "Interest on cash,{on} 02:00:00,,,,,,,,,0.04,GBP,,,Interest,{number},,"
HEAD_212 = (
    "Action,Time,ISIN,Ticker,Name,No. of shares,Price / share,Currency (Price / share),"
    "Exchange rate,Result,Total,Currency (Total),Withholding tax,Currency (Withholding tax),Notes,"
    "ID,Currency conversion fee,Currency (Currency conversion fee)"
)


def of_212(user: sqlite3.Connection, *rows: str, choices: Choices | None = None) -> Matching:
    table = read_table("\n".join([HEAD_212, *rows]).encode(), today=TODAY)
    return match(table.part, known_of(user, ()), choices, table.tickers)


def test_the_interest_of_the_next_day_is_no_duplicate_though_it_is_the_same_to_the_cent(
    user: sqlite3.Connection,
) -> None:
    apply(user, of_212(user, INTEREST.format(on="2024-01-01", number="a")).edit("one.csv"), NOW)

    assert of_212(user, INTEREST.format(on="2024-01-02", number="b")).duplicates == ()


def test_an_equal_line_of_another_account_at_the_same_broker_is_no_duplicate(
    user: sqlite3.Connection,
) -> None:
    line = INTEREST.format(on="2024-01-01", number="a")
    apply(user, of_212(user, line).edit("mine.csv"), NOW)
    apply(user, AddAccount(Account(0, "Hers", AccountKind.CASH, "GBP")), NOW)
    hers = next(each.id for each in all_accounts(user).values() if each.name == "Hers")
    (account,) = of_212(user, line).accounts

    new = Choices(accounts={account.account.id: None})
    assert of_212(user, line, choices=new).duplicates == ()
    chosen = Choices(accounts={account.account.id: hers})
    apply(user, of_212(user, line, choices=chosen).edit("hers.csv"), NOW)

    assert len(all_transactions(user)) == 2
    # From now on each of them is known again in its own account.
    for choices in (None, chosen):
        (double,) = of_212(user, line, choices=choices).duplicates
        assert double.certainty is Certainty.CERTAIN


def test_as_much_of_another_currency_is_no_duplicate(user: sqlite3.Connection) -> None:
    apply(user, matching(user, DEPOSIT).edit("bank.csv"), NOW)
    euros = read_table(
        "\n".join([HEAD, DEPOSIT.replace("USD", "EUR")]).encode(), today=TODAY, broker="Other"
    )

    assert match(euros.part, known_of(user, ())).duplicates == ()

"""The checks over a book: its prices and rates as they are asked for, and what was dismissed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import OwnPrice, Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.edits import Choose, apply
from gridwatch.services.portfolio.account_edits import (
    AddAccount,
    AddSecurity,
    ChangeAccount,
    PutPrices,
)
from gridwatch.services.portfolio.auditing import BookMarket, check_book
from gridwatch.services.portfolio.book import Book, open_book
from gridwatch.services.portfolio.foreseen import foreseen
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.services.several import Several
from tests.in_memory import new_user
from tests.services.portfolio.two_securities import NOW

ON, TODAY = date(2025, 3, 3), date(2025, 6, 2)


def book() -> Book:
    user = new_user()
    apply(user, Choose("base_currency", "EUR"), NOW)
    apply(user, AddAccount(Account(0, "Depot", AccountKind.SECURITIES, "EUR")), NOW)
    apply(user, AddSecurity(Security(0, "Fund", "EUR")), NOW)
    bought, price = Decimal(10), Decimal("0.7")
    buy = Transaction(
        0, Kind.BUY, ON, 1, None, 1, bought, Decimal(700), "EUR", net=Decimal(700)
    )  # fmt: skip
    apply(user, AddTransactions((buy,)), NOW)
    apply(user, PutPrices(1, (OwnPrice(1, ON, price),)), NOW)
    return open_book(user, None, TODAY)


def test_only_the_price_of_the_very_day_counts() -> None:
    market = BookMarket(book())
    found = market.traded(1, ON)
    assert found is not None
    assert (found.low, found.high, found.close) == (0.7, 0.7, 0.7)
    assert market.traded(1, date(2025, 3, 4)) is None
    assert market.traded(1, date(2025, 3, 2)) is None
    assert market.has_price(1)


def test_a_rate_that_nobody_knows_is_none() -> None:
    market = BookMarket(book())
    assert market.rate("EUR", "EUR", ON) == 1.0
    assert market.rate("USD", "EUR", ON) is None


def test_what_was_dismissed_is_apart() -> None:
    found = check_book(book())
    (doubtful,) = [each for each in found.findings if each.code == "price_doubtful"]
    again = check_book(book(), {doubtful.key})
    assert doubtful.key not in {each.key for each in again.findings}
    assert [each.key for each in again.hidden] == [doubtful.key]
    assert set(found.transactions) == {1}


def test_a_repair_is_foretold_as_the_journal_would_write_it() -> None:
    found = check_book(book())
    (doubtful,) = [each for each in found.findings if each.code == "price_doubtful"]
    (change,) = foreseen(doubtful.repairs[0].edit, found.transactions, found.accounts)
    assert change.was is not None
    assert change.became is not None
    assert Decimal(change.was["gross"]) == Decimal(700)
    assert Decimal(change.became["gross"]) == Decimal(7)
    closed = ChangeAccount(Account(1, "Depot", AccountKind.SECURITIES, "EUR", closed=True))
    both = foreseen(Several((closed, doubtful.repairs[0].edit)), found.transactions, found.accounts)
    assert [each.noun for each in both] == ["account", "transaction"]

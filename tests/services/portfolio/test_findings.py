"""Doubtful matters of a ledger: found, mended by their repair, and found again when undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.splits import Split
from gridwatch.services.edits import Edit, apply
from gridwatch.services.portfolio.account_edits import AddAccount, AddSecurity
from gridwatch.services.portfolio.audit import Audit, Traded
from gridwatch.services.portfolio.findings import findings
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.services.portfolio.views import Finding, Severity
from gridwatch.store.user import transactions as store
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.securities import all_securities
from tests.booked import NEW, ONE, OTHER, SHARE, booked, day, fee, seen
from tests.in_memory import new_user

NOW = datetime(2020, 7, 1, tzinfo=UTC)
TODAY = day(200)
EURO, EURO_TOO, DOLLAR = 3, 4, 5
D = Decimal


@dataclass
class Prices:
    """What the market tells in these tests, by security and day."""

    traded_on: dict[tuple[int, date], Traded] = field(default_factory=dict)
    rates: Mapping[str, float] = field(default_factory=lambda: {"USD": 0.9, "GBP": 1.1})

    def traded(self, security_id: int, on: date) -> Traded | None:
        return self.traded_on.get((security_id, on))

    def has_price(self, security_id: int) -> bool:
        return security_id == SHARE

    def rate(self, given: str, wanted: str, on: date) -> float | None:
        del on
        if given == wanted:
            return 1.0
        return self.rates.get(given) if wanted == "EUR" else None


class Ledger:
    """A stored ledger of two depots, three cash accounts and two shares."""

    def __init__(self) -> None:
        self.user: sqlite3.Connection = new_user()
        self.prices = Prices()
        self.splits: dict[int, Sequence[Split]] = {}
        for number, name, kind, currency in (
            (ONE, "Depot", AccountKind.SECURITIES, "EUR"),
            (OTHER, "Zweites", AccountKind.SECURITIES, "EUR"),
            (EURO, "Konto", AccountKind.CASH, "EUR"),
            (EURO_TOO, "Sparbuch", AccountKind.CASH, "EUR"),
            (DOLLAR, "Dollars", AccountKind.CASH, "USD"),
        ):
            self.do(AddAccount(Account(number, name, kind, currency)))
        self.do(AddSecurity(Security(SHARE, "Share", "EUR", symbol="SHR.DE")))
        self.do(AddSecurity(Security(NEW, "Unquoted", "USD")))

    def do(self, edit: Edit) -> Edit:
        return apply(self.user, edit, NOW)[1]

    def book(self, *rows: Transaction) -> None:
        self.do(AddTransactions(rows))

    def rows(self) -> list[Transaction]:
        return list(store.all_transactions(self.user))

    def found(self, code: str | None = None, dismissed: Sequence[str] = ()) -> list[Finding]:
        audit = Audit(
            self.rows(), all_accounts(self.user), all_securities(self.user), self.splits,
            self.prices, "EUR", TODAY,
        )  # fmt: skip
        return [each for each in findings(audit, dismissed) if code in (None, each.code)]

    def mended_by(self, code: str, repair: str) -> list[Transaction]:
        """Return the rows after a repair of the only finding; undone, it is found again."""
        before = self.found(code)
        (finding,) = before
        (edit,) = [each.edit for each in finding.repairs if each.code == repair]
        inverse = self.do(edit)
        rows = self.rows()
        assert self.found(code) == []
        again = self.do(inverse)
        assert self.found(code) == before
        self.do(again)
        return rows


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


def test_a_sound_ledger_has_no_findings(ledger: Ledger) -> None:
    ledger.prices.traded_on[SHARE, day(1)] = Traded(9, 11, 10)
    ledger.book(
        booked(1, Kind.DEPOSIT, 0, 0, 500, account_id=None, security_id=None, cash_id=EURO),
        booked(2, Kind.BUY, 1, 10, 100, cash_id=EURO, charges=(fee(5),)),
        booked(3, Kind.TRANSFER, 2, 4, other_account_id=OTHER),
        booked(4, Kind.SELL, 3, 4, 60, account_id=OTHER, cash_id=EURO),
    )
    assert ledger.found() == []


def test_a_negative_holding_is_mended_by_a_delivery_or_by_allowing_shorts(ledger: Ledger) -> None:
    ledger.prices.traded_on[SHARE, day(9)] = Traded(9, 11, 10)
    ledger.splits[SHARE] = (Split(day(50), 2, 1),)
    ledger.book(
        booked(1, Kind.BUY, 0, 10, 100),
        booked(2, Kind.SELL, 9, 13, 100),
        booked(3, Kind.SELL, 60, 4, 100),
    )
    (finding,) = ledger.found("holding_negative")
    assert finding.severity is Severity.ERROR
    assert finding.transactions == (2, 3)
    assert (finding.values["quantity"], finding.values["day"]) == (5, day(9))
    rows = ledger.mended_by("holding_negative", "deliver_missing")
    (delivery,) = [each for each in rows if each.kind is Kind.DELIVERY_IN]
    # Closes count shares of today: two for one of that day.
    assert seen(delivery, "on", "quantity", "gross") == (day(9), 5, 100)


def test_shorts_are_no_finding_where_they_are_allowed(ledger: Ledger) -> None:
    ledger.book(booked(1, Kind.SELL, 9, 13, 100))
    ledger.mended_by("holding_negative", "allow_shorts")


def test_a_day_to_come_is_found(ledger: Ledger) -> None:
    ledger.book(booked(1, Kind.BUY, 300, 1, 10))
    (row,) = ledger.mended_by("day_future", "date_today")
    assert row.on == TODAY


def test_what_has_no_price_and_no_rate_is_told_once(ledger: Ledger) -> None:
    ledger.prices.rates = {}
    for number, on in enumerate((3, 1, 7), start=1):
        ledger.book(booked(number, Kind.BUY, on, 1, 10, security_id=NEW, currency="USD"))
    (price,) = ledger.found("price_missing")
    assert (price.security_id, price.repairs) == (NEW, ())
    (rate,) = ledger.found("rate_missing")
    values = rate.values
    assert (values["currency"], values["first"], values["last"]) == ("USD", day(1), day(7))
    assert values["days"] == 3


def test_a_transaction_that_was_paid_in_the_base_currency_needs_no_rate(ledger: Ledger) -> None:
    ledger.prices.rates = {}
    ledger.book(booked(1, Kind.BUY, 1, 1, 10, currency="USD", cash_id=EURO, net=D(9)))
    assert ledger.found("rate_missing") == []


def test_a_price_in_pence_is_mended_by_a_hundredth_with_its_net(ledger: Ledger) -> None:
    ledger.prices.traded_on[SHARE, day(1)] = Traded(9, 11, 10)
    ledger.book(booked(1, Kind.BUY, 1, 10, 10200, charges=(fee(5),)))
    (row,) = ledger.mended_by("price_doubtful", "price_hundredth")
    assert seen(row, "gross", "net", "quantity") == (102, 107, 10)


def test_a_net_that_is_right_already_stays(ledger: Ledger) -> None:
    ledger.prices.traded_on[SHARE, day(1)] = Traded(9, 11, 10)
    ledger.book(booked(1, Kind.BUY, 1, 10, "1.02", net=D("102.00")))
    (row,) = ledger.mended_by("price_doubtful", "price_hundredfold")
    assert seen(row, "gross", "net") == (102, 102)


def test_a_quantity_after_a_later_split_is_mended_by_saying_so(ledger: Ledger) -> None:
    ledger.prices.traded_on[SHARE, day(1)] = Traded(9, 11, 10)
    ledger.splits[SHARE] = (Split(day(50), 4, 1), Split(day(90), 5, 1))
    ledger.book(booked(1, Kind.BUY, 1, 8, 400))  # 50 a share: 200 then, 50 after the first split
    (row,) = ledger.mended_by("price_doubtful", "shares_as_of")
    assert row.shares_as_of == day(50)
    assert row.quantity == 8


def test_a_price_that_nothing_explains_is_told_without_a_repair(ledger: Ledger) -> None:
    ledger.prices.traded_on[SHARE, day(1)] = Traded(9, 11, 10)
    ledger.book(booked(1, Kind.BUY, 1, 10, 140))
    (finding,) = ledger.found("price_doubtful")
    assert (finding.values["price"], finding.values["close"], finding.repairs) == (14, 10, ())


def test_prices_near_those_of_the_day_are_not_doubted(ledger: Ledger) -> None:
    ledger.prices.traded_on[SHARE, day(1)] = Traded(9, 11, 10)
    ledger.book(booked(1, Kind.BUY, 1, 10, 132), booked(2, Kind.BUY, 1, 10, 72))
    ledger.book(booked(3, Kind.BUY, 1, 10, 110, currency="USD"))
    assert ledger.found("price_doubtful") == []


def test_two_halves_of_a_payment_become_one_transfer(ledger: Ledger) -> None:
    placed = {"account_id": None, "security_id": None}
    ledger.book(
        booked(1, Kind.WITHDRAWAL, 5, 0, 100, cash_id=EURO, **placed, note="out"),
        booked(2, Kind.DEPOSIT, 7, 0, 100, cash_id=EURO_TOO, **placed, note="in"),
        booked(3, Kind.DEPOSIT, 8, 0, 100, cash_id=EURO_TOO, **placed),
        booked(4, Kind.DEPOSIT, 5, 0, 100, cash_id=EURO, **placed),
        booked(5, Kind.DEPOSIT, 5, 0, 100, cash_id=DOLLAR, **placed, currency="USD"),
    )
    rows = ledger.mended_by("cash_unlinked", "join_transfer")
    (joined,) = [each for each in rows if each.kind is Kind.CASH_TRANSFER]
    assert seen(joined, "id", "cash_id", "other_cash_id") == (1, EURO, EURO_TOO)
    assert seen(joined, "net", "other_net", "on") == (100, 100, day(5))
    assert joined.note == "out\nin"
    assert len(rows) == 4


def test_payments_four_days_apart_are_not_one(ledger: Ledger) -> None:
    placed = {"account_id": None, "security_id": None}
    ledger.book(
        booked(1, Kind.WITHDRAWAL, 5, 0, 100, cash_id=EURO, **placed),
        booked(2, Kind.DEPOSIT, 9, 0, 100, cash_id=EURO_TOO, **placed),
    )
    assert ledger.found("cash_unlinked") == []


def test_two_halves_of_a_delivery_become_one_transfer(ledger: Ledger) -> None:
    ledger.splits[SHARE] = (Split(day(6), 2, 1),)
    ledger.book(
        booked(1, Kind.BUY, 0, 10, 100),
        booked(2, Kind.DELIVERY_OUT, 5, 10, 120),
        booked(3, Kind.DELIVERY_IN, 7, 20, 120, account_id=OTHER),
    )
    rows = ledger.mended_by("shares_unlinked", "join_transfer")
    joined = rows[-1]
    assert seen(joined, "kind", "account_id", "other_account_id") == (Kind.TRANSFER, ONE, OTHER)
    assert seen(joined, "quantity", "gross") == (10, 0)


def test_what_is_booked_twice_is_mended_by_removing_the_later_one(ledger: Ledger) -> None:
    one = booked(1, Kind.BUY, 1, 10, 100, source="a")
    ledger.book(one, replace(one, note="again", source=""), replace(one, quantity=D(11)))
    rows = ledger.mended_by("duplicate", "remove_duplicate")
    assert [each.id for each in rows] == [1, 3]


def test_entries_that_one_import_tells_apart_are_no_duplicates(ledger: Ledger) -> None:
    one = booked(1, Kind.BUY, 1, 10, 100)
    ledger.book(replace(one, time="10:00:00"), replace(one, time="10:00:05"))
    assert ledger.found("duplicate") == []
    imported = [replace(one, id=number, batch_id=8, source=str(number)) for number in (1, 2)]
    audit = Audit(
        imported, all_accounts(ledger.user), all_securities(ledger.user), {}, Prices(), "EUR", TODAY
    )
    assert findings(audit) == ()
    alike = [replace(each, source="x") for each in imported]
    assert [each.code for each in findings(replace(audit, transactions=alike))] == ["duplicate"]


def test_a_net_that_disagrees_is_mended_by_the_expected_one_or_by_the_rate(ledger: Ledger) -> None:
    ledger.book(
        booked(1, Kind.BUY, 1, 10, 100, charges=(fee(5),), net=D("106.00")),
        booked(
            2, Kind.BUY, 1, 10, 100, currency="USD", cash_id=EURO, rate=D("0.8"),
            charges=(fee(20, "USD"),), net=D("108.00"),
        ),
    )  # fmt: skip
    (finding,) = ledger.found("net_disagrees")
    assert finding.transactions == (2,)
    assert (finding.values["net"], finding.values["expected"]) == (108, 96)
    assert ledger.mended_by("net_disagrees", "rate_of_net")[-1].rate == D("0.9")


def test_an_expected_net_is_taken(ledger: Ledger) -> None:
    ledger.book(booked(1, Kind.SELL, 1, 10, 100, charges=(fee(5),), net=D("105.00")))
    assert ledger.mended_by("net_disagrees", "net_expected")[-1].net == 95


def test_an_overdrawn_account_is_told_with_its_lowest_day(ledger: Ledger) -> None:
    placed = {"account_id": None, "security_id": None, "cash_id": EURO}
    ledger.book(
        booked(1, Kind.WITHDRAWAL, 2, 0, 50, **placed),
        booked(2, Kind.WITHDRAWAL, 3, 0, 30, **placed),
        booked(3, Kind.DEPOSIT, 9, 0, 100, **placed),
    )
    (finding,) = ledger.found("balance_negative")
    assert finding.severity is Severity.HINT
    values = finding.values
    assert (values["since"], values["day"], values["amount"]) == (day(2), day(3), -80)


def test_a_closed_account_that_holds_something_is_opened_again(ledger: Ledger) -> None:
    ledger.do(AddAccount(Account(7, "Closed", AccountKind.SECURITIES, "EUR", closed=True)))
    ledger.book(booked(1, Kind.BUY, 1, 1, 10, account_id=7))
    ledger.mended_by("closed_holds", "open_account")


def test_a_delivery_without_a_value_is_given_the_close(ledger: Ledger) -> None:
    ledger.prices.traded_on[SHARE, day(1)] = Traded(9, 11, 10.5)
    ledger.book(booked(1, Kind.DELIVERY_IN, 1, 3))
    assert ledger.mended_by("delivery_unvalued", "value_at_close")[0].gross == D("31.5")


def test_dismissed_findings_stay_away_and_errors_come_first(ledger: Ledger) -> None:
    ledger.book(
        booked(1, Kind.DELIVERY_IN, 1, 3), booked(2, Kind.BUY, 300, 1, 1),
        booked(3, Kind.SELL, 2, 9, 9),
    )  # fmt: skip
    severities = [each.severity for each in ledger.found()]
    assert severities == [Severity.ERROR, Severity.WARNING, Severity.HINT]
    keys = [each.key for each in ledger.found()]
    assert len(ledger.found(dismissed=keys[:1])) == 2
    assert ledger.found(dismissed=keys) == []

"""What Portfolio Performance imports: read back by our own reader of its tables."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction
from gridwatch.files.ledger.reading import read_table
from gridwatch.files.ledger_out.performance_csv import performance_files

DAY = date(2024, 1, 2)
ACCOUNTS = {
    1: Account(1, "Bank", AccountKind.CASH, "EUR"),
    2: Account(2, "Dollars", AccountKind.CASH, "USD"),
    3: Account(3, "Depot", AccountKind.SECURITIES, "EUR", cash_id=1),
}
SECURITIES = {
    1: Security(1, "Nvidia", "USD", "NVDA", "US67066G1040"),
    2: Security(2, "=Evil", "EUR"),
}
FEE = Charge(ChargeKind.FEE, Decimal(10), "USD")
BUY = Transaction(
    1, Kind.BUY, DAY, 3, 1, 1, Decimal(3), Decimal(1000), "USD", (FEE,), Decimal("919.32"),
    Decimal("0.91"),
)  # fmt: skip
TAX = Charge(ChargeKind.TAX, Decimal(2), "EUR")
TRANSACTIONS = (
    BUY,
    Transaction(
        2, Kind.DIVIDEND, DAY, 3, 1, 1, Decimal(3), Decimal(12), "EUR", (TAX,), Decimal(10)
    ),
    Transaction(3, Kind.DEPOSIT, DAY, cash_id=1, gross=Decimal(5), currency="EUR", net=Decimal(5)),
    Transaction(
        4, Kind.CASH_TRANSFER, DAY, cash_id=1, gross=Decimal(100), currency="EUR",
        net=Decimal(100), other_cash_id=2, other_net=Decimal(110),
    ),
    Transaction(5, Kind.BUY, DAY, 3, None, 2, Decimal(1), Decimal(7), "EUR", (), Decimal(7)),
    Transaction(
        6, Kind.SPIN_OFF, DAY, 3, security_id=1, other_security_id=2, ratio=(1, 2), currency="EUR",
        cost_share=Decimal("0.1"),
    ),
)  # fmt: skip


def rows(document: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(document.decode("utf-8-sig")), delimiter=";"))


def test_a_purchase_abroad_has_its_value_gross_and_rate() -> None:
    buy, outside = rows(performance_files(TRANSACTIONS, ACCOUNTS, SECURITIES).portfolio)
    wanted = {
        "Date": "2024-01-02", "Type": "Buy", "Shares": "3", "Value": "919.32",
        "Transaction Currency": "EUR", "Fees": "9.10", "Gross Amount": "1000",
        "Currency Gross Amount": "USD", "Exchange Rate": "0.91", "Securities Account": "Depot",
        "Cash Account": "Bank", "Ticker Symbol": "NVDA",
    }  # fmt: skip
    assert {name: buy[name] for name in wanted} == wanted
    assert (outside["Type"], outside["Security Name"]) == ("Delivery (Inbound)", "'=Evil")


def test_money_has_its_own_file_and_what_has_no_form_is_told() -> None:
    files = performance_files(TRANSACTIONS, ACCOUNTS, SECURITIES)
    told = {each["Type"]: each for each in rows(files.account)}
    assert set(told) == {"Dividend", "Deposit", "Transfer (Outbound)"}
    assert (told["Dividend"]["Value"], told["Dividend"]["Taxes"]) == ("10", "2")
    transfer = told["Transfer (Outbound)"]
    assert (transfer["Offset Account"], transfer["Gross Amount"]) == ("Dollars", "110")
    assert [each.values["id"] for each in files.left_out] == [6]


def test_the_portfolio_file_reads_back_as_the_same_trades() -> None:
    files = performance_files([BUY], ACCOUNTS, SECURITIES)
    reading = read_table(files.portfolio, today=date(2026, 11, 28))
    assert not reading.part.problems
    (again,) = reading.part.transactions
    assert (again.kind, again.on, again.quantity, again.net) == (
        Kind.BUY, DAY, BUY.quantity, BUY.net,
    )  # fmt: skip


def test_the_account_file_reads_back_with_the_same_balance() -> None:
    money = [each for each in TRANSACTIONS if each.kind in {Kind.DEPOSIT, Kind.DIVIDEND}]
    files = performance_files(money, ACCOUNTS, SECURITIES)
    part = read_table(files.account, today=date(2026, 11, 28)).part
    assert not part.problems
    assert sum(TRAITS[each.kind].cash * each.net for each in part.transactions) == 15


def test_no_name_of_a_security_is_a_formula() -> None:
    evil = {2: Security(2, "=1+1", "EUR", "", "", "=CMD|' /C calc'!A0")}
    (row,) = rows(performance_files((TRANSACTIONS[4],), ACCOUNTS, evil).portfolio)

    assert (row["Security Name"], row["WKN"]) == ("'=1+1", "'=CMD|' /C calc'!A0")

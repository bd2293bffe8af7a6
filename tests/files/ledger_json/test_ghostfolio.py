"""Ghostfolio's exports and Portfolio Performance's selections: what each activity becomes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from gridwatch.domain.ledger.account import AccountKind
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.part import LedgerPart
from gridwatch.domain.ledger.transaction import Charge, ChargeKind
from gridwatch.files.ledger_json.ghostfolio import is_ghostfolio, read_ghostfolio
from gridwatch.files.ledger_json.loading import loaded
from gridwatch.files.ledger_json.selection import is_selection, read_selection


def codes(part: LedgerPart) -> list[str]:
    return [each.problem.code for each in part.problems if each.problem is not None]


def test_the_sample_of_ghostfolio_is_read(shared_data: Path) -> None:
    document = loaded((shared_data / "imports/ghostfolio-sample.json").read_bytes())
    assert is_ghostfolio(document)
    part = read_ghostfolio(document)
    assert [each.kind for each in part.transactions] == [
        Kind.DEPOSIT, Kind.FEE, Kind.BUY, Kind.DIVIDEND, Kind.BUY,
    ]  # fmt: skip
    buy = part.transactions[2]
    assert (buy.on, buy.quantity, buy.gross, buy.net) == (
        date(2021, 9, 16), Decimal(5), Decimal("1492.9"), Decimal("1511.9"),
    )  # fmt: skip
    assert buy.charges == (Charge(ChargeKind.FEE, Decimal(19), "USD"),)
    assert buy.note == "My first order 🤓"
    assert codes(part) == ["quantity_missing"]  # the draft of 2050 without shares
    assert part.problems[0].number == 5
    assert [each.symbol for each in part.securities] == ["MSFT", ""]
    assert part.securities[1].name == "Penthouse Apartment"
    told = {each.code: each.values.get("number") for each in part.remarks}
    assert told["exchange_balances_left_out"] == 2
    assert told["exchange_platforms_left_out"] == 1


def test_a_fee_is_paid_from_outside_so_that_no_account_is_overdrawn(shared_data: Path) -> None:
    document = loaded((shared_data / "imports/ghostfolio-sample.json").read_bytes())
    part = read_ghostfolio(document)
    cash = [each for each in part.accounts if each.kind is AccountKind.CASH]
    assert [each.name for each in cash] == ["My Online Trading Account (USD)"]
    moved = sum(
        TRAITS[each.kind].cash * each.net
        for each in part.transactions
        if each.cash_id == cash[0].id
    )
    assert moved == 0


def test_trades_in_any_order_are_read(shared_data: Path) -> None:
    name = "imports/ghostfolio-novn-buy-and-sell-partially.json"
    part = read_ghostfolio(loaded((shared_data / name).read_bytes()))
    assert [(each.kind, each.net) for each in part.transactions] == [
        (Kind.SELL, Decimal("84.43")), (Kind.BUY, Decimal("154.55")),
    ]  # fmt: skip
    assert part.securities[0].symbol == "NOVN.SW"
    assert not part.problems


def activity(**told: object) -> dict[str, Any]:
    return {
        "type": "BUY", "symbol": "X", "dataSource": "MANUAL", "date": "2024-01-02T00:00:00.000Z",
        "quantity": 2, "unitPrice": Decimal(3), "fee": 0, "currency": "USD", **told,
    }  # fmt: skip


def test_other_kinds_profiles_and_pence_are_read() -> None:
    part = read_ghostfolio(
        {
            "activities": [
                activity(type="ITEM"),
                activity(type="INTEREST", tags=["a"]),
                activity(type="LIABILITY"),
                activity(type="GIFT"),
                activity(currency="GBp", symbol="VOD.L", dataSource="YAHOO", fee=100),
                activity(symbol="BTCUSD", dataSource="YAHOO"),
                activity(quantity="many"),
                activity(quantity=Decimal("1e400")),
            ],
            "assetProfiles": [
                {
                    "symbol": "BTCUSD", "dataSource": "YAHOO", "assetSubClass": "CRYPTOCURRENCY",
                    "name": "Bitcoin", "currency": "USD",
                },
                {
                    "symbol": "X", "dataSource": "MANUAL", "name": "House", "currency": "USD",
                    "countries": [{"code": "CH", "weight": 1}], "sectors": [{"name": "Homes"}],
                    "marketData": [{"date": "2024-02-01T00:00:00.000Z", "marketPrice": 5}],
                },
            ],
        }
    )  # fmt: skip
    assert [each.kind for each in part.transactions] == [
        Kind.DELIVERY_IN, Kind.INTEREST, Kind.WITHDRAWAL, Kind.BUY, Kind.BUY,
    ]  # fmt: skip
    assert codes(part) == ["exchange_kind", "exchange_number", "exchange_number"]
    house, vodafone, bitcoin = part.securities
    assert (house.name, house.country, house.segment, house.symbol) == ("House", "CH", "Homes", "")
    assert (vodafone.currency, bitcoin.symbol) == ("GBP", "BTC-USD")
    pence = part.transactions[3]
    assert (pence.gross, pence.net) == (Decimal("0.06"), Decimal("1.06"))
    assert [(each.on, each.price) for each in part.prices] == [(date(2024, 2, 1), Decimal(5))]
    remarks = [each.remark.code for each in part.lines if each.remark]
    assert remarks == ["exchange_tags", "exchange_liability"]


def test_a_selection_of_portfolio_performance_is_read(shared_data: Path) -> None:
    document = loaded((shared_data / "imports/pp-Selected_transactions.json").read_bytes())
    assert is_selection(document)
    assert not is_ghostfolio(document)
    (dividend,) = read_selection(document).transactions
    assert (dividend.kind, dividend.on, dividend.quantity) == (
        Kind.DIVIDEND, date(2024, 2, 28), Decimal(3),
    )  # fmt: skip
    assert (dividend.gross, dividend.currency, dividend.net) == (
        Decimal(6), "USD", Decimal("5.53"),
    )  # fmt: skip
    assert dividend.rate == Decimal("0.9211495947")


def test_a_selection_has_both_sides_of_transfers() -> None:
    security = {"name": "N", "ticker": "NVDA", "currency": "USD"}
    told = [
        {
            "type": "PURCHASE", "account": "A", "portfolio": "P", "date": "2024-01-02",
            "time": "09:30:00", "currency": "EUR", "amount": Decimal("10.10"), "shares": 1,
            "security": security,
            "units": [{"type": "FEE", "amount": Decimal("0.1")}],
        },
        {
            "type": "CASH_TRANSFER", "account": "A", "otherAccount": "B", "date": "2024-01-02",
            "currency": "EUR", "amount": 100, "units": [
                {"type": "GROSS_VALUE", "amount": 100, "fxCurrency": "USD",
                 "fxAmount": Decimal("109.5"), "fxRateToBase": Decimal("0.91")},
            ],
        },
        {
            "type": "SECURITY_TRANSFER", "portfolio": "P", "otherPortfolio": "Q",
            "date": "2024-01-02", "currency": "EUR", "amount": 10, "shares": Decimal("0.5"),
            "security": security,
        },
        {"type": "LOTTERY", "amount": 1},
    ]  # fmt: skip
    part = read_selection({"version": 1, "transactions": told})
    buy, exchange, transfer = part.transactions
    assert (buy.gross, buy.net, buy.time) == (Decimal(10), Decimal("10.1"), "09:30:00")
    names = {each.id: (each.name, each.currency) for each in part.accounts}
    assert names[exchange.other_cash_id or 0] == ("B", "USD")
    assert (exchange.net, exchange.other_net) == (Decimal(100), Decimal("109.5"))
    assert names[transfer.other_account_id or 0][0] == "Q"
    assert codes(part) == ["exchange_kind"]

"""Flex queries of Interactive Brokers: every line of a real one, and what they leave unclear."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.part import LedgerPart
from gridwatch.domain.ledger.security import OwnSplit
from gridwatch.domain.ledger.transaction import Charge, ChargeKind
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.reading import read_table
from gridwatch.files.ledger_xml.flex import read_flex
from gridwatch.files.ledger_xml.tree import parsed

FX = """<Trade assetCategory="CASH" symbol="EUR.USD" currency="USD" buySell="SELL"
 quantity="-1000" tradePrice="1.1" proceeds="1100" netCash="0" ibCommission="-2"
 ibCommissionCurrency="CHF" tradeDate="2024-03-01" dateTime="2024-03-01;101530" tradeID="7"/>"""
PENCE = """<Trade assetCategory="STK" symbol="VOD" conid="1" currency="GBX" buySell="BUY"
 description="VODAFONE" listingExchange="LSE" quantity="100" proceeds="-7000" taxes="-35"
 ibCommission="-3" ibCommissionCurrency="USD" netCash="-7035" tradeDate="20240301"/>"""
FUTURE = '<Trade assetCategory="FUT" symbol="ESZ4" currency="USD" tradeDate="20240301"/>'


def statement(inside: str) -> LedgerPart:
    text = (
        '<FlexQueryResponse><FlexStatements><FlexStatement accountId="U1">'
        f'<AccountInformation currency="EUR"/>{inside}</FlexStatement></FlexStatements>'
        "</FlexQueryResponse>"
    )
    return read_flex(parsed(text.encode()))


def test_a_real_query_is_read_whole(shared_data: Path) -> None:
    part = read_flex(parsed((shared_data / "imports/ibflex-02.xml").read_bytes()))
    assert not part.problems
    assert Counter(each.kind for each in part.transactions) == {
        Kind.BUY: 7, Kind.SELL: 2, Kind.DIVIDEND: 1, Kind.FEE: 2,
    }  # fmt: skip
    assert [each.name for each in part.accounts] == [
        "Interactive Brokers U1234567",
        "Interactive Brokers U1234567 EUR",
        "Interactive Brokers U1234567 USD",
    ]
    moved: Counter[str] = Counter()
    names = {each.id: each.currency for each in part.accounts}
    for each in part.transactions:
        cents = TRAITS[each.kind].cash * each.net * 1_000_000
        moved[names[each.cash_id or 0]] += int(cents)
    assert moved == {
        "EUR": -(11573950878 + 120800000 + 3357720000 + 7188049200 + 2 * 8580000),
        "USD": -5000000000 + 49500000 + 51500000 - 690637800 + 16150000,
    }


def test_a_dividend_is_joined_with_its_tax(shared_data: Path) -> None:
    part = read_flex(parsed((shared_data / "imports/ibflex-02.xml").read_bytes()))
    (dividend,) = (each for each in part.transactions if each.kind is Kind.DIVIDEND)
    assert (dividend.gross, dividend.net) == (Decimal(19), Decimal("16.15"))
    assert dividend.charges == (Charge(ChargeKind.TAX, Decimal("2.85"), "USD"),)
    assert dividend.quantity == 100  # 0.19 a share, as the words say
    oracle = next(each for each in part.securities if each.id == dividend.security_id)
    assert (oracle.symbol, oracle.isin) == ("ORCL", "US68389X1054")


def test_an_option_counts_shares_and_may_be_sold_first(shared_data: Path) -> None:
    part = read_flex(parsed((shared_data / "imports/ibflex-02.xml").read_bytes()))
    option = part.transactions[1]
    assert (option.kind, option.quantity, option.price) == (
        Kind.SELL,
        Decimal(100),
        Decimal("0.53"),
    )
    assert part.accounts[0].shorts


def test_what_is_told_to_have_moved_goes_before_what_adds_up(shared_data: Path) -> None:
    part = read_flex(parsed((shared_data / "imports/ibflex-02.xml").read_bytes()))
    remarks = [each.remark.code for each in part.lines if each.remark is not None]
    assert remarks == ["exchange_net_differs", "exchange_joined"]
    assert part.transactions[0].net == 5000


def test_an_exchange_of_money_is_a_transfer_and_its_fee_its_own() -> None:
    part = statement(f"<Trades>{FX}</Trades>")
    exchange, fee = part.transactions
    names = {each.id: each.currency for each in part.accounts}
    assert exchange.kind is Kind.CASH_TRANSFER
    assert (names[exchange.cash_id or 0], exchange.net) == ("EUR", Decimal(1000))
    assert (names[exchange.other_cash_id or 0], exchange.other_net) == ("USD", Decimal(1100))
    assert exchange.time == "10:15:30"
    assert (fee.kind, fee.currency, fee.net) == (Kind.FEE, "CHF", Decimal(2))


def test_pence_are_pounds_and_a_fee_abroad_stands_apart() -> None:
    part = statement(f"<Trades>{PENCE}</Trades>")
    buy, fee = part.transactions
    assert (buy.gross, buy.net, buy.currency) == (Decimal(70), Decimal("70.35"), "GBP")
    assert buy.charges == (Charge(ChargeKind.TAX, Decimal("0.35"), "GBP"),)
    assert (fee.net, fee.currency) == (Decimal(3), "USD")
    assert part.securities[0].symbol == "VOD.L"


def test_futures_and_unclear_actions_are_told_and_left_out() -> None:
    part = statement(
        f"<Trades>{FUTURE}</Trades><CorporateActions>"
        '<CorporateAction type="FS" conid="5" currency="USD" symbol="X" dateTime="20240301"'
        ' description="X" actionDescription="X(US..) SPLIT 4 FOR 1 (X, X INC)"/>'
        '<CorporateAction type="SO" conid="6" currency="USD" symbol="Y" description="SPINOFF"/>'
        "</CorporateActions><OpenPositions><OpenPosition/></OpenPositions>"
    )
    assert part.transactions == ()
    assert [each.remark.code for each in part.lines if each.remark] == [
        "exchange_category_left_out", "exchange_split_noted", "exchange_action_left_out",
    ]  # fmt: skip
    assert part.splits == (OwnSplit(-1, date(2024, 3, 1), 4, 1),)
    assert [each.values["names"] for each in part.remarks] == ["OpenPositions"]


def test_payments_of_every_type_find_their_kind() -> None:
    types = (
        ("Broker Interest Received", "1", Kind.INTEREST),
        ("Broker Interest Paid", "-1", Kind.INTEREST_CHARGE),
        ("Deposits & Withdrawals", "1", Kind.DEPOSIT),
        ("Deposits/Withdrawals", "-1", Kind.WITHDRAWAL),
        ("Other Fees", "1", Kind.FEE_REFUND),
        ("Withholding Tax", "-1", Kind.TAX),
    )
    inside = "".join(
        f'<CashTransaction type="{name.replace("&", "&amp;")}" amount="{amount}" currency="EUR"'
        f' dateTime="2024-03-0{place}"/>'
        for place, (name, amount, _) in enumerate(types, start=1)
    )
    part = statement(f"<CashTransactions>{inside}</CashTransactions>")
    assert [each.kind for each in part.transactions] == [kind for _, _, kind in types]


def test_transfers_come_from_outside_or_go_there() -> None:
    part = statement(
        '<Transfers><Transfer assetCategory="STK" conid="9" symbol="X" currency="USD"'
        ' direction="IN" quantity="10" positionAmount="500" date="20240301"/>'
        '<Transfer assetCategory="CASH" currency="EUR" direction="OUT" cashTransfer="-50"'
        ' date="20240301"/></Transfers>'
    )
    shares, money = part.transactions
    assert (shares.kind, shares.quantity, shares.gross) == (
        Kind.DELIVERY_IN, Decimal(10), Decimal(500),
    )  # fmt: skip
    assert (money.kind, money.net) == (Kind.WITHDRAWAL, Decimal(50))


def test_lines_that_can_not_be_taken_say_why() -> None:
    odd = PENCE.replace('tradeDate="20240301"', 'tradeDate="03/04/2024"')
    bad = PENCE.replace('quantity="100"', 'quantity="many"')
    part = statement(
        f"<Trades>{odd}{bad}</Trades><CashTransactions>"
        '<CashTransaction type="Dividends" conid="1" amount="-5" currency="USD"'
        ' dateTime="20240301"/><CashTransaction type="Gift" amount="5" currency="USD"'
        ' dateTime="20240301"/></CashTransactions>'
    )
    assert [each.problem.code for each in part.problems if each.problem] == [
        "exchange_day", "exchange_number", "exchange_dividend_back", "exchange_kind",
    ]  # fmt: skip


def test_other_xml_is_refused() -> None:
    with pytest.raises(Problem) as raised:
        read_flex(parsed(b"<a/>"))
    assert raised.value.code == "exchange_not_flex"


def test_a_cancelled_trade_is_not_booked_and_neither_is_its_cancellation() -> None:
    form = (
        '<Trade assetCategory="STK" conid="1" symbol="VOD" description="VODAFONE" currency="GBP"'
        ' buySell="{side}" quantity="{shares}" tradePrice="{price}" proceeds="{money}"'
        ' ibCommission="{fee}" ibCommissionCurrency="GBP" tradeDate="20240301"/>'
    )
    part = statement(
        "<Trades>"
        + form.format(side="BUY", shares="100", price="0.7", money="-70", fee="-1")
        + form.format(side="BUY", shares="100", price="0.8", money="-80", fee="-1")
        + form.format(side="BUY (Ca.)", shares="-100", price="0.7", money="70", fee="1")
        + form.format(side="SELL (Ca.)", shares="5", price="9", money="-45", fee="1")
        + "</Trades>"
    )

    assert [(each.kind, each.net) for each in part.transactions] == [(Kind.BUY, Decimal(81))]
    first, _, cancel, alone = part.lines
    told = [each.remark or each.problem for each in (first, cancel, alone)]
    assert [each.code for each in told if each is not None] == [
        "exchange_cancelled",
        "exchange_cancelled",
        "exchange_cancels_unknown",
    ]


def test_a_query_as_xml_and_one_as_a_table_mean_the_same_accounts() -> None:
    table = (
        b"ClientAccountID,Buy/Sell,TradeDate,Symbol,ISIN,Quantity,TradePrice,TradeMoney,"
        b"CurrencyPrimary,IBCommission,IBCommissionCurrency\n"
        b"U1,BUY,20240301,VOD,GB00BH4HKS39,100,0.7,70,GBP,-1,GBP\n"
    )
    query = statement(
        '<Trades><Trade assetCategory="STK" conid="1" symbol="VOD" currency="GBP" buySell="BUY"'
        ' quantity="100" proceeds="-70" tradeDate="20240301"/></Trades>'
    )

    told = {
        (each.name, each.kind) for each in read_table(table, today=date(2025, 1, 1)).part.accounts
    }

    assert told <= {(each.name, each.kind) for each in query.accounts}

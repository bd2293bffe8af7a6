"""The whole activity statement of Interactive Brokers, as it comes with all of its sections."""

from __future__ import annotations

import pytest

from gridwatch.files.ledger.reading import TableReading, read_table
from tests.files.ledger.told import TODAY, booked, code

BEGIN = """Statement,Header,Field Name,Field Value
Statement,Data,BrokerName,Interactive Brokers
Account Information,Header,Field Name,Field Value
Account Information,Data,Account,U7654321
"""
TRADES = (
    "Trades,Header,DataDiscriminator,Asset Category,Currency,Symbol,Date/Time,Quantity,T. Price,"
    "C. Price,Proceeds,Comm/Fee,Basis,Realized P/L,MTM P/L,Code\n"
)
FOREX = (
    "Trades,Header,DataDiscriminator,Asset Category,Currency,Symbol,Date/Time,Quantity,T. Price,,"
    "Proceeds,Comm in EUR,,,MTM in EUR,Code\n"
)
INFORMATION = (
    "Financial Instrument Information,Header,Asset Category,Symbol,Description,Conid,Security ID,"
    "Underlying,Listing Exch,Multiplier,Type,Code\n"
    "Financial Instrument Information,Data,Stocks,AAPL,APPLE INC,1,US0378331005,AAPL,NASDAQ,1,,\n"
)


def read(text: str) -> TableReading:
    return read_table((BEGIN + text).encode(), today=TODAY)


def told(reading: TableReading) -> list[str]:
    return [each for line in reading.part.lines for each in booked(reading, line.number)]


def test_trades_are_booked_once_and_with_their_securities() -> None:
    found = read(
        TRADES + 'Trades,Data,Order,Stocks,USD,AAPL,"2024-01-03, 09:30:01","1,000",184.5,184.2,'
        "-184500,-1,1846,0,-3,O\n"
        'Trades,Data,Trade,Stocks,USD,AAPL,"2024-01-03, 09:30:01","1,000",184.5,184.2,-184500,-1,'
        "1846,0,-3,O\n"
        'Trades,Data,Order,Stocks,USD,AAPL,"2024-02-03, 09:30:01",-100,190,184.2,19000,-1,1846,0,'
        "-3,C\n"
        "Trades,Data,ClosedLot,Stocks,USD,AAPL,2024-01-03,100,184.5,,,,18450,550,,ST\n"
        "Trades,SubTotal,,Stocks,USD,AAPL,,900,,,-165500,-2,1846,0,-3,\n"
        "Trades,Total,,Stocks,USD,,,,,,-165500,-2,1846,0,-3,\n" + INFORMATION
    )

    assert found.preset == "ib_statement"
    assert told(found) == [
        "buy, 2024-01-03, 1000 US0378331005, 184500 USD, fee 1 USD, = 184501 USD",
        "sell, 2024-02-03, 100 US0378331005, 19000 USD, fee 1 USD, = 18999 USD",
    ]
    assert not found.part.problems
    assert [(each.name, each.symbol) for each in found.part.securities] == [("APPLE INC", "AAPL")]
    assert [code(found, number) for number in (7, 9)] == ["import_detail", "import_detail"]


def test_options_are_counted_in_shares_and_may_be_written() -> None:
    found = read(
        TRADES + "Trades,Data,Order,Equity and Index Options,USD,AAPL 19JAN24 180 C,"
        '"2024-01-04, 09:30:01",-1,5.3,5.2,530,-1.05,-528.95,0,10,O\n'
        'Trades,Data,Order,Futures,USD,ESH4,"2024-01-04, 09:30:01",1,4700,0,-235000,-2,0,0,0,O\n'
    )

    assert told(found) == [
        "sell, 2024-01-04, 100 AAPL 19JAN24 180 C, 530 USD, fee 1.05 USD, = 528.95 USD"
    ]
    assert [each.shorts for each in found.part.accounts] == [False, True]
    assert code(found, 7) == "exchange_category_left_out"


def test_an_exchange_moves_money_and_its_fee_is_in_the_base_currency() -> None:
    found = read(
        FOREX + 'Trades,Data,Order,Forex,USD,EUR.USD,"2024-01-02, 10:00:00","-5,000",1.1,,5500,'
        "-1.8,,,2,\n"
    )

    assert told(found) == [
        "cash_transfer, 2024-01-02, 5000 EUR, = 5000 EUR, -> 5500 USD",
        "fee, 2024-01-02, 1.8 EUR, = 1.8 EUR",
    ]


@pytest.mark.parametrize("before", [0, 200])
def test_payments_are_read_wherever_their_sections_stand(before: int) -> None:
    found = read(
        "Open Positions,Header,Symbol,Quantity\n"
        + "Open Positions,Data,AAPL,1\n" * before
        + "Dividends,Header,Currency,Date,Description,Amount\n"
        "Dividends,Data,USD,2024-02-10,AAPL(US0378331005) Cash Dividend USD 0.24 per Share"
        " (Ordinary Dividend),240\n"
        "Dividends,Data,Total,,,240\nDividends,Data,Total in EUR,,,222\n"
        "Withholding Tax,Header,Currency,Date,Description,Amount,Code\n"
        "Withholding Tax,Data,USD,2024-02-10,AAPL(US0378331005) Cash Dividend USD 0.24 per Share"
        " - US Tax,-36,\n"
        "Deposits & Withdrawals,Header,Currency,Settle Date,Description,Amount\n"
        "Deposits & Withdrawals,Data,EUR,2024-01-02,Electronic Fund Transfer,5000\n"
        "Deposits & Withdrawals,Data,EUR,2024-01-03,Disbursement,-100\n"
        "Fees,Header,Subtitle,Currency,Date,Description,Amount\n"
        "Fees,Data,Other Fees,USD,2024-02-05,SNAPSHOT FOR JAN 2024,-10\n"
        "Interest,Header,Currency,Date,Description,Amount\n"
        "Interest,Data,USD,2024-02-05,USD Debit Interest for Jan-2024,-3.21\n"
    )

    assert told(found) == [
        "dividend, 2024-02-10, 0 US0378331005, 240 USD, tax 36 USD, = 204 USD",
        "deposit, 2024-01-02, 5000 EUR, = 5000 EUR",
        "withdrawal, 2024-01-03, 100 EUR, = 100 EUR",
        "fee, 2024-02-05, 10 USD, = 10 USD",
        "interest_charge, 2024-02-05, 3.21 USD, = 3.21 USD",
    ]
    assert not found.part.problems


def test_shares_from_another_broker_come_and_corporate_actions_are_told() -> None:
    found = read(
        "Transfers,Header,Asset Category,Currency,Symbol,Date,Type,Direction,Xfer Company,"
        "Xfer Account,Qty,Xfer Price,Market Value,Realized P/L,Cash Amount,Code\n"
        "Transfers,Data,Stocks,USD,AAPL,2024-03-01,ACATS,In,--,1,10,--,4000,0,0,\n"
        "Transfers,Data,Cash,EUR,--,2024-03-02,Internal,In,--,1,--,--,0,0,75,\n"
        "Corporate Actions,Header,Asset Category,Currency,Report Date,Date/Time,Description,"
        "Quantity,Proceeds,Value,Realized P/L,Code\n"
        'Corporate Actions,Data,Stocks,USD,2024-06-10,"2024-06-07, 20:25:00",NVDA(US67066G1040)'
        " Split 10 for 1,9,0,0,0,\n" + INFORMATION
    )

    assert told(found) == [
        "delivery_in, 2024-03-01, 10 US0378331005, 4000 USD",
        "deposit, 2024-03-02, 75 EUR, = 75 EUR",
    ]
    assert code(found, 9) == "import_corporate"

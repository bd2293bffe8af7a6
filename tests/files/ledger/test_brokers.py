"""Peculiarities of brokers that the sample exports do not have."""

from __future__ import annotations

from decimal import Decimal

from gridwatch.domain.ledger.kind import Kind
from gridwatch.files.ledger.reading import TableReading, read_table
from gridwatch.files.ledger.symbols import american, ghostfolio, mainland
from tests.files.ledger.told import TODAY, booked, code


def read(*rows: str, preset: str | None = None) -> TableReading:
    return read_table("\n".join(rows).encode(), today=TODAY, preset=preset)


FLEX = (
    "Buy/Sell,TradeDate,Symbol,ISIN,Quantity,Multiplier,TradePrice,TradeMoney,CurrencyPrimary,"
    "IBCommission,IBCommissionCurrency"
)


def test_an_exchange_of_a_flex_query_moves_money_between_accounts() -> None:
    reading = read(
        FLEX,
        "SELL,20230522,CHF.USD,,-8000,1,1.1173,-8938.4,USD,-1.79924,CHF",
        "BUY,20230609,EUR.USD,,1000,1,1.1,1100,USD,-2,USD",
    )
    assert reading.preset == "ib_flex_trades"
    assert booked(reading, 2) == [
        "cash_transfer, 2023-05-22, 8000 CHF, = 8000 CHF, -> 8938.4 USD",
        "fee, 2023-05-22, 1.79924 CHF, = 1.79924 CHF",
    ]
    assert booked(reading, 3) == [
        "cash_transfer, 2023-06-09, 1100 USD, = 1100 USD, -> 1000 EUR",
        "fee, 2023-06-09, 2 USD, = 2 USD",
    ]


def test_an_option_of_a_flex_query_is_counted_in_its_shares() -> None:
    reading = read(FLEX, "BUY,20230522,SPY 230616C00400000,,2,100,1.5,300,USD,-1,USD")
    assert booked(reading, 2) == [
        "buy, 2023-05-22, 200 SPY 230616C00400000, 300 USD, fee 1 USD, = 301 USD"
    ]


def test_a_fee_in_a_third_currency_is_booked_from_the_account_of_its_own() -> None:
    reading = read(FLEX, "BUY,20230522,VT,US9220427424,95,1,93.78,8909.1,USD,-1,CHF")
    assert booked(reading, 2) == [
        "buy, 2023-05-22, 95 US9220427424, 8909.1 USD, = 8909.1 USD",
        "fee, 2023-05-22, 0 US9220427424, 1 CHF, = 1 CHF",
    ]


def test_accrued_interest_of_a_bond_is_interest_and_no_part_of_its_price() -> None:
    reading = read(
        "Date;Order #;Transaction;Symbol;Name;ISIN;Quantity;Unit price;Costs;Accrued Interest;"
        "Net Amount;Balance;Currency",
        "10-08-2022 15:30:02;1;Buy;BOND;Bond;US8863645383;100;99.00;5.00;12.50;-9917.50;0;USD",
        "11-08-2022 15:30:02;2;Sell;BOND;Bond;US8863645383;100;99.50;5.00;13.00;9958.00;0;USD",
    )
    assert booked(reading, 2) == [
        "buy, 2022-08-10, 100 US8863645383, 9900 USD, fee 5 USD, = 9905 USD",
        "interest_charge, 2022-08-10, 12.5 USD, = 12.5 USD",
    ]
    assert booked(reading, 3) == [
        "sell, 2022-08-11, 100 US8863645383, 9950 USD, fee 5 USD, = 9945 USD",
        "interest, 2022-08-11, 13 USD, = 13 USD",
    ]


def test_half_an_exchange_is_refused_and_not_booked_as_a_deposit() -> None:
    reading = read(
        "Date;Order #;Transaction;Symbol;Name;ISIN;Quantity;Unit price;Costs;Accrued Interest;"
        "Net Amount;Balance;Currency",
        "23-08-2022 12:00:25;1;Forex credit;;;;1.0;1995.39;0.00;0.00;1995.39;2937.32;EUR",
    )
    assert code(reading, 2) == "import_exchange"


def test_portfolio_performance_in_german_and_a_transfer_told_by_both_sides() -> None:
    reading = read(
        "Datum;Typ;Wertpapier;Stück;Kurs;Betrag;Gebühren;Steuern;Gesamtpreis;Konto;Gegenkonto;"
        "Notiz;Quelle",
        "2026-01-05 10:00:00;Kauf;BASF;2;45,00;90,00;1,50;;91,50;Depot A;Konto A (EUR);;",
        "2026-01-06 00:00:00;Umbuchung (Ausgang);;;;;;;100,00;Konto A (EUR);Konto B (EUR);;",
        "2026-01-06 00:00:00;Umbuchung (Eingang);;;;;;;100,00;Konto B (EUR);Konto A (EUR);;",
        "2026-01-07 00:00:00;Steuererstattung;;;;3,00;;;3,00;Konto A (EUR);;;",
    )
    assert reading.preset == "pp_transactions"
    assert booked(reading, 2) == ["buy, 2026-01-05, 2 BASF, 90 EUR, fee 1.5 EUR, = 91.5 EUR"]
    assert booked(reading, 3) == ["cash_transfer, 2026-01-06, 100 EUR, = 100 EUR, -> 100 EUR"]
    assert code(reading, 4) == "import_joined"
    assert booked(reading, 5) == ["tax_refund, 2026-01-07, 3 EUR, = 3 EUR"]
    names = {each.name for each in reading.part.accounts}
    assert names == {"Depot A", "Konto A (EUR)", "Konto B (EUR)"}


def test_a_generic_table_tells_sales_by_the_sign_of_the_quantity() -> None:
    reading = read(
        "Trade Date,Symbol,Quantity,Price,Commission,Currency",
        "2025-01-02,GEV,10,300.00,1.00,USD",
        "2025-01-03,GEV,-4,310.00,1.00,USD",
    )
    assert booked(reading, 2) == ["buy, 2025-01-02, 10 GEV, 3000 USD, fee 1 USD"]
    assert booked(reading, 3) == ["sell, 2025-01-03, 4 GEV, 1240 USD, fee 1 USD"]


def test_a_generic_table_knows_whether_its_amount_has_the_fee_in_it() -> None:
    head = "Date,Type,Name,Quantity,Price,Fee,Amount,Currency"
    within = read(head, "2025-01-02,Buy,Werk,10,30.00,1.00,301.00,EUR")
    beside = read(head, "2025-01-02,Buy,Werk,10,30.00,1.00,300.00,EUR")
    assert booked(within, 2) == booked(beside, 2)
    assert booked(within, 2) == ["buy, 2025-01-02, 10 Werk, 300 EUR, fee 1 EUR"]
    assert within.part.transactions[0].net == Decimal(301)


def test_signs_of_a_generic_table_turn_fees_and_interest_round() -> None:
    reading = read(
        "Date,Type,Name,Quantity,Price,Net amount,Currency",
        "2025-01-02,Buy,Werk,10,30.00,-300.00,EUR",
        "2025-01-03,Fee,,,,-2.00,EUR",
        "2025-01-04,Fee,,,,2.00,EUR",
        "2025-01-05,Interest,,,,-1.00,EUR",
        "2025-01-06,Dividend,Werk,,,-5.00,EUR",
    )
    outside = {Kind.DEPOSIT, Kind.WITHDRAWAL}
    kinds = [one.kind for one in reading.part.transactions if one.kind not in outside]
    assert kinds == [Kind.BUY, Kind.FEE, Kind.FEE_REFUND, Kind.INTEREST_CHARGE]
    assert code(reading, 6) == "import_reversed"


def test_an_amount_far_from_quantity_times_price_is_taken_and_remarked_on() -> None:
    reading = read(
        "Date,Type,Name,Quantity,Price,Net amount,Currency",
        "2025-01-02,Buy,Werk,10,30.00,-350.00,EUR",
    )
    assert booked(reading, 2) == ["buy, 2025-01-02, 10 Werk, 350 EUR"]
    assert code(reading, 2) == "import_amount_differs"


def test_a_table_without_deposits_does_not_follow_the_money_unless_it_is_told_to() -> None:
    rows = ("Date,Type,Name,Quantity,Price,Currency", "2025-01-02,Buy,Werk,10,30.00,EUR")
    deposit = "2025-01-01,Deposit,,,1000.00,EUR"
    assert [each.name for each in read(*rows).part.accounts] == ["Import"]
    followed = read_table("\n".join(rows).encode(), today=TODAY, cash=True, broker="Bank")
    assert {each.name for each in followed.part.accounts} == {"Bank", "Bank EUR"}
    head = rows[0].replace("Price", "Price,Net amount")
    told = read(head, "2025-01-02,Buy,Werk,10,30.00,,EUR", deposit.replace(",,,", ",,,,"))
    assert {each.name for each in told.part.accounts} == {"Import", "Import EUR"}


def test_a_line_with_a_name_alone_means_the_security_of_which_others_tell_more() -> None:
    reading = read(
        "Date,Type,ISIN,Name,Quantity,Price,Net amount,Currency",
        "2025-01-02,Buy,DE0007164600,SAP SE,10,30.00,300.00,EUR",
        "2025-01-03,Dividend,,SAP SE,,,5.00,EUR",
        "2025-01-04,Buy,US0378331005,SAP SE,1,30.00,30.00,EUR",
    )
    assert [each.isin for each in reading.part.securities] == ["DE0007164600", "US0378331005"]
    assert [one.security_id for one in reading.part.transactions] == [-1, -1, -2]


def test_headings_that_come_again_are_told_and_nothing_else() -> None:
    head = "Date,Type,Name,Quantity,Price,Currency"
    reading = read("Account statement", head, "2025-01-02,Buy,Werk,10,30.00,EUR", "", head,
                   "2025-01-03,Sell,Werk,10,31.00,EUR")  # fmt: skip
    assert [code(reading, number) for number in (1, 3, 5, 6)] == [
        "import_beside",
        "",
        "import_header_again",
        "",
    ]


def test_pence_are_pounds_exactly_and_a_dividend_paid_in_shares_is_two_transactions() -> None:
    reading = read(
        "Date,Type,Symbol,Quantity,Price,Price currency,Net amount,Currency",
        "2025-01-02,Buy,BP,3,437.15,GBX,-13.11,GBP",
        "2025-01-03,DRIP,BP,2,400.00,GBX,8.00,GBP",
    )
    (bought, paid, again) = reading.part.transactions
    assert bought.gross == Decimal("13.11")
    assert [one.kind for one in (paid, again)] == [Kind.DIVIDEND, Kind.BUY]
    assert (paid.net, again.net, again.quantity) == (Decimal(8), Decimal(8), Decimal(2))


def test_symbols_are_only_told_where_they_follow() -> None:
    assert american("BRK.B", "US0846707026", "USD") == "BRK-B"
    assert american("SAP", "DE0007164600", "EUR") == ""
    assert american("SPCE", "US0846707026", "EUR") == ""
    assert ghostfolio("BTCUSD", "", "USD") == "BTC-USD"
    assert ghostfolio("EURUSD", "", "USD") == "EURUSD=X"
    assert ghostfolio("MSFT", "", "USD") == "MSFT"
    told = {
        "600000": "600000.SS", "688981": "688981.SS", "300750": "300750.SZ", "2028": "002028.SZ",
        "1": "000001.SZ", "510300": "510300.SS", "159915": "159915.SZ", "00700": "0700.HK",
        "830799": "", "430047": "", "900901": "", "200002": "", "110059": "", "X1": "",
    }  # fmt: skip
    assert {code: mainland(code, "", "CNY") for code in told} == told
    assert mainland("9988", "", "HKD") == "9988.HK"

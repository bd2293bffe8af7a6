"""Every sample export: exact transactions of chosen lines, and no line without an account of it."""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from gridwatch.domain.ledger.checking import checked_transaction
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import checked_security
from gridwatch.domain.ledger.transaction import expected_net
from tests.files.ledger.told import TODAY, booked, code, sample

PRESETS = {
    "avanza-export.csv": "avanza",
    "degiro-export.csv": "degiro",
    "freetrade-export.csv": "freetrade",
    "ghostfolio-btcusd.csv": "ghostfolio",
    "ghostfolio-notok-invalid-currency.csv": "ghostfolio",
    "ghostfolio-notok-invalid-date-yy.csv": "ghostfolio",
    "ghostfolio-notok-invalid-multi-line.csv": "ghostfolio",
    "ghostfolio-sample.csv": "ghostfolio",
    "ghostfolio-vti-buy-on-ibkr.csv": "ib_flex_trades",
    "ibkr-activity-basic.csv": "ib_activity",
    "ibkr-dividends-export.csv": "ib_flex_dividends",
    "ibkr-trades-export.csv": "ib_flex_trades",
    "parqet-export.csv": "parqet",
    "pp-Selected_transactions.csv": "pp_transactions",
    "pp-import-account-transaction.csv": "pp_import",
    "pp-import-historical-prices.csv": "pp_prices",
    "pp-import-portfolio-transaction.csv": "pp_import",
    "pp-import-securities.csv": "pp_securities",
    "schwab-export.csv": "schwab",
    "schwab-title-row.csv": "schwab",
    "swissquote-export.csv": "swissquote",
    "traderepublic-TransactionExport02.csv": "trade_republic",
    "trading212-2024.csv": "trading212",
    "trading212-export.csv": "trading212",
    "wealthfolio-european-broker.csv": "generic",
    "wealthfolio-sample-import.csv": "wealthfolio",
    "wealthfolio-semicolon.csv": "wealthfolio",
    "yahoo-portfolio-export-2018.csv": "yahoo",
    "yahoo-portfolio-export-2026.csv": "yahoo",
    "yahoo-portfolio-export-negative-quantity.csv": "yahoo",
    "yahoo-portfolio-with-watch-only-and-cash.csv": "yahoo",
}
# The lines that are refused, and why; of all other samples none is.
REFUSED = {
    "ghostfolio-notok-invalid-currency.csv": {2: "currency_code"},
    "ghostfolio-notok-invalid-date-yy.csv": {2: "import_year_short"},
    "ghostfolio-notok-invalid-multi-line.csv": {4: "import_word", 5: "import_day_future"},
    "ghostfolio-sample.csv": {6: "import_day_future"},
    "ibkr-trades-export.csv": dict.fromkeys((10, 11, 12), "import_exchange_currency"),
    "pp-import-historical-prices.csv": dict.fromkeys((2, 3, 4, 5), "import_prices"),
    "yahoo-portfolio-export-2026.csv": {2: "import_day_missing"},
}


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_every_line_of_a_sample_is_booked_refused_or_remarked_on(
    shared_data: Path, name: str
) -> None:
    reading = sample(shared_data, name)
    assert reading.preset == PRESETS[name]
    text = (shared_data / "imports" / name).read_text("utf-8-sig")
    filled = {
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip(",; ") and number != reading.dialect.header
    }
    assert {each.number for each in reading.part.lines} == filled
    for line in reading.part.lines:
        assert line.transactions or line.problem or line.remark, line
        assert not (line.transactions and line.problem)
    refused = {
        line.number: line.problem.code for line in reading.part.lines if line.problem is not None
    }
    assert refused == REFUSED.get(name, {})


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_everything_booked_of_a_sample_can_be_stored_and_adds_up(
    shared_data: Path, name: str
) -> None:
    part = sample(shared_data, name).part
    accounts = {each.id: each for each in part.accounts}
    securities = {each.id: checked_security(each) for each in part.securities}
    for one in part.transactions:
        checked_transaction(one, accounts, securities)
        assert one.on <= TODAY
        if one.cash_id is None or one.kind is Kind.CASH_TRANSFER:
            continue
        expected = expected_net(one, accounts[one.cash_id].currency)
        assert expected is not None, one
        assert abs(expected - one.net) < Decimal("0.0001"), one
    ids = [one.id for one in part.transactions]
    sources = [one.source for one in part.transactions]
    assert len(set(ids)) == len(ids)
    assert len(set(sources)) == len(sources)
    assert all(each < 0 for each in (*ids, *accounts, *securities))


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_a_sample_read_again_has_the_same_sources(shared_data: Path, name: str) -> None:
    first, second = sample(shared_data, name), sample(shared_data, name)
    assert [one.source for one in first.part.transactions] == [
        one.source for one in second.part.transactions
    ]


def test_trading_212_pays_in_another_currency_than_the_price(shared_data: Path) -> None:
    old, new = (sample(shared_data, f"trading212-{each}.csv") for each in ("export", "2024"))
    assert booked(new, 3) == [
        "buy, 2024-01-01, 24 US0000000002, 2976.24 USD, fee 4.71 GBP, = 2381.35 GBP"
    ]
    assert booked(new, 5) == ["tax_refund, 2024-01-04, 0.75 GBP, = 0.75 GBP"]
    assert booked(new, 8) == ["withdrawal, 2024-05-26, 2000 GBP, = 2000 GBP"]
    assert booked(old, 3) == ["buy, 2023-12-18, 0.029053 US17275R1023, 1.45148788 USD, = 1.33 EUR"]
    assert booked(old, 7) == [
        "dividend, 2023-12-27, 0.154334 US56035L1044, 0.04549682 USD, tax 0.01 USD, = 0.03 EUR"
    ]
    # In pence, with a tax in dollars for which no rate is told.
    assert booked(old, 9) == [
        "dividend, 2024-01-12, 0.0280492 IE00B1XNHC34, 0.17674081412 GBP, = 17.67 EUR"
    ]
    assert code(old, 9) == "import_tax_currency"
    assert booked(old, 12) == ["delivery_out, 2025-02-28, 595 DE000A3GK2N1, 2034.56 EUR"]
    assert [code(old, number) for number in (11, 13, 14)] == [
        "import_corporate",
        "import_split",
        "import_split",
    ]
    assert {each.isin: each.symbol for each in old.part.securities}["US17275R1023"] == "CSCO"
    assert {each.isin: each.symbol for each in old.part.securities}["IE00B1XNHC34"] == ""


def test_degiro_joins_the_lines_of_an_order(shared_data: Path) -> None:
    reading = sample(shared_data, "degiro-export.csv")
    assert booked(reading, 22) == [
        "buy, 2022-12-15, 1 US9256521090, 33.9 USD, fee 1 EUR, = 32.91 EUR"
    ]
    assert booked(reading, 29) == [
        "sell, 2021-08-10, 1 CA0641491075, 63.97 USD, fee 0.5 EUR, = 54.07 EUR"
    ]
    assert booked(reading, 37) == ["buy, 2021-02-01, 1 US00165C1045, 1.2108 USD, = 1.2108 USD"]
    assert booked(reading, 50) == [
        "buy, 2024-03-11, 6 FI4000198031, 479.76 EUR, fee 4.9 EUR, = 484.66 EUR"
    ]
    assert booked(reading, 56) == ["sell, 2024-04-02, 4 GB00BPQY8M80, 19.84 GBP, = 19.84 GBP"]
    assert booked(reading, 10) == [
        "dividend, 2022-12-16, 0 US1912161007, 0.44 USD, tax 0.07 USD, = 0.37 USD"
    ]
    assert booked(reading, 6) == ["cash_transfer, 2022-12-17, 1.36 USD, = 1.36 USD, -> 1.28 EUR"]
    assert booked(reading, 4) == ["deposit, 2022-12-17, 27.8 EUR, = 27.8 EUR"]
    assert booked(reading, 25) == ["withdrawal, 2022-08-26, 15.1 EUR, = 15.1 EUR"]
    assert [code(reading, number) for number in (18, 19, 20, 21)] == ["import_joined"] * 4
    assert [code(reading, number) for number in (2, 3, 5, 24)] == ["import_internal"] * 4
    assert [code(reading, number) for number in (34, 65)] == ["import_corporate"] * 2


def test_swissquote_joins_both_sides_of_an_exchange(shared_data: Path) -> None:
    reading = sample(shared_data, "swissquote-export.csv")
    assert booked(reading, 3) == ["cash_transfer, 2022-08-23, 2000 USD, = 2000 USD, -> 1995.39 EUR"]
    assert booked(reading, 2) == [
        "withdrawal, 2022-08-24, 2000 CHF, = 2000 CHF",
        "fee, 2022-08-24, 2 CHF, = 2 CHF",
    ]
    assert booked(reading, 5) == [
        "buy, 2022-08-10, 200 US8863645383, 3970 USD, fee 5.96 USD, = 3975.96 USD"
    ]
    assert booked(reading, 15) == ["fee, 2022-06-30, 53.85 CHF, = 53.85 CHF"]
    assert booked(reading, 16) == ["dividend, 2022-06-30, 0 IE00B945VV12, 486.58 EUR, = 486.58 EUR"]
    assert booked(reading, 22) == ["interest_charge, 2022-01-01, 0.01 CHF, = 0.01 CHF"]


def test_trade_republic_adds_its_fee_to_the_amount(shared_data: Path) -> None:
    reading = sample(shared_data, "traderepublic-TransactionExport02.csv")
    assert booked(reading, 2) == [
        "buy, 2026-03-06, 0.223214 US0378331005, 5.69 EUR, fee 1 EUR, = 6.69 EUR"
    ]
    assert booked(reading, 4) == [
        "sell, 2026-03-06, 0.223214 US0378331005, 5.58 EUR, fee 1 EUR, = 4.58 EUR"
    ]
    assert booked(reading, 6) == [
        "deposit, 2026-03-06, 10.1 EUR, = 10.1 EUR",
        "fee, 2026-03-06, 0.1 EUR, = 0.1 EUR",
    ]


def test_freetrade_tells_both_currencies(shared_data: Path) -> None:
    reading = sample(shared_data, "freetrade-export.csv")
    assert booked(reading, 11) == [
        "buy, 2024-01-24, 4.1056135 US67066G1040, 2534.97 USD, fee 7.76 GBP, = 1996.75 GBP"
    ]
    assert booked(reading, 9) == [
        "buy, 2024-02-23, 421 GB00B11V7W98, 5043.03 GBP, tax 25.22 GBP, = 5068.25 GBP"
    ]
    assert booked(reading, 5) == [
        "dividend, 2024-03-27, 11.5362937 US67066G1040, 0.46 USD, tax 0.07 USD, = 0.31 GBP"
    ]
    assert booked(reading, 13) == ["delivery_in, 2024-01-21, 1 IE00B3RBWM25, 4.9477 GBP"]
    assert code(reading, 8) == "import_statement"


def test_avanza_keeps_its_accounts_apart(shared_data: Path) -> None:
    reading = sample(shared_data, "avanza-export.csv")
    assert booked(reading, 3) == [
        "sell, 2025-01-13, 352.033838 NO0010827280, 54447.41 SEK, = 54447.41 SEK"
    ]
    assert booked(reading, 18) == [
        "buy, 2023-03-10, 2 US78409V1044, 660.32 USD, fee 21.45 SEK, = 7104.41 SEK"
    ]
    assert booked(reading, 17) == ["tax, 2023-09-13, 0 US78409V1044, 16.49 SEK, = 16.49 SEK"]
    assert booked(reading, 15) == ["tax, 2022-01-27, 26 SEK, = 26 SEK"]
    assert [code(reading, number) for number in (19, 20)] == ["import_corporate"] * 2
    names = {each.name for each in reading.part.accounts}
    assert {"Avanza Savings", "Avanza Savings SEK", "Avanza 8346000 SEK"} <= names


def test_parqet_has_german_numbers_and_taxes_that_are_given_back(shared_data: Path) -> None:
    reading = sample(shared_data, "parqet-export.csv")
    assert booked(reading, 2) == ["buy, 2024-08-02, 17.83803 LU2089238203, 500 EUR"]
    assert booked(reading, 9) == ["dividend, 2024-07-15, 40 US7561091049, 9.66 EUR, tax 2.48 EUR"]
    sold = next(iter(reading.part.lines[23].transactions))
    assert (sold.gross, sold.net) == (Decimal("320.32"), Decimal("331.96"))
    assert {each.wkn for each in reading.part.securities} >= {"A2PWMK", "899744"}


def test_interactive_brokers_flex_and_statement(shared_data: Path) -> None:
    trades = sample(shared_data, "ibkr-trades-export.csv")
    assert booked(trades, 2) == [
        "buy, 2023-05-22, 7 CH0111762537, 1978.9 CHF, fee 5 CHF, = 1983.9 CHF"
    ]
    trade = sample(shared_data, "ghostfolio-vti-buy-on-ibkr.csv")
    assert booked(trade, 2) == [
        "buy, 2023-04-03, 17 US9229087690, 3473.9041 USD, fee 1 USD, = 3474.9041 USD"
    ]
    assert trade.part.transactions[0].time == "09:58:53"
    dividends = sample(shared_data, "ibkr-dividends-export.csv")
    assert booked(dividends, 7) == ["dividend, 2023-09-13, 0 CH0111762537, 4.83 CHF, = 4.83 CHF"]
    assert booked(dividends, 8) == [
        "dividend, 2023-09-13, 0 CH0111762537, 41.93 CHF, tax 14.68 CHF, = 27.25 CHF"
    ]
    activity = sample(shared_data, "ibkr-activity-basic.csv")
    assert booked(activity, 11) == [
        "dividend, 2025-11-03, 0 US9220427424, 20 GBP, tax 3 GBP, = 17 GBP"
    ]
    assert booked(activity, 17) == [
        "sell, 2025-08-15, 2 ISHARES NASDAQ 100 USD ACC, 2002 GBP, fee 3 GBP, = 1999 GBP"
    ]
    assert booked(activity, 19) == ["tax_refund, 2025-02-08, 3.9 GBP, = 3.9 GBP"]
    assert code(activity, 1) == "import_other_section"


def test_schwab_reinvests_in_two_lines_and_counts_options_in_shares(shared_data: Path) -> None:
    reading = sample(shared_data, "schwab-export.csv")
    assert booked(reading, 2) == ["buy, 2023-11-01, 1.6531 SPY, 694.48 USD, = 694.48 USD"]
    assert booked(reading, 3) == ["dividend, 2023-10-31, 0 SPY, 694.48 USD, = 694.48 USD"]
    assert booked(reading, 34) == [
        "sell, 2023-08-22, 592.199 FIHBX, 5010 USD, fee 10 USD, = 5000 USD"
    ]
    assert booked(reading, 62) == ["delivery_out, 2023-05-22, 877 DGLRX, 20092.07 USD"]
    assert booked(reading, 120) == ["dividend, 2024-10-10, 0 SCHB, 5.49 USD, = 5.49 USD"]
    assert code(reading, 108) == "import_split"
    fees = [one for one in reading.part.transactions if one.kind is Kind.FEE]
    assert sum(one.net for one in fees) == Decimal("4367.47")
    titled = sample(shared_data, "schwab-title-row.csv")
    assert booked(titled, 4) == [
        (
            "buy, 2025-03-15, 100 S&P 500 ETF TRUST CALL 03/21/25 $500, 1250 USD, fee 0.65 USD,"
            " = 1250.65 USD"
        )
    ]
    assert code(titled, 1) == code(titled, 23) == "import_beside"
    assert code(titled, 22) == "import_no_value"


MONEY = [
    # Where the amount and its currency are, and the lines that move no money of the account.
    ("schwab-export.csv", ",", 7, "USD", ()),
    ("schwab-title-row.csv", ",", 7, "USD", ()),
    ("swissquote-export.csv", ";", 10, 12, ()),
    ("avanza-export.csv", ";", 6, 7, ()),
    ("ibkr-activity-basic.csv", ",", 11, "GBP", (13,)),
    ("degiro-export.csv", ",", 8, 7, (3, 5, 9, 17, 23, 24, 71)),
]


@pytest.mark.parametrize(("name", "separator", "amount", "currency", "others"), MONEY)
def test_the_money_of_a_file_adds_up_to_its_own_column_of_amounts(
    shared_data: Path,
    name: str,
    separator: str,
    amount: int,
    currency: int | str,
    others: tuple[int, ...],
) -> None:
    part = sample(shared_data, name).part
    moved: Counter[str] = Counter()
    codes = {each.id: each.currency for each in part.accounts}
    for one in part.transactions:
        if one.cash_id is not None:
            moved[codes[one.cash_id]] += one.net * one.cash_sign  # type: ignore[assignment]
        if one.other_cash_id is not None:
            moved[codes[one.other_cash_id]] += one.other_net  # type: ignore[assignment,operator]
    told: Counter[str] = Counter()
    text = (shared_data / "imports" / name).read_text("utf-8-sig")
    for number, cells in enumerate(csv.reader(text.splitlines(), delimiter=separator), start=1):
        plain = cells[amount] if len(cells) > amount else ""
        plain = plain.replace("$", "").replace(",", "" if name.startswith("schwab") else ".")
        code = currency if isinstance(currency, str) else (cells[currency:] or [""])[0]
        with suppress(InvalidOperation):
            if number not in others and not cells[0].startswith("Transactions Total"):
                told[code] += Decimal(plain)  # type: ignore[assignment]
    assert +moved == +told
    assert {code: moved[code] for code in told} == dict(told)


def test_yahoo_has_pence_sales_below_zero_and_what_is_only_watched(shared_data: Path) -> None:
    watched = sample(shared_data, "yahoo-portfolio-with-watch-only-and-cash.csv")
    assert booked(watched, 2) == ["buy, 2025-01-10, 10 AAPL, 1502.5 USD"]
    assert booked(watched, 3) == ["buy, 2024-05-15, 200 HSBA.L, 1300 GBP"]
    assert [code(watched, number) for number in (3, 4, 5)] == [
        "import_pence",
        "import_watch_only",
        "import_cash_row",
    ]
    sold = sample(shared_data, "yahoo-portfolio-export-negative-quantity.csv")
    assert booked(sold, 3) == [
        "sell, 2012-12-20, 208.837 0P00005WDJ.BO, 24899.9905329 INR, fee 100 INR"
    ]


def test_ghostfolio_mixes_forms_of_dates(shared_data: Path) -> None:
    reading = sample(shared_data, "ghostfolio-sample.csv")
    assert booked(reading, 2) == [
        "deposit, 2021-09-01, 49 USD, = 49 USD",
        "fee, 2021-09-01, 49 USD, = 49 USD",
    ]
    assert booked(reading, 3) == ["buy, 2021-09-16, 5 MSFT, 1492.9 USD, fee 19 USD"]
    assert booked(reading, 4) == ["dividend, 2021-11-17, 5 MSFT, 3.1 USD"]
    assert booked(reading, 5) == ["buy, 2022-01-01, 1 Penthouse Apartment, 500000 USD"]
    coin = sample(shared_data, "ghostfolio-btcusd.csv")
    assert booked(coin, 2) == ["buy, 2021-12-12, 1 BTC-USD, 44558.42 USD"]


def test_wealthfolio_and_its_french_broker(shared_data: Path) -> None:
    english = sample(shared_data, "wealthfolio-sample-import.csv")
    assert booked(english, 5) == ["sell, 2024-02-15, 5 AAPL, 960 USD, fee 4.95 USD, = 955.05 USD"]
    assert booked(english, 10) == ["delivery_in, 2024-05-01, 2 GOOGL, 280 USD"]
    assert booked(english, 14) == [
        "buy, 2024-07-01, 20 TD.TO, 1700 CAD, fee 9.99 CAD, = 1709.99 CAD"
    ]
    assert code(english, 15) == "import_reinvested"
    assert code(english, 11) == "import_split"
    french = sample(shared_data, "wealthfolio-european-broker.csv")
    assert (french.dialect.decimal, french.dialect.day_first, french.dialect.header) == (
        ",",
        True,
        4,
    )
    assert booked(french, 5) == [
        "buy, 2024-01-15, 25 US0378331005, 4312.5 EUR, fee 0.99 EUR, = 4313.49 EUR"
    ]
    assert booked(french, 11) == ["withdrawal, 2024-03-05, 1200 EUR, = 1200 EUR"]
    semicolon = sample(shared_data, "wealthfolio-semicolon.csv")
    kinds = Counter(one.kind for one in semicolon.part.transactions)
    assert kinds[Kind.BUY] == 4
    assert booked(semicolon, 5) == ["deposit, 2024-02-15, 1000 USD, = 1000 USD"]


def test_portfolio_performance_names_its_own_accounts(shared_data: Path) -> None:
    accounts = sample(shared_data, "pp-import-account-transaction.csv")
    assert booked(accounts, 4) == ["cash_transfer, 2026-03-04, 100 EUR, = 100 EUR, -> 110 USD"]
    assert [each.name for each in accounts.part.accounts] == [
        "broker-B (EUR)",
        "broker-A (EUR)",
        "broker-A (USD)",
    ]
    trades = sample(shared_data, "pp-import-portfolio-transaction.csv")
    assert booked(trades, 2) == ["sell, 2026-01-04, 2 BASF, 98 EUR, fee 5 EUR, tax 3 EUR, = 90 EUR"]
    assert code(trades, 3) == "import_rate_left"
    selected = sample(shared_data, "pp-Selected_transactions.csv")
    assert booked(selected, 2) == ["dividend, 2024-02-28, 3 NVIDIA, 5.53 EUR, = 5.53 EUR"]
    securities = sample(shared_data, "pp-import-securities.csv")
    assert [(each.name, each.currency, each.isin) for each in securities.part.securities] == [
        ("BASF", "EUR", "DE000BASF111"),
        ("NVIDIA", "USD", ""),
    ]

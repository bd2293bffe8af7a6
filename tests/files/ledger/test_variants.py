"""Exports of brokers in forms that the samples do not have: other years, languages and marks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gridwatch.files.ledger.fields import guess_fields
from gridwatch.files.ledger.reading import TableReading, read_table
from gridwatch.files.ledger.symbols import mainland
from tests.files.ledger.told import TODAY, booked, code


def read(text: str, encoding: str = "utf-8") -> TableReading:
    return read_table(text.encode(encoding), today=TODAY)


_DEGIRO = "Datum,Tijd,Valutadatum,Product,ISIN,Omschrijving,FX,Mutatie,,Saldo,,Order Id\n"


@pytest.mark.parametrize(
    ("told", "amount", "quantity", "price"),
    [
        ("Achat 1 000 FBR LTD@5,416 EUR (AU000000FBR4)", "-5416,00", "1000", "5.416"),
        ("Achat 1\u00a0000 FBR LTD@5,416 EUR", "-5 416,00", "1000", "5.416"),
        ("Achat 10 3M CO@120,5 EUR", "-1205,00", "10", "120.5"),
        ("Achat 2 500 COM INC@1 120,5 EUR", "-2241,00", "2", "1120.5"),
        ("Koop 1.000 @ 5,416 EUR", "-5.416,00", "1000", "5.416"),
        ("Koop 2.500 @ 0,416 EUR", "-1040,00", "2500", "0.416"),
        # A spreadsheet has turned the marks of the amounts round, and left those of the words.
        ("Koop 1.000 @ 5,416 EUR", "-5416.00", "1000", "5.416"),
        ("Koop 2.500 @ 5,416 EUR", "-13540.00", "2500", "5.416"),
        ("Buy 1,000 FBR LTD@5.416 EUR (AU000000FBR4)", "-5416.00", "1000", "5.416"),
        ("Koop 1.046,3825 @ 0,9854 EUR", "-1031,11", "1046.3825", "0.9854"),
        ("Koop 1 @ 5,416 EUR", "-5.42", "1", "5.416"),
    ],
)
def test_a_trade_in_words_is_what_makes_its_amount(
    told: str, amount: str, quantity: str, price: str
) -> None:
    line_ = f'15-12-2022,16:55,15-12-2022,FBR,AU000000FBR4,"{told}",,EUR,"{amount}",EUR,"1,00",a\n'
    found = read(_DEGIRO + line_)

    (one,) = found.part.transactions
    assert one.quantity == Decimal(quantity)
    assert abs(one.gross - Decimal(quantity) * Decimal(price)) < Decimal("0.005")
    assert code(found, 2) == ""


def test_a_change_of_the_fund_that_holds_the_money_moves_the_balance() -> None:
    found = read(
        _DEGIRO + "15-07-2020,00:00,14-07-2020,EUR CASH FUND FUNDSHARE,NL0010661914,"
        "Variation Fonds Monétaires (EUR),,EUR,-0.25,EUR,24.58,\n"
    )

    assert booked(found, 2) == ["interest_charge, 2020-07-15, 0.25 EUR, = 0.25 EUR"]


_OLD_212 = (
    "Action,Time,ISIN,Ticker,Name,No. of shares,Price / share,Currency (Price / share),"
    "Exchange rate,Result (GBP),Total (GBP),Withholding tax,Currency (Withholding tax),"
    "Charge amount (GBP),Deposit fee (GBP),Stamp duty reserve tax (GBP),Notes,ID,"
    "Currency conversion fee (GBP),French transaction tax\n"
)


def test_exports_of_trading_212_until_2023_have_the_currency_in_their_headings() -> None:
    found = read(
        _OLD_212 + "Deposit,2021-03-01 10:00:00,,,,,,,,,100.00,,,100.70,0.70,,Bank Transfer,a,,\n"
        "Market buy,2021-03-02 10:00:00,US0378331005,AAPL,Apple,1,120.00,USD,1.20,,100.15,,,,,,,b,"
        "0.15,\n"
        "Market buy,2021-03-03 10:00:00,GB00B11V7W98,ATST,Alliance,10,500,GBX,1,,50.25,,,,,0.25,,c,"
        ",\n"
        "Market buy,2021-03-04 10:00:00,FR0000121014,MC,LVMH,1,100.00,GBP,1,,100.30,,,,,,,d,,0.30\n"
    )

    assert found.preset == "trading212"
    assert [booked(found, number) for number in (2, 3, 4, 5)] == [
        ["deposit, 2021-03-01, 100 GBP, = 100 GBP"],
        ["buy, 2021-03-02, 1 US0378331005, 120 USD, fee 0.15 GBP, = 100.15 GBP"],
        ["buy, 2021-03-03, 10 GB00B11V7W98, 50 GBP, tax 0.25 GBP, = 50.25 GBP"],
        ["buy, 2021-03-04, 1 FR0000121014, 100 GBP, tax 0.3 GBP, = 100.3 GBP"],
    ]


def test_the_day_of_trade_republic_is_that_of_its_customers() -> None:
    found = read(
        "datetime,date,account_type,category,type,asset_class,name,symbol,shares,price,amount,fee,"
        "tax,currency,description,transaction_id\n"
        "2026-03-12T23:30:05.865Z,2026-03-13,D,TRADING,BUY,STOCK,Apple,US0378331005,1,25.5,-25.50,"
        "-1.00,,EUR,x,id1\n"
        "2026-03-13T10:30:05.865Z,2026-03-13,D,TRADING,SELL,STOCK,Apple,US0378331005,-1,25.5,25.50,"
        ",,EUR,x,id2\n"
    )

    assert [(each.on.isoformat(), each.time) for each in found.part.transactions] == [
        ("2026-03-13", ""),
        ("2026-03-13", "10:30:05"),
    ]


def test_what_swissquote_keeps_of_a_dividend_is_tax() -> None:
    found = read(
        "Date;Order #;Transaction;Symbol;Name;ISIN;Quantity;Unit price;Costs;Accrued Interest;"
        "Net Amount;Balance;Currency\n"
        "30-06-2022 16:35:13;0;Dividend;NESN;NESTLE;CH0038863350;1.0;280.00;98.00;0.00;182.00;"
        "941.93;CHF\n"
    )

    assert booked(found, 2) == [
        "dividend, 2022-06-30, 0 CH0038863350, 280 CHF, tax 98 CHF, = 182 CHF"
    ]


_FLEX = (
    "Buy/Sell,TradeDate,Symbol,ISIN,Quantity,TradePrice,TradeMoney,CurrencyPrimary,IBCommission,"
    "IBCommissionCurrency\n"
)


def test_a_cancelled_trade_is_not_booked_and_neither_is_its_cancellation() -> None:
    found = read(
        _FLEX + "BUY,20240102,AAPL,US0378331005,10,180,1800,USD,-1,USD\n"
        "BUY,20240102,AAPL,US0378331005,10,181,1810,USD,-1,USD\n"
        "BUY (Ca.),20240103,AAPL,US0378331005,-10,180,-1800,USD,1,USD\n"
        "SELL (Ca.),20240103,AAPL,US0378331005,10,190,1900,USD,1,USD\n"
    )

    assert booked(found, 3) == ["buy, 2024-01-02, 10 US0378331005, 1810 USD, fee 1 USD, = 1811 USD"]
    assert len(found.part.transactions) == 1
    assert [code(found, number) for number in (2, 4, 5)] == [
        "import_joined",
        "exchange_cancelled",
        "exchange_cancels_unknown",
    ]


def test_parts_that_do_not_make_what_moved_are_remarked_on() -> None:
    found = read(
        "成交日期,证券代码,证券名称,买卖标志,成交数量,成交价格,成交金额,佣金,印花税,发生金额\n"
        "2024-01-03,00700,腾讯控股,买入,100,300,30000,30,30,-27363\n"
        "2024-01-04,600406,国电南瑞,买入,100,20,2000,5,0,-2005\n",
        "gb18030",
    )

    assert [code(found, number) for number in (2, 3)] == ["exchange_net_differs", ""]


def test_fees_come_from_outside_where_money_is_not_followed() -> None:
    found = read(
        "Date,Code,Currency,Price,Quantity,Action,Fee\n"
        "01-09-2021,Opening,USD,0,0,fee,49\n02-09-2021,Bank,USD,2,1,interest,0\n"
    )

    assert [words for number in (2, 3) for words in booked(found, number)] == [
        "deposit, 2021-09-01, 49 USD, = 49 USD",
        "fee, 2021-09-01, 49 USD, = 49 USD",
        "interest, 2021-09-02, 2 USD, = 2 USD",
        "withdrawal, 2021-09-02, 2 USD, = 2 USD",
    ]


_TDX = (
    "交收日期\t业务名称\t证券代码\t证券名称\t成交价格\t成交数量\t成交金额\t剩余数量\t清算金额\t剩余金额\t"
    "净佣金\t规费\t印花税\t过户费\t结算费\t附加费\t币种\t成交编号\t股东代码\n"
)


def test_a_chinese_trade_has_as_many_fees_as_its_columns() -> None:
    found = read(
        _TDX + "20240105\t证券卖出清算\t600406\t国电南瑞\t21\t-500\t10500\t500\t10484.3\t90439.1\t4"
        "\t1\t10.5\t0.1\t0.05\t0.05\t人民币\t1002\tA1\n",
        "gb18030",
    )

    (one,) = found.part.transactions
    assert (one.gross - sum(each.amount for each in one.charges), one.net) == (
        Decimal("10484.30"),
        Decimal("10484.3"),
    )
    assert code(found, 2) == ""


def test_words_of_chinese_brokers_in_either_spelling() -> None:
    found = read(
        "发生日期\t业务名称\t发生金额\t币种\t证券代码\t证券名称\t成交数量\t成交价格\n"
        '="20240102"\t银行转证券\t10000.00\t人民币\t=""\t\t0\t0\n'
        '="20240103"\t股息入帐\t250.00\t人民币\t="600406"\t国电南瑞\t0\t0\n'
        '="20240104"\t红利入账\t30.00\t人民币\t="000400"\t许继电气\t0\t0\n'
        '="20240105"\t配股\t-900.00\t人民币\t="600406"\t国电南瑞\t100\t9\n'
        '="20240106"\t红股入帐\t0\t人民币\t="600406"\t国电南瑞\t100\t0\n'
        '="20240107"\t利息归本\t1.20\t人民币\t\t人民币\t0\t0\n'
        '="20240108"\t证券转银行\t-500.00\t人民币\t\t\t0\t0\n',
        "gb18030",
    )

    assert [(each.kind.value, each.net) for each in found.part.transactions] == [
        ("deposit", Decimal(10000)),
        ("dividend", Decimal(250)),
        ("dividend", Decimal(30)),
        ("buy", Decimal(900)),
        ("interest", Decimal("1.20")),
        ("withdrawal", Decimal(500)),
    ]
    assert code(found, 6) == "import_split"


def test_new_shares_are_bought_once_when_they_are_paid_for() -> None:
    found = read(
        "成交日期\t业务名称\t证券代码\t证券名称\t成交数量\t成交价格\t成交金额\t发生金额\n"
        "20240101\t新股申购\t730123\t新股\t1000\t10.000\t0\t0\n"
        "20240104\t中签缴款\t730123\t新股\t0\t0\t0\t-5000\n"
        "20240110\t新股入帐\t603123\tN新股\t500\t10.000\t0\t0\n"
        "20240210\t新股入账\t603999\t别股\t100\t7.000\t0\t0\n",
        "gb18030",
    )

    assert [code(found, number) for number in (2, 3, 4)] == ["import_not_done", "", "import_joined"]
    assert booked(found, 3) == ["buy, 2024-01-04, 500 603123.SS, 5000 CNY"]
    assert booked(found, 5) == ["delivery_in, 2024-02-10, 100 603999.SS, 700 CNY"]


def test_a_dividend_in_another_currency_tells_that_of_its_security() -> None:
    found = read(
        "Title,Type,Timestamp,Account Currency,Total Amount,Buy / Sell,Ticker,ISIN,Quantity,"
        "Order ID,Instrument Currency,Total Shares Amount,Price per Share,Base FX Rate,"
        "Dividend Gross Distribution Amount,Dividend Withheld Tax Amount\n"
        "Apple,PROPERTY,2025-04-11T15:24:00.000Z,GBP,0.07,,AAPL,US0378331005,5,,USD,,,,,0.02\n"
    )

    assert [each.currency for each in found.part.securities] == ["USD"]


def test_money_of_older_exports_of_wealthfolio_is_quantity_times_price() -> None:
    found = read(
        "date,symbol,quantity,activityType,unitPrice,currency,fee,amount\n"
        "2024-02-15,$CASH-USD,1000,DEPOSIT,1,USD,0,\n"
        "2024-02-16,$CASH-USD,1,TRANSFER_OUT,1,USD,0,400\n"
    )

    assert [booked(found, number) for number in (2, 3)] == [
        ["deposit, 2024-02-15, 1000 USD, = 1000 USD"],
        ["withdrawal, 2024-02-16, 400 USD, = 400 USD"],
    ]


def test_shares_that_an_employer_gives_are_a_delivery_without_a_value() -> None:
    found = read(
        "Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount\n"
        "01/02/2024,Stock Plan Activity,GEV,GE VERNOVA INC,10,,,\n"
    )

    assert booked(found, 2) == ["delivery_in, 2024-01-02, 10 GEV, 0 USD"]
    assert code(found, 2) == "import_no_value"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_short_table_under_a_title_is_taken_apart_by_its_own_separator(separator: str) -> None:
    rows = (
        ("Date", "Type", "Symbol", "Quantity", "Price", "Net amount", "Currency", "Time"),
        ("2024-01-02", "Buy", "GEV", "3", "100.5", "-301.5", "USD", "10:15;01"),
    )
    table = "\n".join(separator.join(each) for each in rows[:1])
    last = separator.join(f'"{each}"' if separator in each else each for each in rows[1])

    found = read(f"My account\nAs of today\n{table}\n{last}\n")

    assert found.dialect.separator == separator
    assert booked(found, 4) == ["buy, 2024-01-02, 3 GEV, 301.5 USD"]


@pytest.mark.parametrize(
    ("told", "symbol"),
    [
        ("600406.SH", "600406.SS"),
        ("sz002028", "002028.SZ"),
        ("SH.600406", "600406.SS"),
        ("000400.XSHE", "000400.SZ"),
        ("430047.BJ", ""),
        ("00700.HK", "0700.HK"),
        ("600406.T", ""),
    ],
)
def test_a_chinese_code_may_have_its_market_beside_it(told: str, symbol: str) -> None:
    assert mainland(told, "", "CNY") == symbol


def test_a_code_of_hong_kong_that_lost_its_zeros_is_not_one_of_shenzhen() -> None:
    found = read(
        "成交日期,证券代码,证券名称,买卖标志,成交数量,成交价格,发生金额\n"
        "2024-01-03,700,腾讯控股,港股通买入,100,300,-27363\n"
        "2024-01-03,700,模塑科技,证券买入,100,5,-500\n",
        "gb18030",
    )

    assert [each.symbol for each in found.part.securities] == ["0700.HK", "000700.SZ"]


def test_a_fee_is_known_again_whether_money_is_followed_or_not() -> None:
    table = b"Date,Type,Name,Quantity,Price,Net amount,Currency\n2025-01-03,Fee,,,,2.00,EUR\n"
    followed, outside = (
        {each.kind.value: each.source for each in found.part.transactions}
        for found in (read_table(table, today=TODAY, cash=each) for each in (True, False))
    )

    assert followed == {"fee": outside["fee"]}
    assert outside["deposit"] == f"{outside['fee']}/outside"


@pytest.mark.parametrize(
    ("headings", "unused"),
    [
        (
            "成交日期,成交时间,证券代码,证券名称,买卖方向,成交价格,成交数量,成交金额,佣金,印花税,其他费",
            "",
        ),
        (
            "交割日期,证券代码,证券名称,业务名称,成交价格,成交数量,剩余数量,清算金额,佣金",
            "剩余数量",
        ),
        ("日期,时间,代码,名称,买卖标志,成交价,成交量,成交额,净佣金,规费,结算费,附加费,发生额", ""),
        ("日期,摘要,证券代码,证券名称,发生数量,发生价格,发生金额,资金余额,币种类别", "资金余额"),
        ("业务日期,业务摘要,货币代码,发生金额,本次余额,证券代码,证券简称,资金帐号", "本次余额"),
    ],
)
def test_headings_of_chinese_brokers_are_known(headings: str, unused: str) -> None:
    names = headings.split(",")

    found = guess_fields(names)

    assert [name for name, field in zip(names, found, strict=True) if field is None] == [
        each for each in unused.split(",") if each
    ]


@pytest.mark.parametrize(
    ("told", "code_"),
    [
        ("0", "CNY"),
        ("RMB", "CNY"),
        ("人民币", "CNY"),
        ("2", "HKD"),
        ("港币", "HKD"),
        ("美元", "USD"),
    ],
)
def test_chinese_brokers_name_or_number_their_currencies(told: str, code_: str) -> None:
    found = read(
        f"发生日期,业务名称,证券代码,货币代码,发生金额\n20240102,银行转证券,,{told},5\n", "gb18030"
    )

    assert [each.currency for each in found.part.transactions] == [code_]


def test_money_that_goes_out_turns_no_purchase_round() -> None:
    found = read(
        "Date,Name,Quantity,Price,Net amount,Currency\n2024-01-02,Werk,10,30,300,EUR\n"
        "2024-01-03,,,,-100,EUR\n2024-01-04,Werk,5,31,155,EUR\n"
    )

    assert [each.kind.value for each in found.part.transactions] == ["buy", "buy"]
    assert code(found, 3) == "import_security"


def test_a_flex_query_with_descriptions_alone_names_shares_and_currencies() -> None:
    found = read(
        "Buy/Sell,TradeDate,Description,Quantity,TradePrice,TradeMoney,CurrencyPrimary,"
        "IBCommission,IBCommissionCurrency\n"
        "BUY,20240102,APPLE INC,10,180,1800,USD,-1,USD\n"
        "SELL,20240103,CHF.USD,-1000,1.1,-1100,USD,-2,CHF\n"
        "SELL,20240103,,-1000,1.1,-1100,USD,-2,CHF\n"
    )

    assert booked(found, 2) == ["buy, 2024-01-02, 10 APPLE INC, 1800 USD, fee 1 USD, = 1801 USD"]
    assert booked(found, 3)[0] == "cash_transfer, 2024-01-03, 1000 CHF, = 1000 CHF, -> 1100 USD"
    assert code(found, 4) == "import_exchange_currency"

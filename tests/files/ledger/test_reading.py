"""Tables in any dialect are read back exactly; hostile files are refused in plain words."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.problem import Problem
from gridwatch.files.encodings import Encoding
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.mapping import Mapping, Signs, fingerprint, from_plain, to_plain
from gridwatch.files.ledger.reading import TableReading, read_table
from gridwatch.files.rows import MOST_BYTES
from tests.files.ledger.told import TODAY, booked, code

HEADINGS = {
    "en": ["Date", "Type", "Name", "Quantity", "Price", "Fee", "Net amount", "Currency"],
    "de": ["Datum", "Typ", "Wertpapier", "Stück", "Kurs", "Gebühr", "Endbetrag", "Währung"],
    "fr": ["Date", "Opération", "Libellé", "Quantité", "Cours", "Frais", "Montant net", "Devise"],
    "es": ["Fecha", "Tipo", "Nombre", "Cantidad", "Precio", "Comisión", "Importe neto", "Moneda"],
    "it": ["Data", "Operazione", "Titolo", "Quantità", "Prezzo", "Commissioni", "Importo netto",
           "Divisa"],
    "nl": ["Datum", "Soort", "Naam", "Aantal", "Koers", "Kosten", "Netto", "Currency"],
    "sv": ["Datum", "Typ av transaktion", "Värdepapper", "Antal", "Kurs", "Courtage", "Netto",
           "Transaktionsvaluta"],
    "zh": ["成交日期", "操作", "证券名称", "成交数量", "成交均价", "手续费", "发生金额", "币种"],
}  # fmt: skip
BUY_SELL = {
    "en": ("Buy", "Sell"),
    "de": ("Kauf", "Verkauf"),
    "fr": ("Achat", "Vente"),
    "es": ("Compra", "Venta"),
    "it": ("Acquisto", "Vendita"),
    "nl": ("Koop", "Verkoop"),
    "sv": ("Köp", "Sälj"),
    "zh": ("证券买入", "证券卖出"),
}
ENCODINGS = {"utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1252"}


@dataclass(frozen=True)
class Trade:
    """A trade as it is drawn: all amounts in hundredths, so that they are exact."""

    on: date
    buys: bool
    quantity: int
    price: int
    fee: int

    @property
    def net(self) -> int:
        """Return what moves, in hundredths."""
        worth = self.quantity * self.price
        return worth + self.fee if self.buys else worth - self.fee


TRADES = st.lists(
    st.builds(
        Trade,
        st.dates(date(1999, 1, 1), date(2026, 1, 1)),
        st.booleans(),
        st.integers(1, 5000),
        st.integers(100, 999_999),
        st.integers(0, 99),
    ),
    min_size=1,
    max_size=8,
)
FORMS = {
    "iso": "%Y-%m-%d",
    "dotted": "%d.%m.%Y",
    "day first": "%d/%m/%Y",
    "month first": "%m/%d/%Y",
    "bare": "%Y%m%d",
    "chinese": "%Y年%m月%d日",
}


def money(hundredths: int, mark: str, grouped: bool) -> str:
    whole, rest = divmod(abs(hundredths), 100)
    other = "." if mark == "," else ","
    digits = f"{whole:,}".replace(",", other) if grouped else str(whole)
    return f"{digits}{mark}{rest:02}"


def table(trades: list[Trade], language: str, separator: str, mark: str, form: str) -> str:
    grouped = separator == ";"
    rows = [separator.join(HEADINGS[language])]
    for each in trades:
        cells = [
            each.on.strftime(FORMS[form]),
            BUY_SELL[language][not each.buys],
            "Werk" if language != "zh" else "西电",
            str(each.quantity),
            money(each.price, mark, grouped),
            money(each.fee, mark, grouped),
            money(each.net, mark, grouped),
            "CNY" if language == "zh" else "EUR",
        ]
        rows.append(separator.join(f'"{each}"' if separator in each else each for each in cells))
    return "\n".join(rows)


def read(data: bytes) -> TableReading:
    return read_table(data, today=TODAY)


@settings(max_examples=50, deadline=None)
@given(
    TRADES,
    st.sampled_from(sorted(HEADINGS)),
    st.sampled_from(";,\t|"),
    st.sampled_from(".,"),
    st.sampled_from(sorted(FORMS)),
    st.sampled_from(sorted(ENCODINGS)),
)
def test_trades_written_in_any_dialect_are_read_back_exactly(
    trades: list[Trade], language: str, separator: str, mark: str, form: str, encoding: str
) -> None:
    text = table(trades, language, separator, mark, form)
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        data = text.encode("utf-8")
    # What a file leaves open is asked of the user; here we know what we have written.
    reading = read(data)
    known = {"gb18030": Encoding.GB18030, "cp1252": Encoding.WINDOWS_1252}
    dialect = reading.dialect
    if encoding in known and not text.isascii():
        dialect = replace(dialect, encoding=known[encoding])
        if data == text.encode("utf-8"):
            dialect = replace(dialect, encoding=Encoding.UTF_8)
    if dialect.day_first is None:
        dialect = replace(dialect, day_first=form == "day first")
    assert dialect.decimal == mark
    assert dialect.separator == separator
    reading = read_table(data, today=TODAY, dialect=dialect)
    assert [line.problem for line in reading.part.lines] == [None] * len(trades)
    for one, each in zip(reading.part.transactions, trades, strict=True):
        assert one.kind is (Kind.BUY if each.buys else Kind.SELL)
        assert one.on == each.on
        assert one.quantity == each.quantity
        assert one.net == Decimal(each.net) / 100
        assert one.gross == Decimal(each.quantity * each.price) / 100
        assert sum(charge.amount for charge in one.charges) == Decimal(each.fee) / 100
    sources = {one.source for one in reading.part.transactions}
    assert len(sources) == len(trades)


def test_two_equal_lines_are_two_and_known_again() -> None:
    row = "2025-01-02,Buy,Werk,1,10.00,0.50,10.50,EUR"
    text = "\n".join([",".join(HEADINGS["en"]), row, row])
    first, second = read(text.encode()), read(text.encode())
    sources = [one.source for one in first.part.transactions]
    assert len(set(sources)) == 2
    assert sources == [one.source for one in second.part.transactions]


def test_a_day_that_could_be_two_has_to_be_asked_for_until_the_column_says_it() -> None:
    head = ",".join(HEADINGS["en"])
    rows = ["03/04/2025,Buy,Werk,1,10.00,0,10.00,EUR"]
    assert code(read("\n".join([head, *rows]).encode()), 2) == "import_day_ambiguous"
    rows.append("13/04/2025,Buy,Werk,1,10.00,0,10.00,EUR")
    told = read("\n".join([head, *rows]).encode())
    assert told.dialect.day_first is True
    assert [one.on for one in told.part.transactions] == [date(2025, 4, 3), date(2025, 4, 13)]


def test_a_number_that_could_be_two_is_not_guessed() -> None:
    text = "Datum;Typ;Name;Anzahl;Endbetrag;Währung\n2025-01-02;Kauf;Werk;1;1.234;EUR"
    assert code(read(text.encode()), 2) == "number_ambiguous"
    dialect = replace(read(text.encode()).dialect, decimal=",")
    reading = read_table(text.encode(), today=TODAY, dialect=dialect)
    assert reading.part.transactions[0].net == Decimal(1234)


def test_a_chinese_file_in_gb18030_with_lost_zeros_and_a_total() -> None:
    rows = [
        (
            "成交日期,成交时间,证券代码,证券名称,操作,成交数量,成交均价,成交金额,佣金,印花税,过户费,"
            "其他杂费,发生金额,资金余额,合同编号,股东代码"
        ),
        (
            "20250930,09:31:05,601179,中国西电,证券买入,1000,7.250,7250.000,5.00,0.00,0.07,0.00,"
            "-7255.07,92744.93,1001,A1"
        ),
        (
            "20251009,10:00:00,2028,思源电气,证券买入,200,88.100,17620.000,5.00,0.00,0.18,0.00,"
            "-17625.18,75119.75,1002,01"
        ),
        (
            "20251010,14:55:10,601179,中国西电,证券卖出,400,7.500,3000.000,5.00,1.50,0.03,0.00,"
            "2993.47,78113.22,1003,A1"
        ),
        "20251020,,601179,中国西电,股息入账,600,0.000,0.000,0.00,0.00,0.00,0.00,30.00,78143.22,0,A1",
        "20251021,,601179,中国西电,股息红利税补缴,0,0.000,0.000,0.00,0.00,0.00,0.00,-3.00,1.0,0,A1",
        "20251101,,,,银证转入,0,0.000,0.000,0.00,0.00,0.00,0.00,50000.00,1.0,0,",
        "20251102,,,,银证转出,0,0.000,0.000,0.00,0.00,0.00,0.00,-1000.00,1.0,0,",
        "20251221,,,,利息归本,0,0.000,0.000,0.00,0.00,0.00,0.00,12.34,1.0,0,",
        "20251222,,830799,艾融软件,证券买入,100,20.000,2000.000,5.00,0.00,0.02,0.00,-2005.02,1.0,9,",
        "20251223,,601179,中国西电,红股入账,100,0.000,0.000,0.00,0.00,0.00,0.00,0.00,1.0,0,",
        "合计,,,,,,,,,,,,,,,",
    ]
    reading = read("\n".join(rows).encode("gb18030"))
    assert (reading.preset, reading.dialect.encoding) == ("china", Encoding.GB18030)
    assert [each.symbol for each in reading.part.securities] == ["601179.SS", "002028.SZ", ""]
    assert booked(reading, 2) == [
        "buy, 2025-09-30, 1000 601179.SS, 7250 CNY, fee 5 CNY, fee 0.07 CNY, = 7255.07 CNY"
    ]
    assert booked(reading, 4) == [
        (
            "sell, 2025-10-10, 400 601179.SS, 3000 CNY, fee 5 CNY, fee 0.03 CNY, tax 1.5 CNY,"
            " = 2993.47 CNY"
        )
    ]
    assert booked(reading, 5) == ["dividend, 2025-10-20, 600 601179.SS, 30 CNY, = 30 CNY"]
    assert booked(reading, 6) == ["tax, 2025-10-21, 0 601179.SS, 3 CNY, = 3 CNY"]
    assert booked(reading, 7) == ["deposit, 2025-11-01, 50000 CNY, = 50000 CNY"]
    assert booked(reading, 8) == ["withdrawal, 2025-11-02, 1000 CNY, = 1000 CNY"]
    assert booked(reading, 9) == ["interest, 2025-12-21, 12.34 CNY, = 12.34 CNY"]
    assert [code(reading, number) for number in (11, 12)] == ["import_split", "import_beside"]
    lots = [each.replace("成交数量", "成交数量(手)") for each in rows[:2]]
    assert read("\n".join(lots).encode("gb18030")).part.transactions[0].quantity == 100_000


def test_what_was_mapped_by_hand_is_plain_json_and_read_back() -> None:
    text = "a;b;c;d\n2025-01-02;x;Werk;-10,50"
    mapping = Mapping(
        "generic",
        (Field.DATE, None, Field.NAME, Field.NET),
        signs=Signs(amount=True),
        currency="EUR",
    )
    learned = from_plain(json.loads(json.dumps(to_plain(mapping))))
    assert learned == mapping
    dialect = replace(
        read(b"Date;Name;Net;Currency\n2025-01-02;W;1,5;EUR").dialect, header=1, separator=";"
    )
    reading = read_table(text.encode(), today=TODAY, dialect=dialect, mapping=learned)
    assert code(reading, 2) == "quantity_missing"  # it is a trade, and of how much is not told
    assert fingerprint(["A", " b "]) == fingerprint(["a", "B"]) != fingerprint(["b", "a"])
    with pytest.raises(Problem, match="learned"):
        from_plain({"preset": "generic"})


HOSTILE = {
    b"": "import_empty",
    b"\n\n\n": "import_empty",
    b"PK\x03\x04" + b"\0" * 50: "import_spreadsheet",
    b"%PDF-1.7 ...": "import_binary",
    b"<!DOCTYPE html><table><tr><td>1</td></tr></table>": "import_markup",
    b'<?xml version="1.0"?><a/>': "import_markup",
    b'{"activities": []}': "import_markup",
    b"just a line of words": "import_columns",
    b"x" * (MOST_BYTES + 1): "table_large",
}


@pytest.mark.parametrize("data", HOSTILE)
def test_a_file_that_is_no_table_is_refused_in_plain_words(data: bytes) -> None:
    with pytest.raises(Problem) as caught:
        read(data)
    assert caught.value.code == HOSTILE[data]


def test_a_spoiled_line_keeps_no_other_one_from_being_read() -> None:
    head = ",".join(HEADINGS["en"])
    good = "2025-01-02,Buy,Werk,1,10.00,0.50,10.50,EUR"
    bad = [
        "2025-01-03,Buy,Werk,1,10.00\0,0.50,10.50,EUR",
        '2025-01-03,Buy,"Werk,1,10.00,0.50,10.50,EUR',
        "2025-01-03" + "," * 9999,
        f"2025-01-03,Buy,{'W' * 20_000},1,10.00,0.50,10.50,EUR",
        "2025-01-03,Buy,Werk,1,1e99,0,1e99,EUR",
        "2025-01-03,Buy,Werk,NaN(3),10,0,Infinity,EUR",
        "2025-02-30,Buy,Werk,1,10.00,0.50,10.50,EUR",
        "2025-01-03,Buy,,1,10.00,0.50,10.50,EUR",
        "2025-01-03,Buy,Werk,1,10.00,0.50,10.50,EURO",
        "2025-01-03,Buy,Werk,1,,,,EUR",
        "2025-01-03,Frobnicate,Werk,1,10.00,0.50,10.50,EUR",
        "2099-01-03,Buy,Werk,1,10.00,0.50,10.50,EUR",
    ]
    reading = read("\n".join([head, good, *bad, good]).encode())
    codes = [code(reading, number) for number in range(2, 16)]
    assert codes == [
        "",
        "table_nul",
        "table_quote",
        "import_wide",
        "import_cell",
        "number_unreadable",
        "number_unreadable",
        "import_day_unreadable",
        "import_security",
        "currency_code",
        "import_price",
        "import_word",
        "import_day_future",
        "",
    ]
    assert len(reading.part.transactions) == 2


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    head = b"Date;Type;Name;Quantity;Price;Fee;Net amount;Currency\n"
    for each in (data, head + data):
        with suppress(Problem):
            reading = read(each)
            assert all(
                line.transactions or line.problem or line.remark for line in reading.part.lines
            )


def test_only_headings_make_an_empty_part() -> None:
    reading = read(",".join(HEADINGS["en"]).encode())
    assert reading.part.lines == ()
    assert reading.header == tuple(HEADINGS["en"])


def test_the_time_for_a_table_grows_with_its_lines() -> None:
    def seconds(lines: int) -> float:
        rows = [
            f"2025-01-{1 + each % 28:02},Buy,Werk {each % 200},{1 + each},10.00,0.50,,EUR"
            for each in range(lines)
        ]
        data = "\n".join([",".join(HEADINGS["en"]), *rows]).encode()
        begin = perf_counter()
        assert len(read(data).part.transactions) == lines
        return perf_counter() - begin

    seconds(300)
    small = min(seconds(1000) for _ in range(2))
    assert seconds(4000) < 4 * small * 3

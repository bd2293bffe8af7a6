"""The files that ship as they are: the catalog agrees with its sources, the icons can be seen."""

from __future__ import annotations

import csv
import importlib.util
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parents[2]
CATALOG = ROOT / "resources" / "catalog.toml"
ICONS = ROOT / "resources" / "icons"
TABLE = ROOT.parent / "shared" / "data" / "catalog.csv"

ACTIONS = (
    "add",
    "bell",
    "chart",
    "fill",
    "group",
    "refresh",
    "remove",
    "search",
    "settings",
    "target",
    "undo",
)
SIZES = (16, 24, 32, 48, 64, 128, 256)

Catalog = Mapping[str, Any]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return tomllib.loads(CATALOG.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    return _script("make_catalog")


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, str]]:
    if not TABLE.exists():
        pytest.skip("the table of listings is not part of the project and not beside it")
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["symbol"]: row for row in csv.DictReader(file)}


def _script(name: str) -> ModuleType:
    """Load a developer's script by path: `packaging` is also the name of a library."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _listings(catalog: Catalog) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for company in catalog["company"]:
        for listing in company["listing"]:
            yield company, listing


def _write_table(path: Path, catalog: Catalog, maker: ModuleType) -> Path:
    """Write the table that gives this catalog, to test the maker where the real one is absent."""
    words = {key: word for word, (key, _, _) in maker.EXCHANGES.items()}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(maker.COLUMNS)
        for company, listing in _listings(catalog):
            counted = company if listing["symbol"] == company["primary"] else {}
            writer.writerow(
                [
                    listing["symbol"],
                    company["legal_name"],
                    company["native_name"],
                    words[listing["exchange"]],
                    listing["currency"],
                    listing["isin"],
                    counted.get("shares", ""),
                    counted.get("shares_as_of", ""),
                    counted.get("shares_source", ""),
                ]
            )
    return path


@pytest.fixture
def table_text(catalog: Catalog, maker: ModuleType, tmp_path: Path) -> str:
    return _write_table(tmp_path / "listings.csv", catalog, maker).read_text(encoding="utf-8")


# The catalog against the table it was made from


def test_every_listing_of_the_table_is_in_one_company(
    catalog: Catalog, table: dict[str, dict[str, str]]
) -> None:
    symbols = [listing["symbol"] for _, listing in _listings(catalog)]
    assert sorted(symbols) == sorted(table)


def test_shares_and_their_dates_are_those_of_the_table(
    catalog: Catalog, table: dict[str, dict[str, str]]
) -> None:
    for company in catalog["company"]:
        rows = [table[listing["symbol"]] for listing in company["listing"]]
        expected = [
            (
                int(row["shares_outstanding"]),
                date.fromisoformat(row["shares_as_of"]),
                row["shares_source"],
            )
            for row in rows
            if row["shares_outstanding"]
        ]
        fields = ("shares", "shares_as_of", "shares_source")
        known = [tuple(company[field] for field in fields)] if "shares" in company else []
        assert known == expected, company["key"]


def test_currency_isin_and_native_name_are_those_of_the_table(
    catalog: Catalog, table: dict[str, dict[str, str]]
) -> None:
    for company, listing in _listings(catalog):
        row = table[listing["symbol"]]
        assert (listing["currency"], listing["isin"]) == (row["currency"], row["isin"])
        assert company["native_name"] == row["name_native"] or not row["name_native"]


def test_the_committed_catalog_is_what_the_maker_makes(
    maker: ModuleType, table: dict[str, dict[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert table
    assert maker.main([str(TABLE), "--check"]) == 0, capsys.readouterr().err


# The catalog in itself


def test_keys_are_unique_and_plain(catalog: Catalog) -> None:
    for kind in ("segment", "company", "starter"):
        keys = [item["key"] for item in catalog[kind]]
        assert [key for key, times in Counter(keys).items() if times > 1] == []
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", key) for key in keys)


def test_segments_are_known_and_each_is_somebodys_main_one(catalog: Catalog) -> None:
    declared = [segment["key"] for segment in catalog["segment"]]
    assert {company["segment"] for company in catalog["company"]} == set(declared)
    for company in catalog["company"]:
        assert set(company["also"]) <= set(declared) - {company["segment"]}


def test_segments_and_starter_lists_have_words_in_three_languages(catalog: Catalog) -> None:
    for item in [*catalog["segment"], *catalog["starter"]]:
        assert all(item[language].strip() for language in ("en", "de", "zh_CN")), item["key"]


def test_primary_is_the_first_listing_and_mainland_follows_it(catalog: Catalog) -> None:
    for company in catalog["company"]:
        assert company["primary"] == company["listing"][0]["symbol"]
        assert company["mainland"] == company["primary"].endswith((".SS", ".SZ"))


def test_dual_listed_companies_are_counted_once(catalog: Catalog) -> None:
    dual = {
        tuple((listing["symbol"], listing["share_class"]) for listing in company["listing"])
        for company in catalog["company"]
        if len(company["listing"]) > 1
    }
    assert dual == {
        (("600875.SS", "A"), ("1072.HK", "H")),
        (("601727.SS", "A"), ("2727.HK", "H")),
    }


def test_mainland_companies_have_a_count_of_shares(catalog: Catalog) -> None:
    mainland = [company for company in catalog["company"] if company["mainland"]]
    assert len(mainland) == 27
    assert all(company["shares"] > 0 for company in mainland)


def test_a_count_of_shares_has_its_date_and_source(catalog: Catalog) -> None:
    for company in catalog["company"]:
        fields = {name for name in company if name.startswith("shares")}
        assert fields in (set(), {"shares", "shares_as_of", "shares_source"})
        assert "shares" not in company or company["shares_source"]


def test_names_are_short_and_without_the_words_of_the_register(catalog: Catalog) -> None:
    for company in catalog["company"]:
        assert 0 < len(company["name"]) <= 26
        assert not re.search(
            r"\b(Inc|Ltd|Limited|plc|PLC|AG|S\.A|S\.p\.A|Common)\b", company["name"]
        )
        assert not re.search(r"Common Stock|Ordinary|,Ltd", company["legal_name"])


def test_chinese_companies_and_only_they_have_pinyin(catalog: Catalog) -> None:
    for company in catalog["company"]:
        assert bool(company["pinyin"]) == (company["country"] == "CN"), company["key"]
        assert re.fullmatch(r"[a-z]*", company["pinyin"])
        assert not company["pinyin"] or len(company["pinyin"]) == len(company["native_name"])


def test_pinyin_fits_a_reading_of_every_character(catalog: Catalog, maker: ModuleType) -> None:
    pytest.importorskip(
        "pypinyin", reason="the pinyin initials are checked where pypinyin is installed"
    )
    assert maker.odd_pinyin(catalog["company"]) == []
    wrong = [{"key": "siyuan", "native_name": "思源电气", "pinyin": "sydx"}]
    assert maker.odd_pinyin(wrong) == ["siyuan: 思源电气 is not sydx"]


@pytest.mark.parametrize(
    ("key", "pinyin"),
    [("siyuan", "sydq"), ("tbea", "tbdg"), ("changgao", "cgdq"), ("harbin_electric", "hebdq")],
)
def test_polyphones_are_read_as_their_owners_do(catalog: Catalog, key: str, pinyin: str) -> None:
    (company,) = [company for company in catalog["company"] if company["key"] == key]
    assert company["pinyin"] == pinyin


def test_isins_have_a_right_check_digit(catalog: Catalog) -> None:
    isins = [listing["isin"] for _, listing in _listings(catalog) if listing["isin"]]
    assert len(isins) == len(set(isins)) > 5
    assert [isin for isin in isins if not _isin_is_right(isin)] == []


def _isin_is_right(isin: str) -> bool:
    """Check by ISO 6166: letters as two digits, then the Luhn sum."""
    digits = [int(digit) for letter in isin for digit in str(int(letter, 36))]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return len(isin) == 12 and (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


def test_starter_lists_are_everybody_and_the_mainland(catalog: Catalog) -> None:
    everybody, candidates = (starter["companies"] for starter in catalog["starter"])
    mainland_first = sorted(catalog["company"], key=lambda company: not company["mainland"])
    assert everybody == [company["key"] for company in mainland_first]
    assert candidates == [company["key"] for company in catalog["company"] if company["mainland"]]


def test_companies_stand_in_the_order_of_the_segments(catalog: Catalog) -> None:
    order = [segment["key"] for segment in catalog["segment"]]
    places = [order.index(company["segment"]) for company in catalog["company"]]
    assert places == sorted(places)


# The maker


def test_the_maker_gives_the_same_bytes_again(
    catalog: Catalog, maker: ModuleType, tmp_path: Path
) -> None:
    listings = _write_table(tmp_path / "listings.csv", catalog, maker)
    out = tmp_path / "made.toml"
    assert maker.main([str(listings), "--out", str(out)]) == 0
    assert out.read_bytes() == CATALOG.read_bytes()
    assert maker.main([str(listings), "--out", str(out), "--check"]) == 0


def test_the_maker_refuses_other_facts_under_the_same_version(
    catalog: Catalog, maker: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listings = _write_table(tmp_path / "listings.csv", catalog, maker)
    out = tmp_path / "made.toml"
    before = CATALOG.read_text(encoding="utf-8").replace("shares = 782573282", "shares = 782573283")
    out.write_text(before, encoding="utf-8", newline="\n")
    assert maker.main([str(listings), "--out", str(out)]) == 1
    assert "raise `version`" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == before


DONGFANG_H = "1072.HK,Dongfang Electric Corporation Limited,东方电气,HKEX,HKD,,"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("002028.SZ,", "002029.SZ,"), "002029.SZ is in the table but in no company"),
        (("002028.SZ,", "601179.SS,"), "has 601179.SS twice"),
        ((",SZSE,CNY,,782573282", ",Nowhere,CNY,,782573282"), "the exchange 'Nowhere'"),
        ((",isin,", ",number,"), "lacks the columns isin"),
        ((",782573282,", ",many,"), "002028.SZ: shares or their date"),
        ((DONGFANG_H + ",,", DONGFANG_H + "7,2026-07-17,x"), "share counts on two rows"),
    ],
)
def test_the_maker_says_what_does_not_fit_and_writes_nothing(
    table_text: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: tuple[str, str],
    reason: str,
) -> None:
    assert change[0] in table_text
    listings = tmp_path / "changed.csv"
    listings.write_text(table_text.replace(*change, 1), encoding="utf-8")
    out = tmp_path / "made.toml"
    assert _script("make_catalog").main([str(listings), "--out", str(out)]) == 1
    assert reason in capsys.readouterr().err
    assert not out.exists()


# The icons


def _pixels(image: QImage) -> bytes:
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return bytes(plain.constBits())


@pytest.mark.parametrize("edge", SIZES)
def test_the_app_icon_has_this_size_and_shows_its_mark(edge: int) -> None:
    image = QImage(str(ICONS / f"gridwatch-{edge}.png"))
    assert (image.width(), image.height()) == (edge, edge)
    colours = [image.pixelColor(x, y) for x in range(edge) for y in range(edge)]
    assert colours[0].alpha() < 128, "the corner is transparent"
    pylon = sum(c.alpha() > 200 and min(c.red(), c.green(), c.blue()) > 150 for c in colours)
    line = sum(c.alpha() > 200 and c.red() > 180 and c.blue() < 120 for c in colours)
    tile = sum(c.alpha() > 200 and c.red() < 70 for c in colours)
    assert min(pylon, line) > 0.04 * edge * edge
    assert tile > 0.3 * edge * edge


@pytest.mark.parametrize("edge", SIZES)
def test_the_app_icon_is_what_its_drawing_gives(edge: int) -> None:
    icons = _script("make_icons")
    drawn = _pixels(icons.draw(ICONS / icons.SIZES[edge], edge))
    kept = _pixels(QImage(str(ICONS / f"gridwatch-{edge}.png")))
    # Anti-aliasing may differ a little between versions of Qt; another drawing differs by far more.
    assert sum(abs(a - b) for a, b in zip(drawn, kept, strict=True)) / len(kept) < 2


def test_the_icons_of_actions_are_all_there() -> None:
    found = {path.stem for path in ICONS.glob("*.svg")} - {"gridwatch", "gridwatch-small"}
    assert found == set(ACTIONS)


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_icon_is_in_one_colour_and_can_be_tinted(name: str) -> None:
    words = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    assert set(re.findall(r"(?:fill|stroke)=\"([^\"]+)\"", words)) <= {"none", "#000000"}
    assert 'viewBox="0 0 24 24"' in words


@pytest.mark.parametrize("edge", [16, 24])
@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_icon_can_be_seen_and_stays_inside_its_square(name: str, edge: int) -> None:
    renderer = QSvgRenderer(str(ICONS / f"{name}.svg"))
    assert renderer.isValid()
    image = QImage(edge + 2, edge + 2, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(1, 1, edge, edge))
    painter.end()
    whole = range(edge + 2)
    alpha = {(x, y): image.pixelColor(x, y).alpha() for x in whole for y in whole}
    inked = sum(value > 100 for value in alpha.values()) / edge**2
    assert 0.04 < inked < 0.6
    border = (0, edge + 1)
    assert all(value == 0 for (x, y), value in alpha.items() if x in border or y in border)

"""The lines of the simulated market: what trades there, from which price, with how many shares.

Prices are rough ones of mid-2026, so that market caps are believable. Nothing here is a fact.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gridwatch.domain.fx import fx_symbol
from gridwatch.domain.money import declared_unit
from gridwatch.feeds.simulated_path import Shape, seed_of


@dataclass(frozen=True, slots=True)
class Place:
    """What a suffix stands for; prices are rounded to `decimals` in the major unit."""

    zone: str
    quoted_in: str
    region: str
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One simulated listing, index or rate; counts are None for the last two.

    `names` are what a search looks through, in lower case; `cap_gap` is by how much the market's
    own cap differs from price × shares; `home` is the exchange that the real line trades on.
    """

    symbol: str
    name: str
    place: Place
    currency: str
    shape: Shape
    company_shares: float | None = None
    listing_shares: float | None = None
    cap_gap: float = 0.0
    names: tuple[str, ...] = ()
    home: str = ""
    kind: str = "EQUITY"


PLACES = {
    "SS": Place("Asia/Shanghai", "CNY", "china"),
    "SZ": Place("Asia/Shanghai", "CNY", "china"),
    "HK": Place("Asia/Hong_Kong", "HKD", "china"),
    "T": Place("Asia/Tokyo", "JPY", "japan", 0),
    "KS": Place("Asia/Seoul", "KRW", "korea", -1),
    "KQ": Place("Asia/Seoul", "KRW", "korea", -1),
    "NS": Place("Asia/Kolkata", "INR", "india"),
    "BO": Place("Asia/Kolkata", "INR", "india"),
    "DE": Place("Europe/Berlin", "EUR", "europe"),
    "SW": Place("Europe/Zurich", "CHF", "europe"),
    "PA": Place("Europe/Paris", "EUR", "europe"),
    "MI": Place("Europe/Rome", "EUR", "europe"),
    "CO": Place("Europe/Copenhagen", "DKK", "europe"),
    "L": Place("Europe/London", "GBp", "europe", 4),
    "": Place("America/New_York", "USD", "america"),
}

# Price in major units at the anchor day.
ANCHORS = {
    "600875.SS": 38.2, "1072.HK": 31.5, "601727.SS": 8.1, "2727.HK": 4.7, "1133.HK": 20.5,
    "601179.SS": 19.39, "600089.SS": 19.50, "600487.SS": 40.30, "600522.SS": 28.90,
    "688676.SS": 106.0, "600550.SS": 15.6, "002270.SZ": 28.0, "603191.SS": 18.9,
    "002922.SZ": 36.0, "002028.SZ": 112.0, "600312.SS": 20.8, "002452.SZ": 11.2,
    "002358.SZ": 7.4, "601616.SS": 5.0, "300444.SZ": 11.3, "600406.SS": 26.4,
    "000400.SZ": 29.2, "601126.SS": 44.4, "600268.SS": 13.4, "300274.SZ": 144.5,
    "603606.SS": 59.2, "300001.SZ": 28.4, "601567.SS": 26.6, "603556.SS": 41.5,
    "688100.SS": 43.1, "3393.HK": 16.2, "1727.HK": 0.78,
    "GEV": 966.0, "GNRC": 190.0, "ETN": 415.0, "POWL": 210.0, "VRT": 264.0, "AMSC": 42.0,
    "ENS": 160.0, "ITRI": 96.0, "HUBB": 470.0, "NVT": 124.0, "PLPC": 255.0, "AZZ": 130.0,
    "PWR": 677.0, "MTZ": 300.0, "PRIM": 140.0, "MYRG": 290.0,
    "267260.KS": 900_000, "298040.KS": 2_100_000, "103590.KS": 60_000, "033100.KQ": 52_000,
    "062040.KS": 130_000, "010120.KS": 600_000, "001440.KS": 25_000, "006260.KS": 230_000,
    "229640.KS": 45_000,
    "6501.T": 5370, "6622.T": 12290, "6503.T": 5480, "6504.T": 10780, "6508.T": 6660,
    "5802.T": 7540, "5801.T": 14500, "5803.T": 22400,
    "ENR.DE": 150.0, "SIE.DE": 235.0, "ABBN.SW": 62.0, "LAND.SW": 60.0, "SU.PA": 240.0,
    "NEX.PA": 130.0, "LR.PA": 140.0, "PRY.MI": 95.0, "NKT.CO": 780.0, "SIMP.L": 3.088,
}  # fmt: skip

# Millions of shares of companies whose total the catalog does not know, and of H shares.
MILLIONS = {
    "1133.HK": 2236, "3393.HK": 996, "1727.HK": 1761, "ENR.DE": 863, "SIE.DE": 786,
    "ABBN.SW": 1843, "LAND.SW": 28.9, "SU.PA": 576, "NEX.PA": 43.9, "LR.PA": 262, "PRY.MI": 296,
    "NKT.CO": 53.7, "6501.T": 4580, "6622.T": 24.6, "6503.T": 2113, "6504.T": 149,
    "6508.T": 45.5, "5802.T": 794, "5801.T": 70.7, "5803.T": 296, "SIMP.L": 827,
}  # fmt: skip
H_MILLIONS = {"1072.HK": 408, "2727.HK": 2924, "1133.HK": 676, "1727.HK": 461}

# Lines that stay about 100 bn CNY for ever, so that whenever one looks a target is reached soon.
# Two pulse in opposite phase: whichever stands below now rises through 100 bn within three minutes.
# Two swell and fall over weeks, so that the last month always has a crossing.
MOTIONS: Mapping[str, Mapping[str, float]] = {
    "601179.SS": {"pulse": 0.03},
    "600487.SS": {"pulse": -0.03},
    "600089.SS": {"wave": 0.04},
    "600522.SS": {"wave": -0.04},
}

# In the market's own direction (see domain/fx.py), with the volatility of a year.
RATES = {
    "CNY": (7.10, 0.02), "HKD": (7.80, 0.001), "JPY": (150.0, 0.03), "KRW": (1380.0, 0.03),
    "EUR": (1.16, 0.03), "CHF": (0.80, 0.03), "GBP": (1.33, 0.03), "DKK": (6.45, 0.03),
    "INR": (88.0, 0.02), "SEK": (9.5, 0.03), "NOK": (10.1, 0.03), "CAD": (1.38, 0.02),
    "AUD": (0.66, 0.03), "NZD": (0.59, 0.03), "SGD": (1.29, 0.02), "TWD": (31.0, 0.02),
    "PLN": (3.65, 0.03), "ILS": (3.35, 0.03), "ZAR": (17.5, 0.04), "BRL": (5.4, 0.04),
}  # fmt: skip

# Indices to compare with: what they are called, where, in which currency, about how high.
INDICES = {
    "000300.SS": ("CSI 300", "SS", 4600.0),
    "000001.SS": ("SSE Composite", "SS", 3900.0),
    "^HSI": ("Hang Seng", "HK", 26_000.0),
    "^N225": ("Nikkei 225", "T", 50_000.0),
    "^KS11": ("KOSPI", "KS", 4000.0),
    "^GDAXI": ("DAX", "DE", 24_000.0),
    "^STOXX": ("STOXX Europe 600", "DE", 560.0),
    "^NSEI": ("NIFTY 50", "NS", 25_000.0),
    "^GSPC": ("S&P 500", "", 6800.0),
}

WIDE_GAP_COMPANY = "tgood"
_SHAPE = re.compile(r"([A-Z0-9][A-Z0-9-]{0,9})(?:\.([A-Z]{1,2}))?")
_TURNOVER = 0.006
_HASHED_PRICES = {"JPY": 3000.0, "KRW": 60_000.0, "INR": 900.0}


def declared_lines(catalog: Path) -> dict[str, Line]:
    """Return the catalog's lines, rates, indices and one London line in pence, by symbol."""
    with catalog.open("rb") as file:
        companies = tomllib.load(file)["company"]
    lines = [_catalog_line(each, one) for each in companies for one in each["listing"]]
    lines += [_rate_line(each) for each in RATES]
    lines += [_index_line(symbol, *about) for symbol, about in INDICES.items()]
    lines.append(_line("SIMP.L", "Simulated Pence", "simp", MILLIONS["SIMP.L"] * 1e6))
    return {each.symbol: each for each in lines}


def undeclared_line(symbol: str) -> Line | None:
    """Invent a line for a symbol of a shape that we know; None for any other and for `NOPE…`."""
    matched = _SHAPE.fullmatch(symbol)
    if matched is None or symbol.startswith("NOPE") or (matched[2] or "") not in PLACES:
        return None
    if matched[2] is None and not re.fullmatch(r"[A-Z]{1,5}(-[A-Z])?", symbol):
        return None
    millions = 50 + seed_of(f"count {symbol}") % 2000
    return _line(symbol, f"Simulated {symbol}", symbol, millions * 1e6)


def _catalog_line(company: Mapping[str, Any], listing: Mapping[str, str]) -> Line:
    symbol = listing["symbol"]
    total = company.get("shares") or MILLIONS.get(company["primary"], 500) * 1e6
    words = [company[key] for key in ("name", "legal_name", "native_name", "pinyin")]
    return _line(
        symbol,
        company["name"],
        company["key"],
        float(total),
        class_shares=_class_shares(company, symbol, float(total)),
        words=(*words, listing["isin"]),
        home=listing["exchange"],
    )


def _class_shares(company: Mapping[str, Any], symbol: str, total: float) -> float:
    if symbol in H_MILLIONS:
        return H_MILLIONS[symbol] * 1e6
    others = (each["symbol"] for each in company["listing"] if each["symbol"] != symbol)
    return total - sum(H_MILLIONS.get(each, 0) for each in others) * 1e6


def _line(
    symbol: str,
    name: str,
    company: str,
    total: float,
    *,
    class_shares: float | None = None,
    words: tuple[str, ...] = (),
    home: str = "",
) -> Line:
    place = PLACES[symbol.partition(".")[2]]
    own = class_shares or total
    motion = MOTIONS.get(symbol, {})
    shape = Shape(
        symbol,
        company,
        place.region,
        ANCHORS.get(symbol) or _hashed_price(symbol, place),
        calm=bool(motion),
        usual_volume=own * _TURNOVER,
        **motion,
    )
    names = tuple(each.casefold() for each in (symbol, name, *words) if each)
    gap = 0.045 if company == WIDE_GAP_COMPANY else _small_gap(company)
    currency = declared_unit(place.quoted_in).currency
    return Line(symbol, name, place, currency, shape, total, own, gap, names, home)


def _small_gap(company: str) -> float:
    """Return -2 % to 2 %, none for one company in four."""
    seed = seed_of(f"gap {company}")
    return 0.0 if seed % 4 == 0 else (seed // 4 % 401 - 200) / 10_000


def _hashed_price(symbol: str, place: Place) -> float:
    usual = _HASHED_PRICES.get(place.quoted_in, 40.0)
    return usual * (0.4 + seed_of(f"price {symbol}") % 1000 / 500)


def _rate_line(currency: str) -> Line:
    value, volatility = RATES[currency]
    symbol = fx_symbol(currency)
    paid_in = symbol[3:6]
    place = Place("Europe/London", paid_in, f"rate {currency}", 4 if value < 50 else 2)
    shape = Shape(symbol, symbol, place.region, value, volatility, drift=0.0)
    name = f"{symbol[:3]}/{paid_in}"
    names = (symbol.casefold(), name.casefold())
    return Line(symbol, name, place, paid_in, shape, names=names, kind="CURRENCY")


def _index_line(symbol: str, name: str, suffix: str, value: float) -> Line:
    place = replace(PLACES[suffix], decimals=2)
    currency = declared_unit(place.quoted_in).currency
    shape = Shape(symbol, symbol, place.region, value, volatility=0.18)
    names = (symbol.casefold(), name.casefold())
    return Line(symbol, name, place, currency, shape, names=names, kind="INDEX")

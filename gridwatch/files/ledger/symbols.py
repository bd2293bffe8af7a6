"""Yahoo's symbol of what a broker names, only where it follows without guessing."""

from __future__ import annotations

import re
from functools import lru_cache

from gridwatch.domain.ledger.security import is_isin
from gridwatch.domain.money import ISO_CODES

_US_TICKER = re.compile(r"[A-Z]{1,5}(?:[. /][A-Z])?")
_YAHOO = re.compile(r"[A-Z0-9^][A-Z0-9.^=\-]{0,23}")
_MAINLAND = re.compile(
    r"(?:(?P<before>SH|SZ|HK|BJ)\.?)?(?P<code>[0-9]{1,6})"
    r"(?:\.(?P<behind>SH|SS|SZ|HK|BJ|XSHG|XSHE))?"
)
_MARKETS = {"SH": "SS", "SS": "SS", "XSHG": "SS", "SZ": "SZ", "XSHE": "SZ"}
_FUNDS = ("15", "16", "18")  # funds that trade in Shenzhen
_SHANGHAI = ("60", "68", "50", "51", "52", "53", "56", "58")


@lru_cache(maxsize=4096)  # the same few securities stand in thousands of lines
def american(symbol: str, isin: str, currency: str) -> str:
    """Return the symbol of a share with an American ISIN that trades in dollars, else ""."""
    if currency == "USD" and isin.startswith("US") and is_isin(isin):
        return dollar(symbol, isin, currency)
    return ""


def dollar(symbol: str, _isin: str, currency: str) -> str:
    """Return the symbol of what an American broker trades in dollars, else ""."""
    plain = symbol.strip().upper()
    if currency != "USD" or not _US_TICKER.fullmatch(plain):
        return ""
    return re.sub(r"[. /]", "-", plain)


def yahoo(symbol: str, _isin: str, _currency: str) -> str:
    """Return a symbol that is Yahoo's already."""
    plain = symbol.strip().upper()
    return plain if _YAHOO.fullmatch(plain) and not is_isin(plain) else ""


def ghostfolio(symbol: str, isin: str, currency: str) -> str:
    """Return Yahoo's symbol of one in Ghostfolio, which writes BTCUSD for BTC-USD."""
    plain = symbol.strip().upper()
    base = plain.removesuffix(currency)
    if currency in ISO_CODES and plain.endswith(currency) and len(base) >= 3 and base.isalnum():
        return f"{plain}=X" if base in ISO_CODES else f"{base}-{currency}"
    return yahoo(symbol, isin, currency)


def mainland(symbol: str, _isin: str, currency: str) -> str:
    """Return the symbol of a Chinese code, whose leading zeros a spreadsheet may have taken.

    Shares and funds of Shanghai and Shenzhen, and of Hong Kong with five digits; "" for what
    Yahoo does not quote: Beijing, B shares and bonds.
    """
    found = _MAINLAND.fullmatch(symbol.strip().strip("'=\"").upper())
    if found is None or currency not in {"CNY", "HKD", ""}:
        return ""
    market, plain = found["before"] or found["behind"] or "", found["code"]
    if "HK" in {market, currency[:2]} or (len(plain) == 5 and plain.startswith("0")):
        return f"{int(plain):04}.HK" if len(plain) <= 5 else ""
    code = plain.zfill(6)
    if market in _MARKETS:
        return f"{code}.{_MARKETS[market]}"
    if code.startswith(_SHANGHAI):
        return f"{code}.SS"
    if code.startswith(("00", "30", *_FUNDS)):
        return f"{code}.SZ"
    return ""

"""What the suffix of a symbol at Yahoo says of the currency in which its listing is quoted."""

from __future__ import annotations

from gridwatch.domain.company import checked_symbol
from gridwatch.domain.problem import Problem

# Which currencies a listing with this suffix can have, the usual one first; without a suffix Yahoo
# means New York.
_CURRENCIES = {
    "": "USD",
    "AS": "EUR USD", "AT": "EUR", "AX": "AUD", "BA": "ARS", "BD": "HUF", "BE": "EUR", "BK": "THB",
    "BO": "INR", "BR": "EUR", "CN": "CAD", "CO": "DKK", "DE": "EUR", "DU": "EUR", "F": "EUR",
    "HA": "EUR", "HE": "EUR", "HK": "HKD CNY USD", "HM": "EUR", "IC": "ISK", "IL": "USD EUR",
    "IR": "EUR",
    "IS": "TRY", "JK": "IDR", "JO": "ZAR", "KL": "MYR", "KQ": "KRW", "KS": "KRW",
    "L": "GBP USD EUR", "LS": "EUR", "MC": "EUR", "MI": "EUR", "MU": "EUR", "MX": "MXN",
    "NE": "CAD", "NS": "INR", "NZ": "NZD", "OL": "NOK", "PA": "EUR", "PR": "CZK", "SA": "BRL",
    "SG": "EUR", "SI": "SGD USD", "SN": "CLP", "SR": "SAR", "SS": "CNY", "ST": "SEK", "SW": "CHF",
    "SZ": "CNY", "T": "JPY", "TA": "ILS", "TO": "CAD", "TW": "TWD", "TWO": "TWD", "V": "CAD",
    "VI": "EUR", "WA": "PLN",
}  # fmt: skip
_MINOR = {"L": "GBX", "JO": "ZAc", "TA": "ILA"}  # of which Yahoo quotes the hundredth


def usual_currency(suffix: str) -> str:
    """Return in what most listings with a suffix are quoted, "" where it is none of Yahoo's.

    London, Johannesburg and Tel Aviv are quoted in hundredths.
    """
    return _MINOR.get(suffix) or _CURRENCIES.get(suffix, "").partition(" ")[0]


def likely_symbol(ticker: str, currency: str) -> bool:
    """Tell whether a ticker can be Yahoo's: its suffix is one of Yahoo's for this currency.

    A bare ticker of a listing in euros would be another company's in New York.
    """
    try:
        symbol = checked_symbol(ticker)
    except Problem:
        return False
    _, _, suffix = symbol.partition(".")
    return currency in _CURRENCIES.get(suffix, "").split()

"""Writes amounts, quantities and ratios of the portfolio: to the cent, "n/a" for the unknown."""

from __future__ import annotations

import math
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QLocale

from gridwatch.ui.phrases import MINUS, Phrases

translate = QCoreApplication.translate
# Money that has no smaller unit.
_WHOLE = frozenset({"JPY", "KRW", "VND", "CLP", "ISK"})
_MOST_DECIMALS = 8  # of a quantity: fractions of shares, and coins


def unknown() -> str:
    """Return what stands for a number that is not known."""
    return translate("Portfolio", "n/a")


def is_known(value: float | Decimal | None) -> bool:
    """Tell whether there is a number; NaN is none."""
    return value is not None and math.isfinite(value)


def money(
    value: float | Decimal | None, currency: str, phrases: Phrases, *, signed: bool = False
) -> str:
    """Return an amount with the decimals of its currency, without the currency behind it."""
    if value is None or not math.isfinite(value):
        return unknown()
    digits = 0 if currency in _WHOLE else 2
    return number(round(float(value), digits), digits, phrases, signed=signed)


def money_with_unit(
    value: float | Decimal | None, currency: str, phrases: Phrases, *, signed: bool = False
) -> str:
    """Return an amount with its currency behind it."""
    text = money(value, currency, phrases, signed=signed)
    return f"{text}\N{NO-BREAK SPACE}{currency}" if is_known(value) else text


def number(value: float, digits: int, phrases: Phrases, *, signed: bool = False) -> str:
    """Return a number with so many decimals; one that rounds to zero carries no sign."""
    rounded = round(value, digits)
    sign = MINUS if rounded < 0 else ("+" if signed and rounded > 0 else "")
    return sign + QLocale(phrases.language).toString(float(abs(rounded)), "f", digits)


def shares(quantity: Decimal | None, phrases: Phrases) -> str:
    """Return how many shares, with the decimals that they have, at most eight."""
    if quantity is None:
        return unknown()
    exact = round(quantity, _MOST_DECIMALS).normalize()
    exponent = exact.as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    return number(float(exact), digits, phrases)


def percent(value: float | None, phrases: Phrases, digits: int = 2, *, signed: bool = True) -> str:
    """Return a fraction as per cent, "n/a" where it is not known."""
    if value is None or not math.isfinite(value):
        return unknown()
    return phrases.percent(value, digits, signed=signed)


def ratio(value: float | None, phrases: Phrases) -> str:
    """Return a bare number such as a Sharpe ratio."""
    if value is None or not math.isfinite(value):
        return unknown()
    return number(value, 2, phrases)


def tone_of(value: float | None, zero: float = 0.005) -> str:
    """Return the tone of a change: what rounds to nothing is neither good nor bad."""
    if value is None or not math.isfinite(value):
        return "faint"
    if abs(value) < zero:
        return "muted"
    return "rise" if value > 0 else "fall"

"""Writes exact amounts in the reader's language; what is typed again reads as the same."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from PySide6.QtCore import QLocale

from gridwatch.ui.phrases import MINUS, UNKNOWN

_FIXED = "\N{NO-BREAK SPACE}"
# Currencies that are counted in whole units.
_WHOLE = frozenset({"JPY", "KRW", "CLP", "ISK", "VND", "UGX", "XAF", "XOF", "PYG", "RWF"})
MOST_DECIMALS = 18
PRICE_DECIMALS = 6
_DIGITS = 60  # enough for every amount that the ledger takes


class Amounts:
    """Writes decimals as one language does: no digit is lost on the way unless `most` says so."""

    def __init__(self, language: str) -> None:
        locale = QLocale(language)
        self.point, self.group = locale.decimalPoint(), locale.groupSeparator()

    def __eq__(self, other: object) -> bool:
        """Tell whether another one writes the same way."""
        return isinstance(other, Amounts) and (self.point, self.group) == (other.point, other.group)

    def __hash__(self) -> int:
        """Return the same for those that write the same way."""
        return hash((self.point, self.group))

    def number(self, value: Decimal | None, least: int = 0, most: int = MOST_DECIMALS) -> str:
        """Return a number with the decimals that it needs, from `least` to `most` of them."""
        if value is None:
            return UNKNOWN
        short = shortened(value, least, most)
        told = f"{abs(short):,f}".translate({ord(","): self.group, ord("."): self.point})
        return (MINUS if short < 0 else "") + told

    def money(self, value: Decimal | None, currency: str) -> str:
        """Return an amount without its currency, with at least the decimals of its cents."""
        return self.number(value, least_decimals(currency))

    def with_unit(self, value: Decimal | None, currency: str) -> str:
        """Return an amount with its currency."""
        return f"{self.money(value, currency)}{_FIXED}{currency}"

    def signed(self, value: Decimal, currency: str) -> str:
        """Return an amount with its currency and with a sign, unless it is nothing."""
        return ("+" if value > 0 else "") + self.with_unit(value, currency)

    def price(self, value: Decimal | None, currency: str) -> str:
        """Return the price of a share without its currency, with at most six decimals."""
        return self.number(value, least_decimals(currency), PRICE_DECIMALS)

    def typed(self, value: Decimal | None, least: int = 0, most: int = MOST_DECIMALS) -> str:
        """Return a number as one would type it, without marks between thousands; "" for none.

        `read_decimal` reads the same back: three decimals, which could be thousands, get a fourth.
        """
        if value is None:
            return ""
        text = f"{shortened(value, least, most):f}"
        whole, point, part = text.lstrip("-").partition(".")
        if len(part) == 3 and len(whole) <= 3 and not whole.startswith("0"):
            text += "0"
        return text.replace(".", self.point) if point else text


def least_decimals(currency: str) -> int:
    """Return the decimals in which amounts of a currency are counted at least."""
    return 0 if currency in _WHOLE else 2


def shortened(value: Decimal, least: int, most: int) -> Decimal:
    """Return a decimal with as many places as it needs within bounds, half to even."""
    with localcontext() as context:
        context.prec = _DIGITS
        exponent = value.normalize().as_tuple().exponent
        needed = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        places = min(max(needed, least), most)
        short = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    return short or abs(short)  # no minus before a zero

"""Writes exact amounts of the portfolio in the reader's language, without Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from gridwatch.cli.voice import translate
from gridwatch.wording.speech import Phrasing

_FIXED = "\N{NO-BREAK SPACE}"
# Money that has no smaller unit.
_WHOLE = frozenset({"JPY", "KRW", "CLP", "ISK", "VND", "UGX", "XAF", "XOF", "PYG", "RWF"})
_PRICE_DECIMALS, _SHARE_DECIMALS, _MOST_DECIMALS = 6, 8, 18
_DIGITS = 60  # enough for every amount that the ledger takes
_NEGATIVE, _SAMPLE = -1.0, 1234.5  # written by a language, they show all its marks


def unknown() -> str:
    """Return what stands for a number that is not known."""
    return translate("Portfolio", "n/a")


def cents_of(currency: str) -> int:
    """Return in how many decimals amounts of a currency are counted."""
    return 0 if currency in _WHOLE else 2


@dataclass(frozen=True, slots=True)
class Amounts:
    """The marks of one language, and amounts written with them; None and NaN are unknown."""

    minus: str
    group: str
    point: str
    phrases: Phrasing

    @classmethod
    def of(cls, phrases: Phrasing) -> Amounts:
        """Take the marks from how the phrases write numbers."""
        sample = phrases.plain(_SAMPLE)  # as 1,234.5
        return cls(phrases.plain(_NEGATIVE)[:-1], sample[1], sample[5], phrases)

    def number(
        self, value: Decimal | float | None, least: int = 0, most: int = _MOST_DECIMALS
    ) -> str:
        """Return a number with the decimals that it needs, from `least` to `most` of them."""
        if value is None or not math.isfinite(value):
            return unknown()
        exact = value if isinstance(value, Decimal) else Decimal(repr(value))
        short = _shortened(exact, least, most)
        marks = {ord(","): self.group, ord("."): self.point}
        return (self.minus if short < 0 else "") + f"{abs(short):,f}".translate(marks)

    def money(self, value: Decimal | float | None, currency: str, *, signed: bool = False) -> str:
        """Return an amount to the cent, without its currency."""
        digits = cents_of(currency)
        text = self.number(value, digits, digits)
        return (
            f"+{text}" if signed and value is not None and round(float(value), digits) > 0 else text
        )

    def with_unit(self, value: Decimal | float | None, currency: str) -> str:
        """Return an amount to the cent with its currency."""
        return self._with_unit(self.money(value, currency), value, currency)

    def exact(self, value: Decimal | None, currency: str) -> str:
        """Return an amount with all its decimals and its currency."""
        text = self.number(value, cents_of(currency))
        return self._with_unit(text, value, currency)

    def price(self, value: Decimal | float | None, currency: str) -> str:
        """Return the price of a share with its currency, with at most six decimals."""
        text = self.number(value, cents_of(currency), _PRICE_DECIMALS)
        return self._with_unit(text, value, currency)

    def shares(self, value: Decimal | None) -> str:
        """Return how many shares, with the decimals that they have, at most eight."""
        return self.number(value, 0, _SHARE_DECIMALS)

    def percent(self, value: float | None, digits: int = 2, *, signed: bool = True) -> str:
        """Return a fraction as per cent."""
        if value is None or not math.isfinite(value):
            return unknown()
        return self.phrases.percent(value, digits, signed)

    def ratio(self, value: float | None) -> str:
        """Return a bare number such as a Sharpe ratio."""
        return self.number(value, 2, 2)

    def _with_unit(self, text: str, value: Decimal | float | None, currency: str) -> str:
        known = value is not None and math.isfinite(value)
        return f"{text}{_FIXED}{currency}" if known and currency else text


def _shortened(value: Decimal, least: int, most: int) -> Decimal:
    """Return a decimal with as many places as it needs within bounds, half to even."""
    with localcontext() as context:
        context.prec = _DIGITS
        exponent = value.normalize().as_tuple().exponent
        needed = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        places = min(max(needed, least), most)
        short = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    return short or abs(short)  # no minus before a zero

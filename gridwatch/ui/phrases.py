"""Numbers, amounts, ages and dates in the reader's language."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QDate, QLocale

UNKNOWN = "—"
MINUS = "\N{MINUS SIGN}"
_THIN = "\N{NARROW NO-BREAK SPACE}"
_FIXED = "\N{NO-BREAK SPACE}"
_YEAR = 31_557_600
# No distance but none at all is shown as less than this.
_NEAREST = 0.001
# Currencies whose prices have no smaller unit.
_WHOLE = frozenset({"JPY", "KRW"})


@dataclass(frozen=True, slots=True)
class _Tongue:
    """How a language shortens large numbers and ages: powers of ten, and seconds, largest first."""

    scales: tuple[tuple[float, str], ...]
    ages: tuple[tuple[int, str], ...]
    just_now: str
    percent: str
    day: str


_TONGUES: Mapping[str, _Tongue] = {
    "en": _Tongue(
        ((1e12, "tn"), (1e9, "bn"), (1e6, "mn")),
        (
            (_YEAR, f"{_THIN}y"),
            (86_400, f"{_THIN}d"),
            (3_600, f"{_THIN}h"),
            (60, f"{_THIN}min"),
            (1, f"{_THIN}s"),
        ),
        "now",
        "%",
        "d MMM yyyy",
    ),
    "de": _Tongue(
        ((1e12, f"{_FIXED}Bio."), (1e9, f"{_FIXED}Mrd."), (1e6, f"{_FIXED}Mio.")),
        (
            (_YEAR, f"{_THIN}J."),
            (86_400, f"{_THIN}Tg."),
            (3_600, f"{_THIN}Std."),
            (60, f"{_THIN}min"),
            (1, f"{_THIN}s"),
        ),
        "jetzt",
        f"{_THIN}%",
        "dd.MM.yyyy",
    ),
    "zh_CN": _Tongue(
        ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
        ((_YEAR, "年"), (86_400, "天"), (3_600, "小时"), (60, "分钟"), (1, "秒")),
        "刚刚",
        "%",
        "yyyy-MM-dd",
    ),
}


class Phrases:
    """Writes values in one language; what is unknown is a dash, never a zero."""

    def __init__(self, language: str, *, base_currency: str) -> None:
        """Take "en", "de" or "zh_CN"; any other language counts and measures as English."""
        self.language = language if language in _TONGUES else "en"
        self.base_currency = base_currency
        self._tongue = _TONGUES[self.language]
        self._locale = QLocale(self.language)

    def compact(self, value: float | None, currency: str = "") -> str:
        """Return an amount in major units of `currency`, shortened: 101.4bn CNY, 1,014亿 CNY."""
        if value is None:
            return UNKNOWN
        factor, word = self._scale(abs(value))
        scaled = abs(value) / factor
        return _with_unit(_signed(value) + self._number(scaled, _decimals(scaled)) + word, currency)

    def amounts(self, values: Sequence[float]) -> list[str]:
        """Return round amounts as they stand side by side on an axis: 80bn, 102.5bn, 1tn.

        Each has the decimals that it needs, so that different amounts never read the same.
        """
        slack, texts = slack_of(values), []
        for value in values:
            factor, word = self._scale(abs(value))
            scaled = abs(value) / factor
            digits = exact_digits(scaled, slack / factor)
            texts.append(_signed(value) + self._number(scaled, digits) + word)
        return texts

    def price(self, value: float | None, currency: str = "") -> str:
        """Return a price in major units of `currency`, with as many decimals as it is quoted in."""
        text = self.figure(value, currency)
        return text if value is None else _with_unit(text, currency)

    def figure(self, value: float | None, currency: str = "") -> str:
        """Return a price as `price` does, without its currency behind it."""
        if value is None:
            return UNKNOWN
        return _signed(value) + self._number(abs(value), _price_decimals(value, currency))

    def difference(self, value: float, price: float, currency: str = "") -> str:
        """Return by how much a price has moved, with its sign and the decimals of the price."""
        digits = _price_decimals(price, currency)
        rounded = round(value, digits)
        plus = "+" if rounded > 0 else ""
        return plus + _signed(rounded) + self._number(abs(rounded), digits)

    def editable(self, amount: Decimal, currency: str) -> str:
        """Return an exact amount as one would type it; `parse_amount` reads the same back."""
        point = self._locale.decimalPoint()
        for factor, word in self._tongue.scales:
            scaled = amount / Decimal(int(factor))
            # Three decimals could be taken for thousands, so they go to the next smaller scale.
            if scaled >= 1 and scaled == round(scaled, 2):
                digits = f"{scaled.normalize():f}".replace(".", point)
                return f"{digits}{word} {currency}".replace(_FIXED, " ")
        return f"{amount:f} {currency}"

    def percent(self, value: float | None, digits: int = 1, signed: bool = True) -> str:
        """Return a fraction as per cent (0.031 is +3.1%), with its sign unless `signed` is off.

        A value that rounds to zero carries no sign.
        """
        if value is None:
            return UNKNOWN
        rounded = round(value * 100, digits)
        plus = "+" if signed and rounded > 0 else ""
        return plus + _signed(rounded) + self._number(abs(rounded), digits) + self._tongue.percent

    def progress(self, share: float | None, *, reached: bool | None) -> str:
        """Return how much of a target is made, in whole per cent, never 100% before it is."""
        if share is None:
            return UNKNOWN
        whole = math.floor(round(share * 100, 6))
        if not reached and share < 1:
            whole = min(whole, 99)
        return self.percent(whole / 100, 0, signed=False)

    def distance(self, value: float | None) -> str:
        """Return how far a target is as per cent of a fraction; only on the target it is zero."""
        if value is not None and 0 < abs(value) < _NEAREST:
            value = math.copysign(_NEAREST, value)
        return self.percent(value)

    def age(self, seconds: float | None) -> str:
        """Return how long ago something was, in its largest whole unit."""
        if seconds is None:
            return UNKNOWN
        if seconds < 10:
            return self._tongue.just_now
        length, word = next(
            (each for each in self._tongue.ages if seconds >= each[0]), self._tongue.ages[-1]
        )
        return self.integer(int(seconds // length)) + word

    def clock(self, moment: datetime) -> str:
        """Return the hours and minutes of an aware instant in the machine's own zone."""
        return moment.astimezone().strftime("%H:%M")

    def moment(self, moment: datetime) -> str:
        """Return the day and time of an aware instant in the machine's own zone."""
        return f"{self.day(moment.astimezone().date())} {self.clock(moment)}"

    def day(self, day: date) -> str:
        """Return a date."""
        return self._locale.toString(QDate(day.year, day.month, day.day), self._tongue.day)

    def integer(self, number: float | None) -> str:
        """Return a whole number with its thousands apart."""
        if number is None:
            return UNKNOWN
        return _signed(round(number)) + self._number(abs(number), 0)

    def plain(self, value: float, most: int = 2) -> str:
        """Return a number with as many decimals as it needs, at most so many."""
        size = abs(round(value, most))
        digits = next(each for each in range(most + 1) if abs(size - round(size, each)) < 1e-9)
        return _signed(round(value, most)) + self._number(size, digits)

    def _scale(self, size: float) -> tuple[float, str]:
        """Choose the largest scale that the amount, as it will be rounded, still fills."""
        for factor, word in self._tongue.scales:
            if size / factor >= 0.99995:
                return factor, word
        return 1.0, ""

    def _number(self, value: float, decimals: int) -> str:
        return self._locale.toString(float(value), "f", decimals)


def slack_of(values: Sequence[float]) -> float:
    """Return how far from each of these numbers a text may be that stands for it."""
    ordered = sorted(set(values))
    gaps = [after - before for before, after in pairwise(ordered)]
    return min(gaps, default=max(map(abs, ordered), default=0.0) * 1e-6) / 1000


def exact_digits(value: float, slack: float) -> int:
    """Return the fewest decimals that tell a number but for `slack`, at most 16."""
    return next((each for each in range(16) if abs(round(value, each) - value) <= slack), 16)


def _signed(value: float) -> str:
    return MINUS if value < 0 else ""


def _with_unit(text: str, unit: str) -> str:
    return f"{text}{_FIXED}{unit}" if unit else text


def _decimals(scaled: float) -> int:
    """Return decimals for four digits, none where the number is whole."""
    if abs(scaled - round(scaled)) < 1e-9 or scaled >= 999.95:
        return 0
    return 1 if scaled >= 99.995 else 2


def _price_decimals(value: float, currency: str) -> int:
    if currency in _WHOLE:
        return 0
    return 2 if abs(value) >= 1 or value == 0 else 4

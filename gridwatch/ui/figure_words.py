"""Figures of an evidence series as words: a value with its unit, a band, the values of an axis."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QLocale

from gridwatch.domain.thesis.figures import Figure
from gridwatch.ui.phrases import MINUS, Phrases, exact_digits, slack_of

translate = QCoreApplication.translate
PERCENT = "%"
_SPACE = "\N{NO-BREAK SPACE}"
_LARGE = 1e6  # from here on numbers are shortened
_MOST_DIGITS = 4
_MOST_TYPED = 12


def value_text(value: float, unit: str, phrases: Phrases) -> str:
    """Return a value with its unit: 28.4%, 12.5 GW, 1.25mn t; never more digits than were given."""
    if unit == PERCENT:
        digits = min(_digits(value, most=_MOST_DIGITS), 2)
        return phrases.percent(value / 100, digits, signed=False)
    text = number_text(value, phrases)
    return f"{text}{_SPACE}{unit}" if unit else text


def number_text(value: float, phrases: Phrases) -> str:
    """Return a value without its unit, shortened where it is large."""
    if abs(value) >= _LARGE:
        return phrases.compact(value)
    return phrases.plain(value, _MOST_DIGITS if abs(value) < 100 else 2)


def range_text(low: float, high: float, unit: str, phrases: Phrases) -> str:
    """Return both edges of a band, the unit behind them once."""
    first = number_text(low, phrases)
    return f"{first} – {value_text(high, unit, phrases)}"


def figure_text(figure: Figure, unit: str, phrases: Phrases) -> str:
    """Return the value of a figure, with its band where it has one; a dash for none."""
    if figure.value is None:
        return "—"
    text = value_text(figure.value, unit, phrases)
    if figure.low is None or figure.high is None or figure.low == figure.high:
        return text
    return f"{text} ({range_text(figure.low, figure.high, unit, phrases)})"


def decimal_text(first: Decimal | None, last: Decimal | None, unit: str, phrases: Phrases) -> str:
    """Return a number as it was typed, or a range of two, with the unit; "" for none."""
    if first is None:
        return ""
    words = " – ".join(_typed(each, phrases) for each in (first, last) if each is not None)
    if unit == PERCENT:
        return words + phrases.percent(0, 0, signed=False).lstrip("0")
    return f"{words}{_SPACE}{unit}" if unit else words


def tick_texts(values: Sequence[float], unit: str, phrases: Phrases) -> list[str]:
    """Return round values as they stand on an axis, with the decimals that all of them need.

    Per cent stand at each of them; any other unit is said once, beside the axis.
    """
    if max(map(abs, values), default=0.0) >= _LARGE:
        return phrases.amounts(values)
    slack = slack_of(values)
    digits = max((exact_digits(each, slack) for each in values), default=0)
    if unit == PERCENT:
        return [phrases.percent(each / 100, digits, signed=False) for each in values]
    locale = QLocale(phrases.language)
    return [_fixed(locale, each, digits) for each in values]


def known_text(figure: Figure, phrases: Phrases) -> str:
    """Return since when a figure is known, and that it is a forecast."""
    day = phrases.day(figure.known_on)
    if figure.forecast:
        return translate("FigureChart", "Forecast of {day}").format(day=day)
    return translate("FigureChart", "Known on {day}").format(day=day)


def before_text(figure: Figure, unit: str, phrases: Phrases) -> str:
    """Return what was known of a period before it was revised."""
    return translate("FigureChart", "Before: {value} (known on {day})").format(
        value=figure_text(figure, unit, phrases), day=phrases.day(figure.known_on)
    )


def _typed(number: Decimal, phrases: Phrases) -> str:
    exponent = number.normalize().as_tuple().exponent
    digits = min(max(0, -exponent), _MOST_TYPED) if isinstance(exponent, int) else 0
    return _fixed(QLocale(phrases.language), float(number), digits)


def _digits(value: float, most: int) -> int:
    size = abs(value)
    return next((each for each in range(most) if abs(size - round(size, each)) < 1e-9), most)


def _fixed(locale: QLocale, value: float, digits: int) -> str:
    rounded = round(value, digits) + 0.0
    sign = MINUS if rounded < 0 else ""
    return sign + locale.toString(abs(rounded), "f", digits)

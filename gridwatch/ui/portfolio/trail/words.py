"""Says the steps of a trail in words: one sentence for each code of a step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from gridwatch.services.portfolio.views import Step
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.portfolio.cents import money, number, percent, shares, unknown
from gridwatch.ui.portfolio.naming import Naming

translate = QCoreApplication.translate
_INDENT = "  "
WORDS: Mapping[str, str] = {}


def step_words(step: Step, naming: Naming, phrases: Phrases) -> str:
    """Return what a step is, in the reader's language."""
    values = {name: _told(name, value, naming, phrases) for name, value in step.values.items()}
    words = WORDS.get(step.code)
    if words is None:
        return " ".join((step.code, *values.values()))
    return translate("Trail", words).format_map(_Known(values))


class _Known(dict[str, str]):
    """Values by name; one that a step does not tell reads as unknown."""

    def __missing__(self, name: str) -> str:
        return unknown()


def amount_words(step: Step, phrases: Phrases) -> str:
    """Return how much a step is, with its unit."""
    amount, unit = step.amount, step.unit
    if amount is None:
        return unknown() if unit else ""
    if unit == "%":
        return percent(float(amount), phrases)
    if unit == "shares":
        words = translate("Trail", "{count} shares")
        return words.format(count=shares(_exact(amount), phrases))
    if unit == "days":
        return translate("Trail", "{count} days").format(count=phrases.integer(float(amount)))
    if not unit:
        return _bare(amount, phrases)
    return f"{money(amount, unit, phrases)}\N{NO-BREAK SPACE}{unit}"


def trail_text(step: Step, naming: Naming, phrases: Phrases) -> str:
    """Return a trail as lines of text, each step under what it is a part of."""
    return "".join(f"{line}\n" for line in _lines(step, naming, phrases, 0))


def _lines(step: Step, naming: Naming, phrases: Phrases, depth: int) -> list[str]:
    amount = amount_words(step, phrases)
    words = step_words(step, naming, phrases)
    made = [f"{_INDENT * depth}{words}: {amount}" if amount else f"{_INDENT * depth}{words}"]
    for each in step.steps:
        made += _lines(each, naming, phrases, depth + 1)
    return made


def _told(name: str, value: object, naming: Naming, phrases: Phrases) -> str:
    """Return one value of a step; ids are told by their names."""
    if value is None:
        return unknown()
    if isinstance(value, date):
        return phrases.day(value)
    if isinstance(value, int):
        return _whole(name, value, naming, phrases)
    if isinstance(value, float | Decimal):
        return _bare(value, phrases)
    return ":".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _whole(name: str, value: int, naming: Naming, phrases: Phrases) -> str:
    if name.endswith("security_id"):
        return naming.security(value)
    if name.endswith(("account_id", "cash_id")):
        return naming.account(value)
    return phrases.integer(value)


def _bare(amount: float | Decimal, phrases: Phrases) -> str:
    """Return a number without a unit: a rate of exchange, a factor."""
    size = abs(float(amount))
    digits = 0 if size == round(size) and size < 1e15 else (4 if size >= 1 else 6)
    return number(float(amount), digits, phrases)


def _exact(amount: float | Decimal) -> Decimal:
    return amount if isinstance(amount, Decimal) else Decimal(repr(amount))

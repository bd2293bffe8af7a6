"""The language in which words are made: translations where Qt has loaded them, and phrases."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from gridwatch.preferences import Preferences


class Phrasing(Protocol):
    """How values are written; None is unknown."""

    def compact(self, value: float | None, currency: str = "") -> str:
        """Return an amount shortened with bn or its like."""

    def price(self, value: float | None, currency: str = "") -> str:
        """Return a price."""

    def integer(self, number: float | None) -> str:
        """Return a whole number."""

    def plain(self, value: float, most: int = 2) -> str:
        """Return a number with as many decimals as it needs, at most so many."""

    def percent(self, value: float | None, digits: int = 1, signed: bool = True) -> str:
        """Return a fraction as per cent."""

    def distance(self, value: float | None) -> str:
        """Return how far a target is, zero only on it."""

    def age(self, seconds: float | None) -> str:
        """Return how long ago something was."""

    def moment(self, moment: datetime) -> str:
        """Return a day and time in the machine's own zone."""

    def day(self, day: date) -> str:
        """Return a date."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A language and how values are written in it."""

    language: str
    phrases: Phrasing


# Makes the process speak as the user has chosen; called on its main thread.
Speak = Callable[[Preferences], Speech]


def translate(context: str, text: str) -> str:
    """Return `text` in the language that Qt speaks, as it is where Qt is not loaded.

    `pyside6-lupdate` finds the texts under this name.
    """
    qt = sys.modules.get("PySide6.QtCore")
    return text if qt is None else str(qt.QCoreApplication.translate(context, text))

"""The periods that a list can be narrowed to, as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from gridwatch.ui.marking import QT_TRANSLATE_NOOP

Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class PeriodEntry:
    """A period by what it is called: `days` gives its first and last day as of today."""

    id: str
    words: str
    days: Callable[[date], Days]

    @property
    def title(self) -> str:
        """Return what it is called, in the reader's language."""
        return QCoreApplication.translate("Portfolio", self.words)


def _year(today: date, back: int) -> Days:
    year = today.year - back
    return date(year, 1, 1), date(year, 12, 31)


def _years_ago(today: date, years: int) -> date:
    return today.replace(year=today.year - years, day=min(today.day, 28)) + timedelta(days=1)


PERIODS: tuple[PeriodEntry, ...] = (
    PeriodEntry("all", QT_TRANSLATE_NOOP("Portfolio", "All time"), lambda _: (None, None)),
    PeriodEntry(
        "month",
        QT_TRANSLATE_NOOP("Portfolio", "Last 30 days"),
        lambda today: (today - timedelta(days=30), None),
    ),
    PeriodEntry(
        "12m",
        QT_TRANSLATE_NOOP("Portfolio", "Last 12 months"),
        lambda today: (_years_ago(today, 1), None),
    ),
    PeriodEntry(
        "year",
        QT_TRANSLATE_NOOP("Portfolio", "This year"),
        lambda today: (date(today.year, 1, 1), None),
    ),
    PeriodEntry(
        "before", QT_TRANSLATE_NOOP("Portfolio", "Last year"), lambda today: _year(today, 1)
    ),
    PeriodEntry(
        "5y",
        QT_TRANSLATE_NOOP("Portfolio", "Last 5 years"),
        lambda today: (_years_ago(today, 5), None),
    ),
)

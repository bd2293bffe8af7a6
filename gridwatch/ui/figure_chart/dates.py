"""The days that a time axis names: years, quarters, months or days, as its room allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QLocale

_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_DAYS = (1, 7)


@dataclass(frozen=True, slots=True)
class DayTick:
    """A day on the axis; `strong` where a year begins among smaller steps."""

    day: date
    text: str
    strong: bool = False


def day_ticks(first: date, last: date, most: int, language: str) -> list[DayTick]:
    """Return at most `most` ticks between two days, both included, as fine as that allows.

    Steps of years stand on years that they divide; weeks begin on Monday.
    """
    for days in _DAYS:
        if (last - first).days / days < most:
            return [_day_tick(each, language) for each in _by_days(first, last, days)][:most]
    for months in _MONTHS:
        found = list(_by_months(first, last, months))
        if len(found) <= most:
            return [_month_tick(each, months, language) for each in found]
    return []


def _by_days(first: date, last: date, step: int) -> Iterator[date]:
    day = first + timedelta(days=-first.weekday() % 7 if step == 7 else 0)
    while day <= last:
        yield day
        day += timedelta(days=step)


def _by_months(first: date, last: date, step: int) -> Iterator[date]:
    begin = first.year * 12 + first.month - 1 + (first.day > 1)
    number = -(-begin // step) * step
    while number <= last.year * 12 + last.month - 1:
        yield date(number // 12, number % 12 + 1, 1)
        number += step


def _day_tick(day: date, language: str) -> DayTick:
    month = QLocale(language).monthName(day.month, QLocale.FormatType.ShortFormat)
    if language == "zh_CN":
        return DayTick(day, f"{month}{day.day}日")
    return DayTick(day, f"{day.day}. {month}" if language == "de" else f"{day.day} {month}")


def _month_tick(day: date, step: int, language: str) -> DayTick:
    if day.month == 1:
        return DayTick(day, str(day.year), strong=step < 12)
    name = QLocale(language).standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)
    return DayTick(day, name)

"""The words of reviews: how a claim stands, how sure the user was, when it is due next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.thesis.claim import Status
from gridwatch.domain.thesis.review_dates import Interval
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.phrases import Phrases

translate = QCoreApplication.translate
_STATUSES: Mapping[Status, str] = {
    Status.OPEN: QT_TRANSLATE_NOOP("Reviews", "Open"),
    Status.HOLDING: QT_TRANSLATE_NOOP("Reviews", "Holding"),
    Status.FAILING: QT_TRANSLATE_NOOP("Reviews", "Failing"),
    Status.BROKEN: QT_TRANSLATE_NOOP("Reviews", "Broken"),
    Status.CONFIRMED: QT_TRANSLATE_NOOP("Reviews", "Confirmed"),
}
_INTERVALS: Mapping[Interval, str] = {
    Interval.MONTH: QT_TRANSLATE_NOOP("Reviews", "in 1 month"),
    Interval.QUARTER: QT_TRANSLATE_NOOP("Reviews", "in 3 months"),
    Interval.HALF: QT_TRANSLATE_NOOP("Reviews", "in 6 months"),
    Interval.YEAR: QT_TRANSLATE_NOOP("Reviews", "in 1 year"),
}


def status_words(status: Status) -> str:
    """Return how a claim stands."""
    return translate("Reviews", _STATUSES[status])


def interval_words(interval: Interval) -> str:
    """Return in how long a claim is looked at again."""
    return translate("Reviews", _INTERVALS[interval])


def conviction_words(conviction: int, phrases: Phrases) -> str:
    """Return a conviction as it is read."""
    return phrases.percent(conviction / 100, 0, signed=False)


def days_words(days: int) -> str:
    """Return how far off a day is."""
    match days:
        case 0:
            return translate("Reviews", "today")
        case 1:
            return translate("Reviews", "tomorrow")
        case -1:
            return translate("Reviews", "yesterday")
    if days < 0:
        return translate("Reviews", "{count} days ago").format(count=-days)
    return translate("Reviews", "in {count} days").format(count=days)


def due_words(review_on: date | None, today: date, phrases: Phrases) -> str:
    """Return since when a claim is due."""
    if review_on is None or review_on >= today:
        return translate("Reviews", "due today")
    return translate("Reviews", "due since {day}").format(day=phrases.day(review_on))

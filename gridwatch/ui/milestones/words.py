"""Times and chances in words that claim no more than is known."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.milestones.pace import EtaRange, eta_day
from gridwatch.ui.phrases import UNKNOWN, Phrases

translate = QCoreApplication.translate
# A pace says nothing of what is further away.
LONGEST_ETA = 100  # years
_UNSURE = 0.01


def eta_text(eta: EtaRange, today: date) -> str:
    """Return the calendar years of the fastest and the slowest pace: 2027–2031; "—" for none."""
    if eta.earliest is None or eta.latest is None:
        return UNKNOWN
    first, last = year_text(eta.earliest, today), year_text(eta.latest, today)
    return first if first == last else f"{first}–{last}"


def year_text(years: float, today: date) -> str:
    """Return the calendar year so many years from today, ">2126" for what is a century away."""
    day = eta_day(today, years) if years <= LONGEST_ETA else None
    return f">{today.year + LONGEST_ETA}" if day is None else str(day.year)


def chance_text(chance: float, phrases: Phrases) -> str:
    """Return a probability in whole per cent, never as certain or impossible."""
    if chance < _UNSURE / 2:
        return f"<{phrases.percent(_UNSURE, 0, signed=False)}"
    if chance > 1 - _UNSURE / 2:
        return f">{phrases.percent(1 - _UNSURE, 0, signed=False)}"
    return phrases.percent(chance, 0, signed=False)


def months_text(months: int) -> str:
    """Return a horizon."""
    return translate("Milestones", "{count} months").format(count=months)

"""The values of Interactive Brokers' Flex reports: numbers, days and times as attributes."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_amounts import tidy

_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
_TIME = re.compile(r"([0-9]{2}):?([0-9]{2}):?([0-9]{2})")


def number(element: Element, name: str) -> Decimal:
    """Return a number, 0 where there is none; raises Problem where it is something else."""
    text = element.get(name, "").replace(",", "").strip()
    if not text:
        return Decimal(0)
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found.adjusted()) > 20:
        raise Problem("exchange_number", "“{text}” is not a number.", text=text[:40])
    return tidy(found)


def day(element: Element, *names: str) -> date:
    """Return the day in the first of these attributes that has one.

    Written as 20170915 or 2017-09-15, maybe with a time behind it; raises Problem for other forms,
    since 09/10/2017 could be two days.
    """
    text = next((element.get(each, "") for each in names if element.get(each)), "")
    match = _DAY.match(text)
    try:
        if match is not None:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise Problem("exchange_day", "“{text}” is not a day.", text=text[:40])


def time(element: Element) -> str:
    """Return the time of a trade as HH:MM:SS, "" where none is told."""
    text = element.get("tradeTime", "") or element.get("dateTime", "").partition(";")[2]
    match = _TIME.fullmatch(text.strip())
    if match is None or int(match[1]) > 23 or int(match[2]) > 59 or int(match[3]) > 59:
        return ""
    return f"{match[1]}:{match[2]}:{match[3]}"

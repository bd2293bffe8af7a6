"""Days and times of the day as brokers write them, in whichever order of day and month."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from unicodedata import normalize

from gridwatch.domain.problem import Problem

_MONTHS = {
    1: "jan january januar januari janvier janv ene enero gen gennaio",
    2: "feb february februar februari févr février fév febrero febbraio",
    3: "mar march mär märz mrz maart mars marzo",
    4: "apr april avr avril abr abril aprile",
    5: "may mai mei maj mayo mag maggio",
    6: "jun june juni juin junio giu giugno",
    7: "jul july juli juil juillet julio lug luglio",
    8: "aug august augustus augusti août ago agosto",
    9: "sep sept september septembre septiembre set settembre",
    10: "oct october okt oktober octobre octubre ott ottobre",
    11: "nov november novembre noviembre",
    12: "dec december dez dezember déc décembre dic diciembre dicembre",
}
_MONTH_OF = {word: number for number, words in _MONTHS.items() for word in words.split()}
_CLOCK = r"(?:[t ;,]+(?P<clock>[0-9]{1,2}:?[0-9]{2}(?::?[0-9]{2})?)(?:\.[0-9]+)?)?"
_ZONE = r"\s*(?:z|utc|gmt|[+-][0-9]{2}:?[0-9]{2})?"
_FORMS = tuple(
    re.compile(form + _CLOCK + _ZONE)
    for form in (
        r"(?P<year>[0-9]{4})(?P<gap>[-/.])(?P<month>[0-9]{1,2})(?P=gap)(?P<day>[0-9]{1,2})",
        r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        r"(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日?",
        r"(?P<day>[0-9]{1,2})\.\s?(?P<month>[0-9]{1,2})\.\s?(?P<year>[0-9]{4}|[0-9]{2})",
        (
            r"(?P<first>[0-9]{1,2})(?P<gap>[-/])(?P<second>[0-9]{1,2})(?P=gap)"
            r"(?P<year>[0-9]{4}|[0-9]{2})"
        ),
        r"(?P<day>[0-9]{1,2})\.?[\s-]+(?P<word>[^\W\d_]{3,10})\.?[\s,-]+(?P<year>[0-9]{4}|[0-9]{2})",
        r"(?P<word>[^\W\d_]{3,10})\.?\s+(?P<day>[0-9]{1,2}),?\s+(?P<year>[0-9]{4})",
    )
)
_EITHER = _FORMS[4]
_AS_OF = re.compile(r".* as of (.*)")
_TIME = re.compile(r"(?P<hour>[0-9]{1,2}):?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2}))?\b.*")


@lru_cache(maxsize=8192)  # the days of a large table repeat, and most have no time beside them
def moment_of(text: str, day_first: bool | None, short_years: bool = True) -> tuple[date, str]:
    """Return the day of a cell and its time as HH:MM:SS, "" where it has none.

    `day_first` says what 3/4/2025 is. `short_years`: 31.12.25 is taken. Raises Problem for what
    is no day, and for one that could be two.
    """
    plain = " ".join(normalize("NFKC", text[:60]).casefold().split())
    as_of = _AS_OF.fullmatch(plain)
    found = _found(as_of[1] if as_of else plain)
    if found is None:
        raise _unreadable(text)
    parts = found.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        if not short_years:
            raise Problem(
                "import_year_short", "The year of “{text}” needs four digits.", text=text[:40]
            )
        year += 2000
    month, day = _month_and_day(parts, text, day_first)
    try:
        on = date(year, month, day)
    except ValueError:
        raise _unreadable(text) from None
    return on, clock_of(parts["clock"]) if parts["clock"] else ""


def clock_of(text: str) -> str:
    """Return a time of the day as HH:MM:SS, "" for what is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        return ""
    return f"{int(found['hour']):02}:{found['minute']}:{found['second'] or '00'}"


def order_told(text: str) -> bool | None:
    """Tell whether the day comes first in a date like 31/12/2025; None where it does not say."""
    found = _EITHER.fullmatch(" ".join(text[:60].casefold().split()))
    if found is None:
        return None
    first, second = int(found["first"]), int(found["second"])
    return None if (first > 12) == (second > 12) else first > 12


def is_moment(text: str) -> bool:
    """Tell whether a cell begins with a day, even one that could be two."""
    plain = " ".join(text[:60].casefold().split())
    return _found(plain) is not None or _AS_OF.fullmatch(plain) is not None


def _found(plain: str) -> re.Match[str] | None:
    return next((found for form in _FORMS if (found := form.fullmatch(plain))), None)


def _month_and_day(parts: dict[str, str], text: str, day_first: bool | None) -> tuple[int, int]:
    if parts.get("word"):
        month = _MONTH_OF.get(parts["word"])
        if month is None:
            raise _unreadable(text)
        return month, int(parts["day"])
    if "first" not in parts:
        return int(parts["month"]), int(parts["day"])
    first, second = int(parts["first"]), int(parts["second"])
    if day_first is None:
        if first <= 12 and second <= 12 and first != second:
            raise Problem(
                "import_day_ambiguous",
                "“{text}” could be two days. Say whether the day or the month comes first.",
                text=text[:40],
            )
        day_first = first > 12
    return (second, first) if day_first else (first, second)


def _unreadable(text: str) -> Problem:
    return Problem("import_day_unreadable", "“{text}” is no day.", text=text.strip()[:40])

"""Periods as people write them, by their last days: 2025Q3, 2025年三季度, Q3/2025, 31.12.2025."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta
from unicodedata import normalize

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import Frequency

EXAMPLES = {
    Frequency.DAY: "2025-09-30",
    Frequency.WEEK: "2025-W40",
    Frequency.MONTH: "2025-09",
    Frequency.QUARTER: "2025Q3",
    Frequency.HALF: "2025H1",
    Frequency.YEAR: "2025",
    Frequency.IRREGULAR: "2025-09-30",
}
_LENGTHS = list(Frequency)  # from short to long
_MONTHS = {
    1: "jan january januar", 2: "feb february februar", 3: "mar march mär märz maerz mrz",
    4: "apr april", 5: "may mai", 6: "jun june juni", 7: "jul july juli", 8: "aug august",
    9: "sep sept september", 10: "oct october okt oktober", 11: "nov november",
    12: "dec december dez dezember",
}  # fmt: skip
_MONTH_OF = {word: number for number, words in _MONTHS.items() for word in words.split()}
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
_MARKED = re.compile(r"(.{0,30}[0-9])\s?([aef])", re.IGNORECASE)
_MIDNIGHT = re.compile(r"[t ]00:00(?::00(?:\.0+)?)?z?")
# Most dates in a large table: found without looking for any other form.
_ISO = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
# A day since 1900, from 1954 to 2119: what a cell has that is not formatted as a date.
_SERIAL = re.compile(r"[2-7][0-9]{4}(?:[.,][0-9]+)?")
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_SHORT = r"(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})"
_WORD = rf"(?P<word>{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\.?"
_GAP = r"[\s/.'_-]*"
# 3/4/2025: the one form that leaves open whether the day or the month comes first.
_EITHER = rf"(?P<first>[0-9]{{1,2}})([/-])(?P<second>[0-9]{{1,2}})\2{_SHORT}"
_QUARTER, _HALF = Frequency.QUARTER, Frequency.HALF
# Reports of Chinese companies stand for a period: 2025年三季报, 2025年中报, 2025年年报.
_FORMS = tuple(
    (kind, re.compile(form))
    for kind, form in (
        (Frequency.DAY, rf"{_YEAR}[-/.](?P<month>[0-9]{{1,2}})[-/.](?P<day>[0-9]{{1,2}})"),
        (Frequency.DAY, rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})"),
        (Frequency.DAY, rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月(?P<day>[0-9]{{1,2}})[日号]?"),
        (Frequency.DAY, rf"(?P<day>[0-9]{{1,2}})\.\s?(?P<month>[0-9]{{1,2}})\.\s?{_SHORT}"),
        (Frequency.DAY, _EITHER),
        (Frequency.DAY, rf"(?P<day>[0-9]{{1,2}})\.?[\s-]*{_WORD}[\s,-]*{_SHORT}"),
        (Frequency.DAY, rf"{_WORD}\s*(?P<day>[0-9]{{1,2}}),?\s+{_YEAR}"),
        (_QUARTER, rf"{_YEAR}{_GAP}q(?P<part>[1-4])"),
        (_QUARTER, rf"q(?P<part>[1-4]){_GAP}{_SHORT}"),
        (_QUARTER, rf"(?P<part>[1-4])q{_GAP}{_SHORT}"),
        (_QUARTER, rf"(?P<part>[1-4])\.\s?quartal\s{_YEAR}"),
        (_QUARTER, rf"{_YEAR}年?第?(?P<part>[1-4一二三四])季(?:度|度?报告?)?"),
        (Frequency.MONTH, rf"{_YEAR}[-/.](?P<month>[0-9]{{1,2}})"),
        (Frequency.MONTH, rf"{_YEAR}(?P<month>[0-9]{{2}})"),
        (Frequency.MONTH, rf"(?P<month>[0-9]{{1,2}})[-/.]{_YEAR}"),
        (Frequency.MONTH, rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月份?"),
        (Frequency.MONTH, rf"{_WORD}[\s,/'-]*{_SHORT}"),
        (Frequency.MONTH, rf"{_YEAR}[\s,/-]*{_WORD}"),
        (_HALF, rf"{_YEAR}{_GAP}h(?P<part>[12])"),
        (_HALF, rf"h(?P<part>[12]){_GAP}{_SHORT}"),
        (_HALF, rf"(?P<part>[12])h{_GAP}{_SHORT}"),
        (_HALF, rf"(?P<part>[12])\.\s?halbjahr\s{_YEAR}"),
        (_HALF, rf"{_YEAR}年?(?P<part>[上下])半年度?"),
        (_HALF, rf"{_YEAR}年?(?P<report>中报|中期报告|半年报|半年度报告)"),
        (Frequency.WEEK, rf"{_YEAR}-?\s?w(?P<part>[0-9]{{1,2}})"),
        (Frequency.WEEK, rf"(?:k?w|week)\s?(?P<part>[0-9]{{1,2}})[\s/-]+{_YEAR}"),
        (Frequency.WEEK, rf"{_YEAR}年?第?(?P<part>[0-9]{{1,2}})周"),
        (Frequency.YEAR, rf"(?:fy|gj)?\s?{_YEAR}(?:年度?)?"),
        (Frequency.YEAR, rf"fy\s?{_SHORT}"),
        (Frequency.YEAR, rf"{_YEAR}(?P<report>年(?:年度?)?报告?)"),
    )
)


def parse_period(text: str, frequency: Frequency, *, day_first: bool | None = None) -> date:
    """Return the last day of a period of a series.

    A single day or month is taken as it is, whose ever financial year it ends; a quarter, half or
    year has to end where a period of the series does, and to be no longer. The report of a Chinese
    company stands for the period at whose end it is made. `day_first` says what 3/4/2025 is; raises
    Problem where it is None and matters, and for what is no such period.
    """
    if len(text) == 10 and _ISO.fullmatch(text):
        with suppress(ValueError):  # then it is said what is wrong, below
            return date.fromisoformat(text)
    plain = _plain(text)
    kind, found = _form_of(plain, text, EXAMPLES[frequency])
    try:
        end = _end_of(kind, found, text, day_first=day_first)
    except (ValueError, OverflowError, KeyError):
        raise _unreadable(text, EXAMPLES[frequency]) from None
    report = found.groupdict().get("report") is not None
    if not _belongs(end, kind, frequency, report=report):
        raise Problem(
            "period_other",
            "“{text}” is no period of this series. Write it like {example}.",
            text=text.strip(),
            example=EXAMPLES[frequency],
        )
    return end


def parse_day(text: str, *, day_first: bool | None = None) -> date:
    """Return a day; raises Problem for what is none, or could be two."""
    try:
        return parse_period(text, Frequency.DAY, day_first=day_first)
    except Problem as problem:
        if problem.code not in {"period_unreadable", "period_other"}:
            raise
        example = EXAMPLES[Frequency.DAY]
        raise Problem(
            "day_unreadable",
            "“{text}” is no day. Write it like {example}.",
            text=text.strip()[:40],
            example=example,
        ) from None


def order_told(text: str) -> bool | None:
    """Tell whether the day comes first in a date like 31/12/2025; None where it does not say."""
    if len(text) == 10 and _ISO.fullmatch(text):
        return None
    found = re.fullmatch(_EITHER, _plain(text))
    if found is None:
        return None
    first, second = int(found["first"]), int(found["second"])
    return None if (first > 12) == (second > 12) else first > 12


def unmarked(text: str) -> tuple[str, bool]:
    """Return a period without an analyst's mark, and whether that says that it is estimated.

    2026E is estimated, and so is 2026F; 2025A was counted.
    """
    found = None if text[-1:].isdecimal() else _MARKED.fullmatch(text.strip())
    return (text, False) if found is None else (found[1], found[2] in "eEfF")


def period_text(on: date, frequency: Frequency) -> str:
    """Return a period in the form of its frequency, which `parse_period` reads back.

    What does not end where a period of the calendar does is said by its last day.
    """
    if not _ends(on, frequency):
        return on.isoformat()
    match frequency:
        case Frequency.WEEK:
            year, week, _ = on.isocalendar()
            return f"{year:04}-W{week:02}"
        case Frequency.MONTH:
            return f"{on.year:04}-{on.month:02}"
        case Frequency.QUARTER:
            return f"{on.year:04} Q{on.month // 3}"
        case Frequency.HALF:
            return f"{on.year:04} H{on.month // 6}"
        case Frequency.YEAR:
            return f"{on.year:04}"
        case _:
            return on.isoformat()


def _plain(text: str) -> str:
    if len(text) > 60:
        return ""  # no period is as long
    folded = " ".join(normalize("NFKC", text).casefold().split())
    return _MIDNIGHT.sub("", folded) if "00:00" in folded else folded


def _form_of(plain: str, text: str, example: str) -> tuple[Frequency, re.Match[str]]:
    for kind, form in _FORMS:
        found = form.fullmatch(plain)
        if found is not None:
            return kind, found
    if _SERIAL.fullmatch(plain):
        raise Problem(
            "period_serial",
            "“{text}” is a day as a spreadsheet counts it. Format its column as a date, then copy"
            " or save it again.",
            text=text.strip(),
        )
    raise _unreadable(text, example)


def _unreadable(text: str, example: str) -> Problem:
    return Problem(
        "period_unreadable",
        "“{text}” is no period. Write it like {example}.",
        text=text.strip()[:40],
        example=example,
    )


def _end_of(kind: Frequency, found: re.Match[str], text: str, *, day_first: bool | None) -> date:
    """Return the last day of what was found; raises ValueError or KeyError where there is none."""
    parts = {name: each for name, each in found.groupdict().items() if each is not None}
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    match kind:
        case Frequency.DAY:
            month, day = _month_and_day(parts, text, day_first=day_first)
            return date(year, month, day)
        case Frequency.WEEK:
            return date.fromisocalendar(year, int(parts["part"]), 7)
        case Frequency.MONTH:
            return _month_end(year, _month(parts))
        case Frequency.YEAR:
            return date(year, 12, 31)
        case _:
            part = parts.get("part", "1")
            number = _NUMERALS.get(part) or int(part)
            return _month_end(year, number * (3 if kind is Frequency.QUARTER else 6))


def _month(parts: dict[str, str]) -> int:
    return int(parts["month"]) if "month" in parts else _MONTH_OF[parts["word"]]


def _month_and_day(parts: dict[str, str], text: str, *, day_first: bool | None) -> tuple[int, int]:
    if "first" not in parts:
        return _month(parts), int(parts["day"])
    first, second = int(parts["first"]), int(parts["second"])
    if day_first is None:
        if first <= 12 and second <= 12 and first != second:
            raise Problem(
                "period_ambiguous",
                "“{text}” could be two days. Say whether the day or the month comes first, or write"
                " it like 2025-09-30.",
                text=text.strip(),
            )
        day_first = first > 12
    return (second, first) if day_first else (first, second)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _belongs(end: date, kind: Frequency, frequency: Frequency, *, report: bool) -> bool:
    if frequency is Frequency.IRREGULAR or kind is Frequency.DAY:
        return True
    longer = _LENGTHS.index(kind) > _LENGTHS.index(frequency)
    if longer and not (report and frequency in {Frequency.QUARTER, Frequency.HALF}):
        return False
    return kind is Frequency.MONTH or _ends(end, frequency)


def _ends(on: date, frequency: Frequency) -> bool:
    """Tell whether a period of the calendar ends on a day."""
    if frequency is Frequency.WEEK:
        return on.isoweekday() == 7
    months = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF: 6, Frequency.YEAR: 12}
    each = months.get(frequency)
    if each is None:
        return False
    last = on == date.max or (on + timedelta(days=1)).day == 1
    return last and on.month % each == 0

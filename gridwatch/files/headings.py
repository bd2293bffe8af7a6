"""What the columns of a table of figures mean, by their headings in three languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum
from unicodedata import normalize

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import Frequency
from gridwatch.domain.thesis.numbers import parse_number
from gridwatch.domain.thesis.periods import parse_period, unmarked
from gridwatch.files.rows import Row


class Meaning(StrEnum):
    """What a column says of a figure."""

    PERIOD = "period"
    VALUE = "value"
    LOW = "low"
    HIGH = "high"
    FORECAST = "forecast"
    KNOWN_ON = "known_on"
    NOTE = "note"
    NOTHING = "nothing"


_NAMES = {
    Meaning.PERIOD: (
        "period, date, day, week, month, quarter, year, time, period end, reporting period,"
        " datum, tag, woche, monat, quartal, jahr, periode, zeitraum, stichtag, zeit,"
        " 日期, 期间, 时间, 周, 月份, 季度, 年份, 年度, 报告期, 截止日期"
    ),
    Meaning.VALUE: (
        "value, figure, amount, actual, number, wert, zahl, betrag, ist, kennzahl,"
        " 值, 数值, 数据, 数字, 金额, 实际, 实际值"
    ),
    Meaning.LOW: (
        "low, lower, min, minimum, low end, lower edge, from, untergrenze, von, tief, niedrig,"
        " 下限, 最低, 最低值, 低, 低值"
    ),
    Meaning.HIGH: (
        "high, upper, max, maximum, high end, upper edge, to, obergrenze, bis, hoch,"
        " 上限, 最高, 最高值, 高, 高值"
    ),
    Meaning.FORECAST: (
        "forecast, is forecast, estimate, estimated, projection, guidance, prognose, schätzung,"
        " erwartet, 预测, 预期, 估计, 指引"
    ),
    Meaning.KNOWN_ON: (
        "known on, known, published, published on, publication date, released, release date,"
        " reported, reported on, as of, bekannt, bekannt am, bekannt seit, veröffentlicht,"
        " veröffentlicht am, gemeldet am, 已知日期, 得知日期, 发布日期, 公布日期,"
        " 公告日期, 披露日期"
    ),
    Meaning.NOTE: (
        "note, notes, comment, comments, remark, remarks, notiz, anmerkung, bemerkung, kommentar,"
        " 备注, 说明, 注释, 附注"
    ),
}
_MEANING_OF = {
    name.strip(): meaning for meaning, names in _NAMES.items() for name in names.split(",")
}
_SAMPLE = 50


def meaning_of(heading: str) -> Meaning | None:
    """Return what a column of this heading means; a unit in parentheses does not count."""
    plain = re.sub(r"\(.*?\)|\[.*?\]", "", normalize("NFKC", heading).casefold())
    return _MEANING_OF.get(" ".join(plain.replace("_", " ").strip(" .:#").split()))


def has_headings(rows: Sequence[Row]) -> bool:
    """Tell whether the first row names the columns: it does so, or it has no figure at all."""
    if not rows:
        return False
    cells = [each for each in rows[0].cells if each]
    if any(meaning_of(each) is not None for each in cells):
        return True
    return not any(is_period(each) or _is_number(each) for each in cells)


def guess_meanings(rows: Sequence[Row], *, headings: bool) -> tuple[Meaning, ...]:
    """Return what each column most likely means; at most one column has each meaning."""
    width = _width(rows, headings=headings)
    found = [Meaning.NOTHING] * width
    if headings:
        for place, heading in enumerate(rows[0].cells[:width]):
            meaning = meaning_of(heading)
            if meaning is not None and meaning not in found:
                found[place] = meaning
    columns = [_column(rows[int(headings) :], place) for place in range(width)]
    _settle(found, columns, Meaning.PERIOD, is_period)
    if Meaning.LOW not in found or Meaning.VALUE in found:
        _settle(found, columns, Meaning.VALUE, _is_number)
    if not headings:
        _settle_unnamed(found, columns)
    return tuple(found)


def _width(rows: Sequence[Row], *, headings: bool) -> int:
    """Return how many columns there are: as many as are named, else as most rows have."""
    if headings:
        return len(rows[0].cells)
    counts = Counter(len(each.cells) for each in rows[:_SAMPLE])
    return max(counts, key=lambda each: (counts[each], each), default=0)


def _column(rows: Sequence[Row], place: int) -> list[str]:
    cells = (each.cells[place] for each in rows[:_SAMPLE] if place < len(each.cells))
    return [each for each in cells if each]


def _settle(
    found: list[Meaning],
    columns: Sequence[list[str]],
    meaning: Meaning,
    fits: Callable[[str], bool],
) -> None:
    """Give a meaning that no column has to the first free one whose cells fit, most of them."""
    if meaning in found:
        return
    for place, cells in enumerate(columns):
        if found[place] is Meaning.NOTHING and cells and 2 * sum(map(fits, cells)) >= len(cells):
            found[place] = meaning
            return


def _settle_unnamed(found: list[Meaning], columns: Sequence[list[str]]) -> None:
    """Take two more columns of numbers for a band, a date for the day, and words for a note."""
    free = [place for place, each in enumerate(found) if each is Meaning.NOTHING]
    numbers = [place for place in free if columns[place] and all(map(_is_number, columns[place]))]
    if len(numbers) == 2:
        found[numbers[0]], found[numbers[1]] = Meaning.LOW, Meaning.HIGH
    _settle(found, columns, Meaning.KNOWN_ON, is_period)
    _settle(found, columns, Meaning.NOTE, lambda text: not _is_number(text))


def is_period(text: str) -> bool:
    """Tell whether a cell is a period, even one that could be two days."""
    try:
        parse_period(unmarked(text)[0], Frequency.IRREGULAR)
    except Problem as problem:
        return problem.code == "period_ambiguous"
    return True


def _is_number(text: str) -> bool:
    try:
        return parse_number(text) is not None
    except Problem as problem:
        return problem.code == "number_ambiguous"

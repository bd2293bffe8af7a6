"""The table of what a chart shows: every figure as it is, readable elsewhere, written whole."""

from __future__ import annotations

import csv
import io
import math
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import Floats, bars_of, day_number
from gridwatch.domain.candles import Candles, candles_of_days
from gridwatch.domain.problem import Fault, Problem
from gridwatch.services import chart_table
from gridwatch.services.chart_table import visible_table, write_table

FIRST = day_number(date(2026, 3, 2))
NAN = math.nan


def daily(count: int) -> Candles:
    """Give days whose figures tell their place: the open of the third is 3.1."""
    rows = [
        (FIRST + at, at + 1.1, at + 1.4, at + 1.05, at + 1.3, 1000.0 * at, 1) for at in range(count)
    ]
    return candles_of_days(bars_of(rows))


def minutes(*starts: str) -> Candles:
    ones: Floats = np.ones(len(starts))
    stamps = np.array(starts, dtype="datetime64[s]").astype(np.int64)
    return Candles(stamps, ones, ones, ones, ones, ones)


def column(values: list[float]) -> Floats:
    return np.array(values, dtype=np.float64)


def test_days_are_told_with_their_figures() -> None:
    caps, average = column([NAN, 1.005e11, 2e17]), column([NAN, NAN, 0.1 + 0.2])
    assert list(visible_table(daily(3), caps, {"SMA 2": average}, 0, 2)) == [
        ["date", "open", "high", "low", "close", "volume", "market_cap", "SMA 2"],
        ["2026-03-02", "1.1", "1.4", "1.05", "1.3", "0", "", ""],
        ["2026-03-03", "2.1", "2.4", "2.05", "2.3", "1000", "100500000000", ""],
        ["2026-03-04", "3.1", "3.4", "3.05", "3.3", "2000", "200000000000000000", repr(0.1 + 0.2)],
    ]


def test_currencies_stand_beside_what_they_are_of() -> None:
    lines = {"中国西电": column([5.0])}
    rows = visible_table(daily(1), column([7.0]), lines, 0, 0, currency="HKD", cap_currency="CNY")
    assert list(rows) == [
        ["date", *chart_table.PRICES, "currency", "market_cap", "cap_currency", "中国西电"],
        ["2026-03-02", "1.1", "1.4", "1.05", "1.3", "0", "HKD", "7", "CNY", "5"],
    ]
    without = list(visible_table(daily(1), None, {}, 0, 0, cap_currency="CNY"))
    assert without[0] == ["date", *chart_table.PRICES]
    assert len(without[1]) == 6


def test_bars_within_a_day_have_a_time_of_the_exchange() -> None:
    candles = minutes("2026-03-02T00:00", "2026-03-02T09:30", "2026-03-02T09:31:07")
    assert [row[0] for row in visible_table(candles, None, {}, 0, 2)] == [
        "time",
        "2026-03-02 00:00:00",
        "2026-03-02 09:30:00",
        "2026-03-02 09:31:07",
    ]
    # Which of them are visible does not change what they are.
    first = list(visible_table(candles, None, {}, 0, 0))
    assert [row[0] for row in first] == ["time", "2026-03-02 00:00:00"]


def test_days_before_1970_are_days() -> None:
    candles = candles_of_days(bars_of([(-1, 1, 1, 1, 1, 1, 1), (-20_000, 1, 1, 1, 1, 1, 1)]))
    assert [row[0] for row in visible_table(candles, None, {}, 0, 1)][1:] == [
        "1969-12-31",
        "1915-03-31",
    ]


def test_what_is_unknown_is_empty() -> None:
    candles = candles_of_days(bars_of([(FIRST, NAN, math.inf, -math.inf, 2.0, NAN, 0)]))
    assert list(visible_table(candles, None, {}, 0, 0))[1] == ["2026-03-02", "", "", "", "2", ""]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (0, 9, tuple(range(10))),
        (3, 5, (3, 4, 5)),
        (-4, 1, (0, 1)),
        (8, 99, (8, 9)),
        (4, 4, (4,)),
        (5, 4, ()),
        (10, 12, ()),
        (-9, -1, ()),
    ],
)
def test_only_what_is_visible_is_told(first: int, last: int, days: tuple[int, ...]) -> None:
    rows = list(visible_table(daily(10), None, {"x": column(list(range(10)))}, first, last))
    assert [row[-1] for row in rows[1:]] == [str(each) for each in days]


def test_long_tables_are_told_in_parts_without_a_seam() -> None:
    count = 2 * chart_table._CHUNK + 5
    places = column([float(each) for each in range(count)])
    rows = visible_table(daily(count), places, {"x": places}, 3, count - 2)
    assert next(rows)[-1] == "x"
    told = [(row[5], row[-2], row[-1]) for row in rows]
    assert told == [(str(1000 * at), str(at), str(at)) for at in range(3, count - 1)]


def test_what_is_written_into_the_columns_later_is_not_told() -> None:
    candles, caps, line = daily(3), column([1.0, 2.0, 3.0]), column([4.0, 5.0, 6.0])
    expected = list(visible_table(candles, caps, {"x": line}, 1, 2))
    rows = visible_table(candles, caps, {"x": line}, 1, 2)
    for each in (candles.open, candles.high, candles.low, candles.close, candles.volume):
        each[-1] = 99.0
    caps[-1] = line[-1] = 99.0
    assert list(rows) == expected


def test_no_bars_are_a_table_of_names() -> None:
    assert list(visible_table(daily(0), None, {}, 0, -1)) == [["date", *chart_table.PRICES]]


def test_a_column_of_another_length_is_a_mistake() -> None:
    for caps, lines in ((column([1.0]), {}), (None, {"x": column([1.0] * 3)})):
        with pytest.raises(ValueError, match="as long as"):
            visible_table(daily(2), caps, lines, 0, 1)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_figure_reads_back_as_it_was_and_has_no_exponent(value: float) -> None:
    told = chart_table._figure(value)
    assert float(told) == value
    assert set(told) <= set("-.0123456789")
    assert not told.endswith(".0")


@given(
    st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.floats()), max_size=4)
)
def test_a_written_table_reads_back(columns: list[tuple[str, float]]) -> None:
    lines = {name: column([value, NAN]) for name, value in columns}
    rows = list(visible_table(daily(2), None, lines, 0, 1))
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    again = list(csv.reader(io.StringIO(text.getvalue(), newline=""), strict=True))
    assert again == rows
    assert [each.removeprefix("'") for each in again[0][6:]] == [
        each.removeprefix("'") for each in lines
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_name_is_never_a_formula(name: str) -> None:
    rows = visible_table(daily(1), None, {name: column([-1.0]), "^GSPC": column([2.0])}, 0, 0)
    assert next(rows)[-2:] == [f"'{name}", "^GSPC"]
    assert next(rows)[-2:] == ["-1", "2"]


def test_the_file_is_what_spreadsheets_read(tmp_path: Path) -> None:
    out = tmp_path / "chart.CSV"
    out.write_text("older")
    write_table(out, visible_table(daily(1), None, {'西电, "XD"': column([0.5])}, 0, 0))
    assert out.read_bytes() == (
        b'\xef\xbb\xbfdate,open,high,low,close,volume,"\xe8\xa5\xbf\xe7\x94\xb5, ""XD"""\r\n'
        b"2026-03-02,1.1,1.4,1.05,1.3,0,0.5\r\n"
    )
    assert [each.name for each in tmp_path.iterdir()] == ["chart.CSV"]


def test_half_a_character_does_not_spoil_the_table(tmp_path: Path) -> None:
    write_table(tmp_path / "chart.csv", [["\ud83d"]])
    assert (tmp_path / "chart.csv").read_text("utf-8-sig") == "?\n"


@pytest.mark.parametrize("name", ["chart", "chart.png", "notes.txt", ".csv"])
def test_a_name_of_no_table_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(Problem, match=r"End it in \.csv") as refused:
        write_table(tmp_path / name, [["a"]])
    assert refused.value.code == "table_name"
    assert (tmp_path / name).read_text() == "mine"


def test_a_place_that_cannot_be_written_is_told_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    reasons = {"missing/a.csv": "No such file or directory", "folder.csv": "Is a directory"}
    for name, reason in reasons.items():
        with pytest.raises(Problem) as refused:
            write_table(tmp_path / name, [["a"]])
        assert refused.value.code == "table_unwritable"
        assert refused.value.fault is Fault.MACHINE
        assert refused.value.values == {"path": tmp_path / name, "reason": reason}


def test_a_table_that_breaks_off_leaves_the_older_one(tmp_path: Path) -> None:
    out = tmp_path / "chart.csv"
    out.write_text("older")
    rows = visible_table(daily(2), None, {}, 0, 1)

    def broken() -> Iterator[list[str]]:
        yield next(rows)
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        write_table(out, broken())
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"chart.csv": "older"}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit there")
def test_a_disk_that_takes_no_more_is_told_and_nothing_half_is_left(tmp_path: Path) -> None:
    import resource

    out = tmp_path / "chart.csv"
    out.write_text("older")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(Problem) as refused:
            write_table(out, visible_table(daily(5_000), None, {}, 0, 4_999))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.value.code == "table_unwritable"
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"chart.csv": "older"}


def test_a_long_table_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    candles = daily(60_000)
    tracemalloc.start()
    try:
        write_table(tmp_path / "chart.csv", visible_table(candles, None, {}, 0, len(candles) - 1))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    written = (tmp_path / "chart.csv").stat().st_size
    assert (tmp_path / "chart.csv").read_bytes().count(b"\r\n") == 60_001
    assert peak < 2 * written

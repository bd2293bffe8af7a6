"""Tables of figures: written in a random dialect and read back; bad lines are named, no other."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import Frequency
from gridwatch.domain.thesis.periods import period_text
from gridwatch.files.figures_table import Line, Target, guess_dialect, read_file, read_table
from gridwatch.files.headings import Meaning
from gridwatch.files.rows import MOST_BYTES, MOST_LINES, lines_of, rows_of

TODAY = date(2026, 11, 27)
QUARTERS = Target(Frequency.QUARTER, "%", TODAY)
HEADINGS = {
    "en": ["Period", "Value", "Low", "High", "Forecast", "Known on", "Note"],
    "de": ["Zeitraum", "Wert", "Untergrenze", "Obergrenze", "Prognose", "Bekannt am", "Notiz"],
    "zh": ["报告期", "数值", "下限", "上限", "预测", "公布日期", "备注"],
}
NOTES = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(' ,;\t"\n'),
    max_size=12,
)
VALUES = st.integers(1000, 99_999).map(lambda whole: whole / 100)
TABLES = st.lists(
    st.tuples(
        st.dates(date(1950, 1, 1), date(2090, 1, 1)), VALUES, st.booleans(), st.booleans(), NOTES
    ),
    min_size=1,
    max_size=12,
)


def read(text: str, target: Target = QUARTERS) -> tuple[Line, ...]:
    return read_table(text, guess_dialect(text), target)


def figures(text: str, target: Target = QUARTERS) -> dict[str, float | None]:
    lines = read(text, target)
    assert not [each.problem for each in lines if each.problem is not None]
    return {
        period_text(each.figure.on, target.frequency): each.figure.value
        for each in lines
        if each.figure is not None
    }


def code_of(line: Line) -> str:
    return "" if line.problem is None else line.problem.code


@given(
    table=TABLES,
    separator=st.sampled_from("\t;,"),
    mark=st.sampled_from(".,"),
    language=st.sampled_from(sorted(HEADINGS)),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_table_is_read_back_in_whatever_dialect_it_was_written(
    table: list[tuple[date, float, bool, bool, str]],
    separator: str,
    mark: str,
    language: str,
    ends: str,
) -> None:
    def written(value: float) -> str:
        return f"{value:.2f}".replace(".", mark)

    # With \r alone csv writes a \n in a cell as it is.
    quoting: Literal[0, 1] = csv.QUOTE_ALL if ends == "\r" else csv.QUOTE_MINIMAL
    out = io.StringIO()
    rows = csv.writer(out, delimiter=separator, lineterminator=ends, quoting=quoting)
    rows.writerow(HEADINGS[language])
    for on, value, banded, forecast, note in table:
        edges = [written(value - 1), written(value + 1)] if banded else ["", ""]
        said = {"en": "yes", "de": "ja", "zh": "是"}[language] if forecast else ""
        rows.writerow([on.isoformat(), written(value), *edges, said, "2026-01-02", note])
    found = read(out.getvalue(), Target(Frequency.DAY))
    assert [each.problem for each in found] == [None] * len(table)
    for line, (on, value, banded, forecast, note) in zip(found, table, strict=True):
        figure = line.figure
        assert figure is not None
        assert (figure.on, figure.value, figure.forecast) == (on, value, forecast)
        band = (pytest.approx(value - 1), pytest.approx(value + 1)) if banded else (None, None)
        assert (figure.low, figure.high) == band
        assert figure.known_on == date(2026, 1, 2)
        assert "".join(figure.note.split()) == "".join(unicode_form(note).split())


def unicode_form(text: str) -> str:
    from unicodedata import normalize

    return normalize("NFC", text)


@pytest.mark.parametrize(
    "text",
    [
        "2025Q3\t28.4\n2025Q2\t27.1\n",
        "2025Q3;28,4\n2025Q2;27,1\n",
        "2025Q3,28.4\r\n2025Q2,27.1",
        "2025年三季报\t28.4%\n2025年中报\t27.1%",
        "Datum;Bruttomarge\n30.09.2025;28,4 %\n\n30.06.2025;27,1 %\n",
        "date,gross margin (%)\n9/30/2025,28.4\n6/30/2025,27.1\n",
        '"2025Q3","28,4"\n"2025Q2","27,1"\n',
        "27.1\t2025Q2\n28.4\t2025Q3\n",
        "２０２５Ｑ３\t２８．４\n2025Q2\t27.1\n2025Q1\tn/a\n2024Q4\t-\n",
    ],
)
def test_two_columns_just_work(text: str) -> None:
    assert figures(text) == {"2025 Q3": 28.4, "2025 Q2": 27.1}


def test_every_bad_line_is_named_and_no_other_one() -> None:
    text = (
        "Period;Value;Note\n"  # 1
        "2025Q3;28,4;fine\n"
        "soon;28,4;\n"  # 3
        "\n"
        "2025Q2;lots;\n"  # 5
        '2025Q1;27,1;"two\nlines"\n'  # 6 and 7
        "45930;27,1;\n"  # 8
        "2024Q4;27,1;more;cells\n"  # 9
        '2024Q3;27,1;"open\n'  # 10
        "2024Q2;27,1;\0\n"  # 11
        "2024Q1;27,1\n"  # 12, shorter than the others
        "2023;27,1;\n"  # 13
        f"2023Q3;27,1;{'x' * 501}\n"  # 14
    )
    assert {each.number: code_of(each) for each in read(text)} == {
        2: "",
        3: "period_unreadable",
        5: "number_unreadable",
        6: "",
        8: "period_serial",
        9: "table_ragged",
        10: "table_quote",
        11: "table_nul",
        12: "",
        13: "period_other",
        14: "text_long",
    }


def test_what_could_mean_two_things_is_asked() -> None:
    text = "2025-09-30;1.234\n3/4/2025;2,345\n"
    dialect, target = guess_dialect(text), Target(Frequency.DAY)
    assert (dialect.decimal, dialect.day_first) == (None, None)
    assert [code_of(each) for each in read_table(text, dialect, target)] == [
        "number_ambiguous",
        "period_ambiguous",
    ]
    told = replace(dialect, decimal=",", day_first=True)
    lines = read_table(text, told, target)
    values = [(each.figure.on, each.figure.value) for each in lines if each.figure]
    assert values == [(date(2025, 9, 30), 1234.0), (date(2025, 4, 3), 2.345)]


def test_one_line_that_shows_the_dialect_settles_it_for_all() -> None:
    assert figures("3/4/2025;1.234\n31/4/2025;1\n30/4/2025;2,5\n".replace("31/4", "29/4"),
                   Target(Frequency.DAY)) == {
        "2025-04-03": 1234.0, "2025-04-29": 1.0, "2025-04-30": 2.5,
    }  # fmt: skip


def test_estimates_of_analysts_are_forecasts() -> None:
    lines = read("2025A\t28\n2026E\t29\n2027F\t30\n", Target(Frequency.YEAR))
    assert [each.figure.forecast for each in lines if each.figure] == [False, True, True]


def test_since_when_a_figure_is_known() -> None:
    text = "period,value,published\n2025Q3,28,2025-10-30\n2025Q2,27,\n"
    known = [each.figure.known_on for each in read(text) if each.figure]
    assert known == [date(2025, 10, 30), TODAY]
    late = read(text, Target(Frequency.QUARTER))
    assert [each.figure.known_on for each in late if each.figure][1] == date(2025, 6, 30)


def test_a_table_without_a_period_or_figure_is_refused_whole() -> None:
    for text in ("", "hello\nworld\n", "1\n2\n", "a\0b,3\n"):
        with pytest.raises(Problem) as caught:
            read(text)
        assert caught.value.code == "table_columns"


def test_columns_can_be_said() -> None:
    text = "a,b,c\n5,2025Q3,28\n"
    dialect = replace(
        guess_dialect(text), meanings=(Meaning.NOTHING, Meaning.PERIOD, Meaning.VALUE)
    )
    (line,) = read_table(text, dialect, QUARTERS)
    assert line.figure is not None
    assert line.figure.value == 28


def test_what_is_too_large_is_refused_before_it_is_taken_apart(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        lines_of("2025Q3,1\n" * (MOST_LINES + 1))
    assert caught.value.code == "table_long"
    assert str(MOST_LINES) in str(caught.value)
    with pytest.raises(Problem) as caught:
        guess_dialect("x" * 50_000_000)
    assert caught.value.code == "table_large"
    large = tmp_path / "large.csv"
    with large.open("wb") as out:
        out.truncate(MOST_BYTES + 1)
    with pytest.raises(Problem) as caught:
        read_file(large)
    assert caught.value.code == "table_large"
    with pytest.raises(Problem) as caught:
        read_file(tmp_path / "missing.csv")
    assert caught.value.code == "table_unreadable"


def test_many_open_quotation_marks_cost_no_more_than_their_lines() -> None:
    rows = rows_of(['2025Q1,"' + "x" * 50] * 20_000, ",")
    assert len(rows) == 20_000 or all(each.line for each in rows)


@given(text=st.text(max_size=300))
def test_any_text_is_a_table_or_refused_in_words(text: str) -> None:
    try:
        lines = read(text)
    except Problem as problem:
        assert problem.code == "table_columns"  # noqa: PT017 - either is fine
    else:
        assert all(1 <= each.number <= text.count("\n") + text.count("\r") + 1 for each in lines)

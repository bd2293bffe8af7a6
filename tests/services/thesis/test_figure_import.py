"""What an import says it would do is what it does."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.thesis.about import About, Theme
from gridwatch.domain.thesis.figures import FigureSeries, Frequency, known_figures
from gridwatch.files.figures_table import Target, guess_dialect, read_table
from gridwatch.services.edits import apply
from gridwatch.services.thesis.figure_import import TAKEN, Judged, Verdict, import_edit, judged
from gridwatch.store.user.figures import figures_of
from gridwatch.store.user.themes import add_theme
from tests.in_memory import new_user

NOW = datetime(2026, 11, 27, tzinfo=UTC)
TODAY = date(2026, 11, 27)
ROWS = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(["1", "2", "n/a", "lots"]), st.integers(1, 3)),
    max_size=8,
)


def look(text: str, there: tuple[object, ...] = ()) -> tuple[Judged, ...]:
    lines = read_table(text, guess_dialect(text), Target(Frequency.QUARTER, "", TODAY))
    return judged(lines, there)  # type: ignore[arg-type]


@settings(max_examples=40)
@given(first=ROWS, second=ROWS)
def test_what_is_announced_is_what_is_stored(
    first: list[tuple[int, str, int]], second: list[tuple[int, str, int]]
) -> None:
    series = FigureSeries(0, About(theme_id=1), "a", "A", "", Frequency.QUARTER)
    with closing(new_user()) as user:
        add_theme(user, Theme(0, "Grid"))
        for number, rows in enumerate((first, second)):
            body = "".join(f"2025Q{q},{value},2026-01-0{day}\n" for q, value, day in rows)
            there = figures_of(user, 1) if number else ()
            lines = look(f"period,value,known on\n{body}", there)
            edit = import_edit(series if not number else replace(series, id=1), lines)
            if edit is not None:
                apply(user, edit, NOW)
            taken = sum(each.verdict in TAKEN for each in lines)
            assert len(figures_of(user, 1)) == len(there) + taken
            # Whatever was stored is known already when the same table comes again.
            again = look(f"period,value,known on\n{body}", figures_of(user, 1))
            assert not [each for each in again if each.verdict in TAKEN]


def test_each_line_is_judged_by_what_is_there_and_by_the_lines_before_it() -> None:
    with closing(new_user()) as user:
        add_theme(user, Theme(0, "Grid"))
        series = FigureSeries(0, About(theme_id=1), "a", "A", "", Frequency.QUARTER)
        edit = import_edit(series, look("2025Q1,1\n2025Q2,2\n"))
        assert edit is not None
        apply(user, edit, NOW)
        lines = look("2025Q1,1\n2025Q2,3\n2025Q3,4\n2025Q3,5\n2025Q4,-\nsoon,1\n2025Q3,4\n",
                     figures_of(user, 1))  # fmt: skip
        assert [each.verdict for each in lines] == [
            Verdict.SAME,
            Verdict.REVISES,
            Verdict.NEW,
            Verdict.BAD,
            Verdict.NOTHING,
            Verdict.BAD,
            Verdict.SAME,
        ]
        assert lines[1].before is not None
        assert lines[1].before.value == 2
        twice = lines[3].line.problem
        assert twice is not None
        assert (twice.code, twice.values["number"]) == ("figure_twice", 3)
        assert [each.value for each in known_figures(figures_of(user, 1))] == [1, 2]


def test_a_table_that_changes_nothing_is_no_edit() -> None:
    series = FigureSeries(1, About(theme_id=1), "a", "A", "", Frequency.QUARTER)
    assert import_edit(series, look("period,value\n2025Q1,n/a\n2025Q2,soon\n")) is None

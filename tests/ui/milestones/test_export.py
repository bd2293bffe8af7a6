"""The board as a table: what is shown for the clipboard, all digits for a file, no formulas."""

from __future__ import annotations

import csv
from pathlib import Path

from gridwatch.services.chart_table import write_table
from gridwatch.ui.milestones.columns import COLUMNS
from gridwatch.ui.milestones.export import NAMES, figures, plain_rows
from gridwatch.ui.milestones.lines import Mode, lines_of
from gridwatch.ui.milestones.model import BoardModel
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.watchlist.cells import Scene
from tests.ui.milestones.boards import board_of, climb_of
from tests.ui.watchlist.overviews import NOW

SCENE = Scene(Phrases("en", base_currency="CNY"), NOW, {"relay": "Protection"})


def model() -> BoardModel:
    made = BoardModel(SCENE)
    climbs = (
        climb_of(1, 80e9, name='=HYPERLINK("x")', target=100e9),
        climb_of(2, None, history=False),
        climb_of(3, 900e9, name="@SUM(A1)"),
    )
    made.show(lines_of(board_of(*climbs), Mode.COMPANIES), SCENE)
    return made


def test_rows_are_copied_as_they_are_shown_without_formulas() -> None:
    head, first, _, last = plain_rows(model(), range(3))
    assert head == [each.heading for each in COLUMNS]
    told = dict(zip((each.id for each in COLUMNS), first, strict=True))
    assert told["name"] == '\'=HYPERLINK("x")'
    assert told["cap"] == "80bn CNY"
    assert told["distance"] == "+25.0%"  # a figure, not a formula
    assert told["ladder"] == "1 of 4"
    assert last[0] == "'@SUM(A1)"
    assert last[COLUMNS.index(next(e for e in COLUMNS if e.id == "distance"))].startswith("-44.4")


def test_a_file_has_all_digits_and_is_empty_where_nothing_is_known(tmp_path: Path) -> None:
    out = tmp_path / "milestones.csv"
    write_table(out, figures(model()))
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == NAMES
    first, unknown, done = rows
    assert first["company"] == '\'=HYPERLINK("x")'
    assert (first["rung"], first["rung_currency"]) == ("100000000000", "CNY")
    assert (first["is_target"], first["reached"]) == ("true", "false")
    assert float(first["distance_pct"]) == 25
    assert 0 < float(first["chance_3m"]) < float(first["chance_12m"]) < 1
    assert first["paces_without_eta"] == "1"
    assert [unknown[each] for each in ("market_cap", "distance_pct", "reached", "chance_3m")] == (
        [""] * 4
    )
    assert (done["reached"], done["first_reached"]) == ("true", "2021-02-18")
    assert done["distance_pct"].startswith("-44.4")

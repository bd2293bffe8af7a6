"""The log as a table: every part, exact, and nothing that a spreadsheet would run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gridwatch.files.safe_cells import safe_cell
from gridwatch.services.firing_table import firing_rows
from gridwatch.store.user.firings import Evidence
from tests.told import AT, FIRING


def test_every_part_has_a_column_of_its_own() -> None:
    names, row = firing_rows([replace(FIRING, seen_at=AT)])
    told = dict(zip(names, row, strict=True))
    assert told["company"] == "China XD"
    assert (told["level"], told["value"]) == ("14000000000", "14020000000")
    assert (told["price"], told["rate"], told["shares"]) == ("19.62", "0.1389", "5126000000")
    assert told["reached_on"] == "2026-03-02"
    assert told["reached_at"] == told["acknowledged_at"] == "2026-03-02 01:45:00+00:00"
    assert (told["still_held"], told["quiet"]) == ("true", "")
    parts = [float(told[f"move_by_{each}"]) for each in ("price", "shares", "rate")]
    assert FIRING.move is not None
    assert sum(parts) == pytest.approx(FIRING.move.total)


def test_what_is_not_known_is_empty() -> None:
    names, row = firing_rows([replace(FIRING, evidence=Evidence(), move=None)])
    told = dict(zip(names, row, strict=True))
    assert {
        told[each] for each in ("price", "shares", "rate_on", "move_since", "move_by_rate")
    } == {""}
    assert len(row) == len(names)


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-2", "@SUM(A1)", "\t=1", "＝1"])
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    _, row = firing_rows([replace(FIRING, name=text, rule_name=text, condition=text)])
    assert row.count(f"'{text}") == 3
    assert text not in row


def test_numbers_below_zero_stay_numbers() -> None:
    _, row = firing_rows([replace(FIRING, value=-5.25)])
    assert "-5.25" in row
    assert safe_cell("China XD") == "China XD"

"""The days to choose from: now first, each in the words of the reader."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from gridwatch.ui.thesis.figures.days_model import DaysModel
from tests.ui.thesis.figures.conftest import look_of

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

DAYS = (date(2026, 1, 5), date(2025, 10, 30))


@pytest.fixture
def model(qapp: object) -> DaysModel:
    return DaysModel(look_of())


def words(model: DaysModel) -> list[object]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_now_comes_first_and_days_are_worded_in_the_language(
    model: DaysModel, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show_days(DAYS, look_of())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert words(model) == ["now", "5 Jan 2026", "30 Oct 2025"]
    assert [model.index(row).data(Qt.ItemDataRole.UserRole) for row in range(3)] == [None, *DAYS]
    model.show_days(DAYS[1:], look_of("zh_CN"))
    assert words(model)[1:] == ["2025-10-30"]


def test_a_day_that_is_not_offered_is_now(model: DaysModel) -> None:
    model.show_days(DAYS, look_of())
    assert [model.place_of(each) for each in (*DAYS, None, date(2020, 1, 1))] == [1, 2, 0, 0]

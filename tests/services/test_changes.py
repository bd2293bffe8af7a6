"""What an edit altered: which of it the watchlist shows, and which the collector reads again."""

from __future__ import annotations

import pytest

from gridwatch.services.changes import Changes


@pytest.mark.parametrize(
    ("changes", "overview", "collector"),
    [
        (Changes(), False, False),
        (Changes(journal=True), False, False),
        (Changes(thesis=True), True, True),
        (Changes(thesis=True, rules=True), True, True),
        (Changes(figures=True), True, True),
        (Changes(journal=True, thesis=True), True, True),
        (Changes(drawings=True, companies=(1,)), True, False),
        (Changes(ladders=True, companies=(1,)), True, False),
        (Changes(ladders=True), True, False),
        (Changes(companies=(1,)), True, True),
        (Changes(watchlists=True), True, True),
        (Changes(targets=True), True, True),
        (Changes(rules=True), True, True),
        (Changes(preferences=True), True, True),
    ],
    ids=str,
)
def test_whom_a_change_concerns(changes: Changes, overview: bool, collector: bool) -> None:
    assert changes.concern_overview() is overview
    assert changes.concern_collector() is collector

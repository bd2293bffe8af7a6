"""The words of firings: when, how, why, and what the desktop is told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from gridwatch.domain.company import Basis
from gridwatch.domain.targets import Sight
from gridwatch.preferences import Preferences
from gridwatch.store.user.firings import Firing
from gridwatch.ui.look import Look, look_of
from gridwatch.ui.notices import FiringsPanel, how_words, when_words, why_words
from gridwatch.ui.tray import notifications_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def firing(
    number: int = 1, *, sight: Sight = Sight.LIVE, touched: bool = False, seen: bool = False
) -> Firing:
    at = datetime(2026, 3, 2, 1, 45, tzinfo=UTC)
    return Firing(
        1, 7, "002028.SZ", f"Company {number}", Decimal(100_000_000_000), "CNY", at,
        date(2026, 3, 2), sight, touched, 100.4e9, Basis.DOMESTIC, 128.5, "CNY", 781_000_000.0,
        date(2025, 12, 31), "Yahoo", 1.0, date(2026, 3, 2), "Yahoo", at, number,
        at if seen else None,
    )  # fmt: skip


@pytest.fixture
def look(app: QApplication) -> Look:
    """Give the English look."""
    return look_of(app, Preferences(), "en", "light")


def test_a_live_crossing_has_the_exchange_s_own_time(look: Look) -> None:
    assert when_words(firing(), look, 8 * 3600) == "2 Mar 2026 09:45"
    assert when_words(firing(), look, None) == "2 Mar 2026"
    assert when_words(firing(sight=Sight.BAR), look, 8 * 3600) == "2 Mar 2026"


@pytest.mark.parametrize(
    ("sight", "touched", "words"),
    [
        (Sight.LIVE, False, "live"),
        (Sight.LIVE, True, "touched by the day's high"),
        (Sight.BAR, False, "while closed"),
        (Sight.BAR, True, "while closed, touched by the day's high"),
    ],
)
def test_it_says_how_the_crossing_was_seen(
    look: Look, sight: Sight, touched: bool, words: str
) -> None:
    assert how_words(firing(sight=sight, touched=touched)) == words


def test_the_evidence_names_price_shares_and_source(look: Look) -> None:
    words = why_words(firing(), look)
    assert "128.50" in words
    assert "781,000,000" in words
    assert "31 Dec 2025, Yahoo" in words


def test_up_to_three_firings_are_told_one_by_one_and_more_together(look: Look) -> None:
    few = notifications_of([firing(each) for each in range(3)], look, simulated=False)
    assert [title for title, _ in few] == [
        f"Company {each} reached 100bn\u00a0CNY" for each in range(3)
    ]
    assert "100.4bn" in few[0][1]
    ((title, text),) = notifications_of([firing(each) for each in range(4)], look, simulated=True)
    assert title == "4 targets reached [simulated]"
    assert text == "Company 0, Company 1, Company 2, Company 3"


def test_the_log_grows_and_shrinks_and_marks_what_is_new(
    look: Look, app: QApplication, qtbot: QtBot
) -> None:
    panel = FiringsPanel(look)
    qtbot.addWidget(panel)
    assert panel._count.text() == "No target has been reached yet."
    panel.show_firings((firing(2), firing(1, seen=True)))
    assert panel._model.rowCount() == 2
    assert panel._count.text() == "New: 1"
    with qtbot.waitSignal(panel.seen) as asked:
        panel._mark.click()
    assert asked.args == [(2,)]
    with qtbot.waitSignal(panel.selected) as chosen:
        panel._table.activated.emit(panel._model.index(1, 0))
    assert chosen.args == [7]
    panel.show_firings((firing(1, seen=True),))
    assert panel._model.rowCount() == 1
    assert panel._count.text() == "All seen"
    panel.show_firings(())
    assert panel._count.text() == "No target has been reached yet."


def test_the_model_keeps_the_rules_of_models(
    look: Look, app: QApplication, qtbot: QtBot, qtmodeltester: object
) -> None:
    panel = FiringsPanel(look)
    qtbot.addWidget(panel)
    panel.show_firings(tuple(firing(each) for each in range(5)))
    qtmodeltester.check(panel._model)  # type: ignore[attr-defined]  # the fixture has no type

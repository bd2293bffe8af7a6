"""The status bar says what is fetched, what is wrong and what next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from gridwatch.preferences import Preferences
from gridwatch.ui.look import look_of
from gridwatch.ui.status import StatusBar
from gridwatch.wire import Hello, Progress, Refused, Rested, Troubled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

NEXT_TRY = "2026-05-04T06:30:00+00:00"


@pytest.fixture
def bar(app: QApplication, qtbot: QtBot) -> StatusBar:
    """Give a status bar in English that knows one name."""
    made = StatusBar(simulated=True, worth_saying=0.0)
    qtbot.addWidget(made)
    made.restyle(look_of(app, Preferences(), "en", "light"))
    made.show_names({"002028.SZ": "Siyuan"})
    return made


def shown(bar: StatusBar) -> tuple[str, bool, bool]:
    return bar._activity.text(), bar._bar.isVisibleTo(bar), bar._stop.isVisibleTo(bar)


def test_a_long_task_shows_its_progress_and_can_be_stopped(bar: StatusBar, qtbot: QtBot) -> None:
    bar.take(Progress("history", 11, 72, "002028.SZ"))
    assert shown(bar) == ("Fetching history 12 of 72 · Siyuan", True, True)
    assert (bar._bar.value(), bar._bar.maximum()) == (11, 72)
    with qtbot.waitSignal(bar.stopped) as stopped:
        bar._stop.click()
    assert stopped.args == ["history"]
    assert not bar._stop.isEnabled()
    bar.take(Progress("history", 72, 72))
    assert shown(bar) == ("", False, False)
    bar.take(Progress("history", 0, 72))
    assert bar._stop.isEnabled()


def test_a_short_task_offers_no_stop(bar: StatusBar) -> None:
    bar.take(Progress("quotes", 0, 1))
    assert shown(bar) == ("Fetching quotes", True, False)


def test_what_takes_only_a_moment_is_not_mentioned(app: QApplication, qtbot: QtBot) -> None:
    """Quotes come many times an hour: the bar would flicker for nothing."""
    calm = StatusBar(simulated=False, worth_saying=0.2)
    qtbot.addWidget(calm)
    calm.restyle(look_of(app, Preferences(), "en", "light"))
    calm.take(Progress("quotes", 0, 74))
    assert shown(calm) == ("", False, False)
    qtbot.waitUntil(lambda: shown(calm) == ("Fetching quotes", True, False))
    calm.take(Progress("quotes", 74, 74))
    assert shown(calm) == ("", False, False)


def test_trouble_names_the_company_and_the_next_try_until_a_round_goes_well(
    bar: StatusBar,
) -> None:
    bar.take(Troubled("throttled", ("002028.SZ", "A", "B"), "HTTP 429", NEXT_TRY))
    words = bar._wrong.text()
    assert words.startswith("Siyuan, A…: ")
    assert "too many requests" in words
    at = datetime.fromisoformat(NEXT_TRY).astimezone().strftime("%H:%M")
    assert words.endswith(f"Next try {at}.")
    assert bar._wrong.toolTip() == "HTTP 429"
    now = datetime.now(UTC)
    bar.take(Rested(now.isoformat(), ""))
    assert not bar._wrong.text()
    assert bar._success.text() == f"Updated {now.astimezone():%H:%M}"


def test_an_older_success_does_not_hide_the_trouble(bar: StatusBar) -> None:
    now = datetime.now(UTC)
    bar.show_success(now)
    bar.take(Troubled("offline", (), "timeout"))
    bar.take(Rested((now - timedelta(hours=1)).isoformat(), ""))
    assert "No answer" in bar._wrong.text()


def test_a_success_of_another_day_is_dated(bar: StatusBar) -> None:
    bar.show_success(datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert "2 Mar 2026" in bar._success.text()


@pytest.mark.parametrize(
    ("reason", "words"), [("locked", "Another GridWatch"), ("database", "cache can't be written")]
)
def test_a_refusal_is_told_in_words(bar: StatusBar, reason: str, words: str) -> None:
    bar.take(Refused(reason, "process 7"))
    assert words in bar._activity.text()
    bar.take(Hello(1, 2, "test", simulated=True))
    assert not bar._activity.text()


def test_a_lost_collector_is_told_and_told_more_when_it_keeps_failing(bar: StatusBar) -> None:
    bar.take(Progress("history", 1, 9))
    bar.show_lost(1)
    assert "starts again" in shown(bar)[0]
    assert not shown(bar)[1]
    bar.show_lost(16)
    assert "keeps failing" in shown(bar)[0]


def test_simulated_data_has_a_badge_and_real_data_none(bar: StatusBar, qtbot: QtBot) -> None:
    assert bar._badge.text() == "Simulated market"
    assert bar._badge.isVisibleTo(bar)
    real = StatusBar(simulated=False)
    qtbot.addWidget(real)
    assert not real._badge.isVisibleTo(real)


def test_what_is_said_for_a_moment_is_not_written_over(bar: StatusBar, qtbot: QtBot) -> None:
    bar.showMessage("The claim is deleted.")
    bar.take(Progress("quotes", 0, 74))
    assert shown(bar) == ("Fetching quotes", False, False)
    assert not bar._activity.isVisibleTo(bar)
    bar.clearMessage()
    assert shown(bar) == ("Fetching quotes", True, False)
    assert bar._activity.isVisibleTo(bar)

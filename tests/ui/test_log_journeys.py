"""The log and the strip in the whole window, over a real profile, by keys and mouse."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gridwatch import wire
from gridwatch.domain.alert.rule import Scope, Subject
from gridwatch.domain.alert.sight import Quiet
from gridwatch.domain.bars import day_number
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.store.database import open_user, transaction
from gridwatch.store.user.announced import last_announced
from gridwatch.store.user.firings import Firing, add_firing, firings
from gridwatch.store.user.rules import add_rule, all_rules, rule_with_id
from gridwatch.ui.alerts.banner import FiringBanner
from gridwatch.ui.alerts.log.panel import PAGE, LogPanel
from tests.ui.conftest import Opened, firing_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gridwatch.places import Profile
    from gridwatch.ui.chart.panel import ChartPanel

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("without_example"),
]
Key = Qt.Key
LATEST = 20_000


def log_of(opened: Opened) -> LogPanel:
    assert opened.window.firings is not None
    return opened.window.firings


def strip_of(opened: Opened) -> FiringBanner:
    assert opened.window.banner is not None
    return opened.window.banner


def chart_of(opened: Opened) -> ChartPanel:
    assert opened.window.chart is not None
    return opened.window.chart


def log_firing(profile: Profile, opened: Opened, place: int = 1, **other: object) -> Firing:
    """Let the collector log a firing of a company on the first list, of some weeks ago."""
    company = opened.overview.companies[opened.listed[place]].company
    at = datetime.now(UTC) - timedelta(days=40)
    made = replace(firing_of(company), reached_at=at, reached_on=at.date(), noticed_at=at)
    made = replace(made, **other)  # type: ignore[arg-type]  # as it is asked for
    with closing(open_user(profile.user_db)) as user:
        number = add_firing(user, made)
    assert number is not None
    return replace(made, id=number)


def read(opened: Opened, qtbot: QtBot) -> None:
    """Read what is new, and wait until the log shows it."""
    reader = opened.desk._log
    assert reader is not None
    with qtbot.waitSignal(reader._reader.page_read, timeout=LATEST):
        opened.session.read_firings()


def come(opened: Opened, qtbot: QtBot) -> None:
    """Hear from the collector that something has fired, and wait for the strip."""
    opened.desk._take(wire.Changed(firings=(1,)))
    qtbot.waitUntil(strip_of(opened).isVisible, timeout=LATEST)


def day_of_crosshair(panel: ChartPanel) -> int:
    bar, series = panel.chart.bar, panel.chart.series
    assert bar is not None
    assert series is not None
    return int(series.candles.stamps[bar]) // DAY_SECONDS


def shown_at(panel: ChartPanel, company: int, day: date) -> bool:
    """Tell whether the crosshair stands on the bar of a day, or on the last one before it."""
    view = panel.view
    if view is None or view.company.id != company or panel.chart.bar is None:
        return False
    return day_number(day) - 8 < day_of_crosshair(panel) <= day_number(day)


@pytest.fixture
def charted(opened: Opened, qtbot: QtBot) -> Opened:
    with qtbot.waitSignal(opened.desk.series_shown, timeout=LATEST):
        opened.desk.start_charts({})
    read(opened, qtbot)
    return opened


def test_a_firing_comes_is_shown_on_its_chart_and_found_in_the_log(
    charted: Opened, filled: Profile, qtbot: QtBot
) -> None:
    firing = log_firing(filled, charted)
    come(charted, qtbot)
    strip = strip_of(charted)
    assert strip.label.text().startswith(f"{firing.name} reached 100bn")
    QTest.mouseClick(strip.open_button, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
    company = firing.company_id or 0
    panel = chart_of(charted)
    qtbot.waitUntil(lambda: shown_at(panel, company, firing.reached_on), timeout=LATEST)
    assert charted.window.watchlist.current_company() == company
    qtbot.waitUntil(lambda: [each.id for each in log_of(charted).table.selected()] == [firing.id])


def test_enter_in_the_log_goes_to_the_bar(charted: Opened, filled: Profile, qtbot: QtBot) -> None:
    firing = log_firing(filled, charted, 2)
    read(charted, qtbot)
    charted.window.watchlist.select_company(charted.listed[0])
    table = log_of(charted).table
    log_of(charted).point_at(firing.id)
    QTest.keyClick(table, Key.Key_Return)
    panel = chart_of(charted)
    qtbot.waitUntil(
        lambda: shown_at(panel, firing.company_id or 0, firing.reached_on), timeout=LATEST
    )


def test_a_chart_of_minutes_takes_longer_bars_for_an_old_day(
    charted: Opened, filled: Profile, qtbot: QtBot
) -> None:
    old = datetime.now(UTC) - timedelta(days=1000)
    firing = log_firing(filled, charted, reached_at=old, reached_on=old.date())
    read(charted, qtbot)
    panel = chart_of(charted)
    panel.choose_range("5D")
    log_of(charted).opened.emit(firing)
    qtbot.waitUntil(
        lambda: shown_at(panel, firing.company_id or 0, firing.reached_on), timeout=LATEST
    )
    assert panel.options.range == "3Y"
    view = panel.chart.canvas.view
    assert view is not None
    assert panel.chart.bar is not None
    assert view.left <= panel.chart.bar <= view.right


def test_a_pinned_chart_of_the_company_is_the_one_that_shows_it(
    charted: Opened, filled: Profile, qtbot: QtBot
) -> None:
    firing = log_firing(filled, charted)
    with qtbot.waitSignal(charted.desk.series_shown, timeout=LATEST):
        charted.window.actions_["chart"].trigger()
    other = charted.window.charts["chart-2"].panel
    assert other is not None
    other.choose(replace(other.options, company=firing.company_id or 0))
    charted.desk._charts.show_at(firing.company_id or 0, firing.reached_on)
    qtbot.waitUntil(
        lambda: shown_at(other, firing.company_id or 0, firing.reached_on), timeout=LATEST
    )


def test_a_company_of_no_list_is_shown_in_a_chart_that_stays_with_it(
    charted: Opened, qtbot: QtBot
) -> None:
    listed = {number for each in charted.overview.watchlists for number in each.companies}
    stray = next((each for each in charted.overview.companies if each not in listed), None)
    if stray is None:
        pytest.skip("every company is on a list")
    charted.desk._show_at(stray, date(2026, 3, 2))
    assert chart_of(charted).options.company == stray


def test_acknowledging_in_the_strip_takes_the_bell_away(
    charted: Opened, filled: Profile, qtbot: QtBot
) -> None:
    firing = log_firing(filled, charted)
    come(charted, qtbot)
    qtbot.waitUntil(lambda: (firing.company_id or 0) in charted.overview.unseen, timeout=LATEST)
    QTest.mouseClick(strip_of(charted).seen_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: (firing.company_id or 0) not in charted.overview.unseen, timeout=LATEST)
    with closing(open_user(filled.user_db)) as user:
        stored = {each.id: each.seen_at for each in firings(user)}
    assert stored[firing.id] is not None


def test_acknowledging_in_the_log_takes_the_strip_away(
    charted: Opened, filled: Profile, qtbot: QtBot
) -> None:
    firing = log_firing(filled, charted)
    come(charted, qtbot)
    panel = log_of(charted)
    qtbot.waitUntil(lambda: panel._model.row_of(firing.id) is not None, timeout=LATEST)
    panel.point_at(firing.id)
    QTest.keyClick(panel.table, Key.Key_Space)
    assert not strip_of(charted).isVisible()

    def is_seen() -> bool:
        row = panel._model.row_of(firing.id)
        found = panel._model.firing(row) if row is not None else None
        return found is not None and found.seen_at is not None

    qtbot.waitUntil(is_seen, timeout=LATEST)
    QTest.mouseClick(panel._mark, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not charted.overview.unseen, timeout=LATEST)
    qtbot.waitUntil(lambda: not panel._mark.isEnabled(), timeout=LATEST)


def test_a_rule_is_snoozed_from_the_strip_and_told_again_by_undo(
    charted: Opened, filled: Profile, qtbot: QtBot
) -> None:
    with closing(open_user(filled.user_db)) as user:
        rule = all_rules(user)[0]
    log_firing(filled, charted, rule_id=rule.id)
    come(charted, qtbot)

    def quiet() -> bool:
        with closing(open_user(filled.user_db)) as user:
            found = rule_with_id(user, rule.id)
        return found is not None and found.is_snoozed(datetime.now(UTC))

    QTest.mouseClick(strip_of(charted).snooze_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(quiet, timeout=LATEST)
    assert not strip_of(charted).isVisible()
    undo = charted.window.actions_["undo"]
    qtbot.waitUntil(undo.isEnabled, timeout=LATEST)
    undo.trigger()
    qtbot.waitUntil(lambda: not quiet(), timeout=LATEST)


def snoozing(charted: Opened, filled: Profile, qtbot: QtBot) -> int:
    """Let a rule about everything fire, and return its id."""
    with closing(open_user(filled.user_db)) as user:
        one = all_rules(user)[0]
        rule = add_rule(user, replace(one, id=0, target_id=None, subject=Subject(Scope.EVERYTHING)))
    log_firing(filled, charted, rule_id=rule.id, condition="rsi(14) >= 70")
    come(charted, qtbot)
    return rule.id


def test_snoozing_an_alert_about_everything_says_so_and_until_when(
    charted: Opened, filled: Profile, qtbot: QtBot
) -> None:
    snoozing(charted, filled, qtbot)
    button = strip_of(charted).snooze_button
    assert button.text() == "Snooze “rsi(14) >= 70” for all, 1 day"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    status = charted.window.status
    qtbot.waitUntil(lambda: status.currentMessage().startswith("Snoozed until "), timeout=LATEST)
    assert charted.window.actions_["undo"].isEnabled()
    assert not strip_of(charted).isVisible()


def full(*_: object) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def test_the_strip_comes_back_where_snoozing_could_not_be_stored(
    charted: Opened, filled: Profile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    snoozing(charted, filled, qtbot)
    monkeypatch.setattr("gridwatch.services.edits.apply", full)
    QTest.mouseClick(strip_of(charted).snooze_button, Qt.MouseButton.LeftButton)
    assert not strip_of(charted).isVisible()
    qtbot.waitUntil(strip_of(charted).isVisible, timeout=LATEST)
    assert charted.window.message.isVisible()


def test_the_strip_comes_back_where_marking_could_not_be_stored(
    charted: Opened, filled: Profile, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    firing = log_firing(filled, charted)
    come(charted, qtbot)
    monkeypatch.setattr("gridwatch.runtime.session.mark_seen", full)
    strip = strip_of(charted)
    QTest.mouseClick(strip.seen_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(charted.window.message.isVisible, timeout=LATEST)
    assert strip.isVisible()
    assert [each.id for each in strip.firings] == [firing.id]
    log_of(charted).acknowledge_all()
    charted.window.message.dismiss()
    qtbot.waitUntil(charted.window.message.isVisible, timeout=LATEST)
    assert [each.id for each in strip.firings] == [firing.id]


def test_marking_what_is_found_leaves_what_the_search_hides_new(
    charted: Opened, filled: Profile, qtbot: QtBot
) -> None:
    one, other = log_firing(filled, charted, 1), log_firing(filled, charted, 2)
    come(charted, qtbot)
    panel = log_of(charted)
    panel.filters.search.setText(one.symbol)
    qtbot.waitUntil(lambda: [e.id for e in panel._page.firings] == [one.id], timeout=LATEST)
    assert panel._mark.text() == "Mark these as seen"
    QTest.mouseClick(panel._mark, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [e.id for e in strip_of(charted).firings] == [other.id], timeout=LATEST)
    with closing(open_user(filled.user_db)) as user:
        new = {each.id for each in firings(user) if each.seen_at is None}
    assert other.id in new
    assert one.id not in new


def test_what_came_while_no_window_was_open_is_told_once(
    charted: Opened, filled: Profile, qtbot: QtBot
) -> None:
    strip = strip_of(charted)
    assert not strip.isVisible()
    charted.session.read_missed()
    qtbot.waitUntil(strip.isVisible, timeout=LATEST)
    assert strip.label.text().startswith("While GridWatch was closed: ")
    strip.dismiss()
    with closing(open_user(filled.user_db)) as user:
        assert last_announced(user) == strip_top(user)
    log_firing(filled, charted)
    come(charted, qtbot)
    assert len(strip.firings) == 1
    with closing(open_user(filled.user_db)) as user:
        assert last_announced(user) == strip_top(user)


def strip_top(user: sqlite3.Connection) -> int:
    return max(each.id for each in firings(user))


def test_the_tab_of_the_log_counts_what_is_new(
    charted: Opened, filled: Profile, qtbot: QtBot
) -> None:
    dock = charted.window.dock("firings")
    qtbot.waitUntil(lambda: dock.windowTitle() == "Alert log (1)", timeout=LATEST)
    assert dock.toggleViewAction().text() == "Alert log"
    log_firing(filled, charted)
    come(charted, qtbot)
    qtbot.waitUntil(lambda: dock.windowTitle() == "Alert log (2)", timeout=LATEST)
    log_of(charted).acknowledge_all()
    qtbot.waitUntil(lambda: dock.windowTitle() == "Alert log", timeout=LATEST)


def test_quiet_firings_are_logged_and_told_nowhere(
    charted: Opened, filled: Profile, qtbot: QtBot
) -> None:
    firing = log_firing(filled, charted, 2, quiet=Quiet.MUTED)
    with qtbot.waitSignal(charted.session.fired, timeout=LATEST):
        charted.desk._take(wire.Changed(firings=(firing.id,)))
    panel = log_of(charted)
    qtbot.waitUntil(lambda: panel._model.row_of(firing.id) is not None, timeout=LATEST)
    assert not strip_of(charted).isVisible()
    assert (firing.company_id or 0) not in charted.overview.unseen


def test_the_key_brings_the_log_to_the_front_with_its_search(charted: Opened, qtbot: QtBot) -> None:
    charted.window.dock("firings").hide()
    charted.window.actions_["log"].trigger()
    assert charted.window.dock("firings").isVisible()
    charted.window.activateWindow()
    qtbot.waitUntil(log_of(charted).filters.search.hasFocus)


def test_the_key_for_searching_is_that_of_the_panel_with_the_focus(
    charted: Opened, qtbot: QtBot
) -> None:
    window, panel = charted.window, log_of(charted)
    window.dock("firings").raise_()
    window.activateWindow()
    panel.table.setFocus()
    qtbot.waitUntil(panel.table.hasFocus)
    QTest.keyClick(panel.table, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.filters.search.hasFocus()
    window.watchlist.table.setFocus()
    QTest.keyClick(window.watchlist.table, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert not panel.filters.search.hasFocus()
    assert window.watchlist._filter.hasFocus()


def test_a_key_shows_the_newest(charted: Opened, filled: Profile, qtbot: QtBot) -> None:
    firing = log_firing(filled, charted)
    come(charted, qtbot)
    company, day = firing.company_id or 0, firing.reached_on
    charted.window.actions_["newest"].trigger()
    panel = chart_of(charted)
    qtbot.waitUntil(lambda: shown_at(panel, company, day), timeout=LATEST)
    # With nothing in the strip it is the top of the log.
    charted.window.watchlist.select_company(charted.listed[0])
    qtbot.waitUntil(lambda: not shown_at(panel, company, day), timeout=LATEST)
    charted.window.actions_["newest"].trigger()
    qtbot.waitUntil(lambda: shown_at(panel, company, day), timeout=LATEST)


def test_searching_finds_by_name_in_any_language_symbol_and_amount(
    charted: Opened, filled: Profile, qtbot: QtBot
) -> None:
    firing = log_firing(filled, charted)
    log_firing(filled, charted, 2, level=firing.level * 2, condition="cap >= 200bn CNY")
    read(charted, qtbot)
    company = charted.overview.companies[firing.company_id or 0].company
    panel = log_of(charted)
    for text in (company.native_name, company.primary, f"{company.name} 100bn"):
        panel.filters.search.setText(text)
        qtbot.waitUntil(lambda: [e.id for e in panel._page.firings] == [firing.id], timeout=LATEST)
        panel.filters.search.clear()
        qtbot.waitUntil(lambda: len(panel._page.firings) == 3, timeout=LATEST)


def test_the_log_is_written_into_a_file(charted: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    out = tmp_path / "log.csv"
    log_of(charted)._export_to(out)
    qtbot.waitUntil(out.exists, timeout=LATEST)
    qtbot.waitUntil(lambda: str(out) in charted.window.status.currentMessage(), timeout=LATEST)
    log_of(charted)._export_to(tmp_path / "nowhere" / "log.csv")
    qtbot.waitUntil(charted.window.message.isVisible, timeout=LATEST)


def test_names_follow_the_language_in_log_and_strip(
    charted: Opened, filled: Profile, qtbot: QtBot
) -> None:
    firing = log_firing(filled, charted)
    come(charted, qtbot)
    company = charted.overview.companies[firing.company_id or 0].company
    charted.desk.choose("language", "zh_CN")
    qtbot.waitUntil(
        lambda: strip_of(charted).label.text().startswith(company.native_name), timeout=LATEST
    )
    panel = log_of(charted)
    row = panel._model.row_of(firing.id)
    assert row is not None
    assert panel._model.index(row, 1).data() == company.native_name


def test_a_log_of_twenty_thousand_is_read_as_far_as_one_looks(
    charted: Opened, filled: Profile, qtbot: QtBot
) -> None:
    like = log_firing(filled, charted)
    with closing(open_user(filled.user_db)) as user, transaction(user):
        user.execute(
            "WITH RECURSIVE more (number) AS"
            " (SELECT 1 UNION ALL SELECT number + 1 FROM more WHERE number < 20000)"
            " INSERT INTO firing (company_id, symbol, name, condition, measure, level, unit, value,"
            " reached_at, reached_on, sight, spot, source, noticed_at, seen_at)"
            " SELECT company_id, symbol, name, condition, measure, level, unit, value,"
            " printf('%04d-01-01T00:00:00.000000+00:00', 1000 + number % 900), reached_on, sight,"
            " spot, source, noticed_at, noticed_at FROM firing, more WHERE id = ?",
            (like.id,),
        )
    panel = log_of(charted)
    opened_before = len(panel._page.firings)
    assert opened_before <= 2
    panel.reask()
    qtbot.waitUntil(lambda: panel._page.logged == 20_002, timeout=LATEST)
    assert panel._model.rowCount() == PAGE
    panel.table.scrollToBottom()
    qtbot.waitUntil(lambda: panel._model.rowCount() == 2 * PAGE, timeout=LATEST)
    charted.desk._charts.all_due()
    with qtbot.waitSignal(charted.desk.series_shown, timeout=LATEST):
        charted.window.watchlist.select_company(like.company_id or 0)

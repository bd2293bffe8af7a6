"""The window on a filled profile: shown, edited, undone, restyled, remembered."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from gridwatch import wire
from gridwatch.domain.money import Money
from gridwatch.services.edits import Choose, RemoveCompanies, RemoveWatchlist, SetTarget
from gridwatch.store.database import open_user
from gridwatch.store.user.firings import Firing, add_firing, firings
from gridwatch.ui.look import look_now
from gridwatch.ui.memory import Memory
from gridwatch.ui.window import Window
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from gridwatch.places import Profile

# The offscreen platform says of some calls that it does nothing.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def change(opened: Opened, qtbot: QtBot, act: object) -> None:
    """Do something and wait until the overview has been read again."""
    with qtbot.waitSignal(opened.session.overview_read, timeout=10_000):
        act()  # type: ignore[operator]


def test_it_says_on_every_part_that_the_market_is_simulated(opened: Opened) -> None:
    window = opened.window
    assert "Simulated market" in window.windowTitle()
    assert window.simulated_strip.isVisible()
    assert "invented" in window.simulated_strip.label.text()
    chart = window.dock("chart")
    assert "Simulated" not in chart.windowTitle()
    chart.setFloating(True)
    assert "Simulated market" in chart.windowTitle()
    chart.setFloating(False)
    assert "Simulated" not in chart.windowTitle()


def test_each_row_of_tabs_stands_over_docks_however_often_they_are_laid_out(
    opened: Opened, qtbot: QtBot
) -> None:
    window = opened.window
    own = Qt.FindChildOption.FindDirectChildrenOnly

    def rows() -> list[int]:
        bars = window.findChildren(QTabBar, options=own)
        return sorted(each.count() for each in bars if each.isVisible())

    # The watchlist and the portfolio; the log, the rules, the thesis and the reviews.
    qtbot.waitUntil(lambda: rows() == [2, 4])
    for _ in range(2):
        window.lay_out()
        qtbot.waitUntil(lambda: rows() == [2, 4])
    window.dock("milestones").show()
    qtbot.waitUntil(lambda: rows() == [3, 4])


def test_a_removal_is_stored_undone_and_made_again(opened: Opened, qtbot: QtBot) -> None:
    before = opened.listed
    gone = before[:3]
    list_id = opened.overview.watchlists[0].id
    undo = opened.window.actions_["undo"]
    assert not undo.isEnabled()
    change(opened, qtbot, lambda: opened.desk.edit(RemoveCompanies(gone, list_id)))
    assert opened.listed == before[3:]
    assert undo.text() == "Undo: removing 3 companies"
    change(opened, qtbot, undo.trigger)
    assert opened.listed == before
    assert not undo.isEnabled()
    change(opened, qtbot, opened.window.actions_["redo"].trigger)
    assert opened.listed == before[3:]
    assert undo.isEnabled()


def test_a_target_set_from_the_row_reaches_the_row_and_can_be_taken_back(
    opened: Opened, qtbot: QtBot
) -> None:
    company = opened.listed[0]
    wanted = Money(Decimal(500_000_000_000), "CNY")
    change(
        opened,
        qtbot,
        lambda: opened.window.watchlist.edited.emit(SetTarget(company, wanted)),
    )
    amounts = {each.target.amount for each in opened.overview.companies[company].rungs}
    assert wanted.amount in amounts
    assert opened.window.actions_["undo"].text().startswith("Undo: target of ")
    change(opened, qtbot, opened.desk.undo)
    amounts = {each.target.amount for each in opened.overview.companies[company].rungs}
    assert wanted.amount not in amounts


def test_an_edit_that_cannot_be_made_says_so_and_changes_nothing(
    opened: Opened, qtbot: QtBot
) -> None:
    first, second = opened.overview.watchlists[:2]
    change(opened, qtbot, lambda: opened.desk.edit(RemoveWatchlist(second.id)))
    assert not opened.window.message.isVisible()
    opened.desk.edit(RemoveWatchlist(first.id))
    qtbot.waitUntil(opened.window.message.isVisible)
    assert first.name in opened.window.message.words
    assert "only list" in opened.window.message.words
    assert opened.overview.watchlists[0].companies == first.companies
    change(opened, qtbot, opened.desk.undo)
    assert not opened.window.message.isVisible()
    assert [each.id for each in opened.overview.watchlists] == [first.id, second.id]


def test_an_undo_or_redo_that_failed_can_be_tried_again(opened: Opened, qtbot: QtBot) -> None:
    before = opened.listed
    list_id = opened.overview.watchlists[0].id
    change(opened, qtbot, lambda: opened.desk.edit(RemoveCompanies(before[:1], list_id)))
    for walk, other, expected in (("undo", "redo", before), ("redo", "undo", before[1:])):
        action = opened.window.actions_[walk]
        only_read(opened, qtbot, "ON")
        action.trigger()
        qtbot.waitUntil(opened.window.message.isVisible)
        assert action.isEnabled()
        assert not opened.window.actions_[other].isEnabled()
        only_read(opened, qtbot, "OFF")
        change(opened, qtbot, action.trigger)
        assert opened.listed == expected
        assert not action.isEnabled()


def only_read(opened: Opened, qtbot: QtBot, switch: str) -> None:
    """Let the file refuse every edit, or take them again."""
    done: list[object] = []
    opened.session._lane.run(
        lambda: opened.session._user.execute(f"PRAGMA query_only = {switch}"),
        done.append,
        done.append,
    )
    qtbot.waitUntil(lambda: bool(done))


def test_the_language_changes_at_once_and_the_choice_is_kept(opened: Opened, qtbot: QtBot) -> None:
    change(opened, qtbot, lambda: opened.desk.choose("language", "zh_CN"))
    assert opened.overview.preferences.language == "zh_CN"
    assert "亿" in opened.desk._look.phrases.compact(1e11, "CNY")
    # Settings are changed back where they were set, not by undo.
    assert not opened.window.actions_["undo"].isEnabled()


def test_a_theme_that_was_picked_goes_before_the_one_named_at_the_start(
    opened: Opened, qtbot: QtBot
) -> None:
    assert not opened.desk._look.tones.dark
    change(opened, qtbot, lambda: opened.desk.edit(Choose("theme", "dark")))
    assert not opened.desk._look.tones.dark
    change(opened, qtbot, lambda: opened.desk.choose("theme", "light"))
    change(opened, qtbot, lambda: opened.desk.choose("theme", "dark"))
    assert opened.desk._look.tones.dark


def test_what_the_collector_stored_is_read_and_shown(opened: Opened, qtbot: QtBot) -> None:
    changed = wire.Changed(quotes=(opened.overview.companies[opened.listed[0]].company.primary,))
    change(opened, qtbot, lambda: opened.desk._take(changed))


def test_only_new_firings_are_announced(opened: Opened, qtbot: QtBot, filled: Profile) -> None:
    announced: list[tuple[Firing, ...]] = []
    read: list[None] = []
    opened.session.fired.connect(announced.append)
    opened.session.logged.connect(lambda: read.append(None))
    opened.session.read_firings()
    qtbot.waitUntil(lambda: len(read) == 1)
    assert not announced
    add_another(filled)
    opened.desk._take(wire.Changed(firings=(1000,)))
    qtbot.waitUntil(lambda: bool(announced))
    assert [each.name for each in announced[0]] == ["New Crossing"]
    opened.session.read_firings()
    qtbot.waitUntil(lambda: len(read) == 3)
    assert len(announced) == 1


def test_a_firing_is_told_before_anything_is_read_again(
    opened: Opened, qtbot: QtBot, filled: Profile
) -> None:
    with qtbot.waitSignal(opened.session.logged):
        opened.session.read_firings()
    add_another(filled)
    order: list[str] = []
    opened.session.fired.connect(lambda _: order.append("fired"))
    opened.session.overview_read.connect(lambda _: order.append("overview"))
    opened.desk._take(wire.Changed(firings=(1000,)))
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["fired", "overview"], "and counted in the list a little later"
    add_another(filled, hours=2)
    order.clear()
    opened.desk._take(wire.Changed(quotes=("GEV",), firings=(1001,)))
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["fired", "overview"]


def add_another(profile: Profile, hours: int = 1) -> None:
    with closing(open_user(profile.user_db)) as user:
        like = firings(user)[-1]
        later = like.reached_at + timedelta(hours=hours)
        add_firing(user, replace(like, name="New Crossing", reached_at=later))


def test_the_chart_shows_the_company_that_is_selected(opened: Opened, qtbot: QtBot) -> None:
    opened.window.watchlist.select_company(opened.listed[1])
    with qtbot.waitSignal(opened.desk.series_shown, timeout=20_000):
        opened.desk.start_charts({})
    chart = opened.window.chart
    assert chart is not None
    assert chart.view is not None
    assert chart.view.company.id == opened.listed[1]
    with qtbot.waitSignal(opened.desk.series_shown, timeout=20_000):
        opened.window.watchlist.select_company(opened.listed[2])
    assert chart.view.company.id == opened.listed[2]


def test_a_newer_reading_brings_the_chart_up_to_date_whatever_came_between(
    opened: Opened, qtbot: QtBot
) -> None:
    company = opened.listed[1]
    opened.window.watchlist.select_company(company)
    with qtbot.waitSignal(opened.desk.series_shown, timeout=20_000):
        opened.desk.start_charts({})
    view = opened.overview.companies[company]
    newer = replace(view, stale=not view.stale)
    shown = dict(opened.overview.companies)
    shown[company] = newer
    opened.desk._show_overview(replace(opened.overview, companies=shown))
    assert opened.window.chart is not None
    assert opened.window.chart.view is newer


def test_the_layout_is_remembered(
    opened: Opened, app: QApplication, qtbot: QtBot, filled: Profile
) -> None:
    window = opened.window
    window.resize(720, 560)  # the offscreen screen has 800 x 800
    window.dock("firings").hide()
    window.toggle_groups()
    second = opened.overview.watchlists[1].id
    window.watchlist.choose_list(second)
    chosen = opened.overview.watchlists[1].companies[2]
    window.watchlist.select_company(chosen)
    window.remember(Memory(filled.layout))
    other = Window(filled, look_now(app, opened.overview.preferences, "en", "light"))
    qtbot.addWidget(other)
    other.show_overview(opened.overview)
    other.restore(Memory(filled.layout))
    other.show()
    assert other.size() == window.size()
    assert not other.dock("firings").isVisible()
    assert other.dock("watchlist").isVisible()
    assert other.simulated_strip.isVisible()
    assert not other.message.isVisible()
    assert other.watchlist.save_state()["grouped"] == "1"
    assert other.watchlist.save_state()["list"] == str(second)
    assert other.watchlist.current_company() == chosen
    other.lay_out()
    assert other.dock("firings").isVisible()


def test_the_first_start_shows_the_alert_log_before_thesis_and_reviews(
    opened: Opened, app: QApplication, qtbot: QtBot, filled: Profile, tmp_path: Path
) -> None:
    """So it is too where a layout is remembered that knows neither of them."""
    memory = Memory(tmp_path / "layout.ini")
    for known in ("", "watchlist firings rules milestones"):
        if known:
            opened.window.remember(memory)
            memory.keep_texts("window", {"company": "", "docks": known})
        window = Window(filled, look_now(app, opened.overview.preferences, "en", "light"))
        qtbot.addWidget(window)
        window.restore(memory)
        window.show()
        qtbot.waitUntil(partial(_is_log_in_front, window))
        assert window.dock("milestones").isHidden()


def _is_log_in_front(window: Window) -> bool:
    names = ("firings", "rules", "thesis", "reviews")
    seen = [each for each in names if not window.dock(each).visibleRegion().isEmpty()]
    return seen == ["firings"]


def test_every_action_has_words_and_a_verb(opened: Opened) -> None:
    from gridwatch.ui.actions import ENTRIES

    for entry in ENTRIES:
        assert opened.window.actions_[entry.id].text()
        assert entry.id in opened.desk._verbs
        if entry.icon:
            assert not opened.window.actions_[entry.id].icon().isNull()


def test_the_first_company_is_selected_where_none_is_remembered(
    opened: Opened, filled: Profile
) -> None:
    opened.window.restore(Memory(filled.root / "none.ini"))
    assert opened.window.watchlist.current_company() == opened.listed[0]

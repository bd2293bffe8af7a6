"""Alerts in the window: made from everywhere, read when seen, undone and made again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from gridwatch import wire
from gridwatch.domain.alert.grammar import condition_text, parse_condition
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.alert.sight import Quiet
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.figures import FigureSeries
from gridwatch.services.portfolio.account_edits import AddAccount, AddSecurity
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.services.rule_edits import AddRule
from gridwatch.services.thesis.claim_edits import AddClaim
from gridwatch.services.thesis.figure_edits import AddSeries
from gridwatch.services.thesis.theme_edits import AddTheme
from gridwatch.store.user.rules import all_rules
from gridwatch.ui.alerts.columns import COLUMNS, PLACES
from gridwatch.ui.alerts.dialog import RuleDialog
from gridwatch.ui.alerts.panel import RulesPanel
from gridwatch.ui.memory import Memory
from tests.ui.conftest import Opened, firing_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("without_example"),
]


def rules(opened: Opened, qtbot: QtBot) -> list[Rule]:
    """Return the stored rules that no target made, as the lane of the file reads them."""
    found, missed = list[tuple[Rule, ...]](), list[Exception]()
    session = opened.session
    session._lane.run(lambda: all_rules(session._user), found.append, missed.append)
    qtbot.waitUntil(lambda: bool(found))
    return [each for each in found[0] if each.target_id is None]


def texts(opened: Opened, qtbot: QtBot) -> list[str]:
    return [condition_text(each.condition) for each in rules(opened, qtbot)]


def change(opened: Opened, qtbot: QtBot, act: object) -> None:
    with qtbot.waitSignal(opened.session.overview_read, timeout=10_000):
        act()  # type: ignore[operator]


def only_read(opened: Opened, qtbot: QtBot, switch: str) -> None:
    """Let the file refuse every edit, or take them again."""
    done: list[object] = []
    opened.session._lane.run(
        lambda: opened.session._user.execute(f"PRAGMA query_only = {switch}"),
        done.append,
        done.append,
    )
    qtbot.waitUntil(lambda: bool(done))


def dialog_of(opened: Opened) -> RuleDialog:
    (dialog,) = (e for e in opened.window.findChildren(RuleDialog) if e.isVisible())
    return dialog


def box_of(panel: RulesPanel) -> QMessageBox:
    (box,) = (e for e in panel.findChildren(QMessageBox) if e.isVisible())
    return box


def seen(opened: Opened, qtbot: QtBot) -> RulesPanel:
    """Look at the rules."""
    opened.window.dock("rules").show()
    opened.window.dock("rules").raise_()
    qtbot.waitUntil(lambda: opened.window.rules is not None)
    panel = opened.window.rules
    assert panel is not None
    qtbot.waitUntil(lambda: panel._model.count > 0, timeout=10_000)
    return panel


def test_an_amount_and_enter_make_an_alert_that_is_undone_and_made_again(
    opened: Opened, qtbot: QtBot
) -> None:
    company = opened.listed[1]
    opened.window.watchlist.select_company(company)
    opened.window.actions_["alert"].trigger()
    dialog = dialog_of(opened)
    assert dialog.picker.subject() == Subject(Scope.COMPANY, company)
    level = dialog.builder.rows()[0].level
    QTest.keyClicks(level, "950bn CNY")
    change(opened, qtbot, lambda: QTest.keyClick(level, Qt.Key.Key_Return))
    (made,) = rules(opened, qtbot)
    assert condition_text(made.condition) == "cap >= 950bn CNY"
    assert made.subject == Subject(Scope.COMPANY, company)
    undo, redo = opened.window.actions_["undo"], opened.window.actions_["redo"]
    assert undo.text().startswith("Undo: new alert for ")
    change(opened, qtbot, undo.trigger)
    assert rules(opened, qtbot) == []
    change(opened, qtbot, redo.trigger)
    assert texts(opened, qtbot) == ["cap >= 950bn CNY"]


def test_the_row_menu_asks_about_its_company(opened: Opened, qtbot: QtBot) -> None:
    company = opened.listed[2]
    opened.window.watchlist.select_company(company)
    opened.window.watchlist.table.new_alert()
    assert dialog_of(opened).picker.subject() == Subject(Scope.COMPANY, company)


def test_anybody_can_open_the_dialog_with_something_in_it(opened: Opened) -> None:
    dialog = opened.desk.alerts.open(Subject(Scope.EVERYTHING), "price >= 12 EUR")
    assert dialog.line.text() == "price >= 12 EUR"
    assert dialog.picker.subject() == Subject(Scope.EVERYTHING)


def test_rules_are_read_only_while_somebody_looks(opened: Opened, qtbot: QtBot) -> None:
    opened.window.dock("rules").hide()
    change(opened, qtbot, opened.session.reread)
    assert opened.window.rules is None
    panel = seen(opened, qtbot)
    of_targets = [each for each in panel._model.views if each.rule.target_id is not None]
    assert len(of_targets) == panel._model.count


def test_rules_are_muted_deleted_and_brought_back(opened: Opened, qtbot: QtBot) -> None:
    panel = seen(opened, qtbot)
    now = panel._model.scene.now
    for text in ("day >= 5%", "day <= -5%"):
        made = Rule(0, Subject(Scope.EVERYTHING), parse_condition(text), now, now)
        change(opened, qtbot, lambda made=made: opened.desk.edit(AddRule(made)))
    numbers = [each.id for each in rules(opened, qtbot)]
    qtbot.waitUntil(lambda: panel._model.place_of(numbers[-1]) is not None)
    panel.table.point_at(numbers[0])
    change(opened, qtbot, lambda: QTest.keyClick(panel.table, Qt.Key.Key_M))
    assert [each.muted for each in rules(opened, qtbot)] == [True, False]
    assert opened.window.actions_["undo"].text() == "Undo: muting an alert"
    change(opened, qtbot, opened.desk.undo)
    assert [each.muted for each in rules(opened, qtbot)] == [False, False]
    panel.table.selectAll()
    count = panel._model.count
    panel.act("remove")
    change(opened, qtbot, lambda: box_of(panel).accept())
    assert rules(opened, qtbot) == []
    qtbot.waitUntil(lambda: panel._model.count == 0)
    assert opened.window.actions_["undo"].text() == f"Undo: changing {count} alerts"
    change(opened, qtbot, opened.desk.undo)
    assert [each.id for each in rules(opened, qtbot)] == numbers
    qtbot.waitUntil(lambda: panel._model.count == count)


def test_a_target_that_goes_with_its_alert_is_told_and_undone(opened: Opened, qtbot: QtBot) -> None:
    panel = seen(opened, qtbot)
    (first, *_) = (e for e in panel._model.views if e.rule.target_id is not None)
    company, count = first.rule.subject.number, panel._model.count
    rungs = len(opened.desk._overview.companies[company].rungs)
    panel.table.point_at(first.rule.id)
    change(opened, qtbot, lambda: QTest.keyClick(panel.table, Qt.Key.Key_Delete))
    qtbot.waitUntil(lambda: panel._model.count == count - 1)
    assert len(opened.desk._overview.companies[company].rungs) == rungs - 1
    said = opened.window.status.currentMessage()
    assert said.startswith("The target ")
    assert said.endswith(" is gone as well. Undo: Ctrl+Z")
    change(opened, qtbot, opened.desk.undo)
    qtbot.waitUntil(lambda: panel._model.count == count)
    assert len(opened.desk._overview.companies[company].rungs) == rungs


def test_an_alert_is_edited_from_the_panel(opened: Opened, qtbot: QtBot) -> None:
    panel = seen(opened, qtbot)
    now = panel._model.scene.now
    subject = Subject(Scope.COMPANY, opened.listed[0])
    rule = Rule(0, subject, parse_condition("day >= 5%"), now, now)
    change(opened, qtbot, lambda: opened.desk.edit(AddRule(rule)))
    (made,) = rules(opened, qtbot)
    qtbot.waitUntil(lambda: panel._model.place_of(made.id) is not None)
    panel.table.point_at(made.id)
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    dialog = dialog_of(opened)
    assert dialog.line.text() == "day >= 5%"
    dialog.put("day >= 7%")
    change(opened, qtbot, dialog.accept)
    assert texts(opened, qtbot) == ["day >= 7%"]
    change(opened, qtbot, opened.desk.undo)
    assert texts(opened, qtbot) == ["day >= 5%"]


def test_the_alert_of_a_target_is_changed_where_the_target_is(opened: Opened, qtbot: QtBot) -> None:
    panel = seen(opened, qtbot)
    listed = opened.overview.companies
    view = next(
        each for each in panel._model.views
        if each.rule.target_id is not None and each.rule.subject.number in opened.listed
    )  # fmt: skip
    panel.table.point_at(view.rule.id)
    QTest.keyClick(panel.table, Qt.Key.Key_F2)
    editor = opened.window.watchlist.table.target_editor
    assert editor.isVisible()
    assert opened.window.watchlist.current_company() == view.rule.subject.number
    target = next(
        each.target for each in listed[view.rule.subject.number].rungs
        if each.target.id == view.rule.target_id
    )  # fmt: skip
    assert editor._target == target


def test_the_palette_selects_companies_runs_actions_and_makes_alerts(
    opened: Opened, qtbot: QtBot
) -> None:
    window = opened.window
    window.actions_["palette"].trigger()
    palette = opened.desk.alerts.open_palette()
    wanted = opened.overview.companies[opened.listed[4]].company
    QTest.keyClicks(palette.line, wanted.primary)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.watchlist.current_company() == wanted.id
    opened.desk.alerts.open_palette()
    QTest.keyClicks(palette.line, "alert: day >= 9%")
    change(opened, qtbot, lambda: QTest.keyClick(palette.line, Qt.Key.Key_Return))
    (made,) = rules(opened, qtbot)
    assert made.subject == Subject(Scope.COMPANY, wanted.id)
    opened.desk.alerts.open_palette()
    QTest.keyClicks(palette.line, "USDCNY >= 9")
    change(opened, qtbot, lambda: QTest.keyClick(palette.line, Qt.Key.Key_Return))
    assert rules(opened, qtbot)[1].subject == Subject(Scope.RATE, key="USDCNY")
    opened.desk.alerts.open_palette()
    QTest.keyClicks(palette.line, "alert: dya >= 9%")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    dialog = dialog_of(opened)
    assert dialog.line.marked() == "dya"
    dialog.reject()
    opened.desk.alerts.open_palette()
    QTest.keyClicks(palette.line, "group by")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.watchlist.save_state()["grouped"] == "1"


def test_firings_and_prices_have_the_rules_read_again_calmly(opened: Opened, qtbot: QtBot) -> None:
    seen(opened, qtbot)
    readings = list[object]()
    opened.session.rules_read.connect(readings.append)
    opened.desk.alerts._pause.setInterval(400)
    opened.desk.alerts._pause.start()
    for _ in range(5):
        change(opened, qtbot, lambda: opened.desk._take(wire.Changed(quotes=("X",), firings=(1,))))
    assert len(readings) <= 1
    qtbot.waitUntil(lambda: len(readings) >= 1, timeout=10_000)
    assert len(readings) <= 2


def test_another_look_reaches_the_panel(opened: Opened, qtbot: QtBot) -> None:
    panel = seen(opened, qtbot)
    change(opened, qtbot, lambda: opened.desk.choose("language", "zh_CN"))
    qtbot.waitUntil(lambda: "亿" in str(panel._model.index(0, 2).data()))


def test_a_layout_that_knows_no_alerts_gets_them_behind_the_log(
    opened: Opened, tmp_path: Path
) -> None:
    window = opened.window
    memory = Memory(tmp_path / "layout.ini")
    window.remember(memory)
    memory.keep_texts("window", {"company": "", "docks": "watchlist firings"})
    window.restore(memory)
    assert window.dock("firings") in window.tabifiedDockWidgets(window.dock("rules"))


def test_columns_are_remembered_also_where_nobody_looked(opened: Opened, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "layout.ini")
    memory.keep_texts("rules", {"columns": "", "sort": "gap falling"})
    opened.window.restore(memory)
    opened.window.remember(memory)
    assert memory.texts_of("rules")["sort"] == "gap falling"


def test_the_dialog_of_channels_is_opened_once_and_its_setting_is_stored(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    opened.window.actions_["channels"].trigger()
    telling = opened.desk.telling
    dialog = telling.open(opened.desk._look, opened.overview.preferences)
    assert dialog.isVisible()
    for wanted in (False, True):
        change(opened, qtbot, lambda on=wanted: dialog.sound_switched.emit(on))
        assert opened.overview.preferences.sound is wanted
    dialog.close()


def test_new_firings_ring_where_they_may_be_heard(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung = list[object]()

    def ring(_: object) -> bool:
        rung.append(1)
        return True

    monkeypatch.setattr("gridwatch.ui.sound.Sound.ring", ring)
    told = firing_of(opened.overview.companies[opened.listed[0]].company)
    on = opened.overview.preferences
    telling = opened.desk.telling
    assert telling.ring([told], on)
    assert not telling.ring([replace(told, quiet=Quiet.MUTED)], on)
    assert not telling.ring([replace(told, sound=False)], on)
    assert not telling.ring([told], replace(on, sound=False))
    assert len(rung) == 1


def test_an_alert_that_could_not_be_stored_is_asked_for_again(opened: Opened, qtbot: QtBot) -> None:
    only_read(opened, qtbot, "ON")
    dialog = opened.desk.alerts.open(text="day >= 5%")
    dialog.options.name.setText("Kept")
    dialog.accept()
    qtbot.waitUntil(opened.window.message.isVisible)
    again = dialog_of(opened)
    assert again is not dialog
    assert again.line.text() == "day >= 5%"
    assert again.options.name.text() == "Kept"
    only_read(opened, qtbot, "OFF")
    change(opened, qtbot, again.accept)
    assert [each.name for each in rules(opened, qtbot)] == ["Kept"]
    assert not opened.window.message.isVisible()


def test_the_alert_that_was_just_made_is_pointed_at(opened: Opened, qtbot: QtBot) -> None:
    panel = seen(opened, qtbot)
    dialog = opened.desk.alerts.open(text="day >= 5%")
    change(opened, qtbot, dialog.accept)
    (made,) = rules(opened, qtbot)
    qtbot.waitUntil(lambda: [each.id for each in panel.table.chosen()] == [made.id])
    # Not when it comes from elsewhere.
    elsewhere = Rule(0, made.subject, parse_condition("day >= 6%"), made.since, made.since)
    count = panel._model.count
    change(opened, qtbot, lambda: opened.desk.edit(AddRule(elsewhere)))
    qtbot.waitUntil(lambda: panel._model.count == count + 1)
    assert [each.id for each in panel.table.chosen()] == [made.id]


def test_a_rule_of_a_claim_names_it_and_leads_to_it(opened: Opened, qtbot: QtBot) -> None:
    company = opened.listed[1]
    about = About(company)
    now = datetime.now(UTC)
    claim = Claim(0, about, "Margins hold", now, test="gross_margin < 28% for 2 quarters")
    series = FigureSeries(0, about, "gross_margin", "Gross margin", "%")
    change(opened, qtbot, lambda: opened.desk.edit(AddSeries(series)))
    change(opened, qtbot, lambda: opened.desk.edit(AddClaim(claim)))
    panel = seen(opened, qtbot)
    qtbot.waitUntil(lambda: any(each.rule.claim_id for each in panel._model.views))
    (view,) = (each for each in panel._model.views if each.rule.claim_id)
    row = panel._model.place_of(view.rule.id)
    assert row is not None
    texts = [str(panel._model.index(row, place).data()) for place in range(len(COLUMNS))]
    assert texts[PLACES["alert"]] == "Tests “Margins hold”"
    assert texts[PLACES["typed"]] == "gross_margin < 28% for 2 quarters"
    assert panel.table.point_at(view.rule.id)
    menu = panel.table.menu()
    by_words = {each.text(): each for each in menu.actions()}
    assert by_words["Show the claim"].isEnabled()
    assert not by_words["Delete"].isEnabled()
    with qtbot.waitSignal(opened.desk.alerts.claim_opened) as told:
        panel.act("edit")
    assert told.args == [view.rule.claim_id]
    qtbot.waitUntil(lambda: opened.desk.thesis.panel is not None)
    thesis = opened.desk.thesis.panel
    assert thesis is not None
    qtbot.waitUntil(lambda: thesis.about == about)


def test_themes_can_be_picked_in_the_dialog(opened: Opened, qtbot: QtBot) -> None:
    change(opened, qtbot, lambda: opened.desk.edit(AddTheme("Copper")))
    seen(opened, qtbot)
    qtbot.waitUntil(lambda: bool(opened.desk.alerts._book and opened.desk.alerts._book.themes))
    dialog = opened.desk.alerts.open(Subject(Scope.THEME, 1), "review >= 0 days")
    assert dialog.picker.subject() == Subject(Scope.THEME, 1)
    assert dialog.picker.which.currentText() == "Copper"


def test_a_firing_of_a_claim_leads_to_it(opened: Opened, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: opened.desk._log is not None)
    log = opened.desk._log
    assert log is not None
    company = opened.overview.companies[opened.listed[0]].company
    firing = replace(firing_of(company), claim_id=7)
    with qtbot.waitSignal(log.claim_opened) as told:
        log._open(firing)
    assert told.args == [7]


def test_a_weight_is_told_before_the_alert_is_made_and_after(opened: Opened, qtbot: QtBot) -> None:
    company = opened.listed[1]
    symbol = opened.overview.companies[company].company.primary
    money = Account(0, "Cash", AccountKind.CASH, "CNY")
    depot = Account(0, "Depot", AccountKind.SECURITIES, "CNY")
    known = opened.overview.companies[company].quote
    assert known is not None
    held = Transaction(
        0, Kind.DELIVERY_IN, date(2026, 1, 2), 2, None, 1, Decimal(10), Decimal(100), known.currency
    )
    for edit in (
        AddAccount(money),
        AddAccount(depot),
        AddSecurity(Security(0, symbol, known.currency, symbol)),
        AddTransactions((held,)),
    ):
        with qtbot.waitSignal(opened.session.overview_read, timeout=10_000):
            opened.session.edit(edit, lambda _changes, _inverse: None)
    told: list[float | None] = []
    opened.session.rules_read.connect(lambda book: told.append(book.present.weigh(company)))
    opened.window.watchlist.select_company(company)
    opened.window.actions_["alert"].trigger()
    dialog = dialog_of(opened)
    qtbot.waitUntil(lambda: told[-1:] == [pytest.approx(1.0)], timeout=10_000)
    dialog.reject()
    assert opened.desk.alerts._dialogs == 0

"""Journeys over the claims in the window: made, typed, kept, moved, undone, seen as they were."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Status
from gridwatch.domain.thesis.figures import FigureSeries, Frequency
from gridwatch.services.edits import Edit
from gridwatch.services.profiles import user_reader
from gridwatch.services.thesis.claim_edits import ChangeClaim
from gridwatch.services.thesis.figure_edits import AddSeries
from gridwatch.services.thesis.theme_edits import AddTheme
from gridwatch.store.user.themes import all_themes
from gridwatch.ui.thesis.claims.page import ClaimsPage
from gridwatch.ui.thesis.panel import ThesisPanel
from gridwatch.ui.thesis.place import PageName, Place
from tests.ui.conftest import Opened
from tests.ui.thesis.stand import Stand, Then

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("without_example"),
]
Key = Qt.Key


class Thesis(Stand):
    """The claims page in an open window."""

    def __init__(self, opened: Opened, qtbot: QtBot) -> None:
        """Show the thesis of the first company."""
        self.opened, self.desk = opened, opened.desk
        self.about = About(opened.listed[0])
        opened.window.watchlist.select_company(opened.listed[0])
        opened.window.actions_["thesis"].trigger()
        panel = opened.desk.thesis.panel
        assert panel is not None
        self.panel: ThesisPanel = panel
        page = panel.pages[PageName.CLAIMS]
        assert isinstance(page, ClaimsPage)
        super().__init__(page, opened.session, qtbot)
        self.wait(lambda: page._thesis is not None)

    def edit(self, edit: Edit, made: Then = None, unmade: Then = None) -> None:
        self.desk.edit(edit, made, unmade)

    def undo(self, steps: int) -> None:
        self.wait(lambda: len(self.desk._history._undo) == steps)
        self.opened.window.actions_["undo"].trigger()


@pytest.fixture
def thesis(opened: Opened, qtbot: QtBot) -> Thesis:
    return Thesis(opened, qtbot)


def test_a_first_claim_is_made_by_keys_alone(thesis: Thesis) -> None:
    page = thesis.page
    assert "No claims about" in page.list._words
    thesis.opened.window.actions_["new_claim"].trigger()
    statement = page.detail.form.statement
    QTest.keyClicks(statement, "Orders ")
    thesis.wait(lambda: len(thesis.stored()) == 1)
    QTest.keyClicks(statement, "grow")  # before what was stored has come home, or after it
    thesis.wait(lambda: [each.statement for each in thesis.stored()] == ["Orders grow"])
    thesis.wait(lambda: thesis.listed() == ["Orders grow"])
    assert statement.toPlainText() == "Orders grow"
    QTest.keyClick(statement, Key.Key_Return)
    QTest.keyClicks(page.detail.form.falsifier, "Two quarters without")
    page.leave()
    thesis.wait(lambda: thesis.stored()[0].falsifier == "Two quarters without")
    assert "claim “Orders grow”" in thesis.opened.window.actions_["undo"].text()


def test_what_another_window_changed_is_shown_and_not_overwritten(thesis: Thesis) -> None:
    (claim,) = thesis.claims("Orders grow")
    page, form = thesis.page, thesis.page.detail.form
    thesis.page.saving._timer.setInterval(60_000)
    form.statement.setPlainText("Mine")
    thesis.elsewhere(ChangeClaim(replace(claim, statement="Theirs", status=Status.FAILING)))
    page.leave()  # refused, and read again
    thesis.wait(lambda: "Theirs" in form.faults["statement"].text())
    assert form.statement.toPlainText() == "Mine"
    assert form.status.currentData() == Status.FAILING
    assert thesis.stored()[0].statement == "Theirs"
    form.faults["statement"].linkActivated.emit("mine")
    page.leave()
    thesis.wait(lambda: thesis.stored()[0].statement == "Mine")
    assert thesis.stored()[0].status is Status.FAILING


def test_a_theme_is_made_changed_and_deleted(thesis: Thesis) -> None:
    desk = thesis.desk.thesis
    thesis.panel.theme_wanted.emit(0)
    dialog = desk.dialog
    assert dialog is not None
    dialog.name.setText(" AI  power ")
    dialog.note.setPlainText("**Why** <script>x</script> ![p](http://127.0.0.1:9/p.png)")
    dialog.tabs.setCurrentIndex(1)
    assert "Why <script>x</script>" in dialog.preview.toPlainText()
    dialog.ok().click()
    thesis.wait(lambda: thesis.panel.about.theme_id != 0)
    theme = thesis.panel.about.theme_id
    assert thesis.panel.subject.currentText() == "Theme: AI power"
    thesis.wait(lambda: "No claims about AI power" in thesis.page.list._words)
    thesis.claims("Demand doubles")
    thesis.panel.theme_wanted.emit(theme)
    assert desk.dialog is not None
    desk.dialog.name.setText("")
    assert not desk.dialog.ok().isEnabled()
    desk.dialog.name.setText("Power for AI")
    desk.dialog.decide()
    thesis.wait(lambda: thesis.panel.subject.currentText() == "Theme: Power for AI")
    thesis.wait(lambda: desk.dialog is None)
    thesis.panel.theme_wanted.emit(theme)
    assert desk.dialog is not None
    desk.dialog.gone.click()
    thesis.wait(lambda: thesis.panel.about == thesis.about)
    thesis.undo(4)
    with user_reader(thesis.session.profile) as user:
        thesis.wait(lambda: "Power for AI" in [each.name for each in all_themes(user)])


def test_the_thesis_follows_the_list_but_not_its_readings(thesis: Thesis) -> None:
    thesis.panel.show_about(About())
    thesis.opened.window.watchlist.select_company(thesis.opened.listed[0])  # it was there already
    assert thesis.panel.about == About()
    thesis.opened.window.watchlist.select_company(thesis.opened.listed[1])
    assert thesis.panel.about == About(thesis.opened.listed[1])


def test_the_example_is_offered_where_it_is_not_there(thesis: Thesis) -> None:
    offered = "Add the example thesis"

    def offers() -> dict[str, QAction]:
        thesis.panel._fill_menu()
        return {each.text(): each for each in thesis.panel.theme.menu().actions()}

    thesis.wait(lambda: offered in offers())
    offers()[offered].trigger()
    thesis.wait(lambda: thesis.panel.subject.currentText() == "Theme: A new grid cycle")
    assert offered not in offers()
    assert thesis.desk._history.undo_label == "adding the example thesis"
    thesis.desk.undo()
    thesis.wait(lambda: offered in offers() and thesis.panel.about == thesis.about)


def test_a_taken_name_is_refused_while_it_is_typed(thesis: Thesis) -> None:
    thesis.edit(AddTheme("Grid"))
    thesis.wait(lambda: "Grid" in [each.name for each in thesis.desk.thesis._themes])
    thesis.desk.thesis.edit_theme()
    dialog = thesis.desk.thesis.dialog
    assert dialog is not None
    dialog.name.setText("Grid")
    assert "already" in dialog.told.text()
    assert not dialog.ok().isEnabled()
    dialog.reject()


def test_a_claim_is_gone_to_from_elsewhere(thesis: Thesis) -> None:
    _, two = thesis.claims("one", "two")
    other = thesis.opened.listed[1]
    thesis.opened.window.watchlist.select_company(other)
    thesis.wait(lambda: thesis.listed() == [])
    thesis.desk.thesis.go_to(Place(thesis.about, PageName.CLAIMS, two.id))
    thesis.wait(lambda: thesis.page.detail.form.statement.toPlainText() == "two")
    assert thesis.opened.window.watchlist.current_company() == thesis.opened.listed[0]


def test_what_is_typed_is_stored_when_another_company_is_chosen(thesis: Thesis) -> None:
    (claim,) = thesis.claims("Orders grow")
    thesis.page.saving._timer.setInterval(60_000)
    QTest.keyClicks(thesis.page.detail.form.statement, " fast")
    thesis.page.detail.form.test.setPlainText("price <= rubbish")
    thesis.opened.window.watchlist.select_company(thesis.opened.listed[1])
    thesis.wait(lambda: thesis.revisions(claim.id) == 2)
    thesis.wait(lambda: thesis.listed() == [])
    thesis.opened.window.watchlist.select_company(thesis.opened.listed[0])
    thesis.wait(lambda: thesis.listed() == ["Orders grow fast"])
    # What can't be stored is there still.
    assert thesis.page.detail.form.test.text() == "price <= rubbish"


def test_another_look_is_taken(thesis: Thesis) -> None:
    thesis.claims("Orders grow")
    with thesis.qtbot.waitSignal(thesis.opened.session.overview_read, timeout=10_000):
        thesis.desk.choose("theme", "dark")
    thesis.wait(lambda: thesis.page.look.tones.dark)
    assert thesis.listed() == ["Orders grow"]


def test_a_test_over_an_unknown_series_holds_up_nothing_else(thesis: Thesis) -> None:
    """It is said beside the line, the tags are stored, and the series lets it be stored."""
    thesis.claims("The gross margin stays above 28 %")
    form = thesis.page.detail.form
    form.test.setFocus()
    QTest.keyClicks(form.test, "gross_margin < 28% for 2 quarters")
    form.left.emit()
    fault = form.faults["test"]
    thesis.wait(lambda: "gross_margin" in fault.text())
    assert not form.test_state.text()
    QTest.keyClicks(form.tags, "margin")
    form.left.emit()
    thesis.wait(lambda: thesis.stored()[0].tags == ("margin",))
    assert thesis.stored()[0].test == ""
    series = FigureSeries(0, thesis.about, "gross_margin", "Gross margin", "%", Frequency.QUARTER)
    thesis.edit(AddSeries(series))
    thesis.wait(lambda: thesis.stored()[0].test == "gross_margin < 28% for 2 quarters")
    thesis.wait(lambda: not fault.text())


def test_a_test_goes_to_the_file_after_what_was_typed_with_it(thesis: Thesis) -> None:
    """A test that can't be stored, typed at the very end, takes nothing with it."""
    thesis.claims("Orders grow")
    form = thesis.page.detail.form
    QTest.keyClicks(form.tags, "orders")
    QTest.keyClicks(form.test, "no_such_series < 28%")
    thesis.page.leave()
    thesis.wait(lambda: thesis.stored()[0].tags == ("orders",))

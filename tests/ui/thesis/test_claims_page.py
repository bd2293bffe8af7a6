"""Journeys over the claims in the window: made, typed, kept, moved, undone, seen as they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent, QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Author, Claim, Status
from gridwatch.domain.thesis.evidence import Evidence, Stance
from gridwatch.services.edits import apply
from gridwatch.services.profiles import user_reader
from gridwatch.services.thesis.claim_edits import AddClaim, ChangeClaim
from gridwatch.services.thesis.evidence_edits import AddEvidence
from gridwatch.services.thesis.theme_edits import AddTheme
from gridwatch.store.database import open_user
from gridwatch.store.user.claims import all_claims, revisions_of
from gridwatch.store.user.evidence import all_evidence
from gridwatch.store.user.themes import all_themes
from gridwatch.ui.desk import Desk
from gridwatch.ui.thesis.claims.detail import Side
from gridwatch.ui.thesis.claims.filters import Wanted
from gridwatch.ui.thesis.claims.page import ClaimsPage
from gridwatch.ui.thesis.panel import ThesisPanel
from gridwatch.ui.thesis.place import PageName, Place
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
Key = Qt.Key


class Thesis:
    """The claims page in an open window, with what is stored behind it."""

    def __init__(self, opened: Opened, qtbot: QtBot) -> None:
        """Show the thesis of the first company."""
        self.opened, self.qtbot = opened, qtbot
        opened.window.watchlist.select_company(opened.listed[0])
        opened.window.actions_["thesis"].trigger()
        panel = opened.desk.thesis.panel
        assert panel is not None
        self.panel: ThesisPanel = panel
        page = panel.pages[PageName.CLAIMS]
        assert isinstance(page, ClaimsPage)
        self.page = page
        self.wait(lambda: page._thesis is not None)

    @property
    def about(self) -> About:
        return About(self.opened.listed[0])

    @property
    def desk(self) -> Desk:
        return self.opened.desk

    def wait(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=10_000)

    def stored(self) -> tuple[Claim, ...]:
        with user_reader(self.opened.session.profile) as user:
            return tuple(each for each in all_claims(user) if each.about == self.page.about)

    def revisions(self, number: int) -> int:
        with user_reader(self.opened.session.profile) as user:
            return len(revisions_of(user, number))

    def evidence(self) -> tuple[Evidence, ...]:
        with user_reader(self.opened.session.profile) as user:
            return all_evidence(user)

    def elsewhere(self, edit: AddClaim | ChangeClaim | AddEvidence, at: datetime = NOW) -> None:
        """Make an edit from another process."""
        other = open_user(self.opened.session.profile.user_db)
        apply(other, edit, at)
        other.close()

    def claims(self, *statements: str, **fields: object) -> tuple[Claim, ...]:
        """Make claims, and wait until they are listed."""
        before = self.page.model.rowCount()
        for each in statements:
            made = replace(Claim(0, self.page.about, each, NOW), **fields)  # type: ignore[arg-type]
            self.desk.edit(AddClaim(made))
        self.wait(lambda: self.page.model.rowCount() == before + len(statements))
        return self.stored()

    def listed(self) -> list[str]:
        model = self.page.model
        claims = (model.claim(at) for at in range(model.rowCount()))
        return [each.statement for each in claims if each is not None]

    def undo(self, steps: int) -> None:
        """Take the last of so many edits back, once all of them have come home."""
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


def test_a_pause_makes_one_revision_and_none_comes_of_its_keys(thesis: Thesis) -> None:
    (claim,) = thesis.claims("Orders grow")
    field = thesis.page.detail.form.statement
    QTest.keyClicks(field, " very fast")
    thesis.wait(lambda: thesis.stored()[0].statement == "Orders grow very fast")
    assert thesis.revisions(claim.id) == 2
    thesis.qtbot.wait(100)
    assert field.toPlainText() == "Orders grow very fast"
    thesis.undo(2)
    thesis.wait(lambda: field.toPlainText() == "Orders grow")
    assert thesis.stored()[0].statement == "Orders grow"


def test_leaving_a_field_stores_it_at_once(thesis: Thesis) -> None:
    thesis.claims("Orders grow")
    form = thesis.page.detail.form
    thesis.page.saving._timer.setInterval(60_000)
    QTest.keyClicks(form.falsifier, "They fall")
    form.falsifier.left.emit()
    thesis.wait(lambda: thesis.stored()[0].falsifier == "They fall")
    QTest.keyClicks(form.tags, "grid, orders")
    QTest.keyClick(form.tags, Key.Key_Return)
    thesis.wait(lambda: thesis.stored()[0].tags == ("grid", "orders"))
    form.review.ask(3)
    thesis.page.leave()
    thesis.wait(lambda: thesis.stored()[0].review_on is not None)


def test_what_is_refused_is_said_beside_its_field_and_the_rest_is_stored(thesis: Thesis) -> None:
    thesis.claims("Orders grow", test="price <= 5")
    form = thesis.page.detail.form
    form.statement.selectAll()
    QTest.keyClick(form.statement, Key.Key_Delete)
    form.test.setPlainText("price <= rubbish")
    assert "needs a statement" in form.faults["statement"].text()
    assert form.test.marked() == "rubbish"
    assert form.faults["test"].isVisibleTo(form)
    form.conviction.number.setValue(90)
    thesis.wait(lambda: thesis.stored()[0].conviction == 90)
    (now,) = thesis.stored()
    assert (now.statement, now.test) == ("Orders grow", "price <= 5")
    assert form.test.text() == "price <= rubbish"
    form.test.setPlainText("price <= 7")
    form.statement.setPlainText("Orders shrink")
    thesis.wait(lambda: thesis.stored()[0].test == "price <= 7")
    assert not form.faults["test"].isVisibleTo(form)


def test_a_change_of_status_takes_the_words_that_say_why(thesis: Thesis) -> None:
    (claim,) = thesis.claims("Orders grow")
    page, form = thesis.page, thesis.page.detail.form
    assert not form.why.isVisibleTo(form)
    QTest.keyClick(form.status, Key.Key_Down)
    QTest.keyClicks(form.why, "Backlog doubled")
    page.leave()
    thesis.wait(lambda: thesis.stored()[0].status is Status.HOLDING)
    assert form.why.isVisibleTo(form)
    with user_reader(thesis.opened.session.profile) as user:
        assert [each.note for each in revisions_of(user, claim.id)] == ["", "Backlog doubled"]
    page._turn(Side.HISTORY)
    thesis.wait(lambda: "Status: open → holding" in page.detail.history.toPlainText())
    assert "“Backlog doubled”" in page.detail.history.toPlainText()


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


def test_theirs_is_taken_in_place_of_mine(thesis: Thesis) -> None:
    (claim,) = thesis.claims("Orders grow")
    form = thesis.page.detail.form
    thesis.page.saving._timer.setInterval(60_000)
    form.statement.setPlainText("Mine")
    thesis.elsewhere(ChangeClaim(replace(claim, statement="Theirs")))
    thesis.page.read()
    thesis.wait(lambda: "Theirs" in form.faults["statement"].text())
    form.faults["statement"].linkActivated.emit("theirs")
    assert form.statement.toPlainText() == "Theirs"
    assert thesis.page.saving.draft(claim).is_clean


def test_claims_are_moved_by_keys_and_by_dragging(thesis: Thesis) -> None:
    thesis.claims("one", "two", "three")
    claims = thesis.page.list
    claims.setFocus()
    claims.choose(thesis.stored()[0].id)
    QTest.keyClick(claims, Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(claims, Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert thesis.listed() == ["two", "three", "one"]
    thesis.wait(lambda: [each.statement for each in thesis.stored()] == ["two", "three", "one"])
    place = claims.visualRect(thesis.page.model.index(0, 0)).topLeft() + QPoint(20, 2)
    claims.dropEvent(Dropped(claims, place))
    thesis.wait(lambda: [each.statement for each in thesis.stored()] == ["one", "two", "three"])
    current = claims.current_claim()
    assert current is not None
    assert current.statement == "one"
    thesis.undo(6)
    thesis.wait(lambda: thesis.listed() == ["two", "three", "one"])


class Dropped(QDropEvent):
    """A drop of what a view has dragged itself, which is otherwise known to a running drag only."""

    def __init__(self, view: object, where: QPoint) -> None:
        from PySide6.QtCore import QMimeData

        self._mime, self._view = QMimeData(), view
        super().__init__(
            QPointF(where),
            Qt.DropAction.MoveAction,
            self._mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )

    def source(self) -> object:
        return self._view


def test_a_claim_is_deleted_and_comes_back_with_its_evidence(thesis: Thesis) -> None:
    one, _ = thesis.claims("one", "two")
    fact = Evidence(0, one.id, date(2026, 1, 5), "Backlog", NOW)
    thesis.desk.edit(AddEvidence(fact))
    thesis.page.list.choose(one.id)
    QTest.keyClick(thesis.page.list, Key.Key_Delete)
    thesis.wait(lambda: thesis.listed() == ["two"])
    assert thesis.page.detail.form.statement.toPlainText() == "two"
    thesis.undo(4)
    thesis.wait(lambda: thesis.listed() == ["one", "two"])
    thesis.page.list.choose(one.id)
    assert thesis.page.detail.evidence._model.rowCount() == 1


def test_the_list_is_filtered_by_status_and_tag(thesis: Thesis) -> None:
    thesis.claims("one", tags=("grid",))
    thesis.claims("two", status=Status.HOLDING)
    page = thesis.page
    page.filter.want(Wanted(status=Status.HOLDING))
    page.filter.changed.emit()
    assert thesis.listed() == ["two"]
    page.filter.want(Wanted(tag="grid"))
    page.filter.changed.emit()
    assert thesis.listed() == ["one"]
    page.filter.want(Wanted(due=True))
    page.filter.changed.emit()
    assert thesis.listed() == []
    assert "All claims" in page.list._words
    page.new_claim()
    assert page.filter.wanted() == Wanted()
    QTest.keyClick(page.detail.form.statement, Key.Key_Escape)
    assert QApplication.focusWidget() in {None, page.list}


def test_a_thesis_is_seen_as_it_was_and_cannot_be_changed_there(thesis: Thesis) -> None:
    made = Claim(0, thesis.about, "Orders grow", NOW)
    yesterday = datetime.now(UTC) - timedelta(days=2)
    thesis.elsewhere(AddClaim(made), yesterday)
    thesis.page.read()
    thesis.wait(lambda: thesis.listed() == ["Orders grow"])
    (claim,) = thesis.stored()
    thesis.desk.edit(ChangeClaim(replace(claim, statement="Orders shrink")))
    thesis.wait(lambda: thesis.listed() == ["Orders shrink"])
    page, form = thesis.page, thesis.page.detail.form
    page.past.enter()
    thesis.wait(lambda: thesis.listed() == ["Orders grow"])
    assert form.statement.isReadOnly()
    assert not page.add.isEnabled()
    assert not page.model.movable
    QTest.keyClick(page.list, Key.Key_Delete)
    page.past.day.setDate(page.past.day.date().addDays(-30))
    thesis.wait(lambda: thesis.listed() == [])
    assert "no claim yet" in page.list._words
    page.past.now.click()
    thesis.wait(lambda: thesis.listed() == ["Orders shrink"])
    assert not form.statement.isReadOnly()
    assert thesis.revisions(claim.id) == 2


def test_an_old_revision_is_brought_back(thesis: Thesis) -> None:
    (claim,) = thesis.claims("Orders grow")
    thesis.desk.edit(ChangeClaim(replace(claim, statement="Orders shrink", conviction=10)))
    thesis.page._turn(Side.HISTORY)
    history = thesis.page.detail.history
    thesis.wait(lambda: "Bring back" in history.toPlainText())
    with user_reader(thesis.opened.session.profile) as user:
        first = revisions_of(user, claim.id)[0]
    history.anchorClicked.emit(QUrl(f"back:{first.id}"))
    thesis.wait(lambda: thesis.stored()[0].statement == "Orders grow")
    assert thesis.stored()[0].conviction == 50
    thesis.wait(lambda: "Brought back from" in history.toPlainText())


def test_evidence_is_added_changed_deleted_and_undone(thesis: Thesis) -> None:
    thesis.claims("Orders grow")
    panel = thesis.page.detail.evidence
    thesis.page._turn(Side.EVIDENCE)
    assert "No evidence yet" in panel.list._words
    panel.no.click()
    dialog = panel.dialog
    assert dialog is not None
    dialog.what.setPlainText("Backlog fell")
    dialog.figure.setText("27,4 %")
    assert not dialog.ok().isEnabled()
    assert "27.4" in dialog.told.text()
    dialog.figure.setText("27.4 %")
    dialog.figure_to.setText("28")
    dialog.link.setText("javascript:alert(1)")
    assert "no web address" in dialog.told.text()
    dialog.link.setText("example.com/report")
    assert dialog.told.text() == "Figure: 27.4–28%"
    dialog.ok().click()
    thesis.wait(lambda: panel.dialog is None)
    (piece,) = thesis.evidence()
    assert (piece.stance, piece.unit, piece.link) == (
        Stance.AGAINST,
        "%",
        "https://example.com/report",
    )
    thesis.wait(lambda: panel._model.rowCount() == 1)
    panel.list.setCurrentIndex(panel._model.index(0, 0))
    QTest.keyClick(panel.list, Key.Key_Return)
    assert panel.dialog is not None
    assert panel.dialog.figure.text() == "27.4"
    panel.dialog.weight.setCurrentIndex(4)
    panel.dialog.decide()
    thesis.wait(lambda: panel.weight.text() == "Weight: 0 for, 5 against")
    QTest.keyClick(panel.list, Key.Key_Delete)
    thesis.wait(lambda: thesis.evidence() == ())
    assert "deleting evidence" in thesis.opened.window.actions_["undo"].text()
    thesis.undo(4)
    thesis.wait(lambda: panel._model.rowCount() == 1)


def test_a_link_is_opened_only_after_it_was_shown(
    thesis: Thesis, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = list[str]()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    (claim,) = thesis.claims("Orders grow")
    link = "https://example.com/report?page=1"
    fact = Evidence(0, claim.id, date(2026, 1, 5), "Backlog", NOW, source="Report", link=link)
    thesis.desk.edit(AddEvidence(fact))
    panel = thesis.page.detail.evidence
    thesis.page._turn(Side.EVIDENCE)
    thesis.wait(lambda: panel._model.rowCount() == 1)
    rect = panel.list.visualRect(panel._model.index(0, 0))
    spot = panel.list._cards.link_rect(rect, panel.list.pieces.piece(0) or fact).center()
    QTest.mouseClick(
        panel.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(9, 9)
    )
    assert panel.asked is None
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    asked = panel.asked
    assert asked is not None
    assert link in asked.informativeText().replace("\u200b", "")
    asked.button(QMessageBox.StandardButton.Cancel).click()
    assert opened == []
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert panel.asked is not None
    go = next(
        each
        for each in panel.asked.buttons()
        if panel.asked.buttonRole(each) is QMessageBox.ButtonRole.AcceptRole
    )
    go.click()
    assert opened == [link]


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
    with user_reader(thesis.opened.session.profile) as user:
        thesis.wait(lambda: [each.name for each in all_themes(user)] == ["Power for AI"])


def test_a_taken_name_is_refused_while_it_is_typed(thesis: Thesis) -> None:
    thesis.desk.edit(AddTheme("Grid"))
    thesis.wait(lambda: len(thesis.desk.thesis._themes) == 1)
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


def test_a_test_that_trips_is_read_and_named_in_the_history(thesis: Thesis) -> None:
    (claim,) = thesis.claims("Orders grow", test="price <= 5")
    from gridwatch import wire
    from gridwatch.services.thesis.claim_edits import trip_claim
    from gridwatch.store.database import transaction

    other = open_user(thesis.opened.session.profile.user_db)
    with transaction(other):
        assert trip_claim(other, claim.id, NOW, "price <= 5")
    other.close()
    thesis.desk.thesis.take(wire.Changed(firings=1))
    thesis.wait(lambda: thesis.page.detail.form.status.currentData() == Status.FAILING)
    thesis.page._turn(Side.HISTORY)
    thesis.wait(lambda: "the test" in thesis.page.detail.history.toPlainText())
    with user_reader(thesis.opened.session.profile) as user:
        assert revisions_of(user, claim.id)[-1].author is Author.TEST


def test_the_claim_stands_under_the_list_or_beside_it(thesis: Thesis) -> None:
    page = thesis.page
    for width, turned in ((460, Qt.Orientation.Vertical), (1200, Qt.Orientation.Horizontal)):
        page.resize(width, 600)
        page.resizeEvent(QResizeEvent(QSize(width, 600), page.size()))
        assert page.splitter.orientation() is turned


def test_another_look_is_taken(thesis: Thesis) -> None:
    thesis.claims("Orders grow")
    with thesis.qtbot.waitSignal(thesis.opened.session.overview_read, timeout=10_000):
        thesis.desk.choose("theme", "dark")
    thesis.wait(lambda: thesis.page.look.tones.dark)
    assert thesis.listed() == ["Orders grow"]


def test_nothing_in_particular_has_no_claims(thesis: Thesis) -> None:
    thesis.panel.show_about(About())
    thesis.wait(lambda: "Choose one" in thesis.page.list._words)
    assert not thesis.page.add.isEnabled()
    with thesis.qtbot.waitSignal(thesis.page.said):
        thesis.page.new_claim()

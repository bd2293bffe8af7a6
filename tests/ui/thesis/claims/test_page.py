"""The claims page: typed, kept, refused, moved, filtered, seen as it was, with its evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QTextDocumentFragment,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Author, Claim, Status
from gridwatch.domain.thesis.evidence import Evidence, Stance
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.services.changes import Changes
from gridwatch.services.profiles import user_reader
from gridwatch.services.thesis.claim_edits import AddClaim, ChangeClaim, RemoveClaim, trip_claim
from gridwatch.services.thesis.evidence_edits import AddEvidence
from gridwatch.services.thesis.figure_edits import AddSeries, PutFigures
from gridwatch.store.database import open_user, transaction
from gridwatch.store.user.claims import revisions_of
from gridwatch.ui.thesis.claims.detail import Side
from gridwatch.ui.thesis.claims.filters import Wanted
from gridwatch.ui.thesis.claims.page import ClaimsPage
from gridwatch.ui.thesis.outside import ask_to_open
from tests.ui.thesis.stand import ABOUT, NOW, Stand

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key = Qt.Key
QUARTER = date(2025, 12, 31)


def test_a_pause_makes_one_revision_and_none_comes_of_its_keys(stand: Stand) -> None:
    (claim,) = stand.claims("Orders grow")
    field = stand.page.detail.form.statement
    stand.page.saving._timer.setInterval(1000)  # no key is that slow
    QTest.keyClicks(field, " very fast")
    stand.wait(lambda: stand.stored()[0].statement == "Orders grow very fast")
    assert stand.revisions(claim.id) == 2
    stand.qtbot.wait(100)
    assert field.toPlainText() == "Orders grow very fast"
    stand.undo(2)
    stand.wait(lambda: field.toPlainText() == "Orders grow")
    assert stand.stored()[0].statement == "Orders grow"


def test_what_is_typed_last_survives_the_end_of_the_window(stand: Stand) -> None:
    stand.claims("Orders grow")
    field = stand.page.detail.form.statement
    QTest.keyClicks(field, " fast")
    stand.page.leave()
    QTest.keyClicks(field, "er")  # while the first change is on its way
    stand.page.leave()
    stand.session.close()
    assert [each.statement for each in stand.stored()] == ["Orders grow faster"]


def test_leaving_a_field_stores_it_at_once(stand: Stand) -> None:
    stand.claims("Orders grow")
    form = stand.page.detail.form
    stand.page.saving._timer.setInterval(60_000)
    QTest.keyClicks(form.falsifier, "They fall")
    form.falsifier.left.emit()
    stand.wait(lambda: stand.stored()[0].falsifier == "They fall")
    QTest.keyClicks(form.tags, "grid, orders")
    QTest.keyClick(form.tags, Key.Key_Return)
    stand.wait(lambda: stand.stored()[0].tags == ("grid", "orders"))
    form.review.ask(3)
    stand.page.leave()
    stand.wait(lambda: stand.stored()[0].review_on is not None)


def test_what_is_refused_is_said_beside_its_field_and_the_rest_is_stored(stand: Stand) -> None:
    stand.claims("Orders grow", test="price <= 5")
    form = stand.page.detail.form
    form.statement.selectAll()
    QTest.keyClick(form.statement, Key.Key_Delete)
    form.test.setPlainText("price <= rubbish")
    assert "needs a statement" in form.faults["statement"].text()
    assert form.test.marked() == "rubbish"
    assert form.faults["test"].isVisibleTo(form)
    form.conviction.number.setValue(90)
    stand.wait(lambda: stand.stored()[0].conviction == 90)
    (now,) = stand.stored()
    assert (now.statement, now.test) == ("Orders grow", "price <= 5")
    assert form.test.text() == "price <= rubbish"
    form.test.setPlainText("price <= 7")
    form.statement.setPlainText("Orders shrink")
    stand.wait(lambda: stand.stored()[0].test == "price <= 7")
    assert not form.faults["test"].isVisibleTo(form)


def test_a_change_of_status_takes_the_words_that_say_why(stand: Stand) -> None:
    (claim,) = stand.claims("Orders grow")
    page, form = stand.page, stand.page.detail.form
    assert not form.why.isVisibleTo(form)
    QTest.keyClick(form.status, Key.Key_Down)
    QTest.keyClicks(form.why, "Backlog doubled")
    page.leave()
    stand.wait(lambda: stand.stored()[0].status is Status.HOLDING)
    assert form.why.isVisibleTo(form)
    with user_reader(stand.session.profile) as user:
        assert [each.note for each in revisions_of(user, claim.id)] == ["", "Backlog doubled"]
    page._turn(Side.HISTORY)
    stand.wait(lambda: "Status: open → holding" in page.detail.history.toPlainText())
    assert "“Backlog doubled”" in page.detail.history.toPlainText()


def test_theirs_is_taken_in_place_of_mine(stand: Stand) -> None:
    (claim,) = stand.claims("Orders grow")
    form = stand.page.detail.form
    stand.page.saving._timer.setInterval(60_000)
    form.statement.setPlainText("Mine")
    stand.elsewhere(ChangeClaim(replace(claim, statement="Theirs")))
    stand.page.read()
    stand.wait(lambda: "Theirs" in form.faults["statement"].text())
    form.faults["statement"].linkActivated.emit("theirs")
    assert form.statement.toPlainText() == "Theirs"
    assert stand.page.saving.draft(claim).is_clean


def test_claims_are_moved_by_keys_and_by_dragging(stand: Stand) -> None:
    stand.claims("one", "two", "three")
    claims = stand.page.list
    claims.setFocus()
    claims.choose(stand.stored()[0].id)
    QTest.keyClick(claims, Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(claims, Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert stand.listed() == ["two", "three", "one"]
    stand.wait(lambda: [each.statement for each in stand.stored()] == ["two", "three", "one"])
    place = claims.visualRect(stand.page.model.index(0, 0)).topLeft() + QPoint(20, 2)
    claims.dropEvent(Dropped(claims, place))
    stand.wait(lambda: [each.statement for each in stand.stored()] == ["one", "two", "three"])
    current = claims.current_claim()
    assert current is not None
    assert current.statement == "one"
    stand.undo(6)
    stand.wait(lambda: stand.listed() == ["two", "three", "one"])


class Dropped(QDropEvent):
    """A drop of what a view has dragged itself, which is otherwise known to a running drag only."""

    def __init__(self, view: QObject, where: QPoint) -> None:
        self._mime, self._view = QMimeData(), view
        super().__init__(
            QPointF(where),
            Qt.DropAction.MoveAction,
            self._mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )

    def source(self) -> QObject:
        return self._view


def test_a_claim_is_deleted_and_comes_back_with_its_evidence(stand: Stand) -> None:
    one, _ = stand.claims("one", "two")
    fact = Evidence(0, one.id, date(2026, 1, 5), "Backlog", NOW)
    stand.edit(AddEvidence(fact))
    stand.page.list.choose(one.id)
    QTest.keyClick(stand.page.list, Key.Key_Delete)
    stand.wait(lambda: stand.listed() == ["two"])
    assert stand.page.detail.form.statement.toPlainText() == "two"
    stand.undo(4)
    stand.wait(lambda: stand.listed() == ["one", "two"])
    stand.page.list.choose(one.id)
    assert stand.page.detail.evidence._model.rowCount() == 1


def test_the_list_is_filtered_by_status_and_tag(stand: Stand) -> None:
    stand.claims("one", tags=("grid",))
    stand.claims("two", status=Status.HOLDING)
    page = stand.page
    page.filter.want(Wanted(status=Status.HOLDING))
    page.filter.changed.emit()
    assert stand.listed() == ["two"]
    page.filter.want(Wanted(tag="grid"))
    page.filter.changed.emit()
    assert stand.listed() == ["one"]
    page.filter.want(Wanted(due=True))
    page.filter.changed.emit()
    assert stand.listed() == []
    assert "All claims" in page.list._words
    page.new_claim()
    assert page.filter.wanted() == Wanted()
    QTest.keyClick(page.detail.form.statement, Key.Key_Escape)
    assert QApplication.focusWidget() in {None, page.list}


def test_a_claim_that_is_changed_stays_in_the_list_until_it_is_left(stand: Stand) -> None:
    stand.claims("one", "two")
    page = stand.page
    page.filter.want(Wanted(status=Status.OPEN))
    page.filter.changed.emit()
    QTest.keyClick(page.detail.form.status, Key.Key_Down)
    page.leave()
    stand.wait(lambda: page._thesis is not None and page._thesis.claims[0].status != Status.OPEN)
    assert stand.listed() == ["one", "two"]
    assert page.detail.form.statement.toPlainText() == "one"
    page.filter.changed.emit()
    assert stand.listed() == ["two"]
    assert page.detail.form.statement.toPlainText() == "two"


@pytest.mark.parametrize("name", ["statement", "falsifier"])
def test_a_paste_that_is_too_long_is_refused_in_words(stand: Stand, name: str) -> None:
    stand.claims("Orders grow")
    form = stand.page.detail.form
    field = getattr(form, name)
    QGuiApplication.clipboard().setText("x" * 2_000_000)
    before = field.toPlainText()
    field.paste()
    assert field.toPlainText() == before
    assert "2000" in form.faults[name].text()
    QGuiApplication.clipboard().setText("\u202eشبكة\n😀 <b>")
    field.selectAll()
    field.paste()
    stand.wait(lambda: "😀" in getattr(stand.stored()[0], name))
    assert form.faults[name].text() == ""


def test_a_test_that_is_far_too_long_is_told_so(stand: Stand) -> None:
    stand.claims("Orders grow")
    form = stand.page.detail.form
    QGuiApplication.clipboard().setText("price <= 5 and " * 200_000)
    form.test.paste()
    assert len(form.test.text()) < 5000
    assert "at most" in form.faults["test"].text()


def test_what_can_be_done_with_evidence_is_in_its_menu(stand: Stand) -> None:
    (claim,) = stand.claims("Orders grow")
    fact = Evidence(0, claim.id, date(2026, 1, 5), "Backlog", NOW, link="https://example.com/a")
    stand.edit(AddEvidence(fact))
    panel = stand.page.detail.evidence
    stand.wait(lambda: panel._model.rowCount() == 1)
    piece = panel._model.piece(0)
    assert piece is not None
    actions = {each.text(): each for each in panel.menu(piece).actions()}
    actions["Copy the link"].trigger()
    assert QGuiApplication.clipboard().text() == "https://example.com/a"
    panel.list.setCurrentIndex(panel._model.index(0, 0))
    QTest.keySequence(panel.list, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text().split("\t")[:3] == ["2026-01-05", "for", "Backlog"]
    bare = {each.text(): each for each in panel.menu(replace(piece, link="")).actions()}
    assert not bare["Open the link…"].isEnabled()
    actions["Delete"].trigger()
    stand.wait(lambda: stand.evidence() == ())


def test_evidence_that_can_not_be_stored_stays_in_its_dialog(stand: Stand) -> None:
    (claim,) = stand.claims("Orders grow")
    panel = stand.page.detail.evidence
    stand.page._turn(Side.EVIDENCE)
    panel.aye.click()
    dialog = panel.dialog
    assert dialog is not None
    dialog.what.setPlainText("Backlog")
    stand.elsewhere(RemoveClaim(claim.id))
    dialog.decide()
    stand.wait(lambda: len(stand.problems) == 1)
    assert panel.dialog is dialog
    assert dialog.ok().isEnabled()
    assert dialog.what.toPlainText() == "Backlog"
    dialog.reject()


def test_a_claim_is_put_aside_with_escape_before_it_says_anything(stand: Stand) -> None:
    stand.claims("one")
    page = stand.page
    page.new_claim()
    page.detail.form.conviction.number.setValue(80)
    page.list.choose(stand.stored()[0].id)
    assert page.saving.begun is None
    assert page.detail.form.statement.toPlainText() == "one"
    page.leave()
    assert len(stand.stored()) == 1


def test_the_wheel_changes_nothing_that_has_not_the_keys(stand: Stand) -> None:
    stand.claims("Orders grow")
    form = stand.page.detail.form
    stand.page.list.setFocus()
    for box in (form.status, form.conviction.number, form.conviction.slider):
        turned = QWheelEvent(
            QPointF(5, 5),
            QPointF(box.mapToGlobal(QPoint(5, 5))),
            QPoint(),
            QPoint(0, -240),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, turned)
    assert stand.page.saving.draft(stand.stored()[0]).is_clean


def test_the_menu_goes_to_the_past_and_deletes(stand: Stand) -> None:
    stand.claims("one")
    page = stand.page
    page._fill_menu()
    go, gone = (each for each in page.more.menu().actions() if not each.isSeparator())
    gone.trigger()
    stand.wait(lambda: stand.listed() == [])
    go.trigger()
    assert page.past.instant() is not None
    page._fill_menu()
    page.more.menu().actions()[0].trigger()
    assert page.past.instant() is None


def test_a_thesis_is_seen_as_it_was_and_cannot_be_changed_there(stand: Stand) -> None:
    made = Claim(0, ABOUT, "Orders grow", NOW)
    yesterday = datetime.now(UTC) - timedelta(days=2)
    stand.elsewhere(AddClaim(made), yesterday)
    stand.page.read()
    stand.wait(lambda: stand.listed() == ["Orders grow"])
    (claim,) = stand.stored()
    stand.edit(ChangeClaim(replace(claim, statement="Orders shrink")))
    stand.wait(lambda: stand.listed() == ["Orders shrink"])
    page, form = stand.page, stand.page.detail.form
    page.past.enter()
    stand.wait(lambda: stand.listed() == ["Orders grow"])
    assert form.statement.isReadOnly()
    assert not page.add.isEnabled()
    assert not page.model.movable
    QTest.keyClick(page.list, Key.Key_Delete)
    page.past.day.setDate(page.past.day.date().addDays(-30))
    stand.wait(lambda: stand.listed() == [])
    assert "no claim yet" in page.list._words
    page.past.now.click()
    stand.wait(lambda: stand.listed() == ["Orders shrink"])
    assert not form.statement.isReadOnly()
    assert stand.revisions(claim.id) == 2


def test_an_old_revision_is_brought_back(stand: Stand) -> None:
    (claim,) = stand.claims("Orders grow")
    stand.edit(ChangeClaim(replace(claim, statement="Orders shrink", conviction=10)))
    stand.page._turn(Side.HISTORY)
    history = stand.page.detail.history
    stand.wait(lambda: "Bring back" in history.toPlainText())
    with user_reader(stand.session.profile) as user:
        first = revisions_of(user, claim.id)[0]
    history.anchorClicked.emit(QUrl(f"back:{first.id}"))
    stand.wait(lambda: stand.stored()[0].statement == "Orders grow")
    assert stand.stored()[0].conviction == 50
    stand.wait(lambda: "Brought back from" in history.toPlainText())


def test_evidence_is_added_changed_deleted_and_undone(stand: Stand) -> None:
    stand.claims("Orders grow")
    panel = stand.page.detail.evidence
    stand.page._turn(Side.EVIDENCE)
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
    stand.wait(lambda: panel.dialog is None)
    (piece,) = stand.evidence()
    assert (piece.stance, piece.unit, piece.link) == (
        Stance.AGAINST,
        "%",
        "https://example.com/report",
    )
    stand.wait(lambda: panel._model.rowCount() == 1)
    panel.list.setCurrentIndex(panel._model.index(0, 0))
    QTest.keyClick(panel.list, Key.Key_Return)
    assert panel.dialog is not None
    assert panel.dialog.figure.text() == "27.4"
    panel.dialog.weight.setCurrentIndex(4)
    panel.dialog.decide()
    stand.wait(lambda: panel.weight.text() == "Weight: 0 for, 5 against")
    QTest.keyClick(panel.list, Key.Key_Delete)
    stand.wait(lambda: stand.evidence() == ())
    stand.undo(4)
    stand.wait(lambda: panel._model.rowCount() == 1)


def test_a_link_is_opened_only_after_it_was_shown(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = list[str]()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    (claim,) = stand.claims("Orders grow")
    link = "https://example.com/report?page=1"
    fact = Evidence(0, claim.id, date(2026, 1, 5), "Backlog", NOW, source="Report", link=link)
    stand.edit(AddEvidence(fact))
    panel = stand.page.detail.evidence
    stand.page._turn(Side.EVIDENCE)
    stand.wait(lambda: panel._model.rowCount() == 1)
    rect = panel.list.visualRect(panel._model.index(0, 0))
    spot = panel.list._cards.link_rect(rect, panel.list.pieces.piece(0) or fact).center()
    QTest.mouseClick(
        panel.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(9, 9)
    )
    assert not stand.asks()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    asked = panel.asked
    assert asked is not None
    shown = QTextDocumentFragment.fromHtml(asked.informativeText()).toPlainText()
    assert shown.replace("\u200b", "") == link
    assert "<b>example.&#8203;com</b>" in asked.informativeText()
    asked.button(QMessageBox.StandardButton.Cancel).click()
    assert opened == []
    panel.list.setCurrentIndex(panel._model.index(0, 0))
    QTest.keyClick(panel.list, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.asked is not None
    go = next(
        each
        for each in panel.asked.buttons()
        if panel.asked.buttonRole(each) is QMessageBox.ButtonRole.AcceptRole
    )
    go.click()
    assert opened == [link]


def test_whose_address_a_link_is_can_not_be_hidden(stand: Stand) -> None:
    asked = ask_to_open("https://bank.example@evil.example/<b>x</b>", stand.page)
    assert asked is not None
    shown = QTextDocumentFragment.fromHtml(asked.informativeText()).toPlainText()
    assert shown.replace("\u200b", "") == "https://evil.example/<b>x</b>"
    asked.reject()
    other = ask_to_open("https://\u0430pple.com/", stand.page)
    assert other is not None
    assert "xn--pple-43d" in other.informativeText().replace("&#8203;", "")
    other.reject()
    assert ask_to_open("https://a.b/\u202ex", stand.page) is None
    assert ask_to_open("file:///etc/passwd", stand.page) is None


def test_a_test_that_trips_is_read_and_named_in_the_history(stand: Stand) -> None:
    (claim,) = stand.claims("Orders grow", test="price <= 5")
    other = open_user(stand.session.profile.user_db)
    with transaction(other):
        assert trip_claim(other, claim.id, NOW, "price <= 5")
    other.close()
    stand.page.take_changes(Changes(thesis=True))
    stand.wait(lambda: stand.page.detail.form.status.currentData() == Status.FAILING)
    stand.page._turn(Side.HISTORY)
    stand.wait(lambda: "the test" in stand.page.detail.history.toPlainText())
    with user_reader(stand.session.profile) as user:
        assert revisions_of(user, claim.id)[-1].author is Author.TEST


def test_what_a_test_says_now_is_told_beside_it_and_in_the_list(stand: Stand) -> None:
    series = FigureSeries(0, ABOUT, "gross_margin", "Margin", "%")
    stand.edit(AddSeries(series, (Figure(0, 0, QUARTER, 28.4, QUARTER, NOW),)))
    stand.claims("Orders grow", test="gross_margin <= 28%")
    form = stand.page.detail.form
    stand.wait(lambda: "does not hold" in form.test_state.text())
    assert form.test_state.text().splitlines()[1:] == ["gross_margin <= 28%: 28.4%"]
    index = stand.page.model.index(0, 0)
    told = Qt.ItemDataRole.AccessibleTextRole
    assert "test does not hold" in index.data(told)
    stand.edit(PutFigures(1, (Figure(0, 1, QUARTER, 27, QUARTER, NOW),)))
    stand.wait(lambda: "holds now" in form.test_state.text())
    assert "test holds now" in index.data(told)
    stand.page.grab()  # the card is painted with it
    form.test.setPlainText("gross_margin <= 25%")  # of which nothing is known yet
    assert "you are told" in form.test_state.text()


def test_what_a_test_waits_for_is_named(stand: Stand) -> None:
    series = FigureSeries(0, ABOUT, "gross_margin", "Margin", "%")
    stand.edit(AddSeries(series))
    stand.claims("Orders grow", test="gross_margin <= 28%")
    form = stand.page.detail.form
    stand.wait(lambda: "not known yet" in form.test_state.text())
    assert form.test_state.text().endswith("waits for figures of gross_margin")


def is_turned(page: ClaimsPage, wanted: Qt.Orientation) -> bool:
    return page.splitter.orientation() is wanted


def test_the_claim_stands_under_the_list_or_beside_it(stand: Stand) -> None:
    page = stand.page
    stand.claims("Orders grow")
    assert min(page.splitter.sizes()) > 150
    for width, height, turned in (
        (460, 600, Qt.Orientation.Vertical),
        (1200, 600, Qt.Orientation.Horizontal),
        (670, 600, Qt.Orientation.Vertical),
        (670, 320, Qt.Orientation.Horizontal),
    ):
        page.resize(width, height)
        stand.wait(partial(is_turned, page, turned))
        stand.wait(lambda: min(page.splitter.sizes()) > 150)


def test_nothing_in_particular_has_no_claims(stand: Stand) -> None:
    stand.page.show_about(About())
    stand.wait(lambda: "Choose one" in stand.page.list._words)
    assert not stand.page.add.isEnabled()
    with stand.qtbot.waitSignal(stand.page.said):
        stand.page.new_claim()


def test_a_text_that_is_put_is_shown_from_its_first_line(stand: Stand) -> None:
    stand.claims("Orders grow")
    field = stand.page.detail.form.falsifier
    field.put("Twelve months pass in which no company of the list passes the mark. " * 2)
    assert field.verticalScrollBar().value() == 0


def test_tab_goes_down_the_form(stand: Stand) -> None:
    stand.claims("Orders grow")
    form = stand.page.detail.form
    form.conviction.number.setValue(61)
    form.conviction.number.setFocus()
    for here, there in pairwise((form.conviction.number, form.why, form.falsifier, form.test)):
        QTest.keyClick(here, Key.Key_Tab)
        assert QApplication.focusWidget() is there

"""Journeys over the journal page: links, pictures, earlier texts, reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QImage, QTextCursor
from PySide6.QtTest import QTest

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.journal import pictures_in
from gridwatch.services.thesis.entry_edits import MoveEntry, SaveEntry
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.journal.history import HistoryDialog
from gridwatch.ui.thesis.outside import open_outside
from gridwatch.ui.thesis.place import PageName, Place
from tests.ui.thesis.journal.conftest import COMPANY, DAY, NOTHING, Journal

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Browser(QObject):
    """Takes what is opened outside."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


def test_the_newest_entry_is_open_and_an_empty_journal_is_ready(journal: Journal) -> None:
    page = journal.show()
    assert [each.title for each in page.list.model_.heads] == ["Second", "First"]
    assert page.sheet.editor.text == "# Second\n\nwords"
    assert page.count.text() == "2 entries"
    page = journal.show(NOTHING)
    assert page.sheet.editor.text == ""
    assert page.count.text() == ""
    assert not page.sheet.editor.isReadOnly()


def test_a_web_link_opens_outside_when_its_address_was_confirmed(journal: Journal) -> None:
    page = journal.show()
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")  # type: ignore[arg-type] # the stubs ask for bytes, it takes none
    try:
        page.leads.follow("https://bücher.example/a?b=1")
        strip = page.sheet.outside
        assert not strip.isHidden()
        assert "<b>xn--bcher-kva" in strip.label.text().replace("&#8203;", "")
        assert browser.opened == []
        QTest.mouseClick(strip.buttons[2], Qt.MouseButton.LeftButton)
        assert strip.isHidden()
        page.leads.follow("https://bücher.example/a?b=1")
        QTest.mouseClick(strip.buttons[0], Qt.MouseButton.LeftButton)
    finally:
        QDesktopServices.unsetUrlHandler("https")
    assert [QUrl(each).path() for each in browser.opened] == ["/a"]


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x", "x"]
)
def test_other_links_say_why_they_are_not_opened(journal: Journal, target: str) -> None:
    page = journal.show()
    page.leads.follow(target)
    assert page.sheet.outside.isHidden()
    assert len(journal.said) == 1
    with pytest.raises(Problem):
        open_outside(target)


def test_links_to_companies_and_claims_go_there(journal: Journal) -> None:
    page = journal.show()
    journal.qtbot.waitUntil(lambda: bool(page.leads.linkable.claims))
    with journal.qtbot.waitSignal(page.selected) as selected:
        page.leads.follow("company:gev")
    assert selected.args == [2]
    with journal.qtbot.waitSignal(page.opened) as opened:
        page.leads.follow("claim:1")
    assert opened.args == [Place(COMPANY, PageName.CLAIMS, 1)]
    page.leads.follow("claim:77")
    page.leads.follow("company:NVDA")
    assert len(journal.said) == 2


def test_hovering_says_where_a_link_leads(journal: Journal) -> None:
    page = journal.show()
    journal.qtbot.waitUntil(lambda: bool(page.leads.linkable.claims))
    lines = list[str]()
    for target in ("company:GEV", "claim:1", "https://e.example/x", "javascript:x", ""):
        page.sheet.editor.hovered.emit(target)
        lines.append(page.sheet.line.text())
    assert lines[:3] == ["GE Vernova · GEV", "Claim: Orders grow", "https://e.example/x"]
    assert "javascript" in lines[3]
    assert lines[4] == "Saved"


def test_a_picture_is_kept_and_linked_and_shown(journal: Journal, tmp_path: Path) -> None:
    page = journal.show()
    file = tmp_path / "Backlog [1].png"
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(file))
    page.sheet.editor.moveCursor(QTextCursor.MoveOperation.End)
    page.sheet.editor.take_file(str(file))
    journal.qtbot.waitUntil(lambda: bool(pictures_in(page.sheet.editor.text)))
    assert "words![Backlog  1](picture:" in page.sheet.editor.text.replace(" ](", "](")
    journal.settle()
    page.sheet.read.setChecked(True)
    journal.qtbot.waitUntil(lambda: page.sheet.pages.currentWidget() is page.sheet.reading)
    (name,) = pictures_in(journal.stored(2).text)
    assert page.sheet.reading._pictures[name].size() == image.size()


def test_what_is_no_picture_is_said_and_changes_nothing(journal: Journal, tmp_path: Path) -> None:
    page = journal.show()
    (tmp_path / "a.png").write_bytes(b"no picture")
    page.sheet.editor.take_file(str(tmp_path / "a.png"))
    journal.qtbot.waitUntil(lambda: bool(journal.said))
    assert page.sheet.editor.text == "# Second\n\nwords"
    assert journal.edits == []


def test_control_e_reads_and_writes_in_turn(journal: Journal) -> None:
    page = journal.show()
    journal.type("**bold** [[claim:1]] @gev <b>\n\n")
    page.activateWindow()
    page.sheet.editor.setFocus()
    QTest.keyClick(page.sheet.editor, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    journal.qtbot.waitUntil(lambda: page.sheet.pages.currentWidget() is page.sheet.reading)
    shown = page.sheet.reading.toPlainText()
    assert shown.startswith("bold Orders grow GE Vernova <b>")
    QTest.keyClick(page.sheet.reading, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert page.sheet.pages.currentWidget() is page.sheet.editor


def test_an_earlier_text_is_compared_and_brought_back(journal: Journal) -> None:
    page = journal.show()
    journal.elsewhere(SaveEntry(2, 1, "# Second\n\nother words", DAY, COMPANY))
    page.elsewhere.look()
    journal.qtbot.waitUntil(lambda: "other" in page.sheet.editor.text)
    page.sheet.asked.emit("history")
    journal.qtbot.waitUntil(lambda: page.findChild(HistoryDialog) is not None)
    dialog = page.findChild(HistoryDialog)
    assert isinstance(dialog, HistoryDialog)
    assert dialog.list.count() == 1
    lines = dialog.differences.toPlainText().split("\n")
    assert lines == ["  # Second", "  ", "− words", "+ other words"]
    QTest.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    journal.settle()
    assert journal.stored(2).text == "# Second\n\nwords"
    assert journal.revisions(2) == ["# Second\n\nwords", "# Second\n\nother words"]
    page.sheet.editor.undo()
    assert page.sheet.editor.text == "# Second\n\nother words"


def test_a_deleted_entry_goes_and_an_undo_brings_it_back(journal: Journal) -> None:
    page = journal.show()
    journal.type("last words ")
    page.sheet.asked.emit("remove")
    journal.qtbot.waitUntil(lambda: page.writing is not None and page.writing.entry.id == 1)
    assert [each.title for each in page.list.model_.heads] == ["First"]
    journal.edit(journal.inverses[-1], None, None)
    journal.qtbot.waitUntil(lambda: len(page.list.model_.heads) == 2)
    assert journal.stored(2).text.startswith("last words ")


def test_a_table_can_be_begun(journal: Journal) -> None:
    page = journal.show()
    page.sheet.editor.moveCursor(QTextCursor.MoveOperation.End)
    page.sheet.asked.emit("table")
    QTest.keyClicks(page.sheet.editor, "Year")
    QTest.keyClick(page.sheet.editor, Qt.Key.Key_Tab)
    assert page.sheet.editor.text.endswith(
        "words\n\n| Year |     |\n| ---- | --- |\n|      |     |\n"
    )


def test_the_list_stands_beside_the_entry_where_there_is_room(journal: Journal) -> None:
    page = journal.show()
    assert page.split.orientation() == Qt.Orientation.Vertical
    page.resize(1200, 600)
    assert page.split.orientation() == Qt.Orientation.Horizontal


def test_nobody_hears_of_entries_of_another_subject(journal: Journal) -> None:
    page = journal.show()
    journal.elsewhere(MoveEntry(1, DAY, NOTHING))
    page.elsewhere.look()
    journal.qtbot.waitUntil(lambda: [each.id for each in page.list.model_.heads] == [2])
    assert page.sheet.editor.text == "# Second\n\nwords"


def test_another_look_says_everything_anew(journal: Journal, look: Look) -> None:
    page = journal.show()
    page.restyle(look)
    assert page.sheet.read.text() == "Read"
    assert page.count.text() == "2 entries"

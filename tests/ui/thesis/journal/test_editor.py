"""Keys, clicks and what is pasted in the editor of the journal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.wording import LONGEST_TEXT
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.journal.completing import claim_offers, company_offers
from gridwatch.ui.thesis.journal.editor import MarkdownEditor
from tests.ui.thesis.journal.conftest import GEV, XD

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def editor(qtbot: QtBot, look: Look) -> MarkdownEditor:
    made = MarkdownEditor()
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.restyle(look.tones, frozenset({"GEV"}))
    made.show()
    made.setFocus()
    made.completing.show_offers(company_offers([XD, GEV], "en"), claim_offers([]))
    return made


def at(editor: MarkdownEditor, place: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(place)
    editor.setTextCursor(cursor)


def point_of(editor: MarkdownEditor, place: int) -> QPoint:
    cursor = editor.textCursor()
    cursor.setPosition(place)
    return editor.cursorRect(cursor).center() + QPoint(3, 0)


def paste(editor: MarkdownEditor, text: str = "", html: str = "") -> None:
    mime = QMimeData()
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    editor.insertFromMimeData(mime)


def test_tab_goes_from_cell_to_cell_and_aligns(editor: MarkdownEditor) -> None:
    editor.open("x\n|a|b|\n|-|-|\n|1|2|")
    at(editor, 3)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text == "x\n| a   | b   |\n| --- | --- |\n| 1   | 2   |"
    assert editor.textCursor().selectedText() == "b"
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.textCursor().selectedText() == "1"
    QTest.keyClick(editor, Qt.Key.Key_Backtab)
    assert editor.textCursor().selectedText() == "b"
    for _ in range(3):
        QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text.endswith("| 1   | 2   |\n|     |     |")
    editor.insertPlainText("中文字符")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text.split("\n")[1] == "| a        | b   |"
    editor.undo()
    assert editor.text.split("\n")[1] == "| a   | b   |"


def test_tab_elsewhere_and_in_code_is_a_tab(editor: MarkdownEditor) -> None:
    editor.open("```\n|a|b|\n```")
    at(editor, 5)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text == "```\n|\ta|b|\n```"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a", "- a\n- "),
        ("3. a", "3. a\n4. "),
        ("  - [x] a", "  - [x] a\n  - [ ] "),
        ("- a\n- ", "- a\n"),
        ("a", "a\n"),
    ],
)
def test_enter_goes_on_with_a_list_or_ends_it(
    editor: MarkdownEditor, text: str, expected: str
) -> None:
    editor.open(text)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text == expected


def test_a_box_is_toggled_by_the_keys_and_by_a_click(editor: MarkdownEditor, qtbot: QtBot) -> None:
    editor.open("- [ ] a\n- [x] b")
    at(editor, 6)
    with qtbot.waitSignal(editor.typed):
        QTest.keyClick(editor, Qt.Key.Key_Return, CONTROL)
    assert editor.text == "- [x] a\n- [x] b"
    editor.formatting.format_seen()
    QTest.mouseClick(
        editor.viewport(), Qt.MouseButton.LeftButton, pos=point_of(editor, len("- [x] a\n- ["))
    )
    assert editor.text == "- [x] a\n- [ ] b"
    editor.undo()
    assert editor.text == "- [x] a\n- [x] b"


def test_a_link_is_followed_with_control_only(editor: MarkdownEditor, qtbot: QtBot) -> None:
    editor.open("see [it](file:///etc/passwd) and @GEV x")
    followed = list[str]()
    editor.followed.connect(followed.append)
    where = point_of(editor, 6)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert followed == []
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, CONTROL, where)
    at_company = point_of(editor, editor.text.index("GEV"))
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, CONTROL, at_company)
    assert followed == ["file:///etc/passwd", "company:GEV"]
    with qtbot.waitSignal(editor.hovered) as hovered:
        QTest.mouseMove(editor.viewport(), where)
    assert hovered.args == ["file:///etc/passwd"]


def test_companies_are_offered_behind_an_at(editor: MarkdownEditor, qtbot: QtBot) -> None:
    editor.insertPlainText("see @中国")
    qtbot.waitUntil(lambda: editor.completing.is_open)
    assert [each.written for each in editor.completing.shown] == ["@601179.SS"]
    QTest.keyClick(editor.completing.popup, Qt.Key.Key_Return)
    assert editor.text == "see @601179.SS "
    QTest.keyClicks(editor, "a@ge")
    qtbot.wait(20)
    assert not editor.completing.is_open
    QTest.keyClicks(editor, " @zhong")
    qtbot.waitUntil(lambda: editor.completing.is_open)
    QTest.keyClick(editor.completing.popup, Qt.Key.Key_Escape)
    assert not editor.completing.is_open


def test_html_is_pasted_as_its_words_and_cells_as_a_table(editor: MarkdownEditor) -> None:
    paste(editor, html="<p>a <b>b</b></p><script>x</script>")
    assert editor.text == "a b"
    editor.open("")
    paste(editor, "a\tb\r\n1\t2\r\n", "<table><tr><td>a</td></tr></table>")
    assert editor.text == "|   a |   b |\n| --: | --: |\n|   1 |   2 |\n"


def test_what_is_too_large_is_refused_and_nothing_changes(
    editor: MarkdownEditor, qtbot: QtBot
) -> None:
    editor.open("before")
    for text in ("x\n" * 25_000_000, "x" * (LONGEST_TEXT - 5)):
        with qtbot.waitSignal(editor.refused) as refused:
            paste(editor, text)
        assert isinstance(refused.args[0], Problem)
    assert editor.text == "before"
    assert not editor.document().isUndoAvailable()


def test_it_is_told_how_much_is_there_already(editor: MarkdownEditor, qtbot: QtBot) -> None:
    editor.open("keep me")
    with qtbot.waitSignal(editor.refused) as refused:
        paste(editor, "x" * LONGEST_TEXT)
    assert refused.args is not None
    assert refused.args[0].values["there"] == len("keep me")


def test_other_scripts_and_strange_characters(editor: MarkdownEditor) -> None:
    paste(editor, "שלום 👩‍👩‍👧\x00 a\u00a0b\r\nc\u2028d")
    assert editor.text == "שלום 👩‍👩‍👧 a\u00a0b\nc\nd"


def test_pictures_are_handed_on_and_files_of_other_kinds_are_not(
    editor: MarkdownEditor, qtbot: QtBot, tmp_path: Path
) -> None:
    given = list[tuple[object, str]]()
    editor.pictured.connect(lambda source, name: given.append((source, name)))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "Backlog.PNG"))])
    editor.insertFromMimeData(mime)
    image = QMimeData()
    image.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    editor.insertFromMimeData(image)
    assert given[0] == (tmp_path / "Backlog.PNG", "Backlog")
    assert isinstance(given[1][0], QImage | bytes)
    other = QMimeData()
    other.setUrls([QUrl.fromLocalFile(str(tmp_path / "x.svg"))])
    editor.insertFromMimeData(other)
    assert len(given) == 2


def test_another_text_comes_with_the_cursor_where_it_was(editor: MarkdownEditor) -> None:
    editor.open("😀 one\ntwo")
    at(editor, len("😀 one\nt") + 1)
    editor.replace("😀😀 one more\ntwo\nthree")
    assert editor.text == "😀😀 one more\ntwo\nthree"
    assert editor.textCursor().block().text() == "two"
    assert editor.textCursor().positionInBlock() == 1

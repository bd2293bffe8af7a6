"""The editor's formats: what is seen, in step with the text, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QInputMethodEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QApplication

from gridwatch.ui.look import Look
from gridwatch.ui.thesis.journal.editor import MarkdownEditor

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def editor(qtbot: QtBot, look: Look) -> MarkdownEditor:
    made = MarkdownEditor()
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.restyle(look.tones, frozenset({"GEV"}))
    made.show()
    return made


def show(editor: MarkdownEditor, text: str) -> None:
    editor.open(text)
    editor.formatting.format_seen()


def bold(editor: MarkdownEditor, line: int) -> list[tuple[int, int]]:
    block = editor.document().findBlockByNumber(line)
    return [
        (each.start, each.length)
        for each in block.layout().formats()
        if each.format.fontWeight() == QFont.Weight.Bold
    ]


def fixed(block: QTextBlock) -> bool:
    return any(each.format.fontFixedPitch() for each in block.layout().formats())


def test_headings_are_larger_and_bold_words_bold(editor: MarkdownEditor) -> None:
    show(editor, "# Title\n\na **b**")
    heading = editor.document().firstBlock()
    sizes = {each.format.fontPointSize() for each in heading.layout().formats()}
    assert max(sizes) > editor.font().pointSizeF() * 1.4
    assert editor.blockBoundingRect(heading).height() > editor.fontMetrics().height() * 1.3
    assert bold(editor, 2) == [(2, 2), (4, 1), (5, 2)]


def test_letters_beyond_the_first_plane_count_as_qt_counts_them(editor: MarkdownEditor) -> None:
    show(editor, "😀😀 **b**")
    assert bold(editor, 0) == [(5, 2), (7, 1), (8, 2)]


def test_only_the_line_that_changed_is_formatted_again(editor: MarkdownEditor) -> None:
    show(editor, "one\ntwo **x**\nthree")
    formatted = list[int]()
    layout_of = editor.formatting._apply

    def note(block: QTextBlock, ranges: list[object]) -> None:
        formatted.append(block.blockNumber())
        layout_of(block, ranges)  # type: ignore[arg-type]

    editor.formatting._apply = note  # type: ignore[method-assign,assignment]
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.insertPlainText(" *e*")
    editor.formatting.format_seen()
    assert formatted == [2]


def test_code_begins_and_ends_with_its_fences(editor: MarkdownEditor) -> None:
    show(editor, "a\n\n**b**\n\nc")
    document = editor.document()
    assert not fixed(document.findBlockByNumber(2))
    cursor = QTextCursor(document.findBlockByNumber(1))
    cursor.insertText("```")
    editor.formatting.format_seen()
    assert [fixed(document.findBlockByNumber(line)) for line in (0, 2, 4)] == [False, True, True]
    assert bold(editor, 2) == []
    editor.undo()
    editor.formatting.format_seen()
    assert not fixed(document.findBlockByNumber(2))
    assert bold(editor, 2)


def test_lines_that_come_before_code_leave_it_code(editor: MarkdownEditor) -> None:
    show(editor, "a\n```\nb\n```\nc")
    cursor = QTextCursor(editor.document())
    cursor.insertText("x\ny\n")
    assert [editor.formatting.fences.hold(line) for line in (2, 3, 4, 5, 6)] == [
        False, True, True, True, False,
    ]  # fmt: skip


def test_of_a_long_text_only_what_is_seen_is_formatted(
    editor: MarkdownEditor, qtbot: QtBot
) -> None:
    show(editor, "a **b**\n" * 20_000)
    document = editor.document()
    assert bold(editor, 0)
    assert not bold(editor, 10_000)
    editor.setTextCursor(QTextCursor(document.findBlockByNumber(10_000)))
    qtbot.waitUntil(lambda: bool(bold(editor, 10_000)))
    assert not bold(editor, 5000)


def test_what_an_input_method_composes_keeps_its_own_format(
    editor: MarkdownEditor, qtbot: QtBot
) -> None:
    show(editor, "**b** ")
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    composing = QInputMethodEvent("zhong", [])
    QApplication.sendEvent(editor, composing)
    assert bold(editor, 0) == [(0, 2), (2, 1), (3, 2)]
    committed = QInputMethodEvent("", [])
    committed.setCommitString("中")
    QApplication.sendEvent(editor, committed)
    assert editor.text == "**b** 中"


def test_formats_are_no_typing(editor: MarkdownEditor, qtbot: QtBot, look: Look) -> None:
    show(editor, "a **b**")
    with qtbot.assertNotEmitted(editor.typed, wait=20):
        editor.restyle(look.tones, frozenset())
        editor.formatting.format_seen()
    assert not editor.document().isUndoAvailable()

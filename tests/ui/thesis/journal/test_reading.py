"""The reading view: Markdown that loads nothing, runs nothing, and leads nowhere by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument, QTextTable

from gridwatch.ui.look import Look
from gridwatch.ui.thesis.journal.reading import PIECE_LETTERS, ReadingView

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
HASH = "0" * 64
IMAGE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def view(qtbot: QtBot, look: Look) -> ReadingView:
    made = ReadingView()
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    return made


def picture() -> QImage:
    image = QImage(1000, 500, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return image


def red(view: ReadingView) -> bool:
    shown = view.grab().toImage()
    return any(
        shown.pixelColor(x, y) == QColor("red")
        for x in range(0, shown.width(), 9)
        for y in range(0, shown.height(), 9)
    )


def test_html_is_shown_as_text(view: ReadingView, look: Look) -> None:
    text = 'a <script>alert(1)</script> <img src="https://e.example/x.png"> <b>b</b>'
    view.show_text(f"{text}\n\n<div>c</div>", {}, look.tones)
    assert view.toPlainText() == f"{text}\n<div>c</div>"


def test_a_picture_of_the_profile_is_shown_no_wider_than_the_view(
    view: ReadingView, look: Look
) -> None:
    view.show_text(f"![a](picture:{HASH})", {HASH: picture()}, look.tones)
    assert red(view)
    assert view.horizontalScrollBar().maximum() == 0


def test_what_stands_for_a_picture_is_painted_anew_in_another_width(
    view: ReadingView, look: Look
) -> None:
    """It was made in a view that was narrow, and would be blown up in a wide one."""
    view.resize(60, 400)
    view.show_text("![a](https://e.example/x.png)", {}, look.tones)
    view.resize(700, 400)
    url = QUrl("https://e.example/x.png")
    shown = view.document().resource(IMAGE, url)
    assert isinstance(shown, QImage)
    assert shown.width() == view.loadResource(IMAGE, url).width()  # type: ignore[attr-defined]
    assert shown.width() > 120


def test_nothing_else_is_ever_loaded(view: ReadingView, look: Look, tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    assert picture().save(str(file))
    names = [
        str(file),
        QUrl.fromLocalFile(str(file)).toString(),
        "https://e.example/a.png",
        "//e.example/a.png",
        "data:image/png;base64,iVBORw0KGgo=",
        ":/qt-project.org/styles/commonstyle/images/file-16.png",
        f"picture:{'1' * 64}",
    ]
    text = "\n\n".join(f"![a]({each})" for each in names)
    view.show_text(text, {HASH: picture()}, look.tones)
    assert not red(view)
    for each in names:
        loaded = view.loadResource(IMAGE, QUrl(each))
        assert isinstance(loaded, QImage)
        assert not loaded.isNull()
        assert loaded.size() != picture().size()
    for kind in QTextDocument.ResourceType:
        assert view.loadResource(kind.value, QUrl.fromLocalFile(str(file))) is not None


def test_a_click_tells_where_it_leads_and_the_view_stays(view: ReadingView, look: Look) -> None:
    view.show_text("[a](file:///etc/hostname) x", {}, look.tones)
    followed = list[str]()
    view.followed.connect(followed.append)
    view.anchorClicked.emit(QUrl("file:///etc/hostname"))
    assert followed == ["file:///etc/hostname"]
    assert view.toPlainText() == "a x"
    assert not view.openLinks()
    assert not view.openExternalLinks()


def test_a_table_behind_a_quote_has_no_empty_line(view: ReadingView, look: Look) -> None:
    view.show_text("> q\n\n| a | b |\n|---|---|\n| 1 | 2 |", {}, look.tones)
    (table,) = (
        each for each in view.document().rootFrame().childFrames() if isinstance(each, QTextTable)
    )
    assert table.cellAt(0, 0).firstCursorPosition().block().text() == "a"


def test_a_long_text_comes_in_pieces(view: ReadingView, look: Look, qtbot: QtBot) -> None:
    lines = [f"line {each}" for each in range(PIECE_LETTERS // 4)]
    view.show_text("\n\n".join(lines), {}, look.tones)
    assert lines[-1] not in view.toPlainText()
    qtbot.waitUntil(lambda: view.toPlainText().split("\n") == lines, timeout=10_000)
    view.show_text("short", {}, look.tones)
    qtbot.wait(20)
    assert view.toPlainText() == "short"

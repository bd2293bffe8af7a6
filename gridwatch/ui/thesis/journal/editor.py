"""The editor of a journal entry: Markdown as it is written, formatted where it stands."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.differences import patches_of
from gridwatch.domain.thesis.journal import Picture
from gridwatch.domain.thesis.markdown import Span, box_at, box_of, link_at
from gridwatch.domain.thesis.pasted import pasted_text
from gridwatch.ui.appearance import Tones
from gridwatch.ui.thesis.journal import table_keys
from gridwatch.ui.thesis.journal.completing import Completing
from gridwatch.ui.thesis.journal.formatting import Formatting
from gridwatch.ui.thesis.journal.pictures import KINDS

translate = QCoreApplication.translate
_KEEP = QTextCursor.MoveMode.KeepAnchor
_Key = Qt.Key
_ENTER = {_Key.Key_Return, _Key.Key_Enter}
_ITEM = re.compile(r"(\s*)([-*+]|(\d{1,9})([.)]))(\s+)(\[[ xX]\]\s)?")
_IMAGE_KINDS = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp")
MARGIN = 8


class MarkdownEditor(QPlainTextEdit):
    """Plain Markdown. `typed`: the user, or an undo, has changed the text.

    `followed` carries where a link leads that was clicked with Ctrl, `hovered` the one under the
    pointer, "" for none. `pictured` carries a picture to be kept, and its name. `refused` carries a
    Problem with what was pasted.
    """

    typed = Signal()
    followed = Signal(str)
    hovered = Signal(str)
    pictured = Signal(object, str)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Container[str] = frozenset[str]()
        self._loading = False
        self._hovered = ""
        self._raw: str | None = ""
        self.formatting = Formatting(self)
        self.completing = Completing(self)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.document().setDocumentMargin(MARGIN)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self.document().contentsChange.connect(self._note)

    # The text

    @property
    def text(self) -> str:
        """Return what is written; nothing in it is replaced, as `toPlainText` does."""
        if self._raw is None:
            raw = self.document().toRawText()
            self._raw = raw.replace("\u2029", "\n").replace("\u2028", "\n")
        return self._raw

    def open(self, text: str) -> None:
        """Show another text; what was undone before can't be any more."""
        self._loading = True
        try:
            self.setPlainText(text)
        finally:
            self._loading = False
        self._raw = None
        self.formatting.format_soon()

    def replace(self, text: str) -> None:
        """Show what was written elsewhere: the cursor stays where it is, an undo goes back."""
        self._loading = True
        try:
            self._replace(self.text, text)
        finally:
            self._loading = False

    def bring_back(self, text: str) -> None:
        """Write a text in the place of all that is there, as the user could."""
        self._replace(self.text, text)

    def _replace(self, before: str, text: str) -> None:
        """Write only what differs, from the end: a cursor in other lines does not notice it."""
        whole = QTextCursor(self.document())
        whole.beginEditBlock()
        for start, end, words in reversed(patches_of(before, text)):
            cursor = QTextCursor(self.document())
            cursor.setPosition(_units(before[:start]))
            cursor.setPosition(_units(before[:end]), _KEEP)
            cursor.insertText(words)
        whole.endEditBlock()

    def _note(self, _place: int, removed: int, added: int) -> None:
        """Tell of what was typed: formats make the same signal, and change nothing."""
        if self.formatting.busy or (removed == added == 0):
            return
        self._raw = None
        if not self._loading:
            self.typed.emit()
            if self.hasFocus():
                self.completing.look_soon()

    def restyle(self, tones: Tones, known: Container[str]) -> None:
        """Take other colours and other companies that can be linked to."""
        self._known = known
        self.formatting.restyle(tones, self.font(), known)

    def insert_picture(self, cursor: QTextCursor, picture: Picture, name: str) -> None:
        """Write a picture where the cursor was when it was pasted."""
        words = re.sub(r"[\[\]()\\\n]", " ", name).strip() or translate("Journal", "Picture")
        cursor.insertText(f"![{words}](picture:{picture.hash})")

    def take_file(self, name: str) -> None:
        """Have a picture of a file kept."""
        self.pictured.emit(Path(name), Path(name).stem)

    def begin_claim_link(self) -> None:
        """Begin a link to a claim, and offer the claims."""
        self.textCursor().insertText("[[")
        self.setFocus()
        self.completing.look_soon()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the list of offers, tables and lists their keys; the rest is typed."""
        if not (self._key_of_offers(event) or self._own_key(event)):
            super().keyPressEvent(event)
            return
        event.accept()

    def _key_of_offers(self, event: QKeyEvent) -> bool:
        if not self.completing.is_open:
            return False
        if event.key() in _ENTER | {_Key.Key_Tab}:
            return self.completing.take_current()
        if event.key() == _Key.Key_Escape:
            self.completing.close()
            return True
        return False

    def _own_key(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and held == Qt.KeyboardModifier.ControlModifier:
            return self._toggle_here()
        if key in _ENTER and held == Qt.KeyboardModifier.NoModifier:
            return self._go_on_with_list()
        if key == _Key.Key_Tab and held == Qt.KeyboardModifier.NoModifier:
            return self._step(back=False)
        if key == _Key.Key_Backtab:
            return self._step(back=True)
        return False

    def _step(self, *, back: bool) -> bool:
        if self.formatting.in_code(self.textCursor().block()):
            return False
        cursor = table_keys.step(self.textCursor(), back=back)
        if cursor is not None:
            self.setTextCursor(cursor)
        return cursor is not None or back

    def _go_on_with_list(self) -> bool:
        """Begin the next item of a list; an empty one ends it."""
        cursor = self.textCursor()
        line = cursor.block().text()
        item = _ITEM.match(line)
        if item is None or cursor.hasSelection() or cursor.positionInBlock() < item.end():
            return False
        if self.formatting.in_code(cursor.block()):
            return False
        if item.end() == len(line):
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, _KEEP)
            cursor.removeSelectedText()
            return True
        mark = f"{int(item[3]) + 1}{item[4]}" if item[3] else item[2]
        box = "[ ] " if item[6] else ""
        cursor.insertText(f"\n{item[1]}{mark}{item[5] if not box else ' '}{box}")
        self.ensureCursorVisible()
        return True

    # Check lists and links

    def _toggle_here(self) -> bool:
        block = self.textCursor().block()
        box = box_of(block.text())
        if box is None or self.formatting.in_code(block):
            return False
        self._toggle(block, box)
        return True

    def _toggle(self, block: QTextBlock, box: Span) -> None:
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + box.start + 1)
        cursor.setPosition(block.position() + box.start + 2, _KEEP)
        cursor.insertText(" " if box.level else "x")

    def _at(self, point: QPoint) -> tuple[QTextBlock, int] | None:
        """Return the line under a point and the letter in it, None beside the text."""
        cursor = self.cursorForPosition(point)
        block = cursor.block()
        if self.formatting.in_code(block):
            return None
        start = self.cursorRect(cursor)
        if not start.top() <= point.y() <= start.bottom():
            return None
        units = cursor.positionInBlock() - (1 if point.x() < start.left() else 0)
        text = block.text()
        place = len(text.encode("utf-16-le")[: 2 * max(0, units)].decode("utf-16-le", "ignore"))
        if place >= len(text) and point.x() > start.right() + 4:
            return None
        return block, place

    def _link_under(self, point: QPoint) -> str:
        found = self._at(point)
        if found is None:
            return ""
        link = link_at(found[0].text(), found[1], self._known)
        return link.target if link is not None else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Toggle a box; with Ctrl follow a link."""
        if event.button() == Qt.MouseButton.LeftButton:
            point = event.position().toPoint()
            if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                target = self._link_under(point)
                if target:
                    self.followed.emit(target)
                    return
            elif not event.modifiers() and self._toggle_at(point):
                return
        super().mousePressEvent(event)

    def _toggle_at(self, point: QPoint) -> bool:
        found = self._at(point)
        box = box_at(found[0].text(), found[1]) if found else None
        if found is None or box is None:
            return False
        self._toggle(found[0], box)
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the link under the pointer leads."""
        super().mouseMoveEvent(event)
        if event.buttons():
            return
        point = event.position().toPoint()
        target = self._link_under(point)
        held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        found = self._at(point)
        on_box = found is not None and box_at(found[0].text(), found[1]) is not None
        hand = (target and held) or on_box
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.IBeamCursor
        )
        self._hover(target)

    def _hover(self, target: str) -> None:
        if target != self._hovered:
            self._hovered = target
            self.hovered.emit(target)

    def leaveEvent(self, event: QEvent) -> None:
        """Point at nothing any more."""
        super().leaveEvent(event)
        self._hover("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Offer nothing once the user is elsewhere; the list of offers itself takes the focus."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.completing.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Format what came into view."""
        super().resizeEvent(event)
        self.formatting.format_soon()

    # What is pasted and dropped

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's
        """Take text and pictures."""
        return source.hasText() or source.hasHtml() or source.hasImage() or bool(_paths(source))

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's
        """Insert text as text, whatever it was, and keep pictures with the profile."""
        paths = _paths(source)
        if paths:
            for each in paths:
                self.pictured.emit(each, each.stem)
        elif source.hasImage() and not _words(source):
            self.pictured.emit(_image(source), "")
        else:
            self._insert_text(source)

    def _insert_text(self, source: QMimeData) -> None:
        plain = source.text()
        html = source.html() if not plain or "\t" in plain else ""
        cursor = self.textCursor()
        there = self.document().characterCount() - 1  # Qt counts the end as well
        there -= abs(cursor.position() - cursor.anchor())
        try:
            text = pasted_text(plain, html, there)
        except Problem as problem:
            self.refused.emit(problem)
            return
        if text.startswith("\n") and not cursor.positionInBlock():
            text = text[1:]
        cursor.insertText(text)
        self.ensureCursorVisible()


def _paths(source: QMimeData) -> list[Path]:
    """Return the local picture files among what is dropped; [] where anything else is."""
    urls = source.urls()
    paths = [Path(each.toLocalFile()) for each in urls if each.isLocalFile()]
    fit = len(paths) == len(urls) and all(each.suffix[1:].lower() in KINDS for each in paths)
    return paths if fit else []


def _words(source: QMimeData) -> bool:
    """Tell whether something is text as well: a spreadsheet gives a picture of its cells too."""
    return bool(source.text().strip()) and not source.urls()


def _image(source: QMimeData) -> QImage | bytes:
    """Return a picture, as its bytes where there are any: their head says how large it is."""
    for kind in _IMAGE_KINDS:
        if source.hasFormat(kind):
            data = bytes(source.data(kind).data())
            if data:
                return data
    image = source.imageData()
    return image if isinstance(image, QImage) else QImage()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

"""Formats Markdown in its editor while it is written: only what is seen, only what changed."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import accumulate, pairwise

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextDocument, QTextLayout
from PySide6.QtWidgets import QPlainTextEdit

from gridwatch.domain.thesis.markdown import (
    Fences,
    Kind,
    Span,
    fences_of,
    is_fence,
    spans_of,
)
from gridwatch.ui.appearance import Tones
from gridwatch.ui.thesis.journal.formats import formats_of, heading_format

FormatRange = QTextLayout.FormatRange
# Beyond this many lines at once a change is looked at as a new text.
_MANY = 400


class Formatting(QObject):
    """Keeps the formats of an editor's lines in step with their text.

    A block's user state is the number of the round in which it was formatted; what is out of sight
    waits. It does what QSyntaxHighlighter does, which would go through a whole text at once.
    """

    def __init__(self, editor: QPlainTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._document: QTextDocument = editor.document()
        self._fences = Fences()
        self._known: Container[str] = frozenset[str]()
        self._lines = self._document.blockCount()
        self._round, self._busy = 1, False
        self._formats: dict[Kind, QTextCharFormat] = {}
        self._headings: list[QTextCharFormat] = []
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.format_seen)
        self._document.contentsChange.connect(self._changed)
        editor.verticalScrollBar().valueChanged.connect(self.format_soon)

    @property
    def fences(self) -> Fences:
        """Return which lines are code now."""
        return self._fences

    @property
    def busy(self) -> bool:
        """Tell whether a change of the document is only one of its formats."""
        return self._busy

    def restyle(self, tones: Tones, font: QFont, known: Container[str]) -> None:
        """Take other colours, another font, or other companies that can be linked to."""
        self._formats = dict(formats_of(tones, font))
        self._headings = [heading_format(level, font) for level in range(1, 7)]
        self._known = known
        self._format_anew()

    def in_code(self, block: QTextBlock) -> bool:
        """Tell whether a block belongs to a block of code."""
        return self._fences.hold(block.blockNumber())

    def format_soon(self) -> None:
        """Format what is seen when everything else has been done."""
        if not self._later.isActive():
            self._later.start(0)

    # What changes

    def _changed(self, place: int, removed: int, added: int) -> None:
        if self._busy:
            return
        document = self._document
        first = document.findBlock(place)
        last = document.findBlock(min(place + added, max(0, document.characterCount() - 1)))
        start, end = first.blockNumber(), last.blockNumber()
        grown = document.blockCount() - self._lines
        self._lines = document.blockCount()
        if self._is_edge(first, start, end, grown):
            self._read_fences()
        else:
            self._fences = self._fences.moved(start, grown)
        self._forget(first, min(end - start, _MANY))
        last.setUserState(-1)
        if end - start < 3:
            for block in _from(first, end - start + 1):
                self._format(block)
        else:
            self.format_soon()

    def _is_edge(self, first: QTextBlock, start: int, end: int, grown: int) -> bool:
        """Tell whether a change may begin or end a block of code."""
        if end - start > _MANY or self._fences.is_edge(start, max(start, end - grown)):
            return True
        return any(is_fence(block.text()) for block in _from(first, end - start + 1))

    def _read_fences(self) -> None:
        before, self._fences = self._fences, fences_of(self._document.toPlainText())
        if before != self._fences:
            self._format_anew()

    def _format_anew(self) -> None:
        self._round += 1
        self.format_soon()

    def _forget(self, first: QTextBlock, count: int) -> None:
        for block in _from(first, count + 1):
            block.setUserState(-1)

    # What is seen

    def format_seen(self) -> None:
        """Format the lines in view that are not yet."""
        if not self._formats:
            return
        for block in self._seen():
            if block.userState() != self._round:
                self._format(block)

    def _seen(self) -> Iterator[QTextBlock]:
        block = self._editor.firstVisibleBlock()
        height = self._editor.viewport().height()
        # Lines grow with their format, so that never more fit than before it.
        line = max(1, self._editor.fontMetrics().height())
        yield from _from(block, height // line + 2)

    def _format(self, block: QTextBlock) -> None:
        if not self._formats:
            return
        block.setUserState(self._round)
        text = block.text()
        if self._fences.hold(block.blockNumber()):
            whole = Span(0, len(text), Kind.CODE)
            spans = [whole, Span(0, len(text), Kind.MARK)] if is_fence(text) else [whole]
        else:
            spans = spans_of(text, self._known)
        self._apply(block, list(self._ranges(text, spans)))

    def _ranges(self, text: str, spans: list[Span]) -> Iterator[FormatRange]:
        units = _units(text)
        cuts = sorted({place for each in spans for place in (each.start, each.end)})
        for start, end in pairwise(cuts):
            over = [each for each in spans if each.start <= start and each.end >= end]
            if not over or start == end:
                continue
            made = QTextCharFormat()
            for each in over:
                made.merge(self._format_of(each))
            found = FormatRange()
            found.start, found.length = units[start], units[end] - units[start]
            found.format = made
            yield found

    def _format_of(self, span: Span) -> QTextCharFormat:
        return (
            self._headings[span.level - 1]
            if span.kind is Kind.HEADING
            else self._formats[span.kind]
        )

    def _apply(self, block: QTextBlock, ranges: list[FormatRange]) -> None:
        """Give a line its formats; those of what an input method composes in it stay."""
        layout = block.layout()
        place, length = layout.preeditAreaPosition(), len(layout.preeditAreaText())
        if length:
            ranges = [*_around(ranges, place, length), *_inside(layout.formats(), place, length)]
        elif not ranges and not layout.formats():
            return
        layout.setFormats(ranges)
        self._busy = True
        try:
            self._document.markContentsDirty(block.position(), block.length())
        finally:
            self._busy = False


def _from(block: QTextBlock, count: int) -> Iterator[QTextBlock]:
    for _ in range(count):
        if not block.isValid():
            return
        yield block
        block = block.next()


def _units(text: str) -> range | list[int]:
    """Return where each letter begins as Qt counts: an emoji takes two."""
    if text.isascii() or max(text) <= "\uffff":
        return range(len(text) + 1)
    return [0, *accumulate(2 if each > "\uffff" else 1 for each in text)]


def _around(ranges: list[FormatRange], place: int, length: int) -> Iterator[FormatRange]:
    """Return ranges with room for what is being composed."""
    for each in ranges:
        made = FormatRange()
        made.start, made.length, made.format = each.start, each.length, each.format
        if each.start >= place:
            made.start += length
        elif each.start + each.length > place:
            made.length += length
        yield made


def _inside(ranges: list[FormatRange], place: int, length: int) -> Iterator[FormatRange]:
    for each in ranges:
        if each.start >= place and each.start + each.length <= place + length:
            yield each

"""The reading view of a journal entry: rendered Markdown that loads nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QPainter,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from gridwatch.domain.thesis.journal import PICTURE_SCHEME
from gridwatch.domain.thesis.markdown_reading import pieces_of
from gridwatch.ui.appearance import Tones
from gridwatch.ui.strips import mixed
from gridwatch.ui.thesis.journal.formats import HEADING_SIZES, fixed_font

translate = QCoreApplication.translate
_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_Property = QTextFormat.Property
# So much is rendered at once; the rest follows while the window goes on.
PIECE_LETTERS = 4000
MARGIN = 12


class ReadingView(QTextBrowser):
    """Shows a text with the pictures that are handed in.

    `followed` carries where a link leads that was clicked, `hovered` the one under the pointer.
    """

    followed = Signal(str)
    hovered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tones: Tones | None = None
        self._pictures: Mapping[str, QImage] = {}
        self._illustrated = False  # by pictures, or by what stands for them
        self._pieces: list[str] = []
        self._next = QTimer(self)
        self._next.timeout.connect(self._add_piece)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))
        self.highlighted.connect(lambda url: self.hovered.emit(url.toString()))

    def show_text(self, text: str, pictures: Mapping[str, QImage], tones: Tones) -> None:
        """Render Markdown; `pictures` are those of the profile, by hash."""
        self._tones, self._pictures, self._illustrated = tones, pictures, False
        self.clear()
        self.document().setDocumentMargin(MARGIN)
        self._pieces = pieces_of(text, PIECE_LETTERS)
        self._add_piece()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if self._pieces:
            self._next.start(0)

    def _add_piece(self) -> None:
        if not self._pieces:
            self._next.stop()
            return
        document = self.document()
        cursor = QTextCursor(document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        start = cursor.position()
        cursor.beginEditBlock()  # it is laid out once, when it has been dressed
        if start:
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertMarkdown(self._pieces.pop(0), _FEATURES)
        self._dress(start)
        cursor.endEditBlock()
        self._dress_tables(start)  # there are none before the end

    # How it looks

    def _dress(self, start: int) -> None:
        tones = self._tones
        if tones is None:
            return
        block = self.document().findBlock(start)
        while block.isValid():
            self._dress_block(block, tones)
            block = block.next()
        self._fit_pictures(start)

    def _dress_tables(self, start: int) -> None:
        for frame in self.document().rootFrame().childFrames():
            if self._tones and isinstance(frame, QTextTable) and frame.lastPosition() >= start:
                _dress_table(frame, self._tones)

    def _dress_block(self, block: QTextBlock, tones: Tones) -> None:
        form, cursor = block.blockFormat(), QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        if _is_code(form):
            form.setBackground(QColor(mixed(tones.text, tones.base, 0.06)))
            form.setNonBreakableLines(False)
            cursor.mergeCharFormat(self._fixed())
            _set_margins(form, 0, 0)
        elif cursor.currentTable() is not None:
            form = QTextBlockFormat()
            form.setAlignment(block.blockFormat().alignment())
        elif form.headingLevel():
            self._enlarge(block, form.headingLevel(), tones)
            _set_margins(form, 14 if block.position() else 0, 6)
        elif form.hasProperty(_Property.BlockQuoteLevel):
            muted = QTextCharFormat()
            muted.setForeground(QColor(tones.muted))
            cursor.mergeCharFormat(muted)
            form.setLeftMargin(16 * max(1, form.intProperty(_Property.BlockQuoteLevel)))
            _set_margins(form, 4, 8)
        elif block.textList() is not None:
            _set_margins(form, 1, 3)
        else:
            _set_margins(form, 0, 8)
        QTextCursor(block).setBlockFormat(form)
        self._dress_stretches(block, tones)

    def _enlarge(self, block: QTextBlock, level: int, tones: Tones) -> None:
        """Give a heading the size that it has in the editor."""
        for place, length, form in _stretches(block):
            form.clearProperty(_Property.FontSizeAdjustment)
            form.setFontPointSize(self.font().pointSizeF() * HEADING_SIZES[level - 1])
            form.setFontWeight(QFont.Weight.Bold)
            form.setForeground(QColor(tones.text))
            self._select(place, length).setCharFormat(form)

    def _select(self, place: int, length: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        cursor.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _fixed(self) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFontFamilies(fixed_font(self.font()).families())
        return form

    def _dress_stretches(self, block: QTextBlock, tones: Tones) -> None:
        """Give code within a line its font and ground, and links their colour."""
        for place, length, form in _stretches(block):
            made = QTextCharFormat()
            if form.fontFixedPitch():
                made = self._fixed()
                made.setBackground(QColor(mixed(tones.text, tones.base, 0.06)))
            elif form.isAnchor():
                claim = form.anchorHref().startswith("claim:")
                made.setForeground(QColor(tones.target if claim else tones.accent))
                made.setFontUnderline(False)
            else:
                continue
            self._select(place, length).mergeCharFormat(made)

    def _fit_pictures(self, start: int) -> None:
        """Make pictures no wider than the view, and paint what stands for others that wide."""
        kind = QTextDocument.ResourceType.ImageResource.value
        room = max(80, self.viewport().width() - 2 * MARGIN - 4)
        block = self.document().findBlock(start)
        while block.isValid():
            for place, length, form in _stretches(block):
                if form.isImageFormat():
                    self._illustrated = True
                    image = form.toImageFormat()
                    name = QUrl(image.name())
                    picture = self._picture(name)
                    self.document().addResource(kind, name, picture)  # else that of before stays
                    image.setWidth(min(picture.width(), room))
                    self._select(place, length).setCharFormat(image)
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pictures into the other width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self._illustrated:
            self._fit_pictures(0)

    # What is loaded: nothing but the pictures that were handed in

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's
        """Return a picture of the profile, or one that says why there is none."""
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self._picture(QUrl(name))
        return ""  # never nothing: Qt would look for a file then

    def _picture(self, name: QUrl) -> QImage:
        found = self._pictures.get(name.path()) if name.scheme() == PICTURE_SCHEME else None
        return found if found is not None else self._placeholder(name)

    def _placeholder(self, name: QUrl) -> QImage:
        scheme = name.scheme().lower()
        if scheme == PICTURE_SCHEME:
            words = translate("Journal", "This picture is not in the profile")
        elif scheme in {"http", "https"} or (not scheme and name.host()):
            words = translate("Journal", "Not loaded: picture from the web ({host})")
            words = words.format(host=name.host()[:60])
        else:
            words = translate("Journal", "Not loaded: only pictures that were pasted in are shown")
        return self._painted(words)

    def _painted(self, words: str) -> QImage:
        tones, metrics = self._tones, self.fontMetrics()
        room = max(120, self.viewport().width() - 2 * MARGIN - 8)
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room - 24)
        size = QSize(metrics.horizontalAdvance(words) + 24, metrics.height() + 14)
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(QColor(tones.raised if tones else "#ffffff"))
        painter = QPainter(image)
        painter.setFont(self.font())
        painter.setPen(QColor(tones.border if tones else "#000000"))
        painter.drawRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1))
        painter.setPen(QColor(tones.muted if tones else "#000000"))
        painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()
        return image


def _stretches(block: QTextBlock) -> Iterator[tuple[int, int, QTextCharFormat]]:
    """Return the stretches of one format of a block, gathered before any of them is changed."""
    found, each = list[tuple[int, int, QTextCharFormat]](), block.begin()
    while not each.atEnd():
        fragment = each.fragment()
        found.append((fragment.position(), fragment.length(), fragment.charFormat()))
        each += 1
    yield from found


def _is_code(form: QTextBlockFormat) -> bool:
    return form.hasProperty(_Property.BlockCodeFence) or form.hasProperty(
        _Property.BlockCodeLanguage
    )


def _set_margins(form: QTextBlockFormat, above: int, below: int) -> None:
    form.setTopMargin(above)
    form.setBottomMargin(below)


def _dress_table(table: QTextTable, tones: Tones) -> None:
    form = table.format()
    form.setBorder(1)
    form.setBorderBrush(QBrush(QColor(tones.border)))
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    form.setCellPadding(5)
    form.setCellSpacing(0)
    form.setTopMargin(4)
    form.setBottomMargin(12)
    form.setWidth(QTextLength())
    table.setFormat(form)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.format()
        head.setBackground(QColor(tones.raised))
        cell.setFormat(head)
        cursor = cell.firstCursorPosition()
        if not cursor.block().text() and cursor.position() < cell.lastPosition():
            cursor.deleteChar()  # behind a quote Qt begins the first cell with an empty line
        cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        bold.setForeground(QColor(tones.text))
        cursor.mergeCharFormat(bold)

"""Markdown in a document for paper: no HTML is run, and every link shows where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
)

from gridwatch.domain.thesis.journal import PICTURE_SCHEME

translate = QCoreApplication.translate
_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_INK = "#1e5aa0"  # of links, on paper
_TALLEST = 0.9  # of the width: such a picture still fits on any page


def insert_markdown(cursor: QTextCursor, text: str) -> None:
    """Insert a text behind whatever stands there, in blocks of its own."""
    part = QTextDocument()
    owner = cursor.document()
    part.setDefaultFont(owner.defaultFont())
    part.setMarkdown(text, _FEATURES)
    _spell_out(part)
    _lower_headings(part)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock()
    cursor.insertFragment(QTextDocumentFragment(part))
    cursor.movePosition(QTextCursor.MoveOperation.End)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of letters of one format, copied: changing a document moves its own fragments."""

    start: int
    end: int
    style: QTextCharFormat
    text: str


def _pieces(document: QTextDocument) -> list[_Piece]:
    """Return the pieces of a document, the last one first, so that changes move none to come."""
    found = list[_Piece]()
    block = document.begin()
    while block.isValid():
        walk = block.begin()
        while not walk.atEnd():
            each = walk.fragment()
            start, style = each.position(), QTextCharFormat(each.charFormat())
            found.append(_Piece(start, start + each.length(), style, each.text()))
            walk += 1
        block = block.next()
    return found[::-1]


def _spell_out(document: QTextDocument) -> None:
    """Write its address behind each link, and words in the place of pictures from elsewhere."""
    for each in _pieces(document):
        if each.style.isImageFormat():
            name = each.style.toImageFormat().name()
            if QUrl(name).scheme() != PICTURE_SCHEME:
                words = translate("Print", "[picture, not loaded: {address}]").format(address=name)
                _replace(document, each, words)
        elif each.style.isAnchor():
            if each.style.anchorHref() != each.text:
                cursor = QTextCursor(document)
                cursor.setPosition(each.end)
                cursor.insertText(f" ({each.style.anchorHref()})", QTextCharFormat())
            each.style.setForeground(QColor(_INK))
            _chosen(document, each).setCharFormat(each.style)


def _lower_headings(document: QTextDocument) -> None:
    """Make the headings of a text smaller than those of the document that it comes into."""
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level:
            smaller = QTextCharFormat()
            smaller.setProperty(QTextFormat.Property.FontSizeAdjustment, 1 if level == 1 else 0)
            cursor = QTextCursor(block)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(smaller)
        block = block.next()


def _chosen(document: QTextDocument, piece: _Piece) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(piece.start)
    cursor.setPosition(piece.end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _replace(document: QTextDocument, piece: _Piece, words: str) -> None:
    cursor = _chosen(document, piece)
    cursor.removeSelectedText()
    cursor.insertText(words, QTextCharFormat())


def fit_pictures(document: QTextDocument, width: float) -> None:
    """Make the pictures no wider than a page, nor taller."""
    for each in _pieces(document):
        if not each.style.isImageFormat():
            continue
        image_style = each.style.toImageFormat()
        image = document.resource(
            QTextDocument.ResourceType.ImageResource.value, QUrl(image_style.name())
        )
        if not isinstance(image, QImage) or image.isNull():
            _replace(document, each, translate("Print", "[picture missing]"))
            continue
        factor = min(1.0, width / image.width(), _TALLEST * width / image.height())
        image_style.setWidth(image.width() * factor)
        image_style.setHeight(image.height() * factor)
        _chosen(document, each).setCharFormat(image_style)

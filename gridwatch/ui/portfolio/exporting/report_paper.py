"""A report on paper: its page as a document of Qt's, with its charts as pictures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QRectF, QSizeF, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QPageLayout,
    QPainter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer

from gridwatch.domain.report import ReportPage
from gridwatch.files.report.chart_svg import Picture
from gridwatch.files.report.page_html import report_page_html, report_pictures
from gridwatch.ui.thesis.printing import DPI, FOOT, page_layout, text_width, write_pdf

_FINE = 3  # pixels of a picture for one of the document


def write_report_pdf(page: ReportPage, out: Path, locale: QLocale) -> int:
    """Write a report as PDF on the paper of a country; return the number of pages.

    Raises Problem where it can't be written.
    """
    layout = page_layout(locale)
    width = text_width(layout)
    high = layout.paintRect(QPageLayout.Unit.Point).height() * DPI / 72 - FOOT
    document = report_document(page, width)
    document.setPageSize(QSizeF(width, high))
    keep_headings(document)
    return write_pdf(document, out, layout, page.title)


def report_document(page: ReportPage, width: float) -> QTextDocument:
    """Return a report as a document whose charts are as wide as the text."""
    document = QTextDocument()
    font = QFont(document.defaultFont())
    font.setPointSizeF(9.5)
    document.setDefaultFont(font)
    for number, picture in enumerate(report_pictures(page)):
        document.addResource(
            QTextDocument.ResourceType.ImageResource,
            QUrl(_name(number)),
            _painted(picture, width),
        )

    def place(number: int, picture: Picture) -> str:
        high = round(picture.height * width / picture.width)
        return f'<img src="{_name(number)}" width="{round(width)}" height="{high}">'

    document.setHtml(report_page_html(page, place))
    document.setDocumentMargin(0)
    return document


def keep_headings(document: QTextDocument) -> None:
    """Begin a new page before a heading whose section does not begin on its page.

    Qt passes over what the page says of it.
    """
    block = document.begin()
    while block.isValid():
        below = block.next()
        # A picture belongs to the block of its heading; what is written stands in the next one.
        if block.blockFormat().headingLevel() and _parted(document, block, below):
            policy = block.blockFormat()
            policy.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).setBlockFormat(policy)
        block = below


def _parted(document: QTextDocument, block: QTextBlock, below: QTextBlock) -> bool:
    first, last = _pages_of(document, block)
    beside = below.isValid() and "\N{OBJECT REPLACEMENT CHARACTER}" not in block.text()
    return first < last or (beside and first < _pages_of(document, below)[0])


def _pages_of(document: QTextDocument, block: QTextBlock) -> tuple[int, int]:
    """Return the pages on which a block begins and ends."""
    rect = document.documentLayout().blockBoundingRect(block)
    high = document.pageSize().height()
    return int(rect.top() // high), int((rect.bottom() - 1) // high)


def _name(number: int) -> str:
    return f"chart:{number}"


def _painted(picture: Picture, width: float) -> QImage:
    wide = round(width) * _FINE
    high = round(picture.height * width / picture.width) * _FINE
    image = QImage(wide, high, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill("white")
    renderer = QSvgRenderer(QByteArray(picture.svg.encode()))
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, wide, high))
    painter.end()
    return image

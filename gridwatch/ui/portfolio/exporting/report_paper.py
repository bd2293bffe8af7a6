"""A report on paper: its page as a document of Qt's, with its charts as pictures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QRectF, QUrl
from PySide6.QtGui import QFont, QImage, QPainter, QTextDocument
from PySide6.QtSvg import QSvgRenderer

from gridwatch.domain.report import ReportPage
from gridwatch.files.report.chart_svg import Picture
from gridwatch.files.report.page_html import report_page_html, report_pictures
from gridwatch.ui.thesis.printing import page_layout, text_width, write_pdf

_FINE = 3  # pixels of a picture for one of the document


def write_report_pdf(page: ReportPage, out: Path, locale: QLocale) -> int:
    """Write a report as PDF on the paper of a country; return the number of pages.

    Raises Problem where it can't be written.
    """
    layout = page_layout(locale)
    return write_pdf(report_document(page, text_width(layout)), out, layout, page.title)


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
    return document


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

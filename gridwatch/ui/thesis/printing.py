"""One thesis as a clean document: laid out in pages for a printer or a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)

from gridwatch.domain.problem import Fault, Problem
from gridwatch.services.whole_file import whole_file

translate = QCoreApplication.translate
DPI = 96  # of the document, whatever the device has
MARGIN = 17.0  # millimetres
FOOT = 34.0  # of the document's pixels, for the number of the page
_LETTER = {
    QLocale.Country.Canada,
    QLocale.Country.Chile,
    QLocale.Country.Colombia,
    QLocale.Country.Mexico,
    QLocale.Country.Philippines,
    QLocale.Country.PuertoRico,
    QLocale.Country.UnitedStates,
    QLocale.Country.Venezuela,
}


def page_layout(locale: QLocale) -> QPageLayout:
    """Return the paper of a country, upright: Letter where that is used, elsewhere A4."""
    letter = locale.territory() in _LETTER
    size = QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4)
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    upright = QPageLayout.Orientation.Portrait
    return QPageLayout(size, upright, margins, QPageLayout.Unit.Millimeter)


def text_width(layout: QPageLayout) -> float:
    """Return how wide a text may be on a page, in the document's pixels."""
    return float(layout.paintRect(QPageLayout.Unit.Point).width()) * DPI / 72


def write_pdf(document: QTextDocument, out: Path, layout: QPageLayout, title: str) -> int:
    """Write a document as PDF, its fonts in it; return the number of pages.

    Raises Problem for a name that does not end in .pdf, and where it can't be written.
    """
    if out.suffix.lower() != ".pdf":
        raise Problem("thesis_page_name", "{path} is no name for a PDF. End it in .pdf.", path=out)
    try:
        with whole_file(out) as unfinished:
            writer = QPdfWriter(str(unfinished))
            writer.setPageLayout(layout)
            writer.setResolution(300)
            writer.setTitle(title)
            writer.setCreator("GridWatch")
            return paint(document, writer, title)
    except OSError as error:
        raise Problem(
            "thesis_page",
            "{path} can't be written ({reason}). Close it where it is open, or name a file in a"
            " folder that you may write to.",
            fault=Fault.MACHINE,
            path=out,
            reason=error.strerror or error,
        ) from error


def paint(document: QTextDocument, device: QPagedPaintDevice, title: str) -> int:
    """Paint a document on the pages of a device, each with its number; return how many.

    Raises OSError where nothing can be painted there.
    """
    scale = device.logicalDpiX() / DPI
    width, height = device.width() / scale, device.height() / scale - FOOT
    document.setPageSize(QRectF(0, 0, width, height).size())
    pages = document.pageCount()
    painter = QPainter()
    if not painter.begin(device):
        raise OSError(0, translate("Print", "nothing can be painted there"))
    try:
        painter.scale(scale, scale)
        for number in range(pages):
            if number:
                device.newPage()
            _paint_page(painter, document, QRectF(0, number * height, width, height))
            words = translate("Print", "{number} of {pages}")
            _paint_foot(painter, document, width, height, title, words, number + 1, pages)
    finally:
        painter.end()
    return pages


def _paint_page(painter: QPainter, document: QTextDocument, part: QRectF) -> None:
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor("black"))  # on paper, whatever the theme is
    context.palette = palette
    part = part.adjusted(0, 0, 0, -1)  # else a picture at the top of the next page shows a line
    context.clip = part
    painter.save()
    painter.translate(0, -part.top())
    painter.setClipRect(part)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _paint_foot(
    painter: QPainter,
    document: QTextDocument,
    width: float,
    height: float,
    title: str,
    words: str,
    number: int,
    pages: int,
) -> None:
    font = document.defaultFont()
    font.setPointSizeF(8)
    # The device counts points by its own resolution, which the painter is scaled from already.
    font.setPixelSize(round(8 * DPI / 72))
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor("#666666"))
    line = QRectF(0, height + FOOT / 2, width, FOOT / 2)
    right = words.format(number=number, pages=pages)
    room = width - painter.fontMetrics().horizontalAdvance(right) - 24
    short = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, round(room))
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, short)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, right)
    painter.restore()

"""The text of one thesis for paper: claims with their evidence, figures and the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from gridwatch.domain.thesis.evidence import Stance
from gridwatch.domain.thesis.figures import Figure, Frequency, known_figures
from gridwatch.domain.thesis.journal import PICTURE_SCHEME, Picture
from gridwatch.domain.thesis.periods import period_text
from gridwatch.ui.appearance import reading_font
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.thesis.print_markdown import fit_pictures, insert_markdown
from gridwatch.wording.statuses import status_words

if TYPE_CHECKING:
    from gridwatch.files.thesis_folder import KeptClaim, KeptEntry, KeptSeries, Thesis
    from gridwatch.ui.phrases import Phrases

translate = QCoreApplication.translate
SHOWN_FIGURES = 12
# In points, and pixels above and below.
_SECTION, _ITEM = (14, 20, 4), (10.5, 12, 4)
_YEAR = timedelta(days=365)
STANCE_WORDS = {
    Stance.FOR: QT_TRANSLATE_NOOP("Print", "for"),
    Stance.AGAINST: QT_TRANSLATE_NOOP("Print", "against"),
}
_STYLE = ".dim { color: #666666; } td, th { padding: 2px 8px 2px 0; } th { color: #666666; }"
_DIM = "#666666"


class Journal(StrEnum):
    """Which journal entries are printed."""

    ALL = "all"
    YEAR = "year"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed, on which day, how wide, and how numbers and dates are said."""

    thesis: Thesis
    journal: Journal
    today: date
    width: float
    phrases: Phrases
    simulated: bool = False


class _Document(QTextDocument):
    """A document that shows the pictures of the profile, and loads nothing else from anywhere."""

    def __init__(self, pictures: Callable[[str], Picture | None]) -> None:
        super().__init__()
        self._pictures = pictures

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """Return a kept picture; nothing for any other address."""
        url = QUrl(name)
        if url.scheme() != PICTURE_SCHEME:
            return None
        found = self._pictures(url.path())
        image = QImage() if found is None else QImage.fromData(found.data)
        return None if image.isNull() else image


def title_of(thesis: Thesis) -> str:
    """Return what the document is called."""
    if thesis.symbols:
        return f"{thesis.name} ({thesis.symbols[0]})"
    return thesis.name or translate("Print", "Journal")


def document_of(sheet: Sheet, pictures: Callable[[str], Picture | None]) -> QTextDocument:
    """Return the whole document; what is typed is text in it, whatever it looks like."""
    document = _Document(pictures)
    document.setUseDesignMetrics(True)
    document.setDocumentMargin(0)
    document.setDefaultFont(_font())
    document.setDefaultStyleSheet(_STYLE)
    cursor = QTextCursor(document)
    _write_head(cursor, sheet)
    thesis = sheet.thesis
    if thesis.claims:
        _write_heading(cursor, translate("Print", "Claims"), *_SECTION)
        for number, claim in enumerate(thesis.claims, start=1):
            _write_claim(cursor, sheet, number, claim)
    if thesis.series:
        _write_heading(cursor, translate("Print", "Figures"), *_SECTION)
        for series in thesis.series:
            _write_series(cursor, sheet, series)
    _write_journal(cursor, sheet)
    fit_pictures(document, sheet.width)
    return document


def _font() -> QFont:
    font = reading_font(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    font.setPointSizeF(9.5)
    return font


def _write_heading(cursor: QTextCursor, words: str, size: float, above: int, below: int) -> None:
    """Begin a block of its own, bold; `size` in points. It stays with what follows it."""
    block, letters = QTextBlockFormat(), QTextCharFormat()
    block.setTopMargin(above)
    block.setBottomMargin(below)
    letters.setFontPointSize(size)
    letters.setFontWeight(QFont.Weight.Bold)
    _write(cursor, words, block, letters)


def _write_dim(cursor: QTextCursor, words: str) -> None:
    block, letters = QTextBlockFormat(), QTextCharFormat()
    block.setBottomMargin(4)
    letters.setForeground(QColor(_DIM))
    _write(cursor, words, block, letters)


def _write(
    cursor: QTextCursor, words: str, block: QTextBlockFormat, letters: QTextCharFormat
) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.End)
    if cursor.block().length() > 1:
        cursor.insertBlock(block, letters)
    else:
        cursor.setBlockFormat(block)
        cursor.setBlockCharFormat(letters)
    cursor.insertText(words, letters)


def _write_table(cursor: QTextCursor, html: str) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertHtml(html)
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _write_head(cursor: QTextCursor, sheet: Sheet) -> None:
    thesis = sheet.thesis
    _write_heading(cursor, title_of(thesis), 19, 0, 2)
    words = translate("Print", "Thesis of {day}")
    _write_dim(cursor, words.format(day=sheet.phrases.day(sheet.today)))
    if sheet.simulated:
        _write_dim(cursor, translate("Print", "Simulated market: no price here is real."))
    if thesis.theme is not None and thesis.theme.note:
        insert_markdown(cursor, thesis.theme.note)


def _write_claim(cursor: QTextCursor, sheet: Sheet, number: int, kept: KeptClaim) -> None:
    claim, day = kept.claim, sheet.phrases.day
    rows = [
        (translate("Print", "Status"), status_words(claim.status)),
        (translate("Print", "Conviction"), sheet.phrases.percent(claim.conviction / 100, 0, False)),
        (translate("Print", "Made"), day(claim.made_at.astimezone().date())),
        (translate("Print", "Review"), "" if claim.review_on is None else day(claim.review_on)),
        (translate("Print", "Proven wrong by"), claim.falsifier),
        (translate("Print", "Test"), claim.test),
        (translate("Print", "Tags"), " ".join(f"#{each}" for each in claim.tags)),
    ]
    body = "".join(
        f"<tr><td class='dim'>{escape(name)}</td><td>{_lines(value)}</td></tr>"
        for name, value in rows
        if value
    )
    _write_heading(cursor, f"{number}. {claim.statement}", *_ITEM)
    _write_table(cursor, f"<table style='margin-bottom: 6px'>{body}</table>")
    if kept.evidence:
        _write_table(cursor, _evidence(sheet, kept))


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _evidence(sheet: Sheet, kept: KeptClaim) -> str:
    heads = (
        translate("Print", "Date"),
        translate("Print", "Side"),
        translate("Print", "Evidence"),
        translate("Print", "Figure"),
        translate("Print", "Source"),
    )
    rows = []
    for each in kept.evidence:
        figures = " – ".join(f"{one:f}" for one in (each.figure, each.figure_to) if one is not None)
        source = ", ".join(part for part in (each.source, each.page) if part)
        link = f"<br><span class='dim'>{escape(each.link)}</span>" if each.link else ""
        rows.append(
            (
                escape(sheet.phrases.day(each.on)),
                escape(translate("Print", STANCE_WORDS[each.stance])),
                escape(each.what),
                escape(f"{figures} {each.unit}".strip()),
                escape(source) + link,
            )
        )
    return _table(heads, rows, (13, 9, 36, 14, 28))


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]], widths: tuple[int, ...]) -> str:
    """Return a table of a page's width; the rows are HTML already."""
    head = "".join(
        f"<th align='left' width='{width}%'>{escape(each)}</th>"
        for each, width in zip(heads, widths, strict=True)
    )
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    style = "width='100%' style='margin-bottom: 10px'"
    return f"<table {style}><thead><tr>{head}</tr></thead>{body}</table>"


def _write_series(cursor: QTextCursor, sheet: Sheet, kept: KeptSeries) -> None:
    series, day = kept.series, sheet.phrases.day
    known = known_figures(kept.figures)[-SHOWN_FIGURES:]
    unit = f" ({series.unit})" if series.unit else ""
    heads = (
        translate("Print", "Period"),
        translate("Print", "Figure"),
        translate("Print", "Range"),
        translate("Print", "Known since"),
    )
    rows = [
        (
            escape(_period(each.on, series.frequency, day)),
            escape(_value(sheet, each)),
            escape(_band(sheet, each)),
            escape(day(each.known_on)),
        )
        for each in reversed(known)
    ]
    source = ", ".join(part for part in (series.source, series.link) if part)
    _write_heading(cursor, f"{series.name}{unit}", *_ITEM)
    if source:
        _write_dim(cursor, source)
    if rows:
        _write_table(cursor, _table(heads, rows, (25, 25, 25, 25)))


def _period(on: date, frequency: Frequency, day: Callable[[date], str]) -> str:
    """Return a period as the table of figures names it, a single day as every day is said."""
    words = period_text(on, frequency)
    return day(on) if words == on.isoformat() else words


def _value(sheet: Sheet, figure: Figure) -> str:
    text = "" if figure.value is None else sheet.phrases.plain(figure.value, 4)
    words = translate("Print", "{figure} (forecast)")
    return words.format(figure=text) if figure.forecast else text


def _band(sheet: Sheet, figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return f"{sheet.phrases.plain(figure.low, 4)} – {sheet.phrases.plain(figure.high, 4)}"


def _write_journal(cursor: QTextCursor, sheet: Sheet) -> None:
    entries = [each for each in sheet.thesis.entries if _is_wanted(each, sheet)]
    if not entries:
        return
    _write_heading(cursor, translate("Print", "Journal"), *_SECTION)
    for each in entries:
        _write_heading(cursor, sheet.phrases.day(each.entry.on), *_ITEM)
        insert_markdown(cursor, each.entry.text)


def _is_wanted(kept: KeptEntry, sheet: Sheet) -> bool:
    if sheet.journal is Journal.YEAR:
        return kept.entry.on > sheet.today - _YEAR
    return sheet.journal is Journal.ALL

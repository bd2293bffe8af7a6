"""A thesis on paper: escaped, with its pictures, and nothing loaded from anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QPageSize, QTextDocument

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.domain.thesis.journal import Entry
from gridwatch.files.thesis_folder import KeptClaim, KeptEntry, KeptSeries, Thesis
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.thesis.print_document import Journal, Sheet, document_of
from gridwatch.ui.thesis.printing import page_layout, text_width, write_pdf
from tests.services.thesis.folders import NOW, picture

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

DAY = date(2026, 3, 2)
WIDE = picture(90, 3000)


def entry(text: str, on: date = DAY) -> KeptEntry:
    return KeptEntry("", Entry(0, About(), on, text, NOW, NOW))


THESIS = Thesis(
    "China XD <b>",
    ("601179.SS",),
    claims=(
        KeptClaim(
            "",
            Claim(0, About(), "<script>alert(1)</script>", NOW, falsifier="a < b\nc"),
            evidence=(
                Evidence(0, 0, DAY, "变压器", NOW, source="S", link="https://example.com/s"),
            ),
        ),
    ),
    series=(
        KeptSeries(
            FigureSeries(0, About(), "orders", "Orders", "bn"),
            (Figure(0, 0, DAY, 1.5, DAY, NOW, 1.25, 2.0, forecast=True),),
        ),
    ),
    entries=(
        entry("See [this](https://example.com/t) and ![far](https://example.com/x.png) <i>no</i>"),
        entry(f"![near](picture:{WIDE.hash}) ![gone](picture:{'0' * 64}) ![f](file:///etc/hosts)"),
        entry("long ago", date(2020, 1, 1)),
    ),
)


def sheet(journal: Journal = Journal.ALL, thesis: Thesis = THESIS) -> Sheet:
    width = text_width(page_layout(QLocale("de_DE")))
    return Sheet(thesis, journal, DAY, width, Phrases("en", base_currency="CNY"))


def document(made: Sheet) -> QTextDocument:
    return document_of(made, lambda hash_: WIDE if hash_ == WIDE.hash else None)


@pytest.mark.parametrize(
    "words",
    [
        "China XD <b> (601179.SS)",
        "<script>alert(1)</script>",
        "a < b",
        "https://example.com/s",
        "1.25 – 2",
        "this (https://example.com/t)",
        "[picture, not loaded: https://example.com/x.png]",
        "[picture, not loaded: file:///etc/hosts]",
        "[picture missing]",
        "<i>no</i>",
    ],
)
def test_what_is_typed_is_text(app: QApplication, words: str) -> None:
    assert words in document(sheet()).toPlainText()


def test_a_period_is_named_as_in_the_table_of_figures(app: QApplication) -> None:
    figures = tuple(Figure(0, 0, each, 1.5, DAY, NOW) for each in (date(2025, 9, 30), DAY))
    kept = KeptSeries(THESIS.series[0].series, figures)
    thesis = replace(THESIS, series=(kept,))
    text = document(sheet(thesis=thesis)).toPlainText()
    assert "2025 Q3" in text
    assert "30 Sep 2025" not in text


@pytest.mark.parametrize(
    ("journal", "old", "new"),
    [(Journal.ALL, True, True), (Journal.YEAR, False, True), (Journal.NONE, False, False)],
)
def test_the_entries_are_chosen(app: QApplication, journal: Journal, old: bool, new: bool) -> None:
    text = document(sheet(journal)).toPlainText()
    assert ("long ago" in text, "this (https" in text) == (old, new)


def test_a_wide_picture_fits_the_page(app: QApplication) -> None:
    made = sheet()
    shown = document(made)
    widths = [each.toImageFormat().width() for each in shown.allFormats() if each.isImageFormat()]
    assert max(widths) <= made.width


def test_every_page_of_a_pdf_is_written(app: QApplication, tmp_path: Path) -> None:
    long = replace(THESIS, entries=tuple(entry(f"{n}\n\n" * 30) for n in range(9)))
    layout = page_layout(QLocale("de_DE"))
    out = tmp_path / "x.pdf"
    pages = write_pdf(document(sheet(thesis=long)), out, layout, "变压器")
    data = out.read_bytes()
    assert pages > 3
    assert data.count(b"/Type /Page\n") == pages
    assert [each.name for each in tmp_path.iterdir()] == ["x.pdf"]


def test_a_pdf_that_can_not_be_written_is_told(app: QApplication, tmp_path: Path) -> None:
    layout = page_layout(QLocale("de_DE"))
    with pytest.raises(Problem, match="can't be written"):
        write_pdf(document(sheet()), tmp_path / "none" / "x.pdf", layout, "x")


@pytest.mark.parametrize(
    ("locale", "size"),
    [
        ("en_US", QPageSize.PageSizeId.Letter),
        ("es_MX", QPageSize.PageSizeId.Letter),
        ("en_GB", QPageSize.PageSizeId.A4),
        ("zh_CN", QPageSize.PageSizeId.A4),
    ],
)
def test_the_paper_is_that_of_the_country(locale: str, size: QPageSize.PageSizeId) -> None:
    assert page_layout(QLocale(locale)).pageSize().id() == size

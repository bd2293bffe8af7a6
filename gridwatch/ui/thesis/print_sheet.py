"""One thesis from the user's file to a PDF, without a window."""

from __future__ import annotations

import sqlite3
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from gridwatch.domain.thesis.about import About
from gridwatch.services.thesis.folder_export import read_thesis
from gridwatch.store.user.entries import picture_with_hash
from gridwatch.ui.appearance import make_application
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.thesis.print_document import Journal, Sheet, document_of, title_of
from gridwatch.ui.thesis.printing import page_layout, text_width, write_pdf
from gridwatch.ui.words import install_language


def print_to_pdf(
    user: sqlite3.Connection,
    about: About,
    out: Path,
    journal: str,
    today: date,
    language: str,
    *,
    simulated: bool = False,
) -> int:
    """Write a thesis as PDF and return the number of pages; makes Qt's application if need be.

    Raises Problem where it can't be written.
    """
    app = QApplication.instance() or make_application()
    install_language(app, language)
    layout = page_layout(QLocale.system())
    phrases = Phrases(language, base_currency="CNY")
    thesis = read_thesis(user, about, language)
    sheet = Sheet(thesis, Journal(journal), today, text_width(layout), phrases, simulated)
    document = document_of(sheet, partial(picture_with_hash, user))
    return write_pdf(document, out, layout, title_of(thesis))

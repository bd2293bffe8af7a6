"""Renders the open entry for its reading view, and says where its links lead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QImage

from gridwatch.domain.thesis.journal import pictures_in
from gridwatch.domain.thesis.markdown_reading import with_links
from gridwatch.runtime.session import Session
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.journal.illustrating import read_pictures
from gridwatch.ui.thesis.journal.leads import Leads
from gridwatch.ui.thesis.journal.sheet import EntrySheet

translate = QCoreApplication.translate


class Rendering(QObject):
    """Reads the pictures of a text and hands both to the sheet."""

    def __init__(
        self, session: Session, sheet: EntrySheet, leads: Leads, look: Callable[[], Look]
    ) -> None:
        super().__init__(sheet)
        self._session, self._sheet, self._leads, self._look = session, sheet, leads, look
        sheet.reading_wanted.connect(self.read)
        sheet.editor.hovered.connect(self._hint)
        sheet.reading.hovered.connect(self._hint)

    def read(self) -> None:
        """Read what the entry shows, and then render it."""
        text = self._sheet.editor.text
        self._session.read_user(
            "journal pictures",
            lambda user: read_pictures(user, pictures_in(text)),
            lambda found: self._render(text, found),
        )

    def _render(self, text: str, pictures: dict[str, QImage]) -> None:
        found = self._leads.linkable
        names = found.names(self._look().phrases.language)
        self._sheet.show_reading(with_links(text, names, found.statements()), pictures)

    def _hint(self, target: str) -> None:
        self._sheet.show_hint(self._leads.words_of(target, self._look().phrases.language))

    def show_picturing(self, on: bool) -> None:
        """Say that a picture is on its way, or no more."""
        self._sheet.show_hint(translate("Journal", "A picture is being read…") if on else "")

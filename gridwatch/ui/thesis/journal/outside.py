"""Asks in the page itself before a link of an entry is opened, and shows where it leads."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gridwatch.domain.thesis.links import Lead
from gridwatch.ui.appearance import Tones
from gridwatch.ui.thesis.journal.strip import PageStrip
from gridwatch.ui.thesis.outside import marked, open_outside

translate = QCoreApplication.translate


class OutsideStrip(PageStrip):
    """Asks before it opens an address, and shows whose it is."""

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__(tones, parent)
        self.lead: Lead | None = None

    def ask_for(self, lead: Lead) -> None:
        """Show where a link leads, and wait."""
        self.lead = lead
        question = translate("Journal", "Open this address in the browser?")
        self.ask(
            f"{escape(question)}<br>{marked(lead)}",
            (
                (translate("Journal", "Open"), self._open),
                (translate("Journal", "Copy address"), self._copy),
                (translate("Journal", "Cancel"), self.dismiss),
            ),
            rich=True,
        )
        self.buttons[0].setFocus()

    def _open(self) -> None:
        lead = self.lead
        self.dismiss()
        if lead is not None:
            open_outside(lead.target)

    def _copy(self) -> None:
        if self.lead is not None:
            QGuiApplication.clipboard().setText(self.lead.target)
        self.dismiss()

"""The one way out of the program: a web address is shown whole, and opened when confirmed."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.links import Lead, Way, lead_of
from gridwatch.ui.appearance import Tones
from gridwatch.ui.thesis.journal.strip import PageStrip

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


def marked(lead: Lead) -> str:
    """Return an address as HTML: its host is bold, and it may break anywhere."""
    before, host, behind = lead.target.partition(lead.host)
    return f"{_soft(before)}<b>{_soft(host)}</b>{_soft(behind)}"


def _soft(text: str) -> str:
    return "".join(f"{escape(each)}&#8203;" if each in "/.?&=-_" else escape(each) for each in text)


def open_outside(address: str) -> None:
    """Open a web address outside; raises Problem for anything else.

    Only what was confirmed comes here, with its whole address in view.
    """
    lead, url = lead_of(address), QUrl(address, QUrl.ParsingMode.StrictMode)
    encoded = QUrl.ComponentFormattingOption.FullyEncoded
    same = url.isValid() and url.host(encoded) == urlsplit(lead.target).hostname
    if lead.way is not Way.OUTSIDE or url.scheme() not in {"http", "https"} or not same:
        raise Problem(
            "link_unreadable",
            "“{text}” is no web address, so it is not opened.",
            text=address[:80],
        )
    QDesktopServices.openUrl(url)

"""The one way out of the program: a web address is shown whole, and opened when confirmed."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.links import Lead, Way, lead_of

translate = QCoreApplication.translate


def ask_to_open(link: str, parent: QWidget) -> QMessageBox | None:
    """Show where a link leads, and open it in the browser once the user agrees.

    Return the question; None for anything that is no web address, which is never opened.
    """
    try:
        lead = lead_of(link)
    except Problem:
        return None
    if lead.way is not Way.OUTSIDE:
        return None
    asked = QMessageBox(parent)
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked.setIcon(QMessageBox.Icon.Question)
    asked.setWindowTitle(translate("Thesis", "Open a link"))
    asked.setTextFormat(Qt.TextFormat.PlainText)
    asked.setText(translate("Thesis", "This leads out of GridWatch, to:"))
    asked.setInformativeText(f"<p>{marked(lead)}</p>")
    go = asked.addButton(
        translate("Thesis", "Open in the browser"), QMessageBox.ButtonRole.AcceptRole
    )
    asked.addButton(QMessageBox.StandardButton.Cancel)
    asked.setDefaultButton(QMessageBox.StandardButton.Cancel)
    go.clicked.connect(lambda: open_outside(lead.target))
    asked.open()
    return asked


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

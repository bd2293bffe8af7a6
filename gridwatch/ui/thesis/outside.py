"""Leads out of the program: a link is opened only after it was shown where it leads."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.evidence import checked_link

translate = QCoreApplication.translate


def ask_to_open(link: str, parent: QWidget) -> QMessageBox | None:
    """Show where a link leads, and open it in the browser once the user agrees.

    Return the question; None for anything that is no web address, which is never opened.
    """
    try:
        address = checked_link(link)
    except Problem:
        return None
    if not address:
        return None
    asked = QMessageBox(parent)
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked.setIcon(QMessageBox.Icon.Question)
    asked.setWindowTitle(translate("Thesis", "Open a link"))
    asked.setTextFormat(Qt.TextFormat.PlainText)
    asked.setText(translate("Thesis", "This leads out of GridWatch, to:"))
    asked.setInformativeText(_broken(address))
    go = asked.addButton(
        translate("Thesis", "Open in the browser"), QMessageBox.ButtonRole.AcceptRole
    )
    asked.addButton(QMessageBox.StandardButton.Cancel)
    asked.setDefaultButton(QMessageBox.StandardButton.Cancel)
    go.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(address)))
    asked.open()
    return asked


def _broken(address: str) -> str:
    """Return a whole address with places at which a long one may be broken."""
    return "\u200b".join(address[at : at + 40] for at in range(0, len(address), 40))

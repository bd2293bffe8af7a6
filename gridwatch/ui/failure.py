"""The plain message for a profile that can't be opened: what is wrong, and what next."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from gridwatch.ui.appearance import apply_theme
from gridwatch.ui.pictures import app_icon
from gridwatch.ui.strips import error_words
from gridwatch.ui.words import install_language, pick_language

translate = QCoreApplication.translate


def failure_box(error: Exception) -> QMessageBox:
    """Return the message box for an error at the start."""
    box = QMessageBox()
    box.setWindowTitle("GridWatch")
    box.setWindowIcon(app_icon())
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(translate("Failure", "GridWatch can't open this profile."))
    box.setInformativeText(error_words(error))
    return box


def tell(app: QApplication, error: Exception, theme: str) -> None:
    """Show the message until it is dismissed; the language is the system's, as none can be read."""
    apply_theme(app, theme)
    install_language(app, pick_language("system"))
    failure_box(error).exec()

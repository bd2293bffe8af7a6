"""What the About box says: version, where the data lies, whose work it stands on."""

from __future__ import annotations

import platform
from html import escape

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from gridwatch import __version__
from gridwatch.places import Profile
from gridwatch.ui.pictures import app_icon

translate = QCoreApplication.translate


def about_words(profile: Profile) -> str:
    """Return the text of the About box as simple HTML."""
    lines = [
        f"<h3>GridWatch {escape(__version__)}</h3>",
        translate(
            "About",
            "A portfolio tracker for investors who follow the makers of grid equipment. It keeps"
            " your data on this machine and asks only for the quotes that you follow.",
        ),
        translate("About", "Your data: {folder}").format(folder=escape(str(profile.root))),
        translate(
            "About",
            "Prices come from Yahoo Finance through yfinance, may be delayed, and are no advice.",
        ),
        translate(
            "About", "Apache License 2.0 · Python {python} · Qt {qt} · PySide6 {pyside}"
        ).format(python=platform.python_version(), qt=qVersion(), pyside=pyside_version),
    ]
    return "".join(f"<p>{line}</p>" for line in lines)


def show_about(profile: Profile, parent: QWidget) -> QMessageBox:
    """Open the About box; it closes by itself when it is dismissed."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(translate("About", "About GridWatch"))
    box.setIconPixmap(app_icon().pixmap(64, 64))
    box.setTextFormat(Qt.TextFormat.RichText)
    box.setText(about_words(profile))
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.open()
    return box

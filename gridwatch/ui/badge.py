"""The number of unread alerts on the icons: in the tray, the dock and the task bar.

The title of the window stays as it is: one that counts is read out aloud with every change.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

# Red on every desktop, whatever the theme: the icon lies on a bar whose colour nobody knows.
FILL, INK = "#d92d20", "#ffffff"
MOST = 99
_SIZES = (16, 24, 32, 48, 64, 128)


def badge_text(count: int) -> str:
    """Return what a badge says: the number, "99+" for more, "" for none."""
    if count <= 0:
        return ""
    return str(count) if count <= MOST else f"{MOST}+"


def badged(icon: QIcon, count: int) -> QIcon:
    """Return an icon with the number in its lower right corner; as it is where that is 0."""
    text = badge_text(count)
    if not text:
        return icon
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_painted(icon.pixmap(size, size), size, text))
    return made


def _painted(picture: QPixmap, size: int, text: str) -> QPixmap:
    canvas = QPixmap(size, size)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawPixmap(canvas.rect(), picture)
    # In the smallest icons nothing but a dot can be read.
    edge = size * (0.45 if size < 24 else 0.6)
    width = max(edge, edge * (0.45 + 0.32 * len(text))) if size >= 24 else edge
    place = QRectF(size - min(width, size), size - edge, min(width, size), edge)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(FILL))
    painter.drawRoundedRect(place, edge / 2, edge / 2)
    if size >= 24:
        font = QFont(painter.font())
        font.setBold(True)
        font.setPixelSize(max(6, round(edge * 0.72)))
        painter.setFont(font)
        painter.setPen(QColor(INK))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return canvas


def show_badge(app: QGuiApplication, window: QWidget, icon: QIcon, count: int) -> None:
    """Show the number of unread alerts on the program's own icon.

    Windows and macOS draw it themselves, as do some desktops of Linux; there the icon of the
    window carries it as well.
    """
    app.setBadgeNumber(max(0, count))
    if sys.platform.startswith("linux"):
        window.setWindowIcon(badged(icon, count))

"""Colours, fonts and the style of the whole application, light and dark."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Tones:
    """The colours of one appearance, as #rrggbb.

    `base` is behind tables and charts, `raised` behind bars and docks, `hover` and `chosen` behind
    rows, `muted` and `faint` are text of less weight, `track` is the empty part of a bar.
    """

    dark: bool
    base: str
    raised: str
    hover: str
    chosen: str
    border: str
    grid: str
    track: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    rise: str
    fall: str
    warn: str
    target: str
    own: str


LIGHT = Tones(
    dark=False,
    base="#ffffff",
    raised="#f4f5f7",
    hover="#f3f6fa",
    chosen="#e2ecf9",
    border="#d9dce1",
    grid="#eceef1",
    track="#e4e7ec",
    text="#1b1f24",
    muted="#626b77",
    faint="#9aa2ad",
    accent="#2463b0",
    on_accent="#ffffff",
    rise="#0f7442",
    fall="#c62f35",
    warn="#875800",
    target="#6d3fc4",
    own="#0b7a8f",
)
DARK = Tones(
    dark=True,
    base="#16191d",
    raised="#1e2227",
    hover="#1f252c",
    chosen="#243650",
    border="#333941",
    grid="#262b31",
    track="#2d333b",
    text="#e4e7eb",
    muted="#98a1ad",
    faint="#69727e",
    accent="#6ea8f0",
    on_accent="#10151c",
    rise="#3fbf7f",
    fall="#f47f82",
    warn="#dda640",
    target="#b394f5",
    own="#45c1d6",
)
# What shows Chinese in its simplified forms where the desktop's own font has none. A family that
# is not installed costs a search on macOS, so each system is asked for its own only.
_CHINESE = {"darwin": "PingFang SC", "win32": "Microsoft YaHei UI"}
# What Linux falls back to without a desktop's settings; wide and coarse in a table.
_FALLBACK = "DejaVu Sans"
_STYLE = """
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: 5px 7px; }}
QLineEdit {{ background: {base}; border: 1px solid {border}; border-radius: 5px; padding: 3px 7px;
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit:focus {{ border-color: {accent}; }}
QHeaderView {{ background: {raised}; border: none; }}
QHeaderView::section {{ background: {raised}; color: {muted}; border: none;
  border-bottom: 1px solid {border}; padding: 4px 9px; }}
QHeaderView::section:hover {{ color: {text}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 11px; }}
QScrollBar:horizontal {{ height: 11px; }}
QScrollBar::handle {{ background: {border}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {faint}; }}
QScrollBar::handle:vertical {{ min-height: 30px; }}
QScrollBar::handle:horizontal {{ min-width: 30px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle, QMainWindow::separator {{ background: {border}; width: 1px; height: 1px; }}
"""


def tones_for(theme: str, rising: str, language: str, system_dark: bool) -> Tones:
    """Return the colours for the chosen theme; in Chinese a rise is red unless chosen otherwise."""
    dark = system_dark if theme == "system" else theme == "dark"
    tones = DARK if dark else LIGHT
    red = rising == "red" or (rising == "auto" and language == "zh_CN")
    return replace(tones, rise=tones.fall, fall=tones.rise) if red else tones


def system_is_dark(app: QApplication) -> bool:
    """Tell whether the desktop asks for dark windows."""
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def make_application() -> QApplication:
    """Make the application, in the style that the themes are drawn for.

    The style goes along as an option of Qt's own: a style that is asked for or set from Python
    loads all names of QStyle, which take longer than the first paint of the table.
    """
    from PySide6.QtWidgets import QApplication

    return QApplication([*sys.argv[:1], "-style", "fusion"])


def apply_theme(app: QApplication, theme: str) -> None:
    """Give the whole application the look of a theme: "system", "light" or "dark"."""
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    app.styleHints().setColorScheme(schemes.get(theme, Qt.ColorScheme.Unknown))
    tones = tones_for(theme, "green", "en", system_is_dark(app))
    app.setFont(reading_font(app.font()))
    app.setPalette(palette_of(tones))
    sheet = style_sheet(tones)
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)


def style_sheet(tones: Tones) -> str:
    """Return the few rules that the palette cannot say."""
    return _STYLE.format(**{name: getattr(tones, name) for name in Tones.__slots__})


def reading_font(font: QFont) -> QFont:
    """Return `font` with simplified Chinese behind it and figures of one width."""
    chosen = QFont(font)
    chinese = _CHINESE.get(sys.platform, "Noto Sans CJK SC")
    own = QFontInfo(font).family()
    # The Latin letters of Noto Sans CJK are those of Source Sans: narrow and clear in a table.
    chosen.setFamilies([chinese, own] if own == _FALLBACK else [own, chinese])
    return chosen


def tabular(font: QFont) -> QFont:
    """Return `font` with figures of one width, where Qt can ask for them (6.7 and later)."""
    chosen = QFont(font)
    chosen.setFeature(QFont.Tag("tnum"), 1)
    return chosen


def palette_of(tones: Tones) -> QPalette:
    """Return the palette of an appearance."""
    role, palette = QPalette.ColorRole, QPalette()
    for name, colour in (
        (role.Window, tones.raised),
        (role.WindowText, tones.text),
        (role.Base, tones.base),
        (role.AlternateBase, tones.hover),
        (role.Text, tones.text),
        (role.PlaceholderText, tones.faint),
        (role.Button, tones.raised),
        (role.ButtonText, tones.text),
        (role.BrightText, tones.on_accent),
        (role.Highlight, tones.accent),
        (role.HighlightedText, tones.on_accent),
        (role.Accent, tones.accent),
        (role.Link, tones.accent),
        (role.ToolTipBase, tones.raised),
        (role.ToolTipText, tones.text),
        (role.Light, tones.base),
        (role.Midlight, tones.hover),
        (role.Mid, tones.border),
        (role.Dark, tones.border),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tones.faint))
    return palette

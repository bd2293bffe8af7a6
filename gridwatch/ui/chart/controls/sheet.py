"""The style sheet of the tools around a chart."""

from __future__ import annotations

from gridwatch.ui.appearance import Tones

_STYLE = """
QWidget#bar, QWidget#ranges, Header {{ background: {base}; }}
QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 2px 6px;
  color: {text}; background: transparent; }}
QWidget#ranges QToolButton {{ color: {muted}; padding: 2px 7px; }}
QToolButton:hover {{ background: {hover}; color: {text}; }}
QToolButton:disabled {{ color: {faint}; background: transparent; }}
QToolButton:checked:enabled {{ background: {chosen}; color: {accent}; }}
QToolButton:focus {{ border-color: {accent}; }}
Opener {{ padding-right: 17px; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QWidget#toggle {{ border: 1px solid {border}; border-radius: 5px; }}
QWidget#toggle QToolButton {{ border: none; margin: 1px; padding: 2px 7px; }}
"""


def tool_sheet(tones: Tones) -> str:
    """Return the sheet in these colours."""
    return _STYLE.format(**{name: getattr(tones, name) for name in Tones.__slots__})

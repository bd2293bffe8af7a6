"""The style sheet of the window: toolbar, titles and tabs of its docks, status bar."""

from __future__ import annotations

from gridwatch.ui.appearance import Tones

_STYLE = """
QToolBar#tools {{ background: {raised}; border: none; border-bottom: 1px solid {border};
  padding: 2px 6px; spacing: 2px; }}
QDockWidget::title {{ background: {raised}; padding: 5px 8px; }}
QMainWindow > QTabBar {{ background: {raised}; }}
QTabWidget#pages::pane {{ border: none; border-top: 1px solid {border}; }}
QTabWidget#pages::tab-bar {{ left: 4px; }}
QMainWindow > QTabBar::tab, QTabWidget#pages > QTabBar::tab {{
  background: transparent; color: {muted}; border: none;
  padding: 5px 12px 4px 12px; border-bottom: 2px solid transparent; }}
QMainWindow > QTabBar::tab:hover, QTabWidget#pages > QTabBar::tab:hover {{ color: {text}; }}
QMainWindow > QTabBar::tab:selected, QTabWidget#pages > QTabBar::tab:selected {{
  color: {text}; border-bottom: 2px solid {accent}; }}
QStatusBar {{ border-top: 1px solid {border}; }}
QStatusBar::item {{ border: none; }}
"""


def window_style(tones: Tones) -> str:
    """Return the style sheet of the window in these tones."""
    return _STYLE.format(
        raised=tones.raised,
        border=tones.border,
        muted=tones.muted,
        text=tones.text,
        accent=tones.accent,
    )

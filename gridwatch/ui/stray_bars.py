"""Hides the tab bars of docks that Qt has left behind while the docks were laid out."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabBar

_OWN = Qt.FindChildOption.FindDirectChildrenOnly


def hide_stray_bars(window: QMainWindow) -> None:
    """Hide every tab bar of docks that stands over no dock, or in the place of a newer one.

    Docks that are put behind each other before anything is laid out make bars, and those that are
    replaced stay where they were. Qt shows one again where it comes to use it.
    """
    docks = window.findChildren(QDockWidget, options=_OWN)
    under = {_top(each.geometry()) for each in docks if each.isVisible()}
    seen = set[tuple[int, int, int]]()
    for bar in reversed(window.findChildren(QTabBar, options=_OWN)):
        place = bar.geometry()
        below = (place.x(), place.bottom() + 1, place.width())
        if bar.isVisible() and (below not in under or below in seen):
            bar.hide()
        seen.add(below)


def _top(place: QRect) -> tuple[int, int, int]:
    return place.x(), place.y(), place.width()

"""A page that is taller than its room: a bar that stays, and what scrolls below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget


def lay_scrolled(body: QWidget, bar: QLayout, scroll: QScrollArea, inner: QWidget) -> None:
    """Lay out a page: the bar on top, and `inner` in `scroll`, which goes up and down only."""
    scroll.setWidget(inner)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    outer = QVBoxLayout(body)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addLayout(bar)
    outer.addWidget(scroll, 1)

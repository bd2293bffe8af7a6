"""The evidence series of one thesis."""

from __future__ import annotations

from gridwatch.ui.thesis.page import Page


class FiguresPage(Page):
    """Shows the series of a company or theme."""

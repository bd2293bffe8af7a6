"""The journal of one thesis."""

from __future__ import annotations

from gridwatch.ui.thesis.page import Page


class JournalPage(Page):
    """Shows the entries about a company, a theme or neither."""

"""The claims of one thesis."""

from __future__ import annotations

from gridwatch.ui.thesis.page import Page


class ClaimsPage(Page):
    """Shows the claims of a company or theme."""

"""The command `portfolio` until it is wanted: the way to the window passes its name alone."""

from __future__ import annotations

from gridwatch.cli.arguments import Command


def _whole() -> Command:
    from gridwatch.cli.portfolio.commands import WHOLE_PORTFOLIO

    return WHOLE_PORTFOLIO


PORTFOLIO = Command(
    "portfolio",
    "Show, measure, book, import and export the portfolio.",
    "",
    _whole,
    later=_whole,
)

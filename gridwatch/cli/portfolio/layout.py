"""Lays out what is told of the portfolio: names with numbers, and parts under each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gridwatch.cli.call import Call, marked
from gridwatch.cli.tables import GAP, one_line, width


def facts(groups: Iterable[Sequence[tuple[str, str]]]) -> str:
    """Return names with their numbers on the right, all groups in line, an empty line between."""
    shown = [[(one_line(name), one_line(text)) for name, text in each] for each in groups]
    every = [fact for each in shown for fact in each]
    if not every:
        return ""
    names, texts = (max(width(each[place]) for each in every) for place in (0, 1))
    return "\n\n".join(
        "\n".join(
            f"{name}{' ' * (names - width(name))}{GAP}{' ' * (texts - width(text))}{text}"
            for name, text in group
        )
        for group in shown
        if group
    )


def parts(call: Call, *texts: str) -> str:
    """Return the texts that are not empty, under the line that a simulated market needs."""
    return marked(call.profile, "\n\n".join(each for each in texts if each))

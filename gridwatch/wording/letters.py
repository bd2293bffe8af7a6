"""Messages to channels: one firing in full, several as a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gridwatch.domain.letter import Letter
from gridwatch.store.user.firings import Firing
from gridwatch.wording.firings import (
    headline_words,
    held_words,
    how_words,
    is_noted,
    move_words,
    terms_words,
    when_words,
    why_words,
)
from gridwatch.wording.speech import Phrasing, translate

# A messenger takes about four thousand characters.
MOST = 12
NAME = "GridWatch"


def letter_of(
    firings: Sequence[Firing],
    phrases: Phrasing,
    offset: Callable[[str], int | None],
    *,
    simulated: bool,
) -> Letter:
    """Return the message that tells firings, the newest first; a simulated market says so.

    `offset` tells seconds east of UTC of a symbol's exchange.
    """
    newest = sorted(firings, key=lambda each: (each.reached_at, each.id), reverse=True)
    if len(newest) == 1:
        title, parts = headline_words(newest[0], phrases), [_details(newest[0], phrases, offset)]
    else:
        title = translate("Letters", "{number} alerts").format(number=len(newest))
        parts = [
            f"{headline_words(each, phrases)}\n{_details(each, phrases, offset)}"
            for each in newest[:MOST]
        ]
    left = len(newest) - MOST
    if left > 0:
        words = translate("Letters", "And {number} more: they are in the log of GridWatch.")
        parts.append(words.format(number=left))
    return Letter(_titled(title, simulated=simulated), "\n\n".join(parts))


def trial_letter(*, simulated: bool) -> Letter:
    """Return the message that a test sends."""
    title = translate("Letters", "This is a test")
    body = translate("Letters", "Alerts of GridWatch arrive here.")
    return Letter(_titled(title, simulated=simulated), body)


def _titled(title: str, *, simulated: bool) -> str:
    mark = translate("Letters", "simulated")
    return f"{NAME}: {title}" + (f" [{mark}]" if simulated else "")


def _details(firing: Firing, phrases: Phrasing, offset: Callable[[str], int | None]) -> str:
    words = (
        translate("Letters", "{when} ({how})")
        if is_noted(firing)
        else translate("Letters", "{when} at the exchange ({how})")
    )
    when = words.format(
        when=when_words(firing, phrases, offset(firing.symbol)), how=how_words(firing)
    )
    lines = (
        when,
        terms_words(firing),
        why_words(firing, phrases),
        move_words(firing, phrases),
        held_words(firing),
        firing.rule_name,
    )
    return "\n".join(each for each in lines if each)

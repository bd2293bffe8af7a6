"""The command `reviews` and its part, as they are declared; what they do is imported when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwatch.cli import manual
from gridwatch.cli.arguments import Command, argument

if TYPE_CHECKING:
    from gridwatch.cli.call import Answer, Call


def _reviews(call: Call) -> Answer:
    from gridwatch.cli.reviews import reviews

    return reviews(call)


def _score(call: Call) -> Answer:
    from gridwatch.cli.reviews import score

    return score(call)


REVIEWS = Command(
    "reviews",
    "Show which claims are due for review, and how claims have turned out.",
    manual.REVIEWS,
    _reviews,
    (argument("--exit-code", action="store_true", help="end with 10 where a claim is due"),),
    (Command("score", "Show how claims have turned out.", manual.SCORE, _score),),
)

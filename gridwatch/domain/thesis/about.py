"""What a claim, a series or a journal entry is about: a company, a theme, or nothing of the two."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class About:
    """The id of a company or of a theme, the other one 0; both 0: about neither."""

    company_id: int = 0
    theme_id: int = 0


EXAMPLE = "grid"  # the key of the bundled theme


@dataclass(frozen=True, slots=True)
class Theme:
    """What several companies share, with a thesis of its own; `note` is Markdown.

    `key` names the bundled theme that it came from, "" for one that the user made.
    """

    id: int
    name: str
    note: str = ""
    key: str = ""
    position: int = 0
    removed: bool = False

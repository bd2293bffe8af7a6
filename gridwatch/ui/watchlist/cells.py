"""What one cell shows, and everything beside the company that it is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from gridwatch.services.overview import Overview
from gridwatch.store.user.watching import Watching
from gridwatch.ui.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell ready to paint: `tone` is a field of Tones, `mark` a name in `marks`.

    `unit` is set in less weight behind the text, in a place of its own, so that figures of
    different currencies stand in one line. `share` is the filled part of a bar.
    """

    text: str = ""
    unit: str = ""
    tone: str = "text"
    mark: str = ""
    share: float | None = None

    @property
    def plain(self) -> str:
        """Return text and unit in one, for tooltips, screen readers and the clipboard."""
        return f"{self.text} {self.unit}" if self.unit and self.text else self.text


@dataclass(frozen=True, slots=True)
class Scene:
    """The words, the time and the user's own things that all rows share."""

    phrases: Phrases
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    segments: Mapping[str, str] = field(default_factory=dict)
    unseen: Mapping[int, int] = field(default_factory=dict)
    watching: Mapping[int, Watching] = field(default_factory=dict)
    weights: Mapping[int, float] = field(default_factory=dict)  # shares of the portfolio

    @property
    def base(self) -> str:
        """Return the currency that all caps can be compared in."""
        return self.phrases.base_currency

    def place(self, segment: str) -> int:
        """Return where a segment stands in the supply chain; a strange one comes last."""
        keys = list(self.segments)
        return keys.index(segment) if segment in self.segments else len(keys)


def scene_of(
    overview: Overview,
    phrases: Phrases,
    now: datetime,
    weights: Mapping[int, float] | None = None,
) -> Scene:
    """Return the scene of an overview in the language of `phrases`."""
    names = {each.key: str(getattr(each, phrases.language)) for each in overview.segments}
    return Scene(phrases, now, names, overview.unseen, overview.watching, weights or {})

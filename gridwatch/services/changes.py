"""What an edit altered, so that each screen knows whether it is concerned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Which nouns an edit touched; ids of companies where single ones are concerned.

    `drawings`, `ladders`: those of `companies`, and nothing else of them. `rules`: alert rules,
    where a target was changed its own among them.
    """

    companies: tuple[int, ...] = ()
    watchlists: bool = False
    targets: bool = False
    preferences: bool = False
    drawings: bool = False
    rules: bool = False
    ladders: bool = False

    def concern_collector(self) -> bool:
        """Tell whether the collector has to read the user's file again."""
        fetched = bool(self.companies) and not (self.drawings or self.ladders)
        return fetched or self.watchlists or self.targets or self.preferences or self.rules

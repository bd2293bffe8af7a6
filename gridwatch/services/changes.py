"""What an edit altered, so that each screen knows whether it is concerned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Which nouns an edit touched; ids of companies where single ones are concerned.

    `drawings`, `ladders`: those of `companies`, and nothing else of them. `rules`: alert rules,
    where a target was changed its own among them. `thesis`: themes, claims or evidence; `figures`:
    evidence series; `journal`: entries. `ledger`: accounts, securities, transactions and what hangs
    on them.
    """

    companies: tuple[int, ...] = ()
    watchlists: bool = False
    targets: bool = False
    preferences: bool = False
    drawings: bool = False
    rules: bool = False
    ladders: bool = False
    thesis: bool = False
    figures: bool = False
    journal: bool = False
    ledger: bool = False

    def concern_overview(self) -> bool:
        """Tell whether the watchlist may show something else: words alone are not shown there."""
        return self not in {_WORDS, Changes()}

    def concern_collector(self) -> bool:
        """Tell whether the collector has to read the user's file again."""
        fetched = bool(self.companies) and not (self.drawings or self.ladders)
        noted = self.thesis or self.figures  # claims that come due, and what falsifiers look at
        watched = self.watchlists or self.targets or self.rules
        return fetched or noted or watched or self.preferences or self.ledger


_WORDS = Changes(journal=True)

"""One look at the cache: what it held at that time, and what came of it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field, replace
from datetime import datetime

from gridwatch.collector.alert.record import Outcome
from gridwatch.collector.alert.stretch import Place
from gridwatch.domain.alert.machine import State
from gridwatch.domain.rate_lines import RateLines
from gridwatch.services.overview import Facts
from gridwatch.store.market.rate_lines import read_rate_lines
from gridwatch.store.user.rule_states import Key, Standing


@dataclass(slots=True, eq=False)
class Look:
    """What one look works with, and what it finds; nothing counts before it is recorded.

    `places` and `stamps`: the columns that were read, and of what. `prices`: of the quotes alone.
    """

    market: sqlite3.Connection
    facts: Facts
    now: datetime
    outcome: Outcome = field(default_factory=Outcome)
    places: dict[str, Place | None] = field(default_factory=dict)
    stamps: dict[str, object] = field(default_factory=dict)
    prices: dict[str, float] = field(default_factory=dict)
    rates: RateLines | None = None

    def lines(self) -> RateLines:
        """Return the rates of all days between all currencies in use; read once."""
        if self.rates is None:
            facts = self.facts
            used = {each.currency for each in facts.instruments.values() if each.currency}
            used |= facts.fx.dollars.keys()
            self.rates = read_rate_lines(self.market, facts.quotes, used)
        return self.rates

    def note(self, key: Key, standing: Standing) -> None:
        """Note where a rule stands now."""
        self.outcome.standings[key] = standing

    def note_state(self, key: Key, standing: Standing, state: State) -> None:
        """Note the new state of a rule."""
        self.note(key, replace(standing, state=state))

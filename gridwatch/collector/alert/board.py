"""All terms of all rules as columns, so that one sweep finds the few that a quote may turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from gridwatch.collector.alert.groups import Group
from gridwatch.collector.alert.pairs import Pair
from gridwatch.collector.alert.stretch import Stretch
from gridwatch.domain.alert.condition import holds
from gridwatch.domain.alert.machine import State, Trigger, is_done
from gridwatch.domain.alert.rule import Basis
from gridwatch.domain.alert.screen import Track, may_turn

if TYPE_CHECKING:
    from gridwatch.domain.bars import Floats


class Board:
    """The latches and levels of every term, and the newest value of every quantity.

    A sweep may name a rule that does not turn after all, never pass over one that does.
    """

    def __init__(self, pairs: Sequence[Pair], groups: Mapping[str, Group]) -> None:
        """Lay out the terms of `pairs`, each beside the quantity of its group."""
        self._offsets = dict[str, int]()
        size = 0
        for symbol, group in groups.items():
            self._offsets[symbol] = size
            size += len(group.terms)
        self._low, self._high, self._last = (np.full(size, np.nan) for _ in range(3))
        owners, slots, signs = list[int](), list[int](), list[int]()
        levels, slacks = list[float](), list[float]()
        self._first = list[int]()
        for position, pair in enumerate(pairs):
            group, trigger = groups[pair.symbol], pair.trigger
            self._first.append(len(owners))
            owners += [position] * len(trigger.signs)
            slots += [self._offsets[pair.symbol] + group.slot_of(each) for each in pair.rule.terms]
            signs += trigger.signs
            levels += trigger.levels
            slacks += trigger.slacks
        self._owners = np.array(owners, dtype=np.intp)
        self._slots = np.array(slots, dtype=np.intp)
        self._signs, self._levels = (
            np.array(signs, dtype=np.float64),
            np.array(levels, dtype=np.float64),
        )
        self._slacks = np.array(slacks, dtype=np.float64)
        self._held = np.zeros(len(owners), dtype=np.bool_)
        self._asleep = np.ones(len(owners), dtype=np.bool_)
        self._pending = np.zeros(len(pairs), dtype=np.bool_)
        touching = [pair.rule.basis is Basis.TOUCH for pair in pairs]
        self._touching = np.array(touching, dtype=np.bool_)[self._owners]
        self._unknown = np.zeros(len(owners), dtype=np.bool_)
        self._fresh = np.zeros(size, dtype=np.bool_)
        self._pairs = pairs

    def set_state(self, position: int, state: State | None) -> None:
        """Take the latches of a rule; one that has not begun, or is done, is passed over."""
        pair, first = self._pairs[position], self._first[position]
        terms = slice(first, first + len(pair.trigger.signs))
        closes = pair.rule.basis is Basis.CLOSE
        asleep = state is None or is_done(pair.rule, state) or closes or pair.is_of_clock
        self._asleep[terms] = asleep
        if state is not None:
            self._held[terms] = state.held
            # Held by a latch of which nothing was known at the time: it may yet fire.
            self._pending[position] = state.armed and holds(pair.rule.condition, state.held)

    def set_trigger(self, position: int, trigger: Trigger) -> None:
        """Take the levels of a rule in the scale of prices after a split."""
        first = self._first[position]
        terms = slice(first, first + len(trigger.signs))
        self._levels[terms], self._slacks[terms] = trigger.levels, trigger.slacks

    def clear(self) -> None:
        """Forget all values."""
        for column in (self._low, self._high, self._last):
            column.fill(np.nan)
        self._fresh.fill(False)

    def put(self, group: Group, stretch: Stretch) -> None:
        """Take the values of the quote of a group; extremes that are not new count for nothing."""
        if stretch.live is None:
            return
        place, first = stretch.live.place, self._offsets[group.symbol]
        row, at = place.row, stretch.position
        low, high = stretch.fresh_low[at], stretch.fresh_high[at]
        for at, values in enumerate(place.values, start=first):
            self._last[at] = values.last[row]
            if low:
                self._low[at] = values.low[row]
            if high:
                self._high[at] = values.high[row]
        self._fresh[first : first + len(place.values)] = True

    def sweep(self) -> list[int]:
        """Return the positions of the rules that may turn at the values that were put."""
        last = self._last[self._slots]
        track = Track(self._extreme(self._low), self._extreme(self._high), last)
        found = may_turn(self._signs, self._levels, self._slacks, self._held, track)
        found &= ~self._asleep
        found |= self._pending[self._owners] & ~self._asleep & np.isfinite(last)
        return [int(each) for each in np.unique(self._owners[found])]

    def news(self) -> list[int]:
        """Return the rules of which another set of terms is unknown than at the last call."""
        unknown = np.isnan(self._last[self._slots])
        turned = (unknown != self._unknown) & self._fresh[self._slots]
        self._unknown[turned] = unknown[turned]
        return [int(each) for each in np.unique(self._owners[turned])]

    def unknown_terms(self, position: int) -> list[int]:
        """Return the numbers of the terms of a rule that are not known."""
        first, count = self._first[position], len(self._pairs[position].trigger.signs)
        return [each for each in range(count) if self._unknown[first + each]]

    def _extreme(self, values: Floats) -> Floats:
        return np.where(self._touching, values[self._slots], np.nan)

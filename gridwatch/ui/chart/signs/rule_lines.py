"""Alert rules as lines: in which colour, with which words, those that matter most first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from PySide6.QtGui import QColor

from gridwatch.domain.series import RulePrice, Series
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.layers.levels import LevelLine, LineKind
from gridwatch.ui.chart.signs.pulled import with_carried
from gridwatch.ui.chart.signs.rule_words import away_words, is_quiet, is_single, rule_label

_FAINT = 0.7  # of the muted tone, of a rule that would tell nobody


@dataclass(frozen=True, slots=True, eq=False)
class _Made:
    """A line as it was made, and what of."""

    one: RulePrice
    quiet: bool
    line: LevelLine


class RuleLines:
    """Makes the lines of the rules of a series; one of which nothing has changed is made once."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._now = datetime.now(UTC)
        self._made: dict[int, _Made] = {}

    def forget(self) -> None:
        """Make all lines anew: the series, the language or the colours are others."""
        self._made.clear()

    def set_now(self, now: datetime) -> bool:
        """Let time pass; tell whether a rule has woken or expired by it."""
        self._now = now
        return any(is_quiet(each.one, now) != each.quiet for each in self._made.values())

    def lines(self, series: Series, close: float, carried: RulePrice | None) -> list[LevelLine]:
        """Return the lines, the nearest first and those that tell nobody last.

        Of those out of view the nearest on each side alone says where it is: more would be noise.
        """
        rules = with_carried(series.rules, carried)
        seen = [each for each in rules if math.isfinite(each.price) and each.price > 0]
        seen.sort(key=lambda each: (is_quiet(each, self._now), abs(each.price - close)))
        found = {each.key: self._line(each, series) for each in seen}
        for each in self._nearest(seen, close):
            found[each.key] = self._told(found[each.key], each, close)
        if carried is not None and carried.key in found:
            line = self._told(found[carried.key], carried, close)
            found[carried.key] = replace(line, words=line.away)
        return list(found.values())

    def _nearest(self, seen: Sequence[RulePrice], close: float) -> list[RulePrice]:
        """Return the nearest rule ahead on each side."""
        ahead = [
            each
            for each in seen
            if (each.price - close) * each.term.sign > 0 and not is_quiet(each, self._now)
        ]
        sides = ([each for each in ahead if each.term.sign == sign] for sign in (1, -1))
        return [side[0] for side in sides if side]

    def _told(self, line: LevelLine, one: RulePrice, close: float) -> LevelLine:
        return replace(line, away=line.words + away_words(self._chart.phrases, one, close))

    def _line(self, one: RulePrice, series: Series) -> LevelLine:
        quiet, made = is_quiet(one, self._now), self._made.get(one.key)
        if made is None or made.one is not one or made.quiet != quiet:
            made = self._made[one.key] = _Made(one, quiet, self._new(one, series, quiet=quiet))
        return made.line

    def _new(self, one: RulePrice, series: Series, *, quiet: bool) -> LevelLine:
        return LevelLine(
            LineKind.RULE,
            one.key,
            one.price,
            rule_label(self._chart.phrases, one, series, self._now),
            "",
            self._tone(quiet=quiet),
            draggable=is_single(one) and not one.rule.is_over(self._now),
        )

    def _tone(self, *, quiet: bool) -> QColor:
        ink = self._chart.ink
        return ink.mixed(ink.muted, _FAINT) if quiet else ink.warn

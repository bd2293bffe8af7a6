"""What is logged of a rule over notes: whom it is about, the value, and what it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from gridwatch.collector.alert.evidence import evidence_of, parts_now
from gridwatch.collector.alert.groups import Group
from gridwatch.collector.alert.look import Look
from gridwatch.collector.alert.noted import Noted
from gridwatch.collector.alert.noted_values import NotedValues
from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.grammar import condition_text
from gridwatch.domain.alert.machine import Crossing
from gridwatch.domain.alert.measure import NATURES, Measure, Unit
from gridwatch.domain.alert.sight import Sight
from gridwatch.store.user.firings import Evidence, Firing


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes the firings of a look; `source` is the name of the feed."""

    values: NotedValues
    groups: Mapping[str, Group]
    source: str

    def firing(self, look: Look, noted: Noted, crossing: Crossing, *, held: bool) -> Firing:
        """Return the firing of a crossing; the claim that it is about is added as it is logged."""
        pair, rule = noted.pair, noted.pair.rule
        term = rule.terms[crossing.term]
        evidence, unit = self._evidence(look, noted, term, crossing)
        return Firing(
            rule.id,
            None,
            noted.about.company_id or None,
            pair.symbol,
            noted.name,
            rule.name,
            condition_text(rule.condition),
            term.measure,
            term.level,
            unit,
            crossing.values[crossing.term],
            crossing.at,
            crossing.day,
            Sight.LIVE,
            crossing.spot,
            look.now,
            held,
            crossing.quiet,
            rule.telling.sound,
            evidence,
        )

    def _evidence(
        self, look: Look, noted: Noted, term: Term, crossing: Crossing
    ) -> tuple[Evidence, str]:
        """Return what a crossing was made of, and what its level is in."""
        terms, values = noted.pair.rule.terms, crossing.values
        told = tuple(
            (condition_text(each), value if isfinite(value) else None)
            for each, value in zip(terms, values, strict=True)
        )
        if term.measure is Measure.SERIES:
            series = self.values.series_of(term, noted)
            unit = term.currency or (series.unit if series else "")
            return Evidence(source=series.source if series else "", terms=told), unit
        group = self.groups.get(noted.pair.symbol)
        present = group.present(look.facts, look.now) if group else None
        if group is None or present is None or term.measure in {Measure.RATE, Measure.REVIEW}:
            return Evidence(terms=told), term.pair
        parts = parts_now(group, look.facts, present.day, present.price, look.now)
        evidence = evidence_of(parts, group, term, terms, values, self.source)
        money = NATURES[term.measure].unit is Unit.MONEY
        return evidence, (term.currency or present.currency) if money else ""

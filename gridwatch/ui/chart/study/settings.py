"""Which studies there are, and what remains of their settings when they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gridwatch.domain.indicators.indicator import Indicator, Settings, settings_of
from gridwatch.domain.indicators.table import INDICATORS
from gridwatch.domain.problem import Problem
from gridwatch.ui.chart.options import Study
from gridwatch.ui.chart.study.shown import SHARES

# Beside the declared settings of a study: it is there, but not drawn.
HIDDEN = "hidden"
OFFERED: Mapping[str, Indicator] = {**INDICATORS, SHARES.id: SHARES}


def cleaned(study: Study) -> Study | None:
    """Return a study with those of its settings that can be used; None where nobody knows it.

    A setting that stands at its default is left out, so that equal studies are equal values.
    """
    indicator = OFFERED.get(study.id)
    if indicator is None:
        return None
    usable = {name: value for name, value in study.settings if _fits(indicator, name, value)}
    try:
        settings = settings_of(indicator, usable)
    except Problem:
        settings = settings_of(indicator, {})  # each is possible, but not with the others
    changed = {
        each.name: settings[each.name]
        for each in indicator.settings
        if settings[each.name] != each.default
    }
    hidden = {HIDDEN: 1.0} if is_hidden(study) else {}
    return Study(study.id, tuple(sorted({**changed, **hidden}.items())))


def filled(study: Study) -> Settings:
    """Return all settings of a study that has been cleaned, the default where it has none."""
    given = {name: value for name, value in study.settings if name != HIDDEN}
    return settings_of(OFFERED[study.id], given)


def _fits(indicator: Indicator, name: str, value: float) -> bool:
    """Tell whether a setting can be used, whatever the others are."""
    one = next((each for each in indicator.settings if each.name == name), None)
    if one is None or not one.least <= value <= one.most:
        return False
    return not one.whole or float(value).is_integer()


def is_hidden(study: Study) -> bool:
    """Tell whether a study is chosen, but not drawn."""
    return any(name == HIDDEN and value for name, value in study.settings)


def with_hidden(study: Study, *, hidden: bool) -> Study:
    """Return a study that is drawn, or one that is not."""
    rest = tuple(each for each in study.settings if each[0] != HIDDEN)
    return replace(study, settings=(*rest, *(((HIDDEN, 1.0),) if hidden else ())))

"""What an indicator is, and which settings it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from gridwatch.domain.bars import Floats
from gridwatch.domain.candles import Candles
from gridwatch.domain.problem import Problem

Settings = Mapping[str, float]
# (candles, settings, columns by name as long as the candles, first bar): writes the columns from
# that bar on, and finds right values in them before it.
Fill = Callable[[Candles, Settings, Mapping[str, Floats], int], None]


class Unit(StrEnum):
    """What the values of an indicator are measured in."""

    PRICE = "price"
    PERCENT = "percent"
    NUMBER = "number"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Setting:
    """A number that the user may change, from `least` to `most`; `whole` allows no fraction."""

    name: str
    default: float
    least: float
    most: float
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the table.

    `overlay`: drawn over the prices, otherwise in a pane of its own. `lines` are what is drawn, in
    order, and `bars` names those of them that are drawn as bars from zero; `band` names the lower
    and the upper edge of an area. `memory` names columns that are kept to go on from, never drawn.
    `scale` is the fixed range of the axis, `guides` are heights with a line across the pane.
    `ordered` names two settings of which the first must be the smaller one.
    """

    id: str
    overlay: bool
    settings: tuple[Setting, ...]
    lines: tuple[str, ...]
    fill: Fill
    unit: Unit = Unit.PRICE
    bars: tuple[str, ...] = ()
    band: tuple[str, str] | None = None
    memory: tuple[str, ...] = ()
    scale: tuple[float, float] | None = None
    guides: tuple[float, ...] = ()
    ordered: tuple[str, str] | None = None
    intraday_only: bool = False


def settings_of(indicator: Indicator, given: Mapping[str, float]) -> dict[str, float]:
    """Return a value for each setting of `indicator`, the default where none is given.

    Problem: `indicator_setting` (no such setting), `indicator_whole` and `indicator_number`
    (outside the range, or not a whole number where one is needed), `indicator_order`.
    """
    known = {each.name for each in indicator.settings}
    for name in given:
        if name not in known:
            raise Problem(
                "indicator_setting",
                "“{name}” is not a setting of {indicator}.",
                name=name,
                indicator=indicator.id,
            )
    settings = {
        each.name: _checked(each, given.get(each.name, each.default)) for each in indicator.settings
    }
    _check_order(indicator, settings)
    return settings


def _checked(setting: Setting, value: float) -> float:
    inside = setting.least <= value <= setting.most  # false for NaN
    if inside and (not setting.whole or float(value).is_integer()):
        return float(value)
    if setting.whole:
        raise Problem(
            "indicator_whole",
            "{name} must be a whole number from {least} to {most}, not {value}.",
            name=setting.name,
            least=f"{setting.least:g}",
            most=f"{setting.most:g}",
            value=f"{value:g}",
        )
    raise Problem(
        "indicator_number",
        "{name} must be a number from {least} to {most}, not {value}.",
        name=setting.name,
        least=f"{setting.least:g}",
        most=f"{setting.most:g}",
        value=f"{value:g}",
    )


def _check_order(indicator: Indicator, settings: Mapping[str, float]) -> None:
    if indicator.ordered is None:
        return
    smaller, larger = indicator.ordered
    if settings[smaller] >= settings[larger]:
        raise Problem(
            "indicator_order",
            "{smaller} must be below {larger}.",
            smaller=smaller,
            larger=larger,
        )

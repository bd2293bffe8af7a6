"""How a chart is set: one value, kept as text between sessions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.charting import ChartRequest, Quantity
from gridwatch.domain.problem import Problem
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.layers.prices import Style
from gridwatch.ui.chart.ranges import RANGES

FIRST_RANGE = "1Y"
_LONGEST = 40  # compared lines and studies; more is a damaged file


@dataclass(frozen=True, slots=True)
class Study:
    """An indicator that is shown, with the settings that are not its defaults."""

    id: str
    settings: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that the user can set on a chart.

    `size` None takes the size that suits the range; `currency` "" that of the listing; `company` is
    the one that a pinned chart stays with, 0 where it follows the selection. `evidence` is that of
    the company's claims and `themes` that of all themes, as marks; `figures` are ids of series.
    `trades` are the user's own, as marks, and `cost` is the line at what they have cost.
    """

    style: Style = Style.CANDLES
    scale: Scale = Scale.LINEAR
    range: str = FIRST_RANGE
    size: BarSize | None = None
    quantity: Quantity = Quantity.PRICE
    currency: str = ""
    compared: tuple[str, ...] = ()
    studies: tuple[Study, ...] = (Study("volume"),)
    marks: bool = True
    company: int = 0
    evidence: bool = True
    themes: bool = True
    figures: tuple[int, ...] = ()
    trades: bool = True
    cost: bool = True

    @property
    def bar_size(self) -> BarSize:
        """Return the size of bar to show."""
        suited = {each.id: each.size for each in RANGES}
        return self.size or suited[self.range]

    def request(self) -> ChartRequest:
        """Return what has to be read for this chart."""
        return ChartRequest(
            self.bar_size, self.quantity, self.currency, self.compared, self.figures
        )


def text_of(options: Options) -> str:
    """Return the options as one line of JSON."""
    table = {each.name: getattr(options, each.name) for each in fields(Options)}
    table["studies"] = [[each.id, dict(each.settings)] for each in options.studies]
    return json.dumps(table, separators=(",", ":"))


def options_of(text: str) -> Options:
    """Read options; what can't be read keeps its default, field by field."""
    try:
        table = json.loads(text)
    except (ValueError, RecursionError):
        return Options()
    if not isinstance(table, dict):
        return Options()
    found: dict[str, object] = {}
    for name, read in _READ.items():
        if name not in table:
            continue
        try:
            found[name] = read(table[name])
        except (ValueError, TypeError, KeyError, AttributeError):
            continue  # another version wrote it, or nobody did
    return Options(**found)  # type: ignore[arg-type]  # read field by field


def option_values(table: Mapping[str, object]) -> Options:
    """Return options of which some are named; raises Problem for a value that can't be."""
    found: dict[str, object] = {}
    for name, value in table.items():
        try:
            found[name] = _READ[name](value)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Problem(
                "setting_value", "“{text}” is not a value of {name}.", text=value, name=name
            ) from error
    return Options(**found)  # type: ignore[arg-type]  # read field by field


def _range(value: object) -> str:
    known = {each.id for each in RANGES}
    if value not in known:
        raise ValueError(value)
    return str(value)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError(value)
    return tuple(value[:_LONGEST])


def _numbers(value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(type(each) is int for each in value):
        raise TypeError(value)
    return tuple(dict.fromkeys(value[:_LONGEST]))


def _studies(value: object) -> tuple[Study, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(_study(*each) for each in value[:_LONGEST])


def _study(name: object, settings: Mapping[str, object]) -> Study:
    if not isinstance(name, str):
        raise TypeError(name)
    numbers = {str(key): float(each) for key, each in settings.items()}  # type: ignore[arg-type]
    return Study(name, tuple(sorted(numbers.items())))


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise TypeError(value)
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


_READ: Mapping[str, Callable[[Any], object]] = {
    "style": Style,
    "scale": Scale,
    "range": _range,
    "size": lambda value: None if value is None else BarSize(value),
    "quantity": Quantity,
    "currency": _text,
    "compared": _texts,
    "studies": _studies,
    "marks": _flag,
    "evidence": _flag,
    "themes": _flag,
    "figures": _numbers,
    "trades": _flag,
    "cost": _flag,
    "company": _number,
}

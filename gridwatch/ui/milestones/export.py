"""Takes the board out of the window: as a table for the clipboard, as a file of figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from gridwatch.domain.company import names_in
from gridwatch.domain.milestones.ladder import HORIZONS
from gridwatch.files.safe_cells import safe_cell
from gridwatch.ui.milestones.columns import COLUMNS
from gridwatch.ui.milestones.lines import Line
from gridwatch.ui.milestones.model import BoardModel
from gridwatch.ui.phrases import MINUS

# Spreadsheets read neither the minus sign nor narrow spaces.
_PLAIN = str.maketrans({MINUS: "-", "\N{NARROW NO-BREAK SPACE}": " ", "\N{NO-BREAK SPACE}": " "})
_FIGURE = re.compile(r"[+-][0-9][0-9.,' ]*%?")
NAMES = (
    "company",
    "symbol",
    "segment",
    "market_cap",
    "market_cap_currency",
    "rung",
    "rung_currency",
    "is_target",
    "reached",
    "market_cap_in_rung_currency",
    "distance_pct",
    "price_needed",
    "price_currency",
    "first_reached",
    "beyond_at_start",
    "closes_above",
    "closes_since",
    "days_above",
    "eta_earliest_years",
    "eta_latest_years",
    "paces_without_eta",
    *(f"chance_{each}m" for each in HORIZONS),
    *(f"chance_{each}m_with_drift" for each in HORIZONS),
)


def plain_rows(board: BoardModel, places: Iterable[int]) -> list[list[str]]:
    """Return rows as they are shown, under their headings, none a formula."""
    rows = [[each.heading for each in COLUMNS]]
    rows += [
        [_shown(board.text(place, column)) for column in range(len(COLUMNS))] for place in places
    ]
    return rows


def _shown(text: str) -> str:
    """Return a cell that a spreadsheet reads; signed figures stay figures."""
    plain = text.translate(_PLAIN)
    return plain if _FIGURE.fullmatch(plain) else safe_cell(plain)


def figures(board: BoardModel) -> Iterator[list[str]]:
    """Return a row of names, then every line in the order shown, with all digits of its figures.

    What is unknown is empty; a fraction is one of 1, days are ISO dates.
    """
    yield list(NAMES)
    for place in range(board.rowCount()):
        line = board.line(place)
        if line is not None:
            language = board.scene.phrases.language
            yield [_cell(each) for each in _values(line, language)]


def _values(line: Line, language: str) -> tuple[object, ...]:
    view, one = line.view, line.standing
    past, eta = one.crossed, one.eta
    chances = [one.chance(each) for each in HORIZONS]
    return (
        names_in(view.company, language)[0],
        view.company.primary,
        view.company.segment,
        view.cap.value,
        view.cap.currency,
        float(one.amount),
        one.currency,
        bool(line.milestone.target_id),
        one.reached,
        one.cap,
        one.distance_pct,
        one.price,
        view.cap.currency if one.price is not None else None,
        past.first if past else None,
        past.beyond_at_start if past else None,
        past.sessions_above if past else None,
        past.sessions_since if past else None,
        past.days_above if past else None,
        eta.earliest if eta else None,
        eta.latest if eta else None,
        eta.without if eta else None,
        *(each.driftless if each else None for each in chances),
        *(each.drifting if each else None for each in chances),
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    return safe_cell(str(value))

"""What every part added to the return of the whole, as rows of a table that add up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from gridwatch.services.portfolio.views import Contribution, Dimension, Measured
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.cents import is_known, money, percent, tone_of, unknown
from gridwatch.ui.portfolio.grid_model import LEFT, BarCell, GridColumn, GridRow
from gridwatch.ui.portfolio.trail.opening import Number, Opening
from gridwatch.ui.watchlist.cells import Cell
from gridwatch.wording.naming import Naming, dimension_words

translate = QCoreApplication.translate
TOTAL = "total:"
_SMALL = 0.00005


def contribution_columns(dimension: Dimension, currency: str) -> tuple[GridColumn, ...]:
    """Return the columns, in the reader's language."""
    return (
        GridColumn("name", dimension_words(dimension), 150, LEFT, falling=False, stretch=2),
        GridColumn("begin", translate("Portfolio", "Beginning"), 90),
        GridColumn("flows", translate("Portfolio", "Flows"), 84),
        GridColumn("end", translate("Portfolio", "End {currency}").format(currency=currency), 90),
        GridColumn("gain", translate("Portfolio", "Gain"), 84),
        GridColumn(
            "contribution",
            translate("Portfolio", "Contribution"),
            170,
            stretch=3,
            tip=translate("Portfolio", "The parts add up to the TTWROR of the whole."),
        ),
        GridColumn("ttwror", translate("Portfolio", "TTWROR"), 70),
        GridColumn("irr", translate("Portfolio", "IRR"), 70),
    )


def contribution_rows(
    parts: Sequence[Contribution], whole: Measured, naming: Naming, look: Look
) -> list[GridRow]:
    """Return a row for each part, the largest contribution first, and the whole at the end."""
    ordered = sorted(
        parts, key=lambda each: (each.contribution is None, -(each.contribution or 0.0))
    )
    low = min((each.contribution or 0.0 for each in parts), default=0.0)
    high = max((each.contribution or 0.0 for each in parts), default=0.0)
    span = (min(low, 0.0), max(high, 0.0))
    rows = [_row(each, span, whole, naming, look) for each in ordered]
    return [*rows, _total(parts, whole, look)] if rows else []


def _row(
    one: Contribution,
    span: tuple[float, float],
    whole: Measured,
    naming: Naming,
    look: Look,
) -> GridRow:
    name, phrases, currency = naming.key(one.dimension, one.key), look.phrases, whole.currency
    flows = one.inflow - one.outflow
    cells = (
        Cell(name),
        _amount(one.begin, currency, look),
        _amount(flows, currency, look, signed=True),
        _amount(one.end, currency, look),
        _toned(one.gain, money(one.gain, currency, phrases, signed=True)),
        _bar(one.contribution, span, look),
        _toned(one.ttwror, percent(one.ttwror, phrases), _SMALL),
        _toned(one.irr, percent(one.irr, phrases), _SMALL),
    )
    values = (
        name.casefold(),
        one.begin,
        flows,
        one.end,
        one.gain,
        one.contribution,
        one.ttwror,
        one.irr,
    )
    columns = contribution_columns(one.dimension, currency)
    openings = [None] + [
        Opening(
            number,
            f"{name}: {column.title}",
            cell.plain,
            whole.scope,
            period=whole.period,
            dimension=one.dimension,
            key=one.key,
        )
        for number, column, cell in zip(_NUMBERS, columns[1:], cells[1:], strict=True)
    ]
    return GridRow(f"{one.dimension}:{one.key}", cells, values, tuple(openings), tip=name)


_NUMBERS = (
    Number.BEGIN,
    Number.INFLOW,
    Number.END,
    Number.PERIOD_GAIN,
    Number.CONTRIBUTION,
    Number.TTWROR,
    Number.IRR,
)


def _total(parts: Sequence[Contribution], whole: Measured, look: Look) -> GridRow:
    """Return the whole: the contribution is the sum of what stands above."""
    known = [each.contribution for each in parts if is_known(each.contribution)]
    added = sum(each for each in known if each is not None) if len(known) == len(parts) else None
    currency, phrases = whole.currency, look.phrases
    cells = (
        Cell(translate("Portfolio", "Total")),
        _amount(whole.begin, currency, look),
        _amount(whole.inflow - whole.outflow, currency, look, signed=True),
        _amount(whole.end, currency, look),
        _toned(whole.gain, money(whole.gain, currency, phrases, signed=True)),
        _toned(added, percent(added, phrases), _SMALL),
        _toned(whole.ttwror, percent(whole.ttwror, phrases), _SMALL),
        _toned(whole.irr, percent(whole.irr, phrases), _SMALL),
    )
    openings = [None] + [
        Opening(
            number, translate("Portfolio", "Total"), cell.plain, whole.scope, period=whole.period
        )
        for number, cell in zip(_NUMBERS, cells[1:], strict=True)
    ]
    openings[5] = None  # it is the sum of the rows above
    return GridRow(TOTAL, cells, (None,) * len(cells), tuple(openings), total=True)


def _amount(value: float | None, currency: str, look: Look, *, signed: bool = False) -> Cell:
    text = money(value, currency, look.phrases, signed=signed)
    return Cell(text, tone="text" if is_known(value) else "faint")


def _toned(value: float | None, text: str, zero: float = 0.005) -> Cell:
    return Cell(text, tone=tone_of(value, zero))


def _bar(value: float | None, span: tuple[float, float], look: Look) -> Cell:
    if value is None:
        return Cell(unknown(), tone="faint")
    low, wide = span[0], (span[1] - span[0]) or 1.0
    zero = -low / wide
    text = percent(value, look.phrases)
    return BarCell(
        text, tone=tone_of(value, _SMALL), begin=zero, end=(value - low) / wide, zero=zero
    )

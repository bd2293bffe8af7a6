"""The parts of an allocation and the suggested trades as rows of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.ledger.security import Security
from gridwatch.services.portfolio.views import Dimension, Slice, Suggestion
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.allocation.map import Tile
from gridwatch.ui.portfolio.cents import money, number, percent, unknown
from gridwatch.ui.portfolio.grid_model import LEFT, BarCell, GridColumn, GridRow
from gridwatch.ui.portfolio.trail.opening import Number, Opening
from gridwatch.ui.watchlist.cells import Cell
from gridwatch.wording.naming import CASH, Naming, dimension_words

translate = QCoreApplication.translate
TARGET = 3  # the column that is typed into
TOTAL = "total:"
_UNKNOWN = "?"  # behind the key of what has no value
_SMALL = 0.00005


def slice_columns(dimension: Dimension, currency: str) -> tuple[GridColumn, ...]:
    """Return the columns, in the reader's language; targets are not set for single securities."""
    value = translate("Portfolio", "Value {currency}").format(currency=currency)
    target = translate("Portfolio", "Target")
    amount = translate("Portfolio", "Off by {currency}").format(currency=currency)
    return (
        GridColumn("name", dimension_words(dimension), 150, LEFT, falling=False, stretch=2),
        GridColumn("value", value, 96),
        GridColumn("share", translate("Portfolio", "Share"), 190, stretch=3),
        GridColumn(
            "target",
            target,
            76,
            editable=dimension is not Dimension.SECURITY,
            tip=translate("Portfolio", "The share that you want. Press F2 to type one."),
        ),
        GridColumn("off", translate("Portfolio", "Off target"), 84),
        GridColumn("amount", amount, 96),
    )


def slice_rows(
    slices: Sequence[Slice], worth: float, currency: str, naming: Naming, look: Look
) -> list[GridRow]:
    """Return a row for each part in their order, and the whole at the end."""
    most = max((max(each.share or 0.0, each.target or 0.0) for each in slices), default=0.0) or 1.0
    least = min((each.share or 0.0 for each in slices), default=0.0)
    span = (min(0.0, least), most)
    rows = [_row(each, worth, span, currency, naming, look) for each in slices]
    return [*rows, _total(slices, worth, currency, look)] if rows else []


def row_key(one: Slice) -> str:
    """Return the key of the row of a part; what is unknown of a part has a row of its own."""
    return one.key + (_UNKNOWN if one.value is None else "")


def slice_key(key: str) -> str:
    """Return the key of the part of a row."""
    return key.removesuffix(_UNKNOWN)


def _row(
    one: Slice,
    worth: float,
    span: tuple[float, float],
    currency: str,
    naming: Naming,
    look: Look,
) -> GridRow:
    phrases, name = look.phrases, naming.key(one.dimension, one.key)
    off = one.off * worth if one.off is not None else None
    text = money(one.value, currency, phrases)
    opening = Opening(Number.SLICE, name, text, dimension=one.dimension, key=one.key)
    wanted = "" if one.target is None else percent(one.target, phrases, 1, signed=False)
    cells = (
        Cell(name, mark="warn" if one.value is None else ""),
        Cell(text, tone="text" if one.value is not None else "faint"),
        _bar(one, span, look),
        Cell(wanted, tone="target"),
        Cell("" if one.off is None else points(one.off, look), tone="text"),
        Cell("" if off is None else money(off, currency, phrases, signed=True), tone="text"),
    )
    values = (name.casefold(), one.value, one.share, one.target, one.off, off)
    tip = name
    if one.value is None:
        tip = translate("Portfolio", "{name}: without a price or a rate").format(name=name)
    return GridRow(row_key(one), cells, values, (None, opening, opening), tip=tip)


def _bar(one: Slice, span: tuple[float, float], look: Look) -> Cell:
    if one.share is None:
        return Cell(unknown(), tone="faint")
    low, wide = span[0], span[1] - span[0]
    tick = (one.target - low) / wide if one.target is not None else None
    tone = "muted" if one.key.startswith(CASH) else "accent"
    zero = -low / wide
    text = percent(one.share, look.phrases, signed=False)
    end = (one.share - low) / wide
    return BarCell(text, begin=zero, end=end, zero=zero, tick=tick, bar=tone)


def points(value: float, look: Look) -> str:
    """Return a difference of shares in percentage points."""
    words = translate("Portfolio", "{number} pp")
    return words.format(number=number(value * 100, 1, look.phrases, signed=True))


def _total(slices: Sequence[Slice], worth: float, currency: str, look: Look) -> GridRow:
    phrases = look.phrases
    wanted = [each.target for each in slices if each.target is not None]
    cells = (
        Cell(translate("Portfolio", "Total")),
        Cell(money(worth, currency, phrases)),
        Cell(
            percent(
                sum(each.share for each in slices if each.share is not None), phrases, signed=False
            )
        ),
        Cell(percent(sum(wanted), phrases, 1, signed=False) if wanted else ""),
        Cell(),
        Cell(),
    )
    return GridRow(TOTAL, cells, (None,) * len(cells), total=True)


def tiles_of(slices: Sequence[Slice], naming: Naming, look: Look) -> tuple[Tile, ...]:
    """Return the parts of known value above 0 as tiles, without money, which needs no map."""
    return tuple(
        Tile(
            row_key(each),
            naming.key(each.dimension, each.key),
            percent(each.share, look.phrases, 1, signed=False),
            each.value,
            plain=not each.key,
        )
        for each in slices
        if each.value is not None and each.value > 0 and not each.key.startswith(CASH)
    )


def trade_columns(currency: str) -> tuple[GridColumn, ...]:
    """Return the columns of suggested trades."""
    value = translate("Portfolio", "Value {currency}").format(currency=currency)
    return (
        GridColumn("what", translate("Portfolio", "Trade"), 70, LEFT, falling=False),
        GridColumn("name", translate("Portfolio", "Security"), 150, LEFT, falling=False, stretch=2),
        GridColumn("quantity", translate("Portfolio", "Quantity"), 84),
        GridColumn("lot", translate("Portfolio", "Board lot"), 60),
        GridColumn("price", translate("Portfolio", "Price"), 100),
        GridColumn("value", value, 96),
    )


def trade_rows(
    suggestions: Sequence[Suggestion],
    currency: str,
    securities: Mapping[int, Security],
    look: Look,
) -> list[GridRow]:
    """Return a row for each trade, sales first, and what they come to."""
    ordered = sorted(suggestions, key=lambda each: (each.quantity > 0, -abs(each.value)))
    rows = [_trade(each, currency, securities, look) for each in ordered]
    if not rows:
        return []
    net = sum(each.value for each in suggestions)
    cells = (
        Cell(translate("Portfolio", "Total")),
        Cell(translate("Portfolio", "Money needed") if net > 0 else ""),
        Cell(),
        Cell(),
        Cell(),
        Cell(money(net, currency, look.phrases, signed=True)),
    )
    return [*rows, GridRow(TOTAL, cells, (None,) * len(cells), total=True)]


def _trade(
    one: Suggestion, currency: str, securities: Mapping[int, Security], look: Look
) -> GridRow:
    phrases = look.phrases
    held = securities.get(one.security_id)
    name = held.name if held is not None else f"#{one.security_id}"
    buys = one.quantity > 0
    words = translate("Portfolio", "Buy") if buys else translate("Portfolio", "Sell")
    tip = name
    if not one.lot_known:
        told = translate(
            "Portfolio",
            "{name}: how many shares make a lot there is not known. Single shares were counted.",
        )
        tip = told.format(name=name)
    cells = (
        Cell(words),
        Cell(name),
        Cell(phrases.integer(abs(one.quantity))),
        Cell(
            phrases.integer(one.lot_size) if one.lot_known else unknown(),
            tone="muted" if one.lot_known else "faint",
            mark="" if one.lot_known else "warn",
        ),
        Cell(phrases.figure(one.price, one.currency), one.currency),
        Cell(money(one.value, currency, phrases, signed=True), tone="text"),
    )
    values = (
        words,
        name.casefold(),
        float(abs(one.quantity)),
        float(one.lot_size),
        one.price,
        one.value,
    )
    return GridRow(str(one.security_id), cells, values, tip=tip)

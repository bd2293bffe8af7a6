"""Trades as rows of a table, with what each of their numbers opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from gridwatch.services.portfolio.trade_reading import totals_of
from gridwatch.services.portfolio.trades import Trade
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.cents import money, percent, shares, tone_of, unknown
from gridwatch.ui.portfolio.grid_model import LEFT, GridColumn, GridRow
from gridwatch.ui.portfolio.trail.opening import Number, Opening
from gridwatch.ui.watchlist.cells import Cell
from gridwatch.wording.naming import Naming

translate = QCoreApplication.translate
TOTAL = "total:"
_EVEN = 0.0005  # a part that is written as 0.0 %
# What the columns open, left to right.
_ASKS = (
    None,
    None,
    None,
    None,
    None,
    Number.QUANTITY,
    Number.COST,
    Number.VALUE,
    Number.GAIN,
    Number.SIMPLE,
    Number.CURRENCY_GAIN,
    Number.IRR,
)


def trade_columns() -> tuple[GridColumn, ...]:
    """Return the columns of trades."""
    alone = translate("Portfolio", "Of the purchases and the sale alone, without dividends.")
    charged = translate("Portfolio", "After charges; of what is still open its value today.")
    return (
        GridColumn("name", translate("Portfolio", "Security"), 120, LEFT, falling=False, stretch=2),
        GridColumn(
            "account", translate("Portfolio", "Account"), 90, LEFT, falling=False, stretch=1
        ),
        GridColumn("opened", translate("Portfolio", "Opened on"), 80, LEFT),
        GridColumn("closed", translate("Portfolio", "Closed on"), 80, LEFT),
        GridColumn("days", translate("Portfolio", "Days held"), 50),
        GridColumn("quantity", translate("Portfolio", "Quantity"), 60),
        GridColumn("cost", translate("Portfolio", "Cost"), 80),
        GridColumn("value", translate("Portfolio", "Proceeds or value"), 80, tip=charged),
        GridColumn("gain", translate("Portfolio", "Gain"), 80),
        GridColumn("simple", translate("Portfolio", "Gain %"), 60),
        GridColumn("currency_gain", translate("Portfolio", "Currency gain"), 80),
        GridColumn("irr", translate("Portfolio", "IRR"), 60, tip=alone),
    )


def trade_rows(
    some: Sequence[Trade], currency: str, on: date, naming: Naming, look: Look
) -> list[GridRow]:
    """Return a row for each trade, in their order, and the total; nothing for none."""
    rows = [_row(each, currency, on, naming, look) for each in some]
    return [*rows, _total(some, currency, look)] if rows else []


def key_of(one: Trade) -> str:
    """Return the key of the row of a trade."""
    return f"{one.security_id}:{one.account_id}:{one.closed_by or 0}"


def _row(one: Trade, currency: str, on: date, naming: Naming, look: Look) -> GridRow:
    phrases = look.phrases
    name, account = naming.security(one.security_id), naming.account(one.account_id)
    opened = unknown() if one.opened_on is None else phrases.day(one.opened_on)
    still = translate("Portfolio", "still open")
    held = unknown() if one.days_held is None else phrases.integer(one.days_held)
    cells = (
        Cell(name),
        Cell(account, tone="muted"),
        Cell(opened, tone="faint" if one.opened_on is None else "text"),
        Cell(still, tone="muted") if one.closed_on is None else Cell(phrases.day(one.closed_on)),
        Cell(held, tone="faint" if one.days_held is None else "muted"),
        Cell(shares(one.quantity, phrases)),
        _amount(one.cost, currency, look),
        _amount(one.value, currency, look),
        _change(one.gain, currency, look),
        _part(one.simple, look, known=one.gain is not None),
        _change(one.currency_gain, currency, look),
        _part(one.irr, look, known=bool(one.flows)),
    )
    values = (
        name.casefold(),
        account.casefold(),
        None if one.opened_on is None else float(one.opened_on.toordinal()),
        float((one.closed_on or on).toordinal()),
        None if one.days_held is None else float(one.days_held),
        float(one.quantity),
        one.cost,
        one.value,
        one.gain,
        one.simple,
        one.currency_gain,
        one.irr,
    )
    return GridRow(key_of(one), cells, values, _openings(one, name, cells), tip=name)


def _openings(one: Trade, name: str, cells: Sequence[Cell]) -> tuple[Opening | None, ...]:
    titles = [each.title for each in trade_columns()]
    return tuple(
        None
        if number is None
        else Opening(
            number,
            f"{name}: {title}",
            cell.plain,
            security_id=one.security_id,
            account_id=one.account_id,
            trade=one.closed_by or 0,
        )
        for number, title, cell in zip(_ASKS, titles, cells, strict=True)
    )


def _total(some: Sequence[Trade], currency: str, look: Look) -> GridRow:
    sums = totals_of(some)
    cells = (
        Cell(translate("Portfolio", "Total")),
        *(Cell() for _ in range(5)),
        _amount(sums.cost, currency, look),
        _amount(sums.value, currency, look),
        _change(sums.gain, currency, look),
        _part(sums.simple, look, known=sums.gain is not None),
        _change(sums.currency_gain, currency, look),
        Cell(),
    )
    return GridRow(TOTAL, cells, (None,) * len(cells), total=True)


def _amount(value: float | Decimal | None, currency: str, look: Look) -> Cell:
    if value is None:
        return Cell(unknown(), tone="faint", mark="warn")
    return Cell(money(value, currency, look.phrases))


def _change(value: float | None, currency: str, look: Look) -> Cell:
    if value is None:
        return Cell(unknown(), tone="faint", mark="warn")
    return Cell(money(value, currency, look.phrases, signed=True), tone=tone_of(value))


def _part(value: float | None, look: Look, *, known: bool) -> Cell:
    """Return a part as per cent; where there is none though all is known, nothing is missing."""
    if value is None:
        return Cell(unknown(), tone="faint", mark="" if known else "warn")
    return Cell(percent(value, look.phrases, 1), tone=tone_of(value, _EVEN))

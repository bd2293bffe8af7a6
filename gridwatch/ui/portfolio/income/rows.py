"""Income by security and time, and offers of dividends, as rows of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.portfolio.income_reading import Yield
from gridwatch.services.portfolio.views import Dimension, Income, Offer, Period
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.cents import money, percent, shares, unknown
from gridwatch.ui.portfolio.grid_model import LEFT, GridColumn, GridRow
from gridwatch.ui.portfolio.income.calendar import Basis, Stretch, sum_of
from gridwatch.ui.portfolio.trail.opening import Number, Opening
from gridwatch.ui.watchlist.cells import Cell
from gridwatch.wording.naming import Naming

translate = QCoreApplication.translate
TOTAL = "total:"
_DAY = timedelta(days=1)


def income_columns(wanted: Sequence[Stretch], look: Look) -> tuple[GridColumn, ...]:
    """Return the columns: a security, its times, their sum, and the yields."""
    trailing = translate("Portfolio", "The last twelve months, before taxes.")
    likely = translate(
        "Portfolio",
        "The dividends of the last twelve months once more, on the shares that are held now, before"
        " taxes.",
    )
    return (
        GridColumn("name", translate("Portfolio", "Security"), 150, LEFT, falling=False, stretch=1),
        *(
            GridColumn(f"{each.year}-{each.month}", stretch_words(each, look), 66)
            for each in wanted
        ),
        GridColumn("sum", translate("Portfolio", "Paid"), 76),
        GridColumn("expected", translate("Portfolio", "Expected"), 76, tip=likely),
        GridColumn("cost", translate("Portfolio", "Yield on cost"), 70, tip=trailing),
        GridColumn("value", translate("Portfolio", "Yield on value"), 70, tip=trailing),
    )


def stretch_words(stretch: Stretch, look: Look) -> str:
    """Return what a time is called over a column."""
    if not stretch.month:
        return str(stretch.year)
    locale = QLocale(look.phrases.language)
    return locale.standaloneMonthName(stretch.month, QLocale.FormatType.ShortFormat)


def income_rows(
    incomes: Sequence[Income],
    wanted: Sequence[Stretch],
    basis: Basis,
    yields: Mapping[int, Yield],
    currency: str,
    naming: Naming,
    look: Look,
) -> list[GridRow]:
    """Return a row for each security and for interest, the largest sum first, and the total.

    Sums are of what was paid; what is only expected has a column of its own, and is shown muted in
    the months that bring nothing else.
    """
    by_security = defaultdict[int | None, list[Income]](list)
    for each in incomes:
        if any(one.holds(each.on) for one in wanted):
            by_security[each.security_id].append(each)
    sums = {
        key: sum_of([each for each in some if not each.expected], basis)
        for key, some in by_security.items()
    }
    ordered = sorted(by_security, key=lambda key: -(sums[key] or 0.0))
    rows = [
        _row(key, by_security[key], wanted, basis, yields, currency, naming, look)
        for key in ordered
    ]
    if not rows:
        return []
    every = [each for some in by_security.values() for each in some]
    title = translate("Portfolio", "Total")
    cells, values, openings = _times(None, title, every, wanted, basis, currency, look)
    total = GridRow(
        TOTAL,
        (Cell(title), *cells, Cell(), Cell()),
        (None, *values, None, None),
        openings,
        total=True,
    )
    return [*rows, total]


def _row(
    security: int | None,
    some: Sequence[Income],
    wanted: Sequence[Stretch],
    basis: Basis,
    yields: Mapping[int, Yield],
    currency: str,
    naming: Naming,
    look: Look,
) -> GridRow:
    name = naming.security(security) if security is not None else translate("Portfolio", "Interest")
    cells, values, openings = _times(security or 0, name, some, wanted, basis, currency, look)
    one = yields.get(security) if security is not None else None
    parts = (one.on_cost, one.on_value) if one is not None else (None, None)
    told = [
        Cell("" if security is None else percent(each, look.phrases, signed=False), tone="muted")
        for each in parts
    ]
    return GridRow(
        str(security or 0),
        (Cell(name), *cells, *told),
        (name.casefold(), *values, *parts),
        openings,
        tip=name,
    )


_Times = tuple[tuple[Cell, ...], tuple[float | None, ...], tuple[Opening | None, ...]]


def _times(
    security: int | None,
    name: str,
    some: Sequence[Income],
    wanted: Sequence[Stretch],
    basis: Basis,
    currency: str,
    look: Look,
) -> _Times:
    """Return the cells of all times with their sum, and what they open."""
    cells, values = list[Cell](), list[float | None]()
    openings: list[Opening | None] = [None]
    for stretch in wanted:
        inside = [each for each in some if stretch.holds(each.on)]
        paid = [each for each in inside if not each.expected]
        ahead = [each for each in inside if each.expected and stretch.month]
        cell, value = _cell(paid or ahead, basis, currency, look)
        cells.append(cell)
        values.append(value)
        title = f"{name}: {stretch_words(stretch, look)}"
        openings.append(_opening(security, title, cell, period_of(stretch)) if paid else None)
    paid = [each for each in some if not each.expected]
    for part in (paid, [each for each in some if each.expected]):
        cell, value = _cell(part, basis, currency, look)
        cells.append(cell)
        values.append(value)
    if paid:
        whole = Period(period_of(wanted[0]).first, period_of(wanted[-1]).last)
        openings.append(_opening(security, name, cells[-2], whole))
    return tuple(cells), tuple(values), tuple(openings)


def _opening(security: int | None, title: str, cell: Cell, period: Period | None) -> Opening:
    key = "" if security is None else str(security)
    return Opening(
        Number.INCOME,
        title,
        cell.plain,
        security_id=security or None,
        period=period,
        dimension=Dimension.SECURITY,
        key=key,
    )


def _cell(
    some: Sequence[Income], basis: Basis, currency: str, look: Look
) -> tuple[Cell, float | None]:
    if not some:
        return Cell(), None
    value = sum_of(some, basis)
    if value is None:
        return Cell(unknown(), tone="faint", mark="warn"), None
    tone = "muted" if all(each.expected for each in some) else "text"
    return Cell(money(value, currency, look.phrases), tone=tone), value


def period_of(stretch: Stretch) -> Period:
    """Return the days of a month or a year."""
    first = date(stretch.year, stretch.month or 1, 1)
    after = (
        date(stretch.year + 1, 1, 1)
        if stretch.month in {0, 12}
        else date(stretch.year, stretch.month + 1, 1)
    )
    return Period(first - _DAY, after - _DAY)


def offer_columns() -> tuple[GridColumn, ...]:
    """Return the columns of offers."""
    return (
        GridColumn("on", translate("Portfolio", "Date"), 90, LEFT, falling=True),
        GridColumn("name", translate("Portfolio", "Security"), 150, LEFT, falling=False, stretch=2),
        GridColumn("share", translate("Portfolio", "A share"), 90),
        GridColumn("quantity", translate("Portfolio", "Shares"), 80),
        GridColumn("gross", translate("Portfolio", "Amount"), 110),
        GridColumn(
            "accounts", translate("Portfolio", "Account"), 120, LEFT, falling=False, stretch=1
        ),
    )


def offer_rows(offers: Sequence[Offer], naming: Naming, look: Look) -> list[GridRow]:
    """Return a row for each offer, the latest first."""
    ordered = sorted(offers, key=lambda each: each.on, reverse=True)
    return [_offer(each, naming, look) for each in ordered]


def _offer(one: Offer, naming: Naming, look: Look) -> GridRow:
    phrases = look.phrases
    name = naming.security(one.security_id)
    security = naming.securities.get(one.security_id)
    currency = security.currency if security is not None else ""
    gross = sum(each.gross for each in one.transactions)
    quantity = sum(each.quantity for each in one.transactions)
    accounts = ", ".join(dict.fromkeys(_account(each, naming) for each in one.transactions))
    if one.ratio is not None:
        words = translate("Portfolio", "Split {new}:{old}")
        told = words.format(new=one.ratio[0], old=one.ratio[1])
    else:
        told = phrases.figure(one.amount, currency)
    paid_in = one.transactions[0].currency if one.transactions else currency
    cells = (
        Cell(phrases.day(one.on)),
        Cell(name),
        Cell(told, "" if one.ratio is not None else currency),
        Cell(shares(quantity, phrases) if quantity else "", tone="muted"),
        Cell(money(gross, paid_in, phrases) if one.transactions else "", paid_in),
        Cell(accounts, tone="muted"),
    )
    values = (
        float(one.on.toordinal()),
        name.casefold(),
        one.amount,
        float(quantity),
        float(gross),
        accounts.casefold(),
    )
    return GridRow(one.key, cells, values, tip=name)


def _account(one: Transaction, naming: Naming) -> str:
    number = one.account_id if one.account_id is not None else one.cash_id
    return naming.account(number) if number is not None else ""

"""Takes the holdings out of the window: as a table for the clipboard, as a file of figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gridwatch.ui.portfolio.holdings.columns import COLUMNS
from gridwatch.ui.portfolio.holdings.lines import Line, LineKind
from gridwatch.ui.portfolio.holdings.model import HoldingsModel
from gridwatch.ui.portfolio.plain_cells import cell, shown

NAMES = (
    "kind",
    "account",
    "security",
    "symbol",
    "isin",
    "segment",
    "country",
    "quantity",
    "price",
    "price_currency",
    "price_date",
    "price_carried_days",
    "exchange_rate",
    "value",
    "currency",
    "share",
    "cost",
    "gain",
    "price_gain",
    "currency_gain",
    "day_change",
    "realised",
    "income",
    "fees",
    "taxes",
    "irr",
    "bought",
    "days_held",
)


def plain_rows(
    model: HoldingsModel, places: Iterable[int], columns: Sequence[int]
) -> list[list[str]]:
    """Return rows as they are shown, under their headings, none a formula."""
    rows = [[COLUMNS[each].heading(model.scene) for each in columns]]
    rows += [[shown(model.cell(place, each).plain) for each in columns] for place in places]
    return rows


def figures(
    lines: Iterable[Line], currency: str, account_of: dict[int, str]
) -> Iterator[list[str]]:
    """Return a row of names, then each holding, lot and cash account with all its digits.

    What is unknown is empty; a fraction is one of 1, days are ISO dates. Groups and the total are
    left out: they are sums of what is there.
    """
    yield list(NAMES)
    for line in lines:
        if line.kind in {LineKind.HOLDING, LineKind.LOT, LineKind.CASH}:
            yield [cell(each) for each in _values(line, currency, account_of)]


def _values(line: Line, currency: str, account_of: dict[int, str]) -> tuple[object, ...]:
    numbers = line.figures
    account = account_of.get(line.account_id, "") if line.account_id is not None else ""
    return (
        str(line.kind),
        account,
        *_security(line),
        numbers.value,
        currency,
        numbers.share,
        numbers.cost,
        numbers.gain,
        numbers.price_gain,
        numbers.currency_gain,
        numbers.day_change,
        numbers.realised,
        numbers.income,
        numbers.fees,
        numbers.taxes,
        line.holding.irr if line.holding is not None and line.lot is None else None,
        line.lot.on if line.lot is not None else None,
        line.days_held,
    )


def _security(line: Line) -> tuple[object, ...]:
    """Return what stands from the security to the exchange rate."""
    if line.account is not None:
        own = line.account.account.currency
        return ("", "", "", "", "", line.account.balance, None, own, None, None, None)
    holding = line.holding
    if holding is None:
        return ("",) * 11
    one = holding.security
    lot = line.lot is not None
    return (
        one.name,
        one.symbol,
        one.isin,
        holding.segment,
        holding.country,
        line.quantity,
        None if lot else holding.price,
        one.currency,
        None if lot else holding.price_on,
        None if lot else holding.carried_days,
        None if lot else holding.rate,
    )

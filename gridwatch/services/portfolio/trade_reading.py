"""The trades of a scope as they are shown: read from the book, chosen, added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gridwatch.domain.ledger.history import history_of
from gridwatch.domain.ledger.lots import Lot, Sale
from gridwatch.domain.ledger.trail import Happened
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.gains import Realised
from gridwatch.services.portfolio.holdings import total
from gridwatch.services.portfolio.irr import irr
from gridwatch.services.portfolio.lot_gains import views_of_lots, views_of_sales
from gridwatch.services.portfolio.price_lines import carried_days
from gridwatch.services.portfolio.scopes import contains
from gridwatch.services.portfolio.standing import price_then
from gridwatch.services.portfolio.traces import traces
from gridwatch.services.portfolio.trades import Trade, trades
from gridwatch.services.portfolio.value_lines import gaps_of
from gridwatch.services.portfolio.views import Gap, LotView, Missing, Scope


class TradeState(StrEnum):
    """Which trades are meant."""

    ALL = "all"
    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class TradesReading:
    """The trades of a scope as of the day `on`, newest first, amounts in `currency`.

    `carried`: the securities of open trades whose price is not fresh, and how old it is in days.
    """

    on: date
    currency: str
    trades: tuple[Trade, ...]
    carried: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TradeTotals:
    """What trades come to together; a sum is None where one of them is unknown.

    `winners` have a gain, `losers` a loss, `unknown` an unknown gain; the rest came out even.
    `days_held`: the mean of those whose first day is known.
    """

    closed: int
    open: int
    winners: int
    losers: int
    unknown: int
    cost: float | None
    value: float | None
    gain: float | None
    currency_gain: float | None
    days_held: float | None

    @property
    def simple(self) -> float | None:
        """Return the gain as a part of the cost."""
        return None if self.gain is None or not self.cost else self.gain / abs(self.cost)


def read_trades(book: Book, scope: Scope, currency: str) -> TradesReading:
    """Return the trades of a scope as of the book's today, in `currency`."""
    on = book.today
    lots, views = _lots_of(book, scope, on), views_of_lots(book, scope, currency, on)
    sold = views_of_sales(book, scope, currency, on)
    found = trades(
        [each for some in lots.values() for each in some],
        [each for number in lots for each in views[number]],
        [each for some in sold.values() for each in some],
        on,
        irr,
    )
    lacking = defaultdict[tuple[int, int, int | None], list[Gap]](list)
    for number, some in lots.items():
        for lot, view in zip(some, views[number], strict=True):
            lacking[number, lot.account_id, None] += _gaps_of_lot(book, lot, view, currency)
    for each in (one for some in sold.values() for one in some):
        key = (each.sale.security_id, each.sale.account_id, each.sale.closed_by)
        lacking[key] += _gaps_of_sale(book, each, currency)
    told = [
        replace(
            each,
            gaps=tuple(dict.fromkeys(lacking[each.security_id, each.account_id, each.closed_by])),
        )
        for each in found
    ]
    return TradesReading(on, currency, newest_first(told, on), _carried(book, told, on))


def _lots_of(book: Book, scope: Scope, on: date) -> dict[int, list[Lot]]:
    """Return the lots of a scope on a day by security; quantities are as of that day."""
    found = dict[int, list[Lot]]()
    for traced in traces(book, on):
        for lot in traced.lots:
            if contains(scope, (lot.account_id, lot.security_id)):
                found.setdefault(lot.security_id, []).append(lot)
    return found


def newest_first(some: Iterable[Trade], on: date) -> tuple[Trade, ...]:
    """Return what is open, then what was closed, by its last day; the youngest first."""

    def age(each: Trade) -> tuple[bool, date, date]:
        return each.closed_on is None, each.closed_on or on, each.opened_on or date.min

    return tuple(sorted(some, key=age, reverse=True))


def chosen(
    some: Iterable[Trade], state: TradeState, since: date | None = None, until: date | None = None
) -> tuple[Trade, ...]:
    """Return trades of a period, both days counting, in their order.

    What is closed counts on the day of its sale, what is open on that of its first purchase; where
    that is not known it counts always.
    """
    return tuple(
        each
        for each in some
        if state in {TradeState.ALL, _state(each)} and _within(each, since, until)
    )


def totals_of(some: Sequence[Trade]) -> TradeTotals:
    """Return what trades come to together."""
    gains = [each.gain for each in some]
    known = [each for each in gains if each is not None]
    days = [each.days_held for each in some if each.days_held is not None]
    return TradeTotals(
        closed=sum(each.closed_on is not None for each in some),
        open=sum(each.closed_on is None for each in some),
        winners=sum(each > 0 for each in known),
        losers=sum(each < 0 for each in known),
        unknown=len(gains) - len(known),
        cost=total(each.cost for each in some),
        value=total(each.value for each in some),
        gain=total(gains),
        currency_gain=total(each.currency_gain for each in some),
        days_held=sum(days) / len(days) if days else None,
    )


def gaps_in(some: Iterable[Trade]) -> tuple[Gap, ...]:
    """Return what trades lack, each once."""
    return tuple(dict.fromkeys(gap for each in some for gap in each.gaps))


def carried_in(read: TradesReading, some: Iterable[Trade]) -> tuple[tuple[int, int], ...]:
    """Return which old prices are those of these trades."""
    held = {each.security_id for each in some if each.closed_on is None}
    return tuple(each for each in read.carried if each[0] in held)


def _state(one: Trade) -> TradeState:
    return TradeState.OPEN if one.closed_on is None else TradeState.CLOSED


def _within(one: Trade, since: date | None, until: date | None) -> bool:
    on = one.closed_on or one.opened_on
    return on is None or ((since is None or on >= since) and (until is None or on <= until))


def _carried(book: Book, some: Iterable[Trade], on: date) -> tuple[tuple[int, int], ...]:
    held = dict.fromkeys(each.security_id for each in some if each.closed_on is None)
    prices = {number: price_then(book, number, on) for number in held}
    ages = {
        number: carried_days(priced.on, on)
        for number, priced in prices.items()
        if priced is not None
    }
    return tuple((number, days) for number, days in ages.items() if days)


# What is missing


def _gaps_of_lot(book: Book, lot: Lot, view: LotView, currency: str) -> Iterator[Gap]:
    if view.base_cost is None:
        yield _cost_gap(book, lot, lot.on, lot.currency)
    if view.value is None:
        place = Scope(frozenset({lot.account_id}), frozenset({lot.security_id}))
        yield from gaps_of(book, place, currency, book.today, book.today)
    if None not in {view.base_cost, view.value} and view.currency_gain is None:
        yield _rate_gap(book, lot.security_id, lot.on, lot.currency, currency)


def _gaps_of_sale(book: Book, one: Realised, currency: str) -> Iterator[Gap]:
    sale = one.sale
    if one.cost is None:
        yield _cost_gap(book, sale, sale.opened_on or sale.on, sale.cost_currency)
    if one.proceeds is None:
        yield _amount_gap(
            sale.on, sale.security_id, sale.proceeds_currency, untold=sale.proceeds is None
        )
    if None not in {one.cost, one.proceeds} and one.currency_gain is None:
        yield _rate_gap(book, sale.security_id, sale.on, sale.cost_currency, currency)


def _rate_gap(book: Book, security_id: int, on: date, paid_in: str, currency: str) -> Gap:
    """Return which rate lacks for telling the gain of the currency apart."""
    local = book.securities[security_id].currency
    return Gap(
        Missing.RATE, on, None, local if book.rate_on(local, currency, on) is None else paid_in
    )


def _cost_gap(book: Book, one: Lot | Sale, on: date, currency: str) -> Gap:
    """Return why the cost of something is unknown: nobody knows its purchase, its price, a rate."""
    if one.cost is None and not _is_bought(book, one):
        return Gap(Missing.COST, on, one.security_id)
    return _amount_gap(on, one.security_id, currency, untold=one.cost is None)


def _is_bought(book: Book, one: Lot | Sale) -> bool:
    """Tell whether it is known how shares without a cost came in: by a delivery without a value."""
    if isinstance(one, Sale):
        if one.cost_trail is None:
            return False
    elif one.quantity < 0 and not book.accounts[one.account_id].shorts:
        return False
    events = history_of(one, book.splits, book.today)
    return all(each.what is not Happened.UNKNOWN for each in events)


def _amount_gap(on: date, security_id: int, currency: str, *, untold: bool) -> Gap:
    if untold:  # what was delivered without a value is worth the price of its day
        return Gap(Missing.PRICE, on, security_id)
    return Gap(Missing.RATE, on, None, currency)

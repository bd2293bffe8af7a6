"""A scope's value on every day, with what has flowed into it and out of it, whole or in parts.

What counts as a flow is said by `domain.ledger.moves`: everything that crosses the border of the
scope, and nothing that stays within it. Deposits, withdrawals and deliveries cross that of the
whole ledger, and so do trades that are settled outside of it, at what was paid. A transfer crosses
the border of one account at what it is worth on the day. Of a scope without money, purchases flow
in at what they cost with their charges, sales, dividends and interest out at what was got; a fee or
tax of a security flows in, since it is lost there. So a flow between two parts leaves one and
enters the other with the same amount, and the values and flows of the parts add up to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from gridwatch.domain.bars import Floats, day_number, day_of
from gridwatch.domain.ledger.moves import Place
from gridwatch.domain.ledger.returns import growth_of
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.flow_columns import Numbers
from gridwatch.services.portfolio.scopes import contains, numbered
from gridwatch.services.portfolio.views import Dimension, Gap, Missing, Scope, ValueLine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
WHOLE = Scope()


def value_line(book: Book, scope: Scope = WHOLE, currency: str = "") -> ValueLine:
    """Return the scope by day, from the day before the first transaction (of all) until today.

    In `currency`, the base currency where it is "". The arrays are kept: not to be written to.
    """
    code = currency or book.base_currency
    return book.kept(("line", scope, code), lambda: dict(_lines(book, scope, code, None))[""])


def lines_by(book: Book, scope: Scope, currency: str, dimension: Dimension) -> dict[str, ValueLine]:
    """Return the parts of a scope by their keys, each by day as `value_line` has it.

    Money is a part by its currency, with `allocation.CASH` before the code; by account and by
    currency it belongs to theirs. "" is unknown. Values, and flows in less flows out, add up to
    those of the whole.
    """
    return dict(each_line(book, scope, currency, dimension))


def each_line(
    book: Book, scope: Scope, currency: str, dimension: Dimension
) -> Iterator[tuple[str, ValueLine]]:
    """Yield the same one after the other, for who needs none of them any longer.

    Twenty years of 2,000 securities are some hundred megabytes.
    """
    return _lines(book, scope, currency or book.base_currency, dimension)


def _lines(
    book: Book, scope: Scope, currency: str, dimension: Dimension | None
) -> Iterator[tuple[str, ValueLine]]:
    part_of, keys = numbered(book, scope, dimension)
    days = book.days()
    flows = _flows(book, part_of, len(keys), currency)
    values = _values(book, part_of, len(keys), currency)
    for key, value, inflow, outflow in zip(keys, values, *flows, strict=True):
        invested = np.cumsum(inflow - outflow)
        growth = growth_of(value, inflow, outflow)
        yield key, ValueLine(days, value, inflow, outflow, invested, growth)


def _values(book: Book, part_of: Numbers, parts: int, currency: str) -> Iterator[Floats]:
    """Yield the value of each part by day: first added up by currency, then converted."""
    first, length = book.first, len(book.days())
    for some in _places_by_part(part_of, parts):
        sums: dict[str, Floats] = {}
        for at in some:
            held = _held(book, book.places[at])
            if held is not None:
                code, start, row = held
                total = sums.setdefault(code, np.zeros(length))
                total[start - first : start - first + len(row)] += row
        value = np.zeros(length)
        for code, total in sums.items():
            # Nothing is worth nothing at any rate, even at one that is unknown.
            value += (
                total
                if code == currency
                else np.where(total == 0.0, 0.0, total * book.rates(code, currency))
            )
        yield value


def _places_by_part(part_of: Numbers, parts: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(parts)]
    for at in np.flatnonzero(part_of >= 0).tolist():
        found[int(part_of[at])].append(at)
    return found


def _held(book: Book, place: Place) -> tuple[str, int, Floats] | None:
    """Return the currency, the first day and the amounts in it of a place, None where none was."""
    account, security = place
    if security:
        if place not in book.positions:
            return None
        return book.securities[security].currency, *book.values(place)
    line = book.cash.get(account)
    return None if line is None else (book.accounts[account].currency, line.start, line.amounts)


def _flows(
    book: Book, part_of: Numbers, parts: int, currency: str
) -> tuple[Iterator[Floats], Iterator[Floats]]:
    """Return what flows into each part and out of it by day; NaN where it can't be told."""
    moves, first, length = book.flows(), book.first, len(book.days())
    source, target = part_of[moves.source], part_of[moves.target]
    crossing = np.flatnonzero(source != target)
    source, target, day = source[crossing], target[crossing], moves.day[crossing] - first
    amount = book.converted_flows(currency)[crossing]
    return (
        _by_part(target, day, amount, parts, length),
        _by_part(source, day, amount, parts, length),
    )


def _by_part(
    part: Numbers, day: Numbers, amount: Floats, parts: int, length: int
) -> Iterator[Floats]:
    order = np.argsort(part, kind="stable")
    days, amounts = day[order], amount[order]
    ends = np.searchsorted(part[order], np.arange(parts + 1))
    for one, two in pairwise(ends):
        yield _by_day(days[one:two], amounts[one:two], length)


def _by_day(day: Numbers, amount: Floats, length: int) -> Floats:
    return np.bincount(day, weights=amount, minlength=length).astype(np.float64, copy=False)


def gaps_of(
    book: Book,
    scope: Scope = WHOLE,
    currency: str = "",
    first: date | None = None,
    last: date | None = None,
) -> tuple[Gap, ...]:
    """Return what is missing in a scope from `first` to `last`: both ends, all days where None.

    One gap for each stretch of days on which the price of a security that is held, or the rate of a
    currency in which something is held, is not known: with the first of these days, oldest first.
    What flows across the border of the scope after `first` lacks them likewise: where nothing is
    told of it yet there is one for the first such day. A price that the market tells in a currency
    without a rate lacks that rate.
    """
    code = currency or book.base_currency
    low = max(book.first, day_number(first) if first else book.first)
    high = min(book.last, day_number(last) if last else book.last)
    if low > high:
        return ()
    found = list[Gap]()
    lacking: dict[str, Floats] = {}
    for at in book.live_places():
        place = book.places[at]
        held = _held(book, place) if contains(scope, place) else None
        if held is None:
            continue
        used, start, row = held
        span = slice(max(low - start, 0), max(high + 1 - start, 0))
        some, begin = row[span], max(low, start)
        if place[1]:
            found += _price_gaps(book, place[1], begin, np.isnan(some))
        if used != code:
            needed = lacking.setdefault(used, np.zeros(high + 1 - low, dtype=np.float64))
            needed[begin - low : begin - low + len(some)] += some != 0.0
    for used, needed in lacking.items():
        rates = book.rates(used, code)[low - book.first : high + 1 - book.first]
        unknown = np.isnan(rates) & (needed > 0)
        found += [Gap(Missing.RATE, day_of(low + at), None, used) for at in _beginnings(unknown)]
    told = {(each.missing, each.security_id, each.currency) for each in found}
    flows = _flow_gaps(book, scope, code, low, high)
    found += [gap for key, gap in flows.items() if key not in told]
    return tuple(
        sorted(set(found), key=lambda each: (each.on, each.security_id or 0, each.currency))
    )


def _flow_gaps(
    book: Book, scope: Scope, currency: str, first: int, last: int
) -> dict[tuple[Missing, int | None, str], Gap]:
    """Return what is missing for flows after `first` until `last`, each with its first day."""
    moves, amounts = book.flows(), book.converted_flows(currency)
    part_of, _ = numbered(book, scope, None)
    crossing = part_of[moves.source] != part_of[moves.target]
    within = (moves.day > first) & (moves.day <= last)
    rows = np.flatnonzero(crossing & within & np.isnan(amounts))
    found: dict[tuple[Missing, int | None, str], Gap] = {}
    for row in rows[np.argsort(moves.day[rows], kind="stable")].tolist():
        security, code = int(moves.priced[row]) or None, book.flow_currency(row)
        what = Missing.RATE
        if security is not None and np.isnan(moves.amount[row]):
            code = book.foreign(security)
            what = what if code else Missing.PRICE
        else:
            security = None
        gap = Gap(what, day_of(moves.day[row]), security, code)
        found.setdefault((gap.missing, gap.security_id, gap.currency), gap)
    return found


def _price_gaps(book: Book, security: int, begin: int, missing: Flags) -> Iterable[Gap]:
    foreign = book.foreign(security)
    for at in _beginnings(missing):
        what = Missing.RATE if foreign else Missing.PRICE
        yield Gap(what, day_of(begin + at), security, foreign)


def _beginnings(flags: Flags) -> list[int]:
    """Return where each stretch of true flags begins."""
    before = np.concatenate(([False], flags[:-1]))
    return [int(each) for each in np.flatnonzero(flags & ~before)]

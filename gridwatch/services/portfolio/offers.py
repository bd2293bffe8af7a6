"""Dividends and splits that the market tells and the ledger lacks, as offers; nothing is booked."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from gridwatch.domain.bars import Dividend
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.moves import Place
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.views import Offer
from gridwatch.store.market.bars import read_dividends
from gridwatch.store.market.splits import all_splits

# A dividend is booked on its ex-date or, far more often, when it is paid.
EARLIEST, LATEST = timedelta(days=-5), timedelta(days=90)
# So much may an amount a share be off one that is told, for roundings.
_ALIKE = 0.02
# A split is told while it is new; one that stands twice, always.
_NEW = timedelta(days=90)
_TWICE = timedelta(days=7)
_CENT = Decimal("0.01")


def offers_of(
    book: Book, market: sqlite3.Connection | None, dismissed: Collection[str] = frozenset()
) -> tuple[Offer, ...]:
    """Return what the market tells of what is held, and the ledger lacks; the newest first.

    A dividend is lacking in an account that held shares the day before its ex-date, where none of
    this security is booked from 5 days before until 90 days after that. Each booked one stands for
    one ex-date alone: that with its amount a share, else the last one before it. What would be
    booked: shares × amount in the currency of the listing, on the ex-date, without tax, into the
    cash account of the account where that has the currency, else into the one through which the
    security was last settled, else from outside.

    Splits count by themselves when shares are valued. One of the last 90 days is told, and one that
    the user has entered and the market tells as well, on another day of the same week: both count.
    Keys in `dismissed` are left out.
    """
    if market is None:
        return ()
    held = {security for _, security in book.positions}
    symbols = {
        number: each.symbol
        for number, each in book.securities.items()
        if each.symbol and number in held
    }
    booked, settling = _booked(book), _settling(book)
    splits = all_splits(market, set(symbols.values())) if symbols else {}
    found = list[Offer]()
    for number, symbol in symbols.items():
        found += _dividend_offers(book, number, read_dividends(market, symbol), booked, settling)
        found += _split_offers(book, number, splits.get(symbol, ()))
    wanted = [each for each in found if each.key not in dismissed]
    return tuple(sorted(wanted, key=lambda each: (each.on, each.key), reverse=True))


def _booked(book: Book) -> Mapping[Place, list[Transaction]]:
    """Return the dividends of the ledger by the position that earned them, oldest first."""
    found = dict[Place, list[Transaction]]()
    for each in sorted(book.transactions.values(), key=lambda one: (one.on, one.id)):
        if each.kind is Kind.DIVIDEND:
            found.setdefault((book.holder(each), each.security_id or 0), []).append(each)
    return found


def _dividend_offers(
    book: Book,
    security: int,
    dividends: Sequence[Dividend],
    booked: Mapping[Place, Sequence[Transaction]],
    settling: Mapping[Place, Sequence[int]],
) -> Iterator[Offer]:
    lacking = dict[Dividend, list[Transaction]]()
    for place in sorted(each for each in book.positions if each[1] == security):
        earned = {
            each: held
            for each in dividends
            if each.day <= book.today and (held := _held_before(book, place, each.day)) > 0
        }
        stand = _standing_for(earned, booked.get(place, ()))
        for each, held in earned.items():
            if each not in stand:
                payment = _payment(book, place, each, held, settling.get(place, ()))
                lacking.setdefault(each, []).append(payment)
    for each, transactions in lacking.items():
        factor = float(book.shares_of_today(security, Decimal(1), _before(each.day)))
        yield Offer(
            f"dividend:{security}:{each.day.isoformat()}",
            security,
            each.day,
            each.amount * factor,
            transactions=tuple(transactions),
        )


def _standing_for(
    earned: Mapping[Dividend, Decimal], booked: Sequence[Transaction]
) -> set[Dividend]:
    """Return the dividends for which one of those that are booked stands."""
    found = set[Dividend]()
    for one in booked:
        open_ones = [
            each for each in earned if each not in found and EARLIEST <= one.on - each.day <= LATEST
        ]
        if open_ones:
            found.add(max(open_ones, key=lambda each: (_alike(one, each, earned[each]), each.day)))
    return found


def _alike(one: Transaction, dividend: Dividend, held: Decimal) -> bool:
    told = float(held) * dividend.amount
    return told > 0 and abs(float(one.gross) / told - 1.0) <= _ALIKE


def _payment(
    book: Book, place: Place, dividend: Dividend, held: Decimal, settled: Sequence[int]
) -> Transaction:
    account, security = place
    currency = book.foreign(security) or book.securities[security].currency
    gross = (held * Decimal(repr(dividend.amount))).quantize(_CENT, ROUND_HALF_EVEN)
    before = _before(dividend.day)
    quantity = book.shares_then(security, held, before)
    split = quantity != book.shares_then(security, held, dividend.day)
    return Transaction(
        0,
        Kind.DIVIDEND,
        dividend.day,
        account,
        _paid_into(book, (book.accounts[account].cash_id, *settled), currency),
        security,
        quantity,
        gross,
        currency,
        net=gross,
        shares_as_of=before if split else None,
    )


def _settling(book: Book) -> Mapping[Place, list[int]]:
    """Return the cash accounts through which each position was settled, the last one first."""
    found = dict[Place, dict[int, None]]()
    ordered = sorted(book.transactions.values(), key=lambda each: (each.on, each.id))
    for each in reversed(ordered):
        if each.cash_id is not None:
            place = each.account_id or 0, each.security_id or 0
            found.setdefault(place, {})[each.cash_id] = None
    return {place: list(some) for place, some in found.items()}


def _paid_into(book: Book, candidates: Sequence[int | None], currency: str) -> int | None:
    """Return the first cash account of a currency that is open, None where there is none."""
    for each in candidates:
        cash = book.accounts.get(each or 0)
        if cash is not None and cash.currency == currency and not cash.closed:
            return cash.id
    return None


def _split_offers(book: Book, security: int, market: Sequence[Split]) -> Iterator[Offer]:
    effective = set(book.splits.get(security, ()))
    own = [each for each in effective if each not in market]
    for each in market:
        if each not in effective or not _was_held(book, security, each.day):
            continue
        twice = any(abs(one.day - each.day) <= _TWICE and one.ratio == each.ratio for one in own)
        if twice or book.today - each.day <= _NEW:
            key = f"split:{security}:{each.day.isoformat()}{':twice' if twice else ''}"
            yield Offer(key, security, each.day, None, (each.numerator, each.denominator))


def _was_held(book: Book, security: int, on: date) -> bool:
    return any(
        place[1] == security and _held_before(book, place, on) != 0 for place in book.positions
    )


def _held_before(book: Book, place: Place, on: date) -> Decimal:
    """Return the shares of the day before, counted as of today."""
    return book.quantity(place, _before(on))


def _before(on: date) -> date:
    return on - timedelta(days=1)

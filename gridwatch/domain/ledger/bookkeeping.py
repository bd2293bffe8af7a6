"""The books of all holdings while transactions are traced, and what is written down of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from gridwatch.domain.ledger.account import Account, CostMethod
from gridwatch.domain.ledger.bills import Bill
from gridwatch.domain.ledger.book import Book, new_book
from gridwatch.domain.ledger.checking import settled_in
from gridwatch.domain.ledger.lots import Lot, Sale, Shortfall, Traced
from gridwatch.domain.ledger.matching import OpenLot
from gridwatch.domain.ledger.share_units import (
    Exact,
    SplitLine,
    decimal_of,
    grains,
    money_grains,
    scaled_by,
)
from gridwatch.domain.ledger.trail import Event, Happened
from gridwatch.domain.ledger.transaction import Transaction

Rates = Callable[[str, str, date], float | None]  # units of the second for one of the first

_NOTHING = Decimal(0)
_DEEPEST = 20  # transfers in a chain


class Bookkeeping:
    """What is open, and what was closed so far. Shares are counted as of `until`, in grains."""

    def __init__(
        self,
        accounts: Mapping[int, Account],
        lines: Mapping[int, SplitLine],
        until: date,
        rates: Rates | None = None,
    ) -> None:
        """Begin with nothing."""
        self.accounts = accounts
        self.lines = lines
        self.until = until
        self._rates = rates
        self._books: dict[tuple[int, int], Book] = {}
        self._sales: list[Sale] = []
        self._shortfalls: list[Shortfall] = []
        self._moving: list[Book] = []  # those where something is owed that moves on
        self._deep = 0
        self._opened = 0

    def book(self, account_id: int | None, security_id: int | None) -> Book:
        """Return the book of a holding; a checked transaction of shares names both."""
        holding = (account_id or 0, security_id or 0)
        found = self._books.get(holding)
        if found is None:
            account = self.accounts[holding[0]]
            found = new_book(account, holding[1], lambda lot: self._ranked_cost(lot, account))
            self._books[holding] = found
        return found

    def shares(self, one: Transaction, quantity: Decimal) -> Exact:
        """Return a quantity as a transaction tells it, as of `until`."""
        line = self.lines.get(one.security_id or 0)
        exact = grains(quantity)
        if line is None:
            return exact
        return scaled_by(exact, line.ratio(one.shares_as_of or one.on, self.until))

    def shown(self, exact: Exact, security_id: int, on: date) -> Decimal:
        """Return shares as of `until` as they are counted on a day."""
        line = self.lines.get(security_id)
        return decimal_of(exact if line is None else scaled_by(exact, line.ratio(self.until, on)))

    def taken(self, book: Book, one: Transaction, wanted: Exact) -> list[OpenLot]:
        """Take held shares out of a book for a transaction, as many as there are of those wanted.

        The account's method chooses, or the transaction itself where that is the method.
        """
        chosen: list[tuple[int, Exact]] = []
        if one.lots and book.account.method is CostMethod.CHOSEN:
            line = self.lines.get(book.security_id)
            ratio = Fraction(1) if line is None else line.ratio(one.on, self.until)
            chosen = [(lot.opened_by, scaled_by(grains(lot.quantity), ratio)) for lot in one.lots]
        return book.long.take(min(wanted, book.long.total), chosen)

    def settled_in(self, one: Transaction) -> str:
        """Return the currency in which a transaction is settled."""
        return settled_in(one, self.accounts)

    def opened(self, one: Transaction, quantity: Exact, bill: Bill, what: Happened) -> OpenLot:
        """Return the lot that a transaction opens; a sale has all numbers below 0."""
        self._opened += 1
        amount = bill.amount
        event = Event(
            what,
            one.on,
            one.id,
            one.account_id or 0,
            one.security_id or 0,
            one.quantity,
            amount,
            bill.fees + bill.taxes,
            one.currency,
            bill.paid,
            "" if bill.paid is None else self.settled_in(one),
        )
        sold = what is Happened.SOLD
        return OpenLot(
            one.id,
            self._opened,
            one.on,
            -quantity if sold else quantity,
            -amount if sold and amount is not None else amount,
            bill.fees,
            bill.taxes,
            one.currency,
            event,
        )

    def unknown(self, one: Transaction, security_id: int, quantity: Exact) -> OpenLot:
        """Return a lot of shares that a transaction moves and nothing tells the purchase of."""
        self._opened += 1
        account = self.accounts[one.account_id or 0]
        currency = one.currency or account.currency
        shown = self.shown(quantity, security_id, one.on)
        event = Event(
            Happened.UNKNOWN,
            one.on,
            one.id,
            account.id,
            security_id,
            shown,
            None,
            0,
            currency,
        )
        return OpenLot(one.id, self._opened, one.on, quantity, None, 0, 0, currency, event)

    def put(self, book: Book, lot: OpenLot, one: Transaction) -> None:
        """Let a lot come into a book with a transaction, covering what is owed and short."""
        if book.owed.total or book.short.total:
            book.put(lot, lambda gone, part: self._cover(book, gone, part, one))
        else:
            book.long.push(lot)

    def stepped(self, lot: OpenLot, one: Transaction, what: Happened, book: Book) -> OpenLot:
        """Return the lot with one more event, in the book where it is now."""
        lot.trail = Event(
            what,
            one.on,
            one.id,
            book.account.id,
            book.security_id,
            self.shown(lot.quantity, book.security_id, one.on),
            lot.cost,
            lot.fees + lot.taxes,
            lot.currency,
            before=(lot.trail,),
        )
        return lot

    def let_out(self, book: Book, gone: OpenLot, one: Transaction) -> None:
        """Let shares go out for what `gone` holds: held ones first, then short or owed."""
        for lot in self.taken(book, one, -gone.quantity):
            if lot.quantity == -gone.quantity:
                self.sell(book, lot, gone)
                return
            self.sell(book, lot, gone.split_off(-lot.quantity))
        if gone.quantity and book.account.shorts and not gone.owed:
            book.short.push(gone)
        elif gone.quantity:
            self.owe(book, gone)

    def owe(self, book: Book, gone: OpenLot) -> None:
        """Note that more went out than there was; one that was noted before is only moved."""
        book.owed.push(gone)
        if gone.moves_on is not None:
            self._moving.append(book)
        if gone.owed:
            return
        gone.owed = True
        quantity = self.shown(-gone.quantity, book.security_id, gone.on)
        self._shortfalls.append(
            Shortfall(gone.opened_by, book.account.id, book.security_id, gone.on, quantity)
        )

    def sell(self, book: Book, lot: OpenLot, gone: OpenLot) -> None:
        """Write down that a lot was sold; `gone` holds the proceeds, below 0."""
        shares = decimal_of(lot.quantity)
        split = book.security_id in self.lines
        self._sales.append(
            Sale(
                gone.opened_by,
                lot.opened_by,
                book.account.id,
                book.security_id,
                lot.on,
                gone.on,
                self.shown(lot.quantity, book.security_id, gone.on) if split else shares,
                shares,
                None if lot.cost is None else decimal_of(lot.cost),
                decimal_of(lot.fees + lot.taxes),
                lot.currency,
                None if gone.cost is None else decimal_of(-gone.cost),
                decimal_of(gone.fees),
                decimal_of(gone.taxes),
                gone.currency,
                lot.trail,
                gone.trail,
            )
        )

    def settle(self) -> None:
        """Let all that is owed elsewhere arrive there at an unknown cost, covered or not."""
        while self._moving:
            book = self._moving.pop()
            owed = book.owed.empty()
            moving = [(each.moves_on, each) for each in owed]
            for each in owed:
                each.moves_on = None
                book.owed.push(each)
            for move, each in moving:
                if move is not None:
                    move(replace(each, quantity=-each.quantity, cost=None, owed=False))

    def finish(self) -> Traced:
        """Return what is open and what was closed."""
        self.settle()
        books = self._books.values()
        lots: list[Lot] = []
        for book in books:
            lots.extend(self._lot(book, each) for each in book.lots())
            for each in book.owed:
                self._sell_unknown(book, each)
        lots.sort(key=lambda lot: (lot.account_id, lot.security_id))
        self._sales.sort(key=lambda sale: sale.on)
        return Traced(tuple(lots), tuple(self._sales), tuple(self._shortfalls))

    def _cover(self, book: Book, gone: OpenLot, lot: OpenLot, one: Transaction) -> None:
        if gone.moves_on is not None:
            self._move_on(gone.moves_on, lot)
        elif gone.owed:
            self.sell(book, lot, gone)
        else:
            # The short stands for the purchase, below 0, and what covers it for the sale.
            closing = replace(lot, opened_by=one.id, on=one.on)
            self.sell(book, gone, closing)

    def _move_on(self, move: Callable[[OpenLot], None], lot: OpenLot) -> None:
        if self._deep >= _DEEPEST:
            # Accounts that owe each other would pass a few shares round and round.
            self.settle()
        self._deep += 1
        move(lot)
        self._deep -= 1

    def _sell_unknown(self, book: Book, gone: OpenLot) -> None:
        if gone.trail.what is Happened.UNKNOWN:  # it was moved, not sold
            return
        nothing = replace(gone, quantity=-gone.quantity, cost=None, fees=0, taxes=0)
        self.sell(book, nothing, gone)
        self._sales[-1] = replace(self._sales[-1], opened_by=None, opened_on=None, cost_trail=None)

    def _lot(self, book: Book, lot: OpenLot) -> Lot:
        known = lot.cost is not None and not lot.owed
        return Lot(
            lot.opened_by,
            book.account.id,
            book.security_id,
            lot.on,
            decimal_of(lot.quantity),
            decimal_of(lot.cost) if known and lot.cost is not None else None,
            _NOTHING if lot.owed else decimal_of(lot.fees + lot.taxes),
            lot.currency,
            lot.trail,
        )

    def _ranked_cost(self, lot: OpenLot, account: Account) -> Fraction | float | None:
        """Return the cost of a share in the account's currency, None where no rate leads there."""
        if lot.cost is None:
            return None
        cost = Fraction(lot.cost) / lot.quantity
        if lot.currency == account.currency:
            return cost
        event = lot.trail
        while len(event.before) == 1:
            event = event.before[0]
        if event.paid_currency == account.currency and event.paid and event.amount_grains:
            return cost * Fraction(money_grains(event.paid), event.amount_grains)
        rate = self._rates(lot.currency, account.currency, lot.on) if self._rates else None
        return None if rate is None else cost * Fraction(rate)

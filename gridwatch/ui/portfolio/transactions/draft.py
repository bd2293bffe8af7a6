"""A transaction as it is being typed: which amounts follow from which, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, ChosenLot, Transaction
from gridwatch.domain.ledger.working_out import NOTHING, Amount, Terms, worked_out
from gridwatch.ui.portfolio.amounts import MOST_DECIMALS, PRICE_DECIMALS, least_decimals
from gridwatch.ui.portfolio.transactions.fields import Field, fields_of

_CHARGES = {Amount.FEES: ChargeKind.FEE, Amount.TAXES: ChargeKind.TAX}


@dataclass(slots=True)
class Draft:
    """What stands in the dialog. `start` is what it began with: a new transaction has the id 0.

    `order`: the amounts that were typed, the last one last. `touched`: an amount, or what it hangs
    on, was changed since the beginning; without that, what was stored stays to the last digit.
    `charged_in`: the currency of fees and taxes where that is not `currency`.
    """

    start: Transaction
    kind: Kind
    on: date
    account_id: int | None = None
    cash_id: int | None = None
    security_id: int | None = None
    other_account_id: int | None = None
    other_cash_id: int | None = None
    other_security_id: int | None = None
    currency: str = ""
    ratio: tuple[int, int] | None = None
    cost_share: Decimal | None = None
    lots: tuple[ChosenLot, ...] = ()
    note: str = ""
    typed: dict[Amount, Decimal] = field(default_factory=dict)
    order: list[Amount] = field(default_factory=list)
    charged_in: dict[Amount, str] = field(default_factory=dict)
    kept: tuple[Charge, ...] = ()
    touched: bool = False

    # What it hangs on

    @property
    def fields(self) -> frozenset[Field]:
        """Return the fields of the present kind."""
        return fields_of(self.kind)

    def type(self, amount: Amount, value: Decimal | None) -> None:
        """Take an amount that was typed, or that was emptied."""
        self.touched = True
        if amount in self.order:
            self.order.remove(amount)
        if value is None:
            self.typed.pop(amount, None)
        else:
            self.typed[amount] = value
            self.order.append(amount)

    def settled_in(self, accounts: Mapping[int, Account]) -> str:
        """Return the currency of what moves in the end: the cash account's, or of the other one."""
        number = self.other_cash_id if self.kind is Kind.CASH_TRANSFER else self.cash_id
        account = accounts.get(number) if number is not None else None
        return account.currency if account else self.currency

    def is_converted(self, accounts: Mapping[int, Account]) -> bool:
        """Tell whether two currencies meet, so that there is a rate."""
        return Field.RATE in self.fields and self.settled_in(accounts) != self.currency

    def terms(self, accounts: Mapping[int, Account]) -> Terms:
        """Return how the amounts hang together now."""
        settled = self.settled_in(accounts)
        transfer = self.kind is Kind.CASH_TRANSFER
        kept = [] if transfer else [each for each in self.kept if each.currency == self.currency]
        kept_net = [each for each in self.kept if each.currency == settled != self.currency]
        others = [
            each.amount * each.rate
            for each in self.kept
            if each.currency not in {settled, self.currency} and each.rate is not None
        ]
        return Terms(
            1 if transfer else TRAITS[self.kind].cash,
            self.is_converted(accounts),
            frozenset(
                each
                for each, code in self.charged_in.items()
                if code == settled and settled != self.currency
            ),
            least_decimals(self.currency),
            least_decimals(settled),
            sum((each.amount for each in kept), NOTHING),
            sum((each.amount for each in kept_net), NOTHING) + sum(others, NOTHING),
        )

    def amounts(self, accounts: Mapping[int, Account]) -> dict[Amount, Decimal]:
        """Return every amount of the present kind that is known."""
        used = {Amount(each.value) for each in self.fields if each.value in set(Amount)}
        typed = {each: value for each, value in self.typed.items() if each in used}
        if not self.touched:
            return self._as_stored(typed)
        if self.kind is Kind.CASH_TRANSFER:
            fees = typed.pop(Amount.FEES, None)
            known = worked_out(typed, self.order, self.terms(accounts))
            return known | ({Amount.FEES: fees} if fees is not None else {})
        return worked_out(typed, self.order, self.terms(accounts))

    def decimals(self, amount: Amount, settled: str) -> tuple[int, int]:
        """Return the fewest and the most decimals with which an amount is shown."""
        cents = least_decimals(self.currency)
        match amount:
            case Amount.PRICE:
                return cents, PRICE_DECIMALS
            case Amount.NET:
                return least_decimals(settled), MOST_DECIMALS
            case Amount.GROSS | Amount.FEES | Amount.TAXES:
                return cents, MOST_DECIMALS
        return 0, MOST_DECIMALS

    def _as_stored(self, typed: dict[Amount, Decimal]) -> dict[Amount, Decimal]:
        """Return what was stored, and the price that follows from it."""
        quantity, gross = typed.get(Amount.QUANTITY), typed.get(Amount.GROSS)
        if quantity and gross is not None and Field.PRICE in self.fields:
            return typed | {Amount.PRICE: gross / quantity}
        return typed

    # What it comes to

    def transaction(self, accounts: Mapping[int, Account]) -> Transaction:
        """Return what would be booked; nothing is checked yet."""
        wanted, known = self.fields, self.amounts(accounts)
        reorganised = Field.RATIO in wanted
        one = replace(
            self.start,
            kind=self.kind,
            on=self.on,
            account_id=self.account_id if Field.ACCOUNT in wanted else None,
            cash_id=self.cash_id if Field.CASH in wanted else None,
            security_id=self.security_id if Field.SECURITY in wanted else None,
            other_account_id=self.other_account_id if Field.OTHER_ACCOUNT in wanted else None,
            other_cash_id=self.other_cash_id if Field.OTHER_CASH in wanted else None,
            other_security_id=self.other_security_id if reorganised else None,
            currency=self.currency,
            ratio=self.ratio if reorganised else None,
            cost_share=self.cost_share if Field.COST_SHARE in wanted else None,
            lots=self.lots if Field.LOTS in wanted else (),
            note=self.note,
        )
        if not self.touched:
            return one
        return self._with_money(one, known, accounts)

    def _with_money(
        self, one: Transaction, known: Mapping[Amount, Decimal], accounts: Mapping[int, Account]
    ) -> Transaction:
        gross, charges = known.get(Amount.GROSS, NOTHING), self._charges(known)
        quantity, moved = known.get(Amount.QUANTITY, NOTHING), known.get(Amount.NET)
        one = replace(one, quantity=quantity, gross=gross, charges=charges, other_net=None)
        if self.kind is Kind.CASH_TRANSFER:
            # The rate is what arrives for what was sent; two statements of it could disagree.
            sent = gross + sum((each.amount for each in charges), NOTHING)
            return replace(one, net=sent, rate=None, other_net=moved)
        if TRAITS[self.kind].cash == 0:
            return replace(one, net=NOTHING, rate=None)
        rate = known.get(Amount.RATE) if self.is_converted(accounts) else None
        return replace(one, net=moved or NOTHING, rate=rate)

    def _charges(self, known: Mapping[Amount, Decimal]) -> tuple[Charge, ...]:
        """Return what is typed as fees and taxes, and what could not be shown in their fields."""
        made = [
            Charge(kind, known[each], self.charged_in.get(each, self.currency))
            for each, kind in _CHARGES.items()
            if known.get(each)
        ]
        return (*made, *self.kept)


def draft_of(start: Transaction, accounts: Mapping[int, Account]) -> Draft:
    """Return a transaction as if it had just been typed, its amounts in the order of their weight.

    A fee or tax that is in a third currency, or of which there are several in two currencies, has
    no field: it is kept as it is.
    """
    cash = accounts.get(start.cash_id) if start.cash_id is not None else None
    settled = cash.currency if cash else start.currency
    made = Draft(
        start,
        start.kind,
        start.on,
        start.account_id,
        start.cash_id,
        start.security_id,
        start.other_account_id,
        start.other_cash_id,
        start.other_security_id,
        start.currency,
        start.ratio,
        start.cost_share,
        start.lots,
        start.note,
    )
    kept: list[Charge] = []
    for amount, kind in _CHARGES.items():
        charged = start.charged(kind)
        codes = {each.currency for each in charged}
        plain = all(each.rate is None or each.currency == settled for each in charged)
        if len(codes) == 1 and codes <= {start.currency, settled} and plain:
            made.type(amount, sum((each.amount for each in charged), NOTHING))
            made.charged_in[amount] = next(iter(codes))
        else:
            kept.extend(charged)
    made.kept = tuple(kept)
    transfer = start.kind is Kind.CASH_TRANSFER
    moved = start.other_net if transfer else start.net
    for amount, value in (
        (Amount.QUANTITY, start.quantity or None),
        (Amount.GROSS, start.gross or None),
        (Amount.RATE, start.rate),
        (Amount.NET, moved or None),
    ):
        if value is not None:
            made.type(amount, value)
    made.touched = not start.id and not made.typed
    return made

"""Random ledgers that can be stored: every kind, with charges, rates, lots, splits and prices.

Made of a seed, since drawing each of their thousand numbers by itself takes longer than the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from gridwatch.domain.ledger.account import Account, AccountKind, CostMethod
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.part import LedgerPart, Line
from gridwatch.domain.ledger.security import OwnPrice, OwnSplit, Security
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, ChosenLot, Transaction
from gridwatch.domain.ledger.whole import NamedPeriod, WholeLedger

Made = TypeVar("Made")
_CODES = ("EUR", "USD", "CNY", "GBP", "JPY")
# Also what spreadsheets, XML and HTML take for something else.
_LETTERS = "aZäß中文🤓0=+-@<>&\"',;|\\/."


def whole_ledgers() -> st.SearchStrategy[WholeLedger]:
    """Give ledgers with ids below 0 as a reader gives them; each has every kind once at least."""
    return st.integers(0, 1 << 32).map(whole_ledger)


def whole_ledger(seed: int) -> WholeLedger:
    """Return the ledger of a seed."""
    return _Maker(Random(seed)).ledger()  # noqa: S311 - nothing secret is made of it


class _Maker:
    """Makes one ledger."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def ledger(self) -> WholeLedger:
        kinds = [*Kind, *self.random.choices(list(Kind), k=self.random.randrange(8))]
        self.random.shuffle(kinds)
        transactions = [self.transaction(kind, -number) for number, kind in enumerate(kinds, 1)]
        days = sorted({self.day() for _ in range(self.random.randrange(5))})
        part = LedgerPart(
            tuple(
                Line(number, transactions=(each,)) for number, each in enumerate(transactions, 1)
            ),
            self.accounts(),
            self.securities(),
            tuple(OwnPrice(-1, each, self.amount(), self.maybe(self.day)) for each in days),
            tuple(OwnSplit(-1, each, self.count(100), self.count(10)) for each in days),
        )
        targets = {
            "segment": {self.word(): self.share()},
            "company": {"GEV": self.share(), "601179.SS": self.share()},
            "account": {"-1": self.share(), "-2": self.share()},
        }
        wanted = {name: each for name, each in targets.items() if self.random.random() < 0.5}
        names = sorted({self.word() for _ in range(self.random.randrange(3))})
        periods = tuple(NamedPeriod(each, self.day(), self.maybe(self.day)) for each in names)
        return WholeLedger(part, wanted, periods)

    def accounts(self) -> tuple[Account, ...]:
        cash, shares = AccountKind.CASH, AccountKind.SECURITIES
        return tuple(
            Account(
                -number,
                f"{self.word()} {number}",
                kind,
                self.code(),
                self.word() if self.random.random() < 0.5 else "",
                -1 if kind is shares and self.random.random() < 0.5 else None,
                self.random.choice(list(CostMethod)),
                self.random.random() < 0.5,
                self.random.random() < 0.2,
                self.words(),
                number,
            )
            for number, kind in enumerate((cash, cash, shares, shares), start=1)
        )

    def securities(self) -> tuple[Security, ...]:
        return tuple(
            Security(
                -number,
                self.word(),
                self.code(),
                symbol,
                self.random.choice(["", "US67066G1040", "DE0005190003"]),
                self.random.choice(["", "A1EWWW"]),
                self.words(),
                self.random.choice(["", "DE", "CN"]),
                self.words(),
            )
            for number, symbol in enumerate(("", "NVD.DE", "BRK-B"), start=1)
        )

    def transaction(self, kind: Kind, number: int) -> Transaction:
        traits = TRAITS[kind]
        made = Transaction(
            number,
            kind,
            self.day(),
            gross=self.amount(),
            currency=self.code(),
            charges=tuple(self.charge() for _ in range(self.random.randrange(3))),
            net=self.amount(),
            rate=self.maybe(self.rate),
            time=self.random.choice(["", "09:30", "23:59:59"]),
            settles_on=self.maybe(self.day),
            note=self.words(),
            source=self.random.choice(["", "broker:1"]),
        )
        if traits.shares or kind is Kind.DIVIDEND:
            as_of = self.maybe(self.day)
            made = replace(made, account_id=-3, quantity=self.shares(), shares_as_of=as_of)
        if traits.cash:
            made = replace(made, cash_id=self.random.choice([-1, -2]))
        if traits.needs_security or (traits.needs_security is False and number % 2):
            made = replace(made, security_id=self.random.choice([-1, -2, -3]))
        return self._beside(made)

    def _beside(self, made: Transaction) -> Transaction:
        """Return the transaction with what its kind has besides."""
        match made.kind:
            case Kind.TRANSFER:
                return replace(made, other_account_id=-4)
            case Kind.CASH_TRANSFER:
                return replace(made, cash_id=-1, other_cash_id=-2, other_net=self.amount())
            case Kind.SPIN_OFF | Kind.MERGER as kind:
                share = self.share() if kind is Kind.SPIN_OFF else None
                ratio = (self.count(50), self.count(50))
                return replace(
                    made, security_id=-1, other_security_id=-2, ratio=ratio, cost_share=share
                )
            case Kind.SELL if self.random.random() < 0.7:
                lots = (ChosenLot(-self.count(17), self.shares()),)
                return replace(made, lots=lots)
        return made

    def charge(self) -> Charge:
        sign = self.random.choice([1, 1, -1])
        kind = self.random.choice(list(ChargeKind))
        return Charge(kind, sign * self.amount(), self.code(), self.maybe(self.rate))

    def day(self) -> date:
        return date(1990, 1, 1) + timedelta(self.random.randrange(15_000))

    def code(self) -> str:
        return self.random.choice(_CODES)

    def amount(self) -> Decimal:
        return Decimal(self.random.randint(1, 10**8)).scaleb(-2)

    def shares(self) -> Decimal:
        return Decimal(self.random.randint(1, 10**12)).scaleb(-8)

    def rate(self) -> Decimal:
        return Decimal(self.random.randint(1, 10**12)).scaleb(-10)

    def share(self) -> Decimal:
        return Decimal(self.random.randint(0, 1000)).scaleb(-3)

    def count(self, most: int) -> int:
        return self.random.randint(1, most)

    def words(self) -> str:
        return self.word() if self.random.random() < 0.3 else ""

    def word(self) -> str:
        return "".join(self.random.choices(_LETTERS, k=self.count(8)))

    def maybe(self, make: Callable[[], Made]) -> Made | None:
        return make() if self.random.random() < 0.5 else None

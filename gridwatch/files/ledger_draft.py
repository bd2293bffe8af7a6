"""The part of a ledger that a reader of files is putting together, checked as it grows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from gridwatch.domain.company import checked_symbol
from gridwatch.domain.ledger.account import LONGEST_NAME as LONGEST_ACCOUNT
from gridwatch.domain.ledger.account import Account, checked_account
from gridwatch.domain.ledger.checking import checked_transaction
from gridwatch.domain.ledger.part import LedgerPart, Line
from gridwatch.domain.ledger.security import LONGEST_NAME as LONGEST_SECURITY
from gridwatch.domain.ledger.security import (
    OwnPrice,
    OwnSplit,
    Security,
    checked_price,
    checked_security,
    checked_split,
    is_isin,
)
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.problem import Problem

Made = Transaction | Sequence[Transaction] | None


class Draft:
    """Accounts, securities and lines under ids below 0, until `part` returns them as a value."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._accounts: dict[int, Account] = {}
        self._securities: dict[int, Security] = {}
        self._lines: list[Line] = []
        self._booked = 0
        self._prices: list[OwnPrice] = []
        self._splits: list[OwnSplit] = []
        self._remarks: list[Problem] = []

    @property
    def accounts(self) -> Mapping[int, Account]:
        """Return the accounts so far by their ids."""
        return self._accounts

    @property
    def securities(self) -> Mapping[int, Security]:
        """Return the securities so far by their ids."""
        return self._securities

    def account(self, account: Account) -> int:
        """Take an account and return its id; a name that is taken gets a number behind it.

        Raises Problem where it can't be one.
        """
        wanted = " ".join(account.name.split())[:LONGEST_ACCOUNT].strip()
        taken = {each.name for each in self._accounts.values()}
        shorter = wanted[: LONGEST_ACCOUNT - 8].strip()
        others = (f"{shorter} {number}" for number in range(2, len(taken) + 3))
        name = wanted if wanted not in taken else next(each for each in others if each not in taken)
        number = -len(self._accounts) - 1
        self._accounts[number] = checked_account(replace(account, id=number, name=name))
        if name != wanted:
            self.tell(
                Problem(
                    "exchange_account_renamed",
                    "There are two accounts “{name}”: one is called “{new}” here.",
                    name=wanted,
                    new=name,
                )
            )
        return number

    def change_account(self, account: Account) -> None:
        """Put an account in the place of the one with its id."""
        self._accounts[account.id] = account

    def security(self, security: Security) -> int:
        """Take a security and return its id, without an ISIN or symbol that can't be one.

        A symbol belongs to one security: the second one with it goes without. Raises Problem where
        it has no name or no currency that is known.
        """
        number = -len(self._securities) - 1
        name = " ".join(security.name.split())[:LONGEST_SECURITY]
        security = replace(security, id=number, name=name)
        security = self._with_isin(security)
        security = checked_security(self._with_symbol(security))
        self._securities[number] = security
        return number

    def change_security(self, security: Security) -> None:
        """Put a security in the place of the one with its id."""
        self._securities[security.id] = security

    def price(self, price: OwnPrice) -> None:
        """Take a price; raises Problem where it is none."""
        self._prices.append(checked_price(price))

    def split(self, split: OwnSplit) -> None:
        """Take a split; raises Problem where it is none."""
        self._splits.append(checked_split(split))

    def book(
        self,
        cells: tuple[str, ...],
        make: Callable[[], Made],
        remark: Problem | None = None,
        number: int | None = None,
        own_id: int = 0,
    ) -> None:
        """Add a line with what `make` returns, or with the Problem that it raises.

        `number`: of the line in the file; else it is the next one. `own_id`: below 0, of its one
        transaction; else ids are given in order, and no reader may do both.
        """
        if number is None:
            number = len(self._lines) + 1
        try:
            made = make()
            several = (made,) if isinstance(made, Transaction) else tuple(made or ())
            checked = tuple(
                checked_transaction(
                    replace(each, id=own_id or -self._booked - place),
                    self._accounts,
                    self._securities,
                )
                for place, each in enumerate(several, start=1)
            )
        except Problem as problem:
            self._lines.append(Line(number, cells, problem=problem))
            return
        self._booked += len(checked)
        self._lines.append(Line(number, cells, checked, remark=remark))

    def tell(self, remark: Problem) -> None:
        """Add what can't be carried over and belongs to no line."""
        self._remarks.append(remark)

    def part(self) -> LedgerPart:
        """Return all of it."""
        return LedgerPart(
            tuple(self._lines),
            tuple(self._accounts.values()),
            tuple(self._securities.values()),
            tuple(self._prices),
            tuple(self._splits),
            tuple(self._remarks),
        )

    def _with_isin(self, security: Security) -> Security:
        isin = "".join(security.isin.split()).upper()
        if not isin or is_isin(isin):
            return security
        self.tell(
            Problem(
                "exchange_isin_left_out",
                "“{isin}” of {name} is not an ISIN and is left out.",
                isin=isin[:40],
                name=security.name,
            )
        )
        return replace(security, isin="")

    def _with_symbol(self, security: Security) -> Security:
        if not security.symbol.strip():
            return security
        try:
            symbol = checked_symbol(security.symbol)
        except Problem:
            self.tell(
                Problem(
                    "exchange_symbol_left_out",
                    "“{symbol}” of {name} is not a symbol of Yahoo and is left out: its prices are"
                    " those of the file.",
                    symbol=security.symbol[:40],
                    name=security.name,
                )
            )
            return replace(security, symbol="")
        if all(each.symbol != symbol for each in self._securities.values()):
            return replace(security, symbol=symbol)
        self.tell(
            Problem(
                "exchange_symbol_twice",
                "Two securities have the symbol {symbol}: {name} goes without it.",
                symbol=symbol,
                name=security.name,
            )
        )
        return replace(security, symbol="")

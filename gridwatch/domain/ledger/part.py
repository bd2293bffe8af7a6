"""A part of a ledger that comes from outside: what a reader of files makes, and nothing stored."""

from __future__ import annotations

from dataclasses import dataclass

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.security import OwnPrice, OwnSplit, Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.problem import Problem


@dataclass(frozen=True, slots=True)
class Line:
    """A line (or an element) of a file: what it says, or why that can't be taken.

    `number`: of the line in the file, from 1. `cells`: what stands there, for the preview.
    `remark`: nothing is wrong, but it is not taken over, or not all of it, and why. A line with
    neither transactions nor problem nor remark says nothing (it belongs to another one).
    """

    number: int
    cells: tuple[str, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    problem: Problem | None = None
    remark: Problem | None = None


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """What a file says: every id in it is below 0 and means something of this part alone.

    `remarks`: what can't be carried over and belongs to no line.
    """

    lines: tuple[Line, ...] = ()
    accounts: tuple[Account, ...] = ()
    securities: tuple[Security, ...] = ()
    prices: tuple[OwnPrice, ...] = ()
    splits: tuple[OwnSplit, ...] = ()
    remarks: tuple[Problem, ...] = ()

    @property
    def transactions(self) -> tuple[Transaction, ...]:
        """Return all transactions in the order of the file."""
        return tuple(each for line in self.lines for each in line.transactions)

    @property
    def problems(self) -> tuple[Line, ...]:
        """Return the lines that can't be taken."""
        return tuple(each for each in self.lines if each.problem is not None)

"""One line of a broker's table as it was understood, before it becomes transactions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.transaction import Charge
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.actions import Action


class AsideError(Exception):
    """A line is understood and nothing of it is booked: `remark` says why."""

    def __init__(self, remark: Problem):
        super().__init__(str(remark))
        self.remark = remark


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line says; None and "" where it does not.

    `quantity` above zero, `price` in `price_currency`, `gross` in `gross_currency`, `net` in
    `currency`: all in major units. `net` is above zero in the direction of the action; for an
    exchange below zero what goes out. `accrued`: of a bond, contained in `net`. `symbol`
    as the broker writes it, `yahoo` where it is certain. `joined`: the other lines that are
    contained in this one. `key`: what tells it again, besides the preset. `word`: its kind as it
    is told. `cells`: all of the line, of which its preset may know more. `refused`: why it can't be
    taken, which only the other lines have shown.
    """

    line: int
    action: Action
    on: date
    time: str = ""
    settles_on: date | None = None
    symbol: str = ""
    yahoo: str = ""
    isin: str = ""
    wkn: str = ""
    name: str = ""
    quantity: Decimal | None = None
    price: Decimal | None = None
    price_currency: str = ""
    gross: Decimal | None = None
    gross_currency: str = ""
    net: Decimal | None = None
    currency: str = ""
    charges: tuple[Charge, ...] = ()
    accrued: Decimal | None = None
    rate: Decimal | None = None
    account: str = ""
    cash_account: str = ""
    other_account: str = ""
    other_net: Decimal | None = None
    other_currency: str = ""
    note: str = ""
    id: str = ""
    key: str = ""
    word: str = ""
    remark: Problem | None = None
    refused: Problem | None = None
    joined: tuple[int, ...] = ()
    cells: tuple[str, ...] = ()

    @property
    def names_security(self) -> bool:
        """Tell whether the line says of what it speaks."""
        return bool(self.isin or self.symbol or self.wkn or self.name)

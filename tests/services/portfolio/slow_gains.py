"""Gains of a period as a slow, plain program finds them: lot by lot, trade by trade."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from gridwatch.domain.ledger.account import CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.transaction import Transaction, in_order
from gridwatch.services.portfolio.views import Period

Daily = Callable[[date], float]


@dataclass
class Part:
    """Some shares of today, and what they count for in the security's currency and the view's."""

    shares: float
    local: float = 0.0
    view: float = 0.0

    def split_off(self, shares: float) -> Part:
        """Take so many shares out."""
        ratio = shares / self.shares
        gone = Part(shares, self.local * ratio, self.view * ratio)
        self.shares -= gone.shares
        self.local -= gone.local
        self.view -= gone.view
        return gone


@dataclass
class SlowGains:
    """The gains of one security in one account; prices of a share of today, rates to the view."""

    method: CostMethod
    price: Daily
    rate: Daily
    today: Callable[[Transaction], float]
    lots: list[Part] = field(default_factory=list)
    realised: float = 0.0
    unrealised: float = 0.0
    currency: float = 0.0

    def go(self, trades: Iterable[Transaction], period: Period) -> SlowGains:
        """Walk through all trades up to the end of the period."""
        ordered = in_order(trades)
        for each in ordered:
            if each.on <= period.first:
                self.trade(each)
        self.realised = self.currency = 0.0
        for lot in self.lots:
            lot.local = lot.shares * self.price(period.first)
            lot.view = lot.local * self.rate(period.first)
        for each in ordered:
            if period.first < each.on <= period.last:
                self.trade(each)
        for lot in self.lots:
            self.close(lot, lot.shares * self.price(period.last), period.last, sold=False)
        return self

    def trade(self, one: Transaction) -> None:
        """Buy a lot, or sell out of those that there are."""
        shares, gross = self.today(one), float(one.gross)
        if one.kind is Kind.BUY:
            self.lots.append(Part(shares, gross, gross * self.rate(one.on)))
            if self.method is CostMethod.AVERAGE:
                self.lots = [
                    Part(
                        sum(each.shares for each in self.lots),
                        sum(each.local for each in self.lots),
                        sum(each.view for each in self.lots),
                    )
                ]
            return
        left = shares
        while left > 1e-9:
            lot = self.lots[-1 if self.method is CostMethod.LIFO else 0]
            part = lot.split_off(min(left, lot.shares))
            left -= part.shares
            self.close(part, gross * part.shares / shares, one.on, sold=True)
            self.lots = [each for each in self.lots if each.shares > 1e-9]

    def close(self, part: Part, end: float, on: date, *, sold: bool) -> None:
        """Tell price and currency apart, of what came to `end` in the security's currency."""
        at_rate = part.local * self.rate(on)
        gain = end * self.rate(on) - at_rate
        if sold:
            self.realised += gain
        else:
            self.unrealised += gain
        self.currency += at_rate - part.view

"""Suggests the trades that bring an allocation to its targets, in lots as they are traded."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gridwatch.domain.ledger.account import AccountKind
from gridwatch.domain.problem import Problem
from gridwatch.services.portfolio.allocation import CASH, allocation_of, key_of
from gridwatch.services.portfolio.views import Dimension, Holdings, HoldingView, Suggestion

# A value within half a cent of a target is at it.
_NOTHING = 0.005


@dataclass(frozen=True, slots=True)
class LotRule:
    """In what quantities a listing is traded: at least `least`, then `step` by step.

    `known` is False where each security has a lot of its own, and 1 stands for it.
    """

    least: int
    step: int
    known: bool = True

    def rounded(self, quantity: float) -> int:
        """Return the largest number that is traded and not more than `quantity`."""
        # A hundredth of a millionth of a share is what division leaves.
        whole = int(quantity + 1e-8)
        if whole < self.least:
            return 0
        return self.least + (whole - self.least) // self.step * self.step


# By the end of a symbol, the first that matches: Shanghai's STAR market trades 200 and then any
# number more; Hong Kong's board lots are set by each company and no source here tells them.
LOT_RULES: Sequence[tuple[re.Pattern[str], LotRule]] = (
    (re.compile(r"68[89]\d{3}\.SS"), LotRule(200, 1)),
    (re.compile(r".*\.(SS|SZ)"), LotRule(100, 100)),
    (re.compile(r".*\.BJ"), LotRule(100, 1)),
    (re.compile(r".*\.(T|SI|KL|JK|BK)"), LotRule(100, 100)),
    (re.compile(r".*\.HK"), LotRule(1, 1, known=False)),
)
_SINGLE = LotRule(1, 1)


@dataclass(slots=True)
class _Trade:
    """A holding that is traded: shares now and wanted, the worth of one in the view's currency."""

    holding: HoldingView
    rule: LotRule
    worth: float
    quantity: int = 0

    @property
    def held(self) -> int:
        return max(0, int(self.holding.quantity))

    def buy(self, amount: float) -> float:
        """Buy for at most so much, and return what it costs."""
        more = self.rule.rounded(self.quantity + amount / self.worth) - self.quantity
        more = max(0, more)
        self.quantity += more
        return more * self.worth

    def sell(self, amount: float) -> float:
        """Sell for at most so much, or all that is held where it comes to that."""
        sold = -self.quantity
        wanted = sold + (amount + _NOTHING) / self.worth
        more = self.held if wanted >= self.held else self.rule.rounded(wanted)
        more = max(0, min(more, self.held) - sold)
        self.quantity -= more
        return more * self.worth


def lot_rule(symbol: str) -> LotRule:
    """Return how a listing is traded, by its symbol; single shares where nothing else is known."""
    return next((rule for form, rule in LOT_RULES if form.fullmatch(symbol)), _SINGLE)


def suggested(
    holdings: Holdings,
    dimension: Dimension,
    targets: Mapping[str, Decimal],
    new_money: float | None = None,
) -> tuple[Suggestion, ...]:
    """Return the trades that bring each slice with a target within one lot of it.

    A target is a share of all that is held and of `new_money`, an amount in the currency of the
    view. With new money nothing is sold, and no more than it is spent. Without, what is above its
    target is sold and the proceeds and the money at hand are spent, less what is wanted as cash
    (targets of `CASH` and a currency). By currency, money counts as what it is in, and what is too
    much of it is exchanged before anything is sold. Where money does not suffice each slice gets
    its part of what it lacks. Slices without a target are left alone, and one with a target of
    which nothing is held can't be bought here: there is no telling with what.

    Within a slice trades are in proportion to the holdings. Prices are those of the view; charges
    and the exchange of currencies are not counted. What is sold is held: whole lots, or all of a
    holding, whose odd rest may be sold at once. Raises Problem where a price or rate is missing.
    """
    if dimension is Dimension.ACCOUNT:
        raise Problem("rebalance_account", "Money is moved between accounts, and not traded.")
    if holdings.value is None:
        raise Problem(
            "rebalance_incomplete",
            "Prices or rates are missing: without them no trades can be suggested.",
        )
    trades = _trades(holdings, dimension)
    total = holdings.known_value + (new_money or 0.0)
    slices = allocation_of(holdings, dimension, targets)
    lacking = {
        each.key: each.target * total - (each.value or 0.0)
        for each in slices
        if each.target is not None and not each.key.startswith(CASH)
    }
    budget = new_money
    if budget is None:
        exchanged = _exchanged(holdings, lacking) if dimension is Dimension.CURRENCY else {}
        budget = sum(exchanged.values()) if exchanged else _spendable(holdings, targets, total)
        for key, off in lacking.items():
            if off < 0:
                budget += _sell(trades.get(key, ()), -off - exchanged.get(key, 0.0))
    _buy_all(trades, {key: off for key, off in lacking.items() if off > 0}, max(0.0, budget))
    return tuple(_suggestion(each) for some in trades.values() for each in some if each.quantity)


def _trades(holdings: Holdings, dimension: Dimension) -> dict[str, list[_Trade]]:
    """Return what can be traded by slice: long holdings with a price above zero, largest first."""
    found = dict[str, list[_Trade]]()
    for each in sorted(holdings.holdings, key=lambda one: (-(one.value or 0.0), one.security.id)):
        if each.quantity > 0 and each.price and each.rate:
            trade = _Trade(each, lot_rule(each.security.symbol), each.price * each.rate)
            found.setdefault(key_of(each, dimension), []).append(trade)
    return found


def _exchanged(holdings: Holdings, lacking: Mapping[str, float]) -> dict[str, float]:
    """Return how much money of each currency is more than is wanted of the currency."""
    found = dict.fromkeys(lacking, 0.0)
    for each in holdings.accounts:
        code = each.account.currency
        if each.account.kind is AccountKind.CASH and lacking.get(code, 0.0) < 0:
            left = -lacking[code] - found[code]
            found[code] += min(max(each.value or 0.0, 0.0), left)
    return found


def _spendable(holdings: Holdings, targets: Mapping[str, Decimal], total: float) -> float:
    wanted = sum(float(share) for key, share in targets.items() if key.startswith(CASH))
    return (holdings.cash_value or 0.0) - wanted * total


def _buy_all(
    trades: Mapping[str, Sequence[_Trade]], lacking: Mapping[str, float], budget: float
) -> None:
    """Spend the budget on what is lacking, in proportion where it does not suffice."""
    wanted = {key: off for key, off in lacking.items() if trades.get(key)}
    needed = sum(wanted.values())
    part = min(1.0, budget / needed) if needed > 0 else 0.0
    rest = {key: off - _buy(trades[key], off * part) for key, off in wanted.items()}
    left = budget - sum(wanted.values()) + sum(rest.values())
    # What rounding down has left of the budget goes where most is lacking.
    for key in sorted(rest, key=lambda each: -rest[each]):
        left -= _buy(trades[key], min(rest[key], left))


def _buy(trades: Sequence[_Trade], amount: float) -> float:
    """Buy for at most so much, and return what it costs."""
    whole = sum(each.held * each.worth for each in trades)
    left = amount
    for each in trades:
        left -= each.buy(amount * each.held * each.worth / whole) if whole else 0.0
    # What rounding down has left buys more of whatever it still suffices for.
    for each in trades:
        left -= each.buy(left)
    return amount - left


def _sell(trades: Sequence[_Trade], amount: float) -> float:
    """Sell for at most so much, and return what it brings."""
    whole = sum(each.held * each.worth for each in trades)
    left = amount
    for each in trades:
        left -= each.sell(amount * each.held * each.worth / whole) if whole else 0.0
    for each in trades:
        left -= each.sell(left) if left > _NOTHING else 0.0
    return amount - left


def _suggestion(trade: _Trade) -> Suggestion:
    holding = trade.holding
    return Suggestion(
        security_id=holding.security.id,
        quantity=trade.quantity,
        lot_size=trade.rule.least,
        price=holding.price or 0.0,
        currency=holding.security.currency,
        value=trade.quantity * trade.worth,
        lot_known=trade.rule.known,
    )

"""Checks of prices: missing ones, and transactions far from what the market traded at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from gridwatch.domain.ledger.checking import settled_in
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.share_deltas import share_deltas
from gridwatch.domain.ledger.share_units import SplitLine
from gridwatch.domain.ledger.transaction import Transaction, expected_net
from gridwatch.services.portfolio.audit import Audit, Traded
from gridwatch.services.portfolio.holding_checks import DUST, market_worth
from gridwatch.services.portfolio.ledger_edits import ChangeTransactions
from gridwatch.services.portfolio.money_checks import differs
from gridwatch.services.portfolio.views import Finding, Repair, Severity

_TRADES = frozenset({Kind.BUY, Kind.SELL})
_DELIVERIES = frozenset({Kind.DELIVERY_IN, Kind.DELIVERY_OUT})
_DOUBTFUL = 0.20  # beyond the prices of the day
_EXPLAINED = 0.05  # around the prices of the day
_MINOR = 100  # pence to a pound


def missing_prices(audit: Audit) -> Iterator[Finding]:
    """Tell what is held and has no price at all.

    Nothing here mends it: a symbol that is quoted has to be given, or a price entered.
    """
    held = dict[int, Fraction]()
    for (_, security_id), moved in share_deltas(
        audit.transactions, audit.splits, audit.today
    ).items():
        total = sum((Fraction(delta) for _, delta in moved), Fraction(0))
        held[security_id] = held.get(security_id, Fraction(0)) + abs(total)
    for security_id, total in sorted(held.items()):
        if total > DUST and not audit.market.has_price(security_id):
            security = audit.securities[security_id]
            yield Finding(
                f"price:{security_id}",
                "price_missing",
                Severity.WARNING,
                {"security": security.name, "symbol": security.symbol},
                security_id=security_id,
            )


def doubtful_prices(audit: Audit) -> Iterator[Finding]:
    """Tell where a price lies more than 20 % beyond what was traded on the day.

    Where a hundredth or the hundredfold explains it, or a later split, the repair says so.
    """
    for each in audit.transactions:
        if each.kind not in _TRADES or not each.quantity or each.security_id is None:
            continue
        traded = audit.market.traded(each.security_id, each.on)
        price = _price_in_security(each, audit)
        if traded is None or price is None:
            continue
        line = SplitLine(audit.splits.get(each.security_id, ()))
        of_day = _as_of(traded, line, each.shares_as_of or each.on, audit.today)
        if _within(price, of_day, _DOUBTFUL):
            continue
        security = audit.securities[each.security_id]
        yield Finding(
            f"doubtful:{each.id}",
            "price_doubtful",
            Severity.WARNING,
            {
                "security": security.name,
                "price": price,
                "close": of_day.close,
                "currency": security.currency,
                "day": each.on,
            },
            (each.id,),
            each.security_id,
            each.account_id,
            tuple(_price_repairs(each, price, traded, line, audit)),
        )


def unvalued_deliveries(audit: Audit) -> Iterator[Finding]:
    """Tell which deliveries have no value, so that their cost or proceeds are unknown."""
    for each in audit.transactions:
        if each.kind not in _DELIVERIES or each.gross:
            continue
        worth = market_worth(audit, each)
        repairs = tuple[Repair, ...]()
        if worth:
            changed = ChangeTransactions((replace(each, gross=worth),))
            repairs = (Repair("value_at_close", changed),)
        security = audit.securities.get(each.security_id or 0)
        yield Finding(
            f"unvalued:{each.id}",
            "delivery_unvalued" if worth else "delivery_unknown",
            Severity.HINT,
            {
                "security": security.name if security else "",
                "quantity": each.quantity,
                "day": each.on,
                "worth": worth,
                "currency": each.currency,
            },
            (each.id,),
            each.security_id,
            each.account_id,
            repairs,
        )


def _price_in_security(each: Transaction, audit: Audit) -> float | None:
    """Return the price of a share in the security's currency, by the own rate or the market's."""
    price, wanted = each.price, audit.securities[each.security_id or 0].currency
    if not price:
        return None
    if each.currency == wanted:
        return float(price)
    if each.rate is not None and settled_in(each, audit.accounts) == wanted:
        return float(price * each.rate)
    rate = audit.market.rate(each.currency, wanted, each.on)
    return None if rate is None else float(price) * rate


def _as_of(traded: Traded, line: SplitLine, basis: date, today: date) -> Traded:
    """Return prices of a share as it was counted on a day."""
    ratio = float(line.ratio(basis, today))
    return Traded(traded.low * ratio, traded.high * ratio, traded.close * ratio)


def _within(price: float, traded: Traded, beyond: float) -> bool:
    return traded.low * (1 - beyond) <= price <= traded.high * (1 + beyond)


def _price_repairs(
    each: Transaction, price: float, traded: Traded, line: SplitLine, audit: Audit
) -> Iterator[Repair]:
    of_day = _as_of(traded, line, each.shares_as_of or each.on, audit.today)
    for factor, code in (
        (Decimal(1) / _MINOR, "price_hundredth"),
        (Decimal(_MINOR), "price_hundredfold"),
    ):
        if _within(price * float(factor), of_day, _EXPLAINED):
            yield Repair(code, ChangeTransactions((_times(each, factor, audit),)))
            return
    counted = each.shares_as_of or each.on
    splits = audit.splits.get(each.security_id or 0, ())
    bases = [each.on, *(split.day for split in splits if each.on < split.day <= audit.today)]
    for basis in sorted(bases):
        if basis == counted or line.ratio(counted, basis) == 1:
            continue
        if _within(price, _as_of(traded, line, basis, audit.today), _EXPLAINED):
            wanted = None if basis == each.on else basis
            changed = replace(each, shares_as_of=wanted)
            yield Repair("shares_as_of", ChangeTransactions((changed,)))
            return


def _times(each: Transaction, factor: Decimal, audit: Audit) -> Transaction:
    """Return the transaction with its gross in the other unit.

    What moved follows where it agreed with the gross; a net that is right already stays.
    """
    settled = settled_in(each, audit.accounts)
    before = expected_net(each, settled)
    changed = replace(each, gross=each.gross * factor)
    after = expected_net(changed, settled)
    if before is None or after is None or differs(before, each.net):
        return changed
    return replace(changed, net=round(after, 2))

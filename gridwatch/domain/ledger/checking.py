"""Checks a transaction by itself: which fields its kind has to have, may have and can't have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import TRAITS, Kind, Traits
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Charge, Transaction
from gridwatch.domain.money import ISO_CODES
from gridwatch.domain.problem import Problem

LARGEST = Decimal(10) ** 15
FIRST_DAY = date(1900, 1, 1)
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?")


def checked_transaction(
    one: Transaction, accounts: Mapping[int, Account], securities: Mapping[int, Security]
) -> Transaction:
    """Return the transaction with its words trimmed; raises Problem for what can't have happened.

    `accounts` and `securities` by id: all that it may name. That it agrees with the others (that
    enough was held) is for the checks of the whole ledger to tell, not for this.
    """
    traits = TRAITS[one.kind]
    if one.on < FIRST_DAY:
        raise Problem("day_early", "The day {day} is too long ago.", day=one.on.isoformat())
    if one.time and not _TIME.fullmatch(one.time):
        raise Problem("time_malformed", "“{time}” is not a time of the day.", time=one.time[:20])
    _check_places(one, traits, accounts)
    _check_securities(one, traits, securities)
    _check_amounts(one, traits)
    for each in one.charges:
        _check_charge(each)
    return replace(one, note=one.note.strip(), source=one.source.strip())


def settled_in(one: Transaction, accounts: Mapping[int, Account]) -> str:
    """Return the currency of `net`."""
    return one.currency if one.cash_id is None else accounts[one.cash_id].currency


def _check_places(one: Transaction, traits: Traits, accounts: Mapping[int, Account]) -> None:
    if traits.shares or one.account_id is not None:
        _account(one.account_id, AccountKind.SECURITIES, accounts)
    needs_cash = traits.cash and not traits.shares and one.kind is not Kind.DIVIDEND
    if needs_cash or one.cash_id is not None:
        _account(one.cash_id, AccountKind.CASH, accounts)
    if one.kind is Kind.TRANSFER:
        _account(one.other_account_id, AccountKind.SECURITIES, accounts)
        if one.other_account_id == one.account_id:
            raise Problem("transfer_same", "A transfer goes to another account.")
    if one.kind is Kind.CASH_TRANSFER:
        _account(one.other_cash_id, AccountKind.CASH, accounts)
        if one.other_cash_id == one.cash_id:
            raise Problem("transfer_same", "A transfer goes to another account.")
        if one.other_net is None or not _is_amount(one.other_net) or one.other_net <= 0:
            raise Problem("arrival_missing", "How much arrives in the other account is missing.")


def _account(number: int | None, kind: AccountKind, accounts: Mapping[int, Account]) -> None:
    found = accounts.get(number) if number is not None else None
    if found is None or found.kind is not kind:
        if kind is AccountKind.CASH:
            raise Problem("cash_account_missing", "Choose a cash account.")
        raise Problem("securities_account_missing", "Choose a securities account.")


def _check_securities(one: Transaction, traits: Traits, securities: Mapping[int, Security]) -> None:
    if traits.needs_security and one.security_id not in securities:
        raise Problem("security_missing", "Choose a security.")
    if one.security_id is not None and one.security_id not in securities:
        raise Problem("security_missing", "Choose a security.")
    if traits.needs_security is None and one.security_id is not None:
        raise Problem("security_unwanted", "This kind of transaction has no security.")
    if one.kind not in {Kind.SPIN_OFF, Kind.MERGER}:
        return
    if one.other_security_id not in securities or one.other_security_id == one.security_id:
        raise Problem("other_security_missing", "Choose the security that comes of it.")
    if one.ratio is None or not all(0 < each <= 1_000_000_000 for each in one.ratio):
        raise Problem("ratio_missing", "Give the ratio as new shares for old ones, like 1:4.")
    share = one.cost_share
    if one.kind is Kind.SPIN_OFF and not (share is not None and 0 <= share <= 1):
        raise Problem(
            "cost_share_range", "The part of the cost that goes over is between 0 and 100 %."
        )


def _check_amounts(one: Transaction, traits: Traits) -> None:
    if one.currency not in ISO_CODES:
        raise Problem("currency_code", "“{code}” is not a currency.", code=one.currency)
    for each in (one.quantity, one.gross, one.net, one.other_net or Decimal(0)):
        if not _is_amount(each):
            raise Problem("amount_large", "An amount in this transaction is too large.")
    if one.quantity < 0 or one.gross < 0:
        raise Problem(
            "amount_negative", "Quantity and amount are above zero; the kind says which way."
        )
    optional = one.kind in {Kind.SPIN_OFF, Kind.MERGER}
    if traits.shares and not optional and not one.quantity:
        raise Problem("quantity_missing", "How many shares is missing.")
    if traits.cash and not traits.shares and not (one.gross or one.charges or one.net):
        raise Problem("amount_missing", "The amount is missing.")
    if one.rate is not None and not (one.rate.is_finite() and one.rate > 0):
        raise Problem("rate_range", "An exchange rate is a number above zero.")


def _check_charge(charge: Charge) -> None:
    if charge.currency not in ISO_CODES:
        raise Problem("currency_code", "“{code}” is not a currency.", code=charge.currency)
    if not _is_amount(charge.amount):
        raise Problem("amount_large", "An amount in this transaction is too large.")
    if charge.rate is not None and not (charge.rate.is_finite() and charge.rate > 0):
        raise Problem("rate_range", "An exchange rate is a number above zero.")


def _is_amount(amount: Decimal) -> bool:
    return amount.is_finite() and abs(amount) <= LARGEST

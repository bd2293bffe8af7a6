"""Says in one sentence what a transaction will do."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.transaction import Transaction, expected_net
from gridwatch.ui.portfolio.amounts import Amounts, least_decimals
from gridwatch.ui.portfolio.place import Names

translate = QCoreApplication.translate


def summary_words(one: Transaction, names: Names, amounts: Amounts) -> str:
    """Return what happens with shares and money, "" where not enough is known yet."""
    if one.kind is Kind.CASH_TRANSFER:
        return _cash_transfer_words(one, names, amounts)
    if one.kind is Kind.TRANSFER:
        words = translate("Transactions", "{number} shares go from “{one}” to “{other}”, with their"
                          " lots and what they cost.")  # fmt: skip
        known = one.quantity and one.account_id and one.other_account_id
        return words.format(
            number=amounts.number(one.quantity),
            one=names.account(one.account_id),
            other=names.account(one.other_account_id),
        ) if known else ""  # fmt: skip
    if one.kind in {Kind.SPIN_OFF, Kind.MERGER}:
        return _reorganised_words(one, names, amounts)
    if TRAITS[one.kind].cash:
        return _money_words(one, names, amounts)
    return _delivery_words(one, amounts)


def difference_words(one: Transaction, settled: str, amounts: Amounts) -> str:
    """Say what gross and charges make where something else moved: both can be right.

    `settled` is the currency of what moved.
    """
    if not one.net or not TRAITS[one.kind].cash or one.kind is Kind.CASH_TRANSFER:
        return ""
    expected = expected_net(one, settled)
    cent = Decimal(1).scaleb(-least_decimals(settled))
    if expected is None or abs(one.net - expected) <= cent:
        return ""
    words = translate("Transactions", "Gross and charges make {amount}.")
    return words.format(amount=amounts.with_unit(expected, settled))


def _money_words(one: Transaction, names: Names, amounts: Amounts) -> str:
    account = names.accounts.get(one.cash_id) if one.cash_id is not None else None
    settled = account.currency if account else one.currency
    if not one.net:
        return _rateless_words(one, settled, amounts)
    told = amounts.with_unit(abs(one.net), settled)
    if settled != one.currency and one.gross:
        before = one.gross - one.cash_sign * sum(
            each.amount for each in one.charges if each.currency == one.currency
        )
        told = f"{amounts.with_unit(before, one.currency)} = {told}"
    pays = (one.cash_sign < 0) == (one.net > 0)
    if account is None:
        words = (
            translate("Transactions", "You pay {amount}. The money comes from outside.")
            if pays
            else translate("Transactions", "You receive {amount}, in no account that is kept here.")
        )
    else:
        words = (
            translate("Transactions", "You pay {amount} from “{account}”.")
            if pays
            else translate("Transactions", "You receive {amount} in “{account}”.")
        )
    return words.format(amount=told, account=account.name if account else "")


def _rateless_words(one: Transaction, settled: str, amounts: Amounts) -> str:
    """Say what is to be converted while nobody has told the rate."""
    total = one.gross - one.cash_sign * sum(
        each.amount for each in one.charges if each.currency == one.currency
    )
    if settled == one.currency or not total:
        return ""
    words = translate("Transactions", "{amount} in {currency}: the exchange rate is missing.")
    return words.format(amount=amounts.with_unit(total, one.currency), currency=settled)


def _delivery_words(one: Transaction, amounts: Amounts) -> str:
    if not one.quantity:
        return ""
    number = amounts.number(one.quantity)
    if one.kind is Kind.DELIVERY_OUT:
        words = translate("Transactions", "{number} shares go outside, worth {amount}.")
        unknown = translate("Transactions", "{number} shares go outside; their value is unknown.")
    else:
        words = translate("Transactions", "{number} shares come from outside and cost {amount}.")
        unknown = translate(
            "Transactions", "{number} shares come from outside; their cost is unknown."
        )
    if not one.gross:
        return unknown.format(number=number)
    return words.format(number=number, amount=amounts.with_unit(one.gross, one.currency))


def _cash_transfer_words(one: Transaction, names: Names, amounts: Amounts) -> str:
    here = names.accounts.get(one.cash_id or 0)
    there = names.accounts.get(one.other_cash_id or 0)
    if here is None or there is None or not one.net or not one.other_net:
        return ""
    words = translate("Transactions", "{amount} leaves “{one}”, {arrives} arrives in “{other}”.")
    return words.format(
        amount=amounts.with_unit(one.net, here.currency),
        one=here.name,
        arrives=amounts.with_unit(one.other_net, there.currency),
        other=there.name,
    )


def _reorganised_words(one: Transaction, names: Names, amounts: Amounts) -> str:
    if one.ratio is None or not (one.security_id and one.other_security_id):
        return ""
    new, old = one.ratio
    if one.kind is Kind.SPIN_OFF:
        words = translate(
            "Transactions", "For {old} shares of “{one}” come {new} of “{other}” beside them."
        )
    else:
        words = translate("Transactions", "{old} shares of “{one}” become {new} of “{other}”.")
    told = words.format(
        old=old,
        new=new,
        one=names.security(one.security_id),
        other=names.security(one.other_security_id),
    )
    money = _money_words(one, names, amounts) if one.net else ""
    return " ".join(filter(None, (told, money)))

"""Makes a transaction of what the command line says of it; refuses what is unclear or missing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from gridwatch.cli.call import Refusal
from gridwatch.cli.portfolio.amounts import cents_of
from gridwatch.cli.portfolio.choosing import account_of
from gridwatch.cli.portfolio.draft import Draft, check_open, places_of
from gridwatch.cli.portfolio.new_securities import Wanted, security_wanted
from gridwatch.cli.portfolio.reading import Ledger
from gridwatch.cli.portfolio.settling import charges_of, check_rate, with_money
from gridwatch.cli.portfolio.typed import lot_of, money_of, positive, ratio_of, share_of
from gridwatch.cli.voice import translate
from gridwatch.domain.ledger.account import AccountKind
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.ledger.working_out import rounded
from gridwatch.services.portfolio.at_booking import read_open_lots

_NOTHING = Decimal(0)
_NEW, _OTHER = -1, -2  # the ids of securities that are made with it


def typed_transaction(ledger: Ledger, kind: Kind) -> tuple[Transaction, tuple[Security, ...]]:
    """Return the transaction of the command line, and the new securities that it names.

    Raises Refusal or Problem for what is missing, unclear, or does not agree.
    """
    asked = ledger.call.asked
    draft = Draft(ledger, kind, asked.on or ledger.book.today)
    security = _security(draft)
    draft.account, draft.cash = places_of(draft, security)
    one = Transaction(
        0,
        kind,
        draft.on,
        draft.account.id if draft.account else None,
        draft.cash.id if draft.cash else None,
        security.id if security else None,
        time=asked.time,
        note=asked.note,
    )
    made = _MAKERS[kind](draft, one, security)
    return made, tuple(draft.securities)


def _security(draft: Draft) -> Security | None:
    text = getattr(draft.ledger.call.asked, "security", None)
    return None if text is None else _named_security(draft, text, _NEW)


def _named_security(draft: Draft, text: str, number: int) -> Security:
    asked = draft.ledger.call.asked
    wanted, new = None, getattr(asked, "new", None)
    # Of a spin-off or merger it is the security that comes of it which can be new.
    if new is not None and number == (_OTHER if hasattr(asked, "other") else _NEW):
        if asked.new_currency is None:
            words = translate("Cli", "Say in which currency it is quoted: --new-currency.")
            raise Refusal("currency_missing", words)
        wanted = Wanted(new, asked.new_currency.strip().upper())
    found = security_wanted(draft.ledger, text, wanted, number)
    if found.id < 0:
        draft.securities.append(found)
    return found


def _trade(draft: Draft, one: Transaction, security: Security | None) -> Transaction:
    """Make a purchase or sale: so many shares, at a price or for an amount."""
    quantity, gross, currency = _valued(draft, security)
    sold = tuple(lot_of(each) for each in getattr(draft.ledger.call.asked, "lot", None) or ())
    made = with_money(draft, replace(one, quantity=quantity, lots=sold), gross, currency)
    _check_lots(draft, made)
    return made


def _valued(draft: Draft, security: Security | None) -> tuple[Decimal, Decimal, str]:
    """Return quantity, gross and currency; a gross of 0 where no value was given."""
    asked = draft.ledger.call.asked
    quantity, own = positive(asked.quantity), security.currency if security else ""
    if not asked.amount:
        if asked.how:
            words = translate("Cli", "Behind “{word}” the amount is missing.")
            raise Refusal("amount_missing", words.format(word=asked.how))
        return quantity, _NOTHING, own
    amount, currency = money_of(" ".join(asked.amount), own)
    gross = rounded(quantity * amount, cents_of(currency)) if asked.how == "at" else amount
    if not gross:
        words = translate("Cli", "So many shares at this price come to nothing.")
        raise Refusal("amount_small", words)
    return quantity, gross, currency


def _delivery(draft: Draft, one: Transaction, security: Security | None) -> Transaction:
    quantity, gross, currency = _valued(draft, security)
    return replace(
        one,
        quantity=quantity,
        gross=gross,
        currency=currency,
        charges=charges_of(draft, currency),
    )


def _money(draft: Draft, one: Transaction, security: Security | None) -> Transaction:
    """Make what is money alone, or a dividend."""
    own = security.currency if draft.kind is Kind.DIVIDEND and security else draft.settled
    amount, currency = money_of(" ".join(draft.ledger.call.asked.amount), own)
    shares = getattr(draft.ledger.call.asked, "shares", None)
    quantity = positive(shares) if shares else _NOTHING
    return with_money(draft, replace(one, quantity=quantity), amount, currency)


def _transfer(draft: Draft, one: Transaction, security: Security | None) -> Transaction:
    asked, book = draft.ledger.call.asked, draft.ledger.book
    other = account_of(book.accounts, asked.to, AccountKind.SECURITIES)
    check_open(other)
    return replace(
        one,
        quantity=positive(asked.quantity),
        currency=security.currency if security else "",
        other_account_id=other.id,
    )


def _cash_transfer(draft: Draft, one: Transaction, _security: Security | None) -> Transaction:
    """Make a transfer of money; into another currency it is said how much arrives."""
    asked, ledger = draft.ledger.call.asked, draft.ledger
    other = account_of(ledger.book.accounts, asked.to, AccountKind.CASH)
    check_open(other)
    amount, currency = money_of(" ".join(asked.amount), draft.settled)
    if currency != draft.settled:
        words = translate("Cli", "What leaves “{name}” is in {currency}.")
        name = draft.cash.name if draft.cash else ""
        raise Refusal("currency_other", words.format(name=name, currency=draft.settled))
    arrives = amount
    if asked.arrives:
        arrives, told = money_of(asked.arrives, other.currency)
        if told != other.currency:
            words = translate("Cli", "What arrives in “{name}” is in {currency}.")
            raise Refusal("currency_other", words.format(name=other.name, currency=other.currency))
    elif other.currency != currency:
        words = translate(
            "Cli", "“{name}” is in {currency}: say how much arrives there with --arrives."
        )
        raise Refusal("arrival_missing", words.format(name=other.name, currency=other.currency))
    made = replace(
        one, gross=amount, currency=currency, net=amount, other_cash_id=other.id, other_net=arrives
    )
    check_rate(draft, currency, other.currency, float(arrives / amount))
    return made


def _new_shares(draft: Draft, one: Transaction, security: Security | None) -> Transaction:
    """Make a spin-off or a merger."""
    asked = draft.ledger.call.asked
    other = _named_security(draft, asked.other, _OTHER)
    quantity = positive(asked.shares) if asked.shares else _NOTHING
    made = replace(
        one,
        quantity=quantity,
        currency=security.currency if security else "",
        other_security_id=other.id,
        ratio=ratio_of(asked.ratio),
    )
    if draft.kind is Kind.SPIN_OFF:
        return replace(made, cost_share=share_of(asked.cost_share))
    if not asked.money:
        return replace(made, cash_id=None)
    amount, currency = money_of(asked.money, made.currency)
    return with_money(draft, made, amount, currency)


def _check_lots(draft: Draft, made: Transaction) -> None:
    """Refuse lots that are not open in the account on the day, or larger than what is left."""
    if not made.lots or draft.account is None or made.security_id is None:
        return
    place = draft.account.id, made.security_id
    ledger = draft.ledger
    lots = (
        ledger.with_market(lambda market: read_open_lots(ledger.user, market, place, draft.on))
        if made.security_id > 0
        else ()
    )
    left = {each.opened_by: each.quantity for each in lots}
    for each in made.lots:
        if each.quantity > left.get(each.opened_by, _NOTHING):
            words = translate("Cli", "Of lot {number} {left} shares are left.")
            shares = ledger.amounts.shares(left.get(each.opened_by, _NOTHING))
            raise Refusal("lot_range", words.format(number=each.opened_by, left=shares))
    if sum((each.quantity for each in made.lots), _NOTHING) > made.quantity:
        words = translate("Cli", "The lots are more shares than are sold.")
        raise Refusal("lots_many", words)


_MAKERS = {
    Kind.BUY: _trade,
    Kind.SELL: _trade,
    Kind.DELIVERY_IN: _delivery,
    Kind.DELIVERY_OUT: _delivery,
    Kind.TRANSFER: _transfer,
    Kind.CASH_TRANSFER: _cash_transfer,
    Kind.SPIN_OFF: _new_shares,
    Kind.MERGER: _new_shares,
} | {
    each: _money
    for each in Kind
    if TRAITS[each].cash and not TRAITS[each].shares and not TRAITS[each].moves_to
}

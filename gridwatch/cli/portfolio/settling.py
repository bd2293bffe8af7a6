"""The money of a transaction: charges, what moved, at which rate; what can't be is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from gridwatch.cli.call import Refusal
from gridwatch.cli.portfolio.amounts import cents_of
from gridwatch.cli.portfolio.draft import Draft
from gridwatch.cli.portfolio.typed import money_of, positive
from gridwatch.cli.voice import translate
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction, expected_net
from gridwatch.domain.ledger.working_out import Amount, Terms, worked_out

_NOTHING = Decimal(0)
_CENT = Decimal("0.01")
_FAR = Decimal("0.01")  # of what it comes to: brokers round, but not more
_RATE_FAR = 0.1


def with_money(draft: Draft, one: Transaction, gross: Decimal, currency: str) -> Transaction:
    """Put the money into a transaction: what it comes to, or what the bank says has moved."""
    asked = draft.ledger.call.asked
    made = replace(one, gross=gross, currency=currency, charges=charges_of(draft, currency))
    settled = draft.settled or currency
    if settled == currency:
        if asked.rate:
            words = translate("Cli", "No exchange rate is needed: all of it is in {currency}.")
            raise Refusal("rate_unwanted", words.format(currency=currency))
        wanted = expected_net(made, settled) or _NOTHING
        net = wanted
        if asked.net:
            net = _in_account(asked.net, settled)
            _check_net(draft, net, wanted, settled)
        return _positive_net(replace(made, net=net))
    return _positive_net(_exchanged(draft, made, settled))


def _exchanged(draft: Draft, made: Transaction, settled: str) -> Transaction:
    """Work out what moves in another currency by the rate, or the rate by what has moved."""
    asked, currency = draft.ledger.call.asked, made.currency
    typed: dict[Amount, Decimal] = {Amount.GROSS: made.gross}
    if asked.rate:
        typed[Amount.RATE] = positive(asked.rate)
    if asked.net:
        typed[Amount.NET] = _in_account(asked.net, settled)
    if len(typed) == 1:
        raise _rate_needed(draft, currency, settled)
    sums = {code: _sum(made.charges, code) for code in (currency, settled)}
    terms = Terms(
        made.cash_sign,
        converted=True,
        cents=cents_of(currency),
        net_cents=cents_of(settled),
        kept=sums[currency],
        kept_net=sums[settled],
    )
    if asked.rate and asked.net:
        alone: dict[Amount, Decimal] = {Amount.GROSS: made.gross, Amount.RATE: typed[Amount.RATE]}
        told = worked_out(alone, list(alone), terms)[Amount.NET]
        _check_net(draft, typed[Amount.NET], told, settled)
    known = worked_out(typed, list(typed), terms)
    rate = known.get(Amount.RATE)
    if rate is not None:
        check_rate(draft, currency, settled, float(rate))
    return replace(made, net=known[Amount.NET], rate=rate)


def _sum(charges: Iterable[Charge], currency: str) -> Decimal:
    return sum((each.amount for each in charges if each.currency == currency), _NOTHING)


def charges_of(draft: Draft, currency: str) -> tuple[Charge, ...]:
    """Return fees and taxes, in the currency of the transaction or of the account."""
    asked = draft.ledger.call.asked
    found = []
    for kind in ChargeKind:
        for text in getattr(asked, kind.value, None) or ():
            amount, code = money_of(text, currency)
            if code not in {currency, draft.settled}:
                words = translate("Cli", "“{text}” has to be in {currencies}.")
                codes = " / ".join(sorted({currency, draft.settled} - {""}))
                raise Refusal("currency_other", words.format(text=text, currencies=codes))
            found.append(Charge(kind, amount, code))
    return tuple(found)


def _in_account(text: str, settled: str) -> Decimal:
    amount, code = money_of(text, settled)
    if code != settled:
        words = translate("Cli", "What moved is in the currency of the account, {currency}.")
        raise Refusal("currency_other", words.format(currency=settled))
    return amount


def _check_net(draft: Draft, net: Decimal, wanted: Decimal, currency: str) -> None:
    """Refuse what is off from amount and charges by more than brokers round."""
    amounts, anyway = draft.ledger.amounts, draft.ledger.call.asked.anyway
    if abs(net - wanted) <= max(_CENT, abs(wanted) * _FAR) or anyway:
        return
    words = translate(
        "Cli",
        "Amount, charges and rate come to {expected}, and --net says {net}. Correct one of them, or"
        " say --anyway.",
    )
    told = words.format(expected=amounts.exact(wanted, currency), net=amounts.exact(net, currency))
    raise Refusal("net_disagrees", told)


def _positive_net(made: Transaction) -> Transaction:
    if made.net < 0:
        words = translate("Cli", "The charges are more than the amount.")
        raise Refusal("charges_large", words)
    return made


def _rate_needed(draft: Draft, currency: str, settled: str) -> Refusal:
    words = translate(
        "Cli",
        "“{account}” is in {settled}, and this is in {currency}. Say what moved there with --net,"
        " or with --rate how many {settled} one {currency} was.",
    )
    name = draft.cash.name if draft.cash else ""
    told = words.format(account=name, settled=settled, currency=currency)
    market = draft.ledger.book.rate_on(currency, settled, draft.on)
    if market is not None:
        hint = translate("Cli", "The market's rate of the day: {rate}")
        told = f"{told} {hint.format(rate=_rate_words(draft, market))}"
    return Refusal("rate_needed", told)


def check_rate(draft: Draft, given: str, wanted: str, rate: float) -> None:
    """Refuse a rate that is far from the market's: the other way round, or a digit too many."""
    market = draft.ledger.book.rate_on(given, wanted, draft.on)
    if market is None or given == wanted or draft.ledger.call.asked.anyway:
        return
    if abs(rate / market - 1) <= _RATE_FAR:
        return
    words = translate(
        "Cli",
        "One {given} would be {rate} {wanted}, and the market's rate of the day was {market}."
        " Correct it, or say --anyway.",
    )
    told = words.format(
        given=given,
        wanted=wanted,
        rate=_rate_words(draft, rate),
        market=_rate_words(draft, market),
    )
    if abs(rate * market - 1) <= _RATE_FAR:
        hint = translate("Cli", "It seems to be the other way round.")
        told = f"{told} {hint}"
    raise Refusal("rate_far", told)


def _rate_words(draft: Draft, rate: float) -> str:
    return draft.ledger.amounts.number(rate, 0, 5)

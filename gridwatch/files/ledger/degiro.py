"""Degiro's account export: each deal in several lines that share an order, in any language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gridwatch.domain.ledger.transaction import Charge, ChargeKind
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.actions import Action, words_of
from gridwatch.files.ledger.entry import AsideError, Entry
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.joining import exchanges_by, join_taxes
from gridwatch.files.ledger.mapping import Signs
from gridwatch.files.ledger.preset import Preset, Told
from gridwatch.files.ledger.spoken_trades import spoken_trade
from gridwatch.files.ledger.symbols import american

# The first that is found in a description says what it is.
_MEANINGS = tuple(
    (action, re.compile(form, re.IGNORECASE))
    for action, form in (
        (
            Action.CORPORATE,
            (
                r"productwijziging|stock dividend|produktwechsel|product change"
                r"|changement de produit|cambio de producto"
                r"|corporate action(?!.*(kosten|fee|gebühr|frais))|claim|split|fusie|fusion|merger"
                r"|spin-?off|delisting"
            ),
        ),
        (
            # What the fund that holds the money gains or loses: the balance moves by it.
            Action.INTEREST,
            (
                r"variation fonds monétaires|geldmarktfonds preisänderung"
                r"|koersverandering geldmarktfonds|money market fund price change"
                r"|money market fund conversion gain"
            ),
        ),
        (
            Action.INTERNAL,
            (
                r"cash sweep|flatexdegiro bank|processed flatex|reservation (ideal|sofort)"
                r"|fonds monétaires|geldmarktfonds|money market fund|reservierung"
                r"|überweisung (auf|von) ihr geldkonto|degiro cash fund|fundshare"
            ),
        ),
        (
            Action.EXCHANGE,
            (
                r"valuta (creditering|debitering)|währungswechsel|fx (credit|debit)"
                r"|currency (credit|debit)|opération de change|cambio de divisa|de divisa\b"
                r"|valutav[äa]xling"
                r"|cambio valuta|(crédito|débito|levantamento) de divisa"
            ),
        ),
        (
            Action.TAX,
            (
                r"dividendbelasting|dividendensteuer|quellensteuer|dividend tax|withholding"
                r"|impôts? sur|retenci[óo]n|imposto|ritenuta|imposta|belasting|stamp duty"
                r"|transaction tax|\bskatt"
            ),
        ),
        (Action.DIVIDEND, r"dividend|kapitaluitkering|ausschüttung|utdelning|coupon"),
        (
            Action.FEE,
            (
                r"kosten|gebühr|\bfees?\b|costs?\b|frais|comiss|comisi|commission|costi|avgift|tarif"
                r"|charges?\b|courtesy|promo|korting|kulanz"
            ),
        ),
        (Action.INTEREST, r"\brente\b|zins|interest|intérêt|inter[ée]s|interesse|juros|ränta"),
        (
            Action.WITHDRAWAL,
            (
                r"terugstorting|auszahlung|withdrawal|retrait|retirada|levantamento|prelievo|uttag"
                r"|opname"
            ),
        ),
        (
            Action.DEPOSIT,
            (
                r"storting|deposit|einzahlung|versement|dépôt|ingreso|depósito|deposito|ins[äa]ttning"
                r"|ideal|sofort"
            ),
        ),
    )
)


def _adjusted(told: Told) -> Told:
    """Return a line with what its description says."""
    text = told.get(Field.NOTE, "")
    trade = spoken_trade(text, told.get(Field.NET, ""))
    if trade is not None:
        return told | {
            Field.KIND: "buy" if trade.buys else "sell",
            Field.QUANTITY: trade.quantity,
            Field.PRICE: trade.price,
            Field.PRICE_CURRENCY: trade.currency,
        }
    action = next((each for each, form in _MEANINGS if form.search(text)), None)
    if action is None:
        raise Problem("import_word", "It is not known what “{word}” means.", word=text[:60])
    if action in {Action.DEPOSIT, Action.WITHDRAWAL, Action.INTEREST, Action.FEE, Action.EXCHANGE}:
        told = {field: each for field, each in told.items() if field is not Field.NAME} | (
            {Field.NAME: told[Field.NAME]} if told.get(Field.ISIN) and Field.NAME in told else {}
        )
    return told | {Field.KIND: f"degiro {action.value}"}


def _join_orders(entries: Sequence[Entry]) -> list[Entry]:
    """Put the trade, its fees and its exchange of money together, which share an order."""
    orders: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.id:
            orders.setdefault(entry.id, []).append(entry)
    made: dict[int, Entry] = {}
    gone: set[int] = set()
    for lines in orders.values():
        for entry in _one_order(lines):
            made[entry.line] = entry
            gone.update(entry.joined)
    return [made.get(each.line, each) for each in entries if each.line not in gone]


def _one_order(lines: Sequence[Entry]) -> list[Entry]:
    trades = [each for each in lines if each.action in {Action.BUY, Action.SELL}]
    fees = [each for each in lines if each.action in {Action.FEE, Action.TAX}]
    sides = [each for each in lines if each.action is Action.EXCHANGE]
    if not trades:
        return []
    trade = trades[0]
    if len(trades) == 1 and len(sides) == 2:
        trade, fees = _converted(trade, sides, fees)
    charges = list(trade.charges)
    joined = list(trade.joined)
    net = trade.net
    for fee in fees:
        if fee.currency == trade.currency and fee.net is not None and net is not None:
            kind = ChargeKind.FEE if fee.action is Action.FEE else ChargeKind.TAX
            charges.append(Charge(kind, fee.net, fee.currency))
            net += fee.net if trade.action is Action.BUY else -fee.net
            joined.append(fee.line)
    return [replace(trade, charges=tuple(charges), joined=tuple(joined), net=net)]


def _converted(
    trade: Entry, sides: Sequence[Entry], fees: list[Entry]
) -> tuple[Entry, list[Entry]]:
    """Return a trade that is paid in another currency, by the two sides of its exchange."""
    own = next((each for each in sides if each.currency == trade.currency), None)
    other = next((each for each in sides if each.currency != trade.currency), None)
    if own is None or other is None or own.net is None or other.net is None:
        return trade, fees
    if trade.net is None or abs(own.net) != trade.net:
        return trade, fees
    # The exchange goes against the trade: what is bought in dollars takes euros away.
    paid = replace(
        trade,
        gross=trade.net,
        gross_currency=trade.currency,
        net=abs(other.net),
        currency=other.currency,
        joined=(*trade.joined, own.line, other.line),
    )
    return paid, fees


def _join_exchanges(entries: Sequence[Entry]) -> list[Entry]:
    return exchanges_by(entries, lambda each: (each.on, each.time, each.id))


def _trade_money(entry: Entry) -> Entry:
    """Return a trade whose amount tells its currency; a price in pence is told in pounds then."""
    if entry.action in {Action.BUY, Action.SELL} and not entry.net:
        raise AsideError(
            Problem(
                "import_corporate",
                "A corporate action needs more than this line says. Enter it by hand.",
            )
        )
    return entry


DEGIRO = Preset(
    "degiro",
    "Degiro",
    (
        "datum|date|fecha|data",
        "tijd|uhrze|uhrzeit|time|heure|hora|ora",
        "product|produkt|produit|producto|produto|prodotto",
        "isin",
        "omschrijving|beschreibung|description|descripción|descrição|descrizione|beskrivning",
        "fx|tipo|taux de change",
        "order id|order-id|id orden|id ordre|id ordine|orderid",
    ),
    places=(
        Field.DATE,
        Field.TIME,
        None,
        Field.NAME,
        Field.ISIN,
        Field.NOTE,
        None,
        Field.CURRENCY,
        Field.NET,
        None,
        None,
        Field.ID,
    ),
    words=words_of({action: f"degiro {action.value}" for action, _ in _MEANINGS}),
    signs=Signs(amount=True),
    day_first=True,
    mixed_marks=True,
    adjust=_adjusted,
    amend=_trade_money,
    joins=(_join_orders, _join_exchanges, join_taxes),
    symbol=american,
)

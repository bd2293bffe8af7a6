"""Trade Republic, Freetrade, Avanza and Parqet: one line for each transaction."""

from __future__ import annotations

from gridwatch.files.ledger.actions import Action, words_of
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.mapping import Signs
from gridwatch.files.ledger.preset import Preset, Told
from gridwatch.files.ledger.symbols import american


def _local(told: Told) -> Told:
    """Return a line with its day, and its time where that is of the same day.

    The moment is in universal time: what is bought after midnight has the day before in it.
    """
    moment = told.pop(Field.TIME, "")
    if moment and moment[:10] == told.get(Field.DATE, moment)[:10]:
        return told | {Field.DATE: moment}
    return told


TRADE_REPUBLIC = Preset(
    "trade_republic",
    "Trade Republic",
    ("datetime", "date", "category", "asset_class", "shares", "transaction_id"),
    {
        "datetime": Field.TIME,
        "date": Field.DATE,
        "type": Field.KIND,
        "name": Field.NAME,
        "symbol": Field.SYMBOL,
        "shares": Field.QUANTITY,
        "price": Field.PRICE,
        "amount": Field.GROSS,
        "fee": Field.FEE,
        "tax": Field.TAX,
        "currency": Field.CURRENCY,
        "description": Field.NOTE,
        "transaction_id": Field.ID,
    },
    words=words_of(
        {
            Action.DEPOSIT: (
                "customer inpayment, inpayment, transfer in, transfer inbound,"
                " transfer instant inbound, gift, card refund, benefits saveback"
            ),
            Action.WITHDRAWAL: (
                "transfer out, outpayment, transfer outbound, transfer instant outbound,"
                " card transaction, card payment"
            ),
            Action.INTEREST: "interest payment, interest",
            Action.FEE: "card ordering fee, fee",
            Action.TAX: "tax, tax optimization, pre-determined tax base",
            Action.DIVIDEND: "dividend, distribution, earnings",
        }
    ),
    signs=Signs(quantity=True, amount=True, charges=True),
    decimal=".",
    unique_ids=True,
    adjust=_local,
)


def _freetrade(told: Told) -> Told:
    kind = told.get(Field.KIND, "").upper()
    own = told.get(Field.PRICE_CURRENCY, "")
    if kind == "FREESHARE_ORDER":
        return {field: text for field, text in told.items() if field is not Field.GROSS}
    if kind in {"DIVIDEND", "PROPERTY", "SPECIAL_DIVIDEND"}:
        told[Field.TAX], told[Field.TAX_CURRENCY] = told.get(Field.TAX_2, ""), own
        told[Field.GROSS], told[Field.GROSS_CURRENCY] = told.get(Field.AMOUNT, ""), own
        left_out = {Field.AMOUNT, Field.TAX_2, Field.PRICE, Field.FEE}
        return {each: text for each, text in told.items() if text and each not in left_out}
    if own and Field.GROSS in told:
        told[Field.GROSS_CURRENCY] = own
    return told


FREETRADE = Preset(
    "freetrade",
    "Freetrade",
    ("title", "type", "timestamp", "account currency", "buy / sell", "base fx rate"),
    {
        "title": Field.NAME,
        "type": Field.KIND,
        "timestamp": Field.DATE,
        "account currency": Field.CURRENCY,
        "total amount": Field.NET,
        "buy / sell": Field.SIDE,
        "ticker": Field.SYMBOL,
        "isin": Field.ISIN,
        "stamp duty": Field.TAX,
        "quantity": Field.QUANTITY,
        "order id": Field.ID,
        "instrument currency": Field.PRICE_CURRENCY,
        "total shares amount": Field.GROSS,
        "price per share": Field.PRICE,
        "fx fee amount": Field.FEE,
        "dividend gross distribution amount": Field.AMOUNT,
        "dividend withheld tax amount": Field.TAX_2,
    },
    words=words_of(
        {
            Action.TRADE: "order",
            Action.DELIVERY_IN: "freeshare order",
            Action.DIVIDEND: "dividend, property, special dividend",
            Action.INTEREST: "interest from cash, lending income",
            Action.FEE: "subscription fee, isa fee, sipp annual fee",
            Action.STATEMENT: "monthly statement, monthly share lending statement, tax certificate",
            Action.SPLIT: "stock split",
        }
    ),
    signs=Signs(),
    decimal=".",
    unique_ids=True,
    adjust=_freetrade,
    symbol=american,
)


def _avanza(told: Told) -> Told:
    kind, text = told.get(Field.KIND, "").casefold(), told.get(Field.NAME, "")
    if kind == "övrigt":
        plain = text.casefold()
        if Field.NET not in told:
            told = told | {Field.KIND: "corporate action"}
        elif "skatt" in plain:
            told = told | {Field.KIND: "skatt"}
        elif "återbetalning" in plain or "avgift" in plain:
            told = told | {Field.KIND: "avgift"}
        else:
            told = told | {Field.KIND: "cash transfer"}
    if kind in {"köp", "sälj", "utdelning"} or not text:
        return told
    # What stands beside money that comes or goes is no name of a security.
    told.pop(Field.NAME)
    told[Field.NOTE] = text
    return told


AVANZA = Preset(
    "avanza",
    "Avanza",
    ("datum", "konto", "typ av transaktion", "antal", "kurs", "belopp"),
    {
        "datum": Field.DATE,
        "konto": Field.ACCOUNT,
        "typ av transaktion": Field.KIND,
        "värdepapper/beskrivning": Field.NAME,
        "antal": Field.QUANTITY,
        "kurs": Field.PRICE,
        "belopp": Field.NET,
        "transaktionsvaluta": Field.CURRENCY,
        "courtage (sek)": Field.FEE,
        "courtage": Field.FEE,
        "instrumentvaluta": Field.PRICE_CURRENCY,
        "isin": Field.ISIN,
    },
    words=words_of(
        {
            Action.TAX: "utländsk källskatt, preliminärskatt, skatt, avkastningsskatt",
            Action.FEE: "avgift",
            Action.CORPORATE: "corporate action, värdepappersöverföring, byte",
        }
    ),
    signs=Signs(quantity=True, amount=True),
    decimal=",",
    currency="SEK",
    adjust=_avanza,
)


PARQET = Preset(
    "parqet",
    "Parqet",
    ("datetime", "date", "shares", "realizedgains", "holdingname", "identifier"),
    {
        "date": Field.DATE,
        "time": Field.TIME,
        "price": Field.PRICE,
        "shares": Field.QUANTITY,
        "amount": Field.GROSS,
        "tax": Field.TAX,
        "fee": Field.FEE,
        "type": Field.KIND,
        "broker": Field.ACCOUNT,
        "identifier": Field.ISIN,
        "wkn": Field.WKN,
        "currency": Field.CURRENCY,
        "holdingname": Field.NAME,
    },
    words=words_of(
        {
            Action.DELIVERY_IN: "transferin, transfer in",
            Action.DELIVERY_OUT: "transferout, transfer out",
            Action.FEE: "cost, fees",
        }
    ),
    signs=Signs(),
    decimal=",",
    day_first=True,
    cash=False,
)

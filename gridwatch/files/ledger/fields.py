"""The fields that a column of a broker's table can have, and their headings in eight languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from unicodedata import normalize


class Field(StrEnum):
    """What a column says of a transaction."""

    DATE = "date"
    TIME = "time"
    SETTLES = "settles"
    KIND = "kind"
    SIDE = "side"  # buy or sell, or a kind that goes into more detail
    SYMBOL = "symbol"
    ISIN = "isin"
    WKN = "wkn"
    NAME = "name"
    QUANTITY = "quantity"
    MULTIPLIER = "multiplier"
    PRICE = "price"
    PRICE_CURRENCY = "price_currency"
    AMOUNT = "amount"  # before charges or after them: told apart by quantity and price
    GROSS = "gross"
    GROSS_CURRENCY = "gross_currency"
    NET = "net"
    CURRENCY = "currency"
    FEE = "fee"
    FEE_CURRENCY = "fee_currency"
    FEE_2 = "fee_2"
    FEE_2_CURRENCY = "fee_2_currency"
    FEE_3 = "fee_3"
    FEE_4 = "fee_4"
    FEE_5 = "fee_5"
    FEE_6 = "fee_6"
    TAX = "tax"
    TAX_CURRENCY = "tax_currency"
    TAX_2 = "tax_2"
    ACCRUED = "accrued"  # interest that a bond has earned since its last payment
    RATE = "rate"
    ACCOUNT = "account"
    CASH_ACCOUNT = "cash_account"
    OTHER_ACCOUNT = "other_account"
    NOTE = "note"
    ID = "id"


_NAMES = {
    Field.DATE: (
        "date, trade date, tradedate, transaction date, booking date, day, execution date,"
        " datetime,"
        " timestamp, datum, buchungsdatum, buchungstag, handelstag, ausführungsdatum, valuta,"
        " date d'operation, date d’operation, date opération, date de transaction, fecha,"
        " fecha operación, fecha de operación, data, data operazione, transactiedatum,"
        " affärsdag, bokföringsdag, 成交日期, 日期, 交易日期, 发生日期, 交收日期, 成交时间日期,"
        " 业务日期, 清算日期, 交割日期, 委托日期"
    ),
    Field.TIME: (
        "time, trade time, uhrzeit, zeit, heure, hora, ora, tijd, tid, 成交时间, 时间, 委托时间,"
        " 发生时间, 交易时间"
    ),
    Field.SETTLES: (
        "settlement date, settle date, settledatetarget, value date, valutadatum, wertstellung,"
        " date de valeur, fecha valor, data valuta, likviddag, 交收日, 清算日"
    ),
    Field.KIND: (
        "type, kind, action, activity type, activitytype, transaction type, transaction, operation,"
        " typ, art, vorgang, buchungsart, transaktionsart, transaktionstyp, opération, tipo,"
        " operación, operazione, tipo operazione, soort, transactietype, typ av transaktion,"
        " 操作, 业务名称, 买卖标志, 业务类型, 交易类别, 交易类型, 业务标志, 摘要, 委托类别,"
        " 买卖方向, 操作类型, 业务摘要, 买卖类别, 委托方向, 交易方向, 买卖, 方向, 发生业务,"
        " 交易名称"
    ),
    Field.SYMBOL: (
        "symbol, ticker, code, ticker symbol, tickersymbol, security code, kürzel, símbolo,"
        " simbolo, kortnamn, 证券代码, 股票代码, 代码, 基金代码, 产品代码"
    ),
    Field.ISIN: "isin, isin code, isin-code, security id, securityid, identifier",
    Field.WKN: "wkn, valor, valorennummer",
    Field.NAME: (
        "name, security, security name, securityname, product, description, instrument, company,"
        " title, holdingname, wertpapier, wertpapiername, bezeichnung, produkt, libelle, libellé,"
        " valeur, titre, nom, nombre, valore, titolo, descrizione, descripción, producto,"
        " omschrijving, naam, fonds, värdepapper, värdepapper/beskrivning, 证券名称, 股票名称,"
        " 名称, 基金名称, 产品名称, 证券简称"
    ),
    Field.QUANTITY: (
        "quantity, shares, no. of shares, units, qty, amount of shares, number of shares,"
        " stück, stückzahl, anzahl, menge, nominale, quantite, quantité, nombre de titres,"
        " cantidad, títulos, quantità, aantal, antal, 成交数量, 数量, 发生数量, 成交股数, 股数,"
        " 成交份额, 份额, 证券数量,"
        " 成交量"
    ),
    Field.PRICE: (
        "price, unit price, unitprice, unit_price, price per share, price / share, tradeprice,"
        " quote, rate per share, kurs, preis, stückpreis, ausführungskurs, cours,"
        " prix, prix unitaire, precio, prezzo, koers, prijs, 成交均价, 成交价格, 价格, 成交价,"
        " 均价, 单价, 净值, 成交净值,"
        " 发生价格"
    ),
    Field.PRICE_CURRENCY: (
        "price currency, instrument currency, quote currency, instrumentvaluta,"
        " kurswährung, original currency, originalcurrency"
    ),
    Field.AMOUNT: (
        "amount, value, total, total amount, cash amount, proceeds, betrag, wert, summe, umsatz,"
        " montant, montant total, importe, importo, controvalore, bedrag, totaal,"
        " belopp, 金额"
    ),
    Field.GROSS: (
        "gross, gross amount, trade money, trademoney, principal, bruttobetrag, brutto, kurswert,"
        " montant brut, importe bruto, importo lordo, bruto, 成交金额, 成交额"
    ),
    Field.NET: (
        "net, net amount, net cash, netcash, net transaction value, nettobetrag, netto, endbetrag,"
        " gesamtpreis, montant net, importe neto, importo netto, 发生金额, 清算金额,"
        " 资金发生额, 收付金额, 应收应付金额, 实际收付金额, 发生额, 资金发生数, 变动金额, 收付额"
    ),
    Field.CURRENCY: (
        "currency, currencyprimary, account currency, transaction currency, währung, devise,"
        " moneda, divisa, valuta code, transaktionsvaluta, 币种, 货币, 货币类型, 交易币种,"
        " 币种名称, 币种类别, 货币代码, 货币名称"
    ),
    Field.FEE: (
        "fee, fees, commission, costs, brokerage, charges, fees & comm, ibcommission, gebühr,"
        " gebühren, provision, entgelt, frais, courtage, commissions, comisión, gastos,"
        " commissione, commissioni, spese, kosten, transactiekosten, avgift, 手续费, 佣金,"
        " 交易佣金, 净佣金, 实收佣金"
    ),
    Field.FEE_2: "过户费, other fees, fremdspesen, stamp fee",
    Field.FEE_3: "前台费用, 其他杂费, 其他费用, 其他费, 附加费, 杂费",
    Field.FEE_4: "规费, 交易规费, 结算费, 交易所清算费, 委托费, 经手费, 证管费, 交收费",
    Field.FEE_CURRENCY: "fee currency, commission currency, ibcommissioncurrency, gebührenwährung",
    Field.TAX: (
        "tax, taxes, withholding tax, stamp duty, steuer, steuern, quellensteuer, taxe, taxes,"
        " impôt, impuestos, imposte, tasse, belasting, skatt, källskatt, 印花税, 税费"
    ),
    Field.TAX_CURRENCY: "tax currency, withholding tax currency, steuerwährung",
    Field.TAX_2: "利息税, 红利税, 所得税",
    Field.ACCRUED: "accrued interest, stückzinsen, intérêts courus, 应计利息",
    Field.RATE: (
        "exchange rate, fx rate, fxrate, fx, wechselkurs, devisenkurs, taux de change,"
        " tipo de cambio, cambio, wisselkoers, valutakurs, 汇率"
    ),
    Field.ACCOUNT: (
        "account, securities account, portfolio, depot, wertpapierdepot, compte, compte titres,"
        " cuenta, conto, rekening, konto, 资金账号, 资金账户, 账户"
    ),
    Field.CASH_ACCOUNT: "cash account, verrechnungskonto, referenzkonto, compte espèces",
    Field.OTHER_ACCOUNT: "offset account, gegenkonto, to account, target account",
    Field.NOTE: (
        "note, notes, comment, comments, remark, memo, notiz, notizen, bemerkung, anmerkung,"
        " kommentar, remarque, commentaire, nota, notas, note operazione, notitie, anteckning,"
        " 备注, 附注, 说明"
    ),
    Field.ID: (
        "id, order id, orderid, order #, order number, transaction id, transactionid,"
        " trade id, tradeid, reference, auftragsnummer, ordernummer, referenz, référence,"
        " referencia, riferimento, 成交编号, 合同编号, 委托编号, 流水号, 成交序号, 委托号"
    ),
}
_FIELD_OF = {name.strip(): field for field, names in _NAMES.items() for name in names.split(",")}
_FEES = (Field.FEE, Field.FEE_2, Field.FEE_3, Field.FEE_4, Field.FEE_5, Field.FEE_6)
_TAXES = (Field.TAX, Field.TAX_2)
_PARENTHESES = re.compile(r"\(.*?\)|\[.*?\]|（.*?）")


def plain_heading(heading: str) -> str:
    """Return a heading as presets name it: one case, one width, single spaces."""
    plain = normalize("NFKC", heading[:200]).casefold().replace("帐", "账")
    return " ".join(plain.split()).strip(' .:#"')


def field_of(heading: str) -> Field | None:
    """Return what a column of this heading has; a unit in parentheses does not count."""
    plain = plain_heading(heading).replace("_", " ")
    bare = _PARENTHESES.sub("", plain).strip(" .:#")
    return _FIELD_OF.get(plain) or _FIELD_OF.get(bare)


def guess_fields(headings: Sequence[str]) -> tuple[Field | None, ...]:
    """Return what each column most likely has: at most one column has each field.

    Further columns of fees and taxes are added up.
    """
    found: list[Field | None] = []
    for heading in headings:
        field = field_of(heading)
        for some in (_FEES, _TAXES):
            if field in some and field in found:
                field = next((each for each in some if each not in found), None)
        if field is Field.DATE and Field.DATE in found and "date" not in plain_heading(heading):
            field = Field.TIME if Field.TIME not in found else None
        found.append(None if field in found else field)
    return tuple(found)

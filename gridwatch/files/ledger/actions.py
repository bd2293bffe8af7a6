"""What a line of a broker's table does, and the words for it in eight languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from unicodedata import normalize

from gridwatch.domain.ledger.kind import Kind


class Action(StrEnum):
    """A kind of transaction, or what has still to be told apart by the signs of the amounts."""

    BUY = "buy"
    SELL = "sell"
    TRADE = "trade"  # the sign of the quantity, or of the amount, says which way
    DIVIDEND = "dividend"
    REINVEST = "reinvest"  # a dividend that is paid in shares: its quantity is what was bought
    INTEREST = "interest"
    INTEREST_CHARGE = "interest_charge"
    FEE = "fee"
    FEE_REFUND = "fee_refund"
    TAX = "tax"
    TAX_REFUND = "tax_refund"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    CASH = "cash"  # a deposit or a withdrawal, by the sign of the amount
    DELIVERY_IN = "delivery_in"
    DELIVERY_OUT = "delivery_out"
    DELIVERY = "delivery"  # of shares, by the sign of the quantity
    EXCHANGE = "exchange"  # of money into another currency
    CASH_TRANSFER = "cash_transfer"
    CASH_TRANSFER_IN = "cash_transfer_in"  # the other side of one
    TRANSFER = "transfer"
    SPLIT = "split"  # told by market data: remarked on, not booked
    CORPORATE = "corporate"  # a change of name, a merger: to be entered by hand
    INTERNAL = "internal"  # money that goes round within the broker
    STATEMENT = "statement"  # no money moves
    PENDING = "pending"
    CANCELLED = "cancelled"


KINDS: Mapping[Action, Kind] = {
    each: Kind(each.value) for each in Action if each.value in set(Kind)
}
OPPOSITES: Mapping[Action, Action] = {
    one: other
    for pair in (
        (Action.BUY, Action.SELL),
        (Action.INTEREST, Action.INTEREST_CHARGE),
        (Action.FEE, Action.FEE_REFUND),
        (Action.TAX, Action.TAX_REFUND),
        (Action.DEPOSIT, Action.WITHDRAWAL),
        (Action.DELIVERY_IN, Action.DELIVERY_OUT),
        (Action.CASH_TRANSFER, Action.CASH_TRANSFER_IN),
    )
    for one, other in (pair, pair[::-1])
}
_WORDS = {
    Action.BUY: (
        "buy, bought, purchase, buy to open, buy to cover, buy to close, market buy, limit buy,"
        " stop buy, reinvest shares, kauf, kaufen, gekauft, achat, acheter, compra, comprar,"
        " acquisto, koop, aankoop, köp, köpt, 买入, 证券买入, 买, 普通买入, 担保品买入, 融资买入,"
        " 股票买入, 基金买入, 基金申购, 申购, 基金认购, 新股入账, 新股申购, 中签扣款, 中签缴款,"
        " 新股中签, 配股缴款, 配股入账, 融券回购,"
        " 质押回购拆出, 拆出质押回购, 港股通买入, 沪港通买入, 深港通买入, 竞价买入, 证券买入清算,"
        " 买入清算, 债券买入, 港股买入, 配股, 配股认购, 配股扣款, 配股上市, 新股缴款, 新股上市,"
        " 新股申购确认缴款, 新股中签缴款, 中签缴款确认, 新债入账, 可转债入账, 基金申购确认,"
        " 基金认购确认, 开放基金申购, 逆回购, 逆回购买入, 质押式逆回购, 拆出回购,"
        " 场内申购, 现金宝申购, b"
    ),
    Action.SELL: (
        "sell, sold, sale, sell to close, sell to open, sell short, market sell, limit sell,"
        " stop sell, verkauf, verkaufen, verkauft, vente, vendre, venta, vender, vendita, venda,"
        " verkoop, sälj, såld, 卖出, 证券卖出, 卖, 普通卖出, 担保品卖出, 股票卖出, 基金卖出,"
        " 基金赎回, 赎回, 融券购回,"
        " 拆出质押购回, 质押购回, 港股通卖出, 沪港通卖出, 深港通卖出, 竞价卖出,"
        " 证券卖出清算, 卖出清算, 债券卖出, 港股卖出, 卖券还款, 融券卖出, 基金赎回确认,"
        " 开放基金赎回, 逆回购返还, 逆回购到期, 质押式逆回购购回, 债券兑付,"
        " 到期兑付, 兑付, 快速赎回, 场内赎回, s"
    ),
    Action.TRADE: "trade, order, trades, transaction, handel, ordre, 成交, 交易",
    Action.DIVIDEND: (
        "dividend, dividends, cash dividend, div, distribution, payment in lieu,"
        " payment in lieu of dividend, payment in lieu of dividends, dividende, dividenden,"
        " ausschüttung, dividende ordinaire, coupon, dividendo, dividendi, utdelning,"
        " 股息, 红利, 股息入账, 红利入账, 股息红利, 分红, 现金红利, 派息, 股息派发,"
        " 红利发放, 基金分红, 现金分红, 利息股息, 债券付息, 债券兑息, 兑息, 红利派发, 股息红利入账,"
        " 现金股利, 股利, 派息入账, 债券利息, 债息, 分红派息, 基金红利, 现金红利入账, 港股通红利,"
        " 港股红利, 港股通股息, 深港通红利, 沪港通红利"
    ),
    Action.REINVEST: "dividend reinvestment, drip, dividenden reinvestition, 红利再投资, 红利再投",
    Action.INTEREST: (
        "interest, interests, credit interest, interest on cash, interest from cash, zins,"
        " zinsen, zinsgutschrift, zinszahlung, intérêt, intérêts, interet, interets, interés,"
        " intereses, interesse, interessi, rente, ränta, inlåningsränta, 利息, 利息归本,"
        " 批量利息归本, 结息, 利息入账, 活期利息, 季度结息, 利息归本金, 存款利息, 资金结息,"
        " 利息结算, 批量结息, 天天利息"
    ),
    Action.INTEREST_CHARGE: (
        "interest charge, debit interest, margin interest, zinsbelastung, sollzinsen,"
        " intérêts débiteurs, debetrente, utlåningsränta, 利息支出, 偿还利息, 融资利息,"
        " 偿还融资利息"
    ),
    Action.FEE: (
        "fee, fees, service fee, custody fee, custody fees, advisor fee, commission, charge,"
        " gebühr, gebühren, depotgebühr, frais, commissions, comisión, comisiones, commissioni,"
        " kosten, avgift, avgifter, 手续费, 费用, 佣金, 管理费, 托管费, 规费, 组合费, 港股通组合费,"
        " 港股通交易费, 证券组合费, 交易费"
    ),
    Action.FEE_REFUND: (
        "fee refund, fees refund, refund, rebate, credit, gebührenerstattung,"
        " gebührenrückerstattung, remboursement de frais, återbetalning, 费用返还, 佣金返还"
    ),
    Action.TAX: (
        "tax, taxes, withholding tax, foreign tax withholding, foreign tax paid, nra withholding,"
        " steuer, steuern, quellensteuer, kapitalertragsteuer, abgeltungsteuer, impôt, impôts,"
        " taxe, impuesto, impuestos, retención, imposta, tasse, ritenuta, belasting,"
        " dividendbelasting, skatt, källskatt, utländsk källskatt, avkastningsskatt, 税, 印花税,"
        " 红利税, 股息红利税, 股息红利税补缴, 股息红利差异扣税, 红利差异税扣税, 股息个税, 利息税,"
        " 股息红利差别税, 红利税补扣, 股息红利个人所得税补缴, 红利税补缴, 股息税, 股息个税征收,"
        " 个人所得税, 红利所得税, 股息红利税补扣, 补缴红利税, 扣税, 股息红利税补,"
        " 股息红利税征收, 红利差异税, 结息扣税"
    ),
    Action.TAX_REFUND: (
        "tax refund, taxes refund, steuererstattung, steuerrückerstattung, remboursement d'impôt,"
        " skatteåterbäring, 退税"
    ),
    Action.DEPOSIT: (
        "deposit, cash in, top up, top_up, transfer in, wire received, moneylink deposit,"
        " einlage, einzahlung, überweisung eingang, versement, dépôt, depot, virement reçu,"
        " depósito, ingreso, deposito, versamento, storting, insättning,"
        " 银证转入, 银行转证券, 银行转入, 转入, 入金, 资金转入, 银转证, 存入, 银行转存, 资金存入,"
        " 三方存管转入, 存管转入, 保证金转入, 转账存入, 银证业务转入, 银证转账存"
    ),
    Action.WITHDRAWAL: (
        "withdrawal, withdraw, cash out, wire sent, entnahme, auszahlung, abhebung, retrait,"
        " prélèvement, prelevement, virement émis, retirada, retiro, prelievo, opname,"
        " terugstorting, uttag, debit, 银证转出, 证券转银行, 银行转出, 转出, 出金, 资金转出,"
        " 证转银, 取出, 银行转取, 资金取出, 三方存管转出, 存管转出, 保证金转出, 转账取出,"
        " 银证业务转出, 银证转账取"
    ),
    Action.CASH: (
        "cash transfer, journal, moneylink transfer, internal transfer, funds received,"
        " adjustment, überweisung, virement, transferencia, bonifico, överföring, overboeking,"
        " 资金划转, 银证转账, 资金蓝补, 资金红冲"
    ),
    Action.DELIVERY_IN: (
        "delivery (inbound), inbound delivery, transfer_in, einlieferung, transfert entrant,"
        " overföring in, 托管转入, 转托管入, 证券转入, 股份转入, 担保物转入, 转托转入, 担保品划入"
    ),
    Action.DELIVERY_OUT: (
        "delivery (outbound), outbound delivery, transfer_out, auslieferung, transfert sortant,"
        " 托管转出, 转托管出, 证券转出, 股份转出, 担保物转出, 转托转出, 担保品划出"
    ),
    Action.DELIVERY: "security transfer, journaled shares, journal shares, stock transfer, 转托管",
    Action.EXCHANGE: (
        "forex, currency exchange, fx, currency conversion, fx trade, forex trade,"
        " währungstausch, devisentausch, change, cambio, wisselkoers, växling, 换汇, 外汇兑换"
    ),
    Action.SPLIT: (
        "split, stock split, reverse split, forward split, bonus issue, aktiensplit,"
        " fractionnement, aandelensplitsing, aktiesplit, 送股, 红股入账, 红股派息, 送红股, 转增,"
        " 股份转增, 转增股入账, 红股上市, 送转股, 新增证券, 红股,"
        " 送股上市, 送转, 股份送转, 转增股, 公积金转增, 基金拆分, 拆分, 拆股"
    ),
    Action.CORPORATE: (
        "spin-off, spinoff, merger, stock merger, name change, conversion, corporate action,"
        " rights issue, stock distribution, produktwechsel, 股份合并, 证券转换, 债转股, 配股权证,"
        " 权证入账, 配售, 股权登记, 转债转股, 转股, 合并,"
        " etf申购, etf赎回"
    ),
    Action.STATEMENT: (
        "monthly_statement, monthly statement, tax certificate, statement, info, 指定交易,"
        " 指定登记, 撤销指定, 撤指, 申购配号, 新股配号, 配号, 起始配号, 市值申购, 股息登记,"
        " 基金资金拨出, 上海指定, 合约查询, 查询, 开户, 资金冻结, 资金解冻, 证券冻结, 证券解冻,"
        " 冻结, 解冻, 权益登记"
    ),
    Action.PENDING: "pending, open, reserved, ausstehend, en attente, 未成交, 待成交, 委托",
    Action.CANCELLED: "cancelled, canceled, rejected, expired order, storniert, annulé, 撤单, 废单",
}
_SPACES = re.compile(r"[\s_]+")


@lru_cache(maxsize=4096)
def plain_word(text: str) -> str:
    """Return a word as it is looked up: one case, one width, single spaces."""
    plain = normalize("NFKC", text[:120]).casefold().replace("帐", "账")
    return _SPACES.sub(" ", plain).strip(" .:")


def words_of(words: Mapping[Action, str]) -> dict[str, Action]:
    """Return a table of words by what they mean; commas stand between them."""
    return {plain_word(word): action for action, some in words.items() for word in some.split(",")}


WORDS: Mapping[str, Action] = words_of(_WORDS)


def action_of(text: str, words: Mapping[str, Action] = WORDS) -> Action | None:
    """Return what a word of a table means, by the table's own words first."""
    plain = plain_word(text)
    found = words.get(plain) or WORDS.get(plain)
    if found is None and "(" in plain:
        bare = plain.partition("(")[0].strip()
        found = words.get(bare) or WORDS.get(bare)
    return found

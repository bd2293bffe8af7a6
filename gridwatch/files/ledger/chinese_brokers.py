"""Chinese brokers: trades and the movements of money, in GB18030 and with headings of their own."""

from __future__ import annotations

from gridwatch.files.ledger.actions import Action, action_of
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.new_shares import join_new_shares, without_applications
from gridwatch.files.ledger.preset import Preset, Told
from gridwatch.files.ledger.symbols import mainland

_ABOUT_MONEY = frozenset({Action.DEPOSIT, Action.WITHDRAWAL, Action.CASH, Action.INTEREST})
# Some brokers number them, and write the old name of the yuan.
_CURRENCIES = {"0": "CNY", "1": "USD", "2": "HKD", "RMB": "CNY", "人民币元": "CNY"}
_HONG_KONG = ("港股", "沪港", "深港")


def _adjusted(told: Told) -> Told:
    """Drop what a line of money alone says of a security: a code of zeros, the name of a currency.

    A code that is kept as text in a spreadsheet is ="002028".
    """
    told = {field: text.strip("='\"\t ") for field, text in told.items()}
    if action_of(told.get(Field.KIND, "")) in _ABOUT_MONEY:
        for each in (Field.SYMBOL, Field.NAME, Field.QUANTITY, Field.PRICE, Field.GROSS):
            told.pop(each, None)
    if told.get(Field.CURRENCY) in _CURRENCIES:
        told[Field.CURRENCY] = _CURRENCIES[told[Field.CURRENCY]]
    if any(each in told.get(Field.KIND, "") for each in _HONG_KONG) and Field.SYMBOL in told:
        told[Field.SYMBOL] = told[Field.SYMBOL].zfill(5)  # 700 is 00700 there, and not 000700
    return {field: text for field, text in told.items() if text}


CHINA = Preset(
    "china",
    "A-shares",
    (
        "成交日期|日期|发生日期|交易日期|交收日期|业务日期|清算日期|交割日期|委托日期",
        "证券代码|股票代码|代码|基金代码|产品代码",
        (
            "操作|业务名称|买卖标志|业务类型|交易类别|交易类型|业务标志|摘要|委托类别|买卖方向|操作类型"
            "|业务摘要|买卖类别|委托方向|交易方向|买卖|方向|发生业务|交易名称"
        ),
    ),
    {"证券代码": Field.SYMBOL},
    open=True,
    decimal=".",
    currency="CNY",
    cash=None,
    adjust=_adjusted,
    amend=without_applications,
    joins=(join_new_shares,),
    symbol=mainland,
)

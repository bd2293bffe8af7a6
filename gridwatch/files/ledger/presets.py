"""All presets, by which a table is recognised; the generic one takes any other table."""

from __future__ import annotations

from gridwatch.files.ledger import interactive_brokers, portfolio_performance
from gridwatch.files.ledger.chinese_brokers import CHINA
from gridwatch.files.ledger.degiro import DEGIRO
from gridwatch.files.ledger.european_brokers import AVANZA, FREETRADE, PARQET, TRADE_REPUBLIC
from gridwatch.files.ledger.ib_statement import STATEMENT
from gridwatch.files.ledger.joining import join_exchanges
from gridwatch.files.ledger.preset import Preset
from gridwatch.files.ledger.schwab import SCHWAB
from gridwatch.files.ledger.swissquote import SWISSQUOTE
from gridwatch.files.ledger.trackers import GHOSTFOLIO, WEALTHFOLIO, YAHOO
from gridwatch.files.ledger.trading_212 import TRADING_212

_GENERIC = Preset("generic", "Import", open=True, cash=None, joins=(join_exchanges,))
PRESETS = (
    TRADING_212,
    DEGIRO,
    interactive_brokers.FLEX_TRADES,
    interactive_brokers.FLEX_DIVIDENDS,
    interactive_brokers.ACTIVITY,
    STATEMENT,
    SCHWAB,
    SWISSQUOTE,
    TRADE_REPUBLIC,
    FREETRADE,
    AVANZA,
    PARQET,
    YAHOO,
    GHOSTFOLIO,
    WEALTHFOLIO,
    portfolio_performance.TRANSACTIONS,
    portfolio_performance.IMPORTS,
    portfolio_performance.SECURITIES,
    portfolio_performance.PRICES,
    CHINA,
    _GENERIC,
)

"""What is on screen: it is fetched first, its bars within the day are, and its ticks are heard."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gridwatch import wire
from gridwatch.collector.schedule import Standing
from gridwatch.domain.barsize import REACH, BarSize
from gridwatch.domain.company import checked_symbol
from gridwatch.domain.problem import Problem
from gridwatch.domain.quote import MarketState
from gridwatch.domain.sessions import HOURS, is_open

log = logging.getLogger(__name__)
# As many as one request for quotes takes; nobody sees more at once.
MOST = 100


@dataclass(frozen=True, slots=True)
class Chart:
    """A listing of which the bars of a size within the day are on screen."""

    symbol: str
    size: BarSize


@dataclass(frozen=True, slots=True)
class Showing:
    """The listings on screen, those with a chart first, and the charts with intraday bars."""

    symbols: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()


def showing_of(message: wire.Show) -> Showing:
    """Read what the window shows; what no source could be asked for is logged and left out."""
    charts = tuple(dict.fromkeys(_sound_charts(message.charts[:MOST])))
    named = (*(each.symbol for each in charts), *message.symbols[:MOST])
    symbols = dict.fromkeys(_sound_symbols(named))
    return Showing(tuple(symbols)[:MOST], charts)


def _sound_symbols(symbols: Iterable[str]) -> Iterable[str]:
    for each in symbols:
        try:
            yield checked_symbol(each)
        except Problem as problem:
            log.warning("not shown: %s", problem)


def _sound_charts(charts: Iterable[wire.Chart]) -> Iterable[Chart]:
    for each in charts:
        try:
            size = BarSize(each.size)
            symbol = checked_symbol(each.symbol)
        except ValueError:
            log.warning("no bars of the size %.20s", each.size)
        except Problem as problem:
            log.warning("not shown: %s", problem)
        else:
            if size in REACH:
                yield Chart(symbol, size)
            else:
                log.warning("no bars of %s are fetched", size)


def trades(symbol: str, standing: Standing, now: datetime) -> bool:
    """Tell whether a listing trades at `now`: its quote knows of holidays, its hours do not."""
    quote = standing.quotes.get(symbol)
    if quote is None or quote.state is MarketState.UNKNOWN:
        return is_open(standing.exchanges.get(symbol, ""), now)
    return quote.state is MarketState.OPEN


def may_trade(symbol: str, standing: Standing, now: datetime) -> bool:
    """Tell whether ticks of a listing can come: a quote may not know yet that it has opened."""
    exchange = standing.exchanges.get(symbol, "")
    return trades(symbol, standing, now) or (exchange in HOURS and is_open(exchange, now))

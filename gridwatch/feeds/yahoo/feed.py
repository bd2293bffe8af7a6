"""Yahoo Finance as a Feed: quotes, ticks, bars of days and within them, share counts, search."""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable, Sequence
from datetime import date, datetime

from gridwatch.domain.bars import History
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.company import checked_symbol
from gridwatch.domain.problem import Problem
from gridwatch.domain.shares import ShareCount
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import (
    FeedTrouble,
    Found,
    IntradayHistory,
    QuoteAnswer,
    Tick,
)
from gridwatch.feeds.pace import Pace
from gridwatch.feeds.yahoo import charts, intraday, quotes, search, shares
from gridwatch.feeds.yahoo.certificates import chosen_bundle
from gridwatch.feeds.yahoo.columns import chart_url
from gridwatch.feeds.yahoo.session import TIMEOUT, YahooSession, utc_now
from gridwatch.feeds.yahoo.stream import Rhythm, YahooStream
from gridwatch.places import Profile


class YahooFeed:
    """Prices from Yahoo Finance; a call blocks at most for its turn and its time-out."""

    name = "Yahoo"
    simulated = False

    def __init__(
        self,
        profile: Profile,
        *,
        timeout: float = TIMEOUT,
        now: Callable[[], datetime] = utc_now,
        pace: Pace | None = None,
        rhythm: Rhythm | None = None,
    ) -> None:
        """Keep cookies in the profile; `timeout` seconds for a request; `now` in UTC."""
        self._now = now
        self._rhythm = rhythm or Rhythm()
        self._streams: weakref.WeakSet[YahooStream] = weakref.WeakSet()
        self._session = YahooSession(profile.source_cache, timeout=timeout, now=now, pace=pace)

    def quotes(self, symbols: Sequence[str]) -> QuoteAnswer:
        """Ask for the last quotes of all `symbols`, 100 a request.

        After a request that failed no other is made: the symbols that are left share its trouble.
        Raises FeedTrouble where already the first one fails.
        """
        wanted, troubles = _sound(symbols)
        found: list[QuoteAnswer] = []
        for start in range(0, len(wanted), quotes.A_REQUEST):
            chunk = wanted[start : start + quotes.A_REQUEST]
            try:
                found.append(self._quotes_of(chunk))
            except FeedTrouble as trouble:
                if not found:
                    raise
                trouble.symbols = tuple(wanted[start:])
                troubles.append(trouble)
                break
        return QuoteAnswer(
            tuple(quote for answer in found for quote in answer.quotes),
            tuple(trouble for answer in found for trouble in answer.troubles) + tuple(troubles),
            {symbol: days for answer in found for symbol, days in answer.results.items()},
        )

    def history(self, symbol: str, since: date | None) -> History:
        """Ask for daily bars from `since` on, ten years where None, in one request."""
        name, now = _checked(symbol), self._now()
        params = charts.chart_params(since, now)
        answer = self._session.get_json(chart_url(name), params, (name,))
        return charts.parse_chart(answer, name, now, since)

    def intraday(self, symbol: str, size: BarSize, since: datetime | None) -> IntradayHistory:
        """Ask for bars within the day from `since` on, as far as Yahoo reaches back where None."""
        name = _checked(symbol)
        params = intraday.intraday_params(size, since, self._now())
        try:
            answer = self._session.get_json(chart_url(name), params, (name,))
        except FeedTrouble as trouble:
            return intraday.nothing_then(trouble, name, size)
        return intraday.parse_intraday(answer, name, size)

    def stream(self, symbols: Sequence[str], on_tick: Callable[[Tick], None]) -> YahooStream:
        """Begin to give ticks of `symbols`, over the same proxy and certificates as all else."""
        from curl_cffi.curl import DEFAULT_CACERT

        bundle = chosen_bundle(os.environ) or DEFAULT_CACERT
        stream = YahooStream(_sound(symbols)[0], on_tick, bundle, rhythm=self._rhythm)
        self._streams.add(stream)
        return stream

    def shares(self, symbol: str, since: date) -> tuple[ShareCount, ...]:
        """Ask for the dated share counts of the listing's class, oldest first."""
        name = _checked(symbol)
        params = shares.shares_params(name, since, self._now())
        answer = self._session.get_json(shares.shares_url(name), params, (name,))
        return shares.parse_shares(answer, name, since)

    def search(self, text: str) -> tuple[Found, ...]:
        """Ask for listings that match a name, a symbol or an ISIN; nothing for blank text."""
        if not text.strip():
            return ()
        return search.parse_search(self._session.get_json(search.URL, search.search_params(text)))

    def stop(self) -> None:
        """End streams at once; waiting and later calls end soon with a FeedTrouble (OFFLINE)."""
        self._session.stop()
        for each in tuple(self._streams):
            each.close()

    def _quotes_of(self, symbols: Sequence[str]) -> QuoteAnswer:
        params = quotes.quote_params(symbols)
        answer = self._session.get_json(quotes.URL, params, symbols, crumb=True)
        return quotes.parse_quotes(answer, symbols)


def _checked(symbol: str) -> str:
    try:
        return checked_symbol(symbol)
    except Problem as problem:
        raise FeedTrouble(TroubleKind.UNKNOWN, str(problem), (symbol,)) from problem


def _sound(symbols: Sequence[str]) -> tuple[list[str], list[FeedTrouble]]:
    """Part `symbols` into those that can be asked for, each once, and the troubles of the rest."""
    wanted: dict[str, None] = {}
    troubles = []
    for symbol in symbols:
        try:
            wanted[_checked(symbol)] = None
        except FeedTrouble as trouble:
            troubles.append(trouble)
    return list(wanted), troubles

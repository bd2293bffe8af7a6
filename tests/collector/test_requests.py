"""What a whole list costs: one request for all quotes, and nothing for what nobody looks at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from gridwatch.collector.inbox import Inbox
from gridwatch.collector.process import Collector
from gridwatch.feeds.yahoo.feed import YahooFeed
from gridwatch.wire import Message, Rested
from tests.collector.desk import one_listing, open_desk
from tests.yahoo_server import YahooServer
from tests.yahoo_server.generated import generated_market
from tests.yahoo_server.streamer import HOST


def test_a_refresh_of_sixty_listings_is_one_request(
    yahoo: YahooServer, yahoo_feed: Callable[[], YahooFeed], tmp_path: Path
) -> None:
    yahoo.reset(generated_market(60, 1, yahoo.clock.now.date()), yahoo.clock)
    companies = [
        one_listing(symbol, "?", line.exchange.currency)
        for symbol, line in yahoo.market.lines.items()
        if not symbol.endswith("=X")
    ]
    assert len(companies) == 60
    desk = open_desk(tmp_path / "profile", yahoo_feed(), yahoo.clock, companies)
    desk.round()
    yahoo.traffic.clear()
    yahoo.clock.advance(timedelta(minutes=2))
    inbox, sent = Inbox(), list[Message]()

    def send(message: Message) -> None:
        sent.append(message)
        if isinstance(message, Rested):
            inbox.close()

    Collector(
        desk.user,
        desk.market,
        desk.feed,
        inbox=inbox,
        send=send,
        reopen=lambda: desk.market,
        clock=lambda: yahoo.clock.now,
    ).run()
    assert len(yahoo.traffic.paths("/v7/")) == 1
    assert yahoo.traffic.paths("/v8/") == []
    assert not [each for each in yahoo.requests if each.host == HOST]
    desk.close()

"""What a whole list costs: one request for all quotes, and nothing for what nobody looks at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from gridwatch.collector.inbox import Inbox
from gridwatch.collector.process import Collector
from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.feeds.yahoo.feed import YahooFeed
from gridwatch.services import edits
from gridwatch.services.rule_edits import AddRule
from gridwatch.services.thesis.claim_edits import AddClaim
from gridwatch.wire import Changed, Message, Rested
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


def test_a_day_that_begins_while_nothing_is_due_lets_reviews_come_due(
    yahoo: YahooServer, yahoo_feed: Callable[[], YahooFeed], tmp_path: Path
) -> None:
    """On a Saturday evening no quote is asked for; on the Sunday a claim is to be reviewed."""
    evening = datetime(2026, 11, 7, 12).astimezone()
    yahoo.reset(generated_market(1, 1, evening.date()), yahoo.clock)
    yahoo.clock.set(evening)
    company = one_listing("600000.SS", "SSE", "CNY")
    desk = open_desk(tmp_path / "profile", yahoo_feed(), yahoo.clock, [company])
    tomorrow = evening.date() + timedelta(days=1)
    claim = Claim(0, About(1), "It holds", evening, review_on=tomorrow)
    rule = Rule(0, Subject(Scope.EVERYTHING), parse_condition("review >= 0 days"), evening, evening)
    for edit in (AddClaim(claim), AddRule(rule)):
        edits.apply(desk.user, edit, evening)
    desk.round()
    inbox, sent = Inbox(), list[Message]()

    def send(message: Message) -> None:
        sent.append(message)
        if isinstance(message, Rested) and yahoo.clock.now == evening:
            yahoo.clock.advance(timedelta(days=1))
            inbox.nudge()
        if isinstance(message, Changed) and message.firings:
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
    assert [(each.claim, each.reached_on) for each in desk.firings()] == [("It holds", tomorrow)]
    desk.close()

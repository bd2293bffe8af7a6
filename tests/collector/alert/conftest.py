"""A profile over lines of our own, standing at the close of the first day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gridwatch.domain.company import Company
from gridwatch.feeds.yahoo.feed import YahooFeed
from tests.collector.alert.lines import SYMBOL, MakeDesk, close_of, weekday
from tests.collector.desk import Desk, one_listing, open_desk
from tests.yahoo_server import Line, Market, YahooServer
from tests.yahoo_server.generated import currency_finder


@pytest.fixture
def make_desk(yahoo: YahooServer, yahoo_feed: Callable[[], YahooFeed], tmp_path: Path) -> MakeDesk:
    """Make a profile over lines, standing at the close of the first day."""

    def make(*lines: Line, company: Company | None = None) -> Desk:
        rates = currency_finder(date(2026, 1, 1), date(2026, 12, 31))
        yahoo.reset(Market(lines, rates), yahoo.clock)
        yahoo.clock.set(close_of(weekday(0)))
        chosen = company or one_listing(SYMBOL, "SSE", "CNY", mainland=True)
        return open_desk(tmp_path / "profile", yahoo_feed(), yahoo.clock, [chosen])

    return make

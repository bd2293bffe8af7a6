"""Lines of a few closes, served as if live, and visits of a program that was closed between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from tests.collector.desk import Desk
from tests.yahoo_server import Line
from tests.yahoo_server.bars import Bar, DayBar
from tests.yahoo_server.exchange import exchange_of

SYMBOL = "600001.SS"
MONDAY = date(2026, 11, 2)
SHARES = 1_000_000_000
MakeDesk = Callable[..., Desk]


def close_of(day: date) -> datetime:
    """Return two hours after the close in Shanghai, one after that in Hong Kong."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def weekday(number: int) -> date:
    """Return the `number`th trading day from MONDAY on."""
    weeks, days = divmod(number, 5)
    return MONDAY + timedelta(days=weeks * 7 + days)


def line_of(closes: list[float], highs: dict[int, float] | None = None, **about: object) -> Line:
    """Make a Shanghai line from closes; a day's high is its larger end unless given."""
    bars, before = [], closes[0]
    for number, close in enumerate(closes):
        high = (highs or {}).get(number, max(before, close))
        begin = min(before, high)
        bar = Bar(begin, high, min(begin, close), close, 1000)
        bars.append(DayBar(weekday(number), bar))
        before = close
    options: dict[str, object] = {"shares": ((date(2020, 1, 1), SHARES),), **about}
    symbol = str(options.pop("symbol", SYMBOL))
    exchange = exchange_of(symbol)
    return Line(symbol, exchange, exchange.currency, tuple(bars), **options)  # type: ignore[arg-type]


def visit(desk: Desk, day: int) -> list[date]:
    """Run a round after the close of a day; return the days of all firings that were told."""
    desk.clock.set(close_of(weekday(day)))
    assert not desk.round().troubles
    return [each.reached_on for each in desk.firings() if not each.quiet]

"""A Yahoo on loopback, for tests, the bench and people; the real yfinance talks to it.

`python -m tests.yahoo_server` serves it by hand. In a test take the `yahoo` fixture; set
`yahoo.fault` to one of `faults`, `yahoo.clock.set(...)` to move the day, `yahoo.serve(market)` for
other lines, `yahoo.environment()` for a subprocess.
"""

from __future__ import annotations

from tests.yahoo_server.market import Clock, Dividend, Line, Market, Split
from tests.yahoo_server.request import Answer, Fault, Request
from tests.yahoo_server.server import YahooServer

__all__ = [
    "Answer",
    "Clock",
    "Dividend",
    "Fault",
    "Line",
    "Market",
    "Request",
    "Split",
    "YahooServer",
]

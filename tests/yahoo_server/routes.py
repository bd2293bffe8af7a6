"""Which host and path gets which answer, and which of them ask for cookie and crumb."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

from tests.yahoo_server import quotes
from tests.yahoo_server.charts import Kept, chart
from tests.yahoo_server.market import Clock, Market
from tests.yahoo_server.request import Answer, Request, failure, reply, text

_COOKIE_VALUE = (
    "A3=d=AQABBloop&S=AQAAloop; Expires=Wed, 1 Jan 2098 00:00:00 GMT; Domain=.yahoo.com; Path=/; "
    "Secure; HttpOnly"
)
COOKIE = ("Set-Cookie", _COOKIE_VALUE)
CONSENT = (
    '<html><body><form method="post" action="https://consent.yahoo.com/v2/collectConsent">'
    '<input name="csrfToken" value="csrf-1"><input name="sessionId" value="session-1">'
    '<button name="agree" value="agree">Accept all</button></form></body></html>'
)
HTML = "text/html; charset=utf-8"


class Routes:
    """Yahoo's front: the market, the clock and the crumb that is valid at present."""

    def __init__(self, market: Market, clock: Clock) -> None:
        """Answer from `market` at `clock`."""
        self.market = market
        self.clock = clock
        self.kept: Kept = {}
        self.crumb = "Loop.back/1"

    def serve(self, market: Market, clock: Clock | None) -> None:
        """Answer from another market, and at another clock where one is given."""
        self.market = market
        self.clock = clock or self.clock
        self.kept.clear()

    def rotate_crumb(self) -> str:
        """Make the crumb that was given out so far worthless and give the new one."""
        head, _, number = self.crumb.rpartition("/")
        self.crumb = f"{head}/{int(number) + 1}"
        return self.crumb

    def answer(self, request: Request) -> Answer:
        """Answer as Yahoo would when nothing is wrong."""
        by_host = _HOSTS.get(request.host)
        if by_host is not None:
            return by_host(request)
        for prefix, handler in _PATHS:
            if request.path.startswith(prefix):
                return handler(self, request)
        return failure(404, "finance", "Not Found", f"HTTP 404 Not Found: {request.path}")

    def admits(self, request: Request) -> bool:
        """Tell whether the request carries the cookie and the crumb of today."""
        cookie = request.headers.get("cookie", "")
        return "A3=" in cookie and request.query.get("crumb") == self.crumb


def _fc(request: Request) -> Answer:
    # The host that hands out the cookie does so with a 404 and no body.
    return Answer(404, b"", HTML, (COOKIE,))


def _guce(request: Request) -> Answer:
    if request.path.startswith("/copyConsent"):
        return Answer(200, b"<html></html>", HTML, (COOKIE,))
    return text(CONSENT, content_type=HTML)


def _consent(request: Request) -> Answer:
    agreed = parse_qs(request.body.decode()).get("csrfToken") == ["csrf-1"]
    return text("<html></html>", 200 if agreed else 400, HTML)


def _crumb(routes: Routes, request: Request) -> Answer:
    if "A3=" not in request.headers.get("cookie", ""):
        return text("", 401)
    return text(routes.crumb)


def _chart(routes: Routes, request: Request) -> Answer:
    line = routes.market.find(request.symbol)
    return chart(line, request.query, routes.clock.now, routes.kept)


def _quote(routes: Routes, request: Request) -> Answer:
    if not routes.admits(request):
        return unauthorized()
    if not request.query.get("symbols"):
        return failure(
            400, "quoteResponse", "argument-error", "Missing value for the symbols argument"
        )
    return quotes.quote(routes.market, request.symbols, routes.clock.now)


def _summary(routes: Routes, request: Request) -> Answer:
    if not routes.admits(request):
        return unauthorized()
    modules = request.query.get("modules", "")
    return quotes.summary(routes.market, request.symbol, modules, routes.clock.now)


def _timeseries(routes: Routes, request: Request) -> Answer:
    return quotes.timeseries(routes.market, request.symbol, request.query, routes.clock.now)


def _search(routes: Routes, request: Request) -> Answer:
    limit = int(request.query.get("quotesCount", "8"))
    return quotes.search(routes.market, request.query.get("q", ""), limit)


def _news(routes: Routes, request: Request) -> Answer:
    return reply({"data": {"tickerStream": {"stream": []}}})


def unauthorized() -> Answer:
    """Refuse for want of a crumb: the root key is `finance`, not the endpoint's own."""
    return failure(401, "finance", "Unauthorized", "Invalid Crumb")


_HOSTS: dict[str, Callable[[Request], Answer]] = {
    "fc.yahoo.com": _fc,
    "guce.yahoo.com": _guce,
    "consent.yahoo.com": _consent,
}
_PATHS: tuple[tuple[str, Callable[[Routes, Request], Answer]], ...] = (
    ("/v1/test/getcrumb", _crumb),
    ("/v8/finance/chart/", _chart),
    ("/v7/finance/quote", _quote),
    ("/v10/finance/quoteSummary/", _summary),
    ("/ws/fundamentals-timeseries/v1/finance/timeseries/", _timeseries),
    ("/v1/finance/search", _search),
    ("/xhr/ncp", _news),
)

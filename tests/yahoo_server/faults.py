"""Ready ways in which Yahoo goes wrong: hooks from a request to an answer, or None for no fault."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from tests.yahoo_server.request import Answer, Fault, Json, Request, failure, reply, text
from tests.yahoo_server.routes import HTML, unauthorized

CHART = "/v8/finance/chart/"
QUOTE = "/v7/finance/quote"
CRUMB = "/v1/test/getcrumb"
SHARES = "/ws/fundamentals-timeseries/"
SEARCH = "/v1/finance/search"
EDGE = "Edge: Too Many Requests"
OOPS = "<html><head><title>Yahoo</title></head><body><h1>Will be right back...</h1></body></html>"

ChartEdit = Callable[[Json], None]


def only(
    fault: Fault,
    *,
    prefix: str = "/",
    host: str = "",
    symbols: Collection[str] = (),
    first: int | None = None,
    after: int = 0,
) -> Fault:
    """Narrow a fault to a path prefix, a host, some symbols, and `first` requests `after` some."""
    seen, lock = 0, threading.Lock()

    def narrowed(request: Request) -> Answer | None:
        nonlocal seen
        if not request.path.startswith(prefix) or host not in ("", request.host):
            return None
        if symbols and not set(symbols) & set(request.symbols):
            return None
        with lock:
            seen += 1
            number = seen
        if number <= after or (first is not None and number > after + first):
            return None
        return fault(request)

    return narrowed


def any_of(*faults: Fault) -> Fault:
    """Let the first fault answer that has one."""

    def either(request: Request) -> Answer | None:
        answers = (fault(request) for fault in faults)
        return next((answer for answer in answers if answer is not None), None)

    return either


def says(answer: Answer) -> Fault:
    """Say the same to every request."""

    def said(request: Request) -> Answer:
        return answer

    return said


def too_many_requests(retry_after: int | None = None) -> Fault:
    """Answer 429 from the edge: plain text, with `Retry-After` in seconds where given."""
    headers = () if retry_after is None else (("Retry-After", str(retry_after)),)
    return says(Answer(429, EDGE.encode(), "text/plain; charset=utf-8", headers))


def invalid_crumb() -> Fault:
    """Answer 401, whatever crumb was sent."""
    return says(unauthorized())


def server_error() -> Fault:
    """Answer 500 with an HTML page."""
    return says(text(OOPS, 500, HTML))


def unavailable() -> Fault:
    """Answer 503 with an HTML page."""
    return says(text(OOPS, 503, HTML))


def html_page() -> Fault:
    """Answer with a page for people and status 200."""
    return says(text(OOPS, 200, HTML))


def result_null(root: str = "chart") -> Fault:
    """Answer 200 with `result: null` and no error."""
    return says(reply({root: {"result": None, "error": None}}))


def result_empty(root: str = "chart") -> Fault:
    """Answer 200 with `result: []`, as for a delisted symbol."""
    return says(reply({root: {"result": [], "error": None}}))


def not_found() -> Fault:
    """Answer 404 as for a symbol that Yahoo does not know."""
    return says(failure(404, "chart", "Not Found", "No data found, symbol may be delisted"))


def truncated_json() -> Fault:
    """Send half of the right JSON as if it were whole."""

    def half(request: Request) -> Answer:
        answer = request.normally()
        return replace(answer, body=answer.body[: len(answer.body) // 2])

    return half


def cut_body(after: int = 100) -> Fault:
    """Begin the right answer and hang up `after` so many bytes of the body."""

    def cut(request: Request) -> Answer:
        answer = request.normally()
        return replace(answer, cut_after=after)

    return cut


def hangs_up() -> Fault:
    """Close the connection without a word."""
    return says(Answer(200, b"", hang_up=True))


def stall(seconds: float = 30.0) -> Fault:
    """Say nothing for `seconds`, then hang up; ends at once when the server closes."""
    return says(Answer(200, b"", wait=seconds, hang_up=True))


def late(seconds: float) -> Fault:
    """Give the right answer after `seconds`."""

    def waited(request: Request) -> Answer:
        answer = request.normally()
        return replace(answer, wait=seconds)

    return waited


def slow_drip(seconds: float = 0.5) -> Fault:
    """Give the right answer one byte at a time, `seconds` apart."""

    def dripped(request: Request) -> Answer:
        answer = request.normally()
        return replace(answer, drip=seconds)

    return dripped


def crumb_reads_too_many_requests() -> Fault:
    """Give the words of a 429 as the crumb, with status 200; a client may then send them."""
    return only(says(text("Too Many Requests")), prefix=CRUMB)


def crumb_rotated(rotate: Callable[[], str], at: int = 1) -> Fault:
    """Make the crumb worthless before quote request number `at`; pass `server.rotate_crumb`."""

    def turned(request: Request) -> Answer | None:
        rotate()
        return None

    return only(turned, prefix=QUOTE, first=1, after=at - 1)


def chart_edited(edit: ChartEdit) -> Fault:
    """Change the right chart's result in place; let other requests and failed charts pass."""

    def edited(request: Request) -> Answer | None:
        if not request.path.startswith(CHART):
            return None
        answer = request.normally()
        envelope = answer.json()
        result = envelope["chart"]["result"]
        if not result or "timestamp" not in result[0]:
            return answer
        edit(result[0])
        return answer.with_json(envelope)

    return edited


def _arrays(result: Json) -> list[list[Any]]:
    found = list(result["indicators"]["quote"][0].values())
    return found + [one["adjclose"] for one in result["indicators"].get("adjclose", ())]


def ragged_arrays() -> Fault:
    """Send closes that are two shorter than the timestamps."""

    def shorten(result: Json) -> None:
        del result["indicators"]["quote"][0]["close"][-2:]

    return chart_edited(shorten)


def null_row(index: int = 0) -> Fault:
    """Send one row whose every value is null."""

    def blank(result: Json) -> None:
        for array in _arrays(result):
            array[index] = None

    return chart_edited(blank)


def all_rows_null() -> Fault:
    """Send timestamps, and nothing but nulls beside them."""

    def blank(result: Json) -> None:
        for array in _arrays(result):
            array[:] = [None] * len(array)

    return chart_edited(blank)


def no_timestamp() -> Fault:
    """Send no `timestamp` and `quote: [{}]`, as for a range without trades."""

    def strip(result: Json) -> None:
        del result["timestamp"]
        result["indicators"] = {"quote": [{}], "adjclose": [{}]}

    return chart_edited(strip)


def timestamp_key_missing() -> Fault:
    """Send the arrays without the `timestamp` that belongs to them."""
    return chart_edited(lambda result: result.pop("timestamp"))


def meta_without(*keys: str) -> Fault:
    """Leave keys out of the chart's meta: `currency`, `exchangeTimezoneName` and so on."""

    def strip(result: Json) -> None:
        for key in keys:
            result["meta"].pop(key, None)

    return chart_edited(strip)


def meta_null(*keys: str) -> Fault:
    """Send keys of the chart's meta as null."""
    return chart_edited(lambda result: result["meta"].update(dict.fromkeys(keys)))


def duplicate_live_row(factor: float = 1.01) -> Fault:
    """Send the newest day twice: on the grid, and off it with prices `factor` times as high."""

    def double(result: Json) -> None:
        result["timestamp"].append(result["timestamp"][-1] + 17)
        quote = result["indicators"]["quote"][0]
        for array in _arrays(result):
            last = array[-1]
            array.append(last if last is None else last * factor)
        quote["volume"][-1] = 0

    return chart_edited(double)


def fresh_split_not_worked_in() -> Fault:
    """Announce the newest split in the events, but send the prices before it as they were."""

    def undo(result: Json) -> None:
        splits = result.get("events", {}).get("splits", {})
        if not splits:
            return
        newest = max(splits.values(), key=lambda split: split["date"])
        ratio = newest["numerator"] / newest["denominator"]
        old = [n for n, second in enumerate(result["timestamp"]) if second < newest["date"]]
        volume = result["indicators"]["quote"][0]["volume"]
        for array in _arrays(result):
            for n in old:
                if array[n] is not None:
                    array[n] = round(array[n] / ratio) if array is volume else array[n] * ratio

    return chart_edited(undo)


def half_a_day(share_of_range: float = 0.5) -> Fault:
    """Stop the newest bar half-way, on the grid and with half its volume, as if kept at noon."""

    def halve(result: Json) -> None:
        quote = result["indicators"]["quote"][0]
        begin, end = quote["open"][-1], quote["close"][-1]
        middle = round(begin + (end - begin) * share_of_range, 6)
        quote["close"][-1] = middle
        quote["high"][-1], quote["low"][-1] = max(begin, middle), min(begin, middle)
        quote["volume"][-1] = round(quote["volume"][-1] * share_of_range)
        for one in result["indicators"].get("adjclose", ()):
            one["adjclose"][-1] = middle

    return chart_edited(halve)


def quote_edited(edit: ChartEdit) -> Fault:
    """Change every quote of a quote answer in place."""

    def edited(request: Request) -> Answer | None:
        if not request.path.startswith(QUOTE):
            return None
        answer = request.normally()
        if answer.status != 200:
            return answer
        envelope = answer.json()
        for one in envelope["quoteResponse"]["result"]:
            edit(one)
        return answer.with_json(envelope)

    return edited


def quote_without(*keys: str) -> Fault:
    """Leave fields out of every quote."""

    def strip(one: Json) -> None:
        for key in keys:
            one.pop(key, None)

    return quote_edited(strip)


NAMED: dict[str, Callable[[], Fault]] = {
    make.__name__: make
    for make in (
        too_many_requests,
        invalid_crumb,
        server_error,
        unavailable,
        html_page,
        result_null,
        result_empty,
        not_found,
        truncated_json,
        cut_body,
        hangs_up,
        stall,
        slow_drip,
        crumb_reads_too_many_requests,
        ragged_arrays,
        null_row,
        all_rows_null,
        no_timestamp,
        timestamp_key_missing,
        duplicate_live_row,
        fresh_split_not_worked_in,
        half_a_day,
    )
}
NAMED["no_currency"] = lambda: meta_without("currency")
NAMED["no_zone"] = lambda: meta_without("exchangeTimezoneName")

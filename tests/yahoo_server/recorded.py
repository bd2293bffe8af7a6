"""Answers that were recorded from Yahoo, served for their own symbol and path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.yahoo_server.request import Answer, Fault, Json, Request

#: The statuses that say something about a symbol.
_OF_A_SYMBOL = (200, 404)
_QUOTE = "/v7/finance/quote"


@dataclass(frozen=True, slots=True)
class Recording:
    """One recorded answer: the file's name, where it was asked for, and what came back."""

    name: str
    path: str
    query: Mapping[str, str]
    answer: Answer

    def nearness(self, request: Request) -> int:
        """Count the query values that a request has in common with the recorded one."""
        return len(set(self.query.items()) & set(request.query.items()))


def read_recording(file: Path) -> Recording | None:
    """Read an envelope; None for one of which neither the address nor the body names a path."""
    envelope: Json = json.loads(file.read_text(encoding="utf-8"))
    response = envelope["response"]
    parts = urlsplit(envelope["request"].get("url") or _address(response))
    if not parts.path:
        return None
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    query.pop("crumb", None)
    return Recording(file.name, unquote(parts.path), query, _answer(response))


def read_recordings(folder: Path) -> list[Recording]:
    """Read every envelope of a folder, by name."""
    found = (read_recording(file) for file in sorted(folder.glob("*.json")))
    return [one for one in found if one is not None]


def _answer(response: Json) -> Answer:
    if "bodyJson" in response:
        body = json.dumps(response["bodyJson"], separators=(",", ":"))
    else:
        body = response.get("bodyText", "")
    headers = {name.lower(): value for name, value in response.get("headers", {}).items()}
    kept = (("Retry-After", headers["retry-after"]),) if "retry-after" in headers else ()
    kind = headers.get("content-type", "application/json")
    return Answer(response["status"], body.encode(), kind, kept)


def _address(response: Json) -> str:
    """Work out where a body belongs whose request was not recorded, from the symbol it carries."""
    body = response.get("bodyJson") or {}
    charts = (body.get("chart") or {}).get("result") or ()
    for one in charts:
        return f"/v8/finance/chart/{one['meta']['symbol']}"
    series = (body.get("timeseries") or {}).get("result") or ()
    for one in series:
        symbol = one["meta"]["symbol"][0]
        return f"/ws/fundamentals-timeseries/v1/finance/timeseries/{symbol}"
    return ""


def replay(recordings: Iterable[Recording]) -> Fault:
    """Make a hook for `YahooServer.recorded` (or `.fault`) out of recordings.

    Where several were made of one path, the one whose query is nearest wins, then the first by
    name. Quotes are put together symbol by symbol, after the cookie and the crumb were checked;
    searches go by their words.
    """
    recordings = [one for one in recordings if one.answer.status in _OF_A_SYMBOL]
    kept = sorted(recordings, key=lambda one: one.name)
    quotes = _quotes(kept)

    def answer(request: Request) -> Answer | None:
        if request.path == _QUOTE:
            return _quote_answer(request, quotes)
        path = unquote(request.path)
        near = [one for one in kept if one.path == path and _same_words(one, request)]
        if path.startswith("/v10/"):
            asked = set(request.query.get("modules", "").split(","))
            near = [one for one in near if asked & set(one.query.get("modules", "").split(","))]
        return max(near, key=lambda one: one.nearness(request)).answer if near else None

    return answer


def _same_words(one: Recording, request: Request) -> bool:
    return one.query.get("q", "").casefold() == request.query.get("q", "").casefold()


def _quotes(recordings: Iterable[Recording]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for one in recordings:
        if one.path == _QUOTE and one.answer.status == 200:
            results = one.answer.json()["quoteResponse"]["result"]
            found |= {quote["symbol"]: quote for quote in results if quote["symbol"] not in found}
    return found


def _quote_answer(request: Request, recorded: Mapping[str, Json]) -> Answer:
    answer = request.normally()
    if answer.status != 200:
        return answer
    envelope = answer.json()
    known = {one["symbol"]: one for one in envelope["quoteResponse"]["result"]} | dict(recorded)
    envelope["quoteResponse"]["result"] = [known[one] for one in request.symbols if one in known]
    return answer.with_json(envelope)

"""What came in and what goes out: the two values between the sockets and the answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer; the last four fields are ways in which it can go wrong on the wire.

    `cut_after` sends that many bytes of the body and hangs up; `wait` holds the answer back for
    some seconds; `drip` is the pause in seconds after each byte; `hang_up` closes without a word.
    """

    status: int
    body: bytes
    content_type: str = "application/json;charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    cut_after: int | None = None
    wait: float = 0.0
    drip: float = 0.0
    hang_up: bool = False

    def json(self) -> Json:
        """Parse the body; a fresh value each time, so it may be edited."""
        parsed: Json = json.loads(self.body)
        return parsed

    def with_json(self, value: object) -> Answer:
        """Give the same answer with another body."""
        return replace(self, body=json.dumps(value, separators=(",", ":")).encode())


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request; `normally` gives what the server would say were there no fault."""

    method: str
    host: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)
    proxied: bool = False
    normally: Callable[[], Answer] = field(
        default=lambda: failure(500, "finance", "Internal", "no server behind this request"),
        repr=False,
        compare=False,
    )

    @property
    def symbol(self) -> str:
        """Give the symbol that ends the path, as in /v8/finance/chart/AAPL."""
        return unquote(self.path.rsplit("/", 1)[1])

    @property
    def symbols(self) -> tuple[str, ...]:
        """Give every symbol that is asked for, in the query or in the path."""
        listed = self.query.get("symbols", "")
        return tuple(one for one in listed.split(",") if one) if listed else (self.symbol,)


Fault = Callable[[Request], Answer | None]


def reply(value: object, status: int = 200) -> Answer:
    """Answer with JSON."""
    return Answer(status, json.dumps(value, separators=(",", ":")).encode())


def text(words: str, status: int = 200, content_type: str = "text/plain; charset=utf-8") -> Answer:
    """Answer with plain text or HTML."""
    return Answer(status, words.encode(), content_type)


def failure(status: int, root: str, code: str, description: str) -> Answer:
    """Answer as Yahoo states an error: under the endpoint's own root key, or `finance`."""
    return reply(
        {root: {"result": None, "error": {"code": code, "description": description}}}, status
    )

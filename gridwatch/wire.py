"""The messages between window and collector: one JSON object a line, in both directions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

VERSION = 1
LONGEST_LINE = 1_000_000


class WireError(ValueError):
    """A line that is not one of our messages; it is logged and skipped."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The collector is up: the protocol it speaks, its process id and its feed."""

    version: int
    pid: int
    feed: str
    simulated: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a task stands; `done == total` ends it. `label` is a symbol or ""."""

    task: str  # quotes, history, shares
    done: int
    total: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """What was stored since the last such message: symbols, firing ids, companies with new targets."""

    quotes: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    firings: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Troubled:
    """A request failed; `next_try` is an ISO instant or ""."""

    kind: str
    symbols: tuple[str, ...]
    detail: str
    next_try: str = ""


@dataclass(frozen=True, slots=True)
class Rested:
    """A round is over: when it succeeded last and when the next one begins (ISO or "")."""

    last_success: str
    next_round: str


@dataclass(frozen=True, slots=True)
class Match:
    """One listing that a search found."""

    symbol: str
    name: str
    exchange: str
    kind: str
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Matches:
    """The answer to the search with this number; `trouble` is a kind or ""."""

    number: int
    matches: tuple[Match, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The collector can't run, and why: "locked", "feed" or "database"."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Refresh:
    """Fetch everything now."""


@dataclass(frozen=True, slots=True)
class Reread:
    """The user changed lists, companies, targets or settings: read them again."""


@dataclass(frozen=True, slots=True)
class Show:
    """What is on screen, so that it is fetched first."""

    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """Look for listings; a later number replaces an earlier one."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Stop:
    """Give up a task that runs."""

    task: str


Message = (
    Hello | Progress | Changed | Troubled | Rested | Matches | Refused
    | Refresh | Reread | Show | Search | Stop
)  # fmt: skip
KINDS: Mapping[str, type[Message]] = {
    each.__name__.lower(): each
    for each in (
        Hello, Progress, Changed, Troubled, Rested, Matches, Refused,
        Refresh, Reread, Show, Search, Stop,
    )
}  # fmt: skip


def encoded(message: Message) -> str:
    """Return one line of JSON, newline included."""
    body = {"kind": type(message).__name__.lower(), **asdict(message)}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n"


def decoded(line: str) -> Message:
    """Read a line; raises WireError for anything that is not one of our messages."""
    if len(line) > LONGEST_LINE:
        raise WireError(f"a line of {len(line)} characters")
    try:
        body = json.loads(line)
    except ValueError as error:
        raise WireError(f"not JSON: {line[:80]!r}") from error
    if not isinstance(body, dict) or body.get("kind") not in KINDS:
        raise WireError(f"not a message: {line[:80]!r}")
    kind = KINDS[body.pop("kind")]
    known = {each.name for each in fields(kind)}
    try:
        return kind(**{name: _frozen(value) for name, value in body.items() if name in known})
    except (TypeError, KeyError) as error:
        raise WireError(f"not a whole {kind.__name__}: {line[:80]!r}") from error


def _frozen(value: Any) -> Any:  # noqa: ANN401 - JSON is whatever it is
    """Turn lists into tuples, and the objects in a list of matches into Match."""
    if isinstance(value, list):
        return tuple(Match(**each) if isinstance(each, dict) else _frozen(each) for each in value)
    return value

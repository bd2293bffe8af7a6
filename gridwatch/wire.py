"""The messages between window and collector: one JSON object a line, in both directions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

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
    """What was stored since the last one: symbols, firing ids, companies with new targets.

    `deliveries`: ids of channels to which something was sent, or where that has failed.
    """

    quotes: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    firings: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    intraday: tuple[str, ...] = ()
    deliveries: tuple[int, ...] = ()


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
class ChannelTested:
    """The answer to TestChannel; `failure` is a code as in `gridwatch.domain.letter`, "" for ok."""

    channel: int
    ok: bool
    failure: str = ""


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
class Chart:
    """A listing whose bars within the day are on screen; `size` is one that is fetched ("5m")."""

    symbol: str
    size: str


@dataclass(frozen=True, slots=True)
class Show:
    """What is on screen, so that it is fetched first, and live; each one replaces the last."""

    symbols: tuple[str, ...]
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """Look for listings; a later number replaces an earlier one."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class TestChannel:
    """Send a test to a channel, by its id; one at a time for each channel."""

    channel: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Give up a task that runs."""

    task: str


Message = (
    Hello | Progress | Changed | Troubled | Rested | Matches | ChannelTested | Refused
    | Refresh | Reread | Show | Search | TestChannel | Stop
)  # fmt: skip
T = TypeVar("T", bound="Message | Match | Chart")
KINDS: Mapping[str, type[Message]] = {
    each.__name__.lower(): each
    for each in (
        Hello, Progress, Changed, Troubled, Rested, Matches, ChannelTested, Refused,
        Refresh, Reread, Show, Search, TestChannel, Stop,
    )
}  # fmt: skip


# What JSON gives for each type that a field declares. A bool is an int to isinstance, so types are
# compared.
_READ: Mapping[str, Callable[[object], object]] = {
    "int": lambda value: _plain(value, int),
    "str": lambda value: _plain(value, str),
    "bool": lambda value: _plain(value, bool),
    "tuple[int, ...]": lambda value: _several(value, lambda each: _plain(each, int)),
    "tuple[str, ...]": lambda value: _several(value, lambda each: _plain(each, str)),
    "tuple[Match, ...]": lambda value: _several(value, lambda each: _whole(Match, each)),
    "tuple[Chart, ...]": lambda value: _several(value, lambda each: _whole(Chart, each)),
}


def encoded(message: Message) -> str:
    """Return one line of JSON, newline included; ASCII, so that no half character can break it."""
    body = {"message": type(message).__name__.lower(), **asdict(message)}
    return json.dumps(body, separators=(",", ":")) + "\n"


def decoded(line: str) -> Message:
    """Read a line; raises WireError for anything that is not one of our messages.

    Fields that are not known here are passed over: another version may send them.
    """
    if len(line) > LONGEST_LINE:
        raise WireError(f"a line of {len(line)} characters")
    try:
        body = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise WireError(f"not JSON: {line[:80]!r}") from error
    name = body.get("message") if isinstance(body, dict) else None
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise WireError(f"not a message: {line[:80]!r}")
    try:
        return _whole(kind, body)
    except TypeError as error:
        raise WireError(f"not a whole {kind.__name__}: {line[:80]!r}") from error


def _whole(kind: type[T], body: object) -> T:
    """Make a message or a part of one; TypeError where a field is missing or of another type."""
    if not isinstance(body, dict):
        raise TypeError(f"{kind.__name__} from {type(body).__name__}")
    known = {each.name: str(each.type) for each in fields(kind)}
    content: dict[str, Any] = {
        name: _READ[declared](body[name]) for name, declared in known.items() if name in body
    }
    return kind(**content)


def _plain(value: object, kind: type) -> object:
    if type(value) is not kind:
        raise TypeError(f"{type(value).__name__} instead of {kind.__name__}")
    return value


def _several(value: object, read: Callable[[object], object]) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{type(value).__name__} instead of a list")
    return tuple(read(each) for each in value)

"""What can go wrong with a source, told so that the schedule and the user know what next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TroubleKind(StrEnum):
    """Whose trouble it is, and so how long to wait."""

    UNKNOWN = "unknown"  # the source does not know the symbol
    THROTTLED = "throttled"  # too many requests: pause, never push
    OFFLINE = "offline"  # no answer: the network, a proxy, a certificate, a time-out
    GARBLED = "garbled"  # an answer that is not what it should be
    REFUSED = "refused"  # 401, 403: the source wants a new cookie or does not want us


@dataclass(frozen=True, slots=True)
class Trouble:
    """One failure: `symbols` empty when it is not about particular symbols.

    `detail` is technical English for the log and the data page (status code, field), not for the
    main window.
    """

    kind: TroubleKind
    symbols: tuple[str, ...]
    detail: str
    next_try: datetime | None = None


# Kinds that are about the source or the way to it, whatever symbol was asked for.
HOST_WIDE = frozenset({TroubleKind.THROTTLED, TroubleKind.OFFLINE, TroubleKind.REFUSED})

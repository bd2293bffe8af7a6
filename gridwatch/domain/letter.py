"""A message to a channel, and the codes of what can go wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Letter:
    """What a channel is sent: a line, and the text under it."""

    title: str
    body: str


class Failure(StrEnum):
    """Why a letter was not delivered. An answer of a service is "status 500", with its number.

    Nothing else is ever stored or shown of a failure: what a service says may repeat the address.
    """

    NONE = ""
    ADDRESS = "address"  # no service is known for it, or a part is missing
    LOST = "lost"  # no address is kept for this channel
    KEYRING = "keyring"  # it does not answer, or stays locked
    OFFLINE = "offline"  # no connection
    REFUSED = "refused"  # the service said no without a number
    SLOW = "slow"  # no answer in time
    OFF = "off"  # the channel was switched off while it waited


def failure_of_status(status: int) -> str:
    """Return the code for an answer of a service."""
    return f"status {status}"


def status_of(failure: str) -> int | None:
    """Return the number in the code of a service's answer, None for any other failure."""
    word, _, number = failure.partition(" ")
    return int(number) if word == "status" and number.isdecimal() else None

"""What has to be sent to which channel: made with the firing, kept until it is sent or given up.

A delivery is noted as sent after the service has taken it. A collector that is killed between the
two sends it again: at least once, never lost.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from gridwatch.store.instants import instant_of, instant_text, maybe_instant


@dataclass(frozen=True, slots=True)
class Delivery:
    """One firing that waits for one channel; `tries` have failed so far."""

    firing_id: int
    channel_id: int
    tries: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How sending to one channel goes.

    `waiting`: how many firings are still to be sent, the next try at `next_try` (None: at once).
    `given_up`: how many never will be. `failure`: the code of the last failure,
    "" where nothing has failed since the last success.
    """

    channel_id: int
    waiting: int = 0
    given_up: int = 0
    next_try: datetime | None = None
    failure: str = ""
    sent_at: datetime | None = None


def add_deliveries(
    user: sqlite3.Connection, firing_id: int, rule_channels: tuple[int, ...] | None
) -> None:
    """Note that a firing is to be sent: to these channels, or to all (None), if they are on.

    Belongs into the transaction that logs the firing. A quiet firing is sent nowhere.
    """
    chosen = "" if rule_channels is None else f" AND channel.id IN ({_marks(rule_channels)})"
    user.execute(
        "INSERT OR IGNORE INTO delivery (firing_id, channel_id)"  # noqa: S608 - marks only
        " SELECT firing.id, channel.id FROM firing, channel"
        f" WHERE firing.id = ? AND firing.quiet = '' AND channel.enabled = 1{chosen}",
        (firing_id, *(rule_channels or ())),
    )


def due_deliveries(user: sqlite3.Connection, now: datetime) -> tuple[Delivery, ...]:
    """Return what is to be sent now, by channel, oldest firing first."""
    rows = user.execute(
        "SELECT firing_id, channel_id, tries FROM delivery"
        " WHERE state = 'due' AND (next_try IS NULL OR next_try <= ?)"
        " ORDER BY channel_id, firing_id",
        (instant_text(now),),
    )
    return tuple(Delivery(*row) for row in rows)


def next_try(user: sqlite3.Connection, now: datetime) -> datetime | None:
    """Return when the next of the deliveries is tried that are not due yet, None for never."""
    row = user.execute(
        "SELECT min(next_try) FROM delivery WHERE state = 'due' AND next_try > ?",
        (instant_text(now),),
    ).fetchone()
    return maybe_instant(row[0])


def note_sent(
    user: sqlite3.Connection, channel: int, firings: Sequence[int], now: datetime
) -> None:
    """Note what a channel has taken; what else waits for it is due at once, as it works again."""
    user.executemany(
        "UPDATE delivery SET state = 'sent', tries = tries + 1, next_try = NULL, done_at = ?,"
        " failure = '' WHERE firing_id = ? AND channel_id = ?",
        ((instant_text(now), each, channel) for each in firings),
    )
    user.execute(
        "UPDATE delivery SET next_try = NULL WHERE channel_id = ? AND state = 'due'", (channel,)
    )


def note_failure(
    user: sqlite3.Connection,
    delivery: Delivery,
    failure: str,
    again: datetime | None,
    now: datetime,
) -> None:
    """Note the code of a failure and when it is tried again; None gives the delivery up."""
    state, done = ("due", None) if again is not None else ("given_up", instant_text(now))
    user.execute(
        "UPDATE delivery SET state = ?, tries = tries + 1, next_try = ?, done_at = ?, failure = ?"
        " WHERE firing_id = ? AND channel_id = ? AND state = 'due'",
        (
            state,
            instant_text(again) if again is not None else None,
            done,
            failure,
            delivery.firing_id,
            delivery.channel_id,
        ),
    )


def give_up(user: sqlite3.Connection, channel: int, failure: str, now: datetime) -> None:
    """Give up all that waits for a channel."""
    user.execute(
        "UPDATE delivery SET state = 'given_up', next_try = NULL, done_at = ?, failure = ?"
        " WHERE channel_id = ? AND state = 'due'",
        (instant_text(now), failure, channel),
    )


def standings(user: sqlite3.Connection) -> dict[int, Standing]:
    """Return how sending to each channel goes that had anything to send, by id."""
    rows = user.execute(
        "SELECT channel_id, sum(state = 'due'), sum(state = 'given_up'), min(next_try),"
        " max(done_at) FILTER (WHERE state = 'sent') FROM delivery GROUP BY channel_id"
    )
    failures = dict(_failures(user))
    return {
        channel: Standing(
            channel,
            waiting,
            given_up,
            maybe_instant(again),
            failures.get(channel, ""),
            None if sent is None else instant_of(sent),
        )
        for channel, waiting, given_up, again, sent in rows
    }


def _failures(user: sqlite3.Connection) -> Iterable[tuple[int, str]]:
    """Return the last failure of each channel whose newest delivery has failed."""
    return user.execute(
        "SELECT channel_id, failure FROM delivery AS newest WHERE failure <> '' AND tries > 0"
        " AND firing_id = (SELECT max(firing_id) FROM delivery WHERE tries > 0"
        " AND channel_id = newest.channel_id)"
    )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))

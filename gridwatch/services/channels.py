"""Use cases of channels: add, switch, remove, and how sending to each one goes."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from gridwatch.domain.channel_address import kind_of
from gridwatch.domain.letter import Failure
from gridwatch.domain.problem import Problem
from gridwatch.services.secrets import Secrets
from gridwatch.store.database import one_reading, transaction
from gridwatch.store.user.channels import (
    Channel,
    add_channel,
    all_channels,
    channel_named,
    remove_channel,
    switch_channel,
)
from gridwatch.store.user.deliveries import Standing, give_up, standings

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A channel and how sending to it goes."""

    channel: Channel
    standing: Standing


def channel_views(user: sqlite3.Connection) -> tuple[ChannelView, ...]:
    """Return all channels, oldest first."""
    with one_reading(user):
        known = standings(user)
        return tuple(
            ChannelView(each, known.get(each.id, Standing(each.id))) for each in all_channels(user)
        )


def named(user: sqlite3.Connection, name: str) -> Channel:
    """Return the channel of this name; raises Problem "channel_unknown" where there is none."""
    found = channel_named(user, name.strip())
    if found is None:
        raise Problem("channel_unknown", "There is no channel “{name}”.", name=name.strip())
    return found


def add(
    user: sqlite3.Connection,
    secrets: Secrets,
    name: str,
    address: str,
    now: datetime,
    *,
    in_file: bool = False,
) -> Channel:
    """Add a channel, switched on, and keep its address; nothing is stored where that fails.

    Raises Problem for a name that is taken or missing, for what is no address, and where the
    address can't be kept.
    """
    name, address = name.strip(), address.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Problem("channel_unnamed", "A channel needs a name of at most 80 characters.")
    kind = kind_of(address)
    with transaction(user):
        if channel_named(user, name) is not None:
            raise Problem("channel_exists", "There is a channel “{name}” already.", name=name)
        channel = add_channel(user, name, kind, now)
    try:
        # Outside of the transaction: a keyring may wait for its password.
        secrets.keep(channel.id, address, in_file=in_file)
    except BaseException:
        with transaction(user):
            remove_channel(user, channel.id)
        raise
    return channel


def switch(user: sqlite3.Connection, channel: int, now: datetime, *, on: bool) -> None:
    """Switch a channel on or off; what waits for one that goes off is not sent any more."""
    with transaction(user):
        switch_channel(user, channel, on=on)
        if not on:
            give_up(user, channel, Failure.OFF, now)


def remove(user: sqlite3.Connection, secrets: Secrets, channel: int) -> None:
    """Delete a channel, what waits for it, and its address."""
    secrets.forget(channel)
    with transaction(user):
        remove_channel(user, channel)

"""Channels and what waits for them: made with the firing, kept until sent or given up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta

import pytest

from gridwatch.domain.alert.sight import Quiet
from gridwatch.store.user.channels import (
    add_channel,
    all_channels,
    channel_named,
    channel_with_id,
    remove_channel,
    switch_channel,
)
from gridwatch.store.user.deliveries import (
    Delivery,
    due_deliveries,
    give_up,
    next_try,
    note_failure,
    note_sent,
    standings,
)
from tests.in_memory import new_user
from tests.told import AT, channel, log

LATER = AT + timedelta(minutes=1)


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = new_user()
    yield connection
    connection.close()


def due(user: sqlite3.Connection) -> list[tuple[int, int]]:
    return [(each.channel_id, each.firing_id) for each in due_deliveries(user, AT)]


def test_a_channel_is_kept_and_its_id_never_used_again(user: sqlite3.Connection) -> None:
    made = add_channel(user, "phone", "ntfy", AT)
    assert all_channels(user) == (made,)
    assert channel_named(user, "phone") == channel_with_id(user, made.id) == made
    remove_channel(user, made.id)
    assert all_channels(user) == ()
    assert add_channel(user, "phone", "ntfy", AT).id > made.id
    with pytest.raises(sqlite3.IntegrityError):
        add_channel(user, "phone", "ntfy", AT)


def test_a_firing_goes_to_the_channels_of_its_rule_that_are_on(user: sqlite3.Connection) -> None:
    one, other, off = channel(user, "one"), channel(user, "other"), channel(user, "off")
    switch_channel(user, off, on=False)
    (everywhere,) = log(user)
    assert due(user) == [(one, everywhere), (other, everywhere)]
    note_sent(user, one, [everywhere], AT)
    note_sent(user, other, [everywhere], AT)
    user.execute("DELETE FROM firing")
    (chosen,) = log(user, channels=(other, off))
    assert due(user) == [(other, chosen)]


@pytest.mark.parametrize("quiet", [each for each in Quiet if each])
def test_a_quiet_firing_and_one_for_no_channel_are_sent_nowhere(
    user: sqlite3.Connection, quiet: Quiet
) -> None:
    channel(user)
    log(user, quiet=quiet)
    user.execute("DELETE FROM firing")
    log(user, channels=())
    assert due(user) == []


def test_a_failure_waits_for_its_next_try(user: sqlite3.Connection) -> None:
    number, (firing,) = channel(user), log(user)
    note_failure(user, Delivery(firing, number, 0), "status 500", LATER, AT)
    assert due(user) == []
    assert next_try(user, AT) == LATER
    assert next_try(user, LATER) is None
    assert due_deliveries(user, LATER) == (Delivery(firing, number, 1),)
    standing = standings(user)[number]
    assert (standing.waiting, standing.failure) == (1, "status 500")
    assert standing.next_try == LATER


def test_a_success_makes_what_waits_due_at_once(user: sqlite3.Connection) -> None:
    number, (first, second) = channel(user), log(user, 2)
    note_failure(user, Delivery(first, number, 0), "offline", LATER, AT)
    note_sent(user, number, [second], AT)
    assert due(user) == [(number, first)]
    standing = standings(user)[number]
    assert (standing.waiting, standing.failure, standing.sent_at) == (1, "", AT)


def test_what_is_given_up_is_recorded(user: sqlite3.Connection) -> None:
    number, (first, second) = channel(user), log(user, 2)
    note_failure(user, Delivery(first, number, 28), "status 404", None, AT)
    give_up(user, number, "off", AT)
    assert due_deliveries(user, LATER + timedelta(days=9)) == ()
    assert standings(user)[number].given_up == 2
    rows = user.execute("SELECT firing_id, state, failure FROM delivery ORDER BY firing_id")
    assert rows.fetchall() == [(first, "given_up", "status 404"), (second, "given_up", "off")]


def test_a_removed_channel_takes_its_deliveries_along(user: sqlite3.Connection) -> None:
    number = channel(user)
    log(user)
    remove_channel(user, number)
    assert due(user) == []
    assert standings(user) == {}

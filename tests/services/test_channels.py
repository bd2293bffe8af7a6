"""Use cases of channels: all of one or nothing of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from gridwatch.domain.problem import Problem
from gridwatch.places import Profile
from gridwatch.services import channels
from gridwatch.services.secrets import Secrets
from tests.in_memory import new_user
from tests.told import AT, log

ADDRESS = "ntfys://ntfy.sh/topsecrettoken"


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = new_user()
    yield connection
    connection.close()


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    return Secrets(Profile(tmp_path))


def added(user: sqlite3.Connection, secrets: Secrets, name: str = "phone") -> int:
    return channels.add(user, secrets, name, ADDRESS, AT, in_file=True).id


def test_a_channel_comes_with_its_address_and_goes_with_it(
    user: sqlite3.Connection, secrets: Secrets
) -> None:
    number = added(user, secrets, "  phone ")
    (view,) = channels.channel_views(user)
    assert (view.channel.name, view.channel.kind, view.channel.enabled) == ("phone", "ntfy", True)
    assert secrets.find(number) == ADDRESS
    assert channels.named(user, " phone").id == number
    channels.remove(user, secrets, number)
    assert channels.channel_views(user) == ()
    assert secrets.find(number) is None


@pytest.mark.parametrize(
    ("name", "address", "code"),
    [
        ("", ADDRESS, "channel_unnamed"),
        ("x" * 81, ADDRESS, "channel_unnamed"),
        ("phone", ADDRESS, "channel_exists"),
        ("new", "topsecrettoken", "channel_address"),
    ],
)
def test_what_can_not_be_is_refused(
    user: sqlite3.Connection, secrets: Secrets, name: str, address: str, code: str
) -> None:
    added(user, secrets)
    with pytest.raises(Problem) as raised:
        channels.add(user, secrets, name, address, AT, in_file=True)
    assert raised.value.code == code
    assert "topsecrettoken" not in str(raised.value)
    assert len(channels.channel_views(user)) == 1


def test_an_address_that_can_not_be_kept_leaves_no_channel(
    user: sqlite3.Connection, tmp_path: Path
) -> None:
    with pytest.raises(Problem):
        added(user, Secrets(Profile(tmp_path / "nowhere")))
    assert channels.channel_views(user) == ()


def test_switching_off_gives_up_what_waits(user: sqlite3.Connection, secrets: Secrets) -> None:
    number = added(user, secrets)
    log(user, 2)
    channels.switch(user, number, AT, on=False)
    (view,) = channels.channel_views(user)
    assert not view.channel.enabled
    assert (view.standing.waiting, view.standing.given_up) == (0, 2)
    channels.switch(user, number, AT, on=True)
    assert channels.channel_views(user)[0].channel.enabled


def test_an_unknown_name_is_said(user: sqlite3.Connection) -> None:
    with pytest.raises(Problem) as raised:
        channels.named(user, "nobody")
    assert raised.value.code == "channel_unknown"

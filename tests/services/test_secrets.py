"""Addresses of channels are in the keyring, or in a file that only their owner can read."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from gridwatch.domain.problem import Problem
from gridwatch.places import Profile
from gridwatch.services.secrets import SERVICE, Secrets, has_keyring

ADDRESS = "ntfys://ntfy.sh/topsecrettoken"


class MemoryKeyring(KeyringBackend):
    """A keyring that keeps everything in memory, and can be locked."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # it has no annotations
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def _open(self) -> None:
        if self.locked:
            raise KeyringLocked(f"locked, while {ADDRESS} was asked for")

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    before, made = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def no_ring() -> Iterator[None]:
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call]  # it has no annotations
    yield
    keyring.set_keyring(before)


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    return Secrets(Profile(tmp_path))


def test_an_address_is_kept_in_the_keyring(ring: MemoryKeyring, secrets: Secrets) -> None:
    secrets.keep(3, ADDRESS)
    assert ring.kept == {(SERVICE, f"channel 3 of {secrets.profile.root}"): ADDRESS}
    assert secrets.find(3) == ADDRESS
    assert secrets.find(4) is None
    assert not secrets.profile.channel_secrets.exists()
    secrets.forget(3)
    secrets.forget(4)
    assert ring.kept == {}


def test_two_profiles_do_not_share(ring: MemoryKeyring, tmp_path: Path) -> None:
    one, other = Secrets(Profile(tmp_path / "李明")), Secrets(Profile(tmp_path / "b"))
    one.keep(1, ADDRESS)
    assert other.find(1) is None
    assert one.find(1) == ADDRESS


def test_without_a_keyring_it_is_said_and_nothing_written(no_ring: None, secrets: Secrets) -> None:
    assert not has_keyring()
    with pytest.raises(Problem) as raised:
        secrets.keep(1, ADDRESS)
    assert raised.value.code == "keyring_missing"
    assert not secrets.profile.channel_secrets.exists()
    assert secrets.find(1) is None


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_the_file_is_its_owners_alone(no_ring: None, secrets: Secrets) -> None:
    before = os.umask(0)
    try:
        secrets.keep(1, ADDRESS, in_file=True)
        secrets.keep(2, "x://李明", in_file=True)
    finally:
        os.umask(before)
    place = secrets.profile.channel_secrets
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert (secrets.find(1), secrets.find(2)) == (ADDRESS, "x://李明")
    secrets.forget(1)
    assert (secrets.find(1), secrets.find(2)) == (None, "x://李明")
    secrets.forget(2)
    assert list(place.parent.iterdir()) == []


def test_a_locked_keyring_is_a_problem_that_does_not_tell(
    ring: MemoryKeyring, secrets: Secrets, caplog: pytest.LogCaptureFixture
) -> None:
    secrets.keep(1, ADDRESS)
    ring.locked = True
    asks: tuple[Callable[[], object], ...] = (
        lambda: secrets.keep(2, ADDRESS),
        lambda: secrets.find(1),
    )
    for ask in asks:
        with pytest.raises(Problem) as raised:
            ask()
        assert raised.value.code == "keyring_failed"
        assert "topsecrettoken" not in str(raised.value)
        assert raised.value.__cause__ is None
    secrets.forget(1)
    assert "topsecrettoken" not in caplog.text


def test_a_damaged_file_is_left_as_it_is(no_ring: None, secrets: Secrets) -> None:
    place = secrets.profile.channel_secrets
    asks: tuple[Callable[[], object], ...] = (
        lambda: secrets.keep(1, ADDRESS, in_file=True),
        lambda: secrets.find(1),
    )
    for content in (b'{"1": "x', b"[1]", b"\xff"):
        place.write_bytes(content)
        for ask in asks:
            with pytest.raises(Problem) as raised:
                ask()
            assert raised.value.code == "secrets_unreadable"
        assert place.read_bytes() == content


def test_a_folder_that_can_not_be_written_is_a_problem(no_ring: None, tmp_path: Path) -> None:
    secrets = Secrets(Profile(tmp_path / "gone"))
    with pytest.raises(Problem) as raised:
        secrets.keep(1, ADDRESS, in_file=True)
    assert raised.value.code == "secrets_unwritable"
    assert "topsecrettoken" not in str(raised.value)

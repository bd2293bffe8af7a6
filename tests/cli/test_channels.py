"""The commands `channel` and `autostart`, as a shell calls them.

What has to be tried in a process of its own is; the rest runs in this one.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import keyring.core
import pytest
from keyring.backends.fail import Keyring

from tests.cli.running import ROOT, Done, command, here, surroundings
from tests.webhook import SECRET, Webhook, webhook

EXTRA = {"NO_PROXY": "127.0.0.1", "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with webhook() as server:
        yield server


def no_keyring() -> Keyring:
    """Return the keyring of a system without one."""
    return Keyring()  # type: ignore[no-untyped-call]  # it has no annotations


class Shell:
    """Runs commands on one profile, and sees to it that none tells the address."""

    def __init__(self, profile: Path, config: Path, log: pytest.LogCaptureFixture) -> None:
        """Take the folder of the profile, that of the desktop's settings, and what is logged."""
        self._profile = profile
        self._extra = {**EXTRA, "XDG_CONFIG_HOME": str(config)}
        self._log = log

    def __call__(self, *words: str, typed: str = "") -> Done:
        """Run a command in this process that is typed something."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self._extra.items():
                patch.setenv(name, value)
            patch.setattr(keyring.core, "_keyring_backend", no_keyring())
            done = here(*words, "--profile", self._profile, typed=typed)
        assert SECRET not in done.out + done.err + self._log.text
        return done

    def anew(self, *words: str, typed: str = "") -> Done:
        """Run a command in a process of its own that is typed something."""
        done = subprocess.run(
            command(*words, "--profile", str(self._profile)),
            cwd=ROOT,
            env=surroundings(self._extra),
            capture_output=True,
            encoding="utf-8",
            input=typed,
            timeout=60,
            check=False,
        )
        assert SECRET not in done.stdout + done.stderr
        return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def shell(profile: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Shell:
    return Shell(profile, tmp_path / "config", caplog)


def test_there_is_no_channel_until_one_is_added(shell: Shell) -> None:
    assert shell("channel", "--json").document == {"channels": []}
    assert "There is no channel" in shell("channel", "list").out


def test_a_channel_is_added_from_standard_input_tested_switched_and_removed(
    shell: Shell, hook: Webhook, profile: Path
) -> None:
    added = shell.anew("channel", "add", "My hook", "-", "--in-file", "--json", typed=hook.address)
    assert added.code == 0, added.err
    assert added.document == {
        "name": "My hook",
        "service": "webhook",
        "on": True,
        "waiting": 0,
        "given_up": 0,
        "next_try": None,
        "sent_at": None,
        "failure": None,
    }
    assert json.loads((profile / "channels.json").read_text()) == {"1": hook.address}
    tested = shell.anew("channel", "test", "My hook", "--json")
    assert (tested.code, tested.document["ok"]) == (0, True)
    assert hook.got[0]["title"] == "GridWatch: This is a test"
    hook.status = 403
    refused = shell.anew("channel", "test", "My hook", "--language", "en")
    assert refused.code == 1
    assert "refused the password or token (403)" in refused.out
    assert shell("channel", "off", "My hook", "--json").document["on"] is False
    assert "off" in shell("channel").out
    assert shell("channel", "on", "My hook", "--json").document["on"] is True
    assert shell("channel", "rm", "My hook").code == 0
    assert not (profile / "channels.json").exists()
    assert shell("channel", "--json").document == {"channels": []}


@pytest.mark.parametrize(
    ("words", "typed", "code", "says"),
    [
        (("add", "x", f"bogus://{SECRET}", "--in-file"), "", 1, "No service is known"),
        (("add", "x", "-", "--in-file"), SECRET, 1, "This is no address"),
        (("add", "x", "-", "--in-file"), "", 1, "This is no address"),
        (("add", "x", f"json://h/{SECRET}"), "", 1, "--in-file"),
        (("add", "x", f"json://h/{SECRET}", "more"), "", 2, "takes a name"),
        (("add",), "", 2, "takes a name"),
        (("test", "nobody"), "", 1, "There is no channel “nobody”"),
        (("rm", "nobody"), "", 1, "There is no channel “nobody”"),
    ],
)
def test_what_goes_wrong_is_said_without_the_address(
    shell: Shell, profile: Path, words: tuple[str, ...], typed: str, code: int, says: str
) -> None:
    done = shell("channel", *words, typed=typed)
    assert done.code == code
    assert says in done.err
    assert not (profile / "channels.json").exists()
    assert shell("channel", "--json").document == {"channels": []}


def test_it_is_started_at_login(shell: Shell, tmp_path: Path) -> None:
    assert shell("autostart", "--json").document["on"] is False
    on = shell.anew("autostart", "on", "--json").document
    assert (on["on"], on["current"]) == (True, True)
    assert Path(on["place"]).parent == tmp_path / "config" / "autostart"
    assert "from login on" in shell("autostart", "status").out
    assert shell("autostart", "off", "--json").document["on"] is False

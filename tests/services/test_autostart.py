"""What is started at login, for all three systems: quoted so that any path survives."""

from __future__ import annotations

import plistlib
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.places import Profile
from gridwatch.services import autostart
from gridwatch.services.autostart import (
    RegistryEntry,
    autostart_command,
    autostart_of,
    desktop_entry,
    entry_name,
    exec_word,
    launch_agent,
    run_value,
    windowless,
)

WORDS = [
    "/opt/Grid Watch/python", "-m", "gridwatch", "/home/李明/a b", 'say "hi"', "100%", "$HOME",
    "a`b`", "back\\slash", "", "semi;colon", "it's",
]  # fmt: skip


def exec_read(line: str) -> list[str]:
    """Read the key Exec as the specification says: string escapes, then quoting, then %%."""
    text = line.replace("\\\\", "\0").replace("\\n", "\n").replace("\\t", "\t").replace("\0", "\\")
    words, rest = [], text
    while rest := rest.lstrip(" "):
        if not rest.startswith('"'):
            word, _, rest = rest.partition(" ")
        else:
            word, at = "", 1
            while rest[at] != '"':
                at += rest[at] == "\\"
                word += rest[at]
                at += 1
            rest = rest[at + 1 :]
        words.append(word.replace("%%", "%"))
    return words


def exec_of(entry: str) -> str:
    (line,) = [each for each in entry.splitlines() if each.startswith("Exec=")]
    return line.removeprefix("Exec=")


def test_every_word_survives_a_desktop_file() -> None:
    entry = desktop_entry(WORDS)
    assert exec_read(exec_of(entry)) == WORDS
    assert entry.startswith("[Desktop Entry]\nType=Application\n")
    assert "Terminal=false" in entry


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_any_word_survives_a_desktop_file(word: str) -> None:
    assert exec_read(exec_word(word)) == [word]
    assert "\n" not in exec_word(word)


def test_plain_words_are_left_plain() -> None:
    assert exec_word("/usr/bin/gridwatch") == "/usr/bin/gridwatch"
    assert exec_word("/home/李明") == "/home/李明"
    assert shlex.split(exec_word("/a b")) == ["/a b"]


def test_every_word_survives_a_property_list() -> None:
    read = plistlib.loads(launch_agent("org.gridwatch.gridwatch", WORDS))
    assert read["ProgramArguments"] == WORDS
    assert read["RunAtLoad"] is True
    assert "KeepAlive" not in read


def test_windows_gets_a_line_that_it_takes_apart_again() -> None:
    line = run_value(["C:\\Users\\李 明\\pythonw.exe", "-m", "gridwatch", "--profile", "D:\\a b\\"])
    assert line == '"C:\\Users\\李 明\\pythonw.exe" -m gridwatch --profile "D:\\a b\\\\"'
    assert windowless("C:\\a b\\python.exe") == "C:\\a b\\pythonw.exe"
    assert windowless("C:\\GridWatch\\gridwatch.exe") == "C:\\GridWatch\\gridwatch.exe"


def test_it_is_switched_on_and_off_on_linux(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "conf 李明"))
    entry = autostart_of(Profile(tmp_path / "my profile"), "linux")
    assert not entry.is_on()
    entry.switch(on=True)
    assert (entry.is_on(), entry.is_current()) == (True, True)
    place = Path(entry.place)
    assert place.parent == tmp_path / "conf 李明" / "autostart"
    words = exec_read(exec_of(place.read_text("utf-8")))
    assert words[-4:] == ["collect", "--background", "--profile", str(tmp_path / "my profile")]
    place.write_text("[Desktop Entry]\nExec=/old/place\n")
    assert (entry.is_on(), entry.is_current()) == (True, False)
    entry.switch(on=False)
    entry.switch(on=False)
    assert not entry.is_on()


@pytest.mark.skipif(sys.platform == "win32", reason="starts a program of POSIX")
def test_the_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    command = autostart_command(Profile(tmp_path / "a b"))
    helped = [*command[: command.index("collect")], "collect", "--help"]
    done = subprocess.run(helped, capture_output=True, encoding="utf-8", check=True)
    assert "--background" in done.stdout


def test_each_profile_has_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autostart, "_platform_root", lambda: tmp_path / "own")
    assert entry_name(Profile(tmp_path / "own")) == "GridWatch"
    names = {entry_name(Profile(tmp_path / each)) for each in ("a", "b", "own/demo")}
    assert len(names) == 3
    assert all(each.startswith("GridWatch-") for each in names)
    demo = Profile(tmp_path / "a" / "demo", simulated=True)
    assert autostart_command(demo)[-3:] == ("--profile", str(tmp_path / "a"), "--demo")


def test_the_places_are_those_of_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autostart, "_platform_root", lambda: tmp_path)
    monkeypatch.delenv("XDG_CONFIG_HOME")
    own = Profile(tmp_path)
    home = tmp_path / "home"
    assert autostart_of(own, "linux", home).place == str(
        home / ".config" / "autostart" / "gridwatch.desktop"
    )
    assert autostart_of(own, "darwin", home).place == str(
        home / "Library" / "LaunchAgents" / "org.gridwatch.gridwatch.plist"
    )
    windows = autostart_of(own, "win32", home)
    assert windows.entry == RegistryEntry("GridWatch")
    assert windows.content.decode().endswith(f"--profile {tmp_path}")


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_a_folder_that_is_none_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "autostart").write_text("a file")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(Problem) as raised:
        autostart_of(Profile(tmp_path), "linux").switch(on=True)
    assert raised.value.code == "autostart_failed"

"""Starts GridWatch at login, the way each system has for it: one entry for each profile.

    Linux    ~/.config/autostart/gridwatch.desktop (or in XDG_CONFIG_HOME)
    macOS    ~/Library/LaunchAgents/org.gridwatch.gridwatch.plist
    Windows  the value GridWatch of the key Run of the current user

A profile elsewhere than in the platform's own place has a few digits of its path in the name. What
is written is made by functions that need none of these systems.
"""

from __future__ import annotations

import hashlib
import os
import plistlib
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Protocol

from gridwatch.domain.problem import Fault, Problem
from gridwatch.places import Profile, own_command
from gridwatch.services.whole_file import whole_file

RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
# In the value of the key Exec these stand behind a backslash, inside double quotes.
_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
_ESCAPED = frozenset('"`$\\')


class Entry(Protocol):
    """Where a system keeps one command that it starts at login."""

    @property
    def place(self) -> str:
        """Return where that is, for the user to look."""

    def read(self) -> bytes | None:
        """Return what is there, None where nothing is."""

    def write(self, content: bytes) -> None:
        """Put it there; raises OSError."""

    def remove(self) -> None:
        """Take it away, where it is; raises OSError."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file in a folder that the system looks into."""

    path: Path

    @property
    def place(self) -> str:
        """Return the path."""
        return str(self.path)

    def read(self) -> bytes | None:
        """Return the file."""
        return self.path.read_bytes() if self.path.exists() else None

    def write(self, content: bytes) -> None:
        """Write the file whole, its folder where there is none yet."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(self.path) as unfinished:
            unfinished.write_bytes(content)

    def remove(self) -> None:
        """Delete the file."""
        self.path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """A value of the registry of Windows."""

    # The ignores: what mypy knows of winreg is empty on other systems, and whole on Windows.
    name: str

    @property
    def place(self) -> str:
        """Return the key and the value's name."""
        return f"HKCU\\{RUN_KEY}\\{self.name}"

    def read(self) -> bytes | None:
        """Return the value as UTF-8."""
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:  # type: ignore[attr-defined,unused-ignore]
                return str(winreg.QueryValueEx(key, self.name)[0]).encode()  # type: ignore[attr-defined,unused-ignore]
        except FileNotFoundError:
            return None

    def write(self, content: bytes) -> None:
        """Set the value."""
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:  # type: ignore[attr-defined,unused-ignore]
            winreg.SetValueEx(key, self.name, 0, winreg.REG_SZ, content.decode())  # type: ignore[attr-defined,unused-ignore]

    def remove(self) -> None:
        """Delete the value."""
        import winreg

        access = winreg.KEY_SET_VALUE  # type: ignore[attr-defined,unused-ignore]
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY, 0, access) as key:  # type: ignore[attr-defined,unused-ignore]
                winreg.DeleteValue(key, self.name)  # type: ignore[attr-defined,unused-ignore]
        except FileNotFoundError:
            return


@dataclass(frozen=True, slots=True)
class Autostart:
    """What is started at login for a profile, and where that is kept."""

    entry: Entry
    content: bytes

    @property
    def place(self) -> str:
        """Return where the system keeps it."""
        return self.entry.place

    def is_on(self) -> bool:
        """Tell whether something is started for the profile."""
        return self.entry.read() is not None

    def is_current(self) -> bool:
        """Tell whether it is this program where it is now: it may have been moved."""
        return self.entry.read() == self.content

    def switch(self, *, on: bool) -> None:
        """Switch it on or off; raises Problem "autostart_failed"."""
        try:
            if on:
                self.entry.write(self.content)
            else:
                self.entry.remove()
        except OSError as error:
            raise Problem(
                "autostart_failed",
                "{place} can't be changed ({reason}). Check its permissions.",
                fault=Fault.MACHINE,
                place=self.place,
                reason=error.strerror or str(error),
            ) from error


def autostart_of(
    profile: Profile, system: str = sys.platform, home: Path | None = None
) -> Autostart:
    """Return the entry of a profile on this system; `home` is for tests."""
    home = home or Path.home()
    name, command = entry_name(profile), autostart_command(profile, system)
    if system == "win32":
        return Autostart(RegistryEntry(name), run_value(command).encode())
    if system == "darwin":
        label = f"org.gridwatch.{name.lower()}"
        place = home / "Library" / "LaunchAgents" / f"{label}.plist"
        return Autostart(FileEntry(place), launch_agent(label, command))
    config = os.environ.get("XDG_CONFIG_HOME", "")
    folder = Path(config) if Path(config).is_absolute() else home / ".config"
    place = folder / "autostart" / f"{name.lower()}.desktop"
    return Autostart(FileEntry(place), desktop_entry(command).encode())


def entry_name(profile: Profile) -> str:
    """Return the name of a profile's entry: GridWatch, with some digits for another profile."""
    own = Profile(_platform_root(), simulated=False)
    if profile == own:
        return "GridWatch"
    return f"GridWatch-{hashlib.sha256(str(profile.root).encode()).hexdigest()[:8]}"


def _platform_root() -> Path:
    from platformdirs import user_data_path

    return user_data_path("GridWatch", appauthor=False).absolute()


def autostart_command(profile: Profile, system: str = sys.platform) -> tuple[str, ...]:
    """Return the command that watches a profile in the background, with every path in full."""
    root = profile.root.parent if profile.simulated else profile.root
    demo = ("--demo",) if profile.simulated else ()
    program, *rest = own_command("collect", "--background", "--profile", str(root), *demo)
    if system == "win32":
        program = windowless(program)
    return (program, *rest)


def windowless(program: str) -> str:
    """Return the Python of Windows that opens no console, for the one that does."""
    path = PureWindowsPath(program)
    return str(path.with_name("pythonw.exe")) if path.name.lower() == "python.exe" else program


def desktop_entry(command: Sequence[str]) -> str:
    """Return a file of the freedesktop.org autostart specification."""
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Version=1.0\n"
        "Name=GridWatch\n"
        "Comment=Watches market caps and sends alerts\n"
        f"Exec={' '.join(map(exec_word, command))}\n"
        "Icon=gridwatch\n"
        "Terminal=false\n"
        "X-GNOME-Autostart-enabled=true\n"
    )


def exec_word(word: str) -> str:
    """Quote one argument for the key Exec.

    Twice: for the key itself, and as every string of such a file, where a backslash is doubled
    (https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html).
    """
    text = word.replace("%", "%%")
    if not word or _RESERVED & set(word):
        text = '"' + "".join(f"\\{each}" if each in _ESCAPED else each for each in text) + '"'
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def launch_agent(label: str, command: Sequence[str]) -> bytes:
    """Return a property list for launchd, which starts it at login and not again when it ends."""
    return plistlib.dumps(
        {
            "Label": label,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Background",
        }
    )


def run_value(command: Sequence[str]) -> str:
    """Return a command line as Windows takes it apart again."""
    return subprocess.list2cmdline(command)

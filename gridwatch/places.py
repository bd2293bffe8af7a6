"""Where things live: the files of a profile, and the resources that ship with the program."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = "GRIDWATCH_PROFILE"


@dataclass(frozen=True, slots=True)
class Profile:
    """All files of one profile, under one folder; `simulated` ones never hold real data."""

    root: Path
    simulated: bool = False

    @property
    def user_db(self) -> Path:
        """Return the file with what the user made."""
        return self.root / "user.db"

    @property
    def market_db(self) -> Path:
        """Return the file with what can be fetched again."""
        return self.root / "market.db"

    @property
    def layout(self) -> Path:
        """Return the file with window geometry and other things the app remembers."""
        return self.root / "layout.ini"

    @property
    def logs(self) -> Path:
        """Return the folder of the log files."""
        return self.root / "logs"

    @property
    def source_cache(self) -> Path:
        """Return the private folder for the source's cookies and zones."""
        return self.root / "yfinance"

    @property
    def window_lock(self) -> Path:
        """Return the lock that makes one window per profile."""
        return self.root / "window.lock"

    @property
    def collector_lock(self) -> Path:
        """Return the lock that makes one collector per profile."""
        return self.root / "collector.lock"

    @property
    def background_lock(self) -> Path:
        """Return the lock that makes one collector in the background per profile."""
        return self.root / "background.lock"

    @property
    def turn_lock(self) -> Path:
        """Return the lock of a window's collector, to which the one in the background gives way."""
        return self.root / "turn.lock"

    @property
    def channel_secrets(self) -> Path:
        """Return the file with the addresses of channels, where the user wants it in a file."""
        return self.root / "channels.json"

    @property
    def snapshots(self) -> Path:
        """Return the folder for pictures of the window that nobody named a place for."""
        return self.root / "snapshots"


def find_profile(chosen: Path | None, *, demo: bool) -> Profile:
    """Return the profile to use: the chosen folder, `GRIDWATCH_PROFILE`, or the platform's own.

    A demo lives in the folder `demo` inside any of them, so that nothing simulated can end up
    beside real data.
    """
    root = chosen or _from_environment() or _platform_root()
    root = root.expanduser().absolute()
    return Profile(root / "demo", simulated=True) if demo else Profile(root)


def _from_environment() -> Path | None:
    text = os.environ.get(ENVIRONMENT, "").strip()
    return Path(text) if text else None


def _platform_root() -> Path:
    from platformdirs import user_data_path

    return user_data_path("GridWatch", appauthor=False)


def resources() -> Path:
    """Return the folder of the bundled resources: inside the package, else beside a checkout."""
    package = Path(__file__).resolve().parent
    bundled = package / "resources"
    return bundled if bundled.is_dir() else package.parent / "resources"


def own_command(*arguments: str) -> list[str]:
    """Return the command line that starts this same program with `arguments`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    # -X utf8: pipes carry UTF-8 whatever the locale; -u is not needed, lines are flushed.
    return [sys.executable, "-X", "utf8", "-m", "gridwatch", *arguments]


def has_display() -> bool:
    """Tell whether a window can be shown: Qt would abort the process where none can.

    Windows and macOS always have one. Elsewhere the X11 or Wayland socket that the environment
    names is tried, which takes well under a millisecond on the own machine; a platform of Qt that
    the user chose and that needs neither (offscreen, vnc) is trusted.
    """
    if sys.platform in {"win32", "darwin"}:
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0].split(";")[0]
    wayland, x11 = os.environ.get("WAYLAND_DISPLAY", ""), os.environ.get("DISPLAY", "")
    if chosen and not chosen.startswith(("xcb", "wayland")):
        return True
    if wayland and not chosen.startswith("xcb") and _answers(_wayland_socket(wayland)):
        return True
    return bool(x11) and not chosen.startswith("wayland") and _x11_answers(x11)


def _wayland_socket(name: str) -> str:
    # A name that is a path already stays one.
    return str(Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name)


def _x11_answers(display: str) -> bool:
    """Try the server of a display like ":0", "unix:0.0", "machine:10.0" or "/path/to/socket:0"."""
    host, _, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not number.isdigit():
        return False
    if host.startswith("/"):
        return _answers(host) or _answers(display)
    if host in {"", "unix"}:
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where every X server listens
        return _answers(f"\0{path}") or _answers(path)
    return _answers((host.strip("[]"), 6000 + int(number)))


def _answers(address: str | tuple[str, int]) -> bool:
    """Tell whether somebody listens on a local socket, or on a port within two seconds."""
    import socket

    try:
        if isinstance(address, tuple):
            socket.create_connection(address, timeout=2).close()
            return True
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(2)
            probe.connect(address)
    except (OSError, ValueError, OverflowError):
        return False
    return True

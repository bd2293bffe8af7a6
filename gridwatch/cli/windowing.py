"""What the doctor says of the window's side: the display, Qt's libraries, the window's lock."""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from gridwatch.places import has_display

# Loaded by Qt when the window opens; one that lacks a library ends the process without a word.
_PLUGINS = {"xcb": "libqxcb.so", "offscreen": "libqoffscreen.so", "wayland": "libqwayland.so"}


@dataclass(frozen=True, slots=True)
class Display:
    """Whether a window can be shown, whether Qt can be loaded, and what it lacks."""

    available: bool
    qt: bool
    detail: str


def look_at_display() -> Display:
    """Load what a window would load, without opening one."""
    available = has_display()
    try:
        from PySide6 import QtWidgets  # noqa: F401 - what lacks a library says so when loaded
        from PySide6.QtCore import QLibraryInfo, qVersion
    except ImportError as error:
        return Display(available, qt=False, detail=str(error))
    plugins = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    lacking = _lacking(Path(plugins) / "platforms", _platform(available=available))
    return Display(available, qt=not lacking, detail=lacking or f"Qt {qVersion()}")


def _platform(*, available: bool) -> str:
    """Return the platform that Qt would take on Linux."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen:
        return chosen
    if not available:
        return "offscreen"
    return "xcb" if os.environ.get("DISPLAY") else "wayland"


def _lacking(folder: Path, name: str) -> str:
    """Return which library a platform plugin lacks, "" where it has all."""
    plugin = folder / _PLUGINS.get(name, "")
    if not sys.platform.startswith("linux") or not plugin.is_file():
        return ""
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return str(error)
    return ""


def window_lock_held(path: Path) -> bool:
    """Tell whether a window has the profile; what a dead process has left does not count."""
    if not path.exists():
        return False
    try:
        from PySide6.QtCore import QLockFile
    except ImportError:
        return True
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)  # only a dead process makes it stale, not its age
    if not lock.tryLock(0):
        return True
    lock.unlock()
    return False

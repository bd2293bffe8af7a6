"""Bring a Linux machine to where Qt can start: install as root, else say the line to type."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from setup.libraries import (
    Library,
    blocking,
    install_line,
    listed_chinese_fonts,
    missing_fonts,
    missing_libraries,
    packages_of,
)
from setup.problem import SetUpProblem

if TYPE_CHECKING:
    from collections.abc import Callable


def complete_system(say: Callable[[str], None]) -> None:
    """Install every library and font that is missing, or say what to type, and go on.

    Raises SetUpProblem where Qt would abort without one of them.
    """
    missing = _missing()
    if missing and may_install():
        apt_get(packages_of(missing), say)
        missing = _missing()
    if missing:
        for need in dict.fromkeys(library.need for library in missing):
            say(f"Something is missing on this system: {need}.")
        say(f"To mend it:  {install_line(missing, shutil.which)}")
    refuse_where_qt_aborts()


def refuse_where_qt_aborts() -> None:
    """Check in some milliseconds that Qt can start here; raises SetUpProblem with what to type."""
    if not sys.platform.startswith("linux"):
        return
    stopping = blocking(missing_libraries(ctypes.CDLL), os.environ)
    if stopping:
        names = ", ".join(library.soname for library in stopping)
        raise SetUpProblem(
            f"{stopping[0].need} on this system: {names} missing.\n"
            f"Type:  {install_line(stopping, shutil.which)}"
        )


def may_install() -> bool:
    """Say whether this is Debian or a child of it, and we may change it."""
    return sys.platform != "win32" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_get(packages: list[str], say: Callable[[str], None]) -> None:
    """Install Debian packages, or say that it failed; the caller looks whether it helped."""
    say("Installing with apt-get: " + " ".join(packages))
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    # A fresh machine has no package lists yet, and an old one has stale ones.
    for command in (install, ["apt-get", "update", "-q"], install):
        failed = subprocess.call(command, env=environ, stdout=sys.stderr)
        if command is install and not failed:
            return
    say("apt-get could not install them; its own words stand above.")


def _missing() -> list[Library]:
    if not sys.platform.startswith("linux"):
        return []
    return missing_libraries(ctypes.CDLL) + missing_fonts(listed_chinese_fonts)

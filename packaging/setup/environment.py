"""The environment in `.venv`: made once from the locks, repaired when it is half made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from setup.problem import SetUpProblem
from setup.stamp import Level, expected_stamp, finished, is_ready, is_whole, read_stamp, write_stamp
from setup.system import apt_get, may_install
from setup.turn import turn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from setup.checkout import Checkout

# Settings of pip that would put the packages somewhere else than into the environment.
MISLEADING = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_NO_BINARY", "PYTHONHOME")

NO_VENV = """\
This Python ({python}) cannot make an environment: its venv module or pip is missing.
On Debian and Ubuntu:  sudo apt-get install -y python{version}-venv
Elsewhere, install a complete Python 3.11 to 3.14 and start this with it."""

NO_INSTALL = """\
pip could not install {what}; its own words stand above.
Behind a proxy, set HTTPS_PROXY; with a company's certificate, set PIP_CERT. pip's configuration is
used as it is. Then type the same line again: what was downloaded is kept."""


def prepare(
    checkout: Checkout, level: Level, say: Callable[[str], None], *, fresh: bool = False
) -> bool:
    """Make the environment ready for `level`; return whether anything had to be done.

    `fresh` makes it anew even where it looks right. Raises SetUpProblem with the next step.
    """
    if not fresh and is_ready(checkout, level):
        return False
    with turn(checkout.turn_file, say):
        if not fresh and is_ready(checkout, level):
            return False  # the one we waited for has done it
        _make(checkout, level, say, fresh=fresh)
    return True


def _make(checkout: Checkout, level: Level, say: Callable[[str], None], *, fresh: bool) -> None:
    old = read_stamp(checkout)
    if old is not None and old.level is Level.DEV:
        level = Level.DEV
    stamp = expected_stamp(checkout, level)
    if fresh or old is None or old.home != stamp.home or not is_whole(checkout, old):
        _remove(checkout, say)
        checkout.venv.mkdir()
        write_stamp(checkout, stamp)
        say(f"Making the environment {checkout.venv} …")
        _create(checkout, say)
    else:
        write_stamp(checkout, stamp)
    _install(checkout, level, say)
    write_stamp(checkout, finished(checkout, stamp))


def _remove(checkout: Checkout, say: Callable[[str], None]) -> None:
    if not os.path.lexists(checkout.venv):
        return
    say("The environment there is half made, foreign or of another Python; making it anew.")
    try:
        if checkout.venv.is_dir() and not checkout.venv.is_symlink():
            shutil.rmtree(checkout.venv)
        else:
            checkout.venv.unlink()
    except OSError as error:
        raise SetUpProblem(
            f"{checkout.venv} cannot be removed ({error.strerror}). "
            "End the GridWatch that runs from it, or delete the folder yourself, and try again."
        ) from error


def base_python() -> str:
    """Name the interpreter to make an environment with, also when started from inside one."""
    return str(getattr(sys, "_base_executable", "") or sys.executable)


def _create(checkout: Checkout, say: Callable[[str], None]) -> None:
    command = [base_python(), "-I", "-m", "venv", str(checkout.venv)]
    failed = subprocess.call(command, stdout=sys.stderr, close_fds=False)
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    # Debian ships its own Python without the modules that make environments.
    if failed and base_python().startswith("/usr/bin/") and may_install():
        apt_get([f"python{version}-venv"], say)
        failed = subprocess.call(command, stdout=sys.stderr, close_fds=False)
    if failed:
        raise SetUpProblem(NO_VENV.format(python=base_python(), version=version))


def _install(checkout: Checkout, level: Level, say: Callable[[str], None]) -> None:
    say("Installing what GridWatch needs, checked against the locks; this takes some minutes …")
    locks = [part for name in level.locks for part in ("-r", str(checkout.lock(name)))]
    _pip(checkout, "the locked packages", "--require-hashes", "--only-binary=:all:", *locks)
    # The build tools are in the environment already: nothing is fetched for this step.
    _pip(
        checkout, "GridWatch itself", "--no-deps", "--no-build-isolation", "-e", str(checkout.root)
    )


def _pip(checkout: Checkout, what: str, *arguments: str) -> None:
    quiet = () if sys.stderr.isatty() else ("--quiet",)
    command = [str(checkout.python), "-I", "-m", "pip", "install", "--no-input", *quiet, *arguments]
    # stdout belongs to the program that is started afterwards.
    environ = pip_environment(os.environ)
    if subprocess.call(command, env=environ, stdout=sys.stderr, close_fds=False):
        raise SetUpProblem(NO_INSTALL.format(what=what))


def pip_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Keep the user's proxies, certificates and pip settings, but not those that mislead."""
    kept = {name: value for name, value in environ.items() if name not in MISLEADING}
    return kept | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}

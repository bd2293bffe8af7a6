"""Other charts to be measured beside: installed in a cache of their own, in pinned versions.

They are no dependency of the project: nothing of them enters its environment or the checkout.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from children import BENCH, asked
from figures import BenchProblem, Peer
from frames import WARM, views
from lightweight import frames_in

FINPLOT = "finplot 1.9.7"
LIGHTWEIGHT = "lightweight-charts 5.2.1"
# Its canvases drawn, but not yet put together to one picture.
UNCOMPOSED = f"{LIGHTWEIGHT}, canvases apart"
# An option of it since 5.1, off unless it is asked for: bars that share a pixel become one.
CONFLATING = f"{LIGHTWEIGHT}, conflation on"
_FINPLOT_PINS = (
    "finplot==1.9.7",
    "PyQt6==6.11.0",
    "PyQt6-Qt6==6.11.2",
    "pyqtgraph==0.14.0",
    "pandas==3.1.1",
    "numpy==2.4.6",
)
_LIGHTWEIGHT_PIN = "lightweight-charts@5.2.1"
_STANDALONE = "node_modules/lightweight-charts/dist/lightweight-charts.standalone.production.js"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_INSTALLING_SECONDS = 900.0
_READY = "installed"  # written last: an installation that was broken off is made again


def cache_folder() -> Path:
    """Return where peers are kept: in the user's cache, never in the checkout."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "gridwatch-bench-peers"


def prepared(folder: Path) -> tuple[Peer, ...]:
    """Install what is not yet there; a peer that can't be had says why in its problem."""
    return (_finplot(folder), *_lightweights(folder))


def _finplot(folder: Path) -> Peer:
    try:
        python = _environment(folder / FINPLOT.replace(" ", "-"))
    except (BenchProblem, OSError, subprocess.SubprocessError) as problem:
        return Peer(FINPLOT, _never, f"It can't be installed here: {problem}")
    return Peer(FINPLOT, partial(_frames_of_finplot, python))


def _lightweights(folder: Path) -> tuple[Peer, ...]:
    names = (LIGHTWEIGHT, UNCOMPOSED, CONFLATING)
    try:
        browser = _browser()
        library = _library(folder / LIGHTWEIGHT.replace(" ", "-"))
    except (BenchProblem, OSError, subprocess.SubprocessError) as problem:
        why = f"It can't be installed here: {problem}"
        return tuple(Peer(name, _never, why) for name in names)
    return tuple(
        Peer(name, partial(_frames_of_lightweight, browser, library, name)) for name in names
    )


def _environment(folder: Path) -> Path:
    """Return the Python of finplot's own environment."""
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (folder / _READY).exists():
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        _run([str(python), "-m", "pip", "install", "--quiet", *_FINPLOT_PINS], "pip")
        (folder / _READY).write_text("\n".join(_FINPLOT_PINS) + "\n", encoding="utf-8")
    return python


def _library(folder: Path) -> Path:
    """Return the one file of lightweight-charts that a page needs."""
    library = folder / _STANDALONE
    if not (folder / _READY).exists():
        npm = shutil.which("npm")
        if npm is None:
            raise BenchProblem("there is no npm")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
        _run([npm, "install", "--prefix", str(folder), *quiet, _LIGHTWEIGHT_PIN], "npm")
        (folder / _READY).write_text(_LIGHTWEIGHT_PIN + "\n", encoding="utf-8")
    return library


def _browser() -> Path:
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        raise BenchProblem("there is no Chromium (Debian's package is called chromium)")
    return Path(found)


def _run(command: Sequence[str], name: str) -> None:
    """Run an installer. Raises BenchProblem with its last line where it fails."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_INSTALLING_SECONDS,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise BenchProblem(f"{name} ended with {done.returncode}: {said[-1]}")


def _frames_of_finplot(python: Path, job: Mapping[str, Any]) -> Sequence[float]:
    told = asked([str(python), str(BENCH / "finplot_child.py"), json.dumps(job)])
    frames: list[float] = told["frames"]
    return frames


def _frames_of_lightweight(
    browser: Path, library: Path, name: str, job: Mapping[str, Any]
) -> Sequence[float]:
    page: dict[str, Any] = {
        "work": job["work"],
        "composed": name != UNCOMPOSED,
        "conflation": name == CONFLATING,
    }
    if job["work"] == "view":
        todo = views(job["count"], job["shown"], job["frames"])
        page |= {"views": [*todo[:WARM], *todo], "warm": len(todo[:WARM])}
    return frames_in(browser, library, page, Path(job["bars"]))


def _never(_: Mapping[str, Any]) -> Sequence[float]:
    raise BenchProblem("a peer that is not installed was asked")

"""Facts about the machine that figures were measured on; none of them names it."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version

from gridwatch import __version__

LIBRARIES = (
    "PySide6-Essentials",
    "curl_cffi",
    "numpy",
    "pandas",
    "pyqtgraph",
    "yfinance",
)


def facts() -> dict[str, object]:
    """Return system, processor kind and count, and the versions of everything that counts."""
    return {
        "system": platform.system(),
        "machine": platform.machine(),
        "cpus": os.cpu_count(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "gridwatch": __version__,
        "sqlite": sqlite3.sqlite_version,
        **{name: _version(name) for name in LIBRARIES},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None

"""Where things lie in a checkout: the environment, its programs, the locks."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Checkout:
    """A folder with GridWatch's source; every path in it is derived from `root`."""

    root: Path

    @property
    def venv(self) -> Path:
        """Name the environment that dev.py makes and nobody else changes."""
        return self.root / ".venv"

    @property
    def turn_file(self) -> Path:
        """Name the file whose lock says that somebody is making the environment."""
        return self.root / ".venv.lock"

    @property
    def stamp_file(self) -> Path:
        """Name the file that says what the environment was made from."""
        return self.venv / "gridwatch-setup.json"

    @property
    def python(self) -> Path:
        """Name the environment's interpreter."""
        return self.program("python")

    @property
    def site_packages(self) -> Path:
        """Name the folder of installed packages, for the Python that runs this."""
        if os.name == "nt":
            return self.venv / "Lib" / "site-packages"
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        return self.venv / "lib" / version / "site-packages"

    def program(self, name: str) -> Path:
        """Name a program of the environment, with `.exe` on Windows."""
        if os.name == "nt":
            return self.venv / "Scripts" / f"{name}.exe"
        return self.venv / "bin" / name

    def lock(self, name: str) -> Path:
        """Name the lock of one set of packages: `runtime`, `build` or `dev`."""
        return self.root / "packaging" / "locks" / f"{name}.txt"

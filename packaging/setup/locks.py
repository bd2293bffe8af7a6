"""The locks: every package by version and hash, for all systems at once, without any address."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from setup.problem import SetUpProblem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from setup.checkout import Checkout

# `dev` holds everything and comes first; the other two may only repeat what it chose.
SOURCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("dev", ("pyproject.toml", "--group", "dev")),
    ("runtime", ("pyproject.toml", "--constraint", "packaging/locks/dev.txt")),
    ("build", ("--group", "pyproject.toml:build", "--constraint", "packaging/locks/dev.txt")),
)
UNIVERSAL = ("--universal", "--python-version", "3.11", "--generate-hashes")
BARE = ("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links")


def make_locks(checkout: Checkout, uv: str, extra: Sequence[str]) -> None:
    """Write the three locks with `uv`; `extra` may be --upgrade. Raises SetUpProblem."""
    environ = uv_environment(os.environ, pip_settings(checkout.python))
    for name, source in SOURCES:
        output = ("--output-file", str(checkout.lock(name).relative_to(checkout.root)))
        command = [uv, "pip", "compile", "--quiet", *source, *UNIVERSAL, *BARE, *output, *extra]
        if subprocess.call(command, cwd=checkout.root, env=environ):
            raise SetUpProblem(f"uv could not make the lock {name}; its own words stand above.")


def find_uv(checkout: Checkout) -> str:
    """Find uv in the environment, else on the PATH. Raises SetUpProblem where there is none."""
    own = checkout.program("uv")
    found = str(own) if own.exists() else shutil.which("uv")
    if found is None:
        raise SetUpProblem("uv makes the locks; get it with:  python3 packaging/dev.py setup")
    return found


def pip_settings(python: Path) -> dict[str, str]:
    """Read pip's configuration as pip itself sees it, `{"global.index-url": …}`."""
    if not python.exists():
        return {}
    answer = subprocess.run(
        [str(python), "-I", "-m", "pip", "config", "list"],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    lines = (line.partition("=") for line in answer.stdout.splitlines())
    return {name: value.strip("'\"") for name, _, value in lines}


def uv_environment(environ: Mapping[str, str], pip: Mapping[str, str]) -> dict[str, str]:
    """Tell uv, which reads no pip configuration, the user's own index and certificate."""
    told = dict(environ)
    for variable, setting in (("UV_DEFAULT_INDEX", "index-url"), ("SSL_CERT_FILE", "cert")):
        value = pip.get(f":env:.{setting}") or pip.get(f"global.{setting}")
        if value:
            told.setdefault(variable, value)
    return told

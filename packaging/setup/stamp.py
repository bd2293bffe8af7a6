"""What an environment was made from, so that a second call need not look any further."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from setup.checkout import Checkout

# Raise it whenever the way in which an environment is made changes: older ones are then made anew.
FORMAT = 1


class Level(StrEnum):
    """How much is installed: what the program needs, or the tools of its developers as well."""

    RUNTIME = "runtime"
    DEV = "dev"

    @property
    def locks(self) -> tuple[str, ...]:
        """Name the locks that make this level; `dev` contains the other two."""
        return ("runtime", "build") if self is Level.RUNTIME else ("dev",)


@dataclass(frozen=True, slots=True)
class Stamp:
    """The origin of an environment; two environments with equal `home` can be updated in place."""

    level: Level
    home: str
    content: str
    packages: tuple[str, ...] = ()
    finished: bool = False


def expected_stamp(checkout: Checkout, level: Level) -> Stamp:
    """Compute what an environment of this level, made now by this Python, would be stamped with."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    # Scripts and the editable install hold absolute paths: a moved checkout needs a new one.
    home = f"{FORMAT} {sys.implementation.name} {version} {platform.machine()} {checkout.root}"
    digest = hashlib.sha256()
    for source in (
        *(checkout.lock(name) for name in level.locks),
        checkout.root / "pyproject.toml",
        checkout.root / "gridwatch" / "__init__.py",
    ):
        digest.update(source.read_bytes() + b"\0")
    return Stamp(level, home, digest.hexdigest())


def read_stamp(checkout: Checkout) -> Stamp | None:
    """Read the stamp of the environment; None where there is none that can be understood."""
    try:
        fields = json.loads(checkout.stamp_file.read_text("utf-8"))
        fields["level"] = Level(fields["level"])
        fields["packages"] = tuple(fields["packages"])
        return Stamp(**fields)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_stamp(checkout: Checkout, stamp: Stamp) -> None:
    """Write the stamp in one step, so that an interruption leaves the old one or the new one."""
    draft = checkout.stamp_file.with_suffix(".new")
    draft.write_text(json.dumps(asdict(stamp), indent=1), "utf-8")
    draft.replace(checkout.stamp_file)


def installed_packages(checkout: Checkout) -> tuple[str, ...]:
    """List what lies in the environment's folder of packages, by name."""
    if not checkout.site_packages.is_dir():
        return ()
    return tuple(sorted(entry.name for entry in checkout.site_packages.iterdir()))


def finished(checkout: Checkout, stamp: Stamp) -> Stamp:
    """Complete a stamp after the last step: what was installed is what a later call must find."""
    return replace(stamp, packages=installed_packages(checkout), finished=True)


def is_whole(checkout: Checkout, stamp: Stamp | None) -> bool:
    """Say whether an environment was finished and nothing that it was made of has gone since."""
    return (
        stamp is not None
        and stamp.finished
        and checkout.python.exists()
        and set(stamp.packages) <= set(installed_packages(checkout))
    )


def is_ready(checkout: Checkout, level: Level) -> bool:
    """Say whether the environment can be used as it is for `level`."""
    stamp = read_stamp(checkout)
    if stamp is None or (level is Level.DEV and stamp.level is Level.RUNTIME):
        return False
    wanted = expected_stamp(checkout, stamp.level)
    same = (stamp.home, stamp.content) == (wanted.home, wanted.content)
    return same and is_whole(checkout, stamp)

"""Writes a file that the user has named whole, or leaves what was there."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def place_behind(out: Path) -> Path:
    """Return the file behind the links of `out`.

    Raises OSError where none can be written: only a file gives way to a new one, never a folder or
    a device.
    """
    try:
        place = out.resolve()
    except RuntimeError as error:  # links in a circle, as Python before 3.13 tells them
        raise _refusal(errno.ELOOP, out) from error
    if not place.parent.is_dir():
        raise _refusal(errno.ENOENT, place.parent)
    if not os.access(place.parent, os.W_OK):
        raise _refusal(errno.EACCES, place.parent)
    if place.is_dir():
        raise _refusal(errno.EISDIR, place)
    if place.exists() and not place.is_file():
        raise _refusal(errno.EINVAL, place)
    return place


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Give a new name beside `out` to write to; after the block that file takes its place.

    It reaches the disk before it is renamed. A block that fails leaves `out` as it was and nothing
    beside it. Raises OSError where it can't be written.
    """
    place = place_behind(out)
    # Not made of the name itself, which may be as long as the system allows.
    unfinished = place.with_name(f"gridwatch-{os.urandom(6).hex()}.part")
    try:
        yield unfinished
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(place)
    finally:
        unfinished.unlink(missing_ok=True)


def _refusal(number: int, place: Path) -> OSError:
    return OSError(number, os.strerror(number), str(place))

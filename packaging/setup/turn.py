"""One at a time: two dev.py that want to make the same environment wait for each other."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def turn(path: Path, say: Callable[[str], None], pause: float = 0.2) -> Iterator[None]:
    """Hold the lock on `path`, waiting `pause` seconds between tries.

    The system gives the lock back when the holder ends, however it ends: nothing goes stale. On
    POSIX a child started with `close_fds=False` holds it too: a pip that outlives a killed dev.py
    is waited for.
    """
    with path.open("ab") as file:
        told = False
        while True:
            try:
                _take(file)
                break
            except OSError:
                if not told:
                    say("Another dev.py is making the environment; waiting for it …")
                told = True
                time.sleep(pause)
        os.set_inheritable(file.fileno(), True)
        yield

"""Runs a command as its only child and prints the most memory that it held, as JSON.

A process inherits the peak of the one that it was forked from, and the bench itself grows large:
this launcher is small.
"""

from __future__ import annotations

import json
import subprocess
import sys


def main(command: list[str]) -> int:
    """Run `command`; print {"peak": bytes}, null where the system does not say."""
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    print(json.dumps({"peak": peak_of_children()}))
    return done.returncode


def peak_of_children() -> float | None:
    """Return bytes: the system counts kilobytes, but bytes on macOS (getrusage(2) of each)."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return float(peak) * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

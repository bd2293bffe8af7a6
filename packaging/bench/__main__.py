"""Starts the figures: `python packaging/bench [NAME …]`, which is what `dev.py bench` does."""

from __future__ import annotations

import signal
import sys

from command import main

if __name__ == "__main__":
    # A bench that is told to end takes the programs that it started with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main(sys.argv[1:]))

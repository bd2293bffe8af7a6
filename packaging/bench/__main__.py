"""Starts the figures: `python packaging/bench [NAME …]`, which is what `dev.py bench` does."""

from __future__ import annotations

import sys

from command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Runs GridWatch as `python -m gridwatch`."""

from __future__ import annotations

import sys

from gridwatch.cli.main import main

if __name__ == "__main__":
    sys.exit(main())

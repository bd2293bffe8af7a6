#!/usr/bin/env python3
"""Start GridWatch from a checkout: `python3 packaging/dev.py demo`, or no word for the list."""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 14):
    sys.exit(
        "GridWatch needs Python 3.11, 3.12, 3.13 or 3.14; this is Python %d.%d (%s).\n"
        "Start it with one of those, for example:  python3.12 packaging/dev.py demo"
        % (sys.version_info[0], sys.version_info[1], sys.executable)
    )

from setup.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Opens a ledger, values every day, and prints by how much that raised the peak of memory."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path

from gridwatch.services.portfolio.book import open_book
from gridwatch.services.portfolio.value_lines import value_line
from gridwatch.services.portfolio.views import Scope
from gridwatch.store.database import open_market_reader, open_user_reader
from ledger_of_years import TODAY


def main(folder: Path) -> None:
    """Print {"more": bytes}, null where the system does not say."""
    before = _peak()
    with (
        closing(open_user_reader(folder / "user.db")) as user,
        closing(open_market_reader(folder / "market.db")) as market,
    ):
        book = open_book(user, market, TODAY)
        value_line(book, Scope(), "EUR")
    after = _peak()
    print(json.dumps({"more": None if before is None or after is None else after - before}))


def _peak() -> float | None:
    """Return the most bytes that this process has held.

    On Linux getrusage(2) would tell the peak of the bench, which it was forked from; the line VmHWM
    of proc(5) begins anew with the program.
    """
    if sys.platform == "win32":
        return None
    status = Path("/proc/self/status")
    if status.is_file():
        lines = (each.split() for each in status.read_text("utf-8").splitlines())
        return next((float(each[1]) * 1024 for each in lines if each[0] == "VmHWM:"), None)
    import resource

    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)  # macOS counts bytes


if __name__ == "__main__":
    main(Path(sys.argv[1]))

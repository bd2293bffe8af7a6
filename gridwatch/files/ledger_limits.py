"""How large a file of a portfolio may be."""

from __future__ import annotations

from gridwatch.domain.problem import Problem

MOST_BYTES = 100_000_000


def check_size(size: int) -> None:
    """Raise Problem for a file that is larger than any ledger."""
    if size > MOST_BYTES:
        raise Problem(
            "exchange_large",
            "This has {size} MB; a file of a portfolio takes at most {most} MB.",
            size=round(size / 1e6),
            most=round(MOST_BYTES / 1e6),
        )

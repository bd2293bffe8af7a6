"""Which securities have to be traced together, because lots go from one to the other."""

from __future__ import annotations

from collections.abc import Iterable

from gridwatch.domain.ledger.transaction import Transaction


def connected(transactions: Iterable[Transaction]) -> tuple[frozenset[int], ...]:
    """Return the securities of the transactions in groups, each to be traced by itself.

    Securities are in one group where a spin-off or a merger leads from one to the other; all others
    are alone. In the order of their lowest id.
    """
    root: dict[int, int] = {}

    def top(number: int) -> int:
        while (above := root.setdefault(number, number)) != number:
            root[number] = root[above]
            number = above
        return number

    for each in transactions:
        if each.security_id is None:
            continue
        if each.other_security_id is None:
            root.setdefault(each.security_id, each.security_id)
        else:
            root[top(each.security_id)] = top(each.other_security_id)
    groups: dict[int, set[int]] = {}
    for number in root:
        groups.setdefault(top(number), set()).add(number)
    return tuple(frozenset(some) for some in sorted(groups.values(), key=min))

"""Which transactions of an import are booked already, by their source or by what they say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from gridwatch.domain.ledger.kind import TRAITS
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.files.ledger.chinese_brokers import CHINA
from gridwatch.files.ledger.recognising import GENERIC

# Presets for the exports of many brokers, of which the same trade may be told twice.
_ANY_BROKER = frozenset({GENERIC, CHINA.key})
_DAYS = (timedelta(0), timedelta(-1), timedelta(1))


class Certainty(StrEnum):
    """How sure it is that a transaction is booked already."""

    CERTAIN = "certain"  # the same line of the same source
    LIKELY = "likely"  # the same thing, a day apart at most


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A transaction of the part, and the one that is booked already, by their ids."""

    transaction_id: int
    booked_id: int
    certainty: Certainty


def duplicates(
    new: Iterable[Transaction],
    booked: Iterable[Transaction],
    accounts: Mapping[int, int],
    securities: Mapping[int, int],
) -> tuple[Duplicate, ...]:
    """Return those of `new` that are booked: each booked one stands for one of them at most.

    `accounts` and `securities`: which of those that are there an id of the part means. Where an
    account is known to be another one, it is no duplicate.
    """
    by_source: dict[str, list[Transaction]] = {}
    by_content: dict[tuple[object, ...], list[Transaction]] = {}
    for each in booked:
        if each.source:
            by_source.setdefault(each.source, []).append(each)
        by_content.setdefault((each.on, *_content(each, {})), []).append(each)
    found: list[Duplicate] = []
    used: set[int] = set()
    open_: list[Transaction] = []
    for each in new:
        told = by_source.get(each.source, ())
        same = next((one for one in told if _is_free(each, one, used, accounts)), None)
        if same is None:
            open_.append(each)
            continue
        used.add(same.id)
        found.append(Duplicate(each.id, same.id, Certainty.CERTAIN))
    for each in open_:
        content = _content(each, securities)
        for apart in _DAYS:
            alike = by_content.get((each.on + apart, *content), ())
            one = next(
                (
                    one
                    for one in alike
                    if _is_free(each, one, used, accounts) and not _other_line(each, one)
                ),
                None,
            )
            if one is not None:
                used.add(one.id)
                found.append(Duplicate(each.id, one.id, Certainty.LIKELY))
                break
    return tuple(found)


def _content(one: Transaction, securities: Mapping[int, int]) -> tuple[object, ...]:
    number = one.security_id
    security = None if number is None else securities.get(number, number)
    amount = one.net if TRAITS[one.kind].cash else Decimal(0)
    # Of one security the amount says it all; money alone is of a currency.
    currency = one.currency if security is None else ""
    return one.kind, security, one.quantity if TRAITS[one.kind].shares else 0, amount, currency


def _is_free(
    new: Transaction, booked: Transaction, used: Collection[int], accounts: Mapping[int, int]
) -> bool:
    return booked.id not in used and _one_place(new, booked, accounts)


def _other_line(new: Transaction, booked: Transaction) -> bool:
    """Tell whether both come from exports of one broker, which does not move a line's day or time.

    The interest of today is that of yesterday again, to the cent.
    """
    mine, theirs = new.source.partition(":")[0], booked.source.partition(":")[0]
    if not mine or mine != theirs or mine in _ANY_BROKER:
        return False
    return new.on != booked.on or bool(new.time and booked.time and new.time != booked.time)


def _one_place(new: Transaction, booked: Transaction, accounts: Mapping[int, int]) -> bool:
    """Tell whether both are in one account, as far as that of the part is known."""
    pairs = ((new.account_id, booked.account_id), (new.cash_id, booked.cash_id))
    return all(
        mine is None or theirs is None or mine not in accounts or accounts[mine] == theirs
        for mine, theirs in pairs
    )

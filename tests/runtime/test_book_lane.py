"""What a session answers about the ledger: as both files are by then, and without a cache."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.places import Profile
from gridwatch.runtime.session import Session
from gridwatch.services.edits import Edit, apply
from gridwatch.services.portfolio.account_edits import AddAccount, AddSecurity
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.services.portfolio.value_lines import gaps_of, value_line
from gridwatch.store.database import open_market, open_user
from tests.services.cache import Cache, closes

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NOW = datetime.now(UTC)
BEFORE = NOW.astimezone().date() - timedelta(days=3)


@pytest.fixture
def session(profile: Path, qtbot: QtBot) -> Iterator[Session]:
    profile.mkdir()
    one = Session(Profile(profile), open_user(profile / "user.db"))
    edit(profile, AddAccount(Account(0, "Depot", AccountKind.SECURITIES, "CNY")))
    edit(profile, AddSecurity(Security(0, "Held", "CNY", "601179.SS")))
    edit(profile, AddTransactions((bought(2),)))
    yield one
    one.close()


def edit(profile: Path, made: Edit) -> None:
    """Make an edit as another process does."""
    user = open_user(profile / "user.db")
    apply(user, made, NOW)
    user.close()


def bought(shares: int) -> Transaction:
    amount = Decimal(shares * 10)
    return Transaction(
        0,
        Kind.BUY,
        BEFORE,
        1,
        security_id=1,
        quantity=Decimal(shares),
        gross=amount,
        currency="CNY",
        net=amount,
    )


def asked(session: Session, qtbot: QtBot) -> list[float]:
    """Ask for the value of the last day."""
    found = list[float]()

    def work(book: Book) -> float:
        return float(value_line(book).value[-1])

    session.read_book("value", work, found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found


def test_an_answer_is_as_both_files_are_by_then(
    session: Session, profile: Path, qtbot: QtBot
) -> None:
    market = open_market(profile / "market.db")
    Cache(market).history(closes(BEFORE, [11.0, 12.0]))
    assert asked(session, qtbot) == [24.0]
    edit(profile, AddTransactions((bought(1),)))
    assert asked(session, qtbot) == [36.0]
    Cache(market).history(closes(BEFORE, [11.0, 13.0]))
    assert asked(session, qtbot) == [39.0]
    market.close()


@pytest.mark.parametrize("content", [None, b"no cache at all"])
def test_without_a_cache_prices_are_missing(
    session: Session, profile: Path, qtbot: QtBot, content: bytes | None
) -> None:
    if content is not None:
        (profile / "market.db").write_bytes(content)
    found = list[tuple[object, ...]]()
    session.read_book("gaps", gaps_of, found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert len(found[0]) == 1


def test_a_failure_is_told_and_the_next_question_is_answered(
    session: Session, qtbot: QtBot
) -> None:
    def fails(_book: Book) -> None:
        raise ValueError("a question that can't be answered")

    with qtbot.waitSignal(session.failed):
        session.read_book("fails", fails, lambda _: None)
    found = list[int]()
    session.read_book("count", lambda book: len(book.transactions), found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [1]

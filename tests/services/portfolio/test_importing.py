"""An import step by step: understood as wanted, learned, and made with what goes with it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gridwatch.domain.problem import Problem
from gridwatch.files.encodings import Encoding
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.sketching import Asked
from gridwatch.services.edits import apply
from gridwatch.services.portfolio.importing import (
    Understood,
    Wanted,
    import_edit,
    source_of_data,
    understand,
)
from gridwatch.services.portfolio.learned_mappings import learned_mapping
from gridwatch.services.portfolio.matching import Choices, Known, known_of, match
from gridwatch.store.user.transactions import all_transactions
from tests.in_memory import new_user

TODAY, NOW = date(2026, 3, 2), datetime(2026, 3, 2, 9, tzinfo=UTC)
HEAD = "Date,Type,ISIN,Name,Quantity,Price,Amount,Currency"
DEPOSIT = "2025-01-02,Deposit,,,,,100.00,EUR"


@pytest.fixture
def user() -> sqlite3.Connection:
    return new_user()


def told(user: sqlite3.Connection, text: str, wanted: Wanted | None = None) -> Understood:
    source = source_of_data("bank.csv", text.encode())
    return understand(user, source, wanted or Wanted(), TODAY)


def test_a_part_of_how_a_table_is_written_can_be_said(user: sqlite3.Connection) -> None:
    text = f"{HEAD}\n2025-01-02,Deposit,,,,,1.250,EUR"
    found = told(user, text, Wanted(Asked(decimal=".")))
    assert found.sketch is not None
    assert (found.sketch.dialect.decimal, found.sketch.dialect.separator) == (".", ",")
    assert [str(each.net) for each in found.part.transactions] == ["1.250"]


def test_another_encoding_is_guessed_no_more(user: sqlite3.Connection) -> None:
    source = source_of_data("bank.csv", f"{HEAD},Größe\n{DEPOSIT},1".encode("cp1252"))
    found = understand(user, source, Wanted(Asked(Encoding.WINDOWS_1252)), TODAY)
    assert found.sketch is not None
    assert found.sketch.header[-1] == "Größe"
    with pytest.raises(Problem) as caught:
        understand(user, source, Wanted(Asked(Encoding.UTF_8)), TODAY)
    assert caught.value.code == "table_encoding"


def test_a_table_that_can_not_be_read_comes_with_its_columns_and_why(
    user: sqlite3.Connection,
) -> None:
    found = told(user, "A,B\n1,2\n3,4")
    assert found.reading is None
    assert found.problem is not None
    assert found.problem.code == "import_columns"
    assert found.sketch is not None
    assert found.sketch.header == ("A", "B")
    assert not found.part.lines


def test_columns_that_were_named_are_learned_with_the_import_and_forgotten_with_it(
    user: sqlite3.Connection,
) -> None:
    text = "A,B,C,D\n2025-01-02,Deposit,100.00,EUR"
    sketch = told(user, text).sketch
    assert sketch is not None
    columns = (Field.DATE, Field.KIND, Field.AMOUNT, Field.CURRENCY)
    found = told(user, text, Wanted(mapping=replace(sketch.mapping, columns=columns)))
    matching = match(found.part, known_of(user, ()), Choices(), found.tickers)
    _, undo = apply(user, import_edit(found, matching), NOW)
    again = told(user, text)
    assert again.learned
    assert len(again.part.transactions) == 1
    assert not told(user, text, Wanted(fresh=True)).learned
    apply(user, undo, NOW)
    assert learned_mapping(user, ("A", "B", "C", "D")) is None
    assert not all_transactions(user)


def test_a_transaction_that_would_be_refused_is_an_error_of_its_line(
    user: sqlite3.Connection,
) -> None:
    found = told(user, f"{HEAD}\n{DEPOSIT}\n1850-01-02,Deposit,,,,,100.00,EUR")
    codes = [each.problem.code if each.problem else "" for each in found.part.lines if each.cells]
    assert codes[0] == ""
    assert codes[1] != ""
    edit = match(found.part, Known(), Choices(without=frozenset({3}))).edit("bank")
    apply(user, edit, NOW)
    assert len(all_transactions(user)) == 1


def test_a_reading_tells_how_far_it_is_and_ends_where_that_raises(
    user: sqlite3.Connection,
) -> None:
    source = source_of_data("bank.csv", "\n".join([HEAD, *[DEPOSIT] * 1200]).encode())
    heard = list[tuple[int, int]]()
    understand(user, source, Wanted(), TODAY, lambda done, of: heard.append((done, of)))
    assert heard == [(0, 1200), (500, 1200), (1000, 1200)]

    def stop(done: int, _of: int) -> None:
        if done:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        understand(user, source, Wanted(), TODAY, stop)

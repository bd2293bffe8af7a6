"""Short words for what a reading has made of a table, for tests to compare."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gridwatch.domain.ledger.part import Line
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.files.ledger.reading import TableReading, read_table

TODAY = date(2026, 11, 27)


def sample(shared_data: Path, name: str) -> TableReading:
    """Read one of the sample exports."""
    return read_table((shared_data / "imports" / name).read_bytes(), today=TODAY)


def line(reading: TableReading, number: int) -> Line:
    """Return the line of a number."""
    return next(each for each in reading.part.lines if each.number == number)


def booked(reading: TableReading, number: int) -> list[str]:
    """Return the transactions of a line in one line of words each."""
    return [words(reading, each) for each in line(reading, number).transactions]


def code(reading: TableReading, number: int) -> str:
    """Return the code of the problem or remark of a line."""
    found = line(reading, number)
    told = found.problem or found.remark
    return "" if told is None else told.code


def words(reading: TableReading, one: Transaction) -> str:
    """Return kind, day, quantity and security, gross, charges, net with its account, the rest."""
    accounts = {each.id: each for each in reading.part.accounts}
    securities = {each.id: each for each in reading.part.securities}
    said = [one.kind.value, one.on.isoformat()]
    if one.security_id is not None:
        found = securities[one.security_id]
        said.append(f"{_plain(one.quantity)} {found.isin or found.symbol or found.name}")
    said.append(f"{_plain(one.gross)} {one.currency}")
    said += [f"{each.kind.value} {_plain(each.amount)} {each.currency}" for each in one.charges]
    if one.cash_id is not None:
        said.append(f"= {_plain(one.net)} {accounts[one.cash_id].currency}")
    if one.other_cash_id is not None and one.other_net is not None:
        said.append(f"-> {_plain(one.other_net)} {accounts[one.other_cash_id].currency}")
    return ", ".join(said)


def _plain(number: object) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

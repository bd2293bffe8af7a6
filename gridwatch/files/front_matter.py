"""The YAML block that a Markdown file begins with, and fields that are read from text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from gridwatch.domain.problem import Problem

FENCE = "---"
LARGEST = 100_000  # characters between the fences
_WIDEST = 1_000_000  # a value is one line, however long


class UnfitError(Exception):
    """Something in a file that can't be taken: in which line, and what is wrong with it."""

    def __init__(self, line: int, problem: Problem) -> None:
        super().__init__(str(problem))
        self.line, self.problem = line, problem


@dataclass(frozen=True, slots=True)
class Fields:
    """Values by name as they stand in a file, and in which line each of them stands."""

    values: Mapping[str, str | tuple[str, ...]]
    lines: Mapping[str, int] = field(default_factory=dict)

    def line(self, name: str) -> int:
        """Return where a field stands, 1 where it is missing."""
        return self.lines.get(name, 1)

    def text(self, name: str, default: str = "") -> str:
        """Return a text; several are put in a row."""
        value = self.values.get(name, default)
        return value if isinstance(value, str) else " ".join(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return several texts; a single one is one of them."""
        value = self.values.get(name, ())
        if isinstance(value, str):
            return (value,) if value else ()
        return value

    def whole(self, name: str, default: int) -> int:
        """Return a whole number; raises UnfitError for anything else."""
        text = self.text(name).strip().removesuffix("%").strip()
        if not text:
            return default
        if re.fullmatch(r"-?[0-9]{1,15}", text) is None:
            raise self.unfit(name, Problem("folder_number", "“{text}” is no number.", text=text))
        return int(text)

    def day(self, name: str) -> date | None:
        """Return a date, None for none; raises UnfitError for what is no date."""
        text = self.text(name).strip()
        if not text:
            return None
        try:
            return day_of(text)
        except Problem as problem:
            raise self.unfit(name, problem) from None

    def instant(self, name: str) -> datetime | None:
        """Return an instant, None for none; raises UnfitError for what is none."""
        text = self.text(name).strip()
        if not text:
            return None
        try:
            return instant_of(text)
        except Problem as problem:
            raise self.unfit(name, problem) from None

    def unfit(self, name: str, problem: Problem) -> UnfitError:
        """Return what is raised for a value that can't be taken."""
        return UnfitError(self.line(name), problem)


@dataclass(frozen=True, slots=True)
class Matter:
    """What stands in the block, the text behind it, and the number of that text's first line."""

    fields: Fields
    body: str
    first: int


def day_of(text: str) -> date:
    """Read a date as 2026-03-02; of an instant its date. Raises Problem."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise Problem(
            "folder_day", "“{text}” is no date. Write it like 2026-03-02.", text=text[:40]
        ) from None


def instant_of(text: str) -> datetime:
    """Read an instant; one without a zone is in UTC. Raises Problem."""
    try:
        found = datetime.fromisoformat(text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Problem(
            "folder_instant",
            "“{text}” is no time. Write it like 2026-03-02 14:05:00+00:00.",
            text=text[:40],
        ) from None


def decimal_of(text: str) -> Decimal:
    """Read a number as it was typed; raises Problem."""
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        raise Problem("folder_number", "“{text}” is no number.", text=text[:40]) from None


def with_matter(fields: Mapping[str, object], body: str) -> str:
    """Return a text under its block; what is None, "" or empty is left out."""
    import yaml  # with the first export or import

    said = {name: _plain(each) for name, each in fields.items() if each not in (None, "", (), [])}
    block = "".join(
        yaml.safe_dump(
            {name: each},
            allow_unicode=True,
            width=_WIDEST,
            default_flow_style=None if isinstance(each, list) else False,
        )
        for name, each in said.items()
    )
    return f"{FENCE}\n{block}{FENCE}\n{body}"


def _plain(value: object) -> object:
    """Return a value in a type that YAML has; enumerations are texts."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value


def split_matter(text: str) -> Matter | None:
    """Return a text without its block, and what stands in that; None where it has none.

    Raises UnfitError where a block that names GridWatch is no YAML.
    """
    first, _, rest = text.partition("\n")
    if first.rstrip() != FENCE:
        return None
    end = re.search(r"^(---|\.\.\.)[ \t]*(\n|\Z)", rest, re.MULTILINE)
    if end is None:
        return None
    block, body = rest[: end.start()], rest[end.end() :]
    ours = re.search(r"^[\"']?gridwatch[\"']?\s*:", block, re.MULTILINE) is not None
    try:
        found = _fields(block)
    except UnfitError:
        if ours:
            raise
        return None
    if "gridwatch" not in found.values:
        return None
    return Matter(found, body, 2 + rest[: end.end()].count("\n"))


def _fields(block: str) -> Fields:
    import yaml

    if len(block) > LARGEST:
        raise UnfitError(1, _bad("too long"))
    # Nothing but texts: a date, a number or a "no" stays what was typed.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        found = yaml.load(block, Loader=loader)  # noqa: S506 - it makes texts, lists and mappings
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = 2 + (mark.line if mark is not None else 0)
        raise UnfitError(line, _bad(error.problem or "not understood")) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnfitError(2, _bad(str(error).partition("\n")[0][:200])) from None
    if not isinstance(found, dict):
        raise UnfitError(2, _bad("no fields"))
    lines = {
        match[1]: 2 + block[: match.start()].count("\n")
        for match in re.finditer(r"^[\"']?([^\s\"':]+)[\"']?\s*:", block, re.MULTILINE)
    }
    return Fields({str(name): _value(name, each, lines) for name, each in found.items()}, lines)


def _value(name: object, value: Any, lines: Mapping[str, int]) -> str | tuple[str, ...]:  # noqa: ANN401 - YAML's
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise UnfitError(lines.get(str(name), 2), _bad("a text or a list of texts is expected"))


def _bad(reason: str) -> Problem:
    return Problem("folder_yaml", "This YAML is not understood ({reason}).", reason=reason)

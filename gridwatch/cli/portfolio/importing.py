"""The command `portfolio import`: a file of any known form, whole or not at all."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from gridwatch.cli.call import Answer, Call, Exit
from gridwatch.cli.portfolio.import_choices import choices_of, wanted_of
from gridwatch.cli.portfolio.import_document import import_document
from gridwatch.cli.portfolio.import_outcome import Outcome
from gridwatch.cli.portfolio.import_text import import_text
from gridwatch.cli.portfolio.reading import today_of
from gridwatch.cli.voice import translate
from gridwatch.domain.company import Company
from gridwatch.services import edits
from gridwatch.services.catalog import read_catalog
from gridwatch.services.edits import Edit
from gridwatch.services.portfolio.importing import (
    Source,
    Understood,
    import_edit,
    source_of_data,
    source_of_path,
    understand,
)
from gridwatch.services.portfolio.matching import Known, Matching, known_of, match
from gridwatch.store.database import transaction
from gridwatch.store.user.ledger_changes import all_batches

_STANDARD_INPUT = "-"


class _TriedError(Exception):
    """An import was made to see whether it can be, and is taken back."""


def import_file(call: Call) -> Answer:
    """Import a file; nothing is imported while a line is bad, unless that is asked for."""
    asked = call.asked
    source = _source(asked.file)
    with call.user() as user:
        understood = understand(user, source, wanted_of(asked), today_of(call))
        if understood.problem is not None:
            raise understood.problem
        known = known_of(user, _catalog(call))
        matching = _matching(call, known, understood)
        bad = () if asked.skip_bad else understood.part.problems
        edit = import_edit(understood, matching)
        news = _news(matching, understood)
        number = 0
        if news and not bad:
            number = _make(call, user, edit, try_only=asked.dry_run)
        outcome = Outcome(understood, known, matching, number, bool(news), bool(bad))
        document = import_document(call, outcome)
        text = import_text(call, outcome)
    return Answer(document, text, Exit.UNDONE if bad else Exit.FINE)


def _source(name: str) -> Source:
    if name == _STANDARD_INPUT:
        return source_of_data(translate("Cli", "standard input"), sys.stdin.buffer.read())
    return source_of_path(Path(name).expanduser())


def _matching(call: Call, known: Known, understood: Understood) -> Matching:
    """Match the file with what is there, as the command line wants it."""
    choices = choices_of(call.asked, understood, known.accounts)
    found = match(understood.part, known, choices, understood.tickers)
    if not call.asked.take_duplicates:
        return found
    taken = frozenset(each.transaction_id for each in found.duplicates)
    return match(understood.part, known, replace(choices, taken=taken), understood.tickers)


def _catalog(call: Call) -> Iterable[Company]:
    return [each.company for each in read_catalog(call.resources).companies]


def _news(matching: Matching, understood: Understood) -> bool:
    """Tell whether anything of the file is not here yet."""
    made = matching.edit("")
    reading = understood.reading
    return (
        any(each.id not in made.leave_out for each in made.part.transactions)
        or any(each.id not in made.securities for each in made.part.securities)
        or any(each.id not in made.accounts for each in made.part.accounts)
        or bool(made.part.prices or made.part.splits)
        or bool(reading and (reading.targets or reading.periods))
    )


def _make(call: Call, user: sqlite3.Connection, edit: Edit, *, try_only: bool) -> int:
    """Make the import and return its number; 0 where it was only tried."""
    if not try_only:
        edits.apply(user, edit, call.clock())
        return max(each.id for each in all_batches(user))
    with suppress(_TriedError), transaction(user):
        edit.apply(user, call.clock())
        _give_up()
    return 0


def _give_up() -> None:
    raise _TriedError

"""The edits of what is drawn on a chart, as values: each is one transaction and has an inverse."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date, datetime

from gridwatch.domain.drawings import Drawing, checked
from gridwatch.domain.problem import Problem
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.store.user import drawings


@dataclass(frozen=True, slots=True)
class AddDrawing:
    """Draw something on the charts of a company; it gets an id of its own, whatever it carries."""

    drawing: Drawing

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Check the drawing and store it as a new one."""
        new = drawings.add_drawing(user, checked(replace(self.drawing, id=0)))
        return _drawn(new.company_id), RemoveDrawings(new.company_id, (new.id,))


@dataclass(frozen=True, slots=True)
class ChangeDrawing:
    """Store `drawing` over the one with its id; its values are those of `day`.

    They are kept as the user dragged or typed them: `day`, the exchange's own date of the chart,
    becomes `priced_on`, so that only later splits restate them.
    """

    drawing: Drawing
    day: date

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Check the drawing and store it in the place of the one before."""
        company = self.drawing.company_id
        before = next(iter(_kept(user, company, (self.drawing.id,))), None)
        if before is None:
            raise _unknown()
        drawings.replace_drawing(user, checked(replace(self.drawing, priced_on=self.day)))
        return _drawn(company), ChangeDrawing(before, before.priced_on)


@dataclass(frozen=True, slots=True)
class RemoveDrawings:
    """Take drawings off the charts of a company."""

    company_id: int
    drawings: tuple[int, ...]

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Delete the drawings; of several, those that are gone already do no harm."""
        gone = _kept(user, self.company_id, self.drawings)
        if not gone:
            raise _unknown()
        for each in gone:
            drawings.remove_drawing(user, each.id)
        return _drawn(self.company_id), _ReturnDrawings(self.company_id, gone)


@dataclass(frozen=True, slots=True)
class _ReturnDrawings:
    """Undo a `RemoveDrawings`: the drawings come back as they were, under their ids."""

    company_id: int
    gone: tuple[Drawing, ...]

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Store the drawings again."""
        for each in self.gone:
            drawings.add_drawing(user, each)
        numbers = tuple(each.id for each in self.gone)
        return _drawn(self.company_id), RemoveDrawings(self.company_id, numbers)


def _kept(
    user: sqlite3.Connection, company_id: int, numbers: tuple[int, ...]
) -> tuple[Drawing, ...]:
    """Return those of a company's drawings that have one of these ids."""
    return tuple(each for each in drawings.all_drawings(user, company_id) if each.id in numbers)


def _drawn(company_id: int) -> Changes:
    return Changes((company_id,), drawings=True)


def _unknown() -> Problem:
    return Problem("drawing_unknown", "There is no such drawing any more.")

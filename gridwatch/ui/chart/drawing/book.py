"""The drawings of a company as they are stored, and ahead of that the edits that were told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from gridwatch.domain.drawings import Drawing
from gridwatch.services.drawing_edits import AddDrawing, ChangeDrawing, RemoveDrawings
from gridwatch.services.edits import Edit


class Book:
    """Every edit is shown before it is stored; what `show_stored` brings is what counts."""

    def __init__(
        self,
        tell: Callable[[Edit], object],
        company: Callable[[], int],
        today: Callable[[], date],
    ) -> None:
        """Take what is told each edit, the company shown, and the day of the values shown."""
        self._tell, self._company, self._today = tell, company, today
        self._stored: tuple[Drawing, ...] = ()
        self._changed: dict[int, Drawing] = {}
        self._added: list[Drawing] = []
        self._gone: set[int] = set()

    def __iter__(self) -> Iterator[Drawing]:
        """Yield the company's drawings with all edits, oldest first; new ones have the id 0."""
        company = self._company()
        return (each for each in self._known() if each.company_id == company)

    def show_stored(self, drawings: tuple[Drawing, ...]) -> list[int]:
        """Take what is stored, return the ids that are new; what was ahead of it ends."""
        known = {each.id for each in self._stored}
        self._stored = drawings
        self._changed.clear()
        self._added.clear()
        self._gone.clear()
        return [each.id for each in drawings if each.id not in known]

    def add(self, drawing: Drawing) -> None:
        """Add a drawing."""
        self._added.append(drawing)
        self._tell(AddDrawing(drawing))

    def change(self, drawing: Drawing) -> None:
        """Change a drawing, if anything is another; what is not stored yet can't be changed."""
        before = next((each for each in self._known() if each.id == drawing.id), None)
        if drawing.id and before is not None and drawing != before:
            self._changed[drawing.id] = drawing
            # Values that were restated up to a day are not of an earlier one.
            self._tell(ChangeDrawing(drawing, max(self._today(), drawing.priced_on)))

    def remove(self, ids: tuple[int, ...]) -> None:
        """Take drawings away; what is not stored yet has no id and stays."""
        stored = tuple(each for each in ids if each)
        if stored:
            self._gone.update(stored)
            self._tell(RemoveDrawings(self._company(), stored))

    def _known(self) -> Iterator[Drawing]:
        """Yield all of them: what was changed last may be of the company shown until now."""
        for each in (*self._stored, *self._added):
            if each.id not in self._gone:
                yield self._changed.get(each.id, each)

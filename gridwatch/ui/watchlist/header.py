"""The table's header: sorts in three clicks, chooses columns, and remembers their places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from gridwatch.ui.watchlist.columns import COLUMNS

_NARROWEST = 28


class HeaderColumn(Protocol):
    """What a header knows of a column."""

    @property
    def id(self) -> str:
        """Return the name under which it is remembered."""

    @property
    def width(self) -> int:
        """Return how wide it is at least, in pixels at an ordinary font."""

    @property
    def falling(self) -> bool:
        """Tell whether the largest comes first at the first click."""

    @property
    def stretch(self) -> int:
        """Return its part of spare room."""

    @property
    def visible(self) -> bool:
        """Tell whether it is shown from the start."""


class ColumnHeader(QHeaderView):
    """Columns in the user's order and widths; until one is resized they fill the room."""

    sorted = Signal(str, bool)  # the column's id, "" for the user's own order; falling

    def __init__(self, parent: QWidget, columns: Sequence[HeaderColumn] = COLUMNS) -> None:
        """Start with the declared columns, those of the watchlist without more."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = tuple(columns)
        self._places = {each.id: place for place, each in enumerate(self._columns)}
        self._fitted = True
        self._fitting = False
        self._sort = ("", False)
        self._widths = self._least = tuple(each.width for each in self._columns)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setStretchLastSection(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_NARROWEST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer_columns)
        self.sectionClicked.connect(self._clicked)
        self.sectionResized.connect(self._resized)

    def settle(self) -> None:
        """Show the columns that are visible from the start; call once the model is set."""
        for place, each in enumerate(self._columns):
            self.setSectionHidden(place, not each.visible)

    def take_widths(self, widths: Sequence[int], least: Sequence[int], room: int) -> None:
        """Take the widths that the language and the font ask for, unless the user chose others."""
        self._widths, self._least = tuple(widths), tuple(least)
        self.fit(room)

    def fit(self, room: int) -> None:
        """Give spare room to the columns that can use it, unless the user chose the widths."""
        if not self._fitted:
            return
        self._fitting = True
        shown = [place for place in range(len(self._columns)) if not self.isSectionHidden(place)]
        for place, width in zip(shown, self._fitted_widths(shown, room), strict=True):
            self.resizeSection(place, width)
        self._fitting = False

    def show_sort(self, column: str, *, falling: bool) -> None:
        """Keep by which column the rows are sorted, for the next click; the model shows it."""
        self._sort = (column, falling)

    def shown(self) -> list[int]:
        """Return the places of the visible columns, left to right."""
        across = [self.logicalIndex(each) for each in range(self.count())]
        return [each for each in across if not self.isSectionHidden(each)]

    def save(self) -> str:
        """Return order, widths and visibility as text: "name=180 -segment=116 …"."""
        across = [self.logicalIndex(each) for each in range(self.count())]
        return " ".join(self._saved(each) for each in across) + ("" if self._fitted else " fixed")

    def restore(self, text: str) -> None:
        """Bring back what `save` returned; columns that it does not know keep their default."""
        words = text.split()
        self._fitting = True
        self._fitted = "fixed" not in words
        entries = [each.partition("=") for each in words if "=" in each]
        known = [
            each for each in entries if each[0].lstrip("-") in self._places and each[2].isdigit()
        ]
        for visual, (name, _, width) in enumerate(known):
            place = self._places[name.lstrip("-")]
            self.moveSection(self.visualIndex(place), visual)
            self.setSectionHidden(place, name.startswith("-") and place > 0)
            self.resizeSection(place, max(_NARROWEST, int(width)))
        self._fitting = False

    def _saved(self, place: int) -> str:
        hidden = self.isSectionHidden(place)
        # A hidden section has no width; it comes back with the declared one.
        width = self._widths[place] if hidden else self.sectionSize(place)
        return f"{'-' if hidden else ''}{self._columns[place].id}={width}"

    def _clicked(self, place: int) -> None:
        column, (sorted_by, falling) = self._columns[place], self._sort
        if sorted_by != column.id:
            self.sorted.emit(column.id, column.falling)
        elif falling == column.falling:
            self.sorted.emit(column.id, not falling)
        else:
            self.sorted.emit("", False)

    def _resized(self, _place: int, old: int, new: int) -> None:
        if not self._fitting and old and new:
            self._fitted = False

    def _offer_columns(self, where: QPoint) -> None:
        menu, model = QMenu(self), self.model()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place in range(len(self._columns)):
            title = model.headerData(place, self.orientation(), Qt.ItemDataRole.ToolTipRole)
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(place))
            action.setEnabled(place > 0)
            action.setData(place)
        menu.triggered.connect(lambda action: self.choose(action.data(), shown=action.isChecked()))
        menu.popup(self.mapToGlobal(where))

    def choose(self, place: int, *, shown: bool) -> None:
        """Show or hide a column; the first one always stays."""
        if place == 0:
            return
        self._fitting = True
        self.setSectionHidden(place, not shown)
        if shown and self.sectionSize(place) < _NARROWEST:
            self.resizeSection(place, self._widths[place])
        self._fitting = False
        parent = self.parentWidget()
        if parent is not None:
            self.fit(parent.contentsRect().width())

    def _fitted_widths(self, shown: Sequence[int], room: int) -> list[int]:
        """Return widths that fill the room; where it is short, columns give way."""
        spare = room - sum(self._widths[each] for each in shown)
        parts = {
            each: self._columns[each].stretch * self._widths[each]
            if spare > 0
            else self._widths[each] - self._least[each]
            for each in shown
        }
        whole = sum(parts.values()) or 1
        return [
            int(max(self._least[each], self._widths[each] + spare * part / whole))
            for each, part in parts.items()
        ]

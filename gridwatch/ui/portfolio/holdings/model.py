"""The rows of the table of holdings as a Qt model: groups and lots unfold, the total stays last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from gridwatch.ui.moving_rows import MovingRows
from gridwatch.ui.portfolio.holdings.cells import Scene
from gridwatch.ui.portfolio.holdings.columns import COLUMNS, PLACES, Column
from gridwatch.ui.portfolio.holdings.lines import Key, Line, LineKind, Listing, Section
from gridwatch.ui.watchlist.cells import Cell

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SORT_ROLE = Role.UserRole
TONE_ROLE = Role.UserRole + 1
KEY_ROLE = Role.UserRole + 2
_NOWHERE = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the user wants the rows: sorted by a column ("" as they come), what is unfolded."""

    column: str = "value"
    falling: bool = True
    folded: frozenset[Key] = frozenset()  # groups
    opened: frozenset[Key] = frozenset()  # holdings that show their lots


class HoldingsModel(MovingRows[Key]):
    """Holdings, one row each, under the headings of their groups; the last row is the total."""

    def __init__(self, scene: Scene) -> None:
        """Start empty."""
        super().__init__()
        self.scene = scene
        self.wish = Arrangement()
        self._listing = Listing()
        self._lines: dict[Key, Line] = {}
        self._cells: dict[Key, list[Cell | None]] = {}

    # What is shown

    def show(self, listing: Listing, scene: Scene) -> None:
        """Take a new reading: rows come, go and move only where the holdings did."""
        before, now = self._lines, _every(listing, self.wish.opened)
        changed = self._changed(now, scene)
        self._listing, self.scene = listing, scene
        self._cells = {key: each for key, each in self._cells.items() if key not in changed}
        self._lines = before | now  # while rows are taken away, views may still ask for them
        self._become(self._arranged())
        self._lines = now
        self._cells = {key: each for key, each in self._cells.items() if key in now}
        self._announce(changed, len(COLUMNS))

    def arrange(self, wish: Arrangement) -> None:
        """Sort otherwise, fold or unfold."""
        before, self.wish = self.wish, wish
        kept, now = self._lines, _every(self._listing, wish.opened)
        self._lines = kept | now  # while lots are folded away, views may still ask for them
        turned = (before.folded ^ wish.folded) | (before.opened ^ wish.opened)
        self._become(self._arranged())
        self._lines = now
        self._cells = {key: each for key, each in self._cells.items() if key in now}
        if (before.column, before.falling) != (wish.column, wish.falling):
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._announce(turned, 1)

    def retitle(self) -> None:
        """Say that the headings read otherwise: another language or currency."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def _changed(self, now: dict[Key, Line], scene: Scene) -> set[Key]:
        """Return the rows that were there before and look different."""
        if scene != self.scene:
            return set(now) & set(self._lines)
        return {key for key, line in now.items() if key in self._lines and line != self._lines[key]}

    def _arranged(self) -> list[Key]:
        rows: list[Key] = []
        headed = [each for each in self._listing.sections if each.heading is not None]
        for section in (*self._bare(), *self._in_order(headed)):
            if section.heading is not None:
                rows.append(section.heading.key)
                if section.heading.key in self.wish.folded:
                    continue
            for line in self._sorted(section.holdings):
                rows.append(line.key)
                if line.key in self.wish.opened:
                    rows += [each.key for each in self._listing.lots(line)]
        if self._listing.total is not None:
            rows.append(self._listing.total.key)
        return rows

    def _bare(self) -> list[Section]:
        return [each for each in self._listing.sections if each.heading is None]

    def _in_order(self, headed: Sequence[Section]) -> list[Section]:
        """Return the groups as their holdings are sorted; money comes last."""
        money = [each for each in headed if _is_money(each)]
        places = {
            line.key: place
            for place, line in enumerate(
                self._sorted(
                    each.heading for each in headed if each.heading and not _is_money(each)
                )
            )
        }
        others = [each for each in headed if not _is_money(each)]
        others.sort(key=lambda each: places[each.heading.key] if each.heading else 0)
        return others + money

    def _sorted(self, lines: Iterable[Line]) -> list[Line]:
        """Sort by the column's value; what is unknown comes last in both directions."""
        some = list(lines)
        if not self.wish.column:
            return some
        column = COLUMNS[PLACES[self.wish.column]]
        valued = [(column.value(each, self.scene), each) for each in some]
        known = [(value, each) for value, each in valued if value is not None]
        known.sort(key=lambda pair: pair[0], reverse=self.wish.falling)
        return [each for _, each in known] + [each for value, each in valued if value is None]

    # What the view and its delegate ask

    def line(self, place: int) -> Line | None:
        """Return the line at a place."""
        key = self.row(place)
        return None if key is None else self._lines.get(key)

    def cell(self, place: int, column: int) -> Cell:
        """Return what is painted in a cell."""
        key = self._rows[place]
        cells = self._cells.get(key)
        if cells is None:
            cells = self._cells[key] = [None] * len(COLUMNS)
        made = cells[column]
        if made is None:
            made = cells[column] = COLUMNS[column].cell(self._lines[key], self.scene)
        return made

    def column(self, place: int) -> Column:
        """Return the column at a place."""
        return COLUMNS[place]

    def opens(self, place: int, column: int) -> bool:
        """Tell whether a cell shows a number whose trail can be seen."""
        line = self.line(place)
        if line is None or COLUMNS[column].asks is None:
            return False
        return bool(self.cell(place, column).text) and line.kind is not LineKind.GROUP

    def unfolds(self, place: int) -> bool | None:
        """Tell whether a row is unfolded, None where there is nothing under it."""
        line = self.line(place)
        if line is None or not line.members:
            return None
        if line.kind is LineKind.GROUP:
            return line.key not in self.wish.folded
        return line.key in self.wish.opened if line.kind is LineKind.HOLDING else None

    # What Qt asks

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns, shown or not."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: D102 - Qt's
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - a QVariant
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        if role == Role.ToolTipRole:
            return column.explained(self.scene)
        if role == Role.DisplayRole:
            arrow = (" ↓" if self.wish.falling else " ↑") if self.wish.column == column.id else ""
            return column.heading(self.scene) + arrow
        return int(column.align) if role == Role.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        return _FLAGS if index.isValid() else Qt.ItemFlag(0)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a cell; the delegate paints from `cell` and asks nothing here."""
        place, column = index.row(), index.column()
        line = self.line(place) if index.isValid() else None
        if line is None:
            return None
        match role:
            case Role.DisplayRole:
                return self.cell(place, column).plain
            case Role.TextAlignmentRole:
                return int(COLUMNS[column].align)
            case Role.ToolTipRole:
                return tip(line, COLUMNS[column], self.scene) or None
            case Role.AccessibleTextRole:
                text = self.cell(place, column).plain
                return f"{COLUMNS[column].heading(self.scene)}: {text}"
        return self._own_data(line, place, column, role)

    def _own_data(self, line: Line, place: int, column: int, role: int) -> Any:  # noqa: ANN401 - a QVariant
        if role == SORT_ROLE:
            return COLUMNS[column].value(line, self.scene)
        if role == TONE_ROLE:
            return self.cell(place, column).tone
        return line.key if role == KEY_ROLE else None


def tip(line: Line, column: Column, scene: Scene) -> str:
    """Return what is to be known of a cell beside its text: what is missing, how old a price is."""
    holding = line.holding
    if column.id == "name":
        return _named(line)
    if line.kind in {LineKind.GROUP, LineKind.TOTAL} and column.id == "value" and not line.known:
        return translate("Portfolio", "Incomplete: the sum of what is known.")
    if holding is None or line.lot is not None:
        return ""
    if holding.price is None and column.id in {"price", "value"}:
        return translate("Portfolio", "No price is known.")
    if holding.rate is None and column.id in {"value", "gain"}:
        words = translate("Portfolio", "No exchange rate {currency}→{base} is known.")
        return words.format(currency=holding.security.currency, base=scene.currency)
    if holding.carried_days and holding.price_on and column.id in {"price", "value", "price_on"}:
        return carried_words(holding.carried_days, scene.phrases.day(holding.price_on))
    return ""


def carried_words(days: int, day: str) -> str:
    """Return that a price is an old one."""
    words = translate("Portfolio", "The last price known is of {day}: it is {days} days old.")
    return words.format(day=day, days=days)


def _named(line: Line) -> str:
    if line.holding is None or line.lot is not None:
        return line.title
    one = line.holding.security
    return "\n".join(each for each in (one.name, one.symbol, one.isin, one.wkn) if each)


def _is_money(section: Section) -> bool:
    return section.heading is not None and section.heading.key[-1] == "cash"


def _every(listing: Listing, opened: Collection[Key]) -> dict[Key, Line]:
    """Return all rows by key, lots of the holdings that are opened alone: there may be many."""
    found: dict[Key, Line] = {}
    for section in listing.sections:
        if section.heading is not None:
            found[section.heading.key] = section.heading
        for line in section.holdings:
            found[line.key] = line
            if line.key in opened:
                found |= {each.key: each for each in listing.lots(line)}
    if listing.total is not None:
        found[listing.total.key] = listing.total
    return found

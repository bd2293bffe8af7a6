"""The table of holdings: cells by the keyboard, folding, trails of numbers, and copying."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from gridwatch.ui.appearance import Tones
from gridwatch.ui.portfolio.holdings.columns import COLUMNS
from gridwatch.ui.portfolio.holdings.export import plain_rows
from gridwatch.ui.portfolio.holdings.lines import Line, LineKind
from gridwatch.ui.portfolio.holdings.model import Arrangement, HoldingsModel
from gridwatch.ui.portfolio.holdings.painting import FOLD, INDENT, HoldingsPainter
from gridwatch.ui.portfolio.number_table import NumberTable
from gridwatch.ui.portfolio.trail.opening import Opening
from gridwatch.ui.watchlist.header import ColumnHeader
from gridwatch.ui.watchlist.painting import MARGIN

translate = QCoreApplication.translate


class HoldingsTable(NumberTable):
    """Shows a `HoldingsModel`.

    `opened` carries the company of a row that was double-clicked, `arranged` another Arrangement,
    `listed` a security whose transactions are wanted.
    """

    opened = Signal(int)
    arranged = Signal(object)
    listed = Signal(int)

    def __init__(self, model: HoldingsModel, tones: Tones, parent: QWidget) -> None:
        """Show `model`."""
        super().__init__(parent)
        self.holdings = model
        self.header_bar = ColumnHeader(self, COLUMNS)
        self.setHeader(self.header_bar)
        self.setModel(model)
        self.header_bar.settle()
        self._painter = self.painter = HoldingsPainter(tones, self)
        self.setItemDelegate(self._painter)
        self.doubleClicked.connect(self._open)
        self.header_bar.sorted.connect(
            lambda column, falling: self._arrange(column=column, falling=falling)
        )
        self.restyle(tones)

    def keys(self) -> dict[Qt.Key, Callable[[], object]]:
        """Return the keys that fold."""
        return {
            Qt.Key.Key_Plus: lambda: self.unfold(on=True),
            Qt.Key.Key_Minus: lambda: self.unfold(on=False),
            Qt.Key.Key_Space: self.turn,
        }

    def restyle(self, tones: Tones) -> None:
        """Take other colours, and the words and the font of now."""
        self._painter.restyle(tones)
        self.setAccessibleName(translate("Portfolio", "Holdings"))
        self.empty.setStyleSheet(f"color: {tones.muted};")
        self.fit()
        self.viewport().update()

    def fit(self) -> None:
        """Give the columns the widths that the words and the font ask for."""
        widths = self._painter.column_widths(self.holdings.scene)
        least = self._painter.narrowest(self.holdings.scene, widths)
        self.header_bar.take_widths(widths, least, self.viewport().width())

    # What is selected

    def current_line(self) -> Line | None:
        """Return the line of the current cell."""
        return self.holdings.line(self.currentIndex().row())

    def opens(self, index: QModelIndex) -> bool:
        """Tell whether a cell shows a number whose trail can be seen."""
        return self.holdings.opens(index.row(), index.column())

    # What the user can do

    def ask(self, index: QModelIndex | None = None) -> None:
        """Ask for the trail of a number, that of the current cell without more."""
        where = self.currentIndex() if index is None else index
        line = self.holdings.line(where.row())
        if line is None or not self.holdings.opens(where.row(), where.column()):
            return
        column = COLUMNS[where.column()]
        if column.asks is None:
            return
        heading = column.heading(self.holdings.scene)
        title = heading if line.kind is LineKind.TOTAL else f"{self._named(line)}: {heading}"
        text = self.holdings.cell(where.row(), where.column()).plain
        lot = line.lot.opened_by if line.lot is not None else None
        asked = Opening(
            column.asks,
            title,
            text,
            security_id=line.security_id,
            account_id=line.account_id,
            lot=lot,
        )
        self.asked.emit(asked)

    def _named(self, line: Line) -> str:
        """Return what a row is called away from the table, where no holding stands above a lot."""
        if line.lot is None or line.holding is None:
            return line.title
        day = self.holdings.scene.phrases.day(line.lot.on)
        words = translate("Portfolio", "{security}, lot of {day}, {account}")
        name = line.holding.security.name
        return words.format(security=name, day=day, account=line.title)

    def unfold(self, *, on: bool) -> None:
        """Unfold the current row or fold it; a lot folds its holding."""
        line = self.current_line()
        if line is None:
            return
        wish, key = self.holdings.wish, line.key
        if line.kind is LineKind.GROUP:
            folded = wish.folded - {key} if on else wish.folded | {key}
            self._arrange(folded=folded)
        elif line.kind is LineKind.HOLDING and line.members:
            self._arrange(opened=wish.opened | {key} if on else wish.opened - {key})
        elif line.kind is LineKind.LOT and not on:
            holding = (LineKind.HOLDING, *key[1:3])
            self._arrange(opened=wish.opened - {holding})
            place = self.holdings.place_of(holding)
            if place is not None:
                self.setCurrentIndex(self.holdings.index(place, self.currentIndex().column()))

    def turn(self) -> None:
        """Unfold the current row where it is folded, else fold it."""
        unfolded = self.holdings.unfolds(self.currentIndex().row())
        if unfolded is not None:
            self.unfold(on=not unfolded)

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard as a table with its headings."""
        places = self.selected_places()
        if places:
            rows = plain_rows(self.holdings, places, self.header_bar.shown())
            text = "".join("\t".join(each) + "\n" for each in rows)
            QGuiApplication.clipboard().setText(text)

    def row_menu(self) -> QMenu:
        """Return what can be done with the current cell."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        index, line = self.currentIndex(), self.current_line()
        numbered = self.holdings.opens(index.row(), index.column())
        owned = line is not None and line.holding is not None
        company = self._company(line)
        for words, verb, keys, possible in (
            (translate("Portfolio", "How it is computed"), self.ask, "Return", numbered),
            (translate("Portfolio", "Show the chart"), self._open, "", bool(company)),
            (translate("Portfolio", "Show transactions"), self._list, "", owned),
            (translate("Portfolio", "Copy as table"), self.copy_rows, "Ctrl+C", True),
        ):
            action = menu.addAction(words)
            action.setEnabled(possible)
            action.triggered.connect(lambda _checked=False, verb=verb: verb())
            if keys:  # shown beside the words; the table itself listens to the keys
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return menu

    @staticmethod
    def _company(line: Line | None) -> int | None:
        return line.holding.company_id if line is not None and line.holding is not None else None

    def _open(self, _index: QModelIndex | None = None) -> None:
        company = self._company(self.current_line())
        if company is not None:
            self.opened.emit(company)

    def _list(self) -> None:
        line = self.current_line()
        if line is not None and line.security_id is not None:
            self.listed.emit(line.security_id)

    def enter(self) -> None:
        """Open what the current cell shows: a number its trail, a name its chart."""
        index = self.currentIndex()
        if self.opens(index):
            self.ask(index)
        elif self._company(self.current_line()) is not None:
            self._open()
        else:
            self.turn()

    def across(self, step: int) -> None:
        """Go to the next column that is shown; at the name fold and unfold first."""
        index = self.currentIndex()
        first = index.isValid() and index.column() == self.columns_shown()[0]
        if first and self.holdings.unfolds(index.row()) is (step < 0):
            self.unfold(on=step > 0)
        else:
            super().across(step)

    def clicked_at(self, index: QModelIndex, across: float) -> None:
        """Fold by the mark, open a number by a click on it."""
        if index.column() != 0:
            super().clicked_at(index, across)
            return
        line = self.holdings.line(index.row())
        depth = line.depth * INDENT if line is not None else 0
        if -MARGIN <= across - self.columnViewportPosition(0) - MARGIN - depth <= FOLD:
            self.turn()

    def _arrange(self, **changes: object) -> None:
        wish: Arrangement = replace(self.holdings.wish, **changes)  # type: ignore[arg-type]  # fields of an Arrangement by name
        self.header_bar.show_sort(wish.column, falling=wish.falling)
        self.holdings.arrange(wish)
        self.arranged.emit(wish)

    # What Qt asks

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the cell under the pointer."""
        index = self.indexAt(event.pos())
        if index.isValid():
            chosen = self.selectionModel().isRowSelected(index.row(), QModelIndex())
            if not chosen or index != self.currentIndex():
                self.setCurrentIndex(index)
            self.row_menu().popup(event.globalPos() + QPoint(1, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns fill the room."""
        super().resizeEvent(event)
        self.header_bar.fit(self.viewport().width())

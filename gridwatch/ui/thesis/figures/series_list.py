"""The list of series: picked by the keys or the mouse, and put in order."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal, SignalInstance
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTreeView, QWidget

from gridwatch.domain.thesis.figures import FigureSeries
from gridwatch.ui.appearance import Tones
from gridwatch.ui.flat_rows import lay_flat
from gridwatch.ui.thesis.figures.series_model import Column, SeriesModel, heading_words

translate = QCoreApplication.translate
_PADDING, _LEAST_NAME = 22, 110
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2})
_STYLE = """
QTreeView {{ border: none; background: {base}; outline: 0; }}
QTreeView::item {{ min-height: 25px; padding: 0 5px; border: none; }}
QTreeView::item:hover {{ background: {hover}; }}
QTreeView::item:selected {{ background: {chosen}; color: {text}; }}
"""


class SeriesList(QTreeView):
    """Shows a `SeriesModel`.

    `picked` carries the series that is current, None for none; `edit_wanted` and `removed` one,
    `moved` the ids of all in the order that is wanted.
    """

    picked = Signal(object)
    edit_wanted = Signal(object)
    removed = Signal(object)
    moved = Signal(object)

    def __init__(self, model: SeriesModel, tones: Tones, parent: QWidget) -> None:
        """Show `model`."""
        super().__init__(parent)
        self.series_model = model
        self.setModel(model)
        lay_flat(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.header().setStretchLastSection(False)
        self.header().setSectionsClickable(False)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.picked.emit(self.current))
        self.doubleClicked.connect(lambda _: self._ask(self.edit_wanted))
        self.restyle(tones)

    def restyle(self, tones: Tones) -> None:
        """Take other colours, and the words and the font of now."""
        self.setAccessibleName(translate("Figures", "Series"))
        self.setStyleSheet(
            _STYLE.format(base=tones.base, hover=tones.hover, chosen=tones.chosen, text=tones.text)
        )
        self.fit()

    def fit(self) -> None:
        """Give each column the room of its texts, and the rest to the names."""
        header, metrics = self.header(), self.fontMetrics()
        left = self.viewport().width()
        for column in (Column.LAST, Column.PERIOD, Column.FREQUENCY):
            title = metrics.horizontalAdvance(heading_words(column)) + _PADDING
            width = max(title, self.sizeHintForColumn(column) + 10)
            header.resizeSection(column, width)
            left -= width
        header.resizeSection(Column.NAME, max(_LEAST_NAME, left))

    @property
    def row_height(self) -> int:
        """Return the height of a row."""
        return max(self.sizeHintForRow(0), 25)

    @property
    def current(self) -> FigureSeries | None:
        """Return the series on which the keyboard stands."""
        return self.series_model.series(self.currentIndex().row())

    def select(self, number: int) -> bool:
        """Make a series current by its id; tell whether it is there."""
        place = self.series_model.place_of(number)
        if place is not None:
            index = self.series_model.index(place, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return place is not None

    def shift(self, step: int) -> None:
        """Ask for the current series to go up (-1) or down (1)."""
        place = self.currentIndex().row()
        ids = [each.id for each in self.series_model.every]
        if 0 <= place < len(ids) and 0 <= place + step < len(ids):
            ids[place], ids[place + step] = ids[place + step], ids[place]
            self.moved.emit(tuple(ids))

    def _ask(self, signal: SignalInstance) -> None:
        if self.current is not None:
            signal.emit(self.current)

    def row_menu(self) -> QMenu:
        """Return what can be done with the current series."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, verb, keys in (
            (translate("Figures", "Edit series…"), lambda: self._ask(self.edit_wanted), "Return"),
            (translate("Figures", "Move up"), lambda: self.shift(-1), "Alt+Up"),
            (translate("Figures", "Move down"), lambda: self.shift(1), "Alt+Down"),
            (translate("Figures", "Delete series"), lambda: self._ask(self.removed), "Del"),
        ):
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, verb=verb: verb())
            # Shown beside the words; the list itself listens to the keys.
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return menu

    # What Qt asks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Listen to the keys that the menu names."""
        alone = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() in _ENTER:
            self._ask(self.edit_wanted)
        elif event.key() == Qt.Key.Key_Delete:
            self._ask(self.removed)
        elif alone and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.shift(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the series under the pointer."""
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            self.row_menu().popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns fill the room."""
        super().resizeEvent(event)
        self.fit()

"""The command palette: one line that finds every action and company, and takes typed alerts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from gridwatch.ui.appearance import Tones
from gridwatch.ui.palette_offers import Offer, best, with_notes
from gridwatch.ui.palette_painter import OFFER, ROW, OfferPainter, tallness

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WIDE, _ROWS, _TOP = 620, 12, 64
_TALL = 1.4  # with notes in it, so many times as high
_MOST_RECENT = 30
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
_STYLE = """
#palette {{ background: {raised}; border: 1px solid {faint}; border-radius: 8px; }}
#palette QListView {{ background: {base}; border: none; border-radius: 6px; }}
"""
Seek = Callable[[str], Sequence[Offer]]
Show = Callable[[list[Offer]], object]
Ask = Callable[[str, Show], bool]


class OffersModel(QAbstractListModel):
    """The offers that fit what is typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.offers: list[Offer] = []

    def show(self, offers: list[Offer]) -> None:
        """Show other offers."""
        self.beginResetModel()  # nothing of what was offered before is chosen any more
        self.offers = offers
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of an offer, or the offer itself."""
        if not index.isValid() or index.row() >= len(self.offers):
            return None
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(each for each in (offer.title, offer.note, offer.hint) if each)
        return offer if role == OFFER else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return whether something can be done with an offer."""
        if not index.isValid() or self.offers[index.row()].run is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Palette(QFrame):
    """Lies over the window until something is chosen, Escape is pressed or the focus goes.

    `seek` returns what is offered for a text besides `stored`, before everything else. `ask` begins
    to search the notes for a text, and says whether it does; they come later.
    """

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self._stored: Sequence[Offer] = ()
        self._seek: Seek = lambda _text: ()
        self._ask: Ask = _ask_nobody
        self._only_notes = False
        self._others: Sequence[Offer] = ()
        self._notes: Sequence[Offer] = ()
        self._recent: list[str] = []
        self._before: QWidget | None = None
        self.model = OffersModel(self)
        self.line = _Line(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.line.textChanged.connect(lambda _: self._find())
        self.restyle(tones)
        self.hide()

    def restyle(self, tones: Tones) -> None:
        """Take other words and colours."""
        names = ("raised", "faint", "base")
        self.setStyleSheet(_STYLE.format(**{name: getattr(tones, name) for name in names}))
        self.list.setItemDelegate(OfferPainter(tones, self.list))
        self.list.setAccessibleName(translate("Palette", "Found"))
        self._show_words()

    def _show_words(self) -> None:
        if self._only_notes:
            hint = translate("Palette", "Words, a “phrase”, a #tag or an @SYMBOL")
            name = translate("Palette", "Find in your notes")
        else:
            hint = translate(
                "Palette", "An action, a company, a note, or an alert such as: cap >= 100bn CNY"
            )
            name = translate("Palette", "Find an action, a company or a note")
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(name)

    def open(
        self, stored: Sequence[Offer], seek: Seek, text: str = "", ask: Ask | None = None
    ) -> None:
        """Ask what to do."""
        self._only_notes = False
        self._open(stored, seek, ask or _ask_nobody, text)

    def open_notes(self, ask: Ask) -> None:
        """Ask for notes alone."""
        self._only_notes = True
        self._open((), lambda _text: (), ask, "")

    def _open(self, stored: Sequence[Offer], seek: Seek, ask: Ask, text: str) -> None:
        window = self.parentWidget()
        if not self.isVisible():
            self._before = window.focusWidget() if window is not None else None
        self._stored, self._seek, self._ask = stored, seek, ask
        self._notes = ()
        self._show_words()
        self.line.setText(text)
        self.line.selectAll()
        self._find()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offered(self) -> list[str]:
        """Return the titles of what is offered now."""
        return [each.title for each in self.model.offers]

    def step(self, rows: int) -> None:
        """Go up or down among the offers, round at the ends."""
        count = self.model.rowCount()
        row, way = self.list.currentIndex().row() + rows, 1 if rows > 0 else -1
        if abs(rows) > 1:
            row = max(0, min(count - 1, row))
        for _ in range(count):
            index = self.model.index(row % count, 0)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentIndex(index)
                return
            row += way

    def choose(self) -> None:
        """Do what is chosen; where nothing is the line stays open."""
        index = self.list.currentIndex()
        if index.isValid():
            self._run(index)

    def dismiss(self) -> None:
        """Go away; the focus returns to where it was."""
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def _run(self, index: QModelIndex) -> None:
        offer = cast("Offer", index.data(OFFER))
        if offer.run is None:
            return
        if offer.id:
            self._recent = [offer.id, *(e for e in self._recent if e != offer.id)][:_MOST_RECENT]
        self.dismiss()
        offer.run()

    def _find(self) -> None:
        text = self.line.text()
        first = list(self._seek(text))
        self._others = first or best(self._stored, text, self._recent)
        asked = not first and self._ask(text, lambda notes: self._show_notes(text, notes))
        # Notes of the text before stay in view until the others come, but can't be chosen.
        self._notes = [replace(each, run=None) for each in self._notes] if asked else ()
        self.list.setCurrentIndex(QModelIndex())
        self._fill()

    def _show_notes(self, text: str, notes: Sequence[Offer]) -> None:
        """Take the notes for a text, unless something else is asked for by now."""
        if not self.isVisible() or text != self.line.text():
            return
        self._notes = notes
        if self._only_notes and not notes:
            self._others = [Offer("", translate("Palette", "Nothing is like that."), tone="muted")]
        self._fill()

    def _fill(self) -> None:
        """Show everything; what is chosen stays it."""
        chosen = self.list.currentIndex().data(OFFER)
        shown = self._notes if self._only_notes else None
        self.list.setUniformItemSizes(not self._notes)  # Qt then asks for the size of one only
        self.model.show(list(shown or with_notes(self._others, self._notes)))
        self._place()
        self.list.setCurrentIndex(QModelIndex())
        place = next((n for n, each in enumerate(self.model.offers) if each is chosen), -1)
        if place >= 0:
            self.list.setCurrentIndex(self.model.index(place, 0))
        elif self.model.rowCount():
            self.step(1)
            self.list.scrollToTop()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        top = min(_TOP, window.height() // 8)
        room = window.height() - top - self.line.sizeHint().height() - 40
        self.list.setFixedHeight(max(ROW, min(self._tallness(), room)) + 2)
        self.list.setVisible(bool(self.model.offers))
        width = min(_WIDE, window.width() - 40)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, top)

    def _tallness(self) -> int:
        """Return how high the list would like to be."""
        metrics, offers = self.list.fontMetrics(), self.model.offers
        row = tallness(metrics)
        if not self._notes:
            return row * min(_ROWS, len(offers))
        tall = sum(tallness(metrics, each.lines) for each in offers)
        return min(tall, round(row * _ROWS * _TALL))


class _Line(QLineEdit):
    """The line of a palette: its keys walk the offers."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._palette = palette
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, choose or leave; everything else is typed."""
        if event.key() in _STEPS:
            self._palette.step(_STEPS[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._palette.choose()
        elif event.key() == Qt.Key.Key_Escape:
            self._palette.dismiss()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave where the user goes on elsewhere in the window."""
        super().focusOutEvent(event)
        if event.reason() in {Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason}:
            self._palette.hide()


def _ask_nobody(_text: str, _show: Show) -> bool:
    return False

"""A row of tools of which those without room are folded away, the least wanted first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QWidget

ALWAYS = 1000


@dataclass(frozen=True, slots=True)
class Tool:
    """One widget of the row: the lower its rank, the sooner it is folded away."""

    id: str
    widget: QWidget
    rank: int = ALWAYS


class FoldingRow(QWidget):
    """Shows as many tools as there is room for; whoever owns it offers the others elsewhere.

    `rest` is a widget that is shown only while something is folded.
    """

    def __init__(self, margins: tuple[int, int, int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools: list[Tool] = []
        self._rest: QWidget | None = None
        self._folded: frozenset[str] = frozenset()
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(*margins)
        self._across.setSpacing(2)
        # What is folded away may not keep the row from becoming narrower.
        self._across.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add(self, name: str, widget: QWidget, rank: int = ALWAYS) -> None:
        """Put a tool at the end of the row."""
        self._tools.append(Tool(name, widget, rank))
        self._across.addWidget(widget)

    def add_rest(self, widget: QWidget) -> None:
        """Put the widget at the end that offers what is folded, where anything is."""
        self._rest = widget
        self._across.addWidget(widget)
        widget.hide()

    def add_stretch(self) -> None:
        """Put what follows to the right."""
        self._across.addStretch(1)

    @property
    def folded(self) -> frozenset[str]:
        """Return the ids of the tools that have no room."""
        return self._folded

    def fold(self) -> None:
        """Find out anew what has room: a text or the width is another one."""
        needed, gone = self._needed(self._tools), set[str]()
        for each in sorted(self._tools, key=lambda tool: tool.rank):
            if each.rank == ALWAYS or needed <= self.width():
                break
            if not gone and self._rest is not None:
                needed += self._room_of(self._rest)
            needed -= self._room_of(each.widget)
            gone.add(each.id)
        self._folded = frozenset(gone)
        for each in self._tools:
            set_shown(each.widget, each.id not in gone)
        if self._rest is not None:
            set_shown(self._rest, bool(gone))

    def _needed(self, tools: Iterable[Tool]) -> int:
        """Return the width of the row with these of its tools."""
        margins = self._across.contentsMargins()
        room = sum(self._room_of(each.widget) for each in tools)
        return room + margins.left() + margins.right()

    def _room_of(self, widget: QWidget) -> int:
        return widget.sizeHint().width() + self._across.spacing()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt calls it
        """Return room for what is never folded."""
        needed = self._needed(each for each in self._tools if each.rank == ALWAYS)
        rest = self._room_of(self._rest) if self._rest is not None else 0
        return QSize(needed + rest, self._across.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold and unfold."""
        super().resizeEvent(event)
        self.fold()

    def changeEvent(self, event: QEvent) -> None:
        """Fold anew where the type is another one."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.fold()


def set_shown(widget: QWidget, shown: bool) -> None:
    """Show or hide a widget where it is not so already: each time its row is laid out anew."""
    told = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    if widget.isHidden() is shown or not told:
        widget.setVisible(shown)

"""A view beside which the trail of any of its numbers is shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gridwatch.services.portfolio.views import Step
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.trail.opening import Opening
from gridwatch.ui.portfolio.trail.pane import TrailPane
from gridwatch.wording.naming import Naming

_PART = 0.36  # of the width goes to the trail at first
_NARROW = 620  # pixels of the page, below which the trail stands under it


class TrailedView(QWidget):
    """The part that all views share.

    `trail_wanted` carries the Opening whose trail is to be read; `transaction_wanted` a
    transaction; `edited` an Edit; `opened` a company; `said` what went wrong in words, `noted` what
    was done.
    """

    trail_wanted = Signal(object)
    transaction_wanted = Signal(int)
    edited = Signal(object)
    opened = Signal(int)
    said = Signal(str)
    noted = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.naming = look, Naming()
        self.body = QWidget(self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.addWidget(self.body)
        self._splitter.setChildrenCollapsible(False)
        self._pane: TrailPane | None = None
        self._asked_from: QWidget | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)

    @property
    def trail(self) -> TrailPane | None:
        """Return the pane of the trail, None before the first number is opened."""
        return self._pane

    def ask(self, ask: Opening) -> None:
        """Open a number: the pane comes at once, its steps when they are read."""
        pane = self._pane or self._make_pane()
        self._asked_from = self.focusWidget()
        hidden = pane.isHidden()
        pane.await_trail(ask)
        if hidden:
            self._give_room()
        self.trail_wanted.emit(ask)

    def show_trail(self, ask: Opening, step: Step | None) -> None:
        """Show the steps of a number, unless another one is open by now."""
        if self._pane is not None and self._pane.ask == ask:
            self._pane.show_trail(step, self.naming)

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self.look = look
        self.restyle_trail(look)

    def save_state(self) -> dict[str, str]:
        """Return what is to be remembered, as texts."""
        return {}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Bring back what `save_state` returned."""

    def restyle_trail(self, look: Look) -> None:
        """Say and colour the trail in another look."""
        if self._pane is not None:
            self._pane.restyle(look)

    def _make_pane(self) -> TrailPane:
        pane = TrailPane(self.look, self)
        pane.hide()
        pane.transaction_wanted.connect(self.transaction_wanted)
        pane.closed.connect(self._return_focus)
        self._splitter.addWidget(pane)
        self._splitter.setStretchFactor(0, 1)
        self._pane = pane
        return pane

    def _give_room(self) -> None:
        narrow = self.width() < _NARROW
        upright = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        self._splitter.setOrientation(upright)
        whole = self.height() if narrow else self.width()
        part = round(whole * (0.5 if narrow else _PART))
        self._splitter.setSizes([whole - part, part])

    def _return_focus(self) -> None:
        if self._asked_from is not None:
            self._asked_from.setFocus()

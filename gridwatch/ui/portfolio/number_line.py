"""A line for an exact number: what is typed there, or what follows from the others."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from gridwatch.domain.ledger.typed_number import read_decimal
from gridwatch.domain.problem import Problem
from gridwatch.ui.appearance import Tones, tabular
from gridwatch.ui.portfolio.amounts import Amounts

_WIDEST = 40


class NumberLine(QLineEdit):
    """Says what was typed: `typed` carries a Decimal or None, `refused` the Problem of a text.

    A number that follows from others stands there in less weight until something is typed over it.
    """

    typed = Signal(object)
    refused = Signal(object)

    def __init__(self, amounts: Amounts, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._amounts, self._tones = amounts, tones
        self.derived = False
        self.problem: Problem | None = None
        self.setMaxLength(_WIDEST)
        self.setFont(tabular(self.font()))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(self._take)

    def show_number(
        self, value: Decimal | None, *, derived: bool, least: int = 0, most: int = 18
    ) -> None:
        """Show a number that does not come from here; what is being typed is left alone."""
        if not derived and not self.derived and self.text():
            return
        self.derived, self.problem = derived and value is not None, None
        text = self._amounts.typed(value, least, most)
        if text != self.text():
            with QSignalBlocker(self):
                self.setText(text)
                self.setCursorPosition(0)
        self._colour()

    def forget(self) -> None:
        """Empty the line."""
        self.derived, self.problem = False, None
        with QSignalBlocker(self):
            self.clear()
        self._colour()

    def _take(self, text: str) -> None:
        self.derived = False
        self._colour()
        try:
            value = read_decimal(text)
        except Problem as problem:
            self.problem = problem
            self.refused.emit(problem)
            return
        self.problem = None
        self.typed.emit(value)

    def _colour(self) -> None:
        tone = self._tones.muted if self.derived else self._tones.text
        self.setStyleSheet(f"QLineEdit {{ color: {tone}; }}")

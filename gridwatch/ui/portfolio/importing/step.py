"""What every step of the import is: it shows a state, and says what keeps one from going on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.importing.work import ImportWork, State


class Step(QWidget):
    """One step. It asks the work for another reading, and is shown what came of it."""

    def __init__(self, work: ImportWork, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work, self.look = work, look

    def show_state(self, state: State) -> None:
        """Show what is known of the file now."""
        raise NotImplementedError

    def obstacle(self, state: State) -> str:
        """Return what has to be done here before one can go on, "" for nothing."""
        raise NotImplementedError

"""The wiring of the milestone board: read calmly and only while it is seen; and its dialog."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gridwatch.services.overview import Overview
from gridwatch.ui.look import Look

if TYPE_CHECKING:
    from gridwatch import wire

    # The board comes with numpy: it is imported when somebody wants to see it.
    from gridwatch.runtime.session import Session
    from gridwatch.services.changes import Changes
    from gridwatch.services.milestones import Board
    from gridwatch.ui.milestones.ladder_dialog import LadderDialog
    from gridwatch.ui.milestones.panel import MilestonePanel
    from gridwatch.ui.window import Window

# Quotes come all the time, and all histories are read for each board.
CALM_MILLISECONDS = 30_000
NOTE_MILLISECONDS = 6000
# A board that is in front from the start waits for the first chart, but no longer than this.
LATEST_MILLISECONDS = 3000


class MilestoneDesk(QObject):
    """Everything that happens between the milestone board of a window and its profile.

    `edited` carries an Edit; `board_shown` comes after each board that is shown.
    """

    edited = Signal(object)
    board_shown = Signal()

    def __init__(self, window: Window, session: Session, overview: Overview, look: Look) -> None:
        """Wait until the dock of the board is seen, which it may be already."""
        super().__init__(window)
        self._window, self._session = window, session
        self._overview, self._look = overview, look
        self._dock = window.dock("milestones")
        self._board: Board | None = None
        self._on_top, self._due, self._closed = False, True, False
        self._asked_for: int | None = None  # the company whose ladder is to be edited
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MILLISECONDS)
        self._calm.timeout.connect(self.all_due)
        self.panel: MilestonePanel | None = None
        self.dialog: LadderDialog | None = None
        self._dock.visibilityChanged.connect(self._turn)
        window.visible.connect(lambda _: QTimer.singleShot(0, self, self.look))
        session.board_read.connect(self._show_board)
        session.series_read.connect(self._begin)
        QTimer.singleShot(LATEST_MILLISECONDS, self, self.look)

    # What the user does

    def verbs(self) -> dict[str, Callable[[bool], object]]:
        """Return what the actions of the window do here, by their ids."""
        return {
            "ladder": lambda _: self.edit_ladder(),
            "milestones": lambda _: self.open(),
        }

    def open(self) -> None:
        """Show the board before whatever hides it, ready for the keys."""
        self._dock.show()
        self._dock.raise_()
        if self.panel is not None:
            self.panel.table.setFocus()

    def edit_ladder(self, company: int = 0) -> None:
        """Ask for the ladder of a company or its lists; of the one that is selected without more.

        The ladders are those of the last board, read anew where it may be old.
        """
        self._asked_for = company or self._window.watchlist.current_company() or 0
        if self._board is None or self._due:
            self._read()
        else:
            self._ask(self._board)

    def edited_by_user(self, changes: Changes) -> None:
        """Note whether an edit concerns the board."""
        named = bool(changes.companies) and not changes.drawings
        if named or changes.targets or changes.watchlists or changes.ladders or changes.preferences:
            self.all_due()

    # What comes home

    def take(self, changed: wire.Changed) -> None:
        """Read again at once what was stored of the past, and after a while what was quoted."""
        if changed.bars or changed.shares or changed.firings or changed.targets:
            self.all_due()
        elif changed.quotes and not self._calm.isActive():
            self._calm.start()

    def all_due(self) -> None:
        """Read the board anew, now where it is seen, else when it is."""
        self._due = True
        self._read_if_seen()

    def show_overview(self, overview: Overview) -> None:
        """Take the names of lists, segments and companies of a new reading."""
        self._overview = overview

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        if self.panel is not None:
            self.panel.restyle(look)

    def _begin(self) -> None:
        """Look once after the first chart has been painted."""
        self._session.series_read.disconnect(self._begin)
        QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Read the board where it is seen: a dock that was restored in front told nobody."""
        if self._closed:
            return
        self._on_top = self._on_top or not self._dock.visibleRegion().isEmpty()
        self._read_if_seen()

    def _turn(self, on_top: bool) -> None:
        self._on_top = on_top
        self._read_if_seen()

    def _seen(self) -> bool:
        window = self._window
        around = self._dock.isFloating() or window.isVisible()
        return self._on_top and around and not window.isMinimized()

    def _read_if_seen(self) -> None:
        if not self._seen():
            return
        if self.panel is None:
            self._make_panel()
        if self._due:
            self._read()

    def _read(self) -> None:
        self._due = False
        self._calm.stop()
        self._session.read_board()

    def _make_panel(self) -> None:
        from gridwatch.ui.milestones.panel import MilestonePanel

        window = self._window
        panel = MilestonePanel(self._look, simulated=self._session.profile.simulated, parent=window)
        window.put("milestones", panel)
        panel.selected.connect(window.watchlist.select_company)
        panel.ladder_wanted.connect(self.edit_ladder)
        panel.said.connect(window.message.say)
        panel.noted.connect(lambda words: window.status.showMessage(words, NOTE_MILLISECONDS))
        self.panel = panel
        if self._board is not None:
            panel.show_board(self._board, self._overview)

    def _show_board(self, board: Board) -> None:
        self._board = board
        if self.panel is not None:
            self.panel.show_board(board, self._overview)
            self.board_shown.emit()
        if self._asked_for is not None:
            self._ask(board)

    def _ask(self, board: Board) -> None:
        """Open the dialog for a ladder, unless one is open."""
        from gridwatch.ui.milestones.ladder_dialog import LadderDialog, owners_of

        company, self._asked_for = self._asked_for or 0, None
        if self.dialog is not None:
            self.dialog.raise_()
            return
        owners = owners_of(self._overview, company, self._look)
        self.dialog = LadderDialog(owners, board.ladders, self._look, self._window)
        self.dialog.decided.connect(self.edited)
        self.dialog.finished.connect(self._put_dialog_away)
        self.dialog.open()

    def _put_dialog_away(self) -> None:
        self.dialog = None

    def close(self) -> None:
        """Read nothing more: a dock that is deleted with its window is said to be hidden."""
        self._closed = True
        self._calm.stop()
        self._dock.visibilityChanged.disconnect(self._turn)

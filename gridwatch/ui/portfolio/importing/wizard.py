"""The dialog of an import: a file, its columns, what they mean here, every line, one button."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridwatch.places import Profile
from gridwatch.services.portfolio.importing import Understood, import_edit
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.importing.assign_step import AssignStep
from gridwatch.ui.portfolio.importing.columns_step import ColumnsStep
from gridwatch.ui.portfolio.importing.file_step import FileStep
from gridwatch.ui.portfolio.importing.opening import file_filters, start_folder
from gridwatch.ui.portfolio.importing.preview_step import PreviewStep
from gridwatch.ui.portfolio.importing.step import Step
from gridwatch.ui.portfolio.importing.step_bar import StepBar
from gridwatch.ui.portfolio.importing.work import ImportWork, State
from gridwatch.ui.strips import error_words

translate = QCoreApplication.translate
_WIDE, _HIGH = 1040, 700
_FILE, _COLUMNS, _ASSIGN, _PREVIEW = range(4)


class ImportWizard(QDialog):
    """Leads through an import; `decided` carries its Edit when it is to be made.

    It stays open until `accept`, or `stay` where it could not be stored.
    """

    decided = Signal(object)

    def __init__(
        self, profile: Profile, today: date, look: Look, parent: QWidget | None = None
    ) -> None:
        """Begin with nothing; `open_path` or `open_data` gives it a file."""
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Import", "Import into the portfolio"))
        self.work = ImportWork(profile, today, self)
        self.file = FileStep(self.work, look, self)
        self.columns = ColumnsStep(self.work, look, self)
        self.assign = AssignStep(self.work, look, self)
        self.preview = PreviewStep(self.work, look, self)
        self.steps: tuple[Step, ...] = (self.file, self.columns, self.assign, self.preview)
        self.bar = StepBar(_titles(), look.tones, self)
        self.stack = QStackedWidget(self)
        self.told, self.progress = QLabel(self), QProgressBar(self)
        self.stop = QPushButton(translate("Import", "Stop"), self)
        self.back = QPushButton(translate("Import", "Back"), self)
        self.next = QPushButton(self)
        self.leave = QPushButton(translate("Import", "Cancel"), self)
        self.imported = 0  # transactions of the edit that was decided
        self._busy = False
        self._understood: Understood | None = None
        self._lay_out()
        self._connect()
        outline(self, look.tones)
        self._show_place()

    def _lay_out(self) -> None:
        for each in self.steps:
            self.stack.addWidget(each)
        self.told.setWordWrap(True)
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(220)
        buttons = QHBoxLayout()
        buttons.addWidget(self.told, 1)
        buttons.addWidget(self.progress)
        for button in (self.stop, self.back, self.next, self.leave):
            button.setAutoDefault(button is self.next)
            buttons.addWidget(button)
        self.next.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        column.addLayout(buttons)
        grown = max(1.0, self.fontMetrics().height() / 17)
        self.resize(int(_WIDE * min(grown, 1.4)), int(_HIGH * min(grown, 1.3)))
        self._rest()

    def _connect(self) -> None:
        self.bar.wanted.connect(self.go_to)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.leave.clicked.connect(self.reject)
        self.stop.clicked.connect(self.work.give_up)
        self.file.another.connect(self.ask_for_file)
        self.work.began.connect(self._wait)
        self.work.told.connect(self._tell)
        self.work.ended.connect(self._rest)
        self.work.changed.connect(self._show)
        self.work.failed.connect(self.say)

    # What the user does

    def ask_for_file(self) -> QFileDialog:
        """Ask which file is to be imported."""
        dialog = QFileDialog(self, translate("Import", "Import a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(file_filters())
        dialog.setDirectory(start_folder())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.open_path(Path(chosen)))
        dialog.open()
        return dialog

    def ask_for_first(self) -> None:
        """Ask for the file with which to begin; without one there is nothing to do here."""
        dialog = self.ask_for_file()
        dialog.rejected.connect(self._leave_without)

    def _leave_without(self) -> None:
        if self.work.state is None:
            self.reject()

    def open_path(self, path: Path) -> None:
        """Read a file, and begin with it."""
        self.stack.setCurrentIndex(_FILE)
        self.work.open_path(path)

    def open_data(self, name: str, data: bytes) -> None:
        """Read what was pasted, and begin with it."""
        self.stack.setCurrentIndex(_FILE)
        self.work.open_data(name, data)

    def go_on(self) -> None:
        """Go to the next step, or make the import on the last one."""
        place = self.stack.currentIndex()
        if place == _PREVIEW:
            self._decide()
            return
        self.go_to(self._beside(place, 1))

    def go_back(self) -> None:
        """Go to the step before."""
        self.go_to(self._beside(self.stack.currentIndex(), -1))

    def go_to(self, place: int) -> None:
        """Show a step where it can be reached."""
        if self._reachable()[place]:
            self.stack.setCurrentIndex(place)
            self._show_place()
            self.steps[place].setFocus()

    def _decide(self) -> None:
        state = self.work.state
        if state is None or state.matching is None or self._obstacle(_PREVIEW):
            return
        self.imported = len(self.preview.model.taken())
        self._busy = True
        self._show_place()
        self.progress.setRange(0, 0)
        self.progress.show()
        self.told.setText(translate("Import", "Importing…"))
        self.decided.emit(import_edit(state.understood, state.matching))

    def stay(self) -> None:
        """Let it be tried again: it could not be stored."""
        self._busy = False
        self._rest()

    def say(self, error: Exception) -> None:
        """Say what went wrong, and show again what is so still."""
        state = self.work.state
        if state is not None:
            self.file.show_state(state)
            self.columns.show_state(state)
        self.told.setText(error_words(error))
        self.told.setStyleSheet(f"color: {self._look.tones.warn};")

    # Where one can go

    def _has_columns(self) -> bool:
        state = self.work.state
        return state is not None and state.understood.sketch is not None

    def _beside(self, place: int, step: int) -> int:
        beside = place + step
        if beside == _COLUMNS and not self._has_columns():
            beside += step
        return max(_FILE, min(_PREVIEW, beside))

    def _obstacle(self, place: int) -> str:
        state = self.work.state
        if state is None:
            return translate("Import", "Open a file first.")
        return self.steps[place].obstacle(state)

    def _reachable(self) -> tuple[bool, ...]:
        """Return which steps can be shown: each needs all before it to be without obstacle."""
        found, free = [], True
        for place in range(len(self.steps)):
            found.append(free and (place != _COLUMNS or self._has_columns()))
            free = free and not self._obstacle(place)
        return tuple(found)

    # What is shown

    def _show(self, state: State) -> None:
        if state.understood is not self._understood:
            self._understood = state.understood
            self.file.show_state(state)
            self.columns.show_state(state)
        self.assign.show_state(state)
        self.preview.show_state(state)
        if not self._reachable()[self.stack.currentIndex()]:
            self.stack.setCurrentIndex(_COLUMNS if self._has_columns() else _FILE)
        self._show_place()

    def _show_place(self) -> None:
        """Say where one is, and what the buttons do now."""
        place, state = self.stack.currentIndex(), self.work.state
        self.bar.show_place(place, self._reachable())
        obstacle = self._obstacle(place)
        self.told.setText(obstacle if state is not None else "")
        self.told.setStyleSheet(f"color: {self._look.tones.muted};")
        self.back.setEnabled(place > _FILE and not self._busy)
        self.next.setEnabled(not obstacle and not self._busy)
        if place == _PREVIEW and state is not None:
            self.next.setText(self.preview.button_words(state))
        else:
            self.next.setText(translate("Import", "Next"))
        self.leave.setEnabled(not self._busy)

    def _wait(self) -> None:
        self.progress.setRange(0, 0)
        self.progress.show()
        self.stop.show()
        self.next.setEnabled(False)
        self.told.setText(translate("Import", "Reading…"))
        self.told.setStyleSheet(f"color: {self._look.tones.muted};")

    def _tell(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)
        words = translate("Import", "Reading line {done} of {of}…")
        integer = self._look.phrases.integer
        self.told.setText(words.format(done=integer(done), of=integer(of)))

    def _rest(self) -> None:
        self.progress.hide()
        self.stop.hide()
        self._show_place()

    # The end

    def done(self, result: int) -> None:
        """Let go of what is being read."""
        self.work.close()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay while the import is being stored."""
        if self._busy:
            event.ignore()
        else:
            super().closeEvent(event)

    def reject(self) -> None:
        """Close without an import, unless one is being stored."""
        if not self._busy:
            super().reject()


def _titles() -> tuple[str, ...]:
    return (
        translate("Import", "File"),
        translate("Import", "Columns"),
        translate("Import", "Assign"),
        translate("Import", "Preview"),
    )

"""The page of the checks: what is doubtful in the ledger, with what would mend it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.auditing import Checked
from gridwatch.services.portfolio.choice_edits import BringBack, Dismiss
from gridwatch.services.portfolio.views import Finding, Repair
from gridwatch.ui.appearance import Tones
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.checks.finding_model import FindingModel
from gridwatch.ui.portfolio.checks.finding_pane import FindingPane
from gridwatch.ui.portfolio.checks.looking import look_over
from gridwatch.ui.portfolio.page import Page
from gridwatch.ui.portfolio.place import TRANSACTIONS, AskAccount, AskSecurity, Names, Place
from gridwatch.ui.portfolio.tables import dress_rows, lay_rows
from gridwatch.wording.findings import repair_words

translate = QCoreApplication.translate
_NARROW = 820  # pixels; below, the finding stands under the list
_BESIDE, _BELOW = 0.4, 0.45  # the part of the room that a finding has


class FindingTable(QTableView):
    """Shows a `FindingModel`: Return takes the first repair, Delete dismisses."""

    def __init__(self, model: FindingModel, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        lay_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.restyle(tones)

    def restyle(self, tones: Tones) -> None:
        """Take other colours, and the words of now."""
        dress_rows(self, tones)
        self.setAccessibleName(translate("Checks", "What is doubtful"))


class ChecksPage(Page):
    """Reads the whole ledger, whatever the scope, and shows what is doubtful in it."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.checked = Checked()
        self._shared = False  # list and finding have their parts of the room
        self.model = FindingModel(look)
        self.table = FindingTable(self.model, look.tones, self)
        self.pane = FindingPane(look, self)
        self.told, self.clear = QLabel(self), QLabel(self)
        self.hidden = QCheckBox(self)
        self._stack = QStackedWidget(self)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self.setFocusProxy(self.table)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.hidden.toggled.connect(lambda _: self._show())
        self.pane.repaired.connect(self.repair)
        self.pane.dismissed.connect(self.turn)
        self.pane.linked.connect(self._follow)
        self.restyle(look)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setContentsMargins(10, 5, 10, 5)
        above.addWidget(self.told, 1)
        above.addWidget(self.hidden)
        self.clear.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clear.setWordWrap(True)
        self._split.addWidget(self.table)
        self._split.addWidget(self.pane)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        self._split.setChildrenCollapsible(False)
        self._stack.addWidget(self._split)
        self._stack.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self._stack, 1)

    # What is read

    def read(self) -> None:
        """Look the ledger over again."""
        look_over(self.session, self._take)

    def take_prices(self) -> None:
        """Look again: prices that were missing may be there."""
        self.read()

    def show_names(self, names: Names) -> None:
        """Take what accounts and securities are called now."""
        super().show_names(names)
        self._show_current()

    def _take(self, checked: Checked) -> None:
        self.checked = checked
        self.counted.emit(len(checked.findings))
        self._show()

    def _show(self) -> None:
        checked = self.checked
        hidden = checked.hidden if self.hidden.isChecked() else ()
        place = self.table.currentIndex().row()
        self.model.show_findings(checked.findings, hidden)
        self.hidden.setVisible(bool(checked.hidden) or self.hidden.isChecked())
        number = self.look.phrases.integer(len(checked.hidden))
        self.hidden.setText(translate("Checks", "Show dismissed ({number})").format(number=number))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        count = self.look.phrases.integer(len(checked.findings))
        words = translate("Checks", "What was found in the whole ledger: {number}")
        self.told.setText(words.format(number=count) if checked.findings else "")
        self.clear.setText(translate("Checks", "All clear. Nothing in the ledger looks doubtful."))
        self._keep_current(place)
        self._show_current()

    def _keep_current(self, place: int) -> None:
        """Stay where one was; what was mended gives way to what comes behind it."""
        if self.model.finding(self.table.currentIndex().row()) is not None:
            return
        rows = self.model.rowCount()
        behind = range(max(0, place), rows)
        wanted = next((at for at in behind if self.model.finding(at) is not None), None)
        if wanted is None:
            wanted = self.model.first_place()
        if wanted >= 0:
            self.table.selectRow(wanted)

    def _show_current(self) -> None:
        finding = self.model.finding(self.table.currentIndex().row())
        hidden = finding is not None and self.model.is_hidden(finding)
        self.pane.show_finding(finding, self.checked, self.names, hidden=hidden)

    def current(self) -> Finding | None:
        """Return the finding that is shown."""
        return self.model.finding(self.table.currentIndex().row())

    # What the user does

    def repair(self, repair: Repair) -> None:
        """Make the edit of a repair."""
        words = translate("Checks", "Done: {repair}. Undo takes it back.")
        told = words.format(repair=repair_words(repair))
        for button in self.pane.buttons:
            button.setEnabled(False)  # until the ledger was looked over again
        self.edited.emit(repair.edit, lambda: self.noted.emit(told), self.read)

    def turn(self, finding: Finding) -> None:
        """Dismiss a finding, or show one again."""
        keys = frozenset({finding.key})
        edit = BringBack(keys) if self.model.is_hidden(finding) else Dismiss(keys)
        self.edited.emit(edit, None, None)

    def _follow(self, sort: str, number: int) -> None:
        if sort == "transaction":
            self.opened.emit(Place(TRANSACTIONS, (number,)))
        elif sort == "security":
            self.asked.emit(AskSecurity(number))
        else:
            self.asked.emit(AskAccount(number))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mend by Return, dismiss by Delete."""
        finding = self.current()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and finding and finding.repairs:
            self.repair(finding.repairs[0])
        elif event.matches(QKeySequence.StandardKey.Delete) and finding:
            self.turn(finding)
        else:
            super().keyPressEvent(event)

    # How it looks

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        super().restyle(look)
        self.model.restyle(look)
        self.table.restyle(look.tones)
        self.pane.restyle(look)
        self.told.setStyleSheet(f"color: {look.tones.muted};")
        self.clear.setStyleSheet(f"color: {look.tones.muted}; font-size: 14px;")
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the finding beside the list where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= _NARROW
        ways = Qt.Orientation
        way = ways.Horizontal if wide else ways.Vertical
        if way != self._split.orientation() or not self._shared:
            self._shared = True
            self._split.setOrientation(way)
            room = self.width() if wide else self.height()
            part = int(room * (_BESIDE if wide else _BELOW))
            self._split.setSizes([room - part, part])

"""The rules in the window: search, filters, the table, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.alert.rule import Rule, Scope
from gridwatch.services.edits import Edit
from gridwatch.services.rule_views import Rulebook, Stage
from gridwatch.ui.alerts.model import EXPIRED, MUTED, RulesModel, Wish
from gridwatch.ui.alerts.rule_choices import SNOOZES, muted, removed, snoozed
from gridwatch.ui.alerts.rules_table import RulesTable
from gridwatch.ui.alerts.scene import Scene, company_name
from gridwatch.ui.alerts.target_removal import ask_first, gone_words, removal_words
from gridwatch.ui.watchlist.marks import mark_icon

translate = QCoreApplication.translate
# While somebody types, ten thousand rules are not searched for every letter.
_PAUSE = 120
_SELECTED = -1  # the company that is selected in the watchlist
STATES: Mapping[str, Callable[[], str]] = {
    "": lambda: translate("Alerts", "Any state"),
    Stage.ARMED: lambda: translate("Alerts", "Armed"),
    Stage.REACHED: lambda: translate("Alerts", "Reached"),
    Stage.WAITING: lambda: translate("Alerts", "Waiting"),
    Stage.DONE: lambda: translate("Alerts", "Done"),
    MUTED: lambda: translate("Alerts", "Muted or snoozed"),
    EXPIRED: lambda: translate("Alerts", "Expired"),
}


class RulesPanel(QWidget):
    """Shows a rulebook; what the user does leaves as signals, never as a change here.

    `made` asks for a new rule, `opened` carries a Rule to be edited, `edited` an Edit, `selected`
    the id of a company to be shown, `noted` what is to be said once the edit after it is stored.
    """

    made = Signal()
    opened = Signal(object)
    edited = Signal(object)
    selected = Signal(int)
    noted = Signal(str)

    def __init__(self, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._company = 0  # selected in the watchlist
        self._read = False  # before the first reading nobody knows whether there are any
        self._model = RulesModel(scene, self)
        self.table = RulesTable(self._model, self)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self._icon = self.search.addAction(
            mark_icon("search", scene.look.tones.muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self.companies = QComboBox(self)
        self.states = QComboBox(self)
        self._empty = QLabel(self.table)
        self._count = QLabel(self)
        self.buttons = {each: QToolButton(self) for each in ("new", "edit", "mute", "snooze")}
        self.buttons["remove"] = QToolButton(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._lay_out()
        self._connect()
        self.restyle(scene)

    def _lay_out(self) -> None:
        bar, foot = QHBoxLayout(), QHBoxLayout()
        for each in (bar, foot):
            each.setContentsMargins(8, 4, 8, 4)
            each.setSpacing(6)
        bar.addWidget(self.search, 3)
        for box in (self.companies, self.states):
            box.setMinimumContentsLength(9)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            bar.addWidget(box, 2)
        foot.addWidget(self._count, 1)
        for button in self.buttons.values():
            button.setAutoRaise(True)
            foot.addWidget(button)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        inside = QVBoxLayout(self.table.viewport())
        inside.addWidget(self._empty)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._arrange)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._go_to_table)
        self.companies.activated.connect(lambda _: self._arrange())
        self.states.activated.connect(lambda _: self._arrange())
        self.table.asked.connect(self.act)
        self.table.sorted.connect(lambda column, falling: self._arrange(column, falling=falling))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        for verb, button in self.buttons.items():
            if verb != "snooze":
                button.clicked.connect(_asker(self, verb))
        snooze = self.buttons["snooze"]
        snooze.clicked.connect(lambda: self.table.offer_snooze(_above(snooze)))

    # What the window tells

    def show_rules(self, book: Rulebook, scene: Scene) -> None:
        """Show a new reading; selection, order and scroll stay where they are."""
        self._read = True
        self._model.show(book.views, scene)
        self.table.fit()
        self._show_companies()
        self._show_count()
        self._show_buttons()

    def set_now(self, now: datetime) -> None:
        """Let time pass."""
        self._model.set_now(now)

    def select_company(self, company: int) -> None:
        """Know which company is selected in the watchlist, 0 for none."""
        if company != self._company:
            self._company = company
            self._show_companies()
            if self.companies.currentData() == _SELECTED:
                self._arrange()

    def restyle(self, scene: Scene) -> None:
        """Say and colour everything in another look."""
        tones = scene.look.tones
        self._model.show(self._model.views, scene)
        self._model.headerDataChanged.emit(
            Qt.Orientation.Horizontal, 0, self._model.columnCount() - 1
        )
        self._icon.setIcon(mark_icon("search", tones.muted))
        self._count.setStyleSheet(f"color: {tones.muted};")
        self._empty.setStyleSheet(f"color: {tones.muted};")
        self._write(scene)
        self._show_companies()
        self._show_count()
        self._show_buttons()

    def _write(self, scene: Scene) -> None:
        self.search.setPlaceholderText(translate("Alerts", "Search"))
        self.search.setAccessibleName(translate("Alerts", "Search the alerts"))
        self.companies.setAccessibleName(translate("Alerts", "Company"))
        self.states.setAccessibleName(translate("Alerts", "State"))
        self.table.restyle(scene.look.tones)
        words = {
            "new": translate("Alerts", "New alert…"),
            "edit": translate("Alerts", "Edit…"),
            "snooze": translate("Alerts", "Snooze"),
        }
        for verb, text in words.items():
            self.buttons[verb].setText(text)
        with QSignalBlocker(self.states):
            chosen = self.states.currentData()
            self.states.clear()
            for state, text_of in STATES.items():
                self.states.addItem(text_of(), str(state))
            self.states.setCurrentIndex(max(0, self.states.findData(chosen)))

    # What the user does

    def act(self, verb: str) -> None:
        """Do what a key, a button or the menu asks for."""
        chosen, now = self.table.chosen(), self._model.scene.now
        if verb == "new":
            self.made.emit()
        elif not chosen:
            return
        elif verb == "edit":
            self.opened.emit(self.table.current() or chosen[0])
        elif verb == "company":
            self._show_company(chosen[0])
        elif verb in SNOOZES:
            self._snooze(chosen, verb)
        elif verb == "mute":
            self._send(muted(chosen, now))
        else:
            ask_first(chosen, self._model.scene, self, lambda: self._remove(chosen))

    def _remove(self, rules: list[Rule]) -> None:
        self.noted.emit(gone_words(rules, self._model.scene))
        self._send(removed(rules))

    def _snooze(self, chosen: list[Rule], verb: str) -> None:
        span, now = SNOOZES[verb][1], datetime.now(self._model.scene.now.tzinfo)
        if span is not None:
            self._send(snoozed(chosen, now + span))
            return
        from gridwatch.ui.alerts.until import UntilDialog

        dialog = UntilDialog(now, self)
        dialog.chosen.connect(lambda until: self._send(snoozed(chosen, until)))
        dialog.open()

    def _send(self, edit: Edit | None) -> None:
        if edit is not None:
            self.edited.emit(edit)

    def _show_company(self, rule: Rule) -> None:
        view = self._model.view_of(rule.id)
        if view is not None and view.companies and rule.subject.scope is not Scope.RATE:
            near = view.near.company_id if view.near else 0
            self.selected.emit(near if near in view.companies else min(view.companies))

    def _go_to_table(self) -> None:
        self._pause.stop()
        self._arrange()
        if self._model.rowCount():
            self.table.setFocus()
            if not self.table.chosen():
                self.table.setCurrentIndex(self._model.index(0, 1))

    def _arrange(self, column: str | None = None, *, falling: bool = False) -> None:
        wish = self._model.wish
        if column is not None:
            wish = replace(wish, column=column, falling=falling)
        company = self.companies.currentData() or 0
        company = (self._company or -2) if company == _SELECTED else company
        self._model.arrange(
            replace(
                wish,
                words=self.search.text().strip(),
                company=company,
                state=self.states.currentData() or "",
            )
        )
        self._show_count()

    # What is remembered between sessions

    def save_state(self) -> dict[str, str]:
        """Return columns and sorting; filters are not kept."""
        wish = self._model.wish
        order = f"{wish.column} {'falling' if wish.falling else 'rising'}" if wish.column else ""
        return {"columns": self.table.save(), "sort": order}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Bring back what `save_state` returned; what can't be read keeps its default."""
        self.table.restore(state.get("columns", ""))
        column, _, way = state.get("sort", "").partition(" ")
        self._model.arrange(Wish(column=column, falling=way == "falling"))

    # How it shows what is the case

    def _show_companies(self) -> None:
        scene = self._model.scene
        wanted = [
            (translate("Alerts", "Any company"), 0),
            (translate("Alerts", "Selected company"), _SELECTED),
            *sorted((company_name(each, scene), each) for each in scene.companies),
        ]
        with QSignalBlocker(self.companies):
            chosen = self.companies.currentData() or 0
            present = [
                (self.companies.itemText(each), self.companies.itemData(each))
                for each in range(self.companies.count())
            ]
            if present != wanted:
                self.companies.clear()
                for words, number in wanted:
                    self.companies.addItem(words, number)
                self.companies.setCurrentIndex(max(0, self.companies.findData(chosen)))

    def _show_count(self) -> None:
        shown, count = self._model.rowCount(), self._model.count
        words = (
            translate("Alerts", "{number} alerts").format(number=count)
            if shown == count
            else translate("Alerts", "{shown} of {number} alerts").format(shown=shown, number=count)
        )
        self._count.setText(words if self._read else "")
        self._empty.setVisible(self._read and not shown)
        self._empty.setText(
            translate("Alerts", "No alert is like this.")
            if count
            else translate("Alerts", "No alerts yet. Press “New alert…” to be told of something.")
        )

    def _show_buttons(self) -> None:
        chosen = self.table.chosen()
        self.buttons["edit"].setEnabled(len(chosen) == 1)
        for verb in ("mute", "snooze", "remove"):
            self.buttons[verb].setEnabled(bool(chosen))
        self.buttons["mute"].setText(self.table.mute_words(chosen))
        self.buttons["remove"].setText(removal_words(chosen))


def _asker(panel: RulesPanel, verb: str) -> Callable[[], None]:
    return lambda: panel.act(verb)


def _above(button: QToolButton) -> QPoint:
    return button.mapToGlobal(QPoint(0, 0))

"""A condition as rows of boxes: add, remove, join by "and" and "or", put in parentheses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.alert.condition import MOST_TERMS, Condition, Joint
from gridwatch.domain.alert.measure import Measure
from gridwatch.ui.alerts.brackets import (
    Brackets,
    depth_of,
    freed,
    joined_above,
    lines_of,
    text_of,
    without,
)
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.alerts.term_row import TermRow
from gridwatch.ui.appearance import Tones

translate = QCoreApplication.translate
_INDENT = 14


class _Line(QWidget):
    """One row with its joint, its parentheses and the buttons behind it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.joint = QComboBox(self)
        self.joint.addItem(translate("Alerts", "and"), Joint.ALL)
        self.joint.addItem(translate("Alerts", "or"), Joint.ANY)
        self.joint.setAccessibleName(translate("Alerts", "Joined by"))
        self.opens, self.closes = QLabel(self), QLabel(self)
        self.term = TermRow(self)
        self.more, self.remove = QToolButton(self), QToolButton(self)
        self.more.setText("( )")
        self.more.setToolTip(translate("Alerts", "Parentheses"))
        self.more.setAccessibleName(translate("Alerts", "Parentheses"))
        self.remove.setText("\N{MULTIPLICATION SIGN}")
        self.remove.setToolTip(translate("Alerts", "Remove this condition"))
        self.remove.setAccessibleName(translate("Alerts", "Remove this condition"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self.joint)
        row.addWidget(self.opens)
        row.addWidget(self.term, 1)
        row.addWidget(self.closes)
        for button in (self.more, self.remove):
            button.setAutoRaise(True)
            row.addWidget(button)

    def around(self) -> Brackets:
        """Return the joint and the parentheses."""
        joint = Joint(self.joint.currentData())
        return Brackets(joint, len(self.opens.text()), len(self.closes.text()))

    def show_around(self, around: Brackets, place: int, depth: int, count: int) -> None:
        """Show the joint and the parentheses of the line at `place` of `count`."""
        self.joint.setCurrentIndex(self.joint.findData(around.joint))
        self.joint.setVisible(place > 0)
        self.opens.setText("(" * around.opens)
        self.closes.setText(")" * around.closes)
        self.opens.setVisible(around.opens > 0)
        self.closes.setVisible(around.closes > 0)
        self.more.setVisible(count > 1)
        self.remove.setVisible(count > 1)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(_INDENT * depth, 0, 0, 0)


class Builder(QWidget):
    """Edits a condition in rows; `changed` says that its text is another one now."""

    changed = Signal()
    entered = Signal()
    resized = Signal()  # there are more rows, or fewer

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._tones = tones
        self._lines: list[_Line] = []
        self._pair = ""
        self._currency = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5)
        self.add_button = QToolButton(self)
        self.add_button.setText(translate("Alerts", "+ Add a condition"))
        self.add_button.setAutoRaise(True)
        self.add_button.clicked.connect(self.add_line)
        self._column.addWidget(self.add_button)
        self._resize(1)
        self._arrange([Brackets()])

    # What is shown

    def show_condition(self, condition: Condition) -> None:
        """Show a condition; nothing is said of it."""
        lines = lines_of(condition)
        self._resize(len(lines))
        blocked = self.blockSignals(True)
        for line, (_, term) in zip(self._lines, lines, strict=True):
            line.term.show_term(term)
        self._arrange([around for around, _ in lines])
        self.blockSignals(blocked)

    def begin(self, measure: Measure, *, currency: str = "", pair: str = "") -> None:
        """Show one row that waits for its level; nothing is said of it."""
        blocked = self.blockSignals(True)
        self._resize(1)
        self._currency, self._pair = currency, pair
        term = self._lines[0].term
        term.pair = pair
        term.set_measure(measure)
        term.level.clear()
        if currency:
            term.set_currency(currency)
        self._arrange([Brackets()])
        self.blockSignals(blocked)

    def text(self) -> str:
        """Return the rows as they would be typed, complete or not."""
        return text_of([(each.around(), each.term.text()) for each in self._lines])

    def rows(self) -> list[TermRow]:
        """Return the rows, top to bottom."""
        return [each.term for each in self._lines]

    def set_pair(self, pair: str) -> None:
        """Let all rows be about an exchange rate."""
        self._pair = pair
        for each in self._lines:
            each.term.pair = pair

    def set_currency(self, currency: str) -> None:
        """Let new rows begin with a currency."""
        self._currency = currency

    def in_order(self) -> list[QWidget]:
        """Return everything that takes the focus, as it is read."""
        rows = ([each.joint, *each.term.in_order(), each.more, each.remove] for each in self._lines)
        return [*(each for row in rows for each in row), self.add_button]

    def focus_level(self) -> None:
        """Put the caret where an amount is typed."""
        level = self._lines[0].term.level
        level.setFocus()
        level.selectAll()

    # What the user does

    def add_line(self) -> None:
        """Add one more row, joined like the last one."""
        if len(self._lines) >= MOST_TERMS:
            return
        around = self._around()
        joint = around[-1].joint if len(around) > 1 else Joint.ALL
        self._resize(len(self._lines) + 1)
        row = self._lines[-1].term
        row.pair = self._pair
        row.set_measure(Measure.RATE if self._pair else Measure.DAY)
        row.level.clear()
        if self._currency:
            row.set_currency(self._currency)
        self._arrange([*around, Brackets(joint)])
        self.changed.emit()
        row.level.setFocus()

    def remove_line(self, place: int) -> None:
        """Take a row out."""
        around = without(self._around(), place)
        line = self._lines.pop(place)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._arrange(around)
        self.changed.emit()
        self._lines[min(place, len(self._lines) - 1)].term.measure.setFocus()

    def bracket(self, place: int) -> None:
        """Put a row and what is above it in parentheses."""
        self._arrange(joined_above(self._around(), place))
        self.changed.emit()

    def free(self, place: int) -> None:
        """Take the innermost parentheses around a row away."""
        self._arrange(freed(self._around(), place))
        self.changed.emit()

    def _offer(self, line: _Line) -> None:
        place = self._lines.index(line)
        menu = QMenu(self)
        above = menu.addAction(translate("Alerts", "Put in parentheses with the row above"))
        above.setEnabled(place > 0)
        above.triggered.connect(lambda _=False: self.bracket(place))
        free = menu.addAction(translate("Alerts", "Take the parentheses away"))
        free.setEnabled(depth_of(self._around(), place) > 0)
        free.triggered.connect(lambda _=False: self.free(place))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(line.more.mapToGlobal(line.more.rect().bottomLeft()))

    # How it is built

    def _around(self) -> list[Brackets]:
        return [each.around() for each in self._lines]

    def _arrange(self, around: Sequence[Brackets]) -> None:
        count = len(self._lines)
        for place, (line, each) in enumerate(zip(self._lines, around, strict=True)):
            line.show_around(each, place, depth_of(around, place), count)
        self.add_button.setEnabled(count < MOST_TERMS)

    def _resize(self, count: int) -> None:
        while len(self._lines) > count:
            line = self._lines.pop()
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        grown = len(self._lines) < count
        while len(self._lines) < count:
            self._lines.append(self._made())
        if grown:
            self.resized.emit()

    def _made(self) -> _Line:
        line = _Line(self)
        outline(line, self._tones)
        line.term.changed.connect(self.changed)
        line.term.entered.connect(self.entered)
        line.joint.activated.connect(lambda _: self.changed.emit())
        line.more.clicked.connect(_on(self._offer, line))
        line.remove.clicked.connect(lambda: self.remove_line(self._lines.index(line)))
        self._column.insertWidget(self._column.count() - 1, line)
        return line


def _on(verb: Callable[[_Line], None], line: _Line) -> Callable[[], None]:
    return lambda: verb(line)

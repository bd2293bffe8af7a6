"""Where indicators are chosen and their settings changed: a menu, and a small dialog."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.indicators.indicator import Indicator, Setting
from gridwatch.ui.chart.options import Study
from gridwatch.ui.chart.studies import Studies
from gridwatch.ui.chart.study_settings import OFFERED, filled
from gridwatch.ui.chart.study_words import meaning, plain_name, setting_name

translate = QCoreApplication.translate
_WIDE = 320


class StudyDialog(QDialog):
    """Asks for the settings of one study; `preview` shows each change, Cancel the study as it was.

    Where one setting has to stay below another one, its box reaches no further.
    """

    def __init__(
        self,
        indicator: Indicator,
        study: Study,
        preview: Callable[[Study], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._indicator, self._before, self._preview = indicator, study, preview
        self.setWindowTitle(plain_name(indicator))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._boxes = {each.name: _box(each) for each in indicator.settings}
        form = QFormLayout()
        for name, box in self._boxes.items():
            form.addRow(setting_name(name), box)
        told = QLabel(meaning(indicator))
        told.setWordWrap(True)
        told.setFixedWidth(_WIDE)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(told)
        column.addLayout(form)
        column.addWidget(self._make_buttons())
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        self._fill({each.name: each for each in indicator.settings})
        for box in self._boxes.values():
            box.valueChanged.connect(self._changed)
        self.rejected.connect(lambda: self._preview(self._before))
        next(iter(self._boxes.values())).selectAll()

    def box(self, name: str) -> QSpinBox | QDoubleSpinBox:
        """Return the box of a setting."""
        return self._boxes[name]

    def study(self) -> Study:
        """Return the study as it is set now, hidden if it was."""
        values = {name: float(box.value()) for name, box in self._boxes.items()}
        kept = {name: value for name, value in self._before.settings if name not in values}
        return Study(self._before.id, tuple(sorted({**kept, **values}.items())))

    def reset(self) -> None:
        """Set everything as it usually is."""
        for each in self._indicator.settings:
            self._open(each)
        for each in self._indicator.settings:
            self._set(each.name, each.default)
        self._changed()

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        reset = QPushButton(translate("Studies", "Usual settings"))
        reset.setAutoDefault(False)
        buttons.addButton(reset, QDialogButtonBox.ButtonRole.ResetRole)
        reset.clicked.connect(self.reset)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _fill(self, settings: dict[str, Setting]) -> None:
        given = filled(self._before)
        for name in settings:
            self._set(name, given[name])
        self._bound()

    def _set(self, name: str, value: float) -> None:
        box = self._boxes[name]
        box.blockSignals(True)
        if isinstance(box, QSpinBox):
            box.setValue(int(value))
        else:
            box.setValue(value)
        box.blockSignals(False)

    def _changed(self) -> None:
        self._bound()
        self._preview(self.study())

    def _open(self, setting: Setting) -> None:
        box = self._boxes[setting.name]
        box.blockSignals(True)
        if isinstance(box, QSpinBox):
            box.setRange(int(setting.least), int(setting.most))
        else:
            box.setRange(setting.least, setting.most)
        box.blockSignals(False)

    def _bound(self) -> None:
        """Keep the smaller of two ordered settings below the larger one."""
        if self._indicator.ordered is None:
            return
        smaller, larger = (self._boxes[each] for each in self._indicator.ordered)
        if isinstance(smaller, QSpinBox) and isinstance(larger, QSpinBox):
            smaller.setMaximum(larger.value() - 1)
            larger.setMinimum(smaller.value() + 1)


def _box(setting: Setting) -> QSpinBox | QDoubleSpinBox:
    if setting.whole:
        box = QSpinBox()
        box.setRange(int(setting.least), int(setting.most))
        box.setAccelerated(True)
        return box
    fine = QDoubleSpinBox()
    fine.setDecimals(2)
    fine.setSingleStep(0.1)
    fine.setRange(setting.least, setting.most)
    return fine


def study_menu(parent: QWidget, studies: Studies) -> QMenu:
    """Return the menu of the indicators; it is written anew each time that it opens."""
    menu = QMenu(translate("Studies", "Indicators"), parent)
    menu.setToolTipsVisible(True)
    menu.aboutToShow.connect(partial(fill_menu, menu, studies))
    return menu


def fill_menu(menu: QMenu, studies: Studies) -> None:
    """Write what can be chosen: over the prices, in panes, and what is there already."""
    for each in menu.actions():
        inner = each.menu()
        if isinstance(inner, QMenu):
            inner.deleteLater()
    menu.clear()
    for overlay in (True, False):
        for indicator in OFFERED.values():
            if indicator.overlay is overlay:
                _add_choice(menu, studies, indicator)
        menu.addSeparator()
    _add_another(menu, studies)
    for place in range(len(studies.studies)):
        _add_chosen(menu, studies, place)
    if studies.studies:
        menu.addSeparator()
        menu.addAction(translate("Studies", "Remove all")).triggered.connect(studies.remove_all)


def _add_choice(menu: QMenu, studies: Studies, indicator: Indicator) -> None:
    action = menu.addAction(plain_name(indicator))
    action.setCheckable(True)
    action.setToolTip(meaning(indicator))
    action.setChecked(any(each.id == indicator.id for each in studies.studies))
    action.setEnabled(action.isChecked() or studies.is_offered(indicator))
    action.triggered.connect(lambda: studies.toggle(indicator.id))


def _add_another(menu: QMenu, studies: Studies) -> None:
    """Offer a second one of what is there and has settings."""
    there = dict.fromkeys(each.id for each in studies.studies if OFFERED[each.id].settings)
    if not there:
        return
    inner = menu.addMenu(translate("Studies", "One more"))
    for name in there:
        _add(inner, plain_name(OFFERED[name]), partial(studies.add_another, name))


def _add_chosen(menu: QMenu, studies: Studies, place: int) -> None:
    """Offer what can be done with a study that is there."""
    inner = menu.addMenu(studies.name(place))
    hidden = studies.is_hidden(place)
    if OFFERED[studies.studies[place].id].settings:
        _add(inner, translate("Studies", "Settings…"), partial(studies.edit, place))
    words = translate("Studies", "Show") if hidden else translate("Studies", "Hide")
    _add(inner, words, partial(studies.set_hidden, place, hidden=not hidden))
    _add(inner, translate("Studies", "Remove"), partial(studies.remove, place))


def _add(menu: QMenu, words: str, do: Callable[[], object]) -> None:
    menu.addAction(words).triggered.connect(do)

"""The small dialog for the settings of one indicator; the chart follows while they change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.indicators.indicator import Indicator, Setting
from gridwatch.ui.chart.options import Study
from gridwatch.ui.chart.study.settings import filled
from gridwatch.ui.chart.study.words import meaning, plain_name, setting_name

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

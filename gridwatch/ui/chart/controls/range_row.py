"""The row below a chart: its ranges, and what its heights are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gridwatch.ui.appearance import Tones
from gridwatch.ui.chart.controls.folding import FoldingRow
from gridwatch.ui.chart.controls.icons import SIDE, chart_icon
from gridwatch.ui.chart.controls.shortcuts import Shortcuts
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.options import Options
from gridwatch.ui.chart.ranges import RANGES

# Which ranges give way first where it is narrow; the scales stay longest.
_FIRST_TO_GO = ("3Y", "5D", "6M", "YTD", "3M", "5Y", "MAX", "1M", "1D", "1Y")
_SCALES = {"percent": Scale.PERCENT, "log": Scale.LOG}


class RangeRow(FoldingRow):
    """Shows the actions of the ranges and scales as buttons."""

    def __init__(self, keys: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__((6, 1, 8, 3), parent)
        self.setObjectName("ranges")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._keys = keys
        for each in RANGES:
            self.add(each.id, self._button(each.id), _FIRST_TO_GO.index(each.id))
        self._more = QToolButton(self)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setIconSize(QSize(round(SIDE), round(SIDE)))
        menu = QMenu(self._more)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self._more.setMenu(menu)
        self.add_rest(self._more)
        self.add_stretch()
        for number, name in enumerate(_SCALES):
            self.add(name, self._button(name), len(RANGES) + number)

    def show_options(self, options: Options, *, strayed: bool) -> None:
        """Check what is chosen; no range where the user has moved the view."""
        for each in RANGES:
            self._keys[each.id].setChecked(each.id == options.range and not strayed)
        for name, scale in _SCALES.items():
            self._keys[name].setChecked(options.scale is scale)

    def restyle(self, tones: Tones) -> None:
        """Take other colours; the words are those of the actions."""
        self._more.setIcon(chart_icon("more", tones))
        words = QCoreApplication.translate("Chart", "More ranges")
        self._more.setToolTip(words)
        self._more.setAccessibleName(words)
        for name in (*(each.id for each in RANGES), *_SCALES):
            button = self.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setAccessibleName(self._keys[name].toolTip())
        self.fold()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setDefaultAction(self._keys[name])
        return button

    def _fill(self, menu: QMenu) -> None:
        """Offer what has no room."""
        menu.clear()
        for name in (*(each.id for each in RANGES), *_SCALES):
            if name in self.folded:
                menu.addAction(self._keys[name])

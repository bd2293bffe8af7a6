"""What is marked on a chart, as rows of a menu that are switched on and off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from gridwatch.ui.chart.options import Options

translate = QCoreApplication.translate


def fill_marks(menu: QMenu, options: Options, choose: Callable[[Options], object]) -> None:
    """Offer to mark what happened to the company, evidence, and what the user has done with it."""
    rows = (
        (
            translate("Chart", "Marks of splits, dividends and results"),
            options.marks,
            lambda on: choose(replace(options, marks=on)),
        ),
        (
            translate("Chart", "Evidence for and against claims"),
            options.evidence,
            lambda on: choose(replace(options, evidence=on)),
        ),
        (
            translate("Chart", "Evidence of all themes"),
            options.themes,
            lambda on: choose(replace(options, themes=on)),
        ),
        (
            translate("Chart", "Own trades"),
            options.trades,
            lambda on: choose(replace(options, trades=on)),
        ),
        (
            translate("Chart", "Own cost"),
            options.cost,
            lambda on: choose(replace(options, cost=on)),
        ),
    )
    for words, shown, switch in rows:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(shown)
        action.triggered.connect(switch)

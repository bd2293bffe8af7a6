"""The keys of a chart: they work while it has the focus, and never in a text field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gridwatch.ui.chart.ranges import RANGES
from gridwatch.ui.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One key: what it does, by the words on its button and those that explain it."""

    id: str
    keys: str
    words: str
    hint: str
    checkable: bool = True


# The words of each range: those on its button, and those that explain it.
RANGE_WORDS = {
    "1D": (QT_TRANSLATE_NOOP("Chart", "1D"), QT_TRANSLATE_NOOP("Chart", "The last day of trading")),
    "5D": (QT_TRANSLATE_NOOP("Chart", "5D"), QT_TRANSLATE_NOOP("Chart", "Five days of trading")),
    "1M": (QT_TRANSLATE_NOOP("Chart", "1M"), QT_TRANSLATE_NOOP("Chart", "One month")),
    "3M": (QT_TRANSLATE_NOOP("Chart", "3M"), QT_TRANSLATE_NOOP("Chart", "Three months")),
    "6M": (QT_TRANSLATE_NOOP("Chart", "6M"), QT_TRANSLATE_NOOP("Chart", "Six months")),
    "YTD": (QT_TRANSLATE_NOOP("Chart", "YTD"), QT_TRANSLATE_NOOP("Chart", "Since New Year")),
    "1Y": (QT_TRANSLATE_NOOP("Chart", "1Y"), QT_TRANSLATE_NOOP("Chart", "One year")),
    "3Y": (QT_TRANSLATE_NOOP("Chart", "3Y"), QT_TRANSLATE_NOOP("Chart", "Three years")),
    "5Y": (QT_TRANSLATE_NOOP("Chart", "5Y"), QT_TRANSLATE_NOOP("Chart", "Five years")),
    "MAX": (QT_TRANSLATE_NOOP("Chart", "Max"), QT_TRANSLATE_NOOP("Chart", "Everything stored")),
}
SHORTCUTS = (
    # 1 to 9, and 0 for the tenth.
    *(
        Shortcut(each.id, str(number % 10), *RANGE_WORDS[each.id])
        for number, each in enumerate(RANGES, 1)
    ),
    Shortcut(
        "percent",
        "P",
        QT_TRANSLATE_NOOP("Chart", "%"),
        QT_TRANSLATE_NOOP("Chart", "Percent since the left edge"),
    ),
    Shortcut(
        "log",
        "L",
        QT_TRANSLATE_NOOP("Chart", "Log"),
        QT_TRANSLATE_NOOP("Chart", "Equal heights for equal percentages"),
    ),
    Shortcut(
        "cap",
        "M",
        QT_TRANSLATE_NOOP("Chart", "Market cap"),
        QT_TRANSLATE_NOOP("Chart", "The market cap in place of the price"),
    ),
    Shortcut(
        "compare",
        "C",
        QT_TRANSLATE_NOOP("Chart", "Compare"),
        QT_TRANSLATE_NOOP("Chart", "Compare with other companies, segments or indices"),
        checkable=False,
    ),
)


class Shortcuts:
    """The actions of the keys of one chart, by id."""

    def __init__(self, owner: QWidget, act: Callable[[str], object]) -> None:
        self._actions = {each.id: self._made(owner, each, act) for each in SHORTCUTS}

    def __getitem__(self, name: str) -> QAction:
        """Return the action with this id."""
        return self._actions[name]

    def retranslate(self) -> None:
        """Write the words in the language that is installed now."""
        for each in SHORTCUTS:
            action = self._actions[each.id]
            action.setText(translate("Chart", each.words))
            action.setToolTip(f"{translate('Chart', each.hint)} ({each.keys})")

    def _made(self, owner: QWidget, each: Shortcut, act: Callable[[str], object]) -> QAction:
        action = QAction(owner)
        action.setObjectName(each.id)
        action.setCheckable(each.checkable)
        action.setShortcut(QKeySequence(each.keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: act(each.id))
        owner.addAction(action)
        return action

"""What can be done with the firings of the log, as a menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gridwatch.store.user.firing_log import LogQuery, Order
from gridwatch.ui.alerts.log.columns import COLUMNS, heading
from gridwatch.ui.alerts.log.filters import all_seen_words

translate = QCoreApplication.translate
# By time the newest come first, and the greatest of what has a size.
_RISING_FIRST = frozenset({Order.COMPANY, Order.WHAT, Order.HOW, Order.QUIET})


class Verbs(Protocol):
    """What the menu asks for."""

    def open_current(self) -> None:
        """Show the current firing on its company's chart."""

    def acknowledge(self) -> None:
        """Mark what is selected as seen."""

    def acknowledge_all(self) -> None:
        """Mark what the log shows as seen."""

    def copy(self) -> None:
        """Copy what is selected."""

    def export(self) -> object:
        """Ask for a file and write what is found into it."""

    def sort_by(self, order: Order, *, descending: bool) -> None:
        """Sort by a column."""


def log_menu(
    parent: QWidget,
    verbs: Verbs,
    order: Order,
    *,
    chosen: bool,
    charted: bool,
    fresh: bool,
    query: LogQuery,
) -> QMenu:
    """Return the menu; `chosen`: rows are selected, `charted`: one has a company.

    `fresh`: some that `query` finds are new. `order`: what the log is sorted by.
    """
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _add(menu, translate("Firings", "Show on the chart"), verbs.open_current, charted, "Return")
    menu.addSeparator()
    _add(menu, translate("Firings", "Mark as seen"), verbs.acknowledge, chosen, "Space")
    _add(menu, all_seen_words(query), verbs.acknowledge_all, fresh)
    menu.addSeparator()
    copy = QKeySequence.StandardKey.Copy
    _add(menu, translate("Firings", "Copy as table"), verbs.copy, chosen, copy)
    _add(menu, translate("Firings", "Export as CSV…"), verbs.export)
    menu.addSeparator()
    _add_sorting(menu, verbs, order)
    return menu


def _add_sorting(menu: QMenu, verbs: Verbs, order: Order) -> None:
    sorting = menu.addMenu(translate("Firings", "Sort by"))
    group = QActionGroup(sorting)
    for column in COLUMNS:
        action = sorting.addAction(heading(column))
        action.setCheckable(True)
        action.setChecked(column.order is order)
        group.addAction(action)
        falls = column.order not in _RISING_FIRST
        action.triggered.connect(partial(_sort, verbs, column.order, falls))


def _sort(verbs: Verbs, order: Order, falls: bool, _checked: bool = False) -> None:
    verbs.sort_by(order, descending=falls)


def _add(
    menu: QMenu,
    words: str,
    act: Callable[[], object],
    enabled: bool = True,
    keys: str | QKeySequence.StandardKey = "",
) -> None:
    action = menu.addAction(words)
    action.setEnabled(enabled)
    if keys:
        # Shown only: the table itself takes the keys.
        action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda _checked=False: act())

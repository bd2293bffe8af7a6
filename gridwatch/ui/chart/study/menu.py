"""The menu in which indicators are chosen, hidden, set and taken away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from gridwatch.domain.indicators.indicator import Indicator
from gridwatch.ui.chart.study.settings import OFFERED
from gridwatch.ui.chart.study.studies import Studies
from gridwatch.ui.chart.study.words import meaning, plain_name

translate = QCoreApplication.translate


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

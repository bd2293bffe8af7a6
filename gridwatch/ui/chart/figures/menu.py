"""The menu in which evidence series are put below the prices and taken away."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from gridwatch.domain.figure_line import FigureOffer
from gridwatch.ui.chart.figures.panes import FigurePanes
from gridwatch.ui.chart.figures.words import offer_words

translate = QCoreApplication.translate


def fill_figures(menu: QMenu, panes: FigurePanes) -> None:
    """Offer the series of the company, then those of each theme, in a menu within `menu`."""
    inner = menu.addMenu(translate("Studies", "Figures"))
    inner.setToolTipsVisible(True)
    offers = panes.offers
    if not offers:
        action = inner.addAction(translate("Studies", "None yet: enter them among the notes"))
        action.setEnabled(False)
    for theme, every in groupby(offers, key=lambda each: each.theme):
        if theme:
            inner.addSection(theme.replace("&", "&&"))
        for each in every:
            _add(inner, each, panes)


def _add(menu: QMenu, offer: FigureOffer, panes: FigurePanes) -> None:
    action = menu.addAction(offer_words(offer))
    action.setCheckable(True)
    action.setChecked(offer.series.id in panes.chosen)
    action.triggered.connect(partial(_toggle, panes, offer.series.id))


def _toggle(panes: FigurePanes, number: int, checked: bool = False) -> None:
    del checked
    panes.toggle(number)

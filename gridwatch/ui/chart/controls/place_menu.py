"""The menu of a place on a chart: set a target here, take one away, and what else can be done."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from gridwatch.domain.money import Money
from gridwatch.services.edits import Edit, RemoveTargets, SetTarget
from gridwatch.services.overview import CompanyView
from gridwatch.ui.chart.controls.menus import add_verb
from gridwatch.ui.chart.signs.asked import Asked
from gridwatch.ui.phrases import Phrases

translate = QCoreApplication.translate
Send = Callable[[Edit], object]


def moved_target(view: CompanyView, target_id: int, amount: float) -> SetTarget | None:
    """Return the edit that sets a target to another amount in its own currency.

    None where the company has no such target any more.
    """
    currency = next(
        (each.target.currency for each in view.rungs if each.target.id == target_id), None
    )
    if currency is None:
        return None
    return SetTarget(view.company.id, Money(_whole(amount), currency), replacing=target_id)


def fill_place_menu(
    menu: QMenu, asked: Asked, view: CompanyView, phrases: Phrases, send: Send
) -> None:
    """Offer a target at the market cap of a place, and to remove the one whose line is there."""
    number = view.company.id
    if asked.amount is not None:
        wanted = Money(_whole(asked.amount), asked.currency)
        text = translate("Chart", "Set target here: {amount}")
        add_verb(
            menu,
            text.format(amount=phrases.compact(asked.amount, asked.currency)),
            lambda: send(SetTarget(number, wanted)),
        )
    rung = next((each for each in view.rungs if each.target.id == asked.target_id), None)
    if rung is not None:
        text = translate("Chart", "Remove target {amount}")
        amount = phrases.compact(float(rung.target.amount), rung.target.currency)
        removal = RemoveTargets(number, (rung.target.id,))
        add_verb(menu, text.format(amount=amount), lambda: send(removal))
    if menu.actions():
        menu.addSeparator()


def _whole(amount: float) -> Decimal:
    """Return an amount without the digits that a float only seems to have."""
    return Decimal(f"{amount:.0f}")

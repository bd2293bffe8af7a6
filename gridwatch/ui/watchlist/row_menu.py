"""What can be done with the selected companies, as a menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gridwatch.services.edits import Edit, RemoveTargets
from gridwatch.services.overview import CompanyView, Rung
from gridwatch.ui.phrases import Phrases

translate = QCoreApplication.translate


class Rows(Protocol):
    """What the menu asks of the table."""

    def edit_target(self) -> None:
        """Change the shown target of the current company."""

    def add_target(self) -> None:
        """Set one more target for the current company."""

    def new_alert(self) -> None:
        """Ask for an alert about the current company."""

    def copy_rows(self) -> None:
        """Copy the selected rows."""

    def remove_selected(self) -> None:
        """Take the selected companies off the list."""

    def send(self, edit: Edit) -> None:
        """Let an edit be made."""


def row_menu(parent: QWidget, table: Rows, view: CompanyView, phrases: Phrases) -> QMenu:
    """Return the menu for the selected rows, `view` being the one under the pointer."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    rung = view.rung
    words = (
        translate("Watchlist", "Change target…") if rung else translate("Watchlist", "Set target…")
    )
    _add(menu, words, table.edit_target, "F2")
    if rung is not None:
        _add(menu, translate("Watchlist", "Add another target…"), table.add_target)
        _add_removals(menu, table, view, phrases)
    _add(menu, translate("Watchlist", "New alert…"), table.new_alert, "Ctrl+Shift+A")
    menu.addSeparator()
    _add(
        menu,
        translate("Watchlist", "Copy as table"),
        table.copy_rows,
        QKeySequence.StandardKey.Copy,
    )
    menu.addSeparator()
    _add(
        menu,
        translate("Watchlist", "Remove from list"),
        table.remove_selected,
        QKeySequence.StandardKey.Delete,
    )
    return menu


def _add_removals(menu: QMenu, table: Rows, view: CompanyView, phrases: Phrases) -> None:
    """Offer to remove each target; a company with several names which."""
    text = translate("Watchlist", "Remove target {amount}")
    for each in view.rungs:
        _add(menu, text.format(amount=_amount(each, phrases)), _removal(table, view, each))


def _removal(table: Rows, view: CompanyView, rung: Rung) -> Callable[[], None]:
    edit = RemoveTargets(view.company.id, (rung.target.id,))
    return lambda: table.send(edit)


def _amount(rung: Rung, phrases: Phrases) -> str:
    return phrases.compact(float(rung.target.amount), rung.target.currency)


def _add(
    menu: QMenu,
    words: str,
    verb: Callable[[], object],
    keys: QKeySequence.StandardKey | str | None = None,
) -> None:
    action = menu.addAction(words)
    action.triggered.connect(lambda _checked=False: verb())
    if keys is not None:
        # Shown beside the words; the table itself listens to the keys.
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

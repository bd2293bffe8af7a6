"""The lists as tabs: choose one, make one, rename and remove it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabBar, QToolButton, QWidget

from gridwatch.store.user.watchlists import Watchlist
from gridwatch.ui.appearance import Tones
from gridwatch.ui.watchlist.marks import mark_icon

if TYPE_CHECKING:
    # Edits and dialogs are imported when the user asks for one: the start needs none.
    from PySide6.QtCore import QPoint

    from gridwatch.services.edits import Edit

translate = QCoreApplication.translate
_STYLE = """
QTabBar {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {muted}; border: none; padding: 5px 10px 4px 10px;
  border-bottom: 2px solid transparent; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom: 2px solid {accent}; }}
QToolButton {{ border: none; border-radius: 4px; padding: 3px; }}
QToolButton:hover {{ background: {hover}; }}
"""


class ListBar(QWidget):
    """Tabs of the watchlists; `listed` tells which one the user chose."""

    listed = Signal(int)
    edited = Signal(object)

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        """Start without a list."""
        super().__init__(parent)
        self._lists: tuple[Watchlist, ...] = ()
        self._tabs = QTabBar(self)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self._tabs.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._plus = QToolButton(self)
        self._plus.setAutoRaise(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._tabs)
        layout.addWidget(self._plus)
        self._tabs.currentChanged.connect(self._changed)
        self._tabs.tabBarDoubleClicked.connect(self._rename_at)
        self._tabs.customContextMenuRequested.connect(self._offer)
        self._plus.clicked.connect(self.ask_new)
        self.retranslate()
        self.restyle(tones)

    def retranslate(self) -> None:
        """Take the words of the language that is installed now."""
        self._tabs.setAccessibleName(translate("Watchlist", "Lists"))
        self._plus.setAccessibleName(translate("Watchlist", "New list"))
        self._plus.setToolTip(translate("Watchlist", "New list"))

    def restyle(self, tones: Tones) -> None:
        """Take other colours."""
        names = {"muted", "text", "accent", "hover"}
        self.setStyleSheet(_STYLE.format(**{name: getattr(tones, name) for name in names}))
        self._plus.setIcon(mark_icon("plus", tones.muted))

    def show_lists(self, lists: Sequence[Watchlist], current: int) -> None:
        """Show the lists with `current` chosen; says nothing, the caller knows."""
        with QSignalBlocker(self._tabs):
            while self._tabs.count() > len(lists):
                self._tabs.removeTab(self._tabs.count() - 1)
            for place, each in enumerate(lists):
                if place == self._tabs.count():
                    self._tabs.addTab("")
                if self._tabs.tabText(place) != _label(each.name):
                    self._tabs.setTabText(place, _label(each.name))
                if each.id == current:
                    self._tabs.setCurrentIndex(place)
        self._lists = tuple(lists)

    def ask_new(self) -> None:
        """Ask for the name of a new list."""
        from gridwatch.services.edits import AddWatchlist

        self._ask(translate("Watchlist", "New list"), "", lambda name: AddWatchlist(name.strip()))

    def ask_rename(self, which: Watchlist) -> None:
        """Ask for another name of a list."""
        from gridwatch.services.edits import RenameWatchlist

        self._ask(
            translate("Watchlist", "Rename list"),
            which.name,
            lambda name: RenameWatchlist(which.id, name.strip()),
        )

    def _ask(self, title: str, text: str, edit: Callable[[str], Edit]) -> None:
        from PySide6.QtWidgets import QInputDialog

        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(translate("Watchlist", "Name"))
        dialog.setTextValue(text)
        dialog.textValueSelected.connect(lambda name: self._named(name, text, edit))
        dialog.open()

    def _named(self, name: str, before: str, edit: Callable[[str], Edit]) -> None:
        if name.strip() and name.strip() != before:
            self.edited.emit(edit(name))

    def _changed(self, place: int) -> None:
        if 0 <= place < len(self._lists):
            self.listed.emit(self._lists[place].id)

    def _rename_at(self, place: int) -> None:
        if 0 <= place < len(self._lists):
            self.ask_rename(self._lists[place])

    def _offer(self, where: QPoint) -> None:
        place = self._tabs.tabAt(where)
        if 0 <= place < len(self._lists):
            self.menu(self._lists[place]).popup(self._tabs.mapToGlobal(where))

    def menu(self, which: Watchlist) -> QMenu:
        """Return what can be done with a list."""
        from gridwatch.services.edits import RemoveWatchlist

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rename = menu.addAction(translate("Watchlist", "Rename…"))
        rename.triggered.connect(lambda _checked=False: self.ask_rename(which))
        remove = menu.addAction(translate("Watchlist", "Remove list"))
        remove.setEnabled(len(self._lists) > 1)
        remove.triggered.connect(lambda _checked=False: self.edited.emit(RemoveWatchlist(which.id)))
        return menu


def _label(name: str) -> str:
    """Return a name for a tab, where & would underline the next letter."""
    return name.replace("&", "&&")

"""Gives one dock the whole window for a while, and all docks their places back after it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QToolBar

# What fills the window where the keys are nowhere: the first of these that is in front.
_FIRST = ("portfolio", "watchlist", "milestones")


class Room(QObject):
    """Hides all other docks of a window, and brings them back as they stood.

    Whatever shows another dock in between, or closes the one that fills the window, brings all of
    them back first. `changed` carries whether one fills the window now.
    """

    changed = Signal(bool)

    def __init__(self, window: QMainWindow, version: int) -> None:
        """Take a window with its docks, and the version under which its layout is saved."""
        super().__init__(window)
        self._window, self._version = window, version
        self._before = QByteArray()  # the layout of all docks, empty while they all stand
        self._filling: QDockWidget | None = None
        self._hidden: list[QDockWidget] = []
        self._watched: list[QDockWidget] = []

    @property
    def filling(self) -> QDockWidget | None:
        """Return the dock that has the whole window, None where they share it."""
        return self._filling

    def layout_of_all(self) -> QByteArray:
        """Return the layout to remember: that of all docks, also while one fills the window."""
        return self._before if self._filling else self._window.saveState(self._version)

    def toggle(self) -> None:
        """Give the window to the dock that has the keys, or back to all of them."""
        if self._filling is not None:
            self.share()
        else:
            self.give(self._wanted())

    def give(self, dock: QDockWidget | None) -> None:
        """Let a dock fill the window; one that floats is a window already, and stays it."""
        self.share()
        if dock is not None and not dock.isFloating():
            self._before = self._window.saveState(self._version)
            others = (each for each in self._docks() if each is not dock)
            self._hidden = [
                each for each in others if not each.isHidden() and not each.isFloating()
            ]
            for each in self._hidden:
                each.hide()
            self._filling = dock
            dock.raise_()
            self._watched = self._docks()
            for each in self._watched:
                each.toggleViewAction().toggled.connect(self._came_or_went)
        self.changed.emit(self._filling is not None)

    def share(self) -> None:
        """Bring all docks back to where they stood."""
        if self._filling is None:
            return
        before, front = self._before, self._filling
        self.forget()
        # A layout knows the strips as well, but these are shown by what is the case now.
        strips = {each: each.isHidden() for each in self._window.findChildren(QToolBar)}
        self._window.restoreState(before, self._version)
        for strip, hidden in strips.items():
            strip.setHidden(hidden)
        front.raise_()

    def forget(self) -> None:
        """Take note that all docks are given other places, and let them be seen."""
        if self._filling is None:
            return
        for each in self._watched:
            each.toggleViewAction().toggled.disconnect(self._came_or_went)
        for each in self._hidden:
            each.show()
        self._filling, self._before = None, QByteArray()
        self._hidden, self._watched = [], []
        self.changed.emit(False)

    def _came_or_went(self, shown: bool) -> None:
        """Share the window where a dock was asked for, or the one that filled it was closed."""
        filling = self._filling
        if filling is None or not (shown or filling.isHidden()):
            return
        others = (each for each in self._docks() if each is not filling)
        asked = [each for each in others if not each.isHidden() and not each.isFloating()]
        self.share()
        for each in asked:
            each.show()
            each.raise_()
        if not shown:
            filling.hide()

    def _wanted(self) -> QDockWidget | None:
        focused = QApplication.focusWidget()
        docks = [each for each in self._docks() if not each.visibleRegion().isEmpty()]
        for each in docks:
            if focused is not None and each.isAncestorOf(focused):
                return each
        named = {each.objectName(): each for each in docks}
        return next((named[each] for each in _FIRST if each in named), None)

    def _docks(self) -> list[QDockWidget]:
        of_window = Qt.FindChildOption.FindDirectChildrenOnly
        return self._window.findChildren(QDockWidget, options=of_window)

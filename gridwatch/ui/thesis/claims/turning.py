"""Two parts beside each other where there is room for both, else one under the other."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

# From this width on the parts stand side by side; where there is little height, from a smaller one.
WIDE, LEAST = 760, 600
_FLAT = 1.4
_SHARES = {Qt.Orientation.Vertical: (37, 63), Qt.Orientation.Horizontal: (42, 58)}


class TurningSplitter(QSplitter):
    """A splitter of two parts that turns with its shape; each way has sizes of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._kept: dict[Qt.Orientation, list[int]] = {}
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(lambda *_: self._keep())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room asks for it."""
        super().resizeEvent(event)
        width, height = event.size().width(), event.size().height()
        wide = width >= (LEAST if width > _FLAT * height else WIDE)
        turned = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.orientation() is not turned or not self._kept:
            self.setOrientation(turned)
            # A layout that is being made can't be made another one.
            QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        """Give both parts their sizes: the usual ones, or those that the user has chosen."""
        turned = self.orientation()
        room = self.width() if turned is Qt.Orientation.Horizontal else self.height()
        usual = [room * share // 100 for share in _SHARES[turned]]
        self.setSizes(self._kept.setdefault(turned, usual))

    def _keep(self) -> None:
        if all(self.sizes()):
            self._kept[self.orientation()] = self.sizes()

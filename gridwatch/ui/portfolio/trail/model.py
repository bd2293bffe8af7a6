"""The steps of a trail as a Qt tree: what each is, and how much."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from gridwatch.services.portfolio.views import Step
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.trail.words import amount_words, step_words
from gridwatch.wording.naming import Naming

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Node:
    """A step with its place in the tree; Qt holds it by its address, so the model keeps it."""

    __slots__ = ("children", "parent", "row", "step")

    def __init__(self, step: Step, parent: _Node | None, row: int) -> None:
        self.step, self.parent, self.row = step, parent, row
        self.children = [_Node(each, self, place) for place, each in enumerate(step.steps)]


class TrailModel(QAbstractItemModel):
    """The steps under one number; a trail is small and is replaced as a whole."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        """Start without a trail."""
        super().__init__(parent)
        self._look, self._naming = look, Naming()
        self._root: _Node | None = None

    def show_step(self, step: Step | None, naming: Naming, look: Look) -> None:
        """Show another trail, or the same in other words."""
        self.beginResetModel()
        self._naming, self._look = naming, look
        self._root = None if step is None else _Node(step, None, 0)
        self.endResetModel()

    def step(self, index: Index) -> Step | None:
        """Return the step of a row."""
        node = self._node(index)
        return node.step if index.isValid() and node is not None else None

    def _node(self, index: Index) -> _Node | None:
        if not index.isValid():
            return self._root
        node = index.internalPointer()
        return node if isinstance(node, _Node) else None

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return where a step stands."""
        node = self._node(parent)
        if node is None or not 0 <= row < len(node.children) or not 0 <= column < 2:
            return QModelIndex()
        return self.createIndex(row, column, node.children[row])

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # QObject has one as well
        """Return what a step is a part of."""
        node = self._node(index) if index.isValid() else None
        if node is None or node.parent is None or node.parent is self._root:
            return QModelIndex()
        return self.createIndex(node.parent.row, 0, node.parent)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many steps make one."""
        if parent.column() > 0:
            return 0
        node = self._node(parent)
        return len(node.children) if node is not None else 0

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        """Return that there are words and an amount."""
        return 2

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return what a cell says and how."""
        step = self.step(index)
        if step is None:
            return None
        first = index.column() == 0
        match role:
            case Role.DisplayRole | Role.ToolTipRole:
                words = step_words(step, self._naming, self._look.phrases)
                return words if first else amount_words(step, self._look.phrases)
            case Role.TextAlignmentRole:
                return int(_LEFT if first else _RIGHT)
            case Role.ForegroundRole:
                tones = self._look.tones
                return QColor(tones.text if step.steps or not first else tones.muted)
            case Role.AccessibleTextRole:
                words = step_words(step, self._naming, self._look.phrases)
                return f"{words}: {amount_words(step, self._look.phrases)}"
        return None

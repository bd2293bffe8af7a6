"""The findings of a look at the ledger as a Qt model, under a heading for each severity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from gridwatch.services.portfolio.views import Finding, Severity
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.moving_rows import MovingRows
from gridwatch.wording.findings import finding_words

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: QT_TRANSLATE_NOOP("Checks", "Can't be right: {number}"),
    Severity.WARNING: QT_TRANSLATE_NOOP("Checks", "Doubtful: {number}"),
    Severity.HINT: QT_TRANSLATE_NOOP("Checks", "Worth a look: {number}"),
}
_HIDDEN = "hidden"


class FindingModel(MovingRows[str]):
    """Rows are keys of findings, or a severity for its heading; hidden ones come last."""

    def __init__(self, look: Look) -> None:
        """Start empty."""
        super().__init__()
        self._look = look
        self._known: dict[str, Finding] = {}
        self._hidden: frozenset[str] = frozenset()
        self._counts: dict[str, int] = {}
        self._strong = QFont()
        self._strong.setBold(True)

    def show_findings(self, found: Iterable[Finding], hidden: Iterable[Finding]) -> None:
        """Show other findings; those that are still there keep their row and selection."""
        shown, put_away = list(found), list(hidden)
        now = {each.key: each for each in (*shown, *put_away)}
        before = self._known
        rows: list[str] = []
        self._counts = {}
        for severity in SEVERITIES:
            some = [each.key for each in shown if each.severity is severity]
            if some:
                self._counts[severity.value] = len(some)
                rows += [severity.value, *dict.fromkeys(some)]
        if put_away:
            self._counts[_HIDDEN] = len(put_away)
            rows += [_HIDDEN, *dict.fromkeys(each.key for each in put_away)]
        self._hidden = frozenset(each.key for each in put_away)
        self._known = before | now
        self._become(list(dict.fromkeys(rows)))
        self._known = now
        if self._rows:
            self._announce(self._rows, 1)

    def finding(self, place: int) -> Finding | None:
        """Return the finding of a row, None for a heading."""
        key = self.row(place)
        return None if key is None else self._known.get(key)

    def is_hidden(self, finding: Finding) -> bool:
        """Tell whether a finding was dismissed."""
        return finding.key in self._hidden

    def first_place(self) -> int:
        """Return the row of the first finding, -1 where there is none."""
        return next((at for at, key in enumerate(self._rows) if key in self._known), -1)

    def restyle(self, look: Look) -> None:
        """Say everything in another look."""
        self._look = look
        if self._rows:
            self._announce(self._rows, 1)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return one."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let findings be selected, and headings be passed over."""
        if not index.isValid():
            return Qt.ItemFlag(0)
        if self.finding(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a row."""
        key = self.row(index.row()) if index.isValid() else None
        if key is None:
            return None
        finding = self._known.get(key)
        if role in {Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole}:
            if finding is not None:
                return finding_words(finding, self._look.phrases)
            return self._heading(key) if role != Role.ToolTipRole else None
        if role == Role.FontRole:
            return self._strong if finding is None else None
        if role == Role.ForegroundRole:
            return self._colour(key, finding)
        return None

    def _heading(self, key: str) -> str:
        number = self._look.phrases.integer(self._counts.get(key, 0))
        if key == _HIDDEN:
            return translate("Checks", "Dismissed: {number}").format(number=number)
        return translate("Checks", SEVERITIES[Severity(key)]).format(number=number)

    def _colour(self, key: str, finding: Finding | None) -> QColor | None:
        tones = self._look.tones
        if finding is None:
            return QColor(tones.warn if key == Severity.ERROR else tones.muted)
        return QColor(tones.muted) if key in self._hidden else None

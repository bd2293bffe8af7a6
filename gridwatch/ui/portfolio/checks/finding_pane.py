"""What one finding is about: what it concerns, what would mend it, and what that changes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from html import escape

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gridwatch.services.portfolio.auditing import Checked
from gridwatch.services.portfolio.foreseen import foreseen
from gridwatch.services.portfolio.ledger_edits import RemoveTransactions
from gridwatch.services.portfolio.views import Finding, Repair
from gridwatch.store.user.ledger_changes import LedgerChange
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.amounts import Amounts
from gridwatch.ui.portfolio.place import Names
from gridwatch.wording.findings import finding_words, repair_words
from gridwatch.wording.ledger_history import Writer

translate = QCoreApplication.translate
_MOST_LINKS = 12
_TRANSACTION, _SECURITY, _ACCOUNT = "transaction", "security", "account"


class FindingPane(QScrollArea):
    """Shows a finding. `repaired` carries a Repair, `dismissed` a Finding, `linked` a sort and id.

    `linked`: "transaction", "security" or "account", and its number.
    """

    repaired = Signal(object)
    dismissed = Signal(object)
    linked = Signal(str, int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.finding: Finding | None = None
        self.buttons: list[QPushButton] = []
        self.previews: list[QLabel] = []
        self.dismiss = QPushButton()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def restyle(self, look: Look) -> None:
        """Take other words and colours with the next finding."""
        self._look = look

    def show_finding(
        self, finding: Finding | None, checked: Checked, names: Names, *, hidden: bool
    ) -> None:
        """Show a finding, or nothing; `checked` is the look at the ledger that it comes from."""
        self.finding = finding
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        self.buttons, self.previews = [], []
        if finding is not None:
            self._fill(column, finding, checked, names, hidden=hidden)
        column.addStretch(1)
        self.setWidget(inside)

    def _fill(
        self,
        column: QVBoxLayout,
        finding: Finding,
        checked: Checked,
        names: Names,
        *,
        hidden: bool,
    ) -> None:
        column.addWidget(_label(escape(finding_words(finding, self._look.phrases))))
        links = self._links(finding, checked, names)
        if links:
            column.addWidget(self._linked(links))
        writer = Writer(names, self._look.phrases, Amounts(self._look.phrases.language))
        for repair in finding.repairs:
            changes = foreseen(repair.edit, checked.transactions, checked.accounts)
            self._add_repair(column, repair, changes, writer)
        if not finding.repairs:
            words = translate("Checks", "Nothing can mend this by itself.")
            column.addWidget(self._muted(escape(words)))
        self.dismiss = QPushButton(
            translate("Checks", "Show it again") if hidden else translate("Checks", "Dismiss")
        )
        self.dismiss.setToolTip(
            translate("Checks", "It is as it should be: it is counted no more.")
            if not hidden
            else ""
        )
        self.dismiss.setAutoDefault(False)
        self.dismiss.clicked.connect(lambda: self.dismissed.emit(finding))
        self.dismiss.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column.addSpacing(8)
        column.addWidget(self.dismiss)

    def _add_repair(
        self,
        column: QVBoxLayout,
        repair: Repair,
        changes: Iterable[LedgerChange],
        writer: Writer,
    ) -> None:
        button = QPushButton(repair_words(repair))
        button.setAutoDefault(False)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(partial(self.repaired.emit, repair))
        told = [_foretold(each, writer) for each in changes]
        preview = self._muted("<br>".join(told))
        button.setAccessibleDescription("; ".join(told).replace("<br>", ", "))
        column.addSpacing(6)
        column.addWidget(button)
        column.addWidget(preview)
        self.buttons.append(button)
        self.previews.append(preview)

    def _links(self, finding: Finding, checked: Checked, names: Names) -> list[tuple[str, str]]:
        """Return where one can go from a finding, as addresses and words."""
        writer = Writer(names, self._look.phrases, Amounts(self._look.phrases.language))
        found = []
        for number in finding.transactions[:_MOST_LINKS]:
            one = checked.transactions.get(number)
            if one is not None:
                changes = foreseen_of(number, checked)
                found.append((f"{_TRANSACTION}:{number}", writer.about(changes)))
        if finding.security_id is not None and names.security(finding.security_id):
            words = translate("Checks", "Security “{name}”")
            name = names.security(finding.security_id)
            found.append((f"{_SECURITY}:{finding.security_id}", words.format(name=name)))
        if finding.account_id is not None and names.account(finding.account_id):
            words = translate("Checks", "Account “{name}”")
            name = names.account(finding.account_id)
            found.append((f"{_ACCOUNT}:{finding.account_id}", words.format(name=name)))
        return found

    def _linked(self, links: list[tuple[str, str]]) -> QLabel:
        tone = self._look.tones.accent
        lines = [
            f'<a href="{address}" style="color: {tone}; text-decoration: none;">{escape(words)}</a>'
            for address, words in links
        ]
        label = _label("<br>".join(lines))
        flags = Qt.TextInteractionFlag
        label.setTextInteractionFlags(
            flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard
        )
        label.linkActivated.connect(self._follow)
        return label

    def _follow(self, address: str) -> None:
        sort, _, number = address.partition(":")
        self.linked.emit(sort, int(number))

    def _muted(self, html: str) -> QLabel:
        label = _label(html)
        label.setStyleSheet(f"color: {self._look.tones.muted};")
        return label


def _foretold(change: LedgerChange, writer: Writer) -> str:
    """Return what will be booked, changed or deleted, as HTML."""
    lines: list[str] = []
    if change.was is None:
        words = translate("Checks", "Will be booked: {what}")
        lines = writer.lines(change)
    elif change.became is None:
        words = translate("Checks", "Will be deleted: {what}")
    else:
        words = translate("Checks", "Will be changed: {what}")
        lines = writer.lines(change)
    head = words.format(what=writer.about(change))
    return "<br>".join((escape(head), *(f"\N{BULLET} {escape(line)}" for line in lines)))


def foreseen_of(number: int, checked: Checked) -> LedgerChange:
    """Return a transaction as the journal would write that it is there."""
    return foreseen(RemoveTransactions((number,)), checked.transactions, checked.accounts)[0]


def _label(html: str) -> QLabel:
    label = QLabel(html)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    return label

"""The small editor over a target's cell that understands amounts as people write them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from gridwatch.domain.amounts import parse_amount
from gridwatch.domain.problem import Problem
from gridwatch.domain.targets import Target
from gridwatch.services.edits import Edit, RemoveTargets, SetTarget
from gridwatch.services.overview import CompanyView
from gridwatch.ui.appearance import Tones
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.words import problem_words

_WIDTH = 230
# The user went on to something else; a window that closes or a menu that opens is no decision.
_GONE_ON = frozenset(
    {
        Qt.FocusReason.MouseFocusReason,
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
    }
)


class TargetEditor(QFrame):
    """Asks for a target; `decided` carries the edit, nothing changes until then."""

    decided = Signal(object)

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        """Stay hidden until `open_for`."""
        super().__init__(parent)
        self._room = parent
        self._company = 0
        self._target: Target | None = None
        self._currency = ""
        self._text = ""
        self._line = QLineEdit(self)
        self._line.setAccessibleName(QCoreApplication.translate("Watchlist", "Target"))
        self._line.setClearButtonEnabled(True)
        self._fault = QLabel(self)
        self._fault.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.setSpacing(3)
        layout.addWidget(self._line)
        layout.addWidget(self._fault)
        self._line.returnPressed.connect(self.decide)
        self._line.textEdited.connect(self._fault.hide)
        self._line.installEventFilter(self)
        self.restyle(tones)
        self.hide()

    def restyle(self, tones: Tones) -> None:
        """Take other colours."""
        self.setObjectName("target-editor")
        self.setStyleSheet(
            f"#target-editor {{ background: {tones.raised}; border: 1px solid {tones.accent};"
            f" border-radius: 6px; }} QLabel {{ color: {tones.warn}; padding: 1px 5px 3px 5px; }}"
        )

    def open_for(
        self, view: CompanyView, target: Target | None, phrases: Phrases, over: QRect
    ) -> None:
        """Ask for the target of a company, in place of `target` or as a further one."""
        self._company, self._target = view.company.id, target
        self._currency = _likely_currency(view, target, phrases)
        self._text = phrases.editable(target.amount, target.currency) if target else ""
        self._line.setText(self._text)
        hint = QCoreApplication.translate("Watchlist", "like 100bn {currency}, or 1000亿")
        self._line.setPlaceholderText(hint.format(currency=self._currency))
        self._line.selectAll()
        self._fault.hide()
        self._place(over)
        self.show()
        self.raise_()
        self._line.setFocus()

    def decide(self) -> None:
        """Take what was typed; a text that is no amount is explained and stays to be mended."""
        text = self._line.text().strip()
        try:
            edit = self._edit(text)
        except Problem as problem:
            self._fault.setText(problem_words(problem))
            self._fault.show()
            self._grow()
            return
        self._close()
        if edit is not None:
            self.decided.emit(edit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Leave at Escape; decide when the user goes on elsewhere."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
        elif isinstance(event, QFocusEvent) and self._left(event):
            if self._line.text().strip() in {"", self._text}:
                self._close()
            else:
                self.decide()
        return super().eventFilter(watched, event)

    def _left(self, event: QFocusEvent) -> bool:
        """Tell whether the user went on elsewhere; a hidden editor gives its focus away as well."""
        return event.lostFocus() and event.reason() in _GONE_ON and self.isVisible()

    def _edit(self, text: str) -> Edit | None:
        if text == self._text:
            return None
        if not text:
            return RemoveTargets(self._company, (self._target.id,)) if self._target else None
        wanted = parse_amount(text, self._currency)
        return SetTarget(self._company, wanted, self._target.id if self._target else None)

    def _close(self) -> None:
        had_focus = self._line.hasFocus()
        self.hide()
        table = self._room.parentWidget()
        if had_focus and table is not None:
            table.setFocus()

    def _place(self, over: QRect) -> None:
        room = self._room.rect()
        left = max(0, min(over.left() - 3, room.right() - _WIDTH))
        self.setGeometry(left, over.top() - 4, _WIDTH, self.sizeHint().height())
        self._grow()

    def _grow(self) -> None:
        """Take the height that the sentence needs and stay inside the table."""
        layout = self.layout()
        room = self._room.rect()
        height = layout.heightForWidth(_WIDTH) if layout and layout.hasHeightForWidth() else -1
        height = max(height, self.sizeHint().height())
        top = max(0, min(self.y(), room.bottom() - height))
        self.setGeometry(self.x(), top, _WIDTH, height)


def _likely_currency(view: CompanyView, target: Target | None, phrases: Phrases) -> str:
    if target is not None:
        return target.currency
    return view.cap.currency or phrases.base_currency

"""The row above the log: a search line, which firings, and whose."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from gridwatch.domain.company import names_in
from gridwatch.services.overview import Overview
from gridwatch.store.user.firing_log import LogQuery, Which
from gridwatch.ui.alerts.log.asking import LogWish, Whose
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.watchlist.marks import mark_icon

translate = QCoreApplication.translate
TYPING_MILLISECONDS = 180
WHICH = {
    Which.ALL: QT_TRANSLATE_NOOP("Firings", "All"),
    Which.NEW: QT_TRANSLATE_NOOP("Firings", "New"),
    Which.TOLD: QT_TRANSLATE_NOOP("Firings", "Told"),
    Which.QUIET: QT_TRANSLATE_NOOP("Firings", "Quiet"),
}


class LogFilters(QWidget):
    """Says what is wanted; `changed` comes when typing pauses, `left` when the table is wanted."""

    changed = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self._icon = self.search.addAction(
            mark_icon("filter", look.tones.muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self.which = QComboBox(self)
        self.whose = QComboBox(self)
        self.whose.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.whose.setMinimumContentsLength(9)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MILLISECONDS)
        self._typing.timeout.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 5, 6, 5)
        row.setSpacing(6)
        row.addWidget(self.search, 3)
        row.addWidget(self.which)
        row.addWidget(self.whose, 2)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.search.returnPressed.connect(self._leave)
        self.search.installEventFilter(self)
        for each in (self.which, self.whose):
            each.currentIndexChanged.connect(lambda _: self.changed.emit())

    def wish(self) -> LogWish:
        """Return what is wanted, in the first order."""
        whose = self.whose.currentData()
        return LogWish(
            self.search.text(),
            Which(self.which.currentData() or Which.ALL),
            whose if isinstance(whose, Whose) else Whose(),
        )

    def clear(self) -> None:
        """Want everything again."""
        self._typing.stop()
        for each in (self.search, self.which, self.whose):
            each.blockSignals(True)
        self.search.clear()
        self.which.setCurrentIndex(0)
        self.whose.setCurrentIndex(0)
        for each in (self.search, self.which, self.whose):
            each.blockSignals(False)
        self.changed.emit()

    def restyle(self, look: Look, overview: Overview | None) -> None:
        """Write the words and names anew; what is chosen stays chosen."""
        self._icon.setIcon(mark_icon("filter", look.tones.muted))
        words = translate("Firings", "Search the log")
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)
        self.which.setAccessibleName(translate("Firings", "Which alerts"))
        self.whose.setAccessibleName(translate("Firings", "Whose alerts"))
        _refill(self.which, ((translate("Firings", text), each) for each, text in WHICH.items()))
        _refill(self.whose, _owners(overview, look.phrases.language))

    def _leave(self) -> None:
        """Search at once and go to what was found."""
        self._typing.stop()
        self.changed.emit()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """Let Escape clear the search, and the arrow down go to the table."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            if event.key() == Qt.Key.Key_Down:
                self._leave()
                return True
        return super().eventFilter(watched, event)


def _owners(overview: Overview | None, language: str) -> Iterable[tuple[str, Whose]]:
    yield translate("Firings", "All companies"), Whose()
    if overview is None:
        return
    list_words = translate("Firings", "List: {name}")
    for each in overview.watchlists:
        yield list_words.format(name=each.name), Whose(watchlist=each.id)
    names = {
        number: names_in(view.company, language)[0] for number, view in overview.companies.items()
    }
    for number in sorted(names, key=lambda each: names[each].casefold()):
        yield names[number], Whose(company=number)


def all_seen_words(query: LogQuery) -> str:
    """Return what marks all as seen that a query finds."""
    if query.narrowed:
        return translate("Firings", "Mark these as seen")
    return translate("Firings", "Mark all as seen")


def _refill(box: QComboBox, items: Iterable[tuple[str, object]]) -> None:
    """Put these into a box where they are not in it already; the choice stays."""
    wanted = list(items)
    if wanted == [(box.itemText(each), box.itemData(each)) for each in range(box.count())]:
        return
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for words, data in wanted:
        box.addItem(words, data)
    places = (place for place, (_, data) in enumerate(wanted) if data == chosen)
    box.setCurrentIndex(next(places, 0))
    box.blockSignals(False)

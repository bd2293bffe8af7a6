"""One entry on its sheet: the day, the subject, the text to write or to read, and a line below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.thesis.about import About
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.thesis.journal.editor import MarkdownEditor
from gridwatch.ui.thesis.journal.outside import OutsideStrip
from gridwatch.ui.thesis.journal.reading import ReadingView
from gridwatch.ui.thesis.journal.strip import PageStrip

translate = QCoreApplication.translate
_DAYS = {"en": "d MMM yyyy", "de": "dd.MM.yyyy", "zh_CN": "yyyy-MM-dd"}
SEPARATOR = "-"
VERBS = (
    ("claim", QT_TRANSLATE_NOOP("Journal", "Link to a claim…")),
    ("picture", QT_TRANSLATE_NOOP("Journal", "Insert a picture…")),
    ("table", QT_TRANSLATE_NOOP("Journal", "Insert a table")),
    (SEPARATOR, ""),
    ("history", QT_TRANSLATE_NOOP("Journal", "Earlier texts…")),
    (SEPARATOR, ""),
    ("remove", QT_TRANSLATE_NOOP("Journal", "Delete this entry")),
)


class EntrySheet(QWidget):
    """Shows an entry. `moved` carries the day and subject that the user has picked.

    `asked` carries the name of a verb of the menu; `reading_wanted`: the text is to be rendered.
    """

    moved = Signal(object, object)
    asked = Signal(str)
    reading_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.day = QDateEdit(self)
        self.day.setCalendarPopup(True)
        self.day.setKeyboardTracking(False)
        self.day.setFrame(False)
        self.subject = QComboBox(self)
        self.subject.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.subject.setMaxVisibleItems(20)
        self.read = QToolButton(self)
        self.read.setCheckable(True)
        self.more = QToolButton(self)
        self.more.setText("⋯")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.actions_: dict[str, QAction] = {}
        self.more.setMenu(self._make_menu())
        self.editor = MarkdownEditor(self)
        self.reading = ReadingView(self)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.editor)
        self.pages.addWidget(self.reading)
        self.strip = PageStrip(look.tones, self)
        self.outside = OutsideStrip(look.tones, self)
        self.line = QLabel(self)
        self.line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._state, self._hint = "", ""
        self._lay_out()
        self._connect()
        self.restyle(look, frozenset())

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for name, _ in VERBS:
            if name == SEPARATOR:
                menu.addSeparator()
                continue
            action = menu.addAction("")
            action.triggered.connect(lambda _=False, name=name: self.asked.emit(name))
            self.actions_[name] = action
        return menu

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(6)
        bar.addWidget(self.day)
        bar.addWidget(self.subject, 1)
        bar.addWidget(self.read)
        bar.addWidget(self.more)
        below = QHBoxLayout()
        below.setContentsMargins(10, 2, 10, 3)
        below.addWidget(self.line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.strip)
        column.addWidget(self.outside)
        column.addWidget(self.pages, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self.day.dateChanged.connect(lambda _: self._tell_move())
        self.subject.activated.connect(lambda _: self._tell_move())
        self.read.toggled.connect(self._turn)
        toggle = QShortcut(QKeySequence("Ctrl+E"), self)
        toggle.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        toggle.activated.connect(self.read.toggle)
        for each in (self.editor, self.reading):
            each.hovered.connect(self._drop_hint_of_nothing)

    # What is shown

    def show_head(self, on: date, about: About) -> None:
        """Show the day and the subject of the entry."""
        with QSignalBlocker(self.day), QSignalBlocker(self.subject):
            self.day.setDate(QDate(on.year, on.month, on.day))
            row = next(
                (row for row in range(self.subject.count()) if self.subject.itemData(row) == about),
                -1,
            )
            self.subject.setCurrentIndex(row)

    def show_subjects(self, offers: Sequence[tuple[str, About]]) -> None:
        """Offer what an entry can be about."""
        shown = self.subject.currentData()
        with QSignalBlocker(self.subject):
            self.subject.clear()
            for words, about in offers:
                self.subject.addItem(words, about)
            found = [row for row, (_, about) in enumerate(offers) if about == shown]
            self.subject.setCurrentIndex(found[0] if found else -1)

    def show_text(self, text: str, *, writable: bool = True) -> None:
        """Show the text of another entry."""
        self.strip.dismiss()
        self.outside.dismiss()
        self.editor.open(text)
        self.set_writable(on=writable)
        if self.read.isChecked():
            self.reading_wanted.emit()

    def set_writable(self, *, on: bool) -> None:
        """Take what is typed, or nothing as long as no entry is here to take it."""
        self.editor.setReadOnly(not on)
        for each in (self.day, self.subject, self.more):
            each.setEnabled(on)

    def show_reading(self, text: str, pictures: Mapping[str, QImage]) -> None:
        """Show a text that is ready to be rendered, in place of the editor."""
        self.reading.show_text(text, pictures, self._look.tones)
        if self.read.isChecked():
            self.pages.setCurrentWidget(self.reading)
            self.reading.setFocus()

    def write(self) -> None:
        """Show the editor, ready for the keys."""
        self.read.setChecked(False)
        self.editor.setFocus()

    def _name_toggle(self) -> None:
        if self.read.isChecked():
            words = translate("Journal", "Write")
            tip = translate("Journal", "Go on writing (Ctrl+E)")
        else:
            words = translate("Journal", "Read")
            tip = translate("Journal", "Show it as it reads (Ctrl+E)")
        self.read.setText(words)
        self.read.setToolTip(tip)

    def _turn(self, on: bool) -> None:
        self._name_toggle()
        self.editor.completing.close()
        if on:
            self.reading_wanted.emit()
        else:
            self.pages.setCurrentWidget(self.editor)
            self.editor.setFocus()

    def show_state(self, words: str) -> None:
        """Say below how far the text is stored."""
        self._state = words
        self._write_line()

    def show_hint(self, words: str) -> None:
        """Say where the link under the pointer leads; "" for none."""
        self._hint = words
        for each in (self.editor, self.reading):
            each.viewport().setToolTip(words)
        self._write_line()

    def _drop_hint_of_nothing(self, target: str) -> None:
        if not target:
            self.show_hint("")

    def _write_line(self) -> None:
        self.line.setText(self._hint or self._state)

    def _tell_move(self) -> None:
        about = self.subject.currentData()
        chosen = self.day.date()
        on = date(chosen.year(), chosen.month(), chosen.day())
        if isinstance(about, About):
            self.moved.emit(on, about)

    # How it looks

    def restyle(self, look: Look, known: frozenset[str]) -> None:
        """Say and colour everything in another look; `known` are symbols that can be linked to."""
        self._look = look
        tones, language = look.tones, look.phrases.language
        for name, words in VERBS:
            if name in self.actions_:
                self.actions_[name].setText(translate("Journal", words))
        self._name_toggle()
        self.more.setAccessibleName(translate("Journal", "More"))
        self.more.setToolTip(translate("Journal", "More"))
        self.day.setAccessibleName(translate("Journal", "Day of the entry"))
        self.subject.setAccessibleName(translate("Journal", "What the entry is about"))
        self.editor.setAccessibleName(translate("Journal", "Text of the entry"))
        self.reading.setAccessibleName(translate("Journal", "Entry as it reads"))
        self.editor.setPlaceholderText(
            translate(
                "Journal", "Write here. @ links a company, [[ a claim; pictures can be pasted."
            )
        )
        with QSignalBlocker(self.day):
            self.day.setLocale(QLocale(language))
            self.day.setDisplayFormat(_DAYS.get(language, _DAYS["en"]))
        self.setStyleSheet(
            f"QPlainTextEdit, QTextBrowser {{ background: {tones.base}; color: {tones.text}; }}"
            "QToolButton::menu-indicator { image: none; width: 0; }"
        )
        self.line.setStyleSheet(f"color: {tones.muted};")
        self.strip.restyle(tones)
        self.outside.restyle(tones)
        self.editor.restyle(tones, known)
        if self.read.isChecked():
            self.reading_wanted.emit()

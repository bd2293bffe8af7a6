"""The line for a typed condition: the word that is wrong underlined, words of measures offered."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit, QTextEdit, QWidget

from gridwatch.domain.alert.grammar import MOST_LETTERS
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.vocabulary import AVERAGES, EXAMPLES, JOINTS, MEASURES, NAMES
from gridwatch.ui.appearance import Tones

translate = QCoreApplication.translate
_LEAST = 1  # letters before words are offered
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LINES = 3
_POPUP_WIDTH = 260
# What a word is completed to: measures that need an argument come with the usual one.
_WITH_ARGUMENT: Mapping[Measure, str] = {
    each: EXAMPLES[each].partition(" ")[0]
    for each in (Measure.DRAWDOWN, Measure.GAIN, Measure.VOLUME, Measure.RSI, Measure.SERIES)
}


def completions(word: str) -> list[str]:
    """Return what a begun word may become, the measures first."""
    begun = word.casefold()
    names = [name for name in MEASURES if name.startswith(begun) and name != begun]
    measures = dict.fromkeys(MEASURES[name] for name in names)
    found = [_WITH_ARGUMENT.get(each, NAMES[each][0]) for each in measures]
    found += [EXAMPLES[Measure.AVERAGE].partition(" ")[0]] if "sma".startswith(begun) else []
    found += [f"{name}(50)" for name in AVERAGES if name != "sma" and name.startswith(begun)]
    found += [each for each in ("and", "or") if each.startswith(begun) and each != begun]
    return found


class ConditionLine(QPlainTextEdit):
    """One condition in the grammar; `entered` comes at Enter. It grows to three lines."""

    entered = Signal()

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._tones = tones
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated[str].connect(self._complete)  # type: ignore[index]  # the stub knows no overloads
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName(translate("Alerts", "Condition as text"))
        self.setPlaceholderText(EXAMPLES[Measure.CAP])
        self.document().setDocumentMargin(4)
        self.textChanged.connect(self._grow)
        self.restyle(tones)
        self._grow()

    def restyle(self, tones: Tones) -> None:
        """Take other colours."""
        self._tones = tones
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {tones.base}; border: 1px solid {tones.border};"
            f" border-radius: 5px; }} QPlainTextEdit:focus {{ border-color: {tones.accent}; }}"
        )

    def text(self) -> str:
        """Return what is typed; positions in it are those of the document."""
        return self.toPlainText()

    def put(self, text: str) -> None:
        """Show a text that does not come from here; nothing is said of it."""
        if text != self.text():
            self.blockSignals(True)
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)
            self.blockSignals(False)
            self._grow()

    def mark(self, start: int, end: int) -> None:
        """Underline the letters that are wrong; none where `start` is `end`."""
        marked = QTextEdit.ExtraSelection()
        style = QTextCharFormat()
        style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        style.setUnderlineColor(QColor(self._tones.warn))
        style.setBackground(QColor(self._tones.chosen))
        cursor = self.textCursor()
        cursor.setPosition(_place(self.text(), start))
        cursor.setPosition(_place(self.text(), end), QTextCursor.MoveMode.KeepAnchor)
        marked.cursor, marked.format = cursor, style
        self.setExtraSelections([marked] if start < end else [])

    def marked(self) -> str:
        """Return the letters that are underlined."""
        found = self.extraSelections()
        return found[0].cursor.selectedText() if found else ""

    def point_at(self, start: int) -> None:
        """Put the caret in front of the word that is wrong."""
        cursor = self.textCursor()
        cursor.setPosition(_place(self.text(), start))
        self.setTextCursor(cursor)
        self.setFocus()

    def offered(self) -> list[str]:
        """Return the words that the popup offers now."""
        shown = self._popup.isVisible()
        return self._words.stringList() if shown else []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a completion or finish at Enter; offer words while one is typed."""
        popup = self._popup
        if popup.isVisible() and event.key() in {*_ENTER, Qt.Key.Key_Tab}:
            index = popup.currentIndex()
            popup.hide()
            self._complete(str(index.data() or self._words.stringList()[0]))
        elif event.key() in _ENTER:
            self.entered.emit()
        elif popup.isVisible() and event.key() == Qt.Key.Key_Escape:
            popup.hide()
        else:
            super().keyPressEvent(event)
            asked = event.key() == Qt.Key.Key_Space and _is_control(event)
            if event.text().strip() or asked or event.key() == Qt.Key.Key_Backspace:
                self._offer(asked=asked)

    def insertFromMimeData(self, source) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001, N802 - Qt's
        """Paste as one line; of what is far too long only enough to be told so."""
        self.insertPlainText(" ".join(source.text()[: 2 * MOST_LETTERS].split()))

    def _offer(self, *, asked: bool) -> None:
        word = self._begun()
        if asked and not word:
            words = [_WITH_ARGUMENT.get(each, names[0]) for each, names in NAMES.items()]
        else:
            words = completions(word) if len(word) >= _LEAST else []
        self._words.setStringList(words)
        if not words:
            self._popup.hide()
            return
        place = self.cursorRect()
        self._completer.complete(QRect(place.left(), place.top(), _POPUP_WIDTH, place.height()))
        self._popup.setCurrentIndex(self._words.index(0))

    def _begun(self) -> str:
        """Return the letters in front of the caret, "" where a word cannot begin there."""
        before = self.text()[: self.textCursor().position()]
        kept = len(before)
        while kept and before[kept - 1].isalpha():
            kept -= 1
        word, rest = before[kept:], before[:kept].rstrip()
        fresh = not rest or rest[-1] == "(" or rest.split()[-1].casefold() in JOINTS
        ended = bool(rest) and rest[-1] not in "<>=≥≤(," and kept < len(before)
        return word if fresh or (ended and _begins_joint(word)) else ""

    def _complete(self, word: str) -> None:
        cursor = self.textCursor()
        cursor.movePosition(
            QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(self._begun())
        )
        cursor.insertText(f"{word} ")
        self.setTextCursor(cursor)

    def _grow(self) -> None:
        lines = 1
        block = self.document().firstBlock()
        if self.isVisible() and block.layout() is not None:
            lines = max(1, min(_LINES, block.layout().lineCount()))
        frame = 2 * self.frameWidth() + 2 * round(self.document().documentMargin()) + 2
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + frame)

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        """Take the height of what was put before."""
        super().showEvent(event)
        self._grow()


def _begins_joint(word: str) -> bool:
    return any(each.startswith(word.casefold()) for each in ("and", "or"))


def _is_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _place(text: str, letters: int) -> int:
    """Return a place in Qt's text, which counts in UTF-16."""
    return len(text[:letters].encode("utf-16-le")) // 2

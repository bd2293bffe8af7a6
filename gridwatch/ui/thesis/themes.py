"""The dialog of a theme: its name, its note in Markdown, and the way to delete it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import Theme
from gridwatch.domain.thesis.wording import LONGEST_TEXT, line_of, text_of
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.theme_edits import (
    LONGEST_NAME,
    AddTheme,
    ChangeTheme,
    RemoveTheme,
)
from gridwatch.ui.look import Look
from gridwatch.ui.strips import error_words
from gridwatch.ui.thesis.limited import LimitedText

translate = QCoreApplication.translate
_WIDE, _HIGH = 440, 360
_PREVIEWED = 50_000  # letters; more takes too long to lay out


class ThemeDialog(QDialog):
    """Asks for a theme; `decided` carries an Edit. It stays open until `accept`.

    A name that another theme has is refused here already; `others` are the themes that there are.
    """

    decided = Signal(object)

    def __init__(
        self, theme: Theme | None, others: tuple[Theme, ...], look: Look, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme, self._look = theme, look
        self._names = {each.name for each in others if theme is None or each.id != theme.id}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(
            translate("Thesis", "New theme") if theme is None else translate("Thesis", "Theme")
        )
        self.name, self.told = QLineEdit(self), QLabel(self)
        self.note = LimitedText(self, longest=LONGEST_TEXT)
        self.preview, self.tabs = _Preview(self), QTabWidget(self)
        self._lay_out()
        if theme is not None:
            self.name.setText(theme.name)
            self.note.setPlainText(theme.note)
        self.name.textChanged.connect(lambda _: self._tell())
        self.note.refused.connect(lambda problem: self._say(error_words(problem), fault=True))
        self.tabs.currentChanged.connect(lambda _: self.preview.show_note(self._note()))
        self._tell(quiet=True)
        self.name.setFocus()

    def _lay_out(self) -> None:
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(translate("Thesis", "Name, such as AI power demand"))
        self.name.setAccessibleName(translate("Thesis", "Name of the theme"))
        self.note.setPlaceholderText(
            translate("Thesis", "What it is about, in Markdown (optional)")
        )
        self.note.setAccessibleName(translate("Thesis", "Note on the theme"))
        self.note.setTabChangesFocus(True)
        self.tabs.addTab(self.note, translate("Thesis", "Note"))
        self.tabs.addTab(self.preview, translate("Thesis", "Preview"))
        self.tabs.setDocumentMode(True)
        self.told.setWordWrap(True)
        kind = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kind.Ok | kind.Cancel, self)
        fresh = self._theme is None
        self.ok().setText(translate("Thesis", "Create") if fresh else translate("Thesis", "Save"))
        self.gone = self.buttons.addButton(
            translate("Thesis", "Delete theme"), QDialogButtonBox.ButtonRole.DestructiveRole
        )
        self.gone.setAutoDefault(False)
        self.gone.setVisible(not fresh)
        self.gone.setToolTip(
            translate(
                "Thesis", "It goes with its claims, journal and figures. Undo brings it back."
            )
        )
        self.gone.clicked.connect(self._remove)
        self.buttons.accepted.connect(self.decide)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(translate("Thesis", "Name"), self.name)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.told)
        column.addWidget(self.buttons)
        self.resize(_WIDE, _HIGH)

    def ok(self) -> QPushButton:
        """Return the button that stores the theme."""
        return self.buttons.button(QDialogButtonBox.StandardButton.Ok)

    # What the user does

    def decide(self) -> None:
        """Take what was typed; what can't be kept is explained and stays to be mended."""
        try:
            name, note = self._checked_name(), text_of(self._note())
        except Problem as problem:
            self._say(error_words(problem), fault=True)
            return
        theme = self._theme
        if theme is not None and (name, note) == (theme.name, theme.note):
            self.accept()
            return
        self._send(AddTheme(name, note) if theme is None else ChangeTheme(theme.id, name, note))

    def _remove(self) -> None:
        if self._theme is not None:
            self._send(RemoveTheme(self._theme.id))

    def _send(self, edit: Edit) -> None:
        self.buttons.setEnabled(False)  # until it is known whether it could be stored
        self.decided.emit(edit)

    def stay(self) -> None:
        """Let it be tried again: it could not be stored."""
        self.buttons.setEnabled(True)

    def _note(self) -> str:
        return self.note.toPlainText()

    def _checked_name(self) -> str:
        name = line_of(self.name.text(), LONGEST_NAME)
        if not name:
            raise Problem("theme_unnamed", "A theme needs a name.")
        if name in self._names:
            raise Problem("theme_exists", "There is a theme “{name}” already.", name=name)
        return name

    def _tell(self, *, quiet: bool = False) -> None:
        try:
            self._checked_name()
        except Problem as problem:
            self.ok().setEnabled(False)
            self._say("" if quiet else error_words(problem), fault=True)
        else:
            self.ok().setEnabled(True)
            self._say(self._gone_words() if self._theme else "")

    @staticmethod
    def _gone_words() -> str:
        return translate(
            "Thesis",
            "Deleting a theme takes its claims, journal and figures along; undo brings all back.",
        )

    def _say(self, words: str, *, fault: bool = False) -> None:
        tones = self._look.tones
        self.told.setStyleSheet(f"color: {tones.warn if fault else tones.muted};")
        self.told.setText(words)


class _Preview(QTextBrowser):
    """Shows Markdown as it reads: no HTML, nothing loaded, no link followed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)

    def show_note(self, text: str) -> None:
        """Show the beginning of a text; HTML in it is shown as it is typed."""
        features = QTextDocument.MarkdownFeature
        self.document().setMarkdown(
            text[:_PREVIEWED], features.MarkdownDialectGitHub | features.MarkdownNoHTML
        )

    def loadResource(self, kind: int, name: object) -> object:  # noqa: N802 - Qt calls it
        """Load nothing: neither pictures nor files."""
        return None

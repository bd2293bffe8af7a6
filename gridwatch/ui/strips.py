"""Two calm strips above the panels: simulated data says so, and a problem says what next."""

from __future__ import annotations

import sqlite3

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolBar, QToolButton, QWidget

from gridwatch.domain.problem import Problem
from gridwatch.ui.appearance import Tones
from gridwatch.ui.words import problem_words

translate = QCoreApplication.translate


def simulated_words() -> str:
    """Return what marks simulated data on every screen."""
    return translate("Strips", "Simulated market")


def error_words(error: Exception) -> str:
    """Return any error of the profile's work as words: what happened, and what next."""
    if isinstance(error, Problem):
        return problem_words(error)
    if isinstance(error, sqlite3.Error | OSError):
        return translate(
            "Strips",
            "Your file could not be read or written ({reason}). Nothing was changed; check the"
            " disk and try again.",
        ).format(reason=error)
    return translate(
        "Strips",
        "Something went wrong that GridWatch did not expect. What is shown may be out of date;"
        " the details are in the log.",
    )


class Strip(QToolBar):
    """One line across the window: a text on a tinted ground."""

    def __init__(self, name: str, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName(name)
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.toggleViewAction().setVisible(False)
        self._ground = QWidget(self)
        self._ground.setObjectName("strip")
        self._ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ground.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.label = QLabel(self._ground)
        self.label.setWordWrap(False)
        self.row = QHBoxLayout(self._ground)
        self.row.setContentsMargins(10, 2, 6, 2)
        self.row.addWidget(self.label, 1)
        self.addWidget(self._ground)

    def show_tones(self, ground: str, text: str) -> None:
        """Colour the strip; both are hex texts."""
        self.setStyleSheet(
            "QToolBar { border: none; padding: 0; spacing: 0; }"
            f"#strip {{ background: {ground}; }} #strip QLabel {{ color: {text}; }}"
        )


class SimulatedStrip(Strip):
    """Says over everything that the prices are invented."""

    def __init__(self, window: QWidget) -> None:
        super().__init__("simulated_strip", window)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def restyle(self, tones: Tones) -> None:
        """Write the words anew and take the colours of `tones`."""
        self.label.setText(
            translate(
                "Strips", "Simulated market: all prices are invented, for trying GridWatch out"
            )
        )
        self.show_tones(mixed(tones.warn, tones.base, 0.22), tones.text)


class MessageStrip(Strip):
    """Shows one problem until it is dismissed or solved; the full text is in the tool tip."""

    def __init__(self, window: QWidget) -> None:
        super().__init__("message_strip", window)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setText("\N{MULTIPLICATION SIGN}")
        self._close.clicked.connect(self.dismiss)
        self.row.addWidget(self._close)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def say(self, words: str) -> None:
        """Show a sentence in place of the one before."""
        self.label.setText(words)
        self.label.setToolTip(words)
        self.label.setAccessibleName(words)
        self.show()

    def dismiss(self) -> None:
        """Take the sentence away."""
        self.label.clear()
        self.hide()

    @property
    def words(self) -> str:
        """Return what is shown, "" where nothing is."""
        return self.label.text()

    def restyle(self, tones: Tones) -> None:
        """Write the words anew and take the colours of `tones`."""
        self._close.setToolTip(translate("Strips", "Dismiss"))
        self._close.setAccessibleName(translate("Strips", "Dismiss"))
        self.show_tones(mixed(tones.warn, tones.base, 0.30), tones.text)


def mixed(colour: str, ground: str, part: float) -> str:
    """Return `part` of `colour` laid over `ground`, all as #rrggbb."""
    pairs = zip(_parts(colour), _parts(ground), strict=True)
    return "#" + "".join(f"{round(a * part + b * (1 - part)):02x}" for a, b in pairs)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

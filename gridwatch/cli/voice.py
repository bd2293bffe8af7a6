"""The language that a command speaks; plain English where QtCore can't be loaded."""

from __future__ import annotations

import math
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime

from gridwatch.cli.tables import plain
from gridwatch.domain.problem import Problem
from gridwatch.places import Profile
from gridwatch.preferences import Preferences, preferences_of
from gridwatch.wording import speech
from gridwatch.wording.speech import Phrasing, Speech

UNKNOWN = "—"
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "mn"))
_NEAREST = 0.001
# Under this name the commands call it, and `pyside6-lupdate` finds their texts.
translate = speech.translate
_AGES = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))


class PlainPhrases:
    """English phrases that need no Qt."""

    def compact(self, value: float | None, currency: str = "") -> str:
        """Return 101.4bn CNY."""
        if value is None:
            return UNKNOWN
        factor, word = next((each for each in _SCALES if abs(value) >= each[0]), (1.0, ""))
        return f"{value / factor:,.4g}{word} {currency}".rstrip()

    def price(self, value: float | None, currency: str = "") -> str:
        """Return 1,234.50 CNY."""
        return UNKNOWN if value is None else f"{value:,.2f} {currency}".rstrip()

    def plain(self, value: float, most: int = 2) -> str:
        """Return 7.25, with as many decimals as it needs, at most so many."""
        text = f"{value:,.{most}f}"
        return text.rstrip("0").rstrip(".") if most else text

    def integer(self, number: float | None) -> str:
        """Return 1,234."""
        return UNKNOWN if number is None else f"{number:,.0f}"

    def percent(self, value: float | None, digits: int = 1, signed: bool = True) -> str:
        """Return +3.1% for 0.031."""
        if value is None:
            return UNKNOWN
        return f"{value * 100:{'+' if signed else ''}.{digits}f}%"

    def distance(self, value: float | None) -> str:
        """Return +3.1% for 0.031, and +0.1% for anything less that is not nothing."""
        if value is not None and 0 < abs(value) < _NEAREST:
            value = math.copysign(_NEAREST, value)
        return self.percent(value)

    def age(self, seconds: float | None) -> str:
        """Return 5 min in its largest whole unit."""
        if seconds is None:
            return UNKNOWN
        length, word = next((each for each in _AGES if seconds >= each[0]), _AGES[-1])
        return f"{max(0, int(seconds // length))} {word}"

    def moment(self, moment: datetime) -> str:
        """Return 2026-11-20 14:05."""
        return moment.astimezone().strftime("%Y-%m-%d %H:%M")

    def day(self, day: date) -> str:
        """Return 2026-11-20."""
        return day.isoformat()


@dataclass(frozen=True, slots=True)
class Voice:
    """A language with its phrases; `translator` keeps Qt's application alive."""

    language: str
    phrases: Phrasing
    translator: object = None

    def problem(self, problem: Problem) -> str:
        """Return what went wrong as a sentence; what it quotes may come from any file."""
        try:
            from gridwatch.ui.words import problem_words
        except ImportError:
            return plain(str(problem))
        return plain(problem_words(problem))

    def trouble(self, kind: str) -> str:
        """Return what is wrong with the source as a sentence."""
        try:
            from gridwatch.ui.words import trouble_words
        except ImportError:
            return kind
        return trouble_words(kind)


def voice_of(choice: str, base_currency: str) -> Voice:
    """Return the voice for a chosen language; "system" asks the desktop."""
    try:
        from PySide6.QtCore import QCoreApplication

        from gridwatch.ui.phrases import Phrases
        from gridwatch.ui.words import install_language, pick_language
    except ImportError:
        return Voice("en", PlainPhrases())
    language = pick_language(choice)
    phrases = Phrases(language, base_currency=base_currency)
    if language == "en":
        return Voice(language, phrases)  # the words in the source are English already
    app = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    install_language(app, language)
    return Voice(language, phrases, app)


def speak(preferences: Preferences) -> Speech:
    """Speak as the user has chosen from now on, in place of what was spoken before."""
    voice = voice_of(preferences.language, preferences.base_currency)
    if voice.translator is None:
        _speak_english()
    return Speech(voice.language, voice.phrases)


def _speak_english() -> None:
    """Take away the translations that an earlier choice has installed."""
    if (qt := sys.modules.get("PySide6.QtCore")) is None:
        return
    app = qt.QCoreApplication.instance()
    if app is not None:
        from gridwatch.ui.words import install_language

        install_language(app, "en")


def stored_preferences(profile: Profile) -> Preferences:
    """Return what the user chose, the defaults where the file can't be read yet or any more."""
    try:
        with closing(sqlite3.connect(f"{profile.user_db.as_uri()}?mode=ro", uri=True)) as user:
            return preferences_of(dict(user.execute("SELECT name, value FROM preference")))
    except sqlite3.Error:
        return Preferences()

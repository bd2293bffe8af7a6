"""How everything is said and coloured now: the language, the phrases and the tones."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from gridwatch.preferences import Preferences
from gridwatch.ui.appearance import Tones, apply_theme, system_is_dark, tones_for
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.words import install_language, pick_language


@dataclass(frozen=True, slots=True)
class Look:
    """One combination of what was chosen; `theme` is still "system" where that was chosen."""

    language: str
    theme: str
    phrases: Phrases
    tones: Tones


def look_of(
    app: QApplication, preferences: Preferences, language: str | None, theme: str | None
) -> Look:
    """Return the look that was chosen; `language` and `theme` go before the stored choice."""
    spoken = pick_language(language or preferences.language)
    wanted = theme or preferences.theme
    return Look(
        spoken,
        wanted,
        Phrases(spoken, base_currency=preferences.base_currency),
        tones_for(wanted, preferences.rising, spoken, system_is_dark(app)),
    )


def look_now(
    app: QApplication, preferences: Preferences, language: str | None, theme: str | None
) -> Look:
    """Make the application look and speak as chosen; return the look for its widgets."""
    apply_theme(app, theme or preferences.theme)
    look = look_of(app, preferences, language, theme)
    install_language(app, look.language)
    return look

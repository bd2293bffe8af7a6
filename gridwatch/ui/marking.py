"""Marks words in tables of the window for the translators, as those of `wording` are marked."""

from gridwatch.wording.marking import QT_TRANSLATE_NOOP

__all__ = ["QT_TRANSLATE_NOOP"]

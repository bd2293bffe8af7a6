"""Marks words in tables for the translators; they are translated where they are shown."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, words: str) -> str:  # noqa: ARG001, N802 - lupdate looks for it
    """Return `words` as they are; PySide6's function of this name has no usable type."""
    return words

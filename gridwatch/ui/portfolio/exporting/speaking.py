"""Lets something be said in another language than the window's, and then the window go on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gridwatch.ui.words import install_language


@contextmanager
def speaking(language: str, own: str) -> Iterator[None]:
    """Translate into `language` for a moment; `own` is what the window speaks."""
    if language == own:
        yield
        return
    install_language(None, language)
    try:
        yield
    finally:
        install_language(None, own)

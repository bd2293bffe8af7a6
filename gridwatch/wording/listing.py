"""Words that stand beside each other: how a language lists them and puts them in brackets."""

from __future__ import annotations

from collections.abc import Iterable

from gridwatch.wording.speech import translate


def listed(parts: Iterable[str]) -> str:
    """Return what is not empty, one after the other as the language separates it."""
    pair, words = translate("Firings", "{one}, {other}"), ""
    for each in parts:
        if each:
            words = pair.format(one=words, other=each) if words else each
    return words


def bracketed(words: str) -> str:
    """Return words in the brackets of the language."""
    return translate("Conditions", "({words})").format(words=words)

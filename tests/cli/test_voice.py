"""A process that speaks one language after another: the collector, whose user changes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from gridwatch.cli.voice import PlainPhrases, speak, translate
from gridwatch.preferences import Preferences
from gridwatch.ui.words import install_language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture
def spoken(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    install_language(qapp, "en")


def test_letters_follow_the_language_that_is_chosen(spoken: QApplication) -> None:
    told = []
    for language in ("en", "de", "zh_CN", "en"):
        speech = speak(Preferences(language=language))
        assert speech.language == language
        told.append((translate("Firings", "while closed"), speech.phrases.compact(1.4e11, "CNY")))
    assert told[0] == told[3] == ("while closed", "140bn\N{NO-BREAK SPACE}CNY")
    assert len(set(told)) == 3
    assert told[2][1].startswith("1,400亿")


def test_without_qt_there_are_plain_phrases() -> None:
    assert PlainPhrases().integer(1234.4) == "1,234"
    assert PlainPhrases().integer(None) == "—"

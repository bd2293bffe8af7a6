"""The language of the window, and a sentence for every problem that the code can raise."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTranslator

import gridwatch
from gridwatch.domain.problem import Problem
from gridwatch.domain.trouble import TroubleKind
from gridwatch.ui.problems import PROBLEMS
from gridwatch.ui.words import (
    first_spoken,
    install_language,
    pick_language,
    problem_words,
    trouble_words,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


Made = tuple[Path, str, list[ast.expr]]


@pytest.fixture(scope="module")
def calls() -> list[Made]:
    """Give file, name and arguments of all that is called anywhere in the program."""
    return [
        (file, getattr(node.func, "id", getattr(node.func, "attr", "")), node.args)
        for file in sorted(Path(gridwatch.__file__).parent.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]


def raised_problems(calls: list[Made]) -> Iterator[tuple[str, str]]:
    """Yield code and sentence of every Problem that is made."""
    for file, name, arguments in calls:
        if name == "Problem" and len(arguments) >= 2:
            code, sentence = arguments[:2]
            assert isinstance(code, ast.Constant), f"{file}: the code is not a literal"
            assert isinstance(sentence, ast.Constant), f"{file}: the sentence is no literal"
            yield str(code.value), str(sentence.value)


@pytest.mark.xdist_group("calls")
def test_every_problem_has_its_sentence_for_the_translators(calls: list[Made]) -> None:
    found = dict(raised_problems(calls))
    assert len(found) > 10
    assert found == dict(PROBLEMS)


def test_a_problem_is_told_with_its_values() -> None:
    problem = Problem("list_exists", "There is a list “{list}” already.", list="Grid")
    assert problem_words(problem) == "There is a list “Grid” already."


def test_a_problem_without_an_entry_tells_its_own_sentence() -> None:
    assert problem_words(Problem("newer", "Plain {what}.", what="words")) == "Plain words."


def test_every_trouble_has_its_own_words() -> None:
    words = {trouble_words(each) for each in TroubleKind}
    assert len(words) == len(TroubleKind)
    assert trouble_words("") == ""
    assert trouble_words("of tomorrow") not in words


def sent_kinds(calls: list[Made]) -> Iterator[str]:
    """Yield every kind of trouble that is written out where a message with one is made."""
    places = {"Troubled": 0, "Matches": 2}
    for _, name, arguments in calls:
        place = places.get(name)
        if place is None or len(arguments) <= place:
            continue
        kind = arguments[place]
        if isinstance(kind, ast.Constant):
            yield str(kind.value)


@pytest.mark.xdist_group("calls")
def test_every_kind_of_trouble_that_is_ever_sent_has_words(calls: list[Made]) -> None:
    sent = set(sent_kinds(calls))
    found = {*sent, *TroubleKind}
    assert {"storage", "offline"} <= sent
    strange = trouble_words("of tomorrow")
    assert [each for each in found if trouble_words(each) == strange] == []
    assert "disk" in trouble_words("storage")


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (["de-CH", "en"], "de"),
        (["zh-Hans-CN"], "zh_CN"),
        (["fr-FR", "zh_TW", "de"], "zh_CN"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_that_we_speak_is_taken(wanted: list[str], spoken: str) -> None:
    assert first_spoken(wanted) == spoken


def test_a_chosen_language_is_not_asked_of_the_desktop() -> None:
    assert pick_language("de") == "de"
    assert pick_language("system") in {"en", "de", "zh_CN"}


def test_installing_a_language_replaces_the_one_before(qapp: QApplication) -> None:
    install_language(qapp, "de")
    assert qapp.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    count = len(qapp.findChildren(QTranslator))
    install_language(qapp, "de")
    assert len(qapp.findChildren(QTranslator)) == count
    install_language(qapp, "en")
    assert qapp.translate("QPlatformTheme", "Cancel") == "Cancel"

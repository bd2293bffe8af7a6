"""The translations: complete, with the placeholders of their source, compiled, seen on screen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QImage

import translate
from gridwatch.domain.problem import Problem
from gridwatch.ui.problems import PROBLEMS
from gridwatch.ui.words import install_language, problem_words
from tests.cli.running import gridwatch, here

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

PLACEHOLDER = re.compile(r"\{[^{}]*\}|%n|%\d|%L\d")
MNEMONIC = re.compile(r"&(\w)")
MARKET = {"de": "SIMULIERTER MARKT", "zh_CN": "模拟行情"}
HEADINGS = {
    "de": ("Unternehmen", "Marktkap.", "Ziel", "Abstand", "Nötiger Kurs"),
    "zh_CN": ("公司", "市值", "目标", "距离", "所需股价"),
}
CANCEL = {"en": "Cancel", "de": "Abbrechen", "zh_CN": "取消"}

languages = pytest.mark.parametrize("language", translate.LANGUAGES)


def words_in(language: str) -> dict[translate.Word, str]:
    return translate.words_of(translate.ts_file(translate.I18N, language))


@pytest.fixture
def spoken(qapp: QApplication) -> Iterator[QApplication]:
    """Give the application, and let it speak English again afterwards."""
    yield qapp
    install_language(qapp, "en")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a demo profile with quotes and histories."""
    folder = tmp_path_factory.mktemp("demo")
    done = here("--demo", "--profile", folder, "refresh")
    assert done.code == 0, done.err
    return folder


@languages
def test_no_text_is_without_its_translation(language: str) -> None:
    words = words_in(language)
    assert len(words) > 200
    assert [each for each, done in words.items() if not done.strip()] == []


@languages
def test_every_placeholder_is_kept(language: str) -> None:
    wrong = [
        text
        for (_, text), done in words_in(language).items()
        if Counter(PLACEHOLDER.findall(text)) != Counter(PLACEHOLDER.findall(done))
    ]
    assert wrong == []


@languages
def test_the_shape_of_a_text_is_kept(language: str) -> None:
    for (_, text), done in words_in(language).items():
        assert done == done.strip(), done
        assert text.endswith("…") == done.endswith("…"), done
        assert text.count("\n") == done.count("\n"), done
        assert len(MNEMONIC.findall(text)) == len(MNEMONIC.findall(done)), done


@languages
def test_no_two_menus_share_a_letter(language: str) -> None:
    found = [
        letter.lower()
        for (context, _), done in words_in(language).items()
        for letter in MNEMONIC.findall(done)
        if context == "Actions"
    ]
    assert len(found) >= 5
    assert len(set(found)) == len(found)


def test_quotation_marks_are_those_of_the_language() -> None:
    for done in words_in("de").values():
        assert done.count("„") == done.count("“"), done
        assert "”" not in done, done
    for done in words_in("zh_CN").values():
        assert done.count("“") == done.count("”"), done
    for language in translate.LANGUAGES:
        assert not any('"' in done for done in words_in(language).values())


def test_chinese_is_written_in_chinese() -> None:
    plain = {
        text
        for (_, text), done in words_in("zh_CN").items()
        if not re.search(r"[\u4e00-\u9fff]", done)
        and re.search(r"[A-Za-z]{2}", PLACEHOLDER.sub("", text))
    }
    # Sentences that only join figures have no word to translate, nor have names and units.
    joined = {"{task} {done} of {total}", "{pair} {rate} of {day}"}
    assert plain - joined - {"PDF", "TWh", "USD"} == set()


@languages
def test_the_compiled_file_says_what_the_translators_wrote(language: str) -> None:
    file = translate.ts_file(translate.I18N, language)
    translator = QTranslator()
    assert translator.load(str(file.with_suffix(".qm")))
    told = {word: translator.translate(*word) for word in translate.words_of(file)}
    assert told == translate.words_of(file)


def test_every_text_of_the_program_is_known_to_the_translators() -> None:
    assert translate.faults(translate.ROOT, translate.I18N) == []


def test_gathering_the_words_again_adds_and_drops_nothing(tmp_path: Path) -> None:
    for language in translate.LANGUAGES:
        name = translate.ts_file(translate.I18N, language).name
        (tmp_path / name).write_bytes((translate.I18N / name).read_bytes())
    translate.update(translate.ROOT, tmp_path)
    for language in translate.LANGUAGES:
        fresh = translate.words_of(translate.ts_file(tmp_path, language))
        assert fresh == words_in(language)


def test_the_order_does_not_depend_on_what_was_there_before(tmp_path: Path) -> None:
    translate.update(translate.ROOT, tmp_path)
    for language in translate.LANGUAGES:
        fresh = translate.words_of(translate.ts_file(tmp_path, language))
        assert list(fresh) == list(words_in(language))


@languages
def test_the_files_name_no_place(language: str) -> None:
    text = translate.ts_file(translate.I18N, language).read_text("utf-8")
    assert "<location" not in text
    assert ".py" not in text


def test_a_text_that_lupdate_does_not_see_is_named(tmp_path: Path) -> None:
    package = tmp_path / "gridwatch"
    package.mkdir()
    (package / "seen.py").write_text('translate("Room", "seen")\n', "utf-8")
    (package / "hidden.py").write_text("f\"{translate('Room', 'hidden')}\"\n", "utf-8")
    translate.update(tmp_path, tmp_path)
    found = translate.faults(tmp_path, tmp_path)
    assert "de: lupdate can't find ('Room', 'hidden')" in found
    assert "de: no translation of ('Room', 'seen')" in found
    assert len(found) == 2 * len(translate.LANGUAGES)


def test_comparing_changes_nothing_and_names_what_is_old(tmp_path: Path) -> None:
    package, folder = tmp_path / "gridwatch", tmp_path / "i18n"
    package.mkdir()
    folder.mkdir()
    (package / "room.py").write_text('translate("Room", "one")\n', "utf-8")
    translate.update(tmp_path, folder)
    translate.compile_all(tmp_path, folder)
    assert translate.differences(tmp_path, folder) == []
    (package / "room.py").write_text('translate("Room", "two")\n', "utf-8")
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    assert "gridwatch_de.ts" in translate.differences(tmp_path, folder)
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before


@pytest.mark.parametrize("language", ["en", *translate.LANGUAGES])
def test_qt_speaks_the_same_language(spoken: QApplication, language: str) -> None:
    install_language(spoken, language)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == CANCEL[language]


@languages
def test_every_problem_is_told_in_the_language(spoken: QApplication, language: str) -> None:
    install_language(spoken, language)
    for code, template in PROBLEMS.items():
        values: dict[str, Any] = {each.strip("{}"): "X" for each in PLACEHOLDER.findall(template)}
        told = problem_words(Problem(code, template, **values))
        assert told != template.format(**values)
        assert "{" not in told


@languages
@pytest.mark.usefixtures("spoken")
def test_the_command_line_speaks_the_language(demo: Path, language: str) -> None:
    checked = here("--demo", "--profile", demo, "check", "--language", language)
    assert checked.code == 0, checked.err
    assert checked.out.startswith(MARKET[language])
    head = next(line for line in checked.out.splitlines() if HEADINGS[language][0] in line)
    assert all(each in head for each in HEADINGS[language])
    listed = here("--demo", "--profile", demo, "list", "--language", language)
    assert listed.code == 0, listed.err
    assert HEADINGS[language][0] in listed.out
    assert "Company" not in checked.out + listed.out


@languages
@pytest.mark.usefixtures("spoken")
def test_a_problem_of_the_command_line_is_told_in_the_language(demo: Path, language: str) -> None:
    words = ("target", "688676.SS", "1,234", "--language", language)
    refused = here("--demo", "--profile", demo, *words)
    assert refused.code == 1
    text = "“{text}” could mean thousands or decimals. Write it without the mark."
    assert words_in(language)["Problem", text].format(text="1,234") in refused.err


def test_the_window_is_drawn_in_every_language(demo: Path, tmp_path: Path) -> None:
    pictures = []
    for language in ("en", *translate.LANGUAGES):
        out = tmp_path / f"{language}.png"
        options = ("--out", out, "--size", "1000x700", "--language", language)
        done = gridwatch("--demo", "--profile", demo, "snapshot", *options)
        assert done.code == 0, done.err
        assert done.err == ""
        pictures.append(QImage(str(out)))
        assert (pictures[-1].width(), pictures[-1].height()) == (1000, 700)
    menus = [each.copy(0, 0, 400, 24) for each in pictures]
    assert menus[0] != menus[1] != menus[2] != menus[0]

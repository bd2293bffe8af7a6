#!/usr/bin/env python3
"""Gather the words of GridWatch into `resources/i18n/*.ts` and compile them to `.qm`.

    python packaging/translate.py            update the files; name what has no translation
    python packaging/translate.py --check    only compare; exit 1 where something is missing or old

Edit the .ts files by hand or with pyside6-linguist, then run this again. lupdate and lrelease come
with PySide6 and are taken from the environment that runs this. The same source gives the same
bytes: no line numbers, no paths, everything sorted.
"""

from __future__ import annotations

import argparse
import ast
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
I18N = ROOT / "resources" / "i18n"
LANGUAGES = ("de", "zh_CN")
# The functions that mark words; the tables are marked, and translated where they are shown.
MARKS = frozenset({"translate", "QT_TRANSLATE_NOOP"})

Word = tuple[str, str]


class TranslateError(Exception):
    """The words cannot be gathered; the sentence says why and what next."""


def ts_file(folder: Path, language: str) -> Path:
    """Return the file of the translators for a language."""
    return folder / f"gridwatch_{language}.ts"


def tool(name: str) -> str:
    """Return the program of this environment.

    Raises TranslateError where PySide6 is not installed in it.
    """
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    if found is None:
        raise TranslateError(f"{name} is missing: run this with a Python that has PySide6.")
    return found


def sources(root: Path) -> list[str]:
    """Return the modules of the program, relative to `root` and in a fixed order."""
    return sorted(each.relative_to(root).as_posix() for each in (root / "gridwatch").rglob("*.py"))


def marked_words(file: Path) -> Iterator[Word]:
    """Yield context and text of every marked text in a module, as Python itself reads it."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        match getattr(node.func, "attr", getattr(node.func, "id", "")), *node.args[:2]:
            case str(name), ast.Constant(str(context)), ast.Constant(str(text)) if name in MARKS:
                yield context, text


def words_of(file: Path) -> dict[Word, str]:
    """Return the translation of each text in a .ts file, "" where it has none or is unfinished."""
    found: dict[Word, str] = {}
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            done = message.find("translation")
            text = "" if done is None or done.get("type") else done.text or ""
            found[context.findtext("name", ""), message.findtext("source", "")] = text
    return found


def update(root: Path, folder: Path) -> None:
    """Bring the .ts files in `folder` up to the sources below `root`; old texts fall out."""
    for language in LANGUAGES:
        words = ("-ts", str(ts_file(folder, language)), "-target-language", language)
        _run(
            tool("pyside6-lupdate"), "-silent", "-locations", "none", "-no-obsolete",
            "-sort-messages", "-disable-heuristic", "sametext", "-disable-heuristic", "similartext",
            "-source-language", "en", *sources(root), *words,
            root=root,
        )  # fmt: skip


def compile_all(root: Path, folder: Path) -> None:
    """Compile each .ts file in `folder` to the .qm file beside it."""
    for language in LANGUAGES:
        file = ts_file(folder, language)
        compiled = file.with_suffix(".qm")
        _run(tool("pyside6-lrelease"), "-silent", str(file), "-qm", str(compiled), root=root)


def _run(*command: str, root: Path) -> None:
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
    if done.returncode or done.stderr.strip():
        raise TranslateError(f"{Path(command[0]).name} failed: {done.stderr or done.stdout}")


def unseen(root: Path, known: Iterable[Word]) -> list[Word]:
    """Return the marked texts that lupdate does not find, such as those inside an f-string."""
    marked = {word for each in sources(root) for word in marked_words(root / each)}
    return sorted(marked - set(known))


def faults(root: Path, folder: Path) -> list[str]:
    """Return a sentence for each text that nobody can see translated."""
    found = []
    for language in LANGUAGES:
        words = words_of(ts_file(folder, language))
        found += [
            f"{language}: no translation of {word}" for word, done in words.items() if not done
        ]
        found += [f"{language}: lupdate can't find {word}" for word in unseen(root, words)]
    return found


def differences(root: Path, folder: Path) -> list[str]:
    """Return the names of the files that would change; the folder stays as it is."""
    with tempfile.TemporaryDirectory() as room:
        fresh = Path(room) / folder.name
        shutil.copytree(folder, fresh)
        update(root, fresh)
        compile_all(root, fresh)
        return [
            each.name
            for each in sorted(fresh.iterdir())
            if not (folder / each.name).is_file()
            or (folder / each.name).read_bytes() != each.read_bytes()
        ]


def main(words: list[str]) -> int:
    """Update or check. Exit codes: 0 all is translated, 1 something is not or a tool failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing, only compare")
    try:
        if parser.parse_args(words).check:
            found = [f"{each} is old" for each in differences(ROOT, I18N)]
        else:
            I18N.mkdir(exist_ok=True)
            update(ROOT, I18N)
            compile_all(ROOT, I18N)
            found = []
        found += faults(ROOT, I18N)
    except (TranslateError, OSError, ET.ParseError) as error:
        found = [str(error)]
    for each in found:
        print(each, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

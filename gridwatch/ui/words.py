"""Which language the window speaks, and sentences for problems and troubles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QTranslator,
)

from gridwatch.domain.problem import Problem
from gridwatch.domain.trouble import TroubleKind
from gridwatch.places import resources

# Qt's own buttons and dialogs ("Cancel", "Save as") come translated with Qt.
_QT_TEXTS = "qtbase"
_OWN_TEXTS = "gridwatch"
_SPOKEN = "spoken"
TROUBLES: dict[str, object] = {
    TroubleKind.UNKNOWN: QT_TRANSLATE_NOOP("Trouble", "The source does not know this symbol."),
    TroubleKind.THROTTLED: QT_TRANSLATE_NOOP(
        "Trouble", "The source asked for a pause: too many requests."
    ),
    TroubleKind.OFFLINE: QT_TRANSLATE_NOOP(
        "Trouble", "No answer from the source. Check the network and the proxy."
    ),
    TroubleKind.GARBLED: QT_TRANSLATE_NOOP(
        "Trouble", "The source gave an answer that cannot be used."
    ),
    TroubleKind.REFUSED: QT_TRANSLATE_NOOP("Trouble", "The source refused the request."),
    # Not the source's: the collector says so of its own files.
    "storage": QT_TRANSLATE_NOOP(
        "Trouble",
        "The disk is full or a file is in use: what was fetched could not be stored."
        " It is tried again shortly.",
    ),
}


def pick_language(choice: str) -> str:
    """Return "en", "de" or "zh_CN" for a chosen language; "system" asks the desktop."""
    if choice != "system":
        return choice
    return first_spoken(QLocale.system().uiLanguages())


def first_spoken(wanted: Iterable[str]) -> str:
    """Return the first of `wanted` (BCP 47 codes) that GridWatch speaks, English where none is."""
    for each in wanted:
        code = each.replace("_", "-").split("-")[0].lower()
        if code in {"en", "de"}:
            return code
        if code == "zh":
            return "zh_CN"
    return "en"


def install_language(app: QCoreApplication | None, language: str) -> None:
    """Make the application speak `language` from now on, in place of what it spoke before."""
    app = app or QCoreApplication.instance()
    if app is None:
        return
    if app.property(_SPOKEN) is not None:  # at the start there is nothing to look for
        for old in app.findChildren(QTranslator):
            app.removeTranslator(old)
            old.setParent(None)
    app.setProperty(_SPOKEN, language)
    QLocale.setDefault(QLocale(language))
    shipped = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((_QT_TEXTS, shipped), (_OWN_TEXTS, str(resources() / "i18n"))):
        translator = QTranslator(app)
        if translator.load(f"{name}_{language}", folder):
            app.installTranslator(translator)


def problem_words(problem: Problem, day: Callable[[date], str] = date.isoformat) -> str:
    """Return what went wrong as a sentence in the reader's language; `day` writes its dates.

    A value may be the problem behind it, which is told within the sentence.
    """
    # The sentences are many, and the window starts without a problem.
    from gridwatch.ui.problems import PROBLEMS

    template = PROBLEMS.get(problem.code)
    if template is None:
        return str(problem)
    values = dict(problem.values)
    for name, value in values.items():
        if type(value) is date:
            values[name] = day(value)
        elif isinstance(value, Problem):
            values[name] = problem_words(value, day)
    return QCoreApplication.translate("Problem", template).format(**values)


def trouble_words(kind: str) -> str:
    """Return what is wrong with the source as a sentence; "" where nothing is."""
    if not kind:
        return ""
    strange = QT_TRANSLATE_NOOP("Trouble", "The source has trouble that is not known here.")
    return QCoreApplication.translate("Trouble", str(TROUBLES.get(kind, strange)))

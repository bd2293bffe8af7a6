"""Writes how a claim became what it is, as a page: what was added and removed stands out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.thesis.changes_of_claim import Aspect, Fate, Step, word_changes
from gridwatch.domain.thesis.claim import Author, Claim, Status
from gridwatch.ui.appearance import DARK, LIGHT
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.wording.statuses import status_words

translate = QCoreApplication.translate
BACK, MORE = "back:", "more"
_NAMES = {
    Aspect.STATEMENT: QT_TRANSLATE_NOOP("Claims", "Claim"),
    Aspect.STATUS: QT_TRANSLATE_NOOP("Claims", "Status"),
    Aspect.CONVICTION: QT_TRANSLATE_NOOP("Claims", "Conviction"),
    Aspect.FALSIFIER: QT_TRANSLATE_NOOP("Claims", "Falsifier"),
    Aspect.TEST: QT_TRANSLATE_NOOP("Claims", "Test"),
    Aspect.REVIEW: QT_TRANSLATE_NOOP("Claims", "Review"),
    Aspect.TAGS: QT_TRANSLATE_NOOP("Claims", "Tags"),
    Aspect.PLACE: QT_TRANSLATE_NOOP("Claims", "Place"),
}
_BY_WORDS = frozenset({Aspect.STATEMENT, Aspect.FALSIFIER})


def history_page(steps: Iterable[Step], look: Look, most: int) -> str:
    """Return the newest `most` steps as HTML, newest first, with a link to more of them."""
    several = list(steps)
    shown = several[::-1][:most]
    parts = [_step(each, look, newest=place == 0) for place, each in enumerate(shown)]
    if len(several) > most:
        words = translate("Claims", "Show older ones ({number})").format(number=len(several) - most)
        parts.append(f'<p><a href="{MORE}">{escape(words)}</a></p>')
    return "".join(parts)


def _step(step: Step, look: Look, *, newest: bool) -> str:
    tones, revision = look.tones, step.revision
    who = translate("Claims", "you")
    if revision.author is Author.TEST:
        who = translate("Claims", "the test")
    head = f"{escape(look.phrases.moment(revision.at))} · {escape(who)}"
    title = _title(step)
    back = ""
    if not newest and not revision.claim.removed:
        words = escape(translate("Claims", "Bring back"))
        back = f' · <a href="{BACK}{revision.id}">{words}</a>'
    note = f"<br><i>“{escape(revision.note)}”</i>" if revision.note else ""
    lines = [_change(each, step.before, revision.claim, look) for each in step.changed]
    if step.before is None:
        lines = [escape(revision.claim.statement)]
    told = "".join(f"<br>{each}" for each in lines if each)
    title = f"<br><b>{escape(title)}</b>" if title else ""
    return (
        f'<p style="margin-top:0; margin-bottom:10px;">'
        f'<span style="color:{tones.muted};">{head}{back}</span>{title}{told}{note}</p>'
    )


def _title(step: Step) -> str:
    """Return what the step was as a whole, "" where its changes say it all."""
    claim, changed = step.revision.claim, step.changed
    if step.before is None:
        return translate("Claims", "Made")
    if Aspect.REMOVED in changed:
        return (
            translate("Claims", "Deleted") if claim.removed else translate("Claims", "Brought back")
        )
    if step.revision.reviewed:
        return translate("Claims", "Reviewed")
    return "" if changed or step.revision.note else translate("Claims", "Stored as it was")


def _change(aspect: Aspect, before: Claim | None, after: Claim, look: Look) -> str:
    """Return one change: text by its words, the others as old → new."""
    if before is None or aspect is Aspect.REMOVED:
        return ""
    name = escape(translate("Claims", _NAMES[aspect]))
    old, new = getattr(before, aspect), getattr(after, aspect)
    if aspect in _BY_WORDS:
        told = diff_html(old, new, look)
    else:
        told = f"{escape(_words(old, look, aspect))} → {escape(_words(new, look, aspect))}"
    return f'<span style="color:{look.tones.muted};">{name}:</span> {told}'


def diff_html(before: str, after: str, look: Look) -> str:
    """Return two texts as one: what was removed struck through, what was added underlined."""
    plain = DARK if look.tones.dark else LIGHT
    styles = {
        Fate.KEPT: "",
        Fate.REMOVED: f"color:{plain.fall}; text-decoration:line-through;",
        Fate.ADDED: f"color:{plain.rise}; text-decoration:underline;",
    }
    pieces = word_changes(before, after)
    return "".join(
        f'<span style="{styles[each.fate]}">{_lines(each.text)}</span>' for each in pieces
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _words(value: object, look: Look, aspect: Aspect) -> str:
    match value:
        case Status():
            return status_words(value)
        case date():
            return look.phrases.day(value)
        case tuple():
            return " ".join(f"#{each}" for each in value) or "—"
        case int() if aspect is Aspect.CONVICTION:
            return f"{value}%"
    return "—" if value is None else str(value) or "—"

"""The columns of the rules, declared once: what each says, how it sorts, in which tone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt

from gridwatch.domain.alert.rule import Basis, Repeat
from gridwatch.services.rule_views import RuleView, Stage
from gridwatch.ui.alerts.scene import Scene, subject_words
from gridwatch.ui.alerts.words import (
    BASES,
    COUNTS,
    REPEATS,
    now_words,
    quiet_words,
    stage_of,
    standing_words,
    title_words,
    told_words,
)
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.phrases import UNKNOWN
from gridwatch.wording.conditions import condition_words

translate = QCoreApplication.translate
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Key = tuple[float, float] | tuple[float, str]  # what is unknown comes last, either way
_LAST = (1.0, 0.0)
_STAGES = {each: float(place) for place, each in enumerate(COUNTS)}
# The tone of a rule's standing; what has expired is faint.
_TONES: Mapping[Stage, str] = {
    Stage.REACHED: "target",
    Stage.ARMED: "text",
    Stage.WAITING: "warn",
    Stage.DONE: "faint",
    Stage.UNSEEN: "muted",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its words, what it says of a rule, its sorting key and its tone."""

    id: str
    words: str
    text: Callable[[RuleView, Scene], str]
    key: Callable[[RuleView, Scene], Key]
    align: Qt.AlignmentFlag = LEFT
    tone: Callable[[RuleView, Scene], str] = lambda _view, _scene: "text"
    width: int = 100
    shown: bool = True


def _by(text: Callable[[RuleView, Scene], str]) -> Callable[[RuleView, Scene], Key]:
    return lambda view, scene: (0.0, text(view, scene).casefold())


def _muted(_view: RuleView, _scene: Scene) -> str:
    return "muted"


def _about(view: RuleView, scene: Scene) -> str:
    return subject_words(view.rule.subject, scene)


def _standing_key(view: RuleView, scene: Scene) -> Key:
    stage = stage_of(view, scene)
    return _LAST if stage is None else (0.0, _STAGES[stage])


def _standing_tone(view: RuleView, scene: Scene) -> str:
    stage = stage_of(view, scene)
    return "faint" if stage is None else _TONES[stage]


def _gap(view: RuleView) -> float | None:
    return view.near.gap if view.near is not None else None


def _gap_words(view: RuleView, scene: Scene) -> str:
    near = view.near
    if near is None or near.gap is None:
        return UNKNOWN
    if near.beyond:
        return translate("Alerts", "there")
    return scene.phrases.distance(near.gap).lstrip("+")


def _gap_key(view: RuleView, _scene: Scene) -> Key:
    gap = _gap(view)
    return _LAST if gap is None else (0.0, gap)


def _gap_tone(view: RuleView, _scene: Scene) -> str:
    if view.near is None or view.near.gap is None:
        return "faint"
    return "target" if view.near.beyond else "text"


def _now_key(view: RuleView, _scene: Scene) -> Key:
    return _LAST if view.near is None else (0.0, view.near.value)


def _told_key(view: RuleView, _scene: Scene) -> Key:
    return _LAST if view.told is None else (0.0, view.told.at.timestamp())


def _quiet_key(view: RuleView, scene: Scene) -> Key:
    return (0.0, quiet_words(view.rule, scene)) if quiet_words(view.rule, scene) else _LAST


COLUMNS = (
    Column("quiet", QT_TRANSLATE_NOOP("Alerts", "Quiet"), lambda _view, _scene: "", _quiet_key,
           width=28),
    Column("about", QT_TRANSLATE_NOOP("Alerts", "About"), _about, _by(_about), width=118),
    Column("alert", QT_TRANSLATE_NOOP("Alerts", "Alert"),
           lambda view, scene: title_words(view.rule, scene),
           _by(lambda view, scene: title_words(view.rule, scene)), width=200),
    Column("standing", QT_TRANSLATE_NOOP("Alerts", "Stands"), standing_words, _standing_key,
           tone=_standing_tone, width=120),
    Column("gap", QT_TRANSLATE_NOOP("Alerts", "To go"), _gap_words, _gap_key, RIGHT, _gap_tone, 66),
    Column("now", QT_TRANSLATE_NOOP("Alerts", "Now"), now_words, _now_key, RIGHT, width=110),
    Column("told", QT_TRANSLATE_NOOP("Alerts", "Last told"), told_words, _told_key, tone=_muted,
           width=95),
    Column("repeat", QT_TRANSLATE_NOOP("Alerts", "Tells"),
           lambda view, _scene: REPEATS[view.rule.repeat](),
           lambda view, _scene: (0.0, float(list(Repeat).index(view.rule.repeat))), tone=_muted,
           width=85),
    Column("basis", QT_TRANSLATE_NOOP("Alerts", "Looks at"),
           lambda view, _scene: BASES[view.rule.basis](),
           lambda view, _scene: (0.0, float(list(Basis).index(view.rule.basis))), tone=_muted,
           width=150),
    Column("typed", QT_TRANSLATE_NOOP("Alerts", "As typed"), lambda view, _scene: view.typed,
           lambda view, _scene: (0.0, view.typed), tone=_muted, width=170),
)  # fmt: skip
PLACES = {each.id: place for place, each in enumerate(COLUMNS)}


def tip_words(view: RuleView, scene: Scene) -> str:
    """Return everything that a row leaves out."""
    words = condition_words(view.rule.condition, scene.phrases)
    lines = (
        view.rule.name,
        f"{_about(view, scene)}: {words}",
        view.typed,
        translate("Alerts", "Belongs to a target.") if view.rule.target_id is not None else "",
        title_words(view.rule, scene) if view.rule.claim_id is not None else "",
        quiet_words(view.rule, scene),
        standing_words(view, scene),
    )
    return "\n".join(dict.fromkeys(each for each in lines if each))

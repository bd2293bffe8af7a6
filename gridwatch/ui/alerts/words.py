"""The words of a rule beside its condition: where it stands, how often it tells, why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.rule import Basis, Repeat, Rule
from gridwatch.services.rule_values import Near
from gridwatch.services.rule_views import Place, RuleView, Stage
from gridwatch.ui.alerts.scene import Scene, company_name, subject_words
from gridwatch.ui.phrases import UNKNOWN
from gridwatch.wording.conditions import condition_words, level_words
from gridwatch.wording.listing import listed

translate = QCoreApplication.translate
Words = Callable[[], str]
REPEATS: Mapping[Repeat, Words] = {
    Repeat.EVERY: lambda: translate("Alerts", "each time"),
    Repeat.DAILY: lambda: translate("Alerts", "once a day"),
    Repeat.ONCE: lambda: translate("Alerts", "once"),
}
BASES: Mapping[Basis, Words] = {
    Basis.TOUCH: lambda: translate("Alerts", "touched by high or low"),
    Basis.LAST: lambda: translate("Alerts", "last prices"),
    Basis.CLOSE: lambda: translate("Alerts", "closes only"),
}
# What stands for each stage in a count, most urgent first.
COUNTS: Mapping[Stage, Words] = {
    Stage.REACHED: lambda: translate("Alerts", "{number} reached"),
    Stage.ARMED: lambda: translate("Alerts", "{number} armed"),
    Stage.WAITING: lambda: translate("Alerts", "{number} waiting"),
    Stage.DONE: lambda: translate("Alerts", "{number} done"),
    Stage.UNSEEN: lambda: translate("Alerts", "{number} not looked at yet"),
}
_PARTS: Mapping[str, Words] = {
    "rate": lambda: translate("Alerts", "a rate {symbol}"),
    "price": lambda: translate("Alerts", "a price of {symbol}"),
    "quote": lambda: translate("Alerts", "a sound quote of {symbol}"),
    "shares": lambda: translate("Alerts", "the share count of {symbol}"),
    "days": lambda: translate("Alerts", "the history of {symbol}"),
    "portfolio": lambda: translate("Alerts", "a portfolio that is worth something"),
    "series": lambda: translate("Alerts", "the series {symbol}"),
    "figures": lambda: translate("Alerts", "figures of {symbol}"),
}


def title_words(rule: Rule, scene: Scene) -> str:
    """Return how a rule is called: its name, the claim that it tests, else its condition."""
    if rule.name:
        return rule.name
    claim = scene.claims.get(rule.claim_id or 0)
    if claim is not None:
        return translate("Alerts", "Tests “{claim}”").format(claim=claim)
    words = condition_words(rule.condition, scene.phrases)
    # The short name of a series is no word.
    return words if rule.terms[0].series else words[:1].upper() + words[1:]


def called(rule: Rule, scene: Scene) -> str:
    """Return a rule with whom it is about, for a list in which anything may stand beside it."""
    about = subject_words(rule.subject, scene)
    return translate("Alerts", "{subject}: {condition}").format(
        subject=about, condition=rule.name or condition_words(rule.condition, scene.phrases)
    )


def standing_words(view: RuleView, scene: Scene) -> str:
    """Return where a rule stands: with one company in words, with several by their numbers."""
    if view.rule.is_over(scene.now):
        return quiet_words(view.rule, scene)
    if not view.places:
        return translate("Alerts", "not looked at yet")
    if len(view.places) == 1:
        return place_words(view.places[0], scene)
    return listed(
        words().format(number=view.stages[each]) for each, words in COUNTS.items()
        if view.stages.get(each)
    )  # fmt: skip


def place_words(place: Place, scene: Scene) -> str:
    """Return where a rule stands with one company."""
    match place.stage:
        case Stage.UNSEEN:
            return translate("Alerts", "not looked at yet")
        case Stage.WAITING:
            return waiting_words(place.waits)
        case Stage.DONE:
            return translate("Alerts", "done")
        case Stage.ARMED:
            return translate("Alerts", "armed")
        case Stage.REACHED:
            return _reached_words(place, scene)


def _reached_words(place: Place, scene: Scene) -> str:
    if place.day is None:
        return translate("Alerts", "reached already")
    words = (
        translate("Alerts", "reached since {day} already")
        if place.already
        else translate("Alerts", "reached on {day}")
    )
    return words.format(day=scene.phrases.day(place.day))


def wait_words(part: str) -> str:
    """Return what a rule waits for, given as "rate:HKDCNY"."""
    kind, _, symbol = part.partition(":")
    words = _PARTS.get(kind)
    return words().format(symbol=symbol) if words else part


def waiting_words(parts: Iterable[str]) -> str:
    """Return that something waits for these parts."""
    words = translate("Alerts", "waits for {parts}")
    return words.format(parts=listed(map(wait_words, parts)))


def quiet_words(rule: Rule, scene: Scene) -> str:
    """Return why a rule tells nobody now, "" where it does."""
    if rule.expires_at is not None and rule.is_over(scene.now):
        words = translate("Alerts", "expired {time}")
        return words.format(time=scene.phrases.moment(rule.expires_at))
    if rule.muted:
        return translate("Alerts", "muted")
    if rule.snoozed_until is not None and rule.is_snoozed(scene.now):
        words = translate("Alerts", "snoozed until {time}")
        return words.format(time=scene.phrases.moment(rule.snoozed_until))
    return ""


def stage_of(view: RuleView, scene: Scene) -> Stage | None:
    """Return the stage that speaks for a rule, None for one that has expired."""
    if view.rule.is_over(scene.now):
        return None
    return next(each for each in COUNTS if view.stages.get(each))


def now_words(view: RuleView, scene: Scene) -> str:
    """Return the value of now, of the nearest company where there are several."""
    near, term = view.near, view.rule.condition
    if near is None or not isinstance(term, Term):
        return UNKNOWN
    words = value_words(term, near, scene)
    return words if len(view.companies) < 2 else f"{company_name(near.company_id, scene)} {words}"


def value_words(term: Term, near: Near, scene: Scene) -> str:
    """Return the value of a term that is known now."""
    return level_words(term, near.value, near.unit, scene.phrases)


def told_words(view: RuleView, scene: Scene) -> str:
    """Return the exchange's own day on which the user was told last."""
    return "" if view.told is None else scene.phrases.day(view.told.day)

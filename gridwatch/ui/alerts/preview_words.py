"""What a rule will do, in a sentence, and what is true now."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Basis, Repeat, Rule
from gridwatch.services.rule_values import RATE, Member, Near, Present, followed, members_of, near
from gridwatch.ui.alerts.examples import MEASURE_WORDS
from gridwatch.ui.alerts.scene import Scene, company_name, named_in_sentence
from gridwatch.ui.alerts.words import BASES, called, value_words, wait_words
from gridwatch.wording.conditions import back_words, when_words
from gridwatch.wording.listing import listed

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Now:
    """What is true now in words, and their tone."""

    words: str
    tone: str = "muted"


def sentence(rule: Rule, scene: Scene) -> str:
    """Return what a rule will do: "Tell me when the market cap of China XD reaches …"."""
    name = named_in_sentence(rule.subject, scene)
    parts = [when_words(rule.condition, name, scene.phrases), _repeat_words(rule, scene)]
    if rule.basis is not Basis.TOUCH:
        parts.append(BASES[rule.basis]())
    if rule.expires_at is not None:
        words = translate("Alerts", "until {time}")
        parts.append(words.format(time=scene.phrases.moment(rule.expires_at)))
    return translate("Alerts", "{sentence}.").format(sentence=listed(parts))


def _repeat_words(rule: Rule, scene: Scene) -> str:
    if rule.repeat is Repeat.ONCE:
        return translate("Alerts", "once")
    terms = rule.terms
    back = (
        back_words(terms[0], rule.slack, scene.phrases)
        if len(terms) == 1
        else translate("Alerts", "after it has no longer held")
    )
    often = (
        translate("Alerts", "once a day at most")
        if rule.repeat is Repeat.DAILY
        else translate("Alerts", "each time")
    )
    return listed((often, back))


def same_words(rule: Rule, scene: Scene) -> str:
    """Return that there is a rule with the same subject and condition, and which."""
    words = (
        translate("Alerts", "There is such an alert already: {alert}")
        if rule.target_id is None
        else translate("Alerts", "There is such a target already: {alert}")
    )
    return words.format(alert=called(rule, scene))


def now_of(rule: Rule, present: Present, scene: Scene) -> Now:
    """Return what is true now of a rule, as far as the last quotes tell it."""
    watched = {RATE, *followed(present)}
    members = tuple(each for each in members_of(rule.subject, present) if each[0] in watched)
    if not members:
        return Now(translate("Alerts", "No company on any list is meant by this now."), "warn")
    if not isinstance(rule.condition, Term):
        return _several_terms(rule, members, present, scene)
    known = [each for one in members if (each := near(rule.condition, one, present)) is not None]
    if not known:
        return _unknown(rule.condition, members, present)
    if len(members) == 1:
        return _one(rule, rule.condition, known[0], scene)
    return _many(rule.condition, known, len(members), scene)


def _one(rule: Rule, term: Term, value: Near, scene: Scene) -> Now:
    words = value_words(term, value, scene)
    if value.beyond:
        back = back_words(term, rule.slack, scene.phrases)
        text = translate(
            "Alerts", "Now {value}: reached already. It is told the next time, {after}."
        )
        if rule.repeat is Repeat.ONCE:
            text = translate("Alerts", "Now {value}: reached already. It is told once, {after}.")
        return Now(text.format(value=words, after=back), "target")
    if value.gap is None:
        return Now(translate("Alerts", "Now {value}.").format(value=words))
    text = translate("Alerts", "Now {value}, {gap} to go.")
    gap = scene.phrases.distance(value.gap).lstrip("+")
    return Now(text.format(value=words, gap=gap))


def _many(term: Term, known: list[Near], count: int, scene: Scene) -> Now:
    there = sum(each.beyond for each in known)
    words = translate("Alerts", "{there} of {count} are there already.").format(
        there=there, count=count
    )
    ahead = [each for each in known if not each.beyond]
    if ahead:
        level = float(term.level)
        first = min(ahead, key=lambda each: abs(each.value - level))
        words += " " + translate("Alerts", "Next is {name} with {value}.").format(
            name=company_name(first.company_id, scene), value=value_words(term, first, scene)
        )
    return Now(words, "target" if there else "muted")


def _several_terms(rule: Rule, members: tuple[Member, ...], present: Present, scene: Scene) -> Now:
    if len(members) > 1:
        words = translate("Alerts", "It is looked at for {count} companies, each by itself.")
        return Now(words.format(count=len(members)))
    values = list[str]()
    for term in rule.terms:
        found = near(term, members[0], present)
        if found is not None:
            words = translate("Alerts", "{measure} {value}")
            name = MEASURE_WORDS[term.measure]()
            values.append(words.format(measure=name, value=value_words(term, found, scene)))
    if not values:
        return Now(translate("Alerts", "What is true now is looked up once it is made."))
    words = translate("Alerts", "Now: {values}.")
    return Now(words.format(values=" · ".join(dict.fromkeys(values))))


def _unknown(term: Term, members: tuple[Member, ...], present: Present) -> Now:
    parts = missing_now(term, members[0], present) if len(members) == 1 else ()
    if not parts:
        return Now(translate("Alerts", "What is true now is looked up once it is made."))
    words = translate("Alerts", "Not known now: it waits for {parts}.")
    return Now(words.format(parts=listed(map(wait_words, parts))), "warn")


def missing_now(term: Term, member: Member, present: Present) -> tuple[str, ...]:
    """Name what the value of a term lacks, as "quote:GEV" or "rate:USDCNY"."""
    if term.measure is Measure.RATE:
        return (f"rate:{term.pair}",)
    if term.measure is Measure.WEIGHT:
        return ("portfolio:",)
    view = present.companies.get(member[0])
    if view is None or term.measure not in {Measure.CAP, Measure.PRICE}:
        return ()
    if term.measure is Measure.CAP and view.cap.value is None:
        return view.cap.missing
    given = view.cap.currency if term.measure is Measure.CAP else ""
    quote = view.quote
    if quote is None or quote.doubt or view.doubt:
        return (f"quote:{member[1]}",)
    given = given or quote.currency
    return (f"rate:{given}{term.currency}",) if term.currency != given else ()

"""The words of claims: how they stand, how sure the user is, what speaks for and against them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.alert.grammar import condition_text
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.domain.thesis.evidence import Balance, Stance
from gridwatch.services.thesis.reading import Thesis
from gridwatch.services.thesis.verdicts import Outcome, TermNow, Verdict
from gridwatch.ui.alerts.words import waiting_words
from gridwatch.ui.appearance import DARK, LIGHT, Tones
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.words import problem_words
from gridwatch.wording.conditions import level_words
from gridwatch.wording.listing import listed
from gridwatch.wording.statuses import status_words

translate = QCoreApplication.translate
_STANCES: Mapping[Stance, str] = {
    Stance.FOR: QT_TRANSLATE_NOOP("Claims", "for"),
    Stance.AGAINST: QT_TRANSLATE_NOOP("Claims", "against"),
}


def stance_words(stance: Stance) -> str:
    """Return on which side evidence is."""
    return translate("Claims", _STANCES[stance])


def status_colour(status: Status, tones: Tones) -> str:
    """Return the colour of a status as #rrggbb.

    Good is green and bad is red whatever colour a rising price has.
    """
    plain = DARK if tones.dark else LIGHT
    return {
        Status.OPEN: tones.muted,
        Status.HOLDING: tones.accent,
        Status.FAILING: tones.warn,
        Status.BROKEN: plain.fall,
        Status.CONFIRMED: plain.rise,
    }[status]


def stance_colour(stance: Stance, tones: Tones) -> str:
    """Return the colour of a side as #rrggbb."""
    plain = DARK if tones.dark else LIGHT
    return plain.rise if stance is Stance.FOR else plain.fall


def balance_words(balance: Balance) -> str:
    """Return how much evidence is on each side, and what it weighs."""
    if not balance.count_for and not balance.count_against:
        return translate("Claims", "no evidence")
    words = translate("Claims", "{ayes} for, {noes} against ({weight_for}:{weight_against})")
    return words.format(
        ayes=balance.count_for,
        noes=balance.count_against,
        weight_for=balance.weight_for,
        weight_against=balance.weight_against,
    )


def weight_words(balance: Balance) -> str:
    """Return what the evidence weighs on each side."""
    words = translate("Claims", "Weight: {ayes} for, {noes} against")
    return words.format(ayes=balance.weight_for, noes=balance.weight_against)


def review_words(claim: Claim, today: date, phrases: Phrases) -> str:
    """Return when a claim is to be reviewed, "" where it never is."""
    if claim.review_on is None or claim.is_decided:
        return ""
    day = phrases.day(claim.review_on)
    if claim.is_due(today):
        return translate("Claims", "due since {day}").format(day=day)
    return translate("Claims", "review {day}").format(day=day)


def falsifier_words(claim: Claim, verdict: Verdict | None = None) -> str:
    """Return whether it is said what would prove a claim wrong, and what its test says now."""
    if claim.test and not claim.is_decided:
        match verdict and verdict.outcome:
            case Outcome.HOLDS:
                return translate("Claims", "test holds now")
            case Outcome.CLEAR:
                return translate("Claims", "test does not hold")
            case Outcome.UNKNOWN:
                return translate("Claims", "test waits for values")
        return translate("Claims", "falsifier tested")
    if claim.falsifier or claim.test:
        return translate("Claims", "falsifier in words")
    return translate("Claims", "no falsifier")


def verdict_words(verdict: Verdict, phrases: Phrases) -> str:
    """Return what a test says now, with the values that it was found by and what is missing."""
    match verdict.outcome:
        case Outcome.HOLDS:
            words = translate("Claims", "The test holds now.")
        case Outcome.CLEAR:
            words = translate("Claims", "The test does not hold now.")
        case Outcome.UNKNOWN:
            words = translate("Claims", "What the test says is not known yet.")
        case _:
            return problem_words(verdict.problem, phrases.day) if verdict.problem else ""
    values = (_term_words(each, phrases) for each in verdict.terms)
    return "\n".join([words, *(each for each in values if each)])


def _term_words(found: TermNow, phrases: Phrases) -> str:
    """Return a term as it is typed with its value now, or what it waits for; "" for neither."""
    if found.missing:
        return f"{condition_text(found.term)}: {waiting_words((found.missing,))}"
    if found.value is None:
        return ""
    value = level_words(found.term, found.value, found.unit, phrases)
    return f"{condition_text(found.term)}: {value}"


def tag_words(claim: Claim) -> str:
    """Return the tags as they are read."""
    return " ".join(f"#{each}" for each in claim.tags)


def claim_words(
    claim: Claim,
    balance: Balance,
    today: date,
    phrases: Phrases,
    verdict: Verdict | None = None,
) -> str:
    """Return a claim in one sentence, for who listens to the screen."""
    sure = translate("Claims", "conviction {number}%").format(number=claim.conviction)
    return listed(
        (
            claim.statement,
            status_words(claim.status),
            sure,
            balance_words(balance),
            falsifier_words(claim, verdict),
            review_words(claim, today, phrases),
            tag_words(claim),
        )
    )


def empty_words(thesis: Thesis, name: str, key: str) -> str:
    """Return why no claim is listed; `name`: whom the thesis is of, `key` makes a new claim."""
    if thesis.about == About():
        return translate(
            "Claims", "A claim is about a company or a theme. Choose one of them above."
        )
    if thesis.claims:
        return translate("Claims", "No claim is like that. Choose “All claims” to see all.")
    if thesis.at is not None:
        return translate("Claims", "On this day there was no claim yet.")
    words = translate(
        "Claims",
        "No claims about {name} yet.\n\nA claim is one sentence that may turn out right or"
        " wrong, such as “Transformers stay sold out until 2028”. Say how sure you are of it,"
        " and what would prove it wrong.\n\nPress {key} to make the first one.",
    )
    return words.format(name=name, key=key)

"""The words of claims: how they stand, how sure the user is, what speaks for and against them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.domain.thesis.evidence import Balance, Stance
from gridwatch.ui.appearance import DARK, LIGHT, Tones
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.phrases import Phrases
from gridwatch.wording.listing import listed

translate = QCoreApplication.translate
_STATUSES: Mapping[Status, str] = {
    Status.OPEN: QT_TRANSLATE_NOOP("Claims", "open"),
    Status.HOLDING: QT_TRANSLATE_NOOP("Claims", "holding"),
    Status.FAILING: QT_TRANSLATE_NOOP("Claims", "failing"),
    Status.BROKEN: QT_TRANSLATE_NOOP("Claims", "broken"),
    Status.CONFIRMED: QT_TRANSLATE_NOOP("Claims", "confirmed"),
}
_STANCES: Mapping[Stance, str] = {
    Stance.FOR: QT_TRANSLATE_NOOP("Claims", "for"),
    Stance.AGAINST: QT_TRANSLATE_NOOP("Claims", "against"),
}


def status_words(status: Status) -> str:
    """Return how a claim stands."""
    return translate("Claims", _STATUSES[status])


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


def falsifier_words(claim: Claim) -> str:
    """Return whether it is said what would prove a claim wrong, and whether that is tested."""
    if claim.test and not claim.is_decided:
        return translate("Claims", "falsifier tested")
    if claim.falsifier or claim.test:
        return translate("Claims", "falsifier in words")
    return translate("Claims", "no falsifier")


def tag_words(claim: Claim) -> str:
    """Return the tags as they are read."""
    return " ".join(f"#{each}" for each in claim.tags)


def claim_words(claim: Claim, balance: Balance, today: date, phrases: Phrases) -> str:
    """Return a claim in one sentence, for who listens to the screen."""
    sure = translate("Claims", "conviction {number}%").format(number=claim.conviction)
    return listed(
        (
            claim.statement,
            status_words(claim.status),
            sure,
            balance_words(balance),
            falsifier_words(claim),
            review_words(claim, today, phrases),
            tag_words(claim),
        )
    )

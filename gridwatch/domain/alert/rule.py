"""An alert rule: what is watched, of whom, and how often it may speak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from gridwatch.domain.alert.condition import Condition, Relation, Term, terms_of
from gridwatch.domain.alert.measure import NATURES, Measure, Slack
from gridwatch.domain.targets import Target


class Scope(StrEnum):
    """Whom a rule is about; each company of a list, a segment or of everything fires by itself."""

    COMPANY = "company"
    LISTING = "listing"
    LIST = "list"
    SEGMENT = "segment"
    EVERYTHING = "everything"
    RATE = "rate"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a rule is about.

    `number`: id of the company, list or theme. `key`: symbol of the listing, key of the segment, or
    the six letters of an exchange rate.
    """

    scope: Scope
    number: int = 0
    key: str = ""


class Basis(StrEnum):
    """Which prices a rule looks at."""

    TOUCH = "touch"  # last prices, and the high and low of each day
    LAST = "last"  # last prices, and the close of each finished day
    CLOSE = "close"  # the close of each finished day alone


class Repeat(StrEnum):
    """How often a rule speaks."""

    EVERY = "every"  # each time, after it has come back behind its level
    DAILY = "daily"  # each time, but once a day of the exchange
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Telling:
    """How a firing reaches the user beside the log and the window.

    `channels`: ids of the channels that it goes to, None for all that are switched on.
    """

    sound: bool = True
    channels: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What the user wants to be told of.

    `slack` None takes the usual one of each measure. `since`: what was before it is not looked at;
    it is set anew when the condition or the subject is changed. `target_id`: the target that the
    rule was made with; its condition is that of the target. `claim_id`: the claim whose falsifier
    it tests. Muted and snoozed rules go on looking:
    their firings are logged, and nobody is told.
    """

    id: int
    subject: Subject
    condition: Condition
    created_at: datetime
    since: datetime
    name: str = ""
    basis: Basis = Basis.TOUCH
    repeat: Repeat = Repeat.EVERY
    slack: Slack | None = None
    cooldown: timedelta = timedelta(0)
    muted: bool = False
    snoozed_until: datetime | None = None
    expires_at: datetime | None = None
    telling: Telling = Telling()
    target_id: int | None = None
    claim_id: int | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return the terms of the condition."""
        return terms_of(self.condition)

    def slack_of(self, term: Term) -> float:
        """Return how far the value of a term has to come back, in the term's unit."""
        slack = self.slack or NATURES[term.measure].slack
        return float(slack.of(term.level))

    def is_over(self, now: datetime) -> bool:
        """Tell whether the rule has expired."""
        return self.expires_at is not None and now >= self.expires_at

    def is_snoozed(self, now: datetime) -> bool:
        """Tell whether the rule is to be quiet for a while."""
        return self.snoozed_until is not None and now < self.snoozed_until


def condition_of_target(target: Target) -> Term:
    """Return the condition that a target stands for: the cap is there."""
    return Term(Measure.CAP, Relation.AT_LEAST, target.amount, target.currency)


def rule_of_target(target: Target, rule_id: int = 0) -> Rule:
    """Return the rule that watches a target as it is made with it."""
    return Rule(
        rule_id,
        Subject(Scope.COMPANY, target.company_id),
        condition_of_target(target),
        target.created_at,
        target.created_at,
        target_id=target.id,
    )

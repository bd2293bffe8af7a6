"""What can be done with chosen rules, as edits: one for each, made and undone together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.alert.rule import Rule
from gridwatch.services.edits import Edit, RemoveTargets
from gridwatch.services.rule_edits import MuteRule, RemoveRule, SnoozeRule, UnmuteRule
from gridwatch.services.several import Several

translate = QCoreApplication.translate
# How long a rule can be quiet with one choice; None asks until when.
SNOOZES: Mapping[str, tuple[Callable[[], str], timedelta | None]] = {
    "hour": (lambda: translate("Alerts", "For 1 hour"), timedelta(hours=1)),
    "day": (lambda: translate("Alerts", "For 1 day"), timedelta(days=1)),
    "week": (lambda: translate("Alerts", "For 1 week"), timedelta(weeks=1)),
    "until": (lambda: translate("Alerts", "Until…"), None),
}


def muted(rules: Sequence[Rule], now: datetime) -> Edit | None:
    """Return the edit that mutes rules, or lets them tell again where all are quiet already."""
    if all(is_quiet(each, now) for each in rules):
        return _all([UnmuteRule(each.id) for each in rules])
    return _all([MuteRule(each.id) for each in rules if not each.muted])


def is_quiet(rule: Rule, now: datetime) -> bool:
    """Tell whether a rule is muted or snoozed."""
    return rule.muted or rule.is_snoozed(now)


def snoozed(rules: Sequence[Rule], until: datetime) -> Edit | None:
    """Return the edit that keeps rules quiet until then."""
    return _all([SnoozeRule(each.id, until) for each in rules])


def removed(rules: Sequence[Rule]) -> Edit | None:
    """Return the edit that removes rules; those of targets go with their targets.

    Those of claims stay: they go with the tests of the claims alone. Of nothing else, one of them
    says why.
    """
    own = [each for each in rules if each.claim_id is None]
    return _all([_removal(each) for each in own or rules[:1]])


def _removal(rule: Rule) -> Edit:
    if rule.target_id is None:
        return RemoveRule(rule.id)
    return RemoveTargets(rule.subject.number, (rule.target_id,))


def _all(edits: Sequence[Edit]) -> Edit | None:
    if not edits:
        return None
    return edits[0] if len(edits) == 1 else Several(tuple(edits))

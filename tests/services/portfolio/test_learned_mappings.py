"""Mappings that the user has made by hand are known again by the headings."""

from __future__ import annotations

from datetime import UTC, datetime

from gridwatch.files.ledger.actions import Action
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.mapping import Mapping, fingerprint
from gridwatch.services.edits import apply
from gridwatch.services.portfolio.learned_mappings import LearnMapping, learned_mapping
from gridwatch.store.user.portfolio_choices import ImportMapping, learn_mapping
from tests.in_memory import new_user
from tests.services.undoing import undone_and_redone

NOW = datetime(2026, 11, 27, tzinfo=UTC)
HEADINGS = ("When", "What", "How much")
MAPPING = Mapping("generic", (Field.DATE, Field.KIND, Field.NET), {"in": Action.DEPOSIT})


def test_a_mapping_is_learned_known_again_and_forgotten() -> None:
    user = new_user()
    assert learned_mapping(user, HEADINGS) is None
    apply(user, LearnMapping(HEADINGS, MAPPING, "My bank"), NOW)
    assert learned_mapping(user, ("when ", "WHAT", "How  much")) == MAPPING
    assert learned_mapping(user, ("when", "what")) is None
    apply(user, LearnMapping(HEADINGS, None), NOW)
    assert learned_mapping(user, HEADINGS) is None


def test_learning_is_undone_and_redone() -> None:
    other = Mapping("generic", (Field.DATE, None, Field.NET), currency="EUR")
    edits = [LearnMapping(HEADINGS, MAPPING, "One"), LearnMapping(HEADINGS, other, "Two")]
    undone_and_redone(new_user(), edits, NOW)


def test_what_another_version_has_learned_is_not_taken_for_ours() -> None:
    user = new_user()
    learn_mapping(user, ImportMapping(fingerprint(HEADINGS), "Old", {"columns": ["moon"]}), NOW)
    assert learned_mapping(user, HEADINGS) is None

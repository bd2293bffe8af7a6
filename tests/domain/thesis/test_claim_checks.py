"""Claims: what can be stored, what is due, and how two changes of one claim come together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import (
    CHANGEABLE,
    Claim,
    Revision,
    Status,
    checked_claim,
    checked_tags,
    claims_at,
    merged,
)
from gridwatch.domain.thesis.evidence import (
    Balance,
    Evidence,
    Stance,
    balance_of,
    checked_evidence,
    checked_link,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CLAIM = Claim(1, About(1), "Orders grow", NOW)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "statement": st.sampled_from(["Orders shrink", "Orders stay"]),
        "conviction": st.integers(0, 100),
        "status": st.sampled_from(list(Status)),
        "falsifier": st.sampled_from(["", "a", "b"]),
        "review_on": st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    },
)


@given(CHANGES, CHANGES)
def test_changes_of_different_fields_come_together(
    here: dict[str, object], there: dict[str, object]
) -> None:
    wanted, stored = replace(CLAIM, **here), replace(CLAIM, **there)  # type: ignore[arg-type]
    clash = any(
        getattr(CLAIM, each) not in (getattr(wanted, each), getattr(stored, each))
        and getattr(wanted, each) != getattr(stored, each)
        for each in CHANGEABLE
    )
    if clash:
        with pytest.raises(Problem) as caught:
            merged(CLAIM, stored, wanted)
        assert caught.value.code == "claim_conflict"
        return
    both = merged(CLAIM, stored, wanted)
    for each in CHANGEABLE:
        changed = getattr(wanted, each) != getattr(CLAIM, each)
        assert getattr(both, each) == getattr(wanted if changed else stored, each)


def test_a_claim_is_cleaned_before_it_is_stored() -> None:
    typed = replace(
        CLAIM, statement="  Orders\n grow\x00 ", falsifier=" a\r\nb ", tags=("#Grid", "grid", "a b")
    )
    clean = checked_claim(typed)
    assert (clean.statement, clean.falsifier, clean.tags) == (
        "Orders grow",
        "a\nb",
        ("Grid", "a-b"),
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"statement": " \x00 "}, "claim_statement"),
        ({"statement": "x" * 2001}, "text_long"),
        ({"conviction": 101}, "claim_conviction"),
        ({"conviction": -1}, "claim_conviction"),
        ({"about": About()}, "claim_about"),
        ({"about": About(1, 1)}, "claim_about"),
        ({"tags": tuple(map(str, range(21)))}, "claim_tags"),
    ],
)
def test_what_is_no_claim_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(Problem) as caught:
        checked_claim(replace(CLAIM, **changes))  # type: ignore[arg-type]
    assert caught.value.code == code


@given(st.lists(st.text(max_size=12), max_size=8))
def test_tags_are_stored_as_they_are_read_back(typed: list[str]) -> None:
    tags = checked_tags(typed)
    assert tuple(" ".join(tags).split()) == tags
    assert checked_tags(tags) == tags


def test_only_what_is_not_decided_is_due() -> None:
    due = replace(CLAIM, review_on=date(2026, 3, 2))
    assert due.is_due(date(2026, 3, 2))
    assert not due.is_due(date(2026, 3, 1))
    assert not replace(due, status=Status.CONFIRMED).is_due(date(2026, 3, 2))
    assert not replace(due, removed=True).is_due(date(2026, 3, 2))
    assert not CLAIM.is_due(date(2099, 1, 1))


def test_the_thesis_of_a_day_has_what_stood_then() -> None:
    other = replace(CLAIM, id=2, position=1)
    told = [
        Revision(1, CLAIM, NOW),
        Revision(2, other, NOW + timedelta(days=1)),
        Revision(3, replace(CLAIM, conviction=9), NOW + timedelta(days=2)),
        Revision(4, replace(other, removed=True), NOW + timedelta(days=3)),
    ]
    assert claims_at(told, NOW - timedelta(seconds=1)) == ()
    assert claims_at(told, NOW + timedelta(days=1)) == (CLAIM, other)
    assert claims_at(told, NOW + timedelta(days=9)) == (replace(CLAIM, conviction=9),)


def test_evidence_is_weighed_on_both_sides() -> None:
    one = Evidence(1, 1, date(2026, 1, 1), "x", NOW, weight=5)
    other = replace(one, stance=Stance.AGAINST, weight=2)
    assert balance_of((one, one, other)) == Balance(2, 1, 10, 2)
    assert balance_of(()) == Balance()


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.b", "http://", "a b.de", "x"]
)
def test_a_link_that_leads_elsewhere_than_to_the_web_is_refused(link: str) -> None:
    with pytest.raises(Problem) as caught:
        checked_evidence(Evidence(0, 1, date(2026, 1, 1), "x", NOW, link=link))
    assert caught.value.code == "evidence_link"


def test_a_link_without_its_scheme_gets_one() -> None:
    assert checked_link(" example.com/a?b=c#d ") == "https://example.com/a?b=c#d"
    assert checked_link("") == ""

"""Evidence: its numbers, its weight and its link, which can't be anything but a web address."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.evidence import Evidence, checked_evidence, checked_link

FOUND = Evidence(1, 2, date(2026, 3, 2), "Backlog at a record", datetime(2026, 3, 2, tzinfo=UTC))


def code_of(evidence: Evidence) -> str:
    try:
        checked_evidence(evidence)
    except Problem as problem:
        return problem.code
    return ""


def test_evidence_is_tidied() -> None:
    typed = replace(
        FOUND,
        what=" Backlog\tat a \ud800record\n",
        unit=" bn  USD ",
        source="Q4\x00 call",
        link=" www.gevernova.com/q4 ",
        page=" p.\n7",
    )
    assert checked_evidence(typed) == replace(
        FOUND, unit="bn USD", source="Q4 call", link="https://www.gevernova.com/q4", page="p. 7"
    )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"what": "\x00 "}, "evidence_words"),
        ({"what": "x" * 2001}, "text_long"),
        ({"weight": 0}, "evidence_weight"),
        ({"weight": 6}, "evidence_weight"),
        ({"weight": 1}, ""),
        ({"weight": 5}, ""),
        ({"figure": Decimal("NaN")}, "evidence_figure"),
        ({"figure": Decimal("sNaN")}, "evidence_figure"),
        ({"figure": Decimal("-Infinity")}, "evidence_figure"),
        ({"figure": Decimal("1e999999")}, "evidence_figure"),
        ({"figure": Decimal("1e-999999")}, "evidence_figure"),
        ({"figure": Decimal("-12.50")}, ""),
        ({"figure_to": Decimal(3)}, "evidence_range"),
        ({"figure": Decimal(4), "figure_to": Decimal(3)}, "evidence_range"),
        ({"figure": Decimal(3), "figure_to": Decimal(3)}, ""),
        ({"figure": Decimal(3), "figure_to": Decimal("sNaN")}, "evidence_figure"),
        ({"link": "javascript:alert(1)"}, "evidence_link"),
    ],
    ids=str,
)
def test_what_can_be_kept_and_what_is_refused(changed: dict[str, object], code: str) -> None:
    assert code_of(replace(FOUND, **changed)) == code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JAVASCRIPT://example.com/%0aalert(1)",
        "file:///etc/passwd",
        "data:text/html,<script>",
        "mailto:a@example.com",
        "http://",
        "https://[::1",
        "https://exa mple.com",
        "words",
        "//example.com",
        "C:\\notes.txt",
    ],
)
def test_a_link_that_is_no_web_address_is_refused(link: str) -> None:
    with pytest.raises(Problem) as refused:
        checked_link(link)
    assert refused.value.code == "evidence_link"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" \n", ""),
        ("example.com", "https://example.com"),
        ("example.com/a?b=c:d", "https://example.com/a?b=c:d"),
        ("HTTP://Example.com/ä", "HTTP://Example.com/ä"),
        ("https://国家电网.cn/招标", "https://国家电网.cn/招标"),
    ],
)
def test_a_web_address_is_kept(typed: str, kept: str) -> None:
    assert checked_link(typed) == kept


@given(st.text(max_size=60))
def test_a_link_that_is_kept_leads_into_the_web_and_stays_as_it_is(typed: str) -> None:
    try:
        link = checked_link(typed)
    except Problem as problem:
        assert problem.code == "evidence_link"  # noqa: PT017 - any other one is a failure
        return
    assert link == "" or link.lower().startswith(("http://", "https://"))
    assert checked_link(link) == link

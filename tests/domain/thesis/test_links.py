"""Where links lead, and which are never followed."""

from __future__ import annotations

import pytest

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.links import Way, lead_of


@pytest.mark.parametrize(
    ("target", "host", "opened"),
    [
        ("https://example.com/a?b=1#c", "example.com", "https://example.com/a?b=1#c"),
        ("HTTP://Example.com:8080", "example.com:8080", "http://example.com:8080"),
        ("https://bank.com@evil.com/", "evil.com", "https://evil.com/"),
        ("https://bücher.example/", "xn--bcher-kva.example", "https://xn--bcher-kva.example/"),
        ("https://аррӏе.com", "xn--80ak6aa92e.com", "https://xn--80ak6aa92e.com"),
        ("http://[::1]:80/x", "[::1]:80", "http://[::1]:80/x"),
    ],
)
def test_a_web_address_shows_whose_it_is(target: str, host: str, opened: str) -> None:
    lead = lead_of(target)
    assert (lead.way, lead.host, lead.target) == (Way.OUTSIDE, host, opened)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "vbscript:x",
        "picture:00",
        "ms-settings:x",
        "mailto:a@b.c",
    ],
)
def test_other_schemes_are_named_and_refused(target: str) -> None:
    with pytest.raises(Problem) as caught:
        lead_of(target)
    assert caught.value.code == "link_scheme"
    assert str(caught.value.values["scheme"]) in target.lower()


@pytest.mark.parametrize(
    "target",
    [
        "",
        "notes.md",
        "//example.com",
        "https://",
        "https://a b.com",
        "https://good.com\\@evil.com",
        "https://a.com:99999999",
        "https://exa\u202emple.com",
        "https://a_b..com\x00",
        "https://" + "a" * 3000,
        "C:\\Windows",
    ],
)
def test_what_is_no_address_is_not_opened(target: str) -> None:
    with pytest.raises(Problem):
        lead_of(target)


@pytest.mark.parametrize("target", ["claim:x", "claim:?12", "claim:", "claim:6f0d4a5e-5a0b"])
def test_a_claim_of_another_profile_is_said_to_be_one(target: str) -> None:
    with pytest.raises(Problem) as caught:
        lead_of(target)
    assert caught.value.code == "link_claim"


def test_own_links_have_their_own_ways() -> None:
    assert (lead_of("company:601179.ss").way, lead_of("company:601179.ss").target) == (
        Way.COMPANY,
        "601179.SS",
    )
    assert (lead_of("claim:12").way, lead_of("claim:12").target) == (Way.CLAIM, "12")

"""The command `reviews`: what is due, for people and scripts, and how claims have turned out."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gridwatch.cli.main import main
from gridwatch.domain.bars import History, bars_of, day_number
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.places import find_profile
from gridwatch.services.edits import apply
from gridwatch.services.thesis.claim_edits import AddClaim, ReviewClaim
from gridwatch.services.thesis.evidence_edits import AddEvidence
from gridwatch.services.thesis.theme_edits import AddTheme
from gridwatch.store.database import open_market, open_user, transaction
from gridwatch.store.market.bars import store_history
from gridwatch.store.user.claims import all_claims
from gridwatch.store.user.companies import company_of_symbol
from gridwatch.store.user.themes import all_themes

Say = Callable[..., tuple[int, dict[str, Any]]]
XD = "601179.SS"
NOW = datetime.now(UTC)
TODAY = NOW.astimezone().date()
START = NOW - timedelta(days=300)


@pytest.fixture
def say(profile: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a way to run a command on a profile without claims and read its document."""

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        code = main([*words, "--json", "--profile", str(profile)])
        return code, json.loads(capsys.readouterr().out)

    run("list")
    with closing(open_user(find_profile(profile, demo=False).user_db)) as user:
        user.execute("DELETE FROM claim")
    return run


def told(profile: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    code = main(["reviews", *words, "--language", "en", "--profile", str(profile)])
    assert code == 0
    return capsys.readouterr().out


def fill(profile: Path) -> None:
    """Make a claim of China XD that has been due for 3 days, one of a theme due in 5, one undated.

    The price of China XD rises by a tenth each 100 days.
    """
    found = find_profile(profile, demo=False)
    with closing(open_user(found.user_db)) as user:
        company = About(company_id=company_of_symbol(user, XD) or 0)
        apply(user, AddTheme("Copper"), START)
        theme = About(theme_id=max(each.id for each in all_themes(user)))
        for claim in (
            Claim(0, company, "Orders grow", START, 60, review_on=TODAY - timedelta(days=3)),
            Claim(0, theme, "Copper is short", START, review_on=TODAY + timedelta(days=5)),
            Claim(0, theme, "Undated", START),
        ):
            apply(user, AddClaim(claim), START)
        first = all_claims(user)[-1].id
        late = NOW - timedelta(days=100)
        apply(user, ReviewClaim(first, Status.HOLDING, 60, TODAY - timedelta(days=3)), late)
        fact = Evidence(0, first, TODAY, "Record backlog", NOW)
        apply(user, AddEvidence(fact), NOW)
    today = day_number((NOW + timedelta(hours=8)).date())
    bars = bars_of(
        (today - 301 + at, one, one, one, one, 1, 1)
        for at, one in enumerate(10 * 1.1 ** (each / 100) for each in range(302))
    )
    with closing(open_market(found.market_db)) as market, transaction(market):
        history = History(XD, "CNY", "CNY", "Asia/Shanghai", "SSE", bars)
        store_history(market, history, replace_all=True)


def decide(profile: Path, outcomes: list[tuple[int, bool]]) -> None:
    """Make claims with these convictions and decide them."""
    with closing(open_user(find_profile(profile, demo=False).user_db)) as user:
        about = About(company_id=company_of_symbol(user, XD) or 0)
        for place, (conviction, right) in enumerate(outcomes):
            apply(user, AddClaim(Claim(0, about, f"Claim {place}", START, conviction)), START)
            number = max(each.id for each in all_claims(user))
            status = Status.CONFIRMED if right else Status.BROKEN
            at = START + timedelta(days=100)
            apply(user, ReviewClaim(number, status, conviction, None), at)


def test_what_is_due_is_told_with_what_changed(say: Say, profile: Path) -> None:
    fill(profile)
    code, document = say("reviews")
    assert code == 0
    assert document["today"] == TODAY.isoformat()
    (due,) = document["due"]
    assert (due["symbol"], due["theme"], due["statement"]) == (XD, None, "Orders grow")
    assert (due["status"], due["status_then"], due["conviction_then"]) == ("holding", "holding", 60)
    assert due["price_change_pct"] == pytest.approx(10, abs=0.2)
    assert (due["market_cap"], due["market_cap_change_pct"]) == (None, None)
    assert [each["what"] for each in due["evidence"]] == ["Record backlog"]
    assert (due["figures"], due["tests_met"]) == ([], [])
    assert [(each["theme"], each["symbol"]) for each in document["coming"]] == [("Copper", None)]
    assert document["undated"] == 1


def test_the_exit_code_tells_whether_anything_is_due(say: Say, profile: Path) -> None:
    assert say("reviews", "--exit-code")[0] == 0
    fill(profile)
    assert say("reviews")[0] == 0
    assert say("reviews", "--exit-code")[0] == 10


def test_it_is_told_in_words(say: Say, profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say("reviews")
    assert told(profile, capsys) == "Nothing is due.\n"
    fill(profile)
    text = told(profile, capsys)
    assert "Orders grow" in text
    assert "holding" in text
    assert "+10.0%" in text
    assert "Copper: Copper is short" in text
    assert "without a day for their review: 1" in text


def test_a_few_decided_claims_are_counted_and_not_judged(
    say: Say, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(profile, capsys, "score") == "No claim is decided yet.\n"
    decide(profile, [(80, True), (60, False)])
    _, document = say("reviews", "score")
    assert (document["decided"], document["confirmed"], document["enough"]) == (2, 1, False)
    text = told(profile, capsys, "score")
    assert "2 decided: 1 confirmed, 1 broken. Too few to conclude anything" in text
    assert "Brier" not in text


def test_many_decided_claims_are_scored(
    say: Say, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(profile)
    decide(profile, [(80, True)] * 8 + [(80, False)] * 2)
    _, document = say("reviews", "score")
    assert document["enough"] is True
    assert document["brier"] == pytest.approx(0.8 * 0.04 + 0.2 * 0.64)
    assert (document["base_rate"], document["base_brier"]) == (0.8, pytest.approx(0.16))
    last = document["bins"][-1]
    assert (last["claims"], last["right"], last["rate"]) == (10, 8, 0.8)
    assert last["rate_low"] == pytest.approx(0.4901625, abs=1e-6)
    decided = [each for each in document["claims"] if each["decided_at"]]
    assert len(decided) == 10
    assert decided[0]["conviction_before"] == pytest.approx(80)
    assert decided[0]["return_pct"] == pytest.approx(10, abs=0.2)
    assert sum(each["confirmed"] for each in document["quarters"]) == 8
    text = told(profile, capsys, "score")
    assert "Brier score 0.16; always saying 80% would score 0.16" in text
    assert "49% – 94%" in text

"""The command `milestones`, on a profile with a few histories of the test's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gridwatch.cli.main import main
from gridwatch.domain.bars import History, bars_of, day_number
from gridwatch.domain.quote import Quote
from gridwatch.domain.shares import Scope, ShareCount
from gridwatch.places import find_profile
from gridwatch.store.database import open_market, transaction
from gridwatch.store.market.bars import store_history
from gridwatch.store.market.quotes import store_quotes
from gridwatch.store.market.shares import store_shares

Say = Callable[..., tuple[int, dict[str, Any]]]
XD, DONGFANG = "601179.SS", "600875.SS"
LENGTH = 1200


def fill(profile: Path) -> None:
    """Store histories up to yesterday that grow by 20 % a year, quotes of today, and counts."""
    now = datetime.now(UTC)
    today = day_number((now + timedelta(hours=8)).date())
    dice = np.random.default_rng(5)
    path = np.exp(0.2 * np.arange(LENGTH) / 365.25 + 0.1 * np.sin(np.cumsum(dice.random(LENGTH))))
    with (
        closing(open_market(find_profile(profile, demo=False).market_db)) as market,
        transaction(market),
    ):
        for symbol, price, shares in ((XD, 9.0, 10e9), (DONGFANG, 20.0, 3e9)):
            closes = (path * (price / path[-1])).tolist()
            bars = bars_of(
                (today - LENGTH + at, one, one, one, one, 1, 1) for at, one in enumerate(closes)
            )
            history = History(symbol, "CNY", "CNY", "Asia/Shanghai", "SSE", bars)
            store_history(market, history, replace_all=True)
            first = ShareCount(Scope.COMPANY, date(2020, 1, 1), shares, "test")
            store_shares(market, symbol, [first])
            store_quotes(market, [Quote(symbol, price, now, "CNY", "CNY", offset=28_800)])


@pytest.fixture
def say(profile: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a way to run a command on a filled profile and read its document."""

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        code = main([*words, "--json", "--profile", str(profile)])
        return code, json.loads(capsys.readouterr().out)

    run("list")
    for symbol, amount in ((XD, "100bn CNY"), (XD, "50bn CNY"), (DONGFANG, "90bn CNY")):
        assert main(["target", symbol, amount, "--profile", str(profile)]) == 0
    capsys.readouterr()
    fill(profile)
    return run


def told(profile: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    code = main(["milestones", *words, "--language", "en", "--profile", str(profile)])
    assert code == 0
    return capsys.readouterr().out


def test_who_is_next_comes_first_with_all_that_is_known(say: Say) -> None:
    code, document = say("milestones")
    assert code == 0
    assert document["simulated"] is False
    first, second = document["companies"][:2]
    assert (first["symbol"], second["symbol"]) == (XD, DONGFANG)
    assert first["next"] == {"target": 100e9, "target_currency": "CNY"}
    below, ahead = first["rungs"]
    assert (below["target"], below["reached"], below["is_target"]) == (50e9, True, True)
    assert below["chances"][0] == {"months": 3, "drift_0": 1.0, "drift_shrunk": 1.0}
    assert ahead["distance_pct"] == pytest.approx(100 / 9)
    assert ahead["price_needed"] == pytest.approx(10)
    assert ahead["first_reached"] is None
    assert 0 < ahead["eta_earliest_years"] <= ahead["eta_latest_years"]
    assert ahead["paces_without_eta"] in {0, 1, 2}
    chances = [each["drift_0"] for each in ahead["chances"]]
    assert [each["months"] for each in ahead["chances"]] == [3, 6, 12]
    assert 0 < chances[0] < chances[1] < chances[2] < 1
    (growth,) = first["growth"]
    assert growth["sessions_a_year"] == 365.25
    assert [each["span"] for each in growth["paces"]] == ["3M", "1Y", "3Y"]
    assert 0 < growth["drift_shrunk"] < growth["drift_measured"]


def test_rungs_are_added_for_this_once(say: Say) -> None:
    _, document = say("milestones", XD, "--rungs", "80bn CNY, 1500亿,100bn")
    (company,) = document["companies"]
    rungs = [(each["target"], each["is_target"]) for each in company["rungs"]]
    assert rungs == [(50e9, True), (80e9, False), (100e9, True), (150e9, False)]
    assert company["rungs"][1]["first_reached"] is not None
    assert company["rungs"][1]["sessions_above"] <= company["rungs"][1]["sessions_since"]
    _, again = say("milestones", XD)
    assert len(again["companies"][0]["rungs"]) == 2


def test_a_comma_within_a_number_is_not_between_rungs(say: Say) -> None:
    _, document = say("milestones", XD, "--rungs", "112,5 Mrd. CNY;1,000,000,000,000 CNY")
    rungs = [each["target"] for each in document["companies"][0]["rungs"]]
    assert rungs == [50e9, 100e9, 112.5e9, 1e12]


@pytest.mark.parametrize(
    ("rungs", "code"),
    [
        ("", "amount_unreadable"),
        ("50bn CNY,", "amount_unreadable"),
        ("0", "amount_range"),
        ("1,234", "amount_ambiguous"),
        ("50bn CNY,10 apples", "amount_unreadable"),
        ("1e30", "amount_unreadable"),
    ],
)
def test_a_bad_rung_is_refused(say: Say, rungs: str, code: str) -> None:
    exit_code, document = say("milestones", "--rungs", rungs)
    assert (exit_code, document["error"]["code"]) == (1, code)


def test_companies_are_named_alone_or_by_their_list(say: Say) -> None:
    say("add", DONGFANG, "--list", "Turbines", "--create")
    _, document = say("milestones", "--list", "turbines")
    assert [each["symbol"] for each in document["companies"]] == [DONGFANG]
    _, document = say("milestones", "1072.hk", XD)
    assert [each["symbol"] for each in document["companies"]] == [XD, DONGFANG]
    code, document = say("milestones", "NOSUCH.XYZ")
    assert (code, document["error"]["code"]) == (1, "not_followed")
    code, document = say("milestones", "--list", "Nothing")
    assert (code, document["error"]["code"]) == (1, "list_unknown")


def test_what_is_not_known_is_null(say: Say, profile: Path) -> None:
    for each in profile.glob("market.db*"):
        each.unlink()
    code, document = say("milestones", XD)
    assert code == 0
    (company,) = document["companies"]
    unknown = {"distance_pct", "price_needed", "reached", "first_reached", "eta_earliest_years"}
    for each in company["rungs"]:
        assert all(each[key] is None for key in unknown)
        assert each["chances"] == []


def test_the_table_is_for_people(
    say: Say, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = told(profile, capsys, XD, "--rungs", "5bn CNY,100tn CNY")
    lines = out.splitlines()
    head = ("Company", "Rung", "Distance", "First reached", "ETA", "3 months", "12 months")
    assert all(each in lines[0] for each in head)
    rows = {rung: line for line in lines for rung in (" 5bn", "50bn", "100bn") if rung in line}
    assert "reached" in rows["50bn"]
    assert "by " in rows[" 5bn"]
    assert "by " not in rows["50bn"]
    assert " of 3" in rows["100bn"]
    assert "%" in rows["100bn"]
    assert any("<1%" in line for line in lines)
    assert "geometric Brownian motion" in out


def test_without_rungs_it_says_how_to_get_some(
    say: Say, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "--rungs" in told(profile, capsys, "GEV")


def test_the_help_names_every_key(
    say: Say, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, document = say("milestones", XD)
    main(["milestones", "--help"])
    said = capsys.readouterr().out
    (company,) = document["companies"]
    rung = company["rungs"][1]
    for part in (document, company, rung, rung["chances"][0], company["growth"][0]):
        assert all(key in said for key in part)

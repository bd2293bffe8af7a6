"""The commands in this process, on the simulated market and a profile of the test's own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from gridwatch.cli import fetching
from gridwatch.cli.main import main

Say = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def say(profile: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a way to run a command on the demo profile and read its document."""

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        code = main([*words, "--demo", "--json", "--profile", str(profile)])
        return code, json.loads(capsys.readouterr().out)

    return run


def symbols_on(say: Say, number: int = 0) -> list[str]:
    _, document = say("list")
    return [each["symbol"] for each in document["lists"][number]["companies"]]


def test_a_new_profile_has_the_starter_lists(say: Say) -> None:
    code, document = say("list")
    assert code == 0
    grid = document["lists"][0]
    dongfang = next(each for each in grid["companies"] if each["symbol"] == "600875.SS")
    assert [each["symbol"] for each in dongfang["listings"]] == ["600875.SS", "1072.HK"]
    assert dongfang["native_name"] == "东方电气"


def test_an_unknown_symbol_changes_nothing_for_any(say: Say) -> None:
    before = symbols_on(say)
    code, document = say("add", "688999.SS", "NOSUCH.XYZ")
    assert code == 1
    assert document["error"]["code"] == "symbol_unknown"
    assert "NOSUCH.XYZ" in document["error"]["message"]
    assert symbols_on(say) == before


@pytest.mark.parametrize("symbol", ["", "A B", "../etc", "x" * 30, "6011 79", "中国西电"])
def test_a_malformed_symbol_is_refused(say: Say, symbol: str) -> None:
    before = symbols_on(say)
    code, document = say("add", "688999.SS", symbol)
    assert (code, document["error"]["code"]) == (1, "symbol_malformed")
    assert symbols_on(say) == before


def test_a_symbol_outside_the_catalog_is_stored_as_declared(say: Say) -> None:
    code, document = say("add", "zzzz.l", "GEV")
    assert code == 0
    assert document == {"list": "Grid equipment", "added": ["ZZZZ.L"], "already": ["GEV"]}
    _, lists = say("list")
    added = lists["lists"][0]["companies"][-1]
    assert added["listings"] == [{"symbol": "ZZZZ.L", "exchange": "SIM", "currency": "GBp"}]


def test_a_removed_company_comes_back_whole_by_its_other_listing(say: Say) -> None:
    assert say("remove", "600875.SS")[0] == 0
    assert "600875.SS" not in symbols_on(say)
    code, document = say("add", "1072.HK")
    assert (code, document["added"]) == (0, ["600875.SS"])
    assert symbols_on(say)[-1] == "600875.SS"


def test_two_listings_of_one_company_are_added_once(say: Say) -> None:
    say("remove", "600875.SS")
    _, document = say("add", "600875.SS", "1072.HK")
    assert (document["added"], document["already"]) == (["600875.SS"], ["600875.SS"])
    assert symbols_on(say).count("600875.SS") == 1


def test_lists_are_named_and_made(say: Say) -> None:
    code, document = say("add", "GEV", "--list", "Turbines")
    assert (code, document["error"]["code"]) == (1, "list_unknown")
    assert "Grid equipment" in document["error"]["message"]
    assert say("add", "GEV", "--list", "Turbines", "--create")[0] == 0
    code, document = say("remove", "GEV", "--list", "turbines")
    assert document == {"removed": [{"symbol": "GEV", "lists": ["Turbines"]}]}
    assert "GEV" in symbols_on(say)
    assert say("remove", "GEV", "--list", "Turbines")[1]["error"]["code"] == "not_listed"


def test_removing_is_all_or_nothing(say: Say) -> None:
    before = symbols_on(say)
    code, document = say("remove", "GEV", "NOPE")
    assert (code, document["error"]["code"]) == (1, "not_followed")
    assert symbols_on(say) == before


def test_targets_are_set_shown_and_removed(say: Say) -> None:
    assert say("target", "GEV", "1tn")[1]["targets"] == [
        {
            "target": 1e12,
            "target_currency": "USD",
            "distance_pct": None,
            "price_needed": None,
            "reached": None,
        }
    ]
    assert say("target", "GEV", "1tn", "USD")[1]["changed"] is False
    _, document = say("target", "GEV", "5000亿")
    assert [each["target_currency"] for each in document["targets"]] == ["CNY", "USD"]
    code, document = say("target", "GEV", "--remove", "1tn USD")
    assert (code, [each["target"] for each in document["targets"]]) == (0, [5e11])
    assert say("target", "GEV", "--remove")[1]["targets"] == []
    assert say("target", "GEV", "--remove")[1]["error"]["code"] == "target_unknown"


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("lots", "amount_unreadable"),
        ("-5bn", "amount_unreadable"),
        ("0", "amount_range"),
        ("1.234 bn", "amount_ambiguous"),
        ("5bn CNY or so", "amount_unreadable"),
        ("nan", "amount_unreadable"),
    ],
)
def test_a_bad_amount_changes_nothing(say: Say, amount: str, code: str) -> None:
    assert say("target", "GEV", amount)[1]["error"]["code"] == code
    assert say("target", "GEV")[1]["targets"] == []


def test_refresh_stores_and_check_shows(say: Say) -> None:
    code, before = say("check")
    assert code == 0
    assert before["companies"][0]["price"] is None
    code, document = say("refresh", "1072.HK")
    assert code == 0
    assert {"600875.SS", "1072.HK", "USDHKD=X"} <= set(document["stored"]["quotes"])
    assert "GEV" not in document["stored"]["quotes"]
    assert document["troubles"] == []
    _, after = say("check")
    dongfang = next(each for each in after["companies"] if each["symbol"] == "600875.SS")
    assert dongfang["market_cap"] == pytest.approx(dongfang["price"] * dongfang["shares"])
    assert dongfang["market_cap_basis"] == "domestic"
    assert after["simulated"] is True


def test_refresh_refuses_what_is_on_no_list(say: Say) -> None:
    code, document = say("refresh", "NOPE")
    assert (code, document["error"]["code"]) == (1, "not_followed")


def test_another_collector_is_waited_for_and_then_said(
    say: Say, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "PATIENCE", 0.2)
    say("list")
    with FileLock(profile / "demo" / "collector.lock"):
        code, document = say("refresh", "GEV")
        assert (code, document["error"]["code"]) == (4, "collector_running")
        assert say("check")[0] == 0
    assert say("refresh", "GEV")[0] == 0


def test_a_damaged_file_is_said_and_left(say: Say, profile: Path) -> None:
    broken = profile / "demo" / "user.db"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"no database at all " * 400)
    code, document = say("check")
    assert (code, document["error"]["code"]) == (3, "database_damaged")
    assert broken.read_bytes() == b"no database at all " * 400
    code, document = say("doctor")
    assert code == 3
    assert document["files"][0]["state"] == "damaged"


def test_a_newer_file_is_refused(say: Say, profile: Path) -> None:
    say("list")
    with closing(sqlite3.connect(profile / "demo" / "user.db")) as user:
        user.execute("PRAGMA user_version = 9999")
    code, document = say("list")
    assert (code, document["error"]["code"]) == (3, "database_newer")
    assert say("doctor")[1]["files"][0]["state"] == "newer"


def test_a_damaged_cache_is_fetched_anew(say: Say, profile: Path) -> None:
    say("refresh", "GEV")
    for each in (profile / "demo").glob("market.db*"):
        each.write_bytes(b"rubbish" * 2000)
    assert say("check")[0] == 0
    code, document = say("refresh", "GEV")
    assert code == 0
    assert "GEV" in document["stored"]["quotes"]


def test_simulated_and_real_data_never_mix(say: Say, profile: Path) -> None:
    say("refresh", "GEV")
    with closing(sqlite3.connect(profile / "demo" / "market.db")) as market:
        market.execute("UPDATE origin SET value = '0' WHERE name = 'simulated'")
        market.commit()
    code, document = say("check")
    assert (code, document["error"]["code"]) == (3, "mixed_profile")


def test_doctor_makes_nothing(say: Say, profile: Path) -> None:
    code, document = say("doctor")
    assert code == 0
    assert [each["state"] for each in document["files"]] == ["missing", "missing"]
    assert not profile.exists()


def test_doctor_hides_passwords(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://ann:secret@proxy.example:3128")
    _, document = say("doctor")
    assert document["environment"]["HTTPS_PROXY"] == "http://…@proxy.example:3128"
    assert document["profile"]["named_by"] == "--profile"


def test_doctor_sees_a_collector(say: Say, profile: Path) -> None:
    say("list")
    with FileLock(profile / "demo" / "collector.lock"):
        held = {each["name"]: each["held"] for each in say("doctor")[1]["locks"]}
    assert held == {"window": False, "collector": True, "background": False}


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("target", "601179.SS"),
        ("target", "601179.SS", "--remove"),
        ("refresh", "601179.SS"),
        ("check",),
        ("doctor",),
    ],
)
def test_every_text_of_a_demo_says_first_that_it_is_simulated(
    profile: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    if words[-1] == "--remove":
        main(["target", "601179.SS", "100bn", "--demo", "--profile", str(profile)])
        capsys.readouterr()
    main([*words, "--demo", "--profile", str(profile), "--language", "en"])
    first, blank, *_ = capsys.readouterr().out.splitlines()
    assert first == "SIMULATED MARKET: no price here is real."
    assert blank == "" or words == ("check",)


def test_a_real_profile_is_not_called_simulated(
    profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("list", "check"):
        main([command, "--profile", str(profile), "--language", "en"])
        assert "SIMULATED" not in capsys.readouterr().out


def test_a_price_in_doubt_is_told_in_the_table_and_in_the_document(
    say: Say, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say("refresh", "600312.SS")
    say("target", "600312.SS", "1bn")
    pinggao = company_in(say("check")[1], "600312.SS")
    assert (pinggao["doubt"], pinggao["targets"][0]["reached"]) == ("", True)
    with closing(sqlite3.connect(profile / "demo" / "market.db")) as market:
        market.execute(
            "UPDATE quote SET doubt = 'spike' WHERE instrument_id ="
            " (SELECT id FROM instrument WHERE symbol = '600312.SS')"
        )
        market.commit()
    pinggao = company_in(say("check")[1], "600312.SS")
    assert pinggao["doubt"] == "spike"
    assert [each["reached"] for each in pinggao["targets"]] == [None, None]
    assert pinggao["market_cap"] > 1e9
    main(["check", "--demo", "--profile", str(profile), "--language", "en"])
    row = next(each for each in capsys.readouterr().out.splitlines() if "600312.SS" in each)
    assert row.endswith("doubtful price, raises no alert")


def company_in(document: dict[str, Any], symbol: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in document["companies"] if each["symbol"] == symbol)
    return found


def test_tables_are_for_people(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["refresh", "601179.SS", "--demo", "--profile", str(profile)])
    assert "Quotes stored: " in capsys.readouterr().out
    assert main(["check", "--demo", "--profile", str(profile), "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "SIMULATED" in said
    assert "China XD Electric" in said
    assert "bn CNY" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "\x1b" not in said

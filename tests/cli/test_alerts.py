"""The command `alert` on the simulated market: added, shown, changed, removed; the log."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gridwatch.cli.alert_commands import ALERT
from gridwatch.cli.alerts import caret_lines
from gridwatch.cli.arguments import Command, duration
from gridwatch.cli.main import main
from gridwatch.domain.alert.machine import State
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.move import Move
from gridwatch.domain.alert.sight import Quiet, Sight, Spot
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.services import edits
from gridwatch.services.thesis.claim_edits import AddClaim
from gridwatch.services.thesis.figure_edits import AddSeries, PutFigures
from gridwatch.services.thesis.theme_edits import AddTheme
from gridwatch.store.database import open_user
from gridwatch.store.user.firings import Evidence, Firing, add_firing, mark_seen
from gridwatch.store.user.rule_states import Standing, store_standings
from tests.cli.running import gridwatch
from tests.example import plain_profile

Say = Callable[..., tuple[int, dict[str, Any]]]
Read = Callable[..., tuple[int, str, str]]
NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)
FIRING = Firing(
    1, None, None, "601179.SS", "China XD Electric", "", "cap >= 100000000000 CNY", Measure.CAP,
    Decimal(10**11), "CNY", 1.01e11, NOW, date(2026, 11, 20), Sight.BAR, Spot.HIGH, NOW,
    evidence=Evidence(
        19.7, "CNY", "domestic", 5.1e9, date(2026, 9, 30), "Yahoo", source="Yahoo",
        terms=(("cap >= 100bn CNY", 1.01e11),),
    ),
    move=Move(date(2026, 1, 5), 9e10, 1e10, 1e9, 0.0),
)  # fmt: skip
FALL = replace(
    FIRING, symbol="GEV", name="=GE Vernova", rule_id=2, rule_name="Falls hard",
    condition="day <= -5%", measure=Measure.DAY, level=Decimal(-5), unit="", value=-6.1,
    reached_at=NOW - timedelta(days=9), reached_on=date(2026, 11, 11), spot=Spot.LAST, held=False,
    evidence=Evidence(), move=None,
)  # fmt: skip


@pytest.fixture
def profile(profile: Path) -> Path:
    """Give a profile without the example thesis, whose tests are alerts as well."""
    return plain_profile(profile)


@pytest.fixture
def say(profile: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a way to run a command on the demo profile and read its document."""

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        code = main([*words, "--demo", "--json", "--profile", str(profile)])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def read(profile: Path, capsys: pytest.CaptureFixture[str]) -> Read:
    """Give a way to run a command on the demo profile and read what it tells people."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--demo", "--profile", str(profile), "--language", "en"])
        said = capsys.readouterr()
        return code, said.out.replace("\N{NO-BREAK SPACE}", " "), said.err

    return run


@contextmanager
def user_of(profile: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_user(profile / "demo" / "user.db")) as user:
        yield user
        user.commit()


def codes(say: Say, *words: str) -> tuple[int, str]:
    code, document = say(*words)
    return code, document["error"]["code"]


@pytest.mark.parametrize(
    ("subject", "condition", "scope", "told"),
    [
        ("601179.ss", "cap >= 100 bn CNY and day >= 5%", "company", "601179.SS"),
        ("1072.HK", "price >= 30", "company", "600875.SS"),
        ("listing:1072.HK", "price >= 30", "listing", "listing:1072.HK"),
        ("list:grid  equipment", "day <= -5%", "list", "list:Grid equipment"),
        ("segment:cable", "drawdown >= 20%", "segment", "segment:cable"),
        ("segment:kabel", "drawdown >= 20%", "segment", "segment:cable"),
        ("all", "distance <= 5%", "everything", "all"),
        ("usdcny", "USDCNY >= 7.3", "rate", "USDCNY"),
    ],
)
def test_an_alert_is_added_to_whom_it_is_about(
    say: Say, subject: str, condition: str, scope: str, told: str
) -> None:
    code, document = say("alert", "add", subject, condition)
    assert code == 0
    (added,) = document["alerts"]
    assert (added["scope"], added["subject"]) == (scope, told)
    assert (added["basis"], added["repeat"], added["of_target"]) == ("touch", "every", False)
    assert say("alert", "list")[1]["alerts"][-1] == added
    assert say("alert")[1]["alerts"][-1] == added


def test_everything_that_an_alert_can_be_told(say: Say) -> None:
    _, document = say(
        "alert", "add", "GEV", "--name", "Mine", "--once", "--basis", "close", "--slack", "2%",
        "--cooldown", "2h", "--expires", "2099-12-31", "--no-sound", "cap", ">=", "1tn USD",
    )  # fmt: skip
    (added,) = document["alerts"]
    wanted = {
        "condition": "cap >= 1000bn USD", "name": "Mine", "repeat": "once", "basis": "close",
        "slack": "2%", "cooldown_s": 7200, "sound": False, "expired": False,
    }  # fmt: skip
    assert {key: added[key] for key in wanted} == wanted
    end = datetime.fromisoformat(added["expires_at"]).astimezone()
    assert (end.date(), end.hour) == (date(2100, 1, 1), 0)
    assert say("alert", "add", "GEV", "rsi >= 70", "--daily", "--slack", "1,5")[1]["alerts"][0][
        "slack"
    ] == "1.5"  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("NOPE", "not_followed"),
        ("EURXXX", "not_followed"),
        ("listing:NOPE", "not_followed"),
        ("listing:USDCNY", "not_followed"),
        ("A B", "symbol_malformed"),
        ("list:Nope", "list_unknown"),
        ("segment:nope", "segment_unknown"),
        ("USDCNY", "rule_rate"),
        ("", "symbol_malformed"),
    ],
)
def test_an_alert_about_nobody_is_refused(say: Say, subject: str, code: str) -> None:
    before = say("alert")[1]
    assert codes(say, "alert", "add", subject, "cap >= 100bn CNY") == (1, code)
    assert say("alert")[1] == before


def test_a_wrong_word_of_a_condition_is_pointed_at(read: Read, say: Say) -> None:
    code, out, err = read("alert", "add", "GEV", "市值 >= 5bn CNX or day >= 5%")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "gridwatch: “CNX” is neither a currency nor a scale such as bn.",
        "  市值 >= 5bn CNX or day >= 5%",
        "              ^^^",
    ]
    assert codes(say, "alert", "add", "GEV", "cap >= 5bn") == (1, "condition_currency")
    assert codes(say, "alert", "add", "GEV", "") == (1, "condition_empty")


@pytest.mark.parametrize(
    ("text", "start", "end", "lines"),
    [
        ("day >= x", 7, 8, ("  day >= x", "         ^")),
        ("day >=", 6, 6, ("  day >=", "        ^")),
        ("a\x1bb c", 4, 5, ("  a b c", "      ^")),
        ("  ", 0, 2, ()),
    ],
)
def test_carets_stand_under_the_word(
    text: str, start: int, end: int, lines: tuple[str, ...]
) -> None:
    assert caret_lines(text, start, end) == lines


def test_of_a_long_condition_a_part_is_shown() -> None:
    text, carets = caret_lines("day >= 5 or " * 100 + "x" * 500 + " or y", 1200, 1700)
    assert len(text) < 200
    assert text[carets.index("^") : carets.index("^") + 3] == "xxx"
    assert text.startswith("  …")
    assert text.endswith("…")


def test_what_holds_already_is_told_and_does_not_fire(say: Say, read: Read) -> None:
    say("refresh", "GEV")
    _, document = say("alert", "add", "GEV", "cap >= 1bn USD")
    (stand,) = document["alerts"][0]["stands"]
    assert (stand["symbol"], stand["state"]) == ("GEV", "reached")
    assert stand["reached_on"] is None  # it was there on all days that are known
    assert "already" in read("alert", "list")[1]
    assert say("alert", "log")[1] == {"firings": []}


def test_an_alert_without_a_rate_says_what_it_waits_for(say: Say, read: Read) -> None:
    say("refresh", "GEV")
    _, document = say("alert", "add", "GEV", "cap >= 1bn XAF")
    assert document["alerts"][0]["stands"][0]["waits"] == ["rate:USDXAF"]
    assert "waits for a rate USDXAF" in read("alert", "list")[1]


def test_where_an_alert_stands_is_told_in_words(say: Say, read: Read, profile: Path) -> None:
    for _ in range(4):
        say("alert", "add", "GEV", "cap >= 9bn USD")
    say("alert", "add", "list:Grid equipment", "day >= 5%")
    with user_of(profile) as user:
        user.execute("DELETE FROM rule_state")
        state = State((True,), armed=False, since=NOW)
        store_standings(
            user,
            {
                (1, 1): Standing(replace(state, armed=True), NOW),
                (2, 1): Standing(replace(state, told_at=NOW, told_on=NOW.date()), NOW),
                (3, 1): Standing(replace(state, done=True), NOW),
                (4, 1): Standing(None, NOW),
                (5, 1): Standing(replace(state, armed=True), NOW),
                (5, 2): Standing(state, NOW),
                (5, 3): Standing(None, NOW, waits=("quote:GEV",)),
            },
        )
    rows = [each.split("  ")[-1] for each in read("alert")[1].splitlines() if "GE Vernova" in each]
    assert rows == ["armed", "reached on 20 Nov 2026", "done", "not looked at yet"]
    assert "1 armed, 1 reached, 1 waiting" in read("alert")[1]
    with user_of(profile) as user:
        user.execute("UPDATE rule SET expires_at = '2026-01-05T12:00:00+00:00' WHERE id = 1")
    assert "expired 5 Jan 2026" in read("alert")[1]


def test_alerts_are_muted_snoozed_and_told_again(say: Say, read: Read) -> None:
    for _ in range(2):
        say("alert", "add", "GEV", "cap >= 900bn USD")
    code, document = say("alert", "mute", "1", "2", "1")
    assert code == 0
    assert [(each["id"], each["muted"]) for each in document["alerts"]] == [(1, True), (2, True)]
    (snoozed,) = say("alert", "snooze", "2", "3d")[1]["alerts"]
    until = datetime.fromisoformat(snoozed["snoozed_until"])
    assert timedelta(days=2, hours=23) < until - datetime.now(UTC) <= timedelta(days=3)
    assert "muted, snoozed until" in read("alert")[1]
    (told,) = say("alert", "unmute", "2")[1]["alerts"]
    assert (told["muted"], told["snoozed_until"]) == (False, None)


def test_removing_alerts_is_all_or_nothing(say: Say) -> None:
    for _ in range(2):
        say("alert", "add", "GEV", "cap >= 900bn USD")
    assert codes(say, "alert", "rm", "1", "9") == (1, "rule_unknown")
    assert len(say("alert")[1]["alerts"]) == 2
    assert say("alert", "rm", "2")[1] == {"removed": [2]}
    assert [each["id"] for each in say("alert")[1]["alerts"]] == [1]
    for verb in ("mute", "unmute"):
        assert codes(say, "alert", verb, "1", "2") == (1, "rule_unknown")
    assert codes(say, "alert", "snooze", "2", "3d") == (1, "rule_unknown")
    assert not say("alert")[1]["alerts"][0]["muted"]


def test_the_alert_of_a_target_is_shown_and_goes_with_the_target(say: Say) -> None:
    say("target", "GEV", "1tn USD")
    (alert,) = say("alert")[1]["alerts"]
    assert (alert["of_target"], alert["condition"]) == (True, "cap >= 1000bn USD")
    assert codes(say, "alert", "rm", "1") == (1, "rule_of_target")
    assert say("alert", "mute", "1")[1]["alerts"][0]["muted"]
    say("target", "GEV", "--remove")
    assert say("alert")[1] == {"alerts": []}


@pytest.mark.parametrize(
    "words",
    [
        ("frob",),
        ("add",),
        ("add", "GEV"),
        ("add", "GEV", "day >= 5", "--basis", "noon"),
        ("add", "GEV", "day >= 5", "--cooldown", "soon"),
        ("add", "GEV", "day >= 5", "--cooldown", "-2h"),
        ("add", "GEV", "day >= 5", "--cooldown", "400d"),
        ("add", "GEV", "day >= 5", "--slack", "much"),
        ("add", "GEV", "day >= 5", "--expires", "never"),
        ("rm",),
        ("rm", "one"),
        ("rm", "9" * 30),
        ("rm", "-1"),
        ("snooze", "1"),
        ("snooze", "1", "0h"),
        ("log", "--since", "then"),
        ("--frob",),
    ],
)
def test_a_wrong_command_line_is_a_usage_error(say: Say, words: tuple[str, ...]) -> None:
    assert codes(say, "alert", *words) == (2, "usage")


def test_an_expiry_in_the_past_is_refused(say: Say) -> None:
    words = ("alert", "add", "GEV", "day >= 5", "--expires", "2020-01-01")
    assert codes(say, *words) == (1, "rule_expired")


def test_spans_of_time() -> None:
    spans = {"90min": 5400, "2h": 7200, "3D": 259_200, " 1 w ": 604_800, "45s": 45, "5m": 300}
    assert {each: duration(each).total_seconds() for each in spans} == spans


def test_options_may_stand_anywhere(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    common = ["--demo", "--profile", str(profile)]
    for words in (
        [*common, "--json", "alert", "list"],
        ["alert", *common, "--json", "list"],
        ["alert", "list", "--json", *common],
        ["alert", "--json", *common],
    ):
        assert main(words) == 0
        assert json.loads(capsys.readouterr().out) == {"alerts": []}


@pytest.mark.parametrize("part", ALERT.parts, ids=lambda each: each.name)
def test_every_part_says_its_exit_codes(part: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["alert", part.name, "--help"]) == 0
    said = capsys.readouterr().out
    assert "exit codes:" in said
    assert part.sentence in said


def test_the_help_names_every_key(
    say: Say, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say("refresh", "GEV")
    alert = say("alert", "add", "GEV", "cap >= 1bn USD")[1]["alerts"][0]
    main(["alert", "add", "--help"])
    said = capsys.readouterr().out
    assert all(key in said for key in (*alert, *alert["stands"][0]))
    log(say, profile, FIRING)
    firing = say("alert", "log")[1]["firings"][0]
    main(["alert", "log", "--help"])
    said = capsys.readouterr().out
    assert all(key in said for key in (*firing, *firing["move"]))


def log(say: Say, profile: Path, *firings: Firing) -> None:
    """Put firings into the log of the profile."""
    say("list")
    with user_of(profile) as user:
        for each in firings:
            add_firing(user, each)


def test_the_log_is_searched(say: Say, profile: Path) -> None:
    log(say, profile, FALL, FIRING)

    def found(*words: str) -> list[str]:
        return [each["symbol"] for each in say("alert", "log", *words)[1]["firings"]]

    assert found() == ["601179.SS", "GEV"]
    assert found("--since", "2026-11-20") == ["601179.SS"]
    assert found("--search", "HARD falls") == ["GEV"]
    assert found("--search", "100bn") == ["601179.SS"]
    assert found("--search", "china xd") == ["601179.SS"]
    assert found("--search", "nothing") == []


def test_the_log_tells_people(say: Say, read: Read, profile: Path) -> None:
    assert "No alert has fired yet." in read("alert", "log")[1]
    log(say, profile, replace(FALL, quiet=Quiet.MUTED), FIRING)
    _, out, _ = read("alert", "log")
    *_, first, second = out.splitlines()
    assert first.split("  ")[:2] == ["20 Nov 2026", "China XD Electric (601179.SS)"]
    assert "cap >= 100bn CNY" in first
    assert first.endswith("touched by the day's high")
    assert "Falls hard" in second
    assert "-6.1%" in second.replace("−", "-")
    assert second.endswith("The condition no longer holds., muted")
    assert "No firing is like that." in read("alert", "log", "--search", "nothing")[1]
    assert "Falls hard" in read("check")[1]


def test_the_log_is_written_as_a_table(say: Say, profile: Path, tmp_path: Path) -> None:
    log(say, profile, FALL, FIRING)
    out = tmp_path / "log.csv"
    code, document = say("alert", "log", "--out", str(out))
    assert (code, document["table"]) == (0, str(out))
    with out.open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["condition"], first["value"]) == ("cap >= 100bn CNY", "101000000000.0")
    assert (first["touched"], first["move_by_price"]) == ("true", "10000000000.0")
    assert (second["name"], second["value"], second["price"]) == ("'=GE Vernova", "-6.1", "")
    assert codes(say, "alert", "log", "--out", str(tmp_path / "log.txt")) == (1, "table_name")
    assert codes(say, "alert", "log", "--out", str(tmp_path / "no" / "log.csv")) == (
        1,
        "table_unwritable",
    )


def test_a_check_tells_once_that_something_new_has_fired(say: Say, profile: Path) -> None:
    assert say("check", "--exit-code")[0] == 0
    log(say, profile, FIRING, replace(FALL, quiet=Quiet.MUTED))
    code, document = say("check")
    assert (code, document["new"]) == (0, [1])
    assert say("check", "--exit-code")[0] == 10
    code, document = say("check", "--exit-code")
    assert (code, document["new"]) == (0, [])


def test_what_the_window_has_shown_is_no_news(say: Say, profile: Path) -> None:
    log(say, profile, FIRING)
    with user_of(profile) as user:
        mark_seen(user, [1], NOW)
    assert say("check", "--exit-code")[0] == 0


def test_the_program_itself_adds_and_refuses(tmp_path: Path) -> None:
    words = ("--demo", "--profile", tmp_path, "--language", "de", "alert", "add", "GEV")
    added = gridwatch(*words, "Marktkapitalisierung ≥ 1,5 Bio. USD oder Tag ≤ −5 %")
    assert added.code == 0, added.err
    assert "cap >= 1500bn USD or day <= -5%" in added.out
    refused = gridwatch(*words, "Kurs >= viel")
    assert refused.code == 1
    assert refused.err.splitlines()[-1] == "          ^^^^"


def test_too_many_alerts_are_refused_in_words(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    from gridwatch.services import rule_checks

    monkeypatch.setattr(rule_checks, "MOST_RULES", 0)
    assert codes(say, "alert", "add", "GEV", "day >= 5") == (1, "rules_full")


def noted(profile: Path) -> None:
    """Keep a theme with figures and a claim whose test they put in doubt later."""
    with user_of(profile) as user:
        for edit in (
            AddTheme("Copper"),
            AddSeries(FigureSeries(0, About(theme_id=1), "capex_plan", "Capex", "bn USD")),
            AddClaim(Claim(0, About(theme_id=1), "Capex grows", NOW, test="capex_plan < 8bn USD")),
        ):
            edits.apply(user, edit, NOW)


def test_a_theme_is_named_and_a_claim_shown(say: Say, read: Read, profile: Path) -> None:
    say("alert")
    noted(profile)
    code, document = say("alert", "add", "theme:copper", "capex_plan", ">=", "9")
    assert code == 0
    (added,) = document["alerts"]
    assert (added["scope"], added["subject"]) == ("theme", "theme:Copper")
    assert codes(say, "alert", "add", "theme:zinc", "capex_plan >= 9") == (1, "theme_unknown")
    tests = [each for each in say("alert")[1]["alerts"] if each["of_claim"]]
    assert [each["condition"] for each in tests] == ["capex_plan < 8bn USD"]
    assert codes(say, "alert", "rm", str(tests[0]["id"])) == (1, "rule_of_claim")
    assert "Tests “Capex grows”" in read("alert")[1]


def test_a_figure_puts_a_claim_in_doubt_and_is_in_the_log(
    say: Say, read: Read, profile: Path
) -> None:
    say("refresh", "GEV")
    noted(profile)
    say("refresh", "GEV")
    today = datetime.now(UTC).astimezone().date()
    with user_of(profile) as user:
        figure = Figure(0, 1, today, 7.5, today, NOW)
        edits.apply(user, PutFigures(1, (figure,)), datetime.now(UTC))
    say("refresh", "GEV")
    (firing,) = say("alert", "log", "--search", "grows")[1]["firings"]
    assert (firing["claim"], firing["claim_statement"]) == (1, "Capex grows")
    assert (firing["measure"], firing["value"], firing["unit"]) == ("series", 7.5e9, "USD")
    shown = " ".join(read("alert", "log")[1].split())
    assert "Copper “Capex grows”: capex_plan < 8bn USD 7.50bn USD figures" in shown

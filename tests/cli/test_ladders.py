"""The command `ladder`: shown, set for a company or a list, removed, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gridwatch.cli.main import main

Say = Callable[..., tuple[int, dict[str, Any]]]
XD = "601179.SS"


@pytest.fixture
def say(profile: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a way to run a command and read its document."""

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        code = main([*words, "--json", "--profile", str(profile), "--language", "en"])
        return code, json.loads(capsys.readouterr().out)

    return run


def list_name(say: Say) -> str:
    return str(say("list")[1]["lists"][0]["name"])


def test_a_ladder_of_a_company_is_set_shown_and_removed(say: Say) -> None:
    assert say("ladder") == (0, {"changed": False, "ladders": []})
    ladder = {"of": XD, "currency": "CNY", "rungs": [50e9, 100e9, 200e9]}
    assert say("ladder", XD, "200bn,", "50bn,", "100bn") == (
        0, {"changed": True, "ladders": [ladder]},
    )  # fmt: skip
    assert say("ladder", XD, "50/100/200 bn CNY")[1]["changed"] is False
    assert say("ladder", XD)[1] == {"changed": False, "ladders": [ladder]}
    assert say("ladder", XD, "--remove") == (0, {"changed": True, "ladders": []})
    code, document = say("ladder", XD, "--remove")
    assert (code, document["error"]["code"]) == (1, "ladder_unknown")


def test_a_ladder_of_a_list_is_that_of_its_companies_on_the_board(say: Say) -> None:
    owner = f"list:{list_name(say)}"
    assert say("ladder", owner, "500亿,1000亿")[1]["ladders"][0]["of"] == owner
    say("ladder", XD, "80bn CNY")
    companies = say("milestones")[1]["companies"]
    rungs = {each["symbol"]: [one["target"] for one in each["rungs"]] for each in companies}
    assert rungs[XD] == [80e9]
    assert [50e9, 100e9] in rungs.values()
    assert not any(one["is_target"] for each in companies for one in each["rungs"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((XD, "lots"), "amount_unreadable"),
        ((XD, "50bn CNY, 100bn USD"), "ladder_currencies"),
        ((XD, "5"), "ladder_rung"),
        (("all", "50bn"), "ladder_owner"),
        (("list:Nowhere", "50bn"), "list_unknown"),
        (("NOBODY", "50bn"), "not_followed"),
    ],
)
def test_what_can_be_no_ladder_is_refused(say: Say, words: tuple[str, ...], code: str) -> None:
    exit_code, document = say("ladder", *words)
    assert (exit_code, document["error"]["code"]) == (1, code)
    assert say("ladder")[1]["ladders"] == []


def test_ladders_are_shown_as_a_table(
    profile: Path, capsys: pytest.CaptureFixture[str], say: Say
) -> None:
    say("ladder", XD, "50bn, 100bn CNY")
    assert main(["ladder", "--profile", str(profile), "--language", "en"]) == 0
    out = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "50bn CNY, 100bn CNY" in out
    assert f"({XD})" in out

"""The command line as it is typed."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from gridwatch.cli.arguments import options_first, parser_of, window_asked
from gridwatch.cli.commands import COMMANDS
from gridwatch.cli.main import main


def test_every_command_says_its_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        assert main([command.name, "--help"]) == 0
        said = capsys.readouterr().out
        assert "exit codes:" in said
        assert command.sentence in said


def test_the_help_of_check_names_every_key(
    profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--help"])
    said = capsys.readouterr().out
    main(["refresh", "GEV", "--demo", "--json", "--profile", str(profile)])
    capsys.readouterr()
    main(["check", "--demo", "--json", "--profile", str(profile)])
    document = json.loads(capsys.readouterr().out)
    assert all(f'"{key}"' in said for key in document)
    assert all(key in said for key in document["companies"][0])


@pytest.mark.parametrize(
    ("words", "ordered"),
    [
        (["X", "--json", "5bn"], ["--json", "--", "X", "5bn"]),
        (["X", "--list", "A B", "Y"], ["--list", "A B", "--", "X", "Y"]),
        (["X", "--list=A", "-5bn"], ["--list=A", "--", "X", "-5bn"]),
        (["--", "--json"], ["--", "--json"]),
        (["--list"], ["--list"]),
        ([], []),
    ],
)
def test_options_may_stand_anywhere(words: list[str], ordered: list[str]) -> None:
    assert options_first(words, frozenset({"--list"})) == ordered


def test_profile_is_accepted_on_both_sides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place, words in (
        ("before", ["--profile", str(tmp_path / "before"), "list", "--demo"]),
        ("after", ["--demo", "list", "--profile", str(tmp_path / "after")]),
    ):
        assert main(words) == 0
        assert (tmp_path / place / "demo" / "user.db").is_file()
        assert not (tmp_path / place / "user.db").exists()
    assert "GE Vernova" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [["frob"], ["add"], ["target"], ["list", "--frob"], ["snapshot"], ["--language", "fr", "list"]],
)
def test_a_wrong_command_line_is_a_usage_error(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--json"]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out)["error"]["code"] == "usage"
    assert "usage: gridwatch" in said.err


def test_the_window_is_given_what_was_said(monkeypatch: pytest.MonkeyPatch, profile: Path) -> None:
    """The only door to the window is `app.run`; here it notes what comes through."""
    import gridwatch.app

    seen: list[tuple[object, argparse.Namespace]] = []

    def run(found: object, **given: object) -> int:
        seen.append((found, argparse.Namespace(**given)))
        return 7

    monkeypatch.setattr(gridwatch.app, "run", run)
    assert main(["--profile", str(profile), "--theme", "dark", "--until", "chart"]) == 7
    assert main(["--profile", str(profile), "--demo", "--language", "de"]) == 7
    (first, said), (second, spoken) = seen
    assert getattr(first, "root", None) == profile
    assert getattr(second, "root", None) == profile / "demo"
    assert (said.theme, said.language, said.until) == ("dark", None, "chart")
    assert (spoken.theme, spoken.language, spoken.until) == (None, "de", None)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--demo"],
        ["--profile", "here", "--theme", "dark", "--until", "chart"],
        ["--profile=here", "--language=zh_CN", "--demo"],
        ["--json"],
    ],
)
def test_the_short_way_to_the_window_reads_what_the_long_one_reads(words: list[str]) -> None:
    assert window_asked(words) == parser_of(COMMANDS, "", "", "").parse_args(words)


@pytest.mark.parametrize(
    "words",
    [["list"], ["--demo", "check"], ["--help"], ["-h"], ["--version"], ["--frob"], ["--theme"]],
)
def test_what_does_not_open_the_window_goes_the_long_way(words: list[str]) -> None:
    assert window_asked(words) is None


def test_a_picture_knows_every_way_of_the_chart() -> None:
    # The command line is read without the chart, which would import numpy.
    from gridwatch.cli import arguments
    from gridwatch.domain.barsize import BarSize
    from gridwatch.ui.chart.engine.scale import Scale
    from gridwatch.ui.chart.layers.prices import Style
    from gridwatch.ui.chart.ranges import RANGES
    from gridwatch.ui.chart.study.settings import OFFERED

    assert tuple(each.id for each in RANGES) == arguments.CHART_RANGES
    assert tuple(Style) == arguments.CHART_STYLES
    assert tuple(Scale) == arguments.CHART_SCALES
    assert tuple(BarSize) == arguments.CHART_SIZES
    assert tuple(OFFERED) == arguments.CHART_INDICATORS


@pytest.mark.parametrize("wrong", [["--indicators", "sma,foo"], ["--since", "soon"]])
def test_what_a_picture_does_not_know_is_a_usage_error(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["snapshot", "--out", "x.png", *wrong, "--json"]) == 2
    said = json.loads(capsys.readouterr().out)["error"]["message"]
    assert wrong[1].split(",")[-1] in said
    if wrong[0] == "--indicators":
        assert "sma, ema, bollinger" in said


def test_the_help_of_a_picture_names_the_indicators(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["snapshot", "--help"]) == 0
    assert "macd, atr, drawdown" in " ".join(capsys.readouterr().out.split())

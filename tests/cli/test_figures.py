"""The command `figures`: listed, shown, added, imported, and refused with the line that is bad."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gridwatch.cli.figure_commands import COLUMNS, ENCODINGS, FREQUENCIES
from gridwatch.cli.main import main
from gridwatch.domain.thesis.figures import Frequency
from gridwatch.files.encodings import Encoding
from gridwatch.files.headings import Meaning
from tests.cli.running import gridwatch
from tests.example import plain_profile

Say = Callable[..., tuple[int, dict[str, Any]]]
XD = "601179.SS"
KEY = "gross_margin"


@pytest.fixture
def profile(profile: Path) -> Path:
    """Give a profile without the example thesis, which has series as well."""
    return plain_profile(profile, demo=False)


@pytest.fixture
def say(profile: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a way to run a command and read its document."""

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        code = main([*words, "--json", "--profile", str(profile), "--language", "en"])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., str]:
    """Give a way to write a table."""

    def write(text: str, encoding: str = "utf-8") -> str:
        path = tmp_path / "table.csv"
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


def imported(say: Say, path: str, *more: str) -> tuple[int, dict[str, Any]]:
    return say("figures", "import", path, "--about", XD, "--series", KEY, *more)


def values(say: Say, *more: str) -> dict[str, float]:
    figures = say("figures", "show", KEY, *more)[1]["figures"]
    return {each["period"]: each["value"] for each in figures}


def test_the_command_line_knows_the_words_of_the_domain() -> None:
    assert tuple(Frequency) == FREQUENCIES
    assert tuple(Encoding) == ENCODINGS
    assert tuple(Meaning) == COLUMNS


def test_a_table_becomes_a_series_and_comes_again_without_a_change(
    say: Say, table: Callable[..., str]
) -> None:
    path = table("报告期;数值\n2025年三季报;28,4\n2025年中报;27,1\n2025Q1;n/a\n", "gb18030")
    code, told = imported(say, path, "--name", "Gross margin", "--unit", "%")
    assert code == 0
    assert told["encoding"] == "GB18030"
    assert (told["new"], told["empty"], told["bad"]) == (2, 1, [])
    assert values(say) == {"2025Q3": 28.4, "2025Q2": 27.1}
    again = imported(say, path)[1]
    assert (again["new"], again["revised"], again["same"]) == (0, 0, 2)
    listed = say("figures", "list", "--about", XD)[1]["series"]
    assert [(each["key"], each["unit"], each["about"]) for each in listed] == [(KEY, "%", XD)]
    assert listed[0]["last"]["period"] == "2025Q3"


def test_nothing_is_imported_while_a_line_is_bad(say: Say, table: Callable[..., str]) -> None:
    path = table("2025Q3,28.4\nsoon,1\n2025Q1,lots\n")
    code, told = imported(say, path)
    assert (code, told["error"]["code"]) == (1, "figures_bad")
    assert "line 2:" in told["error"]["message"]
    assert "line 3:" in told["error"]["message"]
    assert say("figures", "list", "--about", XD)[1]["series"] == []
    looked = imported(say, path, "--dry-run")[1]
    assert [each["line"] for each in looked["bad"]] == [2, 3]
    assert say("figures", "list", "--about", XD)[1]["series"] == []
    code, told = imported(say, path, "--skip-bad")
    assert (code, told["new"]) == (0, 1)
    assert values(say) == {"2025Q3": 28.4}


def test_no_cell_of_a_file_moves_the_cursor_of_a_terminal(
    profile: Path, capsys: pytest.CaptureFixture[str], table: Callable[..., str]
) -> None:
    path = table("2025Q3,28.4\n2025Q1,\x1b[2Jlots\n")
    words = ["figures", "import", path, "--about", XD, "--series", KEY, "--profile", str(profile)]
    main([*words, "--dry-run"])
    main(words)
    told = capsys.readouterr()
    assert "lots" in told.out
    assert "lots" in told.err
    assert "\x1b" not in told.out + told.err


def test_revisions_are_shown_as_of_a_day(say: Say, table: Callable[..., str]) -> None:
    imported(say, table("period,value,known on\n2025Q3,28.4,2025-10-30\n"))
    code, told = say("figures", "add", KEY, "Q3/2025", "29.1", "--known-on", "2026-01-05")
    assert (code, told["changed"], told["figure"]["value"]) == (0, True, 29.1)
    assert say("figures", "add", KEY, "2025Q3", "29.1")[1]["changed"] is False
    assert values(say) == {"2025Q3": 29.1}
    assert values(say, "--as-of", "2025-12-31") == {"2025Q3": 28.4}
    assert values(say, "--as-of", "2025-01-01") == {}
    told = say("figures", "add", KEY, "2026Q4", "30", "--low", "29", "--high", "32",
               "--forecast", "--note", "guidance")[1]["figure"]  # fmt: skip
    assert (told["low"], told["high"], told["forecast"]) == (29, 32, True)
    assert say("figures", "add", KEY, "2025Q3", "-")[1]["figure"] is None
    assert values(say) == {"2026Q4": 30}
    shown = say("figures", "show", KEY, "--as-of", "2026-02-01")[1]["figures"]
    assert [each["value"] for each in shown[0]["revisions"]] == [None, 29.1, 28.4]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show", "nothing"), "series_unknown"),
        (("add", KEY, "2025", "1"), "period_other"),
        (("add", KEY, "2025Q3", "lots"), "number_unreadable"),
        (("add", KEY, "2025Q3", "30", "--low", "29"), "figure_band"),
        (("list", "--about", "NOBODY"), "not_followed"),
        (("list", "--about", "theme:Nowhere"), "theme_unknown"),
        (("import", "missing.csv", "--about", XD, "--series", KEY), "table_unreadable"),
        (("import", __file__, "--about", XD, "--series", KEY, "--unit", "%"), "series_exists"),
    ],
)
def test_what_can_not_be_done_is_refused(
    say: Say, table: Callable[..., str], words: tuple[str, ...], code: str
) -> None:
    imported(say, table("2025Q3,28.4\n"))
    exit_code, told = say("figures", *words)
    assert (exit_code, told["error"]["code"]) == (1, code)
    assert values(say) == {"2025Q3": 28.4}


def test_a_million_lines_are_refused_and_standard_output_stays_one_document(
    profile: Path, tmp_path: Path
) -> None:
    path = tmp_path / "million.csv"
    path.write_text("2025Q3,28.4\n" * 1_000_000)
    done = gridwatch("figures", "import", path, "--about", XD, "--series", KEY, "--json",
                     "--profile", profile)  # fmt: skip
    assert done.code == 1
    assert done.document["error"]["code"] == "table_long"
    assert "100000" in done.err


def test_figures_are_shown_as_a_table(
    profile: Path, capsys: pytest.CaptureFixture[str], say: Say, table: Callable[..., str]
) -> None:
    imported(say, table("2025Q3,28.4\n"), "--name", "Gross margin", "--unit", "%")
    for words, wanted in (
        (("list",), "Gross margin"),
        (("show", KEY), "2025 Q3"),
        (("add", KEY, "2025Q4", "30"), "2025 Q4"),
        (("add", KEY, "2025Q4", "-"), "no figure of 2025 Q4"),
    ):
        line = ["figures", *words, "--profile", str(profile), "--language", "en"]
        assert main(line) == 0
        assert wanted in capsys.readouterr().out

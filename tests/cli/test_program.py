"""The program as a process of its own, with no display and on the simulated market."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from gridwatch.wire import Hello, decoded
from tests.cli.running import ROOT, command, gridwatch, here, surroundings

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a profile whose demo has quotes and the history of one company."""
    profile = tmp_path_factory.mktemp("demo")
    done = gridwatch("refresh", "601179.SS", "--demo", "--profile", profile)
    assert done.code == 0, done.err
    return profile


def test_without_a_display_it_says_what_works(profile: Path) -> None:
    done = gridwatch("--profile", profile)
    assert done.code == 2
    assert "gridwatch check" in done.err
    assert "gridwatch snapshot --out" in done.err
    assert "qt.qpa" not in done.err
    assert done.out == ""
    assert not profile.exists()


def test_a_display_that_does_not_answer_is_none(profile: Path) -> None:
    done = gridwatch("--profile", profile, extra={"DISPLAY": ":98765"})
    assert done.code == 2
    assert "gridwatch check" in done.err


def test_the_demo_shows_itself_without_a_display(profile: Path) -> None:
    done = gridwatch("--demo", "--profile", profile)
    assert done.code == 0, done.err
    assert "SIMULATED" in done.out
    assert "China XD Electric" in done.out
    picture = re.search(r"Picture of the window: (.+\.png)", done.out)
    assert picture, done.out + done.err
    assert Path(picture[1]).read_bytes()[:8] == PNG
    document = here("check", "--demo", "--json", "--profile", profile).document
    assert all(each["market_cap"] for each in document["companies"])
    # Some lines of the simulated market swell about 100 bn CNY: five weeks hold a crossing.
    found = [each for each in document["firings"] if each["how"] == "bar"]
    assert found
    assert all(each["market_cap"] >= each["target"] for each in document["firings"])
    assert not (profile / "user.db").exists()


def test_the_profile_comes_from_the_environment(
    demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = gridwatch("check", "--demo", "--json", extra={"GRIDWATCH_PROFILE": str(demo)})
    assert done.document["companies"][0]["symbol"] == "600875.SS"
    monkeypatch.setenv("GRIDWATCH_PROFILE", str(demo))
    doctor = here("doctor", "--demo", "--json")
    profile = doctor.document["profile"]
    assert profile == {
        "path": str(demo / "demo"),
        "simulated": True,
        "named_by": "GRIDWATCH_PROFILE",
    }


def test_a_picture_is_drawn_in_every_language_and_theme(demo: Path, tmp_path: Path) -> None:
    pictures = []
    for language, theme in (("en", "light"), ("de", "dark"), ("zh_CN", "light")):
        out = tmp_path / f"{language}.png"
        done = gridwatch(
            "snapshot", "--demo", "--profile", demo, "--out", out, "--size", "900x600",
            "--language", language, "--theme", theme, "--json",
        )  # fmt: skip
        assert done.code == 0, done.err
        assert done.document == {"picture": str(out), "width": 900, "height": 600}
        pictures.append(out.read_bytes())
    assert len(set(pictures)) == 3


@pytest.mark.parametrize(
    ("out", "size", "code"),
    [("x.png", "wide", 2), ("x.png", "10x10", 1), ("nowhere/x.png", "900x600", 1)],
)
def test_a_picture_that_cannot_be_is_refused(
    demo: Path, tmp_path: Path, out: str, size: str, code: int
) -> None:
    done = gridwatch(
        "snapshot", "--demo", "--profile", demo, "--out", tmp_path / out, "--size", size, "--json"
    )
    assert done.code == code
    assert done.document["error"]["message"] in done.err
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("qapp")
def test_numbers_are_in_the_readers_language(demo: Path) -> None:
    chinese = gridwatch("check", "--demo", "--profile", demo, "--language", "zh_CN")
    assert "中国西电" in chinese.out
    assert re.search(r"\d亿", chinese.out)
    german = here("check", "--demo", "--profile", demo, "--language", "de")
    assert "Mrd." in german.out
    json_in_german = here("check", "--demo", "--json", "--profile", demo, "--language", "de")
    assert json_in_german.document["companies"]


def test_the_documents_are_utf8_whatever_the_locale(demo: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = gridwatch("list", "--demo", "--json", "--profile", demo, extra=plain)
    assert done.document["lists"][0]["companies"][0]["native_name"] == "东方电气"
    table = gridwatch("check", "--demo", "--profile", demo, extra=plain)
    assert table.code == 0, table.err


def test_a_reader_that_leaves_early_gets_no_traceback(demo: Path) -> None:
    with subprocess.Popen(
        command("check", "--demo", "--profile", demo),
        cwd=ROOT,
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_a_profile_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = gridwatch("refresh", "--json", "--demo", "--profile", tmp_path / "file")
    assert done.code == 3
    assert done.document["error"]["message"] in done.err
    assert (tmp_path / "file").read_text() == "mine"


def test_the_way_to_the_window_is_short() -> None:
    """Whatever is imported before `app` is asked for delays the first paint."""
    heavy = "numpy|pandas|yfinance|PySide6|tomllib|filelock|gridwatch.services|gridwatch.collector"
    code = (
        "import sys, re, gridwatch.cli.main as m\n"
        "m.window_asked([])\n"
        "print('gridwatch.cli.commands' in sys.modules)\n"
        "m._parser().parse_args([])\n"
        f"print([n for n in sys.modules if re.match(r'({heavy})(\\.|$)', n)])"
    )
    done = subprocess.run(
        [*command()[:1], "-c", code],
        cwd=ROOT,
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.split() == ["False", "[]"]


def test_the_collector_ends_with_its_input(profile: Path) -> None:
    """`collect` speaks lines of JSON and is gone when the window is."""
    with subprocess.Popen(
        command("collect", "--demo", "--profile", profile),
        cwd=ROOT,
        env=surroundings(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        hello = decoded(process.stdout.readline())
        assert isinstance(hello, Hello)
        assert hello.simulated
        second = gridwatch("collect", "--demo", "--profile", profile)
        assert second.code == 4
        process.stdin.close()
        process.stdout.read()
        assert process.wait(30) == 0
    with closing(sqlite3.connect(profile / "demo" / "user.db")) as user:
        assert user.execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_without_qt_it_still_works_in_plain_english(demo: Path) -> None:
    """A server that can't load Qt's libraries gets everything but the picture."""

    def unloaded(*words: str) -> subprocess.CompletedProcess[str]:
        code = (
            "import sys; sys.modules['PySide6'] = None\n"
            "from gridwatch.cli.main import main; sys.exit(main())"
        )
        return subprocess.run(
            [*command()[:1], "-c", code, *words, "--demo", "--profile", str(demo)],
            cwd=ROOT,
            env=surroundings(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    checked = unloaded("check", "--language", "de")
    assert checked.returncode == 0, checked.stderr
    assert re.search(r"\d\.?\d*bn CNY", checked.stdout)
    drawn = unloaded("snapshot", "--out", str(demo / "x.png"), "--json")
    assert drawn.returncode == 2
    assert '"qt_missing"' in drawn.stdout
    assert '"qt": false' in unloaded("doctor", "--json").stdout
    wrong = unloaded("target", "GEV", "lots")
    assert (wrong.returncode, "is not an amount" in wrong.stderr) == (1, True)

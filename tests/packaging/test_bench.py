"""The figures: how they are computed and told, and the benches of store and chart in small."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import charts
import storing
from benches import BENCHES
from command import document, main, measured, told
from figures import Bench, BenchProblem, Beside, Goal, Peer, Plan, Samples, row_of
from frames import times_of, views
from interleave import in_turns, interleaved
from lightweight import frames_in
from peers import CONFLATING, FINPLOT, LIGHTWEIGHT, UNCOMPOSED, prepared
from walk import read_walk, walk, write_walk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

BENCH = Path(__file__).resolve().parents[2] / "packaging" / "bench"
ROW = {"name", "value", "unit", "yardstick", "ratio", "goal", "holds"}


def bench(samples: Samples, goal: Goal | None = None) -> Bench:
    return Bench("given", "given numbers", "others", "s", goal, 1, lambda _: samples)


def test_every_bench_of_the_table_says_what_it_is() -> None:
    names = [each.name for each in BENCHES]
    assert len(names) == len(set(names))
    for each in BENCHES:
        assert each.name == each.name.lower().replace(" ", "-").strip("-")
        assert each.sentence
        assert each.unit
        assert each.runs >= 1
        assert each.goal is None or each.goal.most > 0
        # A ratio is nothing without a yardstick.
        assert each.against or each.goal is None or each.goal.of == "value"


def test_the_ratio_is_the_median_of_neighbouring_runs() -> None:
    # The machine became ten times slower after the first pair: each pair still tells the truth.
    samples = Samples([1.5, 20.0, 17.0], [1.0, 10.0, 10.0])
    row = row_of(bench(samples, Goal(1.6)), samples)
    assert (row.value, row.yardstick, row.ratio) == (17.0, 10.0, 1.7)
    assert row.holds is False
    assert row.ratio_is == "median of pairwise ratios"
    assert (row.noise["ratio"].min, row.noise["ratio"].max) == (1.5, 2.0)
    assert (row.noise["value"].min, row.noise["value"].median) == (1.5, 17.0)


def test_a_goal_that_is_just_reached_holds() -> None:
    samples = Samples([1.6], [1.0])
    assert row_of(bench(samples, Goal(1.6)), samples).holds is True


def test_a_goal_may_be_about_the_value_itself() -> None:
    samples = Samples([12.0, 40.0, 30.0], [10.0, 16.0, 20.0])
    row = row_of(bench(samples, Goal(33, "value")), samples)
    assert (row.value, row.yardstick, row.ratio, row.holds) == (30.0, 16.0, 1.5, True)
    assert row.noise["value"].max == 40.0
    assert row_of(bench(samples, Goal(29, "value")), samples).holds is False


def test_a_count_needs_no_yardstick_and_a_weight_no_goal() -> None:
    samples = Samples([50.0], details={"charts": 50})
    row = row_of(bench(samples, Goal(58, "value")), samples)
    assert (row.value, row.yardstick, row.ratio, row.holds) == (50.0, None, None, True)
    assert row_of(bench(samples), samples).holds is None


def test_runs_that_do_not_pair_up_are_a_fault() -> None:
    with pytest.raises(ValueError, match="2 runs beside 1"):
        row_of(bench(Samples([])), Samples([1.0, 2.0], [1.0]))


@given(st.lists(st.tuples(st.floats(0.1, 1e3), st.floats(0.1, 1e3)), min_size=1, max_size=20))
def test_the_ratio_lies_between_the_least_and_the_greatest(
    pairs: list[tuple[float, float]],
) -> None:
    samples = Samples([ours for ours, _ in pairs], [other for _, other in pairs])
    row = row_of(bench(samples), samples)
    noise = row.noise["ratio"]
    assert row.ratio is not None
    assert noise.min <= row.ratio <= noise.max


def test_runs_take_turns_and_the_first_of_each_does_not_count() -> None:
    order: list[str] = []

    def run(name: str) -> float:
        order.append(name)
        return float(len(order))

    samples = interleaved(partial(run, "a"), partial(run, "b"), 3)
    assert "".join(order) == "ab" + "abbaab"
    assert (samples.ours, samples.yardstick) == ([3.0, 6.0, 7.0], [4.0, 5.0, 8.0])


def test_an_unknown_name_is_a_plain_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["first-paint", "second-paint"]) == 2
    said = capsys.readouterr()
    assert said.err == "There is no bench “second-paint”; --list shows them all.\n"
    assert said.out == ""


def test_list_measures_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [each.name for each in BENCHES]


def test_json_has_the_rows_and_the_machine(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    made = [bench(Samples([3.0, 3.0], [2.0, 1.0], {"seconds": 1.0}), Goal(9))]
    assert main(["given", "--json", str(file)], made) == 0
    content = json.loads(file.read_text("utf-8"))
    assert set(content) == {"machine", "rows"}
    (row,) = content["rows"]
    assert set(row) >= ROW
    assert (row["name"], row["value"], row["unit"]) == ("given", 3.0, "s")
    assert (row["yardstick"], row["ratio"], row["goal"], row["holds"]) == (1.5, 2.25, 9, True)
    assert row["noise"]["yardstick"] == {"min": 1.0, "median": 1.5, "max": 2.0}
    assert row["details"] == {"seconds": 1.0}
    assert content["machine"]["cpus"] == os.cpu_count()
    assert content["machine"]["python"].endswith(".".join(map(str, sys.version_info[:3])))
    assert content["machine"]["numpy"]


def test_only_strict_ends_with_one_for_a_missed_goal(capsys: pytest.CaptureFixture[str]) -> None:
    made = [bench(Samples([3.0], [1.0]), Goal(2))]
    assert main(["given"], made) == 0
    assert main(["given", "--strict"], made) == 1
    assert "MISSED (goal: ratio ≤ 2)" in capsys.readouterr().out


def test_what_cannot_be_measured_says_why_and_the_others_go_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_: Plan) -> Samples:
        raise BenchProblem("The server did not answer.")

    broken = Bench("broken", "x", "", "s", Goal(1), 1, fail)
    assert main([], [broken, bench(Samples([1.0]))]) == 1
    said = capsys.readouterr().out
    assert "NOT MEASURED  The server did not answer." in said
    assert "given" in said
    row = measured(broken)
    assert (row.value, row.holds) == (None, False)
    assert json.loads(document([row]))["rows"][0]["problem"] == "The server did not answer."


@pytest.mark.parametrize("words", [["--runs", "0"], ["--runs", "few"], ["--jsno", "x"]])
def test_arguments_that_make_no_sense_are_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2


def test_it_starts_by_its_folder_as_dev_starts_it() -> None:
    answer = subprocess.run(
        [sys.executable, str(BENCH), "nothing"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PYTHONPATH": str(BENCH.parents[1]), "PYTHONUTF8": "1"},
    )
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("There is no bench “nothing”")


def test_the_store_takes_bars_and_gives_them_back(tmp_path: Path) -> None:
    small = Bench("store", "small", "sqlite", "s", None, 2, partial(storing.store, bars=5_000))
    stored = measured(small)
    assert stored.problem == ""
    assert stored.value is not None
    assert stored.value > 0
    assert stored.runs == 2
    read = storing.read(Plan(3, tmp_path), listings=2, days=30, rounds=1)
    assert (len(read.ours), len(read.yardstick)) == (3, 3)
    row = row_of(small, read)
    assert row.ratio is not None
    assert row.ratio > 0
    assert "(median of pairwise ratios of 3)" in told(row)


def test_a_side_may_take_part_in_the_first_turns_only() -> None:
    order: list[str] = []
    sides = {name: partial(order.append, name) for name in "abc"}
    found = in_turns(sides, 3, {"c": 2})
    assert "".join(order) == "abc" + "cba" + "ab"
    assert [len(each) for each in found.values()] == [3, 3, 2]


def test_peers_are_told_by_how_many_times_faster_ours_is() -> None:
    # Ours was disturbed in the second run, and so was the peer beside it.
    peers = [
        Beside("near", [30.0, 300.0], 400.0, least=2),
        Beside("far", [30.0], 31.0, least=5),
        Beside("shown only", [1.0], 1.0),
        Beside("absent", least=2, problem="There is no npm."),
    ]
    given = Samples([10.0, 100.0, 10.0], [10.0, 100.0, 10.0], peers=peers)
    row = row_of(bench(given, Goal(1.5)), given)
    near, far, only, absent = row.peers
    assert (near.value, near.p95, near.times, near.holds) == (165.0, 400.0, 3.0, True)
    assert (far.times, far.holds, only.times, only.holds) == (3.0, False, 0.1, None)
    assert (absent.value, absent.holds, absent.problem) == (None, None, "There is no npm.")
    assert (row.holds, row.missed) == (True, True)
    said = told(row)
    assert "165 s  p95 400  ours 3 times faster  holds (goal: ≥ 2)" in said
    assert "ours 3 times faster  MISSED (goal: ≥ 5)" in said
    assert "NOT MEASURED  There is no npm." in said
    assert json.loads(document([row]))["rows"][0]["peers"][0]["times"] == 3.0
    assert main(["given", "--strict"], [bench(given)]) == 1


def test_a_peer_without_runs_is_a_fault() -> None:
    given = Samples([1.0], peers=[Beside("other")])
    with pytest.raises(ValueError, match="1 runs beside 0 of other"):
        row_of(bench(given), given)


def test_the_percentile_is_the_nearest_rank() -> None:
    times = times_of([float(each) for each in range(60, 0, -1)])
    assert (times.median, times.p95) == (30.5, 57.0)
    assert times_of([4.0]) == times_of([4.0, 4.0])
    with pytest.raises(ValueError, match="no frame"):
        times_of([])


@given(st.integers(1, 10**6), st.data())
def test_views_stay_within_the_bars_and_no_two_are_the_same(
    count: int, data: st.DataObject
) -> None:
    shown, frames = data.draw(st.integers(1, count)), data.draw(st.integers(2, 60))
    found = views(count, shown, frames)
    assert len(set(found)) == frames
    for left, right in found:
        assert -1e-6 <= left < right <= count + 1e-6
        if shown < count:
            assert right - left == pytest.approx(shown)
        else:
            assert right - left >= 0.99 * count


def test_a_view_of_more_bars_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="11 of 10 bars"):
        views(10, 11)


def test_a_walk_is_the_same_for_everyone(tmp_path: Path) -> None:
    table = walk(500)
    write_walk(tmp_path / "bars", table)
    assert np.array_equal(read_walk(tmp_path / "bars"), table)
    assert np.array_equal(walk(500), table)
    stamps, opened, high, low, close, volume = table
    assert np.all(np.diff(stamps) == 60)
    assert np.all((low > 0) & (low <= np.minimum(opened, close)))
    assert np.all((high >= np.maximum(opened, close)) & (volume >= 0))


def test_a_frame_ends_with_its_one_paint(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    from painting import Painted, frame, frames, shown

    widget = QWidget()
    qtbot.addWidget(widget)
    shown(widget)
    painted = Painted(widget)
    assert len(frames(painted, [widget.update] * 5, warm=2)) == 3
    assert painted.times == 5
    with pytest.raises(RuntimeError, match="not painted"):
        frame(painted, lambda: None)


def one(samples: Samples) -> float:
    """Judge one run of ours beside one of the yardstick, which must both have taken time."""
    row = row_of(bench(samples, Goal(1e9)), samples)
    assert row.holds
    assert (row.runs, len(samples.yardstick)) == (1, 1)
    assert row.yardstick
    assert set(samples.details) == {"p95", "p95 yardstick"}
    assert row.value
    assert samples.details["p95"] >= row.value
    return row.value


def test_a_chart_pans_beside_an_empty_plot_and_peers(tmp_path: Path) -> None:
    jobs: list[Mapping[str, Any]] = []

    def paint(job: Mapping[str, Any]) -> Sequence[float]:
        jobs.append(job)
        return [1e9, 3e9]

    def fail(_: Mapping[str, Any]) -> Sequence[float]:
        raise BenchProblem("The page failed.")

    peers = (Peer("other", paint), Peer("broken", fail), Peer("absent", fail, "No npm."))
    goals = {"other": 2.0, "absent": 2.0}
    samples = charts.view(Plan(1, tmp_path, peers), bars=400, shown=100, goals=goals, frames=4)
    assert one(samples) < 1e9
    (job,) = jobs
    assert (job["work"], job["count"], job["shown"], job["frames"]) == ("view", 400, 100, 4)
    assert np.array_equal(read_walk(Path(job["bars"])), walk(400))
    other, broken, absent = row_of(bench(samples), samples).peers
    assert (other.value, other.p95, other.holds) == (2e9, 3e9, True)
    assert (broken.value, broken.problem) == (None, "The page failed.")
    assert (absent.least, absent.problem) == (2.0, "No npm.")


def test_a_chart_is_painted_first_ticks_and_switches(tmp_path: Path) -> None:
    one(charts.first(Plan(1, tmp_path), bars=300, goals={}))
    studies = {"panes": ("volume", "rsi"), "overlays": ("sma", "ema", "bollinger")}
    one(charts.tick(Plan(1, tmp_path), bars=300, shown=100, frames=4, **studies))
    one(charts.switch(Plan(1, tmp_path), days=300, frames=4))


BROWSER = """#!{python}
import json, sys, urllib.request
base = sys.argv[-1]
opener = urllib.request.build_opener(urllib.request.ProxyHandler({{}}))
get = lambda name: opener.open(base + name).read()
assert b"<!doctype html>" in get("") and get("lightweight-charts.js") == b"library"
told = {{"frames": [float(len(get("bars"))), json.loads(get("job"))["warm"]]}}
opener.open(base + "told", data=json.dumps({answer}).encode())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize("fails", [False, True])
def test_the_page_gets_job_and_bars_and_tells_its_frames(tmp_path: Path, fails: bool) -> None:
    answer = '{"problem": "out of memory"}' if fails else "told"
    browser, library, bars = (tmp_path / name for name in ("browser", "library", "bars"))
    browser.write_text(BROWSER.format(python=sys.executable, answer=answer), encoding="utf-8")
    browser.chmod(0o700)
    library.write_bytes(b"library")
    write_walk(bars, walk(10))
    if fails:
        with pytest.raises(BenchProblem, match="the page failed: out of memory"):
            frames_in(browser, library, {"warm": 3}, bars)
    else:
        assert frames_in(browser, library, {"warm": 3}, bars) == [480.0, 3.0]


def test_peers_that_cannot_be_installed_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "cache").write_text("a file where a folder should be")
    found = {peer.name: peer for peer in prepared(tmp_path / "cache")}
    assert list(found) == [FINPLOT, LIGHTWEIGHT, UNCOMPOSED, CONFLATING]
    assert found[FINPLOT].problem.startswith("It can't be installed here: ")
    assert "there is no Chromium" in found[LIGHTWEIGHT].problem
    assert found[CONFLATING].problem == found[LIGHTWEIGHT].problem


def test_goals_beside_peers_are_about_peers_that_there_are() -> None:
    named = {
        name
        for each in BENCHES
        if isinstance(each.measure, partial)
        for name in each.measure.keywords.get("goals", ())
    }
    assert named == {FINPLOT, LIGHTWEIGHT}

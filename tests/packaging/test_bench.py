"""The figures: how they are computed and told, and the benches of the store in small."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import storing
from benches import BENCHES
from command import document, main, measured, told
from figures import Bench, BenchProblem, Goal, Plan, Samples, row_of
from interleave import interleaved

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

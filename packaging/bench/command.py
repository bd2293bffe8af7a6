"""The command line of the figures: which to measure, and how they are told."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benches import BENCHES
from figures import Bench, BenchProblem, Peer, PeerRow, Plan, Row, row_of, row_of_problem
from gridwatch.domain.problem import Problem
from machine import facts
from peers import cache_folder, prepared

OK, MISSED, WRONG_USE = 0, 1, 2


def main(words: Sequence[str], benches: Sequence[Bench] = BENCHES) -> int:
    """Measure what was named, all where nothing was; return the exit code.

    0 also where a goal is missed, unless --strict was given; 1 where a bench could not be measured;
    2 for a name that is none.
    """
    asked = _parser().parse_args(words)
    known = {bench.name: bench for bench in benches}
    unknown = [name for name in asked.names if name not in known]
    if unknown:
        print(f"There is no bench “{unknown[0]}”; --list shows them all.", file=sys.stderr)
        return WRONG_USE
    chosen = [known[name] for name in asked.names] or list(benches)
    if asked.list:
        print("\n".join(f"{bench.name:<23}{bench.sentence}" for bench in chosen))
        return OK
    peers = prepared(cache_folder()) if asked.peers else ()
    rows = []
    for bench in chosen:
        rows.append(measured(bench, asked.runs, peers))
        print(told(rows[-1]), flush=True)
    if asked.json is not None:
        asked.json.write_text(document(rows), encoding="utf-8")
    missed = asked.strict and any(row.missed for row in rows)
    return MISSED if missed or any(row.problem for row in rows) else OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("dev.py bench", description="Measure against yardsticks.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a bench; all without one")
    parser.add_argument("--list", action="store_true", help="show the benches and leave")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there as well")
    parser.add_argument("--runs", type=_at_least_one, help="how often, in place of each one's own")
    parser.add_argument(
        "--peers", action="store_true", help="install other programs in a cache, run them beside"
    )
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a goal is missed")
    return parser


def _at_least_one(word: str) -> int:
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError("at least one run")
    return number


def measured(bench: Bench, runs: int | None = None, peers: Sequence[Peer] = ()) -> Row:
    """Measure one bench in a new folder; a problem becomes its row, and the others go on."""
    with tempfile.TemporaryDirectory(prefix="gridwatch-bench-") as folder:
        try:
            return row_of(bench, bench.measure(Plan(runs or bench.runs, Path(folder), peers)))
        except (BenchProblem, Problem, OSError) as problem:
            return row_of_problem(bench, str(problem))


def told(row: Row) -> str:
    """Say a row in a line or a few: the figure, the yardstick, the verdict, the noise."""
    if row.problem:
        return f"{row.name:<23}NOT MEASURED  {row.problem}"
    verdict = {None: "no goal", True: "holds", False: "MISSED"}[row.holds]
    if row.goal is not None:
        verdict += f" (goal: {row.goal_of} ≤ {row.goal:g})"
    parts = [f"{row.name:<23}{_number(row.value)} {row.unit}"]
    if row.yardstick is not None:
        parts.append(f"yardstick {_number(row.yardstick)}")
    if row.ratio is not None:
        parts.append(f"ratio {row.ratio:.2f} ({row.ratio_is} of {row.runs})")
    lines = ["  ".join([*parts, verdict])]
    lines += [
        f"  {name:<19}{_number(each.min)} / {_number(each.median)} / {_number(each.max)}"
        "  (min / median / max)"
        for name, each in row.noise.items()
        if row.runs > 1
    ]
    lines += [f"  {name:<43}{_number(value)}" for name, value in row.details.items()]
    return "\n".join([*lines, *(_told_beside(each, row.unit) for each in row.peers)])


def _told_beside(peer: PeerRow, unit: str) -> str:
    if peer.problem:
        return f"  {peer.name:<43}NOT MEASURED  {peer.problem}"
    said = f"  {peer.name:<43}{_number(peer.value)} {unit}"
    if peer.p95 is not None:
        said += f"  p95 {_number(peer.p95)}"
    said += f"  ours {_number(peer.times)} times faster"
    if peer.least is None:
        return said
    return f"{said}  {'holds' if peer.holds else 'MISSED'} (goal: ≥ {peer.least:g})"


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"


def document(rows: Sequence[Row]) -> str:
    """Return the JSON document: {"machine": {…}, "rows": [{name, value, unit, …}]}."""
    content = {"machine": facts(), "rows": [asdict(row) for row in rows]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

"""How soon the window tells of a firing, from the tick that made it, in a market that is busy."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from children import asked, script
from figures import BenchProblem, Plan, Samples
from gridwatch.domain.alert.condition import Relation, Term
from gridwatch.domain.alert.measure import Measure, Slack
from gridwatch.domain.alert.rule import Basis, Rule, Scope, Subject
from gridwatch.domain.company import Company
from gridwatch.places import Profile, find_profile
from gridwatch.services.profiles import market_reader
from gridwatch.store.database import open_user, transaction
from gridwatch.store.market.quotes import all_quotes
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.firings import Firing, firings
from gridwatch.store.user.rules import add_rule
from smoothness import Heard, heard, told
from warm_profile import make_warm_profile

SYMBOLS = 10
# Those that rise and fall by 3 % within three minutes, and how far levels reach for all others.
PULSING, PULSE, CALM = ("601179.SS", "600487.SS"), 0.03, 0.003
LEVELS = 30
FEWEST = 100
# What the window needs to start, about.
STARTING_SECONDS = 7.0
MOST = 100_000


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds from a tick to the call of the tray, and to the painted banner."""

    tray: float
    banner: float


@dataclass(frozen=True, slots=True)
class Run:
    """What one run found: latencies, ticks a second, and the timers of the window and idle."""

    latencies: Sequence[Latency]
    rate: float
    window: Heard
    idle: Heard


def alert_told(plan: Plan, *, companies: int, ticks: int, seconds: float) -> Samples:
    """Find the p99 of the milliseconds from a tick to the painted banner, run by run.

    A firing is counted from the first tick beyond its level, which may be some ticks before the one
    that was looked at. An idle event loop runs beside the window all the time: what it misses is
    the machine's.
    """
    runs = [
        _run(plan.folder / f"run-{number}", companies, ticks, seconds)
        for number in range(plan.runs)
    ]
    return Samples([_at(each, 0.99, "banner") for each in runs], details=_details(runs))


def _details(runs: Sequence[Run]) -> dict[str, float]:
    shares = {"p50": 0.5, "p99": 0.99, "max": 1.0}
    return {
        **{
            f"{name} {way}": max(_at(each, share, way) for each in runs)
            for way in ("tray", "banner")
            for name, share in shares.items()
        },
        "firings": sum(len(each.latencies) for each in runs),
        "ticks a second": min(each.rate for each in runs),
        **_gaps([each.window for each in runs], ""),
        **_gaps([each.idle for each in runs], " yardstick"),
    }


def _gaps(runs: Sequence[Heard], whose: str) -> dict[str, float]:
    return {f"longest gap{whose}": max(max(each.gaps) for each in runs), **told(runs, whose)}


def _at(run: Run, share: float, way: str) -> float:
    ordered = sorted(getattr(each, way) for each in run.latencies)
    return float(ordered[int((len(ordered) - 1) * share)])


def _run(folder: Path, companies: int, ticks: int, seconds: float) -> Run:
    profile = _profile(folder, companies)
    symbols = _with_rules(profile)
    log, pace = folder / "ticks.txt", len(symbols) / ticks
    words = [str(profile.root), str(log), str(pace), str(seconds), *symbols]
    with ThreadPoolExecutor(1) as beside:
        idle = beside.submit(asked, script("idle_ticks.py", str(STARTING_SECONDS), str(seconds)))
        window = asked(script("told_window.py", *words))
        alone = idle.result()
    began, series = window["began"], _read(log)
    latencies = _latencies(profile, window, series)
    if len(latencies) < FEWEST:
        raise BenchProblem(f"Only {len(latencies)} firings were told in {seconds:.0f} s.")
    rate = sum(began <= at < began + seconds for each in series.values() for at, _ in each)
    return Run(latencies, rate / seconds, heard(window), heard(alone))


def _profile(folder: Path, companies: int) -> Profile:
    make_warm_profile(folder, companies)
    return find_profile(folder, demo=True)


def _with_rules(profile: Profile) -> tuple[str, ...]:
    """Set rules on prices close to each other, both ways; return the symbols that they watch."""
    with closing(open_user(profile.user_db)) as user, market_reader(profile) as market:
        if market is None:
            raise BenchProblem("The profile has no prices.")
        quotes = all_quotes(market)
        chosen = sorted(
            (each for each in all_companies(user).values() if each.primary in quotes),
            key=lambda each: each.primary not in PULSING,
        )[:SYMBOLS]
        with transaction(user):
            for each in chosen:
                reach = PULSE if each.primary in PULSING else CALM
                for rule in _rules(each, quotes[each.primary].price, reach):
                    add_rule(user, rule)
    return tuple(each.primary for each in chosen)


def _rules(company: Company, price: float, reach: float) -> Sequence[Rule]:
    now = datetime.now(UTC)
    steps = [2 * each / (LEVELS - 1) - 1 for each in range(LEVELS)]
    levels = dict.fromkeys(Decimal(f"{price * (1 + reach * each):.3f}") for each in steps)
    return [
        Rule(
            0,
            Subject(Scope.COMPANY, company.id),
            Term(Measure.PRICE, relation, level),
            now,
            now,
            basis=Basis.LAST,
            slack=Slack(Decimal(0)),
        )
        for level in levels
        for relation in (Relation.AT_LEAST, Relation.AT_MOST)
    ]


Series = Mapping[str, Sequence[tuple[float, float]]]


def _read(log: Path) -> Series:
    """Return the ticks of each symbol: times and prices, in the order in which they came."""
    found: dict[str, list[tuple[float, float]]] = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        symbol, price, at = line.split()
        found.setdefault(symbol, []).append((float(at), float(price)))
    return found


def _latencies(profile: Profile, window: Mapping[str, Any], series: Series) -> list[Latency]:
    with closing(open_user(profile.user_db)) as user:
        logged = {str(each.id): each for each in firings(user, MOST)}
    found = []
    for number, (tray, banner) in window["told"].items():
        at = _crossed_at(logged[number], series)
        if at >= window["began"]:
            found.append(Latency((tray - at) * 1000, (banner - at) * 1000))
    return found


def _crossed_at(firing: Firing, series: Series) -> float:
    """Return the time of the first tick of those beyond the level that led to a firing."""
    ticks = series.get(firing.symbol, ())
    at = firing.reached_at.timestamp()
    sign = 1 if ">=" in firing.condition else -1
    place = bisect_right(ticks, (at + 1e-4, 0.0)) - 1
    while place >= 0 and sign * (ticks[place][1] - float(firing.level)) >= 0:
        at = ticks[place][0]
        place -= 1
    return at

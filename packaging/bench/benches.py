"""The table of all benches: a new figure is one entry here."""

from __future__ import annotations

from functools import partial

import alerts
import board
import calibration
import charts
import fetching
import notes
import smoothness
import starting
import storing
import telling
from figures import Bench, Goal
from peers import FINPLOT, LIGHTWEIGHT

MILLION = 1_000_000
TWENTY_YEARS = 5_040  # days of trading

BENCHES = (
    Bench(
        "first-paint",
        "process start to the first painted watchlist, 60 companies, warm store",
        "a bare PySide6 window with a table of 60 rows",
        "s",
        Goal(1.6),
        15,
        starting.first_paint,
    ),
    Bench(
        "first-chart",
        "process start to the first painted chart, 60 companies, warm store",
        "a bare pyqtgraph window with a curve of 2,500 points",
        "s",
        Goal(1.3),
        15,
        starting.first_chart,
    ),
    Bench(
        "first-fill",
        "50 listings × 10 years from the loopback Yahoo into SQLite",
        "yf.download(period='10y', threads=True) of the same listings",
        "s",
        Goal(0.5),
        5,
        partial(fetching.first_fill, listings=50),
    ),
    Bench(
        "first-fill-requests",
        "requests for the first fill of 50 listings",
        "",
        "requests",
        Goal(58, "value"),
        1,
        partial(fetching.first_fill_requests, listings=50),
    ),
    Bench(
        "quote-requests",
        "quote requests for one refresh of 60 listings",
        "",
        "requests",
        Goal(1, "value"),
        1,
        partial(fetching.quote_requests, listings=60),
    ),
    Bench(
        "store-bars",
        "storing 1,000,000 bars, each listing in its transaction",
        "one sqlite3.executemany of the same rows",
        "s",
        Goal(1.3),
        5,
        partial(storing.store, bars=1_000_000),
    ),
    Bench(
        "read-bars",
        "reading ten years of one listing into numpy",
        "fetchall of the raw query",
        "ms",
        Goal(2.0),
        15,
        partial(storing.read, listings=20, days=2_500, rounds=3),
    ),
    Bench(
        "window-gap",
        "longest gap of a 10 ms timer in the window while 50 listings load",
        "an event loop alone beside the same collector",
        "ms",
        Goal(33, "value"),
        5,
        partial(smoothness.window_gap, listings=50),
    ),
    Bench(
        "memory",
        "the window's process at its peak, list of 60 and chart painted",
        "a bare pyqtgraph window with a curve of 2,500 points",
        "MiB",
        None,
        3,
        starting.memory,
    ),
    Bench(
        "chart-200",
        "a frame of 200 of 1,000,000 bars, candles and volumes",
        "an empty pyqtgraph plot panned the same way",
        "ms",
        Goal(1.5),
        5,
        partial(charts.view, bars=MILLION, shown=200, goals={FINPLOT: 2, LIGHTWEIGHT: 2}),
    ),
    Bench(
        "chart-20000",
        "a frame of 20,000 of 1,000,000 bars, candles and volumes",
        "an empty pyqtgraph plot panned the same way",
        "ms",
        None,
        5,
        partial(charts.view, bars=MILLION, shown=20_000, goals={LIGHTWEIGHT: 5}),
    ),
    Bench(
        "chart-1000000",
        "a frame of all of 1,000,000 bars, candles and volumes",
        "an empty pyqtgraph plot zoomed the same way",
        "ms",
        None,
        5,
        partial(charts.view, bars=MILLION, shown=MILLION, goals={LIGHTWEIGHT: 100}, peer_runs=1),
    ),
    Bench(
        "chart-first",
        "from 1,000,000 bars in memory to their first paint, candles and volumes",
        "the first paint of an empty pyqtgraph plot",
        "ms",
        None,
        9,
        partial(charts.first, bars=MILLION, goals={LIGHTWEIGHT: 20}),
    ),
    Bench(
        "chart-tick",
        "from a tick on the last bar to its paint, two panes and three overlays",
        "the repaint of an empty pyqtgraph plot",
        "ms",
        Goal(3, "value"),
        5,
        partial(
            charts.tick,
            bars=TWENTY_YEARS,
            shown=250,
            panes=("volume", "rsi"),
            overlays=("sma", "ema", "bollinger"),
        ),
    ),
    Bench(
        "chart-switch",
        "from the choice of a company to its paint, 20 years of days from the store",
        "fetchall of the same rows and the repaint of an empty pyqtgraph plot",
        "ms",
        Goal(50, "value"),
        5,
        partial(charts.switch, days=TWENTY_YEARS),
    ),
    Bench(
        "milestone-board",
        "the board of 60 companies with four rungs each, ten years of days, from the store",
        "fetchall of the closes of all of them",
        "s",
        Goal(1, "value"),
        5,
        partial(board.board, companies=60, days=2_520),
    ),
    Bench(
        "milestone-calibration",
        "Brier score of chances to touch +10, +25, +50 % in 3, 6, 12 months, on real histories",
        "the base rate of each horizon and barrier, known beforehand",
        "Brier",
        Goal(1.0),
        1,
        calibration.calibration,
    ),
    Bench(
        "alert-rules",
        "10,000 alert rules on new quotes of 500 listings",
        "a plain loop of 10,000 comparisons",
        "ms",
        Goal(20, "value"),
        11,
        partial(alerts.round_of_quotes, companies=500, rules=10_000),
    ),
    Bench(
        "alert-year",
        "a year of days of 500 companies caught up, 1,000 alert rules",
        "fetchall of the stored bars",
        "s",
        Goal(2, "value"),
        5,
        partial(alerts.missed_year, companies=500, rules=1_000),
    ),
    Bench(
        "alert-told",
        "p99 from a tick to the painted notification, 60 companies, 200 ticks a second",
        "",
        "ms",
        Goal(250, "value"),
        1,
        partial(telling.alert_told, companies=60, ticks=200, seconds=60),
    ),
    Bench(
        "notes-search",
        "p95 of searching 10,000 entries and 50,000 pieces of evidence at each key that is typed",
        "FTS5's own ranked query of the same words with its snippets",
        "ms",
        Goal(30, "value"),
        5,
        partial(notes.search, entries=10_000, evidence=50_000),
    ),
    Bench(
        "thesis-open",
        "reading the claims, evidence and revisions of one of 50 companies, 1,000 pieces each",
        "fetchall of the raw queries",
        "ms",
        Goal(50, "value"),
        15,
        partial(notes.opening, entries=1_000, evidence=50_000),
    ),
    Bench(
        "entry-save",
        "saving an entry of 2,000 letters among 10,000 while it is written",
        "an UPDATE of its text",
        "ms",
        Goal(50, "value"),
        15,
        partial(notes.saving, entries=10_000, evidence=10_000, letters=2_000),
    ),
    Bench(
        "entry-save-long",
        "saving an entry of 200,000 letters among 10,000 while it is written",
        "an UPDATE of its text",
        "ms",
        Goal(100, "value"),
        15,
        partial(notes.saving, entries=10_000, evidence=10_000, letters=200_000),
    ),
)

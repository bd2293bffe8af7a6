"""The words of firings: what happened, with the evidence, in English without Qt."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from gridwatch.cli.voice import PlainPhrases
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.sight import Sight, Spot
from gridwatch.domain.letter import Failure, Letter
from gridwatch.store.user.firings import Evidence, Firing
from gridwatch.wording.failures import failure_words
from gridwatch.wording.firings import headline_words, how_words, why_words
from gridwatch.wording.letters import MOST, letter_of, trial_letter
from tests.told import AT, FIRING

PLAIN = PlainPhrases()
SHANGHAI = 8 * 3600


def letter(*firings: Firing, simulated: bool = False) -> Letter:
    return letter_of(firings, PLAIN, lambda _: SHANGHAI, simulated=simulated)


def test_a_firing_comes_with_all_its_evidence() -> None:
    told = letter(FIRING)
    assert told.title == "GridWatch: China XD reached 14bn USD"
    assert told.body.splitlines() == [
        "2026-03-02 09:45 at the exchange (live)",
        "19.62 CNY × 5,126,000,000 shares (as of 2025-12-31, Yahoo) × CNY/USD 0.1389 of 2026-03-02",
        "Since 2026-01-05: +16.8%, of which price +12.5%, shares +0.0%, rate +4.3%",
    ]


def test_what_happened_while_closed_and_is_over_is_said() -> None:
    missed = replace(
        FIRING, sight=Sight.BAR, spot=Spot.HIGH, held=False, move=None, rule_name="My rule"
    )
    assert letter(missed).body.splitlines() == [
        "2026-03-02 at the exchange (while closed, touched by the day's high)",
        why_words(missed, PLAIN),
        "The condition no longer holds.",
        "My rule",
    ]
    assert how_words(replace(FIRING, spot=Spot.LOW)) == "touched by the day's low"


def test_several_firings_are_a_list_the_newest_first() -> None:
    many = [
        replace(FIRING, id=n, name=f"C{n}", reached_at=AT + timedelta(minutes=n))
        for n in range(MOST + 3)
    ]
    told = letter(*many, simulated=True)
    assert told.title == "GridWatch: 15 alerts [simulated]"
    parts = told.body.split("\n\n")
    assert parts[0].startswith("C14 reached 14bn USD\n")
    assert parts[-1] == "And 3 more: they are in the log of GridWatch."
    assert len(parts) == MOST + 1
    assert len(told.body) < 4000


@pytest.mark.parametrize(
    ("measure", "level", "value", "unit", "condition", "words"),
    [
        (Measure.CAP, "1e11", 9.9e10, "CNY", "cap <= 100bn CNY", "X fell to 100bn CNY"),
        (Measure.CAP, "1e11", 1e11, "CNY", "cap <= 100bn CNY", "X fell to 100bn CNY"),
        (Measure.CAP, "1e11", 1e11, "CNY", "cap >= 100bn CNY", "X reached 100bn CNY"),
        (Measure.PRICE, "20", 20.5, "CNY", "price >= 20", "X rose to a price of 20.00 CNY"),
        (Measure.DAY, "-5", -5.2, "", "day <= -5%", "X moved -5.2% in a day"),
        (Measure.DRAWDOWN, "20", 20.4, "", "drawdown >= 20%", "X fell 20.4% below its high"),
        (Measure.GAIN, "50", 51, "", "gain(2026-01-01) >= 50%", "X has moved +51.0%"),
        (Measure.VOLUME, "3", 3.4, "", "volume >= 3x", "X: volume 3.40 times its average"),
        (Measure.AVERAGE, "0", -0.1, "", "sma(50,200) <= 0%", "X fell below its moving average"),
        (Measure.RSI, "70", 71.2, "", "rsi >= 70", "X: RSI rose to 71.20"),
        (Measure.DISTANCE, "5", 4.8, "", "distance <= 5%", "X is 4.8% away from its target"),
        (Measure.RATE, "7.3", 7.31, "USDCNY", "rate(USDCNY) >= 7.3", "X rose to 7.3"),
        (Measure.STALE, "3", 3, "", "stale >= 3", "X: no new quote for 3 sessions"),
    ],
)
def test_every_measure_has_a_headline(
    measure: Measure, level: str, value: float, unit: str, condition: str, words: str
) -> None:
    firing = replace(
        FIRING,
        name="X",
        measure=measure,
        level=Decimal(level),
        value=value,
        unit=unit,
        condition=condition,
    )
    assert headline_words(firing, PLAIN) == words


@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize("falls", [True, False])
def test_no_measure_is_without_words(measure: Measure, falls: bool) -> None:
    firing = replace(FIRING, measure=measure, value=1.0 if falls else 9e15)
    assert "{" not in headline_words(firing, PLAIN)


def test_evidence_that_is_not_there_is_left_out() -> None:
    assert why_words(replace(FIRING, evidence=Evidence()), PLAIN) == ""
    price = Evidence(price=19.6, price_currency="CNY")
    assert why_words(replace(FIRING, evidence=price), PLAIN) == "Price 19.60 CNY"
    same = replace(FIRING, unit="CNY")
    assert "CNY/" not in why_words(same, PLAIN)
    several = Evidence(terms=(("cap >= 1bn", 2e9), ("day >= 5%", 6.0)))
    assert FIRING.condition in letter(replace(FIRING, evidence=several)).body


def test_every_failure_has_a_sentence_that_ends() -> None:
    codes = [*(each for each in Failure if each), "status 401", "status 429", "status 500", "odd"]
    told = [failure_words(each) for each in codes]
    assert all(each.endswith(".") for each in told)
    assert len(set(told)) == len(told) - 1  # what is not known is refused
    assert failure_words("") == ""


def test_a_test_says_what_it_is() -> None:
    assert trial_letter(simulated=True).title == "GridWatch: This is a test [simulated]"


def test_the_words_need_no_qt() -> None:
    program = (
        "import sys\nimport gridwatch.wording.letters, gridwatch.wording.failures\n"
        "print([each for each in sys.modules if each.startswith('PySide6')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_price_is_not_explained_by_shares() -> None:
    firing = replace(FIRING, measure=Measure.PRICE, level=Decimal(19), value=19.62, unit="CNY")
    assert letter(firing).body.splitlines() == [
        "2026-03-02 09:45 at the exchange (live)",
        "Price 19.62 CNY",
        "Since 2026-01-05: +16.8%",
    ]

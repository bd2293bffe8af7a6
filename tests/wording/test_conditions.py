"""Conditions in words: every measure both ways, groups, and how far a value has to come back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gridwatch.cli.voice import PlainPhrases
from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.measure import Slack
from gridwatch.wording.conditions import back_words, condition_words, when_words

PHRASES = PlainPhrases()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cap >= 100bn CNY", "the market cap reaches 100bn CNY"),
        ("cap <= 100bn CNY", "the market cap falls to 100bn CNY"),
        ("price >= 12.5", "the price reaches 12.50"),
        ("price <= 12.5 EUR", "the price falls to 12.50 EUR"),
        ("day >= 5%", "the day's change is +5% or more"),
        ("day <= -5.25%", "the day's change is -5.25% or less"),
        ("drawdown(52w) >= 20%", "the price is 20% or more below its high of 52 weeks"),
        ("drawdown(all) <= 5%", "the price is within 5% of its high of all time"),
        (
            "drawdown(2025-01-02) >= 20%",
            "the price is 20% or more below its high since 2025-01-02",
        ),
        ("gain(2025-01-02) >= 50%", "the gain since 2025-01-02 is +50% or more"),
        ("gain(2025-01-02) <= 0%", "the gain since 2025-01-02 is +0% or less"),
        ("volume(20) >= 3x", "the volume is 3 times its average of 20 sessions or more"),
        ("volume(20) <= 0.5x", "the volume is at most 0.5 times its average of 20 sessions"),
        ("sma(50) >= sma(200)", "the SMA(50) rises above the SMA(200)"),
        ("price <= ema(200)", "the price falls below the EMA(200)"),
        ("rsi(14) >= 70", "the RSI(14) rises to 70"),
        ("rsi(14) <= 30", "the RSI(14) falls to 30"),
        ("distance <= 5%", "the next target is at most 5% away"),
        ("distance >= 5%", "the next target is 5% or more away"),
        ("USDCNY >= 7.3", "USD/CNY rises to 7.3"),
        ("USDCNY <= 7.3", "USD/CNY falls to 7.3"),
        ("stale >= 3 sessions", "there has been no new quote for 3 sessions"),
        ("stale <= 3 sessions", "the quote is at most 3 sessions old"),
        ("gross_margin <= 28%", "gross_margin is 28% or less"),
        ("gross_margin >= 28.25%", "gross_margin is 28.25% or more"),
        (
            "series(backlog) <= 12.5bn CNY for 2 quarters",
            "backlog is 12.5bn CNY or less for 2 quarters",
        ),
        ("lead_time >= 40 for 3 periods", "lead_time is 40 or more for 3 figures in a row"),
        ("token_price <= 0.5 USD for 4 weeks", "token_price is 0.50 USD or less for 4 weeks"),
        ("review >= 0 days", "a claim is due for review"),
        ("review >= -7 days", "a claim is due for review within 7 days"),
        ("review >= 7 days", "a claim has been due for review for 7 days"),
        ("review <= 7 days", "a claim is at most 7 days past its review"),
        (
            "cap >= 1bn CNY and (day >= 5% or day <= -5%)",
            (
                "the market cap reaches 1bn CNY and (the day's change is +5% or more or the day's"
                " change is -5% or less)"
            ),
        ),
    ],
)
def test_every_condition_has_words(text: str, words: str) -> None:
    assert condition_words(parse_condition(text), PHRASES) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cap >= 100bn CNY", "Tell me when the market cap of China XD reaches 100bn CNY"),
        ("price <= 3 CNY", "Tell me when the price of China XD falls to 3.00 CNY"),
        ("rsi(14) >= 70", "Tell me of China XD when the RSI(14) rises to 70"),
        ("USDCNY >= 7.3", "Tell me when USD/CNY rises to 7.3"),
        (
            "cap >= 1bn CNY or day >= 5%",
            (
                "Tell me of China XD when the market cap reaches 1bn CNY or the day's change is +5%"
                " or more"
            ),
        ),
    ],
)
def test_the_sentence_names_whom_it_is_about(text: str, words: str) -> None:
    assert when_words(parse_condition(text), "China XD", PHRASES) == words


@pytest.mark.parametrize(
    ("text", "slack", "words"),
    [
        ("cap >= 1bn CNY", None, "after it has fallen 2% below"),
        ("cap <= 1bn CNY", None, "after it has risen 2% above"),
        ("cap >= 1bn CNY", Slack(Decimal("2.5"), percent=True), "after it has fallen 2.5% below"),
        ("cap >= 1bn CNY", Slack(Decimal(10**8)), "after it has fallen 100mn CNY below"),
        ("day >= 5%", None, "after it has fallen 0.5 points below"),
        ("rsi(14) <= 30", None, "after it has risen 2 above"),
        ("stale >= 3", None, "after it has no longer held"),
    ],
)
def test_how_far_it_has_to_come_back(text: str, slack: Slack | None, words: str) -> None:
    term = parse_condition(text)
    assert isinstance(term, Term)
    assert back_words(term, slack, PHRASES) == words

"""Periods as people write them: read in three languages, said in the form of the frequency."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import Frequency
from gridwatch.domain.thesis.periods import (
    EXAMPLES,
    order_told,
    parse_day,
    parse_period,
    period_text,
)

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
Q, H, Y, M, W, D = (
    Frequency.QUARTER, Frequency.HALF, Frequency.YEAR, Frequency.MONTH, Frequency.WEEK,
    Frequency.DAY,
)  # fmt: skip


@given(on=DAYS, frequency=st.sampled_from(Frequency))
def test_what_is_shown_is_read_back(on: date, frequency: Frequency) -> None:
    shown = period_text(on, frequency)
    assert parse_period(shown, frequency) == on
    assert parse_period(shown.replace(" ", ""), frequency) == on


@pytest.mark.parametrize("frequency", Frequency)
def test_the_example_of_a_frequency_is_one_of_its_periods(frequency: Frequency) -> None:
    on = parse_period(EXAMPLES[frequency], frequency)
    assert period_text(on, frequency).replace(" ", "") == EXAMPLES[frequency]


@pytest.mark.parametrize(
    ("text", "frequency", "wanted"),
    [
        ("2025Q3", Q, "2025-09-30"),
        ("2025-q3", Q, "2025-09-30"),
        ("Q3/2025", Q, "2025-09-30"),
        ("Q3'25", Q, "2025-09-30"),
        ("3Q25", Q, "2025-09-30"),
        ("3. Quartal 2025", Q, "2025-09-30"),
        ("2025年三季度", Q, "2025-09-30"),
        ("2025年第3季度", Q, "2025-09-30"),
        ("2025年三季报", Q, "2025-09-30"),
        ("２０２５Ｑ３", Q, "2025-09-30"),
        ("2025年中报", Q, "2025-06-30"),
        ("2025年半年度报告", H, "2025-06-30"),
        ("2025年年报", Q, "2025-12-31"),
        ("2025年年报", Y, "2025-12-31"),
        ("2025-09", Q, "2025-09-30"),
        ("2025-10-26", Q, "2025-10-26"),  # the end of a financial quarter
        ("2025H1", H, "2025-06-30"),
        ("1H25", H, "2025-06-30"),
        ("2025年下半年", H, "2025-12-31"),
        ("2. Halbjahr 2025", H, "2025-12-31"),
        ("2025年9月", M, "2025-09-30"),
        ("09/2025", M, "2025-09-30"),
        ("Sep-25", M, "2025-09-30"),
        ("März 2025", M, "2025-03-31"),
        ("2024/2", M, "2024-02-29"),
        ("202509", M, "2025-09-30"),
        ("KW 40/2025", W, "2025-10-05"),
        ("2025年第40周", W, "2025-10-05"),
        ("2025", Y, "2025-12-31"),
        ("FY25", Y, "2025-12-31"),
        ("2025年", Y, "2025-12-31"),
        ("31.12.2025", Y, "2025-12-31"),
        ("31.12.25", D, "2025-12-31"),
        ("12/31/2025", D, "2025-12-31"),
        ("31/12/2025", D, "2025-12-31"),
        ("5/5/2025", D, "2025-05-05"),
        ("20250930", D, "2025-09-30"),
        ("2025年9月30日", D, "2025-09-30"),
        ("30. September 2025", D, "2025-09-30"),
        ("Sep 30, 2025", D, "2025-09-30"),
        ("2025-09-30 00:00:00", D, "2025-09-30"),
        ("  2025 - Q3 ", Frequency.IRREGULAR, "2025-09-30"),
    ],
)
def test_periods_are_read_as_people_write_them(
    text: str, frequency: Frequency, wanted: str
) -> None:
    assert parse_period(text, frequency).isoformat() == wanted


@pytest.mark.parametrize(
    ("text", "frequency", "code"),
    [
        ("", Q, "period_unreadable"),
        ("soon", M, "period_unreadable"),
        ("2025-02-30", D, "period_unreadable"),
        ("2025-W54", W, "period_unreadable"),
        ("2025Q5", Q, "period_unreadable"),
        ("9" * 1000, Y, "period_unreadable"),
        ("2025\0Q3", Q, "period_unreadable"),
        ("3/4/2025", D, "period_ambiguous"),
        ("45930", D, "period_serial"),
        ("45930.5", Q, "period_serial"),
        ("2025", Q, "period_other"),
        ("2025H1", Q, "period_other"),
        ("2025Q3", Y, "period_other"),
        ("2025Q3", M, "period_other"),
        ("2025-09", D, "period_other"),
    ],
)
def test_what_is_no_period_is_refused(text: str, frequency: Frequency, code: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_period(text, frequency)
    assert caught.value.code == code


@given(on=DAYS)
def test_the_order_of_a_date_is_told_or_asked(on: date) -> None:
    text = f"{on.day}/{on.month}/{on.year}"
    assert parse_day(text, day_first=True) == on
    assert parse_day(f"{on.month}/{on.day}/{on.year}", day_first=False) == on
    assert order_told(text) is (True if on.day > 12 else None)
    assert order_told(f"{on.month}/{on.day}/{on.year}") is (False if on.day > 12 else None)
    assert order_told(on.isoformat()) is None


@given(text=st.text(max_size=70), frequency=st.sampled_from(Frequency))
def test_any_text_is_read_or_refused_in_words(text: str, frequency: Frequency) -> None:
    try:
        assert isinstance(parse_period(text, frequency), date)
    except Problem as problem:
        assert problem.code.startswith("period_")  # noqa: PT017 - either is fine

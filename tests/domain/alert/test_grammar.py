"""Conditions as people type them: read, written back exactly, and refused at the right word."""

from __future__ import annotations

import math
import random
import re
import unicodedata
from datetime import date
from decimal import Decimal

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.alert.condition import (
    MOST_TERMS,
    Averaging,
    Condition,
    Group,
    Joint,
    Relation,
    Term,
    joined,
    terms_of,
)
from gridwatch.domain.alert.grammar import (
    MOST_DEPTH,
    MOST_LETTERS,
    GrammarProblem,
    condition_text,
    parse_condition,
)
from gridwatch.domain.alert.levels import money_text
from gridwatch.domain.alert.measure import NATURES, Measure, Unit
from gridwatch.domain.alert.vocabulary import (
    EXAMPLES,
    JOINTS,
    MEASURES,
    NAMES,
    RELATIONS,
    UNIT_WORDS,
)
from gridwatch.domain.money import ISO_CODES
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import Frequency, is_key

BN = 10**9
CODES = sorted(ISO_CODES)
UNDERSTOOD = {
    "cap >= 100 bn CNY and day >= 5%": "cap >= 100bn CNY and day >= 5%",
    "cap >= 100000000000 CNY": "cap >= 100bn CNY",
    "市值>=1000亿": "cap >= 100bn CNY",
    "市值≥1000亿元且涨跌幅≥5%": "cap >= 100bn CNY and day >= 5%",
    "总市值突破500亿港元或者价格跌破12": "cap >= 50bn HKD or price <= 12",
    "Marktkapitalisierung > 100 Mrd. CNY oder Kurs < 12,5 EUR": (
        "cap >= 100bn CNY or price <= 12.5 EUR"
    ),
    "Market Cap => HK$50bn": "cap >= 50bn HKD",
    "cap >= USD 12.5bn": "cap >= 12.5bn USD",
    "cap >= 1234567 USD": "cap >= 1234567 USD",
    "cap >= 1.5m USD": "cap >= 1.5m USD",
    "cap >= 1'500'000 CHF": "cap >= 1.5m CHF",
    "cap >= 1 125 000 000 USD": "cap >= 1125m USD",
    "ｃａｐ＞＝１００ｂｎ　CNY": "cap >= 100bn CNY",
    "price >= 1.1250": "price >= 1.1250",
    "price >= 7": "price >= 7",
    "price >= 1000亿": "price >= 100bn CNY",
    "day >= +5 %": "day >= 5%",
    "Tag <= −3,5 Prozent": "day <= -3.5%",
    "day <= -3.5": "day <= -3.5%",
    "day >= 1.125%": "day >= 1.125%",
    "day >= .5": "day >= 0.5%",
    "drawdown >= 20%": "drawdown(52w) >= 20%",
    "drawdown( all ) >= 20%": "drawdown(all) >= 20%",
    "Rückgang(26 Wochen) >= 20%": "drawdown(26w) >= 20%",
    "drawdown(2025-01-02) >= 20%": "drawdown(2025-01-02) >= 20%",
    "gain(2025-01-02) ≥ 50%": "gain(2025-01-02) >= 50%",
    "volume >= 3x": "volume(20) >= 3x",
    "成交量(50)>=2.5倍": "volume(50) >= 2.5x",
    "Volumen ≥ 3": "volume(20) >= 3x",
    "sma(50) >= sma(200)": "sma(50) >= sma(200)",
    "SMA(200) crosses  above SMA(50)": "sma(50) <= sma(200)",
    "sma(200) <= price": "price >= sma(200)",
    "price crosses below ema(26)": "price <= ema(26)",
    "ema(12) > ema(26)": "ema(12) >= ema(26)",
    "rsi >= 70": "rsi(14) >= 70",
    "RSI(7) < 30": "rsi(7) <= 30",
    "distance <= 5%": "distance <= 5%",
    "usdcny >= 7.3": "USDCNY >= 7.3",
    "USD / CNY >= 7,3": "USDCNY >= 7.3",
    "stale >= 3 sessions": "stale >= 3 sessions",
    "stale >= 3d": "stale >= 3 sessions",
    "stale >= 1 day": "stale >= 1 session",
    "veraltet >= 3 Tage": "stale >= 3 sessions",
    "停更>=3个交易日": "stale >= 3 sessions",
    "day>=5|rsi>=70&distance<=3": "day >= 5% or rsi(14) >= 70 and distance <= 3%",
    "(day>=5||rsi>=70)&&distance<=3": "(day >= 5% or rsi(14) >= 70) and distance <= 3%",
    "((day >= 5)) and (rsi >= 70 und distance <= 3)": (
        "day >= 5% and rsi(14) >= 70 and distance <= 3%"
    ),
}


@pytest.mark.parametrize(("typed", "canonical"), UNDERSTOOD.items())
def test_what_people_type_is_understood(typed: str, canonical: str) -> None:
    condition = parse_condition(typed)
    assert condition_text(condition) == canonical
    assert parse_condition(canonical) == condition


# The typed text with the offending letters between «».
REFUSED = {
    "«»": "condition_empty",
    "«   »": "condition_empty",
    "«capp» >= 5bn CNY": "condition_measure_near",
    "«foo» >= 5": "condition_measure",
    "«5» >= day": "condition_measure",
    "day «=» 5%": "condition_relation",
    "day «5»%": "condition_relation",
    "«day»": "condition_relation",
    "day «>=»": "condition_level_missing",
    "day >= «and» rsi >= 70": "condition_level_missing",
    "day >= 5% «and»": "condition_term",
    "«>=» 5": "condition_term",
    "day >= 5% «rsi» >= 70": "condition_joint",
    "day >= 5% «sma»(50) >= sma(200)": "condition_joint",
    "day >= 5% «capp» >= 3bn CNY": "condition_joint",
    "day >= 5% «<=» 7%": "condition_joint",
    "(day >= 5%) «rsi» >= 70": "condition_joint",
    "(day >= 5% or (rsi >= 70) «rsi» >= 3)": "condition_joint",
    "«(»day >= 5%": "condition_open",
    "drawdown«(»52w >= 5": "condition_open",
    "day >= 5%«)»": "condition_close",
    "day >= «nan»": "condition_level",
    "day >= «inf %»": "condition_level",
    "day >= «5 apples»": "condition_level",
    "day >= «1e3»": "condition_level",
    "stale >= «2.5 d»": "condition_level",
    "stale >= «0»": "condition_range",
    "day >= «2000%»": "condition_range",
    "rsi >= «101»": "condition_range",
    "drawdown >= «0»": "condition_range",
    "drawdown >= «-5%»": "condition_range",
    "day >= «1,500%»": "condition_ambiguous",
    "price >= «1.125 CNY»": "condition_ambiguous",
    "cap >= «0 CNY»": "amount_range",
    "cap >= «100 CNY»": "condition_range",
    f"cap >= «{10**30} CNY»": "condition_range",
    "cap >= «10000000 tn CNY»": "condition_range",
    "cap >= «-5bn CNY»": "condition_range",
    "cap >= «−5bn CNY»": "condition_range",
    "price >= «0.0000001 CNY»": "condition_range",
    "cap >= «5bn»": "condition_currency",
    "cap >= «CNY»": "condition_level",
    "cap >= 5bn «XXX»": "condition_currency_unknown",
    "cap >= 5bn «GBp»": "condition_currency_unknown",
    "cap >= 5 «zillion» CNY": "condition_currency_unknown",
    "cap >= «5bn%»": "amount_unreadable",
    "cap >= «1.2.3 CNY»": "amount_unreadable",
    "«USDXXX» >= 3": "condition_pair",
    "«USDUSD» >= 3": "condition_pair",
    "«USD/XXX» >= 3": "condition_pair",
    "«USD» >= 3": "condition_measure",
    "«gain» >= 3": "condition_argument_missing",
    "«sma» >= sma(200)": "condition_argument_missing",
    "gain(«52w») >= 3": "condition_argument",
    "gain(«2025-13-01») >= 3": "condition_argument",
    "drawdown(«0w») >= 3": "condition_argument",
    "drawdown(«52») >= 3": "condition_argument",
    "cap(«3») >= 5bn CNY": "condition_argument",
    "rsi«()» >= 30": "condition_argument",
    "rsi(«x») >= 30": "condition_argument",
    "rsi(«1») >= 30": "condition_sessions",
    f"sma(«{'9' * 1500}») >= sma(200)": "condition_sessions",
    "«sma(50) >= 3»%": "condition_averages",
    "«sma(50) >= sma(50)»": "condition_averages",
    "«sma(50) >= ema(200)»": "condition_averages",
    "«day >= sma(50)»": "condition_averages",
    "«sma(50) >= cap»": "condition_averages",
    "(" * MOST_DEPTH + "«(»day >= 5" + ")" * 9: "condition_deep",
    "day >= 5 or " * MOST_TERMS + "«day» >= 5": "condition_many",
    " " * MOST_LETTERS + "«x»": "condition_long",
}


@pytest.mark.parametrize(("marked", "code"), REFUSED.items())
def test_what_is_no_condition_is_refused_at_its_word(marked: str, code: str) -> None:
    text = marked.replace("«", "").replace("»", "")
    with pytest.raises(GrammarProblem) as refused:
        parse_condition(text)
    problem = refused.value
    assert problem.code == code
    assert f"{text[: problem.start]}«{text[problem.start : problem.end]}»{text[problem.end :]}" == (
        marked
    )
    assert "{" not in str(problem)


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_has_an_example_that_is_understood(measure: Measure) -> None:
    term = parse_condition(EXAMPLES[measure])
    assert isinstance(term, Term)
    assert term.measure is measure


@pytest.mark.parametrize(("word", "measure"), MEASURES.items())
def test_every_name_of_a_measure_is_understood(word: str, measure: Measure) -> None:
    name, rest = re.split(r"(?=[( ])", EXAMPLES[measure], maxsplit=1)
    assert name == NAMES[measure][0]
    wanted = parse_condition(EXAMPLES[measure])
    assert parse_condition(word + rest) == wanted
    assert parse_condition(word.upper() + rest) == wanted


@pytest.mark.parametrize(("word", "relation"), RELATIONS.items())
def test_every_relation_is_understood(word: str, relation: Relation) -> None:
    for text in (f"day {word} 5%", f"涨跌幅{word}5%"):
        assert parse_condition(text) == Term(Measure.DAY, relation, Decimal(5))


@pytest.mark.parametrize(("word", "joint"), JOINTS.items())
def test_every_joint_is_understood(word: str, joint: Joint) -> None:
    for text in (f"day >= 5% {word.upper()} rsi >= 70", f"涨跌幅>=5%{word}涨跌幅>=70"):
        found = parse_condition(text)
        assert isinstance(found, Group)
        assert found.joint is joint


@pytest.mark.parametrize(
    ("word", "measure"),
    [
        (word, measure)
        for measure, nature in NATURES.items()
        if measure is not Measure.AVERAGE
        for word in UNIT_WORDS.get(nature.unit, ())
    ],
)
def test_every_unit_is_understood(word: str, measure: Measure) -> None:
    quantity = EXAMPLES[measure].split(" ")[0]
    found = parse_condition(f"{quantity} >= 3 {word}")
    assert found == parse_condition(f"{quantity} >= 3{word.upper()}")
    assert isinstance(found, Term)
    assert found.level == 3


def levels(measure: Measure) -> st.SearchStrategy[Decimal]:
    nature = NATURES[measure]
    places = 0 if nature.unit in {Unit.SESSIONS, Unit.DAYS} else 6
    return st.decimals(nature.lowest, nature.highest, allow_nan=False, places=places)


DATES = st.dates(date(1900, 1, 1), date(2100, 1, 1))
LENGTHS = st.integers(2, 1000)
KEYS = st.sampled_from(
    [
        "gross_margin",
        "backlog",
        "volume",
        "or",
        "für",
        "毛利",
        "订单并额",
        "毛利_率",
        "ärger_",
        "for_half",
    ]
)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    measure = draw(st.sampled_from(Measure))
    relation = draw(st.sampled_from(Relation))
    if measure is Measure.AVERAGE:
        shorter, longer = sorted(draw(st.sets(st.integers(1, 1000), min_size=2, max_size=2)))
        kind = draw(st.sampled_from(Averaging))
        return Term(measure, relation, Decimal(0), length=shorter, longer=longer, averaging=kind)
    term = Term(measure, relation, draw(levels(measure)))
    values: dict[Measure, dict[str, object]] = {
        Measure.CAP: {"currency": draw(st.sampled_from(CODES))},
        Measure.PRICE: {"currency": draw(st.sampled_from(["", *CODES]))},
        Measure.DRAWDOWN: draw(
            st.one_of(
                st.integers(0, 2600).map(lambda weeks: {"length": weeks}),
                DATES.map(lambda since: {"since": since}),
            )
        ),
        Measure.GAIN: {"since": draw(DATES)},
        Measure.VOLUME: {"length": draw(LENGTHS)},
        Measure.RSI: {"length": draw(LENGTHS)},
        Measure.RATE: {"pair": "".join(draw(st.permutations(CODES))[:2])},
        Measure.SERIES: {
            "series": draw(KEYS),
            "currency": draw(st.sampled_from(["", "%", *CODES])),
            "length": draw(st.integers(1, 100)),
            "period": draw(st.sampled_from(Frequency)),
        },
    }
    fields = {"currency": "", "length": 0, "since": None, "pair": "", **values.get(measure, {})}
    return Term(term.measure, term.relation, term.level, **fields)  # type: ignore[arg-type]


def conditions() -> st.SearchStrategy[Condition]:
    def grouped(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        return st.builds(
            lambda joint, parts: joined(joint, tuple(parts)),
            st.sampled_from(Joint),
            st.lists(inner, min_size=1, max_size=4),
        )

    whole: st.SearchStrategy[Condition] = st.recursive(terms(), grouped, max_leaves=12)
    return whole.filter(lambda each: len(terms_of(each)) <= MOST_TERMS)


@given(conditions())
def test_a_condition_is_read_back_as_it_was_written(condition: Condition) -> None:
    text = condition_text(condition)
    assert parse_condition(text) == condition
    assert condition_text(parse_condition(text)) == text
    assert "E" not in re.sub(r"[A-Z]{3,}", "", text)  # never scientific


@given(conditions(), st.randoms(use_true_random=False))
def test_case_and_spaces_do_not_matter(condition: Condition, chance: random.Random) -> None:
    tokens = re.findall(r"[0-9][0-9-]*(?:\.[0-9]+)?|[<>]=|[^\W\d]+|\S", condition_text(condition))
    typed = ""
    for before, token in zip(["", *tokens], tokens, strict=False):
        apart = before[-1:].isalpha() and token[:1].isalpha()
        typed += chance.choice(["", " ", "\t", "\u3000 "]) or " " * apart
        typed += chance.choice([token, token.upper(), token.lower()])
    assert parse_condition(typed) == condition


WORDS = [
    *MEASURES, *JOINTS, *RELATIONS, "sma", "ema", "(", ")", "5%", "100bn CNY", "1000亿", "USDCNY",
    "nan", "-", "2025-01-01", "52w", "'", "1.", "İ", "ß", "\u0301", "\u200b", "½", "①",
]  # fmt: skip
NOISE = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=5)), max_size=30)


@given(st.one_of(st.text(), NOISE.map(" ".join), NOISE.map("".join)))
def test_any_text_is_a_condition_or_refused_within_it(text: str) -> None:
    found = condition_or_problem(text)
    if isinstance(found, GrammarProblem):
        assert 0 <= found.start <= found.end <= len(text)
        assert found.start < found.end or not text
        assert str(found)
    else:
        assert parse_condition(condition_text(found)) == found


def condition_or_problem(text: str) -> Condition | GrammarProblem:
    try:
        return parse_condition(text)
    except GrammarProblem as problem:
        return problem


SERIES = {
    "gross_margin < 28% for 2 quarters": "gross_margin < 28% for 2 quarters",
    "Gross_Margin unter 28,5 Prozent für 2 Quartale": "gross_margin < 28.5% for 2 quarters",
    "gross_margin<28%连续2个季度": "gross_margin < 28% for 2 quarters",
    "gross_margin<28%2个季度": "gross_margin < 28% for 2 quarters",
    "gross_margin < 28 2 quarters": "gross_margin < 28 for 2 quarters",
    "gross_margin < 28% for 1 period": "gross_margin < 28%",
    "gross_margin < 28% for 1 quarter": "gross_margin < 28% for 1 quarter",
    "series(backlog) >= 12.5bn CNY": "series(backlog) >= 12.5bn CNY",
    "series(gross_margin) < 28%": "gross_margin < 28%",
    "Reihe(Auftragsbestand) < 3 für 3 Monate": "series(auftragsbestand) < 3 for 3 months",
    "序列(订单并额)>1000亿": "series(订单并额) > 100bn",
    "序列(订单)>1000亿元": "series(订单) > 100bn CNY",
    "net_debt <= −3.5bn EUR": "net_debt <= -3.5bn EUR",
    "free_cash <= 0": "free_cash <= 0",
    "free_cash >= 0.00": "free_cash >= 0",
    "cap<=1bn CNY且gross_margin<28%或series(volume)>=2": (
        "cap <= 1bn CNY and gross_margin < 28% or series(volume) >= 2"
    ),
    "gross_margin 不高于 28%": "gross_margin <= 28%",
    "gross_margin 跌破 28%": "gross_margin < 28%",
    "gross_margin above 28%": "gross_margin > 28%",
    "review >= 0 days": "review >= 0 days",
    "复核>=-7天": "review >= -7 days",
}
REFUSED_SERIES = {
    "series(a b) > 3": ("condition_series", "a b"),
    "series() > 3": ("condition_series", "()"),
    "series(1a) > 3": ("condition_series", "1a"),
    f"{'a_' * 21} > 3": ("condition_series", "a_" * 21),
    "series > 3": ("condition_argument_missing", "series"),
    "series(x > 3": ("condition_open", "("),
    "gross_margin": ("condition_relation", "gross_margin"),
    "gross_margin <": ("condition_level_missing", "<"),
    "gross_margin < for 2 quarters": ("condition_level", "for 2 quarters"),
    "gross_margin < 28% for 0 quarters": ("condition_periods", "for 0 quarters"),
    "gross_margin < 28% for 101 months": ("condition_periods", "for 101 months"),
    "gross_margin < 28% for 2 bananas": ("condition_period", "2 bananas"),
    "gross_margin < 28% for": ("condition_period", "for"),
    "gross_margin < 1,125": ("condition_ambiguous", "1,125"),
    "gross_margin < 5 xyz": ("condition_currency_unknown", "xyz"),
    "gross_margin < 28 cap > 3": ("condition_joint", "cap"),
    "backlog > 3": ("condition_measure", "backlog"),
    "review >= 0.5 days": ("condition_level", "0.5 days"),
}


@pytest.mark.parametrize(("typed", "written"), SERIES.items())
def test_figures_of_a_series_are_read_in_each_language(typed: str, written: str) -> None:
    assert condition_text(parse_condition(typed)) == written


@pytest.mark.parametrize(("typed", "told"), REFUSED_SERIES.items())
def test_a_series_is_refused_at_the_word(typed: str, told: tuple[str, str]) -> None:
    with pytest.raises(GrammarProblem) as refused:
        parse_condition(typed)
    found = refused.value
    assert (found.code, typed[found.start : found.end]) == told


def test_an_unknown_word_may_be_meant_as_a_series() -> None:
    with pytest.raises(GrammarProblem, match=re.escape("series(backlog)")):
        parse_condition("backlog > 3")


@given(st.from_regex(r"[^\W\d_]\w*", fullmatch=True), st.sampled_from(Relation), st.booleans())
def test_every_key_is_read_back(name: str, relation: Relation, strict: bool) -> None:
    key = unicodedata.normalize("NFKC", name).casefold()
    hypothesis.assume(is_key(key))
    term = Term(Measure.SERIES, relation, Decimal(3), series=key, length=1, strict=strict)
    assert parse_condition(condition_text(term)) == term


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("x_y < 28%", (True, False, False)),
        ("x_y <= 28%", (True, True, False)),
        ("x_y > 28%", (False, False, True)),
        ("x_y >= 28%", (False, True, True)),
    ],
)
def test_a_round_figure_counts_only_where_it_is_meant(text: str, held: tuple[bool, ...]) -> None:
    (term,) = terms_of(parse_condition(text))
    assert tuple(term.is_met_by(each) for each in (27.9, 28.0, 28.1)) == held
    assert not term.is_met_by(math.nan)


def test_letters_that_are_composed_keep_their_place() -> None:
    with pytest.raises(GrammarProblem) as refused:
        parse_condition("Ru\u0308ckgang >= 5% and u\u0308ber >= 3")
    assert refused.value.start == len("Ru\u0308ckgang >= 5% and ")


def test_invisible_marks_do_no_harm() -> None:
    assert parse_condition("\ufeffday\u200b >= 5%") == parse_condition("day >= 5%")


@given(st.decimals(Decimal("0.000001"), 10**18, allow_nan=False, places=6))
def test_money_is_written_exactly(amount: Decimal) -> None:
    text = money_text(amount)
    found = parse_condition(f"price >= {text}") if amount <= 10**12 else None
    assert found is None or terms_of(found)[0].level == amount
    assert len(text) <= len(f"{amount:f}") + 1


def test_money_is_short_where_that_is_exact() -> None:
    texts = ("100000000000", "12500000000", "1E+12", "1234567890", "1500000", "0.5", "12.345")
    written = ("100bn", "12.5bn", "1000bn", "1234567890", "1.5m", "0.5", "12.3450")
    assert tuple(money_text(Decimal(each)) for each in texts) == written


def test_a_grammar_problem_is_a_problem_of_the_input() -> None:
    with pytest.raises(Problem, match="Is it cap"):
        parse_condition("capp >= 5bn CNY")

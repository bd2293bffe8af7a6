"""What a chart can be compared with: companies of the lists, segments, indices, any symbol."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.charting import SEGMENT_PREFIX
from gridwatch.domain.company import checked_symbol, names_in
from gridwatch.domain.problem import Problem
from gridwatch.services.overview import CompanyView
from gridwatch.store.user.segments import Segment
from gridwatch.ui.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate
_LONGEST_LETTERS = 5  # of a symbol without a dot; what is longer is rather a name


@dataclass(frozen=True, slots=True)
class CompareOffer:
    """One line that can be chosen: its key, its names, and what it is.

    `found_by` are the lower-case texts in which typed words are looked for, `begins` those that
    have to begin with them. `likely`: Enter may take it without being pointed at.
    """

    key: str
    name: str
    other: str = ""
    kind: str = ""
    found_by: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    likely: bool = True


# Symbol, name, and what else people type for it.
INDICES: Sequence[tuple[str, str, str]] = (
    ("000300.SS", QT_TRANSLATE_NOOP("Compare", "CSI 300"), "沪深300 hushen shanghai shenzhen"),
    ("000001.SS", QT_TRANSLATE_NOOP("Compare", "Shanghai Composite"), "上证指数 shangzheng sse"),
    ("^HSI", QT_TRANSLATE_NOOP("Compare", "Hang Seng"), "恒生指数 hsi hong kong"),
    ("^N225", QT_TRANSLATE_NOOP("Compare", "Nikkei 225"), "日経平均 日经225 japan tokyo"),
    ("^KS11", QT_TRANSLATE_NOOP("Compare", "KOSPI"), "코스피 韩国综合 korea seoul"),
    ("^GSPC", QT_TRANSLATE_NOOP("Compare", "S&P 500"), "sp500 spx 标普500 usa america"),
    ("^STOXX", QT_TRANSLATE_NOOP("Compare", "STOXX Europe 600"), "stoxx600 斯托克600 europa"),
    ("^NSEI", QT_TRANSLATE_NOOP("Compare", "NIFTY 50"), "nifty 印度 india"),
    ("^GDAXI", QT_TRANSLATE_NOOP("Compare", "DAX"), "dax40 德国 germany deutschland"),
)


def compare_offers(
    views: Iterable[CompanyView], segments: Iterable[Segment], language: str
) -> tuple[CompareOffer, ...]:
    """Return everything that can be chosen without knowing a symbol, in the user's language."""
    views = tuple(views)
    used = {each.company.segment for each in views}
    companies = sorted(
        (_company_offer(each, language) for each in views), key=lambda one: one.name.casefold()
    )
    places = [_segment_offer(each, language) for each in segments if each.key in used]
    return (*_index_offers(), *places, *companies)


def names_of(offers: Iterable[CompareOffer]) -> Mapping[str, str]:
    """Return the name of each key."""
    return {each.key: each.name for each in offers}


def matching(
    offers: Sequence[CompareOffer], text: str, without: Collection[str] = ()
) -> list[CompareOffer]:
    """Return the offers that fit what was typed, the likeliest first; all of them for nothing.

    A text that can be a symbol and is none of those is offered last, as itself. `without` are keys
    that make no sense: the company's own.
    """
    words = text.strip().casefold()
    left = [each for each in offers if each.key not in without]
    if not words:
        return left
    ranked = [(rank, each) for each in left if (rank := _rank(each, words)) is not None]
    found = [each for _, each in sorted(ranked, key=lambda pair: pair[0])]
    typed = _typed_offer(text, found)
    if typed is not None and typed.key not in without:
        found.append(typed)
    return found


def _company_offer(view: CompanyView, language: str) -> CompareOffer:
    company = view.company
    name, other = names_in(company, language)
    symbols = [each.symbol for each in company.listings]
    texts = (company.name, company.native_name, *symbols, *(each.isin for each in company.listings))
    found_by = tuple(each.casefold() for each in texts if each)
    return CompareOffer(company.primary, name, other, company.primary, found_by, (company.pinyin,))


def _segment_offer(segment: Segment, language: str) -> CompareOffer:
    name = str(getattr(segment, language))
    texts = (segment.key, segment.en, segment.de, segment.zh_CN)
    kind = translate("Compare", "Segment, equally weighted")
    found_by = tuple(each.casefold() for each in texts)
    return CompareOffer(SEGMENT_PREFIX + segment.key, name, "", kind, found_by)


def _index_offers() -> Iterator[CompareOffer]:
    for symbol, words, more in INDICES:
        name = translate("Compare", words)
        found_by = (symbol.casefold(), words.casefold(), name.casefold(), more.casefold())
        kind = translate("Compare", "Index · {symbol}").format(symbol=symbol)
        yield CompareOffer(symbol, name, "", kind, found_by)


def _typed_offer(text: str, found: Sequence[CompareOffer]) -> CompareOffer | None:
    try:
        symbol = checked_symbol(text)
    except Problem:
        return None
    if any(each.key == symbol for each in found) or not any(map(str.isalnum, symbol)):
        return None
    likely = not symbol.isalpha() or len(symbol) <= _LONGEST_LETTERS
    if found and not likely:
        return None  # rather a name than a symbol
    name = translate("Compare", "The symbol {symbol}").format(symbol=symbol)
    return CompareOffer(symbol, name, likely=likely)


def _rank(offer: CompareOffer, words: str) -> int | None:
    """Return how well an offer fits, 0 the best; None where it does not."""
    if words in offer.found_by:
        return 0
    if any(each.startswith(words) for each in (*offer.found_by, *offer.begins) if each):
        return 1
    return 2 if any(words in each for each in offer.found_by) else None

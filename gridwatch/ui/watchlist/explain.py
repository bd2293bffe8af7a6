"""What stands behind a cell, in whole sentences for its tooltip."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gridwatch.domain.company import Basis
from gridwatch.domain.quote import Doubt, MarketState, Quote
from gridwatch.services.overview import CompanyView, Rung
from gridwatch.ui.watchlist.cells import Scene
from gridwatch.ui.words import trouble_words

translate = QCoreApplication.translate

_BASES: dict[Basis, object] = {
    Basis.DOMESTIC: QT_TRANSLATE_NOOP("Watchlist", "All shares at the mainland price"),
    Basis.CLASS_WEIGHTED: QT_TRANSLATE_NOOP("Watchlist", "Each share class at its own price"),
    Basis.ONE_PRICE: QT_TRANSLATE_NOOP("Watchlist", "All shares at one price"),
}
_DOUBTS: dict[Doubt, object] = {
    Doubt.SPIKE: QT_TRANSLATE_NOOP(
        "Watchlist",
        "This price is doubtful: it moved further than a market allows. It raises no alert.",
    ),
    Doubt.SPLIT: QT_TRANSLATE_NOOP(
        "Watchlist",
        "This price is doubtful: it looks like a split that the source has not worked in."
        " It raises no alert.",
    ),
}
_STATES: dict[MarketState, object] = {
    MarketState.OPEN: QT_TRANSLATE_NOOP("Watchlist", "The exchange is open."),
    MarketState.CLOSED: QT_TRANSLATE_NOOP("Watchlist", "The exchange is closed."),
}


def company(view: CompanyView, scene: Scene) -> str:
    """Return the names of a company, its place in the supply chain and what is new."""
    who = view.company
    lines = [who.name, who.native_name, scene.segments.get(who.segment, "")]
    fresh = scene.unseen.get(who.id, 0)
    if fresh:
        lines.append(news(fresh))
    return _lines(lines)


def news(count: int) -> str:
    """Return how many alerts of a company nobody has seen yet."""
    words = translate("Watchlist", "New alerts: {number}. The log tells when.")
    return words.format(number=count)


def listings(view: CompanyView, _scene: Scene) -> str:
    """Return every line that trades, with its exchange, currency and ISIN."""
    return _lines(
        " · ".join(part for part in (each.symbol, each.exchange, each.currency, each.isin) if part)
        for each in view.company.listings
    )


def price(view: CompanyView, scene: Scene) -> str:
    """Return the price with its time, and whatever makes it doubtful."""
    quote, lines = view.quote, list[str]()
    if quote is not None:
        lines.append(scene.phrases.price(quote.price, quote.currency))
        if quote.quoted_in != quote.currency:
            text = translate("Watchlist", "Quoted in {unit}, shown in {currency}.")
            lines.append(text.format(unit=quote.quoted_in, currency=quote.currency))
        if quote.previous_close:
            close = scene.phrases.price(quote.previous_close, quote.currency)
            lines.append(translate("Watchlist", "Previous close: {close}").format(close=close))
        lines.append(_doubt(quote.doubt))
    return _lines([*lines, *_times(view, scene), *_troubles(view, scene)])


def weight(view: CompanyView, scene: Scene) -> str:
    """Say what the share is of."""
    share = scene.weights.get(view.company.id)
    if share is None:
        return translate("Watchlist", "Not in the portfolio, or what that is worth is not known.")
    words = translate("Watchlist", "{share} of all that your portfolio is worth, money included.")
    return words.format(share=scene.phrases.percent(share, 2, signed=False))


def age(view: CompanyView, scene: Scene) -> str:
    """Return when the quote was made and fetched, its delay and whether the exchange is open."""
    lines = _times(view, scene)
    if view.quote is not None and view.quote.state in _STATES:
        lines.append(translate("Watchlist", str(_STATES[view.quote.state])))
    return _lines([*lines, *_troubles(view, scene)])


def cap(view: CompanyView, scene: Scene) -> str:
    """Return how the cap was computed, or what it lacks, and where the source differs."""
    if view.cap.value is None:
        return _lines([*missing(view.cap.missing), *_troubles(view, scene)])
    phrases = scene.phrases
    lines = [
        phrases.compact(view.cap.value, view.cap.currency),
        translate("Watchlist", str(_BASES[view.cap.basis])),
        _shares(view, scene),
        _doubt(view.doubt),
    ]
    if view.base_cap is not None and view.cap.currency != scene.base:
        lines.append(phrases.compact(view.base_cap, scene.base))
    elif view.base_cap is None:
        lines += missing((f"rate:{view.cap.currency}{scene.base}",))
    if view.doubtful_gap and view.quote is not None:
        text = translate("Watchlist", "The source itself says {theirs}, {gap} from ours.")
        theirs = phrases.compact(view.quote.source_cap, view.cap.currency)
        lines.append(text.format(theirs=theirs, gap=phrases.percent(view.gap)))
    return _lines(lines)


def missing(parts: tuple[str, ...]) -> list[str]:
    """Return a sentence for each part that a market cap lacks ("price:SYMBOL", "rate:HKDCNY")."""
    return [_missing(*part.split(":", 1)) for part in parts]


def targets(view: CompanyView, scene: Scene) -> str:
    """Return every target of the company with its distance and price."""
    if not view.rungs:
        return translate("Watchlist", "No target. Press F2 to set one.")
    rungs = (_rung(each, view, scene) for each in view.rungs)
    return _lines([*rungs, *_lacking(view), _doubt(view.doubt)])


def _doubt(doubt: Doubt) -> str:
    return translate("Watchlist", str(_DOUBTS[doubt])) if doubt else ""


def _missing(kind: str, what: str) -> str:
    if kind == "price":
        return translate("Watchlist", "No price of {symbol} yet.").format(symbol=what)
    if kind == "shares":
        return translate("Watchlist", "The share count of {symbol} is not known.").format(
            symbol=what
        )
    text = translate("Watchlist", "The exchange rate from {given} to {wanted} is not known.")
    return text.format(given=what[:3], wanted=what[3:])


def _shares(view: CompanyView, scene: Scene) -> str:
    phrases, made = scene.phrases, view.cap
    if made.shares_as_of is None:
        return ""
    text = translate("Watchlist", "{count} shares as of {day}, {source}")
    if made.estimated:
        text = translate("Watchlist", "{count} shares, carried back from {day}, {source}")
    return text.format(
        count=phrases.compact(made.shares),
        day=phrases.day(made.shares_as_of),
        source=made.shares_source,
    )


def _rung(rung: Rung, view: CompanyView, scene: Scene) -> str:
    phrases = scene.phrases
    amount = phrases.compact(float(rung.target.amount), rung.target.currency)
    if rung.distance_pct is None or view.doubt:
        return amount
    price = phrases.price(rung.price, view.cap.currency)
    if rung.reached:
        return translate("Watchlist", "{amount}: reached").format(amount=amount)
    text = translate("Watchlist", "{amount}: {distance} to go, at {price}")
    distance = phrases.distance(rung.distance_pct / 100)
    return text.format(amount=amount, distance=distance, price=price)


def _lacking(view: CompanyView) -> list[str]:
    if view.cap.value is None:
        return missing(view.cap.missing)
    return [
        _missing("rate", view.cap.currency + each.target.currency)
        for each in view.rungs
        if each.cap is None
    ]


def _times(view: CompanyView, scene: Scene) -> list[str]:
    quote = view.quote
    if quote is None:
        return [translate("Watchlist", "No price of {symbol} yet.").format(symbol=_symbol(view))]
    lines = [
        translate("Watchlist", "Traded {time}").format(time=scene.phrases.moment(quote.time)),
        _delay(quote),
    ]
    if quote.fetched_at is not None:
        fetched = scene.phrases.moment(quote.fetched_at)
        lines.append(translate("Watchlist", "Fetched {time}").format(time=fetched))
    if view.stale:
        text = translate("Watchlist", "Stale: the last trade is {age} old. It raises no alert.")
        seconds = (scene.now - quote.time).total_seconds()
        lines.append(text.format(age=scene.phrases.age(seconds)))
    return lines


def _delay(quote: Quote) -> str:
    if not quote.delay_minutes:
        return ""
    text = translate("Watchlist", "Delayed by {minutes} minutes")
    return text.format(minutes=quote.delay_minutes)


def _troubles(view: CompanyView, scene: Scene) -> list[str]:
    lines = [trouble_words(view.trouble)]
    if view.trouble and view.next_try is not None:
        clock = scene.phrases.moment(view.next_try)
        lines.append(translate("Watchlist", "Next try {time}").format(time=clock))
    return lines


def _symbol(view: CompanyView) -> str:
    return view.company.primary


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(each for each in lines if each)

"""The JSON documents of the commands, made from what the services return.

Keys are stable: they are only ever added to. Instants are ISO 8601 in UTC, days ISO dates, amounts
unrounded numbers in major units; what is unknown is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from gridwatch.domain.alert.grammar import condition_text, parse_condition
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.move import Move
from gridwatch.domain.company import Company
from gridwatch.domain.money import declared_unit
from gridwatch.domain.problem import Problem
from gridwatch.domain.quote import day_change
from gridwatch.domain.trouble import Trouble
from gridwatch.services.overview import CompanyView, Overview, Rung
from gridwatch.store.user.firings import Firing


def instant(moment: datetime | None) -> str | None:
    """Return an instant as text in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def day_text(day: date | None) -> str | None:
    """Return a date as text."""
    return day.isoformat() if day else None


def overview_document(
    overview: Overview,
    firings: Iterable[Firing],
    troubles: Iterable[Trouble],
    news: Iterable[int] = (),
    *,
    simulated: bool,
) -> dict[str, Any]:
    """Return the document of `check`: every followed company, the log of firings, the troubles.

    `news`: ids of the firings that nobody has heard of yet.
    """
    return {
        "as_of": instant(overview.as_of),
        "simulated": simulated,
        "last_success": instant(overview.last_success),
        "companies": [
            company_document(each, overview.preferences.base_currency, overview.as_of)
            for each in followed(overview)
        ],
        "firings": [firing_document(each) for each in firings],
        "new": list(news),
        "troubles": trouble_documents(troubles),
    }


def followed(overview: Overview) -> list[CompanyView]:
    """Return the companies on any list, each once, in the order of the lists."""
    numbers = dict.fromkeys(each for one in overview.watchlists for each in one.companies)
    return [overview.companies[each] for each in numbers if each in overview.companies]


def company_document(view: CompanyView, base: str, now: datetime) -> dict[str, Any]:
    """Return everything that is known of one company."""
    company, quote, cap, rung = view.company, view.quote, view.cap, view.rung
    return {
        "symbol": company.primary,
        "name": company.name,
        "native_name": company.native_name or None,
        "segment": company.segment or None,
        "price": quote.price if quote else None,
        "currency": quote.currency if quote else listed_currency(company),
        "quote_time": instant(quote.time) if quote else None,
        "quote_age_s": (now - quote.time).total_seconds() if quote else None,
        "market_state": str(quote.state) if quote else None,
        "day_change_pct": _per_cent(day_change(quote)) if quote else None,
        "market_cap": cap.value,
        "market_cap_currency": cap.currency or None,
        "market_cap_basis": str(cap.basis),
        "market_cap_base": view.base_cap,
        "base_currency": base,
        "shares": cap.shares,
        "shares_as_of": day_text(cap.shares_as_of),
        "shares_source": cap.shares_source or None,
        "source_market_cap": quote.source_cap if quote else None,
        "source_gap_pct": _per_cent(view.gap),
        **rung_document(rung),
        "targets": [rung_document(each) for each in view.rungs],
        "missing": list(cap.missing),
        "doubt": str(view.doubt),
        "trouble": view.trouble or None,
        "stale": view.stale if quote else None,
    }


def listed_currency(company: Company) -> str | None:
    """Return the major currency that a company's primary listing is known to trade in."""
    try:
        return declared_unit(company.primary_listing.currency or None).currency
    except Problem:
        return None


def rung_document(rung: Rung | None) -> dict[str, Any]:
    """Return one target and how far it is; nulls where there is none."""
    return {
        "target": float(rung.target.amount) if rung else None,
        "target_currency": rung.target.currency if rung else None,
        "distance_pct": rung.distance_pct if rung else None,
        "price_needed": rung.price if rung else None,
        "reached": rung.reached if rung else None,
    }


def _per_cent(fraction: float | None) -> float | None:
    return None if fraction is None else fraction * 100


def firing_document(firing: Firing) -> dict[str, Any]:
    """Return one firing with its evidence; the keys of a target are null where it is of no cap."""
    of_cap, evidence = firing.measure is Measure.CAP, firing.evidence
    return {
        "id": firing.id,
        "symbol": firing.symbol,
        "name": firing.name,
        "target": float(firing.level) if of_cap else None,
        "target_currency": firing.unit if of_cap else None,
        "reached_at": instant(firing.reached_at),
        "reached_on": day_text(firing.reached_on),
        "how": str(firing.sight),
        "touched": firing.touched,
        "market_cap": firing.value if of_cap else None,
        "market_cap_basis": evidence.basis or None,
        "price": evidence.price,
        "price_currency": evidence.price_currency or None,
        "shares": evidence.shares,
        "shares_as_of": day_text(evidence.shares_as_of),
        "shares_source": evidence.shares_source or None,
        "fx_rate": evidence.rate,
        "fx_date": day_text(evidence.rate_on),
        "source": evidence.source or None,
        "noticed_at": instant(firing.noticed_at),
        "seen": firing.seen_at is not None,
        "alert": firing.rule_id,
        "alert_name": firing.rule_name or None,
        "condition": told_condition(firing.condition),
        "measure": str(firing.measure),
        "level": float(firing.level),
        "value": firing.value,
        "unit": firing.unit or None,
        "spot": str(firing.spot),
        "held": firing.held,
        "quiet": str(firing.quiet),
        "claim": firing.claim_id,
        "claim_statement": firing.claim or None,
        "terms": [{"condition": text, "value": value} for text, value in evidence.terms],
        "move": _move_document(firing.move),
    }


def told_condition(text: str) -> str:
    """Return a stored condition as it is written now: an old one may be in plain digits."""
    try:
        return condition_text(parse_condition(text))
    except Problem:
        return text


def _move_document(move: Move | None) -> dict[str, Any] | None:
    if move is None:
        return None
    return {
        "since": day_text(move.since),
        "before": move.before,
        "by_price": move.by_price,
        "by_shares": move.by_shares,
        "by_rate": move.by_rate,
    }


def trouble_documents(troubles: Iterable[Trouble]) -> list[dict[str, Any]]:
    """Return an entry for each symbol in trouble; a symbol of null means the whole source."""
    return [
        _trouble(symbol, each.kind, each.detail, each.next_try)
        for each in troubles
        for symbol in each.symbols or (None,)
    ]


def _trouble(
    symbol: str | None, kind: str, detail: str, next_try: datetime | None
) -> dict[str, Any]:
    return {
        "symbol": symbol,
        "kind": str(kind),
        "detail": detail,
        "next_try": instant(next_try),
    }


def lists_document(overview: Overview) -> dict[str, Any]:
    """Return the document of `list`: every list with its companies."""
    return {
        "lists": [
            {
                "name": each.name,
                "companies": [
                    listed_document(overview.companies[number]) for number in each.companies
                ],
            }
            for each in overview.watchlists
        ]
    }


def listed_document(view: CompanyView) -> dict[str, Any]:
    """Return who a company is and what it is watched for, without prices."""
    company = view.company
    return {
        "symbol": company.primary,
        "name": company.name,
        "native_name": company.native_name or None,
        "segment": company.segment or None,
        "listings": [
            {
                "symbol": each.symbol,
                "exchange": each.exchange or None,
                "currency": each.currency or None,
            }
            for each in company.listings
        ],
        "targets": [
            {"target": float(each.target.amount), "target_currency": each.target.currency}
            for each in view.rungs
        ],
    }


def error_document(code: str, message: str) -> Mapping[str, Any]:
    """Return the document of a command that was not carried out."""
    return {"error": {"code": code, "message": message}}

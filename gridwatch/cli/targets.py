"""The command `target`: shows, sets and removes the targets of a company."""

from __future__ import annotations

import sqlite3

from gridwatch.cli.call import Answer, Call, Refusal, marked
from gridwatch.cli.companies import followed_views
from gridwatch.cli.documents import listed_currency, rung_document
from gridwatch.cli.lists import shown_name
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import translate
from gridwatch.domain.amounts import parse_amount
from gridwatch.domain.money import Money
from gridwatch.services import edits
from gridwatch.services.overview import CompanyView, Rung
from gridwatch.services.profiles import overview_of


def target(call: Call) -> Answer:
    """Show the targets of a company, after setting or removing one where that is asked for."""
    typed = " ".join(call.asked.amount).strip()
    with call.user() as user:
        view = _view(call, user)
        wanted = _amount(view, typed) if typed else None
        changed = False
        if call.asked.remove:
            _remove(call, user, view, wanted)
            changed = True
        elif wanted is not None:
            changed = _set(call, user, view, wanted)
        return _shown(call, _view(call, user), changed=changed)


def _view(call: Call, user: sqlite3.Connection) -> CompanyView:
    overview = overview_of(call.profile, user, call.clock())
    return next(iter(followed_views(overview, (call.asked.symbol,)).values()))


def _amount(view: CompanyView, typed: str) -> Money:
    """Read an amount; without a currency it is in that of the primary listing."""
    return parse_amount(typed, listed_currency(view.company) or "CNY")


def _matching(view: CompanyView, wanted: Money) -> tuple[int, ...]:
    return tuple(
        each.target.id
        for each in view.rungs
        if each.target.amount == wanted.amount and each.target.currency == wanted.currency
    )


def _set(call: Call, user: sqlite3.Connection, view: CompanyView, wanted: Money) -> bool:
    """Set the target and return True; False where it is set already."""
    if _matching(view, wanted):
        return False
    edits.apply(user, edits.SetTarget(view.company.id, wanted), call.clock())
    return True


def _remove(call: Call, user: sqlite3.Connection, view: CompanyView, wanted: Money | None) -> None:
    """Remove one target, or all; raises Refusal where there is none such."""
    gone = (
        tuple(each.target.id for each in view.rungs) if wanted is None else _matching(view, wanted)
    )
    if not gone:
        words = translate("Cli", "{name} has no such target.")
        raise Refusal("target_unknown", words.format(name=view.company.name))
    edits.apply(user, edits.RemoveTargets(view.company.id, gone), call.clock())


def _shown(call: Call, view: CompanyView, *, changed: bool) -> Answer:
    document = {
        "symbol": view.company.primary,
        "name": view.company.name,
        "changed": changed,
        "targets": [rung_document(each) for each in view.rungs],
    }
    heading = f"{shown_name(call, view)} ({view.company.primary})"
    if not view.rungs:
        words = translate("Cli", "{company}: no target.")
        return Answer(document, marked(call.profile, words.format(company=heading)))
    columns = (
        Column(translate("Cli", "Target"), right=True),
        Column(translate("Cli", "Market cap"), right=True),
        Column(translate("Cli", "Distance"), right=True),
        Column(translate("Cli", "Price needed"), right=True),
        Column(""),
    )
    rows = [_row(call, view, each) for each in view.rungs]
    text = f"{heading}\n{table(columns, rows)}"
    return Answer(document, marked(call.profile, text))


def _row(call: Call, view: CompanyView, rung: Rung) -> tuple[str, ...]:
    phrases = call.voice.phrases
    return (
        phrases.compact(float(rung.target.amount), rung.target.currency),
        phrases.compact(rung.cap, rung.target.currency if rung.cap is not None else ""),
        distance_text(call, rung),
        phrases.price(rung.price, view.cap.currency if rung.price is not None else ""),
        translate("Cli", "reached") if rung.reached else "",
    )


def distance_text(call: Call, rung: Rung | None) -> str:
    """Return how far a target is, "—" where that is unknown."""
    distance = rung.distance_pct if rung else None
    return call.voice.phrases.distance(None if distance is None else distance / 100)

"""The command `check`: the watchlist as a table, with caps, targets and firings."""

from __future__ import annotations

import sqlite3

from gridwatch.cli.call import Answer, Call, Exit, command_line, simulated_line
from gridwatch.cli.documents import followed, overview_document
from gridwatch.cli.fetching import Fetched, fetch, settle_if_free
from gridwatch.cli.firing_table import firing_table
from gridwatch.cli.lists import shown_name
from gridwatch.cli.news import news_of, note_heard
from gridwatch.cli.tables import Column, table
from gridwatch.cli.targets import distance_text
from gridwatch.cli.troubles import stored_troubles, trouble_lines
from gridwatch.cli.voice import translate
from gridwatch.domain.quote import day_change
from gridwatch.services.overview import CompanyView, Overview, known_as
from gridwatch.services.profiles import overview_of
from gridwatch.store.user.firings import Firing, firings

SHOWN_FIRINGS = 12
ALL = 1_000_000  # the log is never trimmed, and a script gets all of it


def check(call: Call) -> Answer:
    """Evaluate what is stored, after fetching where that is asked for, and show it."""
    with call.user() as user:
        fetched = fetch(call, user) if call.asked.refresh else None
        if fetched is None:
            settle_if_free(call, user)
        return checked(call, user, fetched)


def checked(call: Call, user: sqlite3.Connection, fetched: Fetched | None = None) -> Answer:
    """Show what is stored now; `fetched` in vain makes the exit code 1."""
    overview = overview_of(call.profile, user, call.clock())
    log = firings(user, ALL)
    listings = [each.symbol for one in followed(overview) for each in one.company.listings]
    troubles = stored_troubles(call, listings)
    fresh = news_of(user, log)
    numbers = [each.id for each in fresh]
    document = overview_document(overview, log, troubles, numbers, simulated=call.profile.simulated)
    parts = (
        _heading(call, overview),
        _overview_table(call, overview),
        _firings_text(call, known_as(log[:SHOWN_FIRINGS], overview, call.voice.language), overview),
        "\n".join(trouble_lines(call, troubles)),
    )
    exit_code = Exit.UNDONE if fetched and fetched.in_vain else _code(call, user, numbers)
    return Answer(document, "\n\n".join(each for each in parts if each), exit_code)


def _code(call: Call, user: sqlite3.Connection, news: list[int]) -> Exit:
    """Return whether there are news, where that is asked for; they are none the next time."""
    if not getattr(call.asked, "exit_code", False) or not news:
        return Exit.FINE
    note_heard(user, max(news))
    return Exit.NEWS


def _firings_text(call: Call, log: tuple[Firing, ...], overview: Overview) -> str:
    if not log:
        return translate("Cli", "No alert has fired yet.")
    heading = translate("Cli", "Alerts that fired")
    return f"{heading}\n{firing_table(call, log, overview)}"


def _heading(call: Call, overview: Overview) -> str:
    marking = simulated_line(call.profile)
    lines = [marking] if marking else []
    if overview.last_success is None:
        words = translate("Cli", "Nothing has been fetched yet. Fetch with: {command}")
        lines.append(words.format(command=command_line(call, "refresh")))
    else:
        words = translate("Cli", "Last fetched: {time}")
        lines.append(words.format(time=call.voice.phrases.moment(overview.last_success)))
    return "\n".join(lines)


def _overview_table(call: Call, overview: Overview) -> str:
    base = overview.preferences.base_currency
    columns = (
        Column(translate("Cli", "Company")),
        Column(translate("Cli", "Symbol")),
        Column(translate("Cli", "Price"), right=True),
        Column(translate("Cli", "Day"), right=True),
        Column(translate("Cli", "Market cap"), right=True),
        Column(translate("Cli", "in {currency}").format(currency=base), right=True),
        Column(translate("Cli", "Target"), right=True),
        Column(translate("Cli", "Distance"), right=True),
        Column(translate("Cli", "Price needed"), right=True),
        Column(translate("Cli", "Age"), right=True),
        Column(translate("Cli", "Note")),
    )
    views = followed(overview)
    if not views:
        return translate("Cli", "Your lists are empty. Add a company with: gridwatch add 601179.SS")
    return table(columns, [_row(call, overview, each) for each in views])


def _row(call: Call, overview: Overview, view: CompanyView) -> tuple[str, ...]:
    phrases, quote, cap, rung = call.voice.phrases, view.quote, view.cap, view.rung
    needed = rung.price if rung else None
    return (
        shown_name(call, view),
        view.company.primary,
        phrases.price(quote.price, quote.currency) if quote else phrases.price(None),
        phrases.percent(day_change(quote) if quote and not quote.doubt else None),
        phrases.compact(cap.value, cap.currency if cap.value is not None else ""),
        phrases.compact(view.base_cap),
        phrases.compact(float(rung.target.amount), rung.target.currency) if rung else "",
        distance_text(call, rung) if rung else "",
        phrases.price(needed, cap.currency if needed is not None else "") if rung else "",
        phrases.age((overview.as_of - quote.time).total_seconds() if quote else None),
        _note(view),
    )


def _note(view: CompanyView) -> str:
    """Return what a reader must know of a row: reached, doubtful, stale, a trouble and so on."""
    rung = view.rung
    marks = (
        (bool(rung and rung.reached), translate("Cli", "reached")),
        (bool(view.doubt), translate("Cli", "doubtful price, raises no alert")),
        (view.stale, translate("Cli", "stale")),
        (view.cap.estimated, translate("Cli", "shares estimated")),
        (view.doubtful_gap, translate("Cli", "the source's cap differs")),
        (bool(view.trouble), translate("Cli", "trouble")),
    )
    words = [word for holds, word in marks if holds]
    if view.cap.missing and view.quote is not None:
        missing = translate("Cli", "missing {parts}")
        words.append(missing.format(parts=" ".join(view.cap.missing)))
    return ", ".join(words)

"""Firings as a table for people: when, who, which alert, the value, and how it was seen."""

from __future__ import annotations

from collections.abc import Sequence

from gridwatch.cli.call import Call
from gridwatch.cli.documents import told_condition
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import translate
from gridwatch.domain.alert.sight import Quiet, Sight
from gridwatch.services.overview import Overview
from gridwatch.store.user.firings import Firing
from gridwatch.wording.firings import (
    held_words,
    how_words,
    is_noted,
    shortened_claim,
    touch_words,
    value_words,
    when_words,
)
from gridwatch.wording.listing import listed


def firing_table(call: Call, log: Sequence[Firing], overview: Overview) -> str:
    """Return the firings in their order, one a row."""
    columns = (
        Column(translate("Firings", "When there")),
        Column(translate("Cli", "Company")),
        Column(translate("Cli", "Alert")),
        Column(translate("Cli", "Value"), right=True),
        Column(translate("Cli", "Price"), right=True),
        Column(translate("Cli", "Seen in")),
        Column(translate("Cli", "Note")),
    )
    return table(columns, [_row(call, each, overview) for each in log])


def _offset(firing: Firing, overview: Overview) -> int | None:
    """Return how many seconds east of UTC the exchange is, None where no quote tells it."""
    view = overview.companies.get(firing.company_id or 0)
    return view.quote.offset if view is not None and view.quote is not None else None


def _row(call: Call, firing: Firing, overview: Overview) -> tuple[str, ...]:
    phrases = call.voice.phrases
    condition = told_condition(firing.condition)
    price = firing.evidence.price
    return (
        when_words(firing, phrases, _offset(firing, overview)),
        f"{firing.name} ({firing.symbol})"
        if firing.symbol not in {firing.name, ""}
        else firing.name,
        f"{_title(firing)}: {condition}" if _title(firing) else condition,
        value_words(firing, phrases),
        phrases.price(price, firing.evidence.price_currency) if price is not None else "",
        _seen_words(firing),
        listed(_notes(firing)),
    )


def _title(firing: Firing) -> str:
    """Return the name of the alert, or the claim that it is about."""
    claim = shortened_claim(firing.claim)
    return firing.rule_name or (f"“{claim}”" if claim else "")


def _seen_words(firing: Firing) -> str:
    if is_noted(firing):
        return how_words(firing)
    live = firing.sight is Sight.LIVE
    return translate("Cli", "a quote") if live else translate("Cli", "the day's bar")


def _notes(firing: Firing) -> tuple[str, ...]:
    return (touch_words(firing), held_words(firing), quiet_words(firing.quiet))


def quiet_words(quiet: Quiet) -> str:
    """Return why nobody was told, "" where somebody was."""
    words = {
        Quiet.NO: "",
        Quiet.MUTED: translate("Cli", "muted"),
        Quiet.SNOOZED: translate("Cli", "snoozed"),
        Quiet.COOLDOWN: translate("Cli", "quiet after the one before"),
        Quiet.DAILY: translate("Cli", "told on that day already"),
        Quiet.COUNT: translate("Cli", "by another share count only"),
    }
    return words[quiet]

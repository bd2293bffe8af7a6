"""Firings as a table for people: when, who, which alert, the value, and how it was seen."""

from __future__ import annotations

from collections.abc import Sequence

from gridwatch.cli.call import Call
from gridwatch.cli.documents import told_condition
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import translate
from gridwatch.domain.alert.sight import Quiet, Sight
from gridwatch.store.user.firings import Firing
from gridwatch.wording.firings import held_words, touch_words, value_words
from gridwatch.wording.listing import listed


def firing_table(call: Call, log: Sequence[Firing]) -> str:
    """Return the firings in their order, one a row."""
    columns = (
        Column(translate("Cli", "Reached")),
        Column(translate("Cli", "Company")),
        Column(translate("Cli", "Alert")),
        Column(translate("Cli", "Value"), right=True),
        Column(translate("Cli", "Price"), right=True),
        Column(translate("Cli", "Seen in")),
        Column(translate("Cli", "Note")),
    )
    return table(columns, [_row(call, each) for each in log])


def _row(call: Call, firing: Firing) -> tuple[str, ...]:
    phrases, live = call.voice.phrases, firing.sight is Sight.LIVE
    price = firing.evidence.price
    return (
        phrases.moment(firing.reached_at) if live else phrases.day(firing.reached_on),
        f"{firing.name} ({firing.symbol})" if firing.name != firing.symbol else firing.symbol,
        firing.rule_name or told_condition(firing.condition),
        value_words(firing, phrases),
        phrases.price(price, firing.evidence.price_currency) if price is not None else "",
        translate("Cli", "a quote") if live else translate("Cli", "the day's bar"),
        listed(_notes(firing)),
    )


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

"""The sentence for every problem by its code, where the translators find it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gridwatch.ui.alert_problems import ALERT_PROBLEMS
from gridwatch.ui.choice_problems import CHOICE_PROBLEMS
from gridwatch.ui.claim_problems import CLAIM_PROBLEMS
from gridwatch.ui.exchange_problems import EXCHANGE_PROBLEMS
from gridwatch.ui.figure_problems import FIGURE_PROBLEMS
from gridwatch.ui.folder_problems import FOLDER_PROBLEMS
from gridwatch.ui.import_problems import IMPORT_PROBLEMS
from gridwatch.ui.journal_problems import JOURNAL_PROBLEMS
from gridwatch.ui.ledger_problems import LEDGER_PROBLEMS
from gridwatch.ui.own_problems import OWN_PROBLEMS

# Each sentence is the one that the code raises, so that a log and the screen say the same.
PROBLEMS = cast(
    "Mapping[str, str]",
    {
        **ALERT_PROBLEMS,
        **CHOICE_PROBLEMS,
        **FIGURE_PROBLEMS,
        **CLAIM_PROBLEMS,
        **EXCHANGE_PROBLEMS,
        **JOURNAL_PROBLEMS,
        **FOLDER_PROBLEMS,
        **OWN_PROBLEMS,
        **IMPORT_PROBLEMS,
        **LEDGER_PROBLEMS,
        "already_listed": QT_TRANSLATE_NOOP("Problem", "{name} is on this list already."),
        "amount_ambiguous": QT_TRANSLATE_NOOP(
            "Problem", "“{text}” could mean thousands or decimals. Write it without the mark."
        ),
        "amount_range": QT_TRANSLATE_NOOP("Problem", "“{text}” is not an amount above zero."),
        "amount_unreadable": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is not an amount."
            " Write it like 100bn CNY, 1000亿, 100 Mrd. CNY or 12.5bn USD.",
        ),
        "autostart_failed": QT_TRANSLATE_NOOP(
            "Problem", "{place} can't be changed ({reason}). Check its permissions."
        ),
        "background_running": QT_TRANSLATE_NOOP(
            "Problem", "GridWatch watches this profile in the background already."
        ),
        "bars_without_price": QT_TRANSLATE_NOOP(
            "Problem",
            "Bars without a price are left out: {count}.",
        ),
        "cache_newer": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} was written by a newer GridWatch. Install that version, or delete the file:"
            " all that is in it is fetched again.",
        ),
        "cap_begins": QT_TRANSLATE_NOOP(
            "Problem",
            "The market cap is known from {day} on: before it share counts or rates are missing.",
        ),
        "cap_ends": QT_TRANSLATE_NOOP(
            "Problem",
            "The market cap is known up to {day}: after it prices, share counts or rates are"
            " missing.",
        ),
        "cap_unknown": QT_TRANSLATE_NOOP(
            "Problem",
            "The market cap of the past is not known: on no day are prices, share counts and"
            " rates all there.",
        ),
        "cap_without_prices": QT_TRANSLATE_NOOP(
            "Problem",
            "The market cap of the past is not known: no prices of {symbol} are stored yet.",
        ),
        "cap_without_shares": QT_TRANSLATE_NOOP(
            "Problem",
            "The market cap of the past is not known: there is no share count of {symbol}.",
        ),
        "channel_address": QT_TRANSLATE_NOOP(
            "Problem",
            "This is no address of a channel. Write it like ntfys://ntfy.sh/my-topic or"
            " mailtos://user:password@example.com.",
        ),
        "channel_exists": QT_TRANSLATE_NOOP("Problem", "There is a channel “{name}” already."),
        "channel_part": QT_TRANSLATE_NOOP("Problem", "“{part}” is still empty."),
        "channel_unknown": QT_TRANSLATE_NOOP("Problem", "There is no channel “{name}”."),
        "channel_unnamed": QT_TRANSLATE_NOOP(
            "Problem", "A channel needs a name of at most 80 characters."
        ),
        "channel_unsupported": QT_TRANSLATE_NOOP(
            "Problem",
            "No service is known for this address ({kind}), or a part of it is missing."
            " Compare it with the examples of its service.",
        ),
        "collector_running": QT_TRANSLATE_NOOP(
            "Problem", "GridWatch is fetching for this profile already. Its data appears by itself."
        ),
        "company_unknown": QT_TRANSLATE_NOOP("Problem", "This company is not in your lists."),
        "compared_within_day": QT_TRANSLATE_NOOP(
            "Problem",
            "Comparison works with bars of a day and longer.",
        ),
        "compared_without_history": QT_TRANSLATE_NOOP(
            "Problem",
            "No history of {name} is stored yet; it is fetched while it is compared.",
        ),
        "currency_unknown": QT_TRANSLATE_NOOP(
            "Problem", "The source declares no usable currency ({code})."
        ),
        "database_damaged": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} is damaged and was left as it is. Put back a copy, or move it away.",
        ),
        "database_newer": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} was written by a newer GridWatch. Install that version, or put back a copy.",
        ),
        "database_unreachable": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} can't be opened ({reason}). Check the disk and the permissions of the folder.",
        ),
        "demo_profile": QT_TRANSLATE_NOOP(
            "Problem", "{path} holds a demo. Open it with --demo and the folder above it."
        ),
        "drawing_anchors": QT_TRANSLATE_NOOP(
            "Problem", "This drawing needs {wanted} points on the chart, not {given}."
        ),
        "drawing_currency": QT_TRANSLATE_NOOP(
            "Problem",
            "This chart's currency is not known ({code}): draw when its prices are there.",
        ),
        "drawing_moment": QT_TRANSLATE_NOOP(
            "Problem", "A drawing can't lie outside the years 1 to 9999."
        ),
        "drawing_text_long": QT_TRANSLATE_NOOP(
            "Problem", "This text has {length} characters; a drawing takes {most}."
        ),
        "drawing_text_missing": QT_TRANSLATE_NOOP(
            "Problem", "A text on the chart needs some words."
        ),
        "drawing_tone": QT_TRANSLATE_NOOP("Problem", "“{tone}” is no colour of a drawing."),
        "drawing_unknown": QT_TRANSLATE_NOOP("Problem", "There is no such drawing any more."),
        "drawing_value": QT_TRANSLATE_NOOP(
            "Problem", "A drawing needs a price or market cap above zero."
        ),
        "evidence_many": QT_TRANSLATE_NOOP(
            "Problem", "Only the newest {count} pieces of evidence are marked on the chart."
        ),
        "indicator_number": QT_TRANSLATE_NOOP(
            "Problem", "{name} must be a number from {least} to {most}, not {value}."
        ),
        "indicator_order": QT_TRANSLATE_NOOP("Problem", "{smaller} must be below {larger}."),
        "indicator_setting": QT_TRANSLATE_NOOP(
            "Problem", "“{name}” is not a setting of {indicator}."
        ),
        "indicator_whole": QT_TRANSLATE_NOOP(
            "Problem", "{name} must be a whole number from {least} to {most}, not {value}."
        ),
        "keyring_failed": QT_TRANSLATE_NOOP(
            "Problem",
            "The keyring does not answer or stays locked ({reason}). Unlock it, or keep the address"
            " in a file of the profile.",
        ),
        "keyring_missing": QT_TRANSLATE_NOOP(
            "Problem",
            "This system has no keyring to keep the address in. It can be kept in a file of the"
            " profile that only you can read; ask for that.",
        ),
        "ladder_currencies": QT_TRANSLATE_NOOP(
            "Problem", "A ladder is in one currency, and these rungs are in {currencies}."
        ),
        "ladder_long": QT_TRANSLATE_NOOP("Problem", "A ladder has at most {most} rungs."),
        "ladder_owner": QT_TRANSLATE_NOOP(
            "Problem", "Whom the ladder belongs to is not there any more."
        ),
        "ladder_rung": QT_TRANSLATE_NOOP(
            "Problem", "The rungs of a ladder are market caps such as 100bn CNY."
        ),
        "last_list": QT_TRANSLATE_NOOP("Problem", "“{list}” is the only list; it stays."),
        "list_exists": QT_TRANSLATE_NOOP("Problem", "There is a list “{list}” already."),
        "list_unknown": QT_TRANSLATE_NOOP("Problem", "There is no such list any more."),
        "list_unnamed": QT_TRANSLATE_NOOP("Problem", "A list needs a name."),
        "mixed_profile": QT_TRANSLATE_NOOP(
            "Problem", "{path} mixes simulated and real data and is not used. Move it away."
        ),
        "not_listed": QT_TRANSLATE_NOOP("Problem", "This company is not on the list “{list}”."),
        "picture_company": QT_TRANSLATE_NOOP(
            "Problem", "No company with the symbol {symbol} is known."
        ),
        "picture_compared": QT_TRANSLATE_NOOP(
            "Problem",
            "Nothing is stored of {name} to compare with."
            " It is fetched while a chart in the window is compared with it.",
        ),
        "picture_figures": QT_TRANSLATE_NOOP(
            "Problem", "There are no figures called “{text}” for this company or in a theme."
        ),
        "picture_name": QT_TRANSLATE_NOOP(
            "Problem", "{path} is no name for a picture. End it in .png."
        ),
        "picture_since": QT_TRANSLATE_NOOP(
            "Problem", "There is nothing to draw since {since}: the last bar is of {day}."
        ),
        "picture_size": QT_TRANSLATE_NOOP(
            "Problem",
            "A picture of {width}x{height} can't be made: from 320x240 to 7680x4320 it can.",
        ),
        "picture_unwritable": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} can't be written."
            " Name a file in a folder that exists and that you may write to.",
        ),
        "profile_not_folder": QT_TRANSLATE_NOOP("Problem", "{path} is no folder."),
        "quote_in_other_currency": QT_TRANSLATE_NOOP(
            "Problem",
            "The last price is in {quoted}, the history in {stored}: it is not drawn"
            " until the history is fetched again.",
        ),
        "rate_missing": QT_TRANSLATE_NOOP(
            "Problem",
            "There is no rate from {given} to {wanted} yet.",
        ),
        "rates_begin": QT_TRANSLATE_NOOP(
            "Problem",
            "Rates from {given} to {wanted} are known from {day} on.",
        ),
        "rates_end": QT_TRANSLATE_NOOP(
            "Problem",
            "Rates from {given} to {wanted} are known up to {day}; newer ones are not here yet.",
        ),
        "secrets_unreadable": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} can't be read. Mend it, or move it away and add the channels in it anew.",
        ),
        "secrets_unwritable": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} can't be written ({reason}). Check the disk and the permissions of the folder.",
        ),
        "setting_value": QT_TRANSLATE_NOOP("Problem", "“{text}” is not a value of {name}."),
        "shares_estimated": QT_TRANSLATE_NOOP(
            "Problem",
            "Up to {day} the share count is not known; the first one after it is used.",
        ),
        "table_name": QT_TRANSLATE_NOOP(
            "Problem", "{path} is no name for a table. End it in .csv."
        ),
        "table_unwritable": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} can't be written ({reason})."
            " Close it where it is open, or name a file in a folder that you may write to.",
        ),
        "split_not_restated": QT_TRANSLATE_NOOP(
            "Problem",
            "The source has not restated the prices before the split of {day} yet:"
            " GridWatch has done it, at {new} for {old}.",
        ),
        "symbol_malformed": QT_TRANSLATE_NOOP(
            "Problem", "“{symbol}” is not a symbol. Symbols look like 601179.SS, GEV or ABBN.SW."
        ),
        "target_exists": QT_TRANSLATE_NOOP("Problem", "This target is set already."),
        "target_small": QT_TRANSLATE_NOOP(
            "Problem",
            "{amount} {currency} is too small for a market cap. Write it like 100bn or 1000亿.",
        ),
    },
)

"""Sends to the channels what a round has found, before the command ends."""

from __future__ import annotations

import sqlite3

from gridwatch.cli.call import Call
from gridwatch.collector.letters import Carrier, LetterDesk
from gridwatch.collector.telling import Teller
from gridwatch.preferences import Preferences
from gridwatch.services.secrets import Secrets
from gridwatch.store.user.deliveries import standings
from gridwatch.wording.speech import Speech

# What is not sent within it stays due: the next round or collector sends it.
LONGEST = 30.0


def teller_of(call: Call, user: sqlite3.Connection) -> Teller:
    """Return what sends the letters of a profile, in the language of the command."""

    def speak(_: Preferences) -> Speech:
        return Speech(call.voice.language, call.voice.phrases)

    desk = LetterDesk(call.profile, user, speak)
    return Teller(user, desk, Carrier(Secrets(call.profile)), clock=call.clock)


def tell(call: Call, user: sqlite3.Connection) -> int:
    """Send what is due, for half a minute at most; return how many deliveries still wait.

    Belongs under the lock of the collector: two that send at once would send twice.
    """
    teller_of(call, user).finish(LONGEST)
    return sum(each.waiting for each in standings(user).values())

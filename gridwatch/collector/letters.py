"""Writes the letters of a profile in its user's language, and carries them to the post."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace

from gridwatch.domain.company import names_in
from gridwatch.domain.letter import Failure, Letter
from gridwatch.domain.problem import Problem
from gridwatch.places import Profile
from gridwatch.preferences import preferences_of
from gridwatch.services.profiles import market_reader
from gridwatch.services.secrets import Secrets
from gridwatch.store.market.quotes import all_quotes
from gridwatch.store.user.choices import all_choices
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.firings import Firing
from gridwatch.wording.letters import letter_of, trial_letter
from gridwatch.wording.speech import Speak, Speech


@dataclass(frozen=True, slots=True)
class LetterDesk:
    """Where letters are written: on the thread that owns `user`, in the language chosen last."""

    profile: Profile
    user: sqlite3.Connection
    speak: Speak

    def compose(self, firings: tuple[Firing, ...]) -> Letter:
        """Return the letter that tells firings."""
        speech = self._speech()
        return letter_of(
            self._known(firings, speech.language),
            speech.phrases,
            self._offsets(),
            simulated=self.profile.simulated,
        )

    def trial(self) -> Letter:
        """Return the letter of a test."""
        self._speech()
        return trial_letter(simulated=self.profile.simulated)

    def _speech(self) -> Speech:
        return self.speak(preferences_of(all_choices(self.user)))

    def _known(self, firings: tuple[Firing, ...], language: str) -> tuple[Firing, ...]:
        companies = all_companies(self.user)
        return tuple(
            replace(each, name=names_in(companies[each.company_id], language)[0])
            if each.company_id is not None and each.company_id in companies
            else each
            for each in firings
        )

    def _offsets(self) -> Callable[[str], int | None]:
        with market_reader(self.profile) as market:
            quotes = {} if market is None else all_quotes(market)
        known = {symbol: each.offset for symbol, each in quotes.items()}
        return known.get


@dataclass(frozen=True, slots=True)
class Carrier:
    """Finds the address of a channel and hands the letter to the post; runs on any thread."""

    secrets: Secrets

    def __call__(self, channel: int, letter: Letter) -> str:
        """Send a letter to a channel; return the code of a failure, "" for none."""
        try:
            address = self.secrets.find(channel)
        except Problem:
            return Failure.KEYRING
        if address is None:
            return Failure.LOST
        from gridwatch.post.sending import send  # requests and 150 services: with the first letter

        return send(address, letter)

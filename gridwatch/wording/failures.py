"""Why a letter was not delivered, as a sentence that says what next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gridwatch.domain.letter import Failure, status_of
from gridwatch.wording.speech import translate

_WORDS: Mapping[str, Callable[[], str]] = {
    Failure.ADDRESS: lambda: translate(
        "Failures", "The address is not understood. Remove the channel and add it anew."
    ),
    Failure.LOST: lambda: translate(
        "Failures", "No address is kept for this channel. Remove it and add it anew."
    ),
    Failure.KEYRING: lambda: translate(
        "Failures", "The keyring does not answer or stays locked. Unlock it."
    ),
    Failure.OFFLINE: lambda: translate(
        "Failures", "No answer from the service. Check the address, the network and the proxy."
    ),
    Failure.SLOW: lambda: translate("Failures", "The service did not answer in time."),
    Failure.OFF: lambda: translate("Failures", "The channel was switched off."),
}


def failure_words(failure: str) -> str:
    """Return what a failure's code says, "" for none."""
    if not failure:
        return ""
    words, status = _WORDS.get(failure), status_of(failure)
    if words is not None:
        return words()
    if status in {401, 403}:
        told = translate("Failures", "The service refused the password or token ({status}).")
        return told.format(status=status)
    if status == 429:
        return translate("Failures", "The service asks for a pause: too many messages.")
    if status is not None:
        return translate("Failures", "The service answered with an error ({status}).").format(
            status=status
        )
    return translate("Failures", "The service refused the message.")

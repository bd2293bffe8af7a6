"""Keeps the addresses of channels, which hold passwords: in the system's keyring, else in a file.

Nothing of it is in a database, a log or an error. The file, `channels.json` in the profile, is used
only where the user asks for it: on Linux without a desktop there is no keyring. Only the user can
read it (0600; on Windows the folder of the profile is closed to others).
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass

from gridwatch.domain.problem import Fault, Problem
from gridwatch.places import Profile
from gridwatch.services.whole_file import whole_file

log = logging.getLogger(__name__)
SERVICE = "GridWatch"


def has_keyring() -> bool:
    """Tell whether the system has a keyring that keeps what it is given."""
    import keyring  # not for the first paint: it looks for the system's keyring

    try:
        return float(keyring.get_keyring().priority) > 0
    except Exception as error:  # noqa: BLE001 - any backend may be installed, and fail in any way
        log.warning("no keyring: %s", type(error).__name__)
        return False


@dataclass(frozen=True, slots=True)
class Secrets:
    """The secrets of one profile, by the id of their channel.

    The keyring may ask the user to unlock it, so none of this belongs on a thread that others wait
    for.
    """

    profile: Profile

    def keep(self, channel: int, address: str, *, in_file: bool = False) -> None:
        """Keep an address in the keyring, or in the file where that is asked for.

        Raises Problem "keyring_missing" where there is no keyring, "keyring_failed" where it does
        not take it, "secrets_unwritable" where the file can't be written.
        """
        if in_file:
            self._write({**self._stored(), str(channel): address})
            return
        if not has_keyring():
            raise Problem(
                "keyring_missing",
                "This system has no keyring to keep the address in. It can be kept in a file of"
                " the profile that only you can read; ask for that.",
                fault=Fault.MACHINE,
            )
        import keyring

        try:
            keyring.set_password(SERVICE, self._name(channel), address)
        except Exception as error:  # noqa: BLE001 - any backend, failing in any way
            raise _failed(error) from None  # the cause may repeat what it was given

    def find(self, channel: int) -> str | None:
        """Return the address of a channel, None where none is kept.

        Raises Problem "keyring_failed" where the keyring stays locked or does not answer.
        """
        in_file = self._stored().get(str(channel))
        if in_file is not None or not has_keyring():
            return in_file
        import keyring

        try:
            return keyring.get_password(SERVICE, self._name(channel))
        except Exception as error:  # noqa: BLE001 - any backend, failing in any way
            raise _failed(error) from None

    def forget(self, channel: int) -> None:
        """Delete the address of a channel wherever it is kept."""
        stored = self._stored()
        if stored.pop(str(channel), None) is not None:
            self._write(stored)
        if not has_keyring():
            return
        import keyring

        try:
            if keyring.get_password(SERVICE, self._name(channel)) is not None:
                keyring.delete_password(SERVICE, self._name(channel))
        except Exception as error:  # noqa: BLE001 - the channel goes all the same
            log.warning("an address stays in the keyring: %s", type(error).__name__)

    def _name(self, channel: int) -> str:
        return f"channel {channel} of {self.profile.root}"

    def _stored(self) -> dict[str, str]:
        place = self.profile.channel_secrets
        try:
            content: dict[str, str] = json.loads(place.read_text("utf-8"))
            return dict(content)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError):
            raise Problem(
                "secrets_unreadable",
                "{path} can't be read. Mend it, or move it away and add the channels in it anew.",
                fault=Fault.MACHINE,
                path=place,
            ) from None

    def _write(self, content: dict[str, str]) -> None:
        place = self.profile.channel_secrets
        try:
            if not content:
                place.unlink(missing_ok=True)
                return
            with whole_file(place) as unfinished:
                # Private from its first byte on, whatever the umask.
                descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                    json.dump(content, file, ensure_ascii=False, indent=1)
        except OSError as error:
            raise Problem(
                "secrets_unwritable",
                "{path} can't be written ({reason}). Check the disk and the permissions of the"
                " folder.",
                fault=Fault.MACHINE,
                path=place,
                reason=error.strerror or type(error).__name__,
            ) from None


def _failed(error: Exception) -> Problem:
    return Problem(
        "keyring_failed",
        "The keyring does not answer or stays locked ({reason}). Unlock it, or keep the address in"
        " a file of the profile.",
        fault=Fault.MACHINE,
        reason=type(error).__name__,
    )

"""The command `channel`: where alerts are sent beside the window."""

from __future__ import annotations

import getpass
import sqlite3
import sys
from collections.abc import Callable, Mapping

from gridwatch.cli.call import Answer, Call, Document, Exit, Refusal, marked
from gridwatch.cli.documents import instant
from gridwatch.cli.tables import Column, table
from gridwatch.cli.telling import teller_of
from gridwatch.cli.voice import translate
from gridwatch.collector.telling import PATIENCE
from gridwatch.domain.channel_address import name_of
from gridwatch.domain.problem import Problem
from gridwatch.services import channels
from gridwatch.services.channels import ChannelView
from gridwatch.services.secrets import Secrets
from gridwatch.wording.failures import failure_words

VERBS = ("list", "add", "test", "rm", "on", "off")


def channel(call: Call) -> Answer:
    """Do what the first word says; without one, show the channels."""
    verb = call.asked.verb
    names = tuple(call.asked.words)
    most = {"list": 0, "add": 2}.get(verb, 1)
    if len(names) > most or (verb != "list" and not names):
        # What was typed may be an address: it is not repeated.
        words = translate("Cli", "“{command}” takes a name, and only “add” an address behind it.")
        text = words.format(command=f"gridwatch channel {verb}")
        raise Refusal("usage", text, Exit.USAGE)
    with call.user() as user:
        return _VERBS[verb](call, user, *names)


def _list(call: Call, user: sqlite3.Connection) -> Answer:
    views = channels.channel_views(user)
    document = {"channels": [_document(each) for each in views]}
    if not views:
        words = translate(
            "Cli",
            "There is no channel: alerts are shown in the window only. Add one with: {command}",
        )
        text = words.format(command="gridwatch channel add NAME ADDRESS")
        return Answer(document, marked(call.profile, text))
    columns = (
        Column(translate("Cli", "Channel")),
        Column(translate("Cli", "Service")),
        Column(""),
        Column(translate("Cli", "Waiting"), right=True),
        Column(translate("Cli", "Last sent")),
        Column(translate("Cli", "Trouble")),
    )
    return Answer(document, marked(call.profile, table(columns, [_row(call, e) for e in views])))


def _row(call: Call, view: ChannelView) -> tuple[str, ...]:
    standing = view.standing
    return (
        view.channel.name,
        name_of(view.channel.kind),
        translate("Cli", "on") if view.channel.enabled else translate("Cli", "off"),
        str(standing.waiting or ""),
        call.voice.phrases.moment(standing.sent_at) if standing.sent_at else "",
        failure_words(standing.failure),
    )


def _document(view: ChannelView) -> Document:
    channel_, standing = view.channel, view.standing
    return {
        "name": channel_.name,
        "service": channel_.kind,
        "on": channel_.enabled,
        "waiting": standing.waiting,
        "given_up": standing.given_up,
        "next_try": instant(standing.next_try),
        "sent_at": instant(standing.sent_at),
        "failure": standing.failure or None,
    }


def _add(call: Call, user: sqlite3.Connection, name: str, address: str = "-") -> Answer:
    from gridwatch.post.sending import check_address  # Apprise, with what it needs

    address = _typed() if address == "-" else address.strip()
    check_address(address)
    try:
        channels.add(
            user,
            Secrets(call.profile),
            name,
            address,
            call.clock(),
            in_file=call.asked.in_file,
        )
    except Problem as problem:
        if problem.code not in {"keyring_missing", "keyring_failed"}:
            raise
        raise Refusal(problem.code, f"{call.voice.problem(problem)} (--in-file)") from None
    words = translate("Cli", "Added the channel “{name}”. Try it with: {command}")
    text = words.format(name=name.strip(), command=f"gridwatch channel test {name.strip()}")
    return _changed(call, user, name, text)


def _typed() -> str:
    """Read an address that should not stand in the history of the shell."""
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(translate("Cli", "Address: ")).strip()
    return sys.stdin.readline().strip() if sys.stdin is not None else ""


def _test(call: Call, user: sqlite3.Connection, name: str) -> Answer:
    found = channels.named(user, name)
    teller = teller_of(call, user)
    teller.test(found.id)
    failure = dict(teller.await_tests(PATIENCE)).get(found.id, "slow")
    words = translate("Cli", "A test was sent to “{name}”.")
    text = failure_words(failure) or words.format(name=found.name)
    document = {"name": found.name, "ok": not failure, "failure": failure or None}
    return Answer(document, text, Exit.UNDONE if failure else Exit.FINE)


def _remove(call: Call, user: sqlite3.Connection, name: str) -> Answer:
    found = channels.named(user, name)
    channels.remove(user, Secrets(call.profile), found.id)
    words = translate("Cli", "Removed the channel “{name}” and its address.")
    return Answer({"name": found.name, "removed": True}, words.format(name=found.name))


def _on(call: Call, user: sqlite3.Connection, name: str) -> Answer:
    channels.switch(user, channels.named(user, name).id, call.clock(), on=True)
    return _changed(call, user, name, translate("Cli", "“{name}” is on.").format(name=name.strip()))


def _off(call: Call, user: sqlite3.Connection, name: str) -> Answer:
    channels.switch(user, channels.named(user, name).id, call.clock(), on=False)
    return _changed(
        call, user, name, translate("Cli", "“{name}” is off.").format(name=name.strip())
    )


def _changed(call: Call, user: sqlite3.Connection, name: str, text: str) -> Answer:
    views = channels.channel_views(user)
    found = next(each for each in views if each.channel.name == name.strip())
    return Answer(_document(found), marked(call.profile, text))


_VERBS: Mapping[str, Callable[..., Answer]] = {
    "list": _list,
    "add": _add,
    "test": _test,
    "rm": _remove,
    "on": _on,
    "off": _off,
}

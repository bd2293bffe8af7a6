"""Addresses of channels: which service one belongs to, and how one is put together from its parts.

An address is a URL as Apprise reads it. It holds the password or token of its service, so no
function in here puts one into an error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from gridwatch.domain.problem import Problem

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(?=\S)")
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an address: its name, an example, and whether nobody should read along.

    `needed`: without it there is no address.
    """

    name: str
    example: str
    secret: bool = False
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Service:
    """A service that many people have: its own name, and the parts that its address is made of.

    `pattern` takes the parts by name, each quoted as a piece of a URL.
    """

    key: str
    name: str
    parts: tuple[Part, ...]
    pattern: str


# More than a hundred others can be typed as they are: https://github.com/caronc/apprise/wiki
SERVICES: tuple[Service, ...] = (
    Service(
        "email",
        "E-mail",
        (
            Part("server", "smtp.example.com"),
            Part("user", "me@example.com"),
            Part("password", "", secret=True),
            Part("to", "me@example.com"),
        ),
        "mailtos://{server}?user={user}&pass={password}&from={user}&to={to}",
    ),
    Service(
        "ntfy",
        "ntfy",
        (Part("server", "ntfy.sh"), Part("topic", "my-secret-topic", secret=True)),
        "ntfys://{server}/{topic}",
    ),
    Service(
        "telegram",
        "Telegram",
        (Part("token", "123456789:AAE…", secret=True), Part("chat", "12315544")),
        "tgram://{token}/{chat}/",
    ),
    Service(
        "dingtalk",
        "DingTalk 钉钉",
        (
            Part("token", "access_token", secret=True),
            Part("signature", "SEC…", secret=True, needed=False),
        ),
        "dingtalk://{signature@}{token}/",
    ),
    Service("feishu", "Feishu 飞书", (Part("token", "", secret=True),), "feishu://{token}/"),
    Service("wecom", "WeCom 企业微信", (Part("key", "", secret=True),), "wecombot://{key}/"),
    Service(
        "webhook",
        "Webhook (JSON)",
        (Part("address", "https://example.com/hook", secret=True),),
        "{hook}",
    ),
)
BY_SCHEME: Mapping[str, str] = {
    "mailto": "email", "mailtos": "email", "ntfy": "ntfy", "ntfys": "ntfy", "tgram": "telegram",
    "dingtalk": "dingtalk", "feishu": "feishu", "wecombot": "wecom", "json": "webhook",
    "jsons": "webhook",
}  # fmt: skip


def kind_of(address: str) -> str:
    """Return what kind of channel an address leads to: the key of a service, else its scheme.

    Raises Problem "channel_address" for what is no address; the problem does not repeat it.
    """
    text = address.strip()
    found = _SCHEME.match(text)
    if found is None or len(text) > LONGEST or any(each.isspace() for each in text):
        raise Problem(
            "channel_address",
            "This is no address of a channel. Write it like ntfys://ntfy.sh/my-topic or"
            " mailtos://user:password@example.com.",
        )
    scheme = found[1].lower()
    return BY_SCHEME.get(scheme, scheme)


def name_of(kind: str) -> str:
    """Return the name of a kind of channel, its scheme where the service has none here."""
    return next((each.name for each in SERVICES if each.key == kind), kind)


def address_of(service: Service, values: Mapping[str, str]) -> str:
    """Put an address together; raises Problem "channel_part" where a part is missing."""
    texts = {part.name: values.get(part.name, "").strip() for part in service.parts}
    for part in service.parts:
        if part.needed and not texts[part.name]:
            raise Problem("channel_part", "“{part}” is still empty.", part=part.name)
    if service.key == "webhook":
        return _hook(texts["address"])
    quoted = {
        name: quote(text, safe=":" if name == "token" else "") for name, text in texts.items()
    }
    # A server may come with its port, or as it stands in the browser.
    quoted["server"] = _host(texts.get("server", ""))
    quoted["signature@"] = quoted["signature"] + "@" if quoted.get("signature") else ""
    return service.pattern.format(**quoted)


def _host(text: str) -> str:
    return quote(_SCHEME.sub("", text).strip("/"), safe=":/.-")


def _hook(text: str) -> str:
    """Turn the address of a web page into that of a JSON webhook."""
    for scheme, ours in (("https://", "jsons://"), ("http://", "json://")):
        if text.lower().startswith(scheme):
            return ours + text[len(scheme) :]
    kind_of(text)
    return text

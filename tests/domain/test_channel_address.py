"""Addresses of channels: recognised, put together from parts, never repeated in an error."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.channel_address import (
    SERVICES,
    address_of,
    kind_of,
    name_of,
)
from gridwatch.domain.problem import Problem

BY_KEY = {each.key: each for each in SERVICES}
VALUES = {
    "email": {"server": "smtp.example.com:465", "user": "me@a.com", "password": "p@ss/w:rd?&",
              "to": "you@b.com"},
    "ntfy": {"server": "https://ntfy.sh/", "topic": "grid"},
    "telegram": {"token": "123456789:abcdefghijklmnopqrstuvwxyz_ABCDEFG", "chat": "12315544"},
    "dingtalk": {"token": "abcdef0123456789", "signature": "SECabcdef"},
    "feishu": {"token": "abc-123"},
    "wecom": {"key": "abc-def-1234"},
    "webhook": {"address": "https://example.com/hook/9?x=1"},
}  # fmt: skip


@pytest.mark.parametrize("key", BY_KEY)
def test_apprise_reads_the_address_of_every_service(key: str) -> None:
    from apprise import Apprise

    address = address_of(BY_KEY[key], VALUES[key])
    assert kind_of(address) == key
    service = Apprise.instantiate(address, suppress_exceptions=True)
    assert service is not None
    if key == "email":
        assert service.password == "p@ss/w:rd?&"
        assert getattr(service, "smtp_host", "") == "smtp.example.com"
    if key == "webhook":
        assert address == "jsons://example.com/hook/9?x=1"


def test_a_part_that_is_missing_is_named() -> None:
    with pytest.raises(Problem) as raised:
        address_of(BY_KEY["telegram"], {"token": "123:secret"})
    assert raised.value.code == "channel_part"
    assert raised.value.values == {"part": "chat"}
    assert "signature" not in address_of(BY_KEY["dingtalk"], {"token": "abc"})


@pytest.mark.parametrize(
    "text", ["", "secret", "://secret", "a b://secret", "ntfy://se cret", "x://"]
)
def test_what_is_no_address_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(Problem) as raised:
        kind_of(text)
    assert raised.value.code == "channel_address"
    assert "secret" not in str(raised.value)


def test_an_unknown_service_goes_by_its_scheme() -> None:
    assert kind_of(" Discord://12/ab ") == "discord"
    assert name_of("discord") == "discord"
    assert name_of("wecom") == "WeCom 企业微信"


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_problem(text: str) -> None:
    with suppress(Problem):
        assert kind_of(text)

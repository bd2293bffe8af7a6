"""The real Apprise against a webhook on loopback: taken, refused, broken, slow, deaf."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from gridwatch.domain.letter import Failure, Letter
from gridwatch.domain.problem import Problem
from gridwatch.post.sending import check_address, send
from tests.webhook import SECRET, Webhook, webhook

LETTER = Letter("GridWatch: 中国西电 reached 1,000亿", "Line <one> & two\n*no* _markup_\n3 < 4")


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhook]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with webhook() as server:
        yield server


class Keeper(logging.Handler):
    """Stands where the log of a run does: pytest's own handler goes to every logger."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


@pytest.fixture(autouse=True)
def silence(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Nothing that is logged or printed at any level tells the address."""
    caplog.set_level(logging.DEBUG)
    keeper = Keeper()
    logging.getLogger().addHandler(keeper)
    yield
    logging.getLogger().removeHandler(keeper)
    said = capfd.readouterr()
    assert not [each for each in (said.out, said.err, *keeper.told) if SECRET in each]


def test_a_letter_arrives_as_it_was_written(hook: Webhook) -> None:
    assert send(hook.address, LETTER) == ""
    (got,) = hook.got
    assert (got["title"], got["message"]) == (LETTER.title, LETTER.body)
    assert hook.paths == [f"/{SECRET}"]


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_an_answer_that_is_no_success_is_told_by_its_number(hook: Webhook, status: int) -> None:
    hook.status = status
    assert send(hook.address, LETTER) == f"status {status}"


def test_nobody_who_listens_is_offline() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert send(f"json://127.0.0.1:{port}/{SECRET}", LETTER) == Failure.OFFLINE


def test_a_slow_service_is_not_waited_for_long(hook: Webhook) -> None:
    hook.delay = 3.0
    assert send(f"{hook.address}?rto=0.3", LETTER) == Failure.OFFLINE


@pytest.mark.parametrize("address", [f"bogus://{SECRET}", f"tgram://{SECRET}", "", "nonsense"])
def test_what_apprise_does_not_know_is_no_address(address: str) -> None:
    assert send(address, LETTER) == Failure.ADDRESS
    with pytest.raises(Problem) as raised:
        check_address(address)
    assert SECRET not in str(raised.value)


def test_a_known_address_is_fine_without_asking_anybody(hook: Webhook) -> None:
    check_address(hook.address)
    check_address(f"mailtos://me:{quote('p/w', safe='')}@example.com")
    assert hook.got == []


def test_an_error_inside_a_service_is_a_failure(
    hook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    from apprise import Apprise

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"no {hook.address}")

    monkeypatch.setattr(Apprise, "notify", broken)
    assert send(hook.address, LETTER) == Failure.REFUSED

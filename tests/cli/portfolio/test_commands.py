"""The command line of the portfolio: its words are those of the domain, its help says it all."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from gridwatch.cli.arguments import Command
from gridwatch.cli.main import main
from gridwatch.cli.portfolio.account_commands import METHODS
from gridwatch.cli.portfolio.booking_commands import ADD, KINDS
from gridwatch.cli.portfolio.commands import WHOLE_PORTFOLIO
from gridwatch.cli.portfolio.entry import PORTFOLIO
from gridwatch.cli.portfolio.file_commands import PRESETS
from gridwatch.cli.portfolio.scope_arguments import DIMENSIONS
from gridwatch.domain.ledger.account import CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.files.ledger.presets import PRESETS as KNOWN
from gridwatch.services.portfolio.views import Dimension
from tests.cli.portfolio.conftest import Say
from tests.cli.running import gridwatch


def every(command: Command, *words: str) -> Iterator[tuple[str, ...]]:
    path = (*words, command.name)
    yield path
    for part in command.parts:
        yield from every(part, *path)


def test_the_command_line_knows_the_words_of_the_domain() -> None:
    assert tuple(each.value.replace("_", "-") for each in Kind) == KINDS
    assert tuple(each.name for each in ADD.parts) == KINDS
    assert {each.value for each in Dimension} == set(DIMENSIONS)
    assert {each.value for each in CostMethod} == set(METHODS)
    assert tuple(each.key for each in KNOWN) == PRESETS


def test_the_entry_says_the_same_as_the_whole_table() -> None:
    assert (PORTFOLIO.name, PORTFOLIO.sentence) == (WHOLE_PORTFOLIO.name, WHOLE_PORTFOLIO.sentence)


@pytest.mark.parametrize("words", list(every(WHOLE_PORTFOLIO)), ids=" ".join)
def test_every_part_has_a_help_that_fits_a_terminal(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--help"]) == 0
    told = capsys.readouterr().out
    assert "exit codes:" in told
    assert "--json" in told
    assert max(map(len, told.splitlines())) <= 100


@pytest.mark.parametrize(
    "words",
    [
        ("show", "--lots"),
        ("performance", "--by", "company", "--months"),
        ("transactions",),
        ("history",),
        ("accounts",),
        ("income",),
        ("trades",),
        ("allocation", "--rebalance"),
        ("check",),
        ("imports",),
        ("add", "sell", "601179.SS", "1", "at", "7.6", "--dry-run"),
    ],
    ids=" ".join,
)
def test_every_key_of_a_document_is_in_the_manual(
    booked: Say, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    document = booked(*words).document
    path = [each for each in words[:2] if not each.startswith("-")]
    main(["portfolio", *(path if path[0] == "add" else path[:1]), "--help"])
    manual = capsys.readouterr().out
    missing = {key for key in keys(document) if key not in manual}
    assert not missing


def keys(value: object) -> set[str]:
    """Return all keys of a document; what the journal has kept has keys of its own."""
    if isinstance(value, dict):
        inner = (
            keys(each) for key, each in value.items() if key not in {"was", "became", "values"}
        )
        return set(value).union(*inner) if value else set()
    if isinstance(value, list):
        return set().union(*map(keys, value)) if value else set()
    return set()


def test_a_new_profile_says_how_a_portfolio_begins(tell: Say, say: Say) -> None:
    for words in (
        (),
        ("performance",),
        ("income",),
        ("trades",),
        ("allocation",),
        ("check",),
        ("transactions",),
    ):
        told = tell(*words)
        assert told.code == 0
        assert "portfolio import FILE" in told.out
        assert say(*words).code == 0


def test_it_runs_without_a_display_and_says_one_document(folder: object) -> None:
    done = gridwatch("portfolio", "--json", "--profile", str(folder))
    assert (done.code, done.err) == (0, "")
    assert done.document["holdings"] == []
    wrong = gridwatch("portfolio", "add", "buy", "GEV", "10", "512.30", "--profile", str(folder))
    assert wrong.code == 2
    assert "{at,for}" in wrong.err
    assert Decimal(done.document["known_value"]) == 0

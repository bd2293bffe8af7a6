"""Parts of a portfolio are called by their names, money and the unknown as well."""

from __future__ import annotations

import pytest

from gridwatch.services.portfolio.views import Dimension
from gridwatch.wording.naming import country, dimension_words, dimensions
from tests.ui.portfolio.worths import NAMING


@pytest.mark.parametrize(
    ("dimension", "key", "name"),
    [
        (Dimension.SECURITY, "3", "Siemens Energy"),
        (Dimension.COMPANY, "12", "Sieyuan Electric"),
        (Dimension.COMPANY, "", "Without company"),
        (Dimension.COMPANY, "99", "#99"),
        (Dimension.SEGMENT, "relay", "Relays and automation"),
        (Dimension.SEGMENT, "my own", "my own"),
        (Dimension.SEGMENT, "", "Without segment"),
        (Dimension.SEGMENT, "cash:CHF", "Cash CHF"),
        (Dimension.COUNTRY, "DE", "Germany"),
        (Dimension.COUNTRY, "XX", "XX"),
        (Dimension.CURRENCY, "CNY", "CNY"),
        (Dimension.ACCOUNT, "1", "Depot Zürich"),
        (Dimension.ACCOUNT, "77", "#77"),
    ],
)
def test_a_part_is_called_by_its_name(dimension: Dimension, key: str, name: str) -> None:
    assert NAMING.key(dimension, key) == name


def test_every_dimension_is_offered_with_words() -> None:
    assert set(dimensions()) == set(Dimension)
    assert len({dimension_words(each) for each in Dimension}) == len(Dimension)


def test_a_strange_country_keeps_its_code() -> None:
    assert country("ZZ") == "ZZ"

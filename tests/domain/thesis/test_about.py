"""What notes are about: values that can be compared, sorted and looked up."""

from __future__ import annotations

from gridwatch.domain.thesis.about import About


def test_neither_comes_before_themes_and_themes_before_companies() -> None:
    mixed = [About(company_id=2), About(theme_id=9), About(), About(company_id=1)]
    assert sorted(mixed) == [About(), About(theme_id=9), About(1), About(2)]
    assert {About(1): "one"}[About(company_id=1)] == "one"
    assert About(1) != About(theme_id=1)

"""What is exported and imported into an empty profile is what it was, to the letter."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridwatch.domain.thesis.about import About, Theme
from gridwatch.domain.thesis.claim import Claim
from gridwatch.services.edits import apply
from gridwatch.services.thesis.claim_edits import AddClaim, RemoveClaim
from gridwatch.services.thesis.folder_export import export_folder
from gridwatch.services.thesis.folder_import import plan_import
from gridwatch.services.thesis.folder_matching import Outcome
from tests.services.thesis.folders import (
    CONTENTS,
    NOW,
    THEMES,
    abouts,
    add_theme,
    catalog,
    everything,
    profile,
    put,
)

CATALOG = catalog()


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(
    themes=st.lists(
        THEMES, max_size=2, unique_by=(lambda each: each.name, lambda each: each.key or each.name)
    ),
    contents=st.lists(CONTENTS, min_size=5, max_size=5),
)
def test_nothing_is_lost_on_the_way(themes: list[Theme], contents: list[dict[str, Any]]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(profile()) as user,
        closing(profile()) as other,
    ):
        # In the other profile claims have other numbers.
        apply(other, AddClaim(Claim(0, About(1), "Ahead", NOW)), NOW)
        apply(other, RemoveClaim(1), NOW)
        owners = (*abouts(user), *(add_theme(user, each) for each in themes))
        for about, each in zip(owners, contents, strict=False):
            put(user, about, each)
        target = Path(folder) / "out"
        export_folder(user, target, NOW)
        plan = plan_import(other, target, CATALOG)
        assert plan.refused == ()
        before = everything(other)
        if plan.edit is not None:
            _, undo = apply(other, plan.edit, NOW)
            assert everything(other) == everything(user)
            again = plan_import(other, target, CATALOG)
            assert {each.outcome for each in again.steps} <= {Outcome.SAME}
            apply(other, undo, NOW)
            assert everything(other) == before
        own = plan_import(user, target, CATALOG)
        assert own.edit is None

"""What is typed of a claim: pending until stored, never overwritten, never sent twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.alert.tokens import GrammarProblem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Status, merged
from gridwatch.services.thesis.claim_edits import AddClaim, ChangeClaim
from gridwatch.ui.thesis.claims.draft import Draft, tidied

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CLAIM = Claim(1, About(1), "Orders grow", NOW, falsifier="they fall", test="price <= 5")


@pytest.fixture
def draft() -> Draft:
    return Draft(CLAIM)


def sent(draft: Draft) -> ChangeClaim:
    edit = draft.wanted(NOW)
    assert isinstance(edit, ChangeClaim)
    draft.send(edit)
    return edit


def test_what_is_stored_already_is_not_sent(draft: Draft) -> None:
    draft.put("statement", "Orders grow  ")
    assert draft.wanted(NOW) is None
    assert draft.is_clean
    draft.put("statement", "Orders grow fast")
    draft.put("statement", "Orders grow")
    assert draft.wanted(NOW) is None


def test_all_that_fits_is_sent_as_one_change_against_what_was_read(draft: Draft) -> None:
    draft.put("statement", " Orders  grow fast ")
    draft.put("conviction", 80)
    draft.put("test", "price <=")
    draft.put_note("since March")
    edit = sent(draft)
    assert edit.claim == replace(CLAIM, statement="Orders grow fast", conviction=80)
    assert (edit.note, edit.read) == ("since March", CLAIM)
    assert draft.wanted(NOW) is None  # it is on its way
    draft.arrived()
    assert draft.wanted(NOW) is None  # the test is wrong still
    assert draft.value("test") == "price <="


def test_what_is_typed_while_it_is_stored_goes_next(draft: Draft) -> None:
    draft.put("statement", "Orders grow f")
    sent(draft)
    draft.put("statement", "Orders grow fast")
    draft.arrived()
    draft.take(replace(CLAIM, statement="Orders grow f"))
    assert draft.conflicts == {}
    assert draft.value("statement") == "Orders grow fast"
    edit = sent(draft)
    assert edit.read == replace(CLAIM, statement="Orders grow f")


def test_what_is_typed_last_is_sent_behind_what_is_on_its_way(draft: Draft) -> None:
    draft.put("statement", "A")
    sent(draft)
    draft.put("statement", "Orders grow")  # as it was
    edit = sent(draft)
    assert edit.claim == CLAIM
    assert edit.read == replace(CLAIM, statement="A")
    draft.arrived()
    assert draft.value("statement") == "Orders grow"
    draft.arrived()
    assert draft.is_clean


def test_what_could_not_be_stored_stays_typed(draft: Draft) -> None:
    draft.put("conviction", 80)
    sent(draft)
    draft.failed()
    assert draft.value("conviction") == 80
    assert sent(draft).claim.conviction == 80


def test_faults_are_said_of_their_own_field(draft: Draft) -> None:
    draft.put("statement", "  ")
    draft.put("test", " price <= rubbish")
    fault = draft.fault("statement", NOW)
    assert fault is not None
    assert fault.code == "claim_statement"
    wrong = draft.fault("test", NOW)
    assert isinstance(wrong, GrammarProblem)
    assert draft.value("test")[wrong.start : wrong.end] == "rubbish"
    assert draft.fault("conviction", NOW) is None
    assert draft.wanted(NOW) is None


def test_a_change_elsewhere_of_another_field_is_taken(draft: Draft) -> None:
    draft.put("statement", "Orders grow fast")
    now = replace(CLAIM, status=Status.FAILING)
    draft.take(now)
    assert draft.conflicts == {}
    assert draft.value("status") is Status.FAILING
    assert draft.value("statement") == "Orders grow fast"
    assert sent(draft).read == now


def test_a_change_elsewhere_of_the_same_field_is_a_conflict_until_it_is_settled(
    draft: Draft,
) -> None:
    draft.put("statement", "Mine")
    theirs = replace(CLAIM, statement="Theirs")
    draft.take(theirs)
    draft.take(theirs)  # read once more
    assert draft.conflicts == {"statement": "Theirs"}
    assert draft.wanted(NOW) is None
    draft.put("conviction", 80)
    assert sent(draft).claim.statement == "Orders grow"  # the rest goes on
    draft.arrived()
    draft.keep_mine("statement")
    edit = sent(draft)
    assert (edit.claim.statement, edit.read) == ("Mine", replace(theirs, conviction=80))


def test_theirs_can_be_taken(draft: Draft) -> None:
    draft.put("statement", "Mine")
    draft.take(replace(CLAIM, statement="Theirs"))
    draft.take_theirs("statement")
    assert draft.value("statement") == "Theirs"
    assert draft.is_clean


def test_the_same_change_on_both_sides_is_no_conflict(draft: Draft) -> None:
    draft.put("statement", "Same ")
    draft.take(replace(CLAIM, statement="Same"))
    assert draft.conflicts == {}
    assert draft.is_clean


def test_a_note_is_sent_once_and_ended_by_another_change(draft: Draft) -> None:
    draft.put("status", Status.FAILING)
    draft.put_note("late")
    sent(draft)
    draft.arrived()
    assert draft.wanted(NOW) is None
    draft.put_note("late orders")
    assert sent(draft).note == "late orders"
    draft.arrived()
    draft.end_note()
    assert draft.note == ""
    draft.put_note("not stored")
    draft.end_note()
    assert draft.note == "not stored"


def test_a_new_claim_waits_for_its_statement() -> None:
    draft = Draft(Claim(0, About(1), "", NOW))
    draft.put("conviction", 80)
    assert draft.wanted(NOW) is None
    assert draft.fault("conviction", NOW) is None
    draft.put("statement", "Orders")
    edit = draft.wanted(NOW)
    assert isinstance(edit, AddClaim)
    assert (edit.claim.statement, edit.claim.conviction) == ("Orders", 80)
    draft.send(edit)
    draft.put("statement", "Orders grow")
    draft.arrived()
    draft.be(replace(edit.claim, id=7))
    change = sent(draft)
    assert (change.claim.id, change.claim.statement) == (7, "Orders grow")
    assert change.claim.conviction == 80


STEPS = st.lists(
    st.sampled_from(["send", "arrive", "fail", "read"])
    | st.tuples(
        st.sampled_from(["statement", "falsifier"]), st.sampled_from(["", "a", "ab", " ab c "])
    ),
    max_size=30,
)


@given(STEPS)
def test_whatever_happens_in_between_the_last_that_was_typed_is_stored(
    steps: list[str | tuple[str, str]],
) -> None:
    draft, file, typed = Draft(CLAIM), CLAIM, dict[str, str]()
    away = list[ChangeClaim]()

    def send() -> None:
        edit = draft.wanted(NOW)
        if isinstance(edit, ChangeClaim):
            draft.send(edit)
            away.append(edit)

    def arrive() -> None:
        nonlocal file
        edit = away.pop(0)
        assert edit.read is not None
        file = merged(edit.read, file, edit.claim)
        draft.arrived()

    for step in (*steps, "send"):
        match step:
            case "send":
                send()
            case "arrive" if away:
                arrive()
            case "fail" if len(away) == 1:  # one behind it would be refused or stored as well
                away.pop()
                draft.failed()
            case "read" if not away:
                draft.take(file)
            case (name, text):
                draft.put(name, text)
                typed[name] = text
        assert draft.conflicts == {}
        for name, text in typed.items():
            assert tidied(name, draft.value(name)) == tidied(name, text)
    while away:
        arrive()
    draft.take(file)
    assert file.statement == (
        tidied("statement", typed.get("statement", "Orders grow")) or file.statement
    )
    assert file.falsifier == tidied("falsifier", typed.get("falsifier", "they fall"))

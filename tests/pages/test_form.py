"""What a form takes from a browser, and what is kept of it: one version, nobody overwritten, a draft never lost."""

from collections.abc import Iterator

import pytest
import streamlit as st

from data.keeping import keep
from data.store import Store
from pages.ui.form import Field, Form, Group, Sent, answering, keeping
from pages.ui.form.form import understood
from pages.ui.form.keeping import Change
from pages.ui.words import LANGUAGES, words
from tests.data.intake.drawn import held

EN = words("en")
VERDICT = Field("verdict", "Verdict", "choice", "", (("accepted", "Accepted"), ("rejected", "Rejected")), needed=True)
NOTE = Field("note", "Note", "area", "as it was", most=10)
FORM = Form("try", 7, [Group("a", "A", (), (VERDICT, NOTE)), Group("b", "B", (), (NOTE,), can_go=True)], "Save", (("accept", "Accept"),))
GROWING = FORM._replace(grows=Group("new", "Add", (), (Field("who", "Who", most=4),)))


def raw(**changes: object) -> dict[str, object]:
    return {"action": "save", "seen": 7, "ticket": "t1", "values": {"a": {"verdict": "accepted", "note": "fine"}}, "added": [], "gone": []} | changes


def test_what_a_browser_sends_are_the_groups_that_were_touched() -> None:
    assert understood(raw(), FORM) == Sent("save", 7, {"a": {"verdict": "accepted", "note": "fine"}}, ticket="t1")


@pytest.mark.parametrize(
    ("sent", "values"),
    [
        (raw(values={"a": {"verdict": "brilliant", "note": "fine"}}), {"a": {"verdict": "", "note": "fine"}}),
        (raw(values={"a": {"verdict": "accepted", "note": "x" * 50, "owner": "me"}}), {"a": {"verdict": "accepted", "note": "x" * 10}}),
        (raw(values={"a": {"verdict": ["accepted"], "note": 5}}), {"a": {"verdict": "", "note": "as it was"}}),
        (raw(values={"c": {"note": "x"}}), {}),
        (raw(values="all"), {}),
    ],
    ids=["no such word", "too long and more", "no texts", "no such group", "no groups"],
)
def test_a_browser_is_trusted_with_nothing_else(sent: dict[str, object], values: dict[str, dict[str, str]]) -> None:
    found = understood(sent, FORM)
    assert found is not None
    assert found.values == values


def test_only_groups_that_may_go_go_and_only_a_form_that_grows_does() -> None:
    sent = raw(gone=["a", "b", "c"], added=[{"who": "Anna Li", "x": "y"}, "me"])
    plain, growing = understood(sent, FORM), understood(sent, GROWING)
    assert plain is not None
    assert growing is not None
    assert (plain.gone, plain.added) == (("b",), ())
    assert growing.added == ({"who": "Anna"}, {"who": ""})


@pytest.mark.parametrize("sent", [None, "save", {}, raw(action="drop table")])
def test_an_action_that_the_form_does_not_have_is_none(sent: object) -> None:
    assert understood(sent, FORM) is None


def test_nobody_claims_to_have_seen_more_than_was_shown() -> None:
    assert [understood(raw(seen=seen), FORM).seen for seen in (5, 99, "7")] == [5, 7, 7]  # type: ignore[union-attr]


def test_a_send_is_dealt_with_once() -> None:
    assert [answering.is_new("once", ticket) for ticket in ("t1", "t1", "t2")] == [True, False, True]


@pytest.fixture
def kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(keeping, "store", lambda: store)
    yield store
    st.session_state.clear()


def change(note: str) -> Change:
    row = {"subject_kind": "campaign", "subject_id": "C1", "evaluation_note": note}
    return Change({"closures": [row]}, "Saved.")


def sent(seen: int, ticket: str = "t1") -> Sent:
    return Sent("save", seen, {}, ticket=ticket)


@pytest.mark.usefixtures("kept")
def test_what_is_kept_is_told_with_its_version_until_a_later_one_comes() -> None:
    assert keeping.keep("f", sent(0), change("fine"), "Li", EN) == 1
    told = answering.told("f", 1)
    assert told == ("t1", "Saved. Version 1.", True, 1)
    assert answering.told("f", 2) == ("t1", "", True, 1)


def test_of_two_people_the_second_is_refused_told_who_was_faster_and_loses_nothing(kept: Store) -> None:
    keeping.keep("f", sent(0), change("hers"), "Wang", EN)
    assert keeping.keep("f", sent(0), change("mine"), "Li", EN) is None
    told = answering.told("f", 1)
    assert told is not None
    assert not told.kept  # so the browser keeps the draft
    assert "Wang" in told.text
    assert held(kept, "closures", "evaluation_note") == ["hers"]
    assert keeping.keep("f", sent(1), change("mine"), "Li", EN) == 2  # knowingly now
    assert held(kept, "closures", "evaluation_note") == ["mine"]


def test_what_was_kept_already_makes_no_version_and_ends_the_draft(kept: Store) -> None:
    keep(kept, "closures", {"subject_kind": "campaign", "subject_id": "C1", "evaluation_note": "fine"}, "Wang")
    assert keeping.keep("f", sent(1), change("fine"), "Li", EN) is None
    told = answering.told("f", 1)
    assert told is not None
    assert (told.kept, told.text) == (True, EN("form.kept_nothing"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_kept_is_told_with_its_field_and_reason(kept: Store, language: str) -> None:
    say = words(language)
    wrong = Change({"closures": [{"subject_kind": "campaign", "subject_id": "C1", "result_score": "1.2"}]}, "Saved.")
    assert keeping.keep("f", sent(0), wrong, "Li", say) is None
    told = answering.told("f", 0)
    assert told is not None
    assert say("form.field.result_score") in told.text
    assert "{" not in told.text
    assert kept.version() == 0


def test_a_sentence_instead_of_facts_is_told_and_nothing_kept(kept: Store) -> None:
    assert keeping.keep("f", sent(0), "Not yet.", "Li", EN) is None
    assert answering.told("f", 0) == ("t1", "Not yet.", False, None)
    assert kept.version() == 0

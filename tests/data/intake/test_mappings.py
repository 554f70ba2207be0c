"""What a person chose about files of one shape: where fields come from, what words mean; used again without a question."""

import json
from typing import Any

import pytest

from data.adapters import Mapping
from data.adapters.mapping import FieldChoice, ReadingChoice
from data.errors import BoardError, ImportRefused, UnknownExport
from data.intake import Choices, Report, commit, named_mapping, preview, saved_mappings
from data.store import Store
from data.store.undo import undo
from tests.conftest import empty
from tests.data.intake.drawn import as_file, counts, held, problems
from tests.data.test_export import exported

ODD = "Ticket | What | Squad | Opened | Shipped | Note"  # headers that nobody knows
LINES = "1 | a | web | 2026-03-01 | 2026-03-05 | for O1-KR2 \n 2 | b | ops | 2026-03-02 | | "


def reading(words: dict[str, dict[str, str]] | None = None, **fields: str | FieldChoice) -> ReadingChoice:
    """Fields from headers; several with a comma."""
    chosen = {name: choice if isinstance(choice, FieldChoice) else headers(choice) for name, choice in fields.items()}
    return ReadingChoice(fields=chosen, words=words or {})


def headers(text: str) -> FieldChoice:
    return FieldChoice(headers=tuple(filter(None, map(str.strip, text.split(",")))))


def shape(header: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in header.split("|"))


SQUADS = Mapping(
    name="squads",
    source="desk",
    dataset="requirements",
    header=shape(ODD),
    readings={
        "requirements": reading(
            requirement_id="Ticket",
            title="What",
            team="Squad",
            created_at="Opened",
            released_at="Shipped",
            kr_ids=FieldChoice(headers=("Note",), pattern="O1-KR2"),
        )
    },
)


def bring(store: Store, table: str, mapping: Mapping | None = None, **choices: Any) -> list[Report]:
    return commit(store, "file.csv", as_file(table), Choices(mapping=mapping, **choices))


def remember(store: Store, mapping: Mapping = SQUADS, table: str = f"{ODD} \n {LINES}") -> Report:
    (report,) = bring(store, table, mapping, remember=True)
    return report


def test_fields_are_read_from_the_headers_that_were_chosen(store: Store) -> None:
    (report,) = bring(store, f"{ODD} \n {LINES}", SQUADS)
    assert (report.dataset, report.source, report.adapter, report.mapping, counts(report)) == (
        "requirements", "desk", "custom", "squads", {"lines": 2, "new": 2},
    )  # fmt: skip
    assert held(store, "requirements", "requirement_id, title, team, created_on::varchar, released_on::varchar, kr_ids") == [
        ("1", "a", "web", "2026-03-01", "2026-03-05", ["O1-KR2"]),
        ("2", "b", "ops", "2026-03-02", None, None),
    ]
    assert report.columns["team"] == "Squad"


def jira(**fields: Any) -> Mapping:
    return Mapping(export="jira", header=shape(JIRA), readings={"requirements": reading(**fields), "bugs": ReadingChoice()})


JIRA = "Issue key | Summary | Issue Type | Status | Resolution | Created | Resolved | Labels | Labels | Labels"
DONE = "A-1 | Fast O1-KR2 | Story | Done | Fixed | 2026-03-01 | 2026-03-05 | o2-kr1 | | xO9-KR9"


@pytest.mark.parametrize(
    ("header", "found"),
    [("Summary", ["O1-KR2"]), ("Labels", ["O2-KR1"]), ("Labels,Summary", ["O2-KR1", "O1-KR2"]), ("Status", None)],
)
def test_links_are_found_by_their_pattern_in_a_title_and_in_repeated_labels(store: Store, header: str, found: list[str] | None) -> None:
    choice = FieldChoice(headers=tuple(header.split(",")), pattern="O1-KR2")
    bring(store, f"{JIRA} \n {DONE}", jira(kr_ids=choice))
    assert held(store, "requirements", "kr_ids") == [found]


def test_a_pattern_finds_what_is_written_like_it_and_nothing_within_other_words(store: Store) -> None:
    text = "O1-KR2 and O12-KR034, O1-KR2 again; xO1-KR3 O1-KR4x O1KR5 O-KR6 (O7-KR8) 目标O9-KR1的"
    bring(store, f"Ticket | What | Opened | Squad | Shipped | Note \n 1 | a | 2026-03-01 | | | {text}", SQUADS)
    assert held(store, "requirements", "kr_ids") == [["O1-KR2", "O12-KR034", "O7-KR8", "O9-KR1"]]


@pytest.mark.parametrize("pattern", [".*", "(", "[a", "\\", "$1", "O.-KR+"])
def test_a_pattern_is_an_example_and_its_signs_mean_themselves(store: Store, pattern: str) -> None:
    bring(store, f"{ODD} \n 1 | a | | 2026-03-01 | | in {pattern} of", mapping_with(kr_ids=FieldChoice(headers=("Note",), pattern=pattern)))
    bring(store, f"{ODD} \n 2 | a | | 2026-03-01 | | O1-KR1", mapping_with(kr_ids=FieldChoice(headers=("Note",), pattern=pattern)))
    assert held(store, "requirements", "kr_ids") == [[pattern], None]


def mapping_with(**fields: str | FieldChoice) -> Mapping:
    own = SQUADS.readings["requirements"].fields
    return SQUADS.model_copy(update={"readings": {"requirements": ReadingChoice(fields={**own, **reading(**fields).fields})}})


def test_a_field_may_be_not_read(store: Store) -> None:
    (report,) = bring(store, f"{ODD} \n {LINES}", mapping_with(team=""))
    assert "team" not in report.columns
    assert ("Squad" in report.unused, held(store, "requirements", "team")) == (True, [None, None])


def test_a_small_table_looks_values_up(store: Store) -> None:
    words = {"team": {"web": "Web shop"}, "kr_ids": {"web": "KR1;KR2", "ops": "KR3"}}
    choice = reading(words, requirement_id="Ticket", title="What", created_at="Opened", team="Squad", kr_ids="Squad")
    bring(store, f"{ODD} \n {LINES} \n 3 | c | hr | 2026-03-02 | |", SQUADS.model_copy(update={"readings": {"requirements": choice}}))
    assert held(store, "requirements", "team, kr_ids") == [("Web shop", ["KR1", "KR2"]), ("hr", ["hr"]), ("ops", ["KR3"])]


STATES = f"{JIRA} \n {DONE} \n A-2 | b | Story | Closed | Won't Fix | 2026-03-01 | 2026-03-06 | | | \n A-3 | c | Story | Odd | | 2026-03-01 | | | |"


def test_words_overrule_the_tools_own_meaning_by_all_the_cells_that_make_one(store: Store) -> None:
    words = {"status": {"Done · Fixed": "in_progress", "Odd": "planned"}}
    bring(store, STATES, jira(words=words))
    assert held(store, "requirements", "requirement_id, status, stage, released_on::varchar, cancelled_on::varchar") == [
        ("A-1", "in_progress", "dev", None, None),
        ("A-2", "cancelled", "cancelled", None, "2026-03-06"),
        ("A-3", "planned", None, None, None),
    ]


def test_moments_follow_the_status_as_it_was_overruled(store: Store) -> None:
    bring(store, STATES, jira(words={"status": {"Closed · Won't Fix": "released"}}))
    assert held(store, "requirements", "requirement_id, status, stage, released_on::varchar, cancelled_on::varchar")[1] == (
        "A-2", "released", "released", "2026-03-06", None,
    )  # fmt: skip


def test_a_stage_follows_the_status_as_it_was_overruled_so_that_nothing_false_is_observed_later(store: Store) -> None:
    words = {"status": {"Odd": "released", "Done · Fixed": "new"}}
    bring(store, STATES, jira(words=words))
    assert held(store, "requirements", "requirement_id, stage") == [("A-1", None), ("A-2", "cancelled"), ("A-3", "released")]


def test_a_status_from_another_header_brings_its_own_stage(store: Store) -> None:
    table = f"{JIRA} | Step \n {DONE} | 测试中 \n {DONE.replace('A-1', 'A-2')} | in_progress"
    bring(store, table, jira(status="Step", words={"status": {"测试中": "in_progress"}}))
    assert held(store, "requirements", "requirement_id, status, stage, released_on") == [
        ("A-1", "in_progress", "test", None),
        ("A-2", "in_progress", "dev", None),
    ]


KINDS = f"{JIRA} \n" + "\n".join(f"A-{n} | x | {kind} | Done | | 2026-03-01 | | | |" for n, kind in enumerate(("Story", "Epic", "Bug", "Fault"), 1))


def test_kinds_go_where_the_person_says_and_what_is_left_out_is_counted_and_told(store: Store) -> None:
    mapping = jira().model_copy(update={"kinds": {"Fault": "bugs", "Epic": ""}})
    reports = bring(store, KINDS, mapping)
    assert [(report.dataset, report.lines, report.new, report.blank) for report in reports] == [("requirements", 2, 1, 1), ("bugs", 2, 2, 0)]
    assert (held(store, "requirements", "requirement_id"), held(store, "bugs", "bug_id")) == (["A-1"], ["A-3", "A-4"])
    assert [note.code for note in reports[0].notes if note.code == "left_out"] == ["left_out"]
    assert reports[0].kinds == {"Story": ("requirements", 1), "Epic": ("", 1), "Bug": ("bugs", 1), "Fault": ("bugs", 1)}


def test_a_file_of_which_every_kind_is_left_out_is_refused(store: Store) -> None:
    with pytest.raises(BoardError, match="no_kind_wanted"):
        bring(store, f"{JIRA} \n {DONE}", jira().model_copy(update={"kinds": {"Story": ""}}))


@pytest.mark.parametrize(("order", "day"), [("day_first", "2026-04-03"), ("month_first", "2026-03-04")])
def test_the_order_of_dates_is_the_mappings_where_the_file_leaves_it_open(store: Store, order: str, day: str) -> None:
    mapping = SQUADS.model_copy(update={"dates": {"Opened": order}})
    (report,) = bring(store, f"{ODD} \n 1 | a | | 3/4/2026 | |", mapping)
    assert ([read.is_open for read in report.dates], held(store, "requirements", "created_on::varchar")) == ([False], [day])


def test_a_file_whose_dates_are_sure_is_read_as_they_are_whatever_the_mapping_says(store: Store) -> None:
    mapping = SQUADS.model_copy(update={"dates": {"Opened": "day_first"}})
    bring(store, f"{ODD} \n 1 | a | | 3/4/2026 | | \n 2 | a | | 3/14/2026 | |", mapping)
    assert held(store, "requirements", "created_on::varchar") == ["2026-03-04", "2026-03-14"]


def test_source_and_mode_are_the_mappings_unless_the_person_says_otherwise(store: Store) -> None:
    complete = SQUADS.model_copy(update={"mode": "snapshot"})
    bring(store, f"{ODD} \n {LINES}", complete)
    (report,) = bring(store, f"{ODD} \n {LINES.splitlines()[0]}", complete, yes=True)
    assert (report.source, report.mode, report.retired) == ("desk", "snapshot", 1)
    (report,) = bring(store, f"{ODD} \n {LINES}", complete, source="other", mode="upsert")
    assert (report.source, report.mode, report.new) == ("other", "upsert", 2)


def test_nobody_imports_as_the_sample_by_a_mapping(store: Store) -> None:
    with pytest.raises(ImportRefused, match="source_reserved"):
        bring(store, f"{ODD} \n {LINES}", SQUADS.model_copy(update={"source": "sample"}))


def test_it_is_saved_with_the_import_in_the_same_version_and_undone_with_it(store: Store) -> None:
    report = remember(store)
    assert (report.version, held(store, "mappings", "name, valid_from")) == (1, [("squads", 1)])
    assert (named_mapping(store, "squads"), saved_mappings(store.cursor(0))) == (SQUADS, [])
    undo(store, 1, "Li")
    assert (saved_mappings(store.cursor()), saved_mappings(store.cursor(1)), held(store, "requirements", "1")) == ([], [SQUADS], [])
    with pytest.raises(ImportRefused, match="no_such_mapping"):
        named_mapping(store, "squads")


def test_a_preview_saves_nothing(store: Store) -> None:
    preview(store, "file.csv", as_file(f"{ODD} \n {LINES}"), Choices(mapping=SQUADS, remember=True))
    assert saved_mappings(store.cursor()) == []


def test_another_choice_under_the_same_name_replaces_it_and_the_old_one_stays_known(store: Store) -> None:
    remember(store)
    changed = mapping_with(team="Note")
    assert remember(store, changed).version == 2
    assert (saved_mappings(store.cursor()), saved_mappings(store.cursor(1))) == ([changed], [SQUADS])
    assert remember(store, changed).version is None, "the same again is no version"
    undo(store, 2, "Li")
    assert named_mapping(store, "squads") == SQUADS


def test_a_mapping_alone_is_worth_a_version(store: Store) -> None:
    bring(store, f"{ODD} \n {LINES}", SQUADS)
    report = remember(store)
    assert (report.version, counts(report)) == (2, {"lines": 2, "unchanged": 2})


def test_it_is_used_without_a_question_when_the_same_shape_comes_again(store: Store) -> None:
    remember(store)
    (report,) = bring(store, f"{ODD} \n 3 | c | web | 2026-03-03 | |")
    assert (report.mapping, report.source, report.new, report.lacking) == ("squads", "desk", 1, ())
    with pytest.raises(UnknownExport):
        bring(store, f"{ODD} \n 3 | c | web | 2026-03-03 | |", saved=False)


SHAPES = {
    "moved": ("Note | Shipped | Opened | Squad | What | Ticket", " | 2026-03-05 | 2026-03-01 | web | a | 1"),
    "added": (f"{ODD} | New | More", "1 | a | web | 2026-03-01 | 2026-03-05 | | x | y"),
    "repeated": (f"{ODD} | Squad | Ticket", "1 | a | web | 2026-03-01 | 2026-03-05 | | ops | 9"),
    "in another case": (ODD.upper(), "1 | a | web | 2026-03-01 | 2026-03-05 |"),
    "below a preamble": (f"Weekly list | | | | | \n {ODD}", "1 | a | web | 2026-03-01 | 2026-03-05 |"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_columns_that_were_moved_added_or_repeated_change_nothing(store: Store, name: str) -> None:
    remember(store, SQUADS, f"{ODD} \n 1 | a | web | 2026-03-01 | 2026-03-05 |")
    (report,) = bring(store, " \n ".join(SHAPES[name]))
    assert (report.mapping, report.unchanged, report.lacking, report.version) == ("squads", 1, (), None)


def test_a_missing_column_is_told_with_what_will_be_empty_and_the_old_value_stays(store: Store) -> None:
    remember(store)
    (report,) = bring(store, "Ticket | What | Opened | Note \n 1 | changed | 2026-03-01 | \n 4 | new | 2026-03-01 |")
    assert (report.mapping, report.lacking) == ("squads", ("team", "released_at"))
    assert held(store, "requirements", "title, team, released_on::varchar")[0] == ("b", "ops", None)
    assert held(store, "requirements", "title, team, released_on::varchar")[1:] == [("changed", "web", "2026-03-05"), ("new", None, None)]


def test_a_file_that_has_little_of_the_shape_is_not_taken_for_it(store: Store) -> None:
    remember(store)
    with pytest.raises(UnknownExport):
        bring(store, "Ticket | What | Colour | Size \n 1 | a | red | 5")


@pytest.mark.parametrize("header", ["What | Squad | Opened | Shipped | Note", "x | y"])
def test_a_file_without_the_key_or_of_another_shape_is_refused_clearly(store: Store, header: str) -> None:
    line = " | ".join("2026-03-01" for _ in shape(header))
    for ask in (commit, preview):
        with pytest.raises(UnknownExport) as refused:
            ask(store, "file.csv", as_file(f"{header} \n {line}"), Choices(mapping=SQUADS))
        assert refused.value.facts["headers"] == shape(header)
    assert store.version() == 0


def test_a_column_that_new_facts_need_rejects_their_lines_and_not_the_file(store: Store) -> None:
    remember(store)
    (report,) = bring(store, "Ticket | Opened | Squad | Note \n 1 | 2026-03-01 | ops | \n 5 | 2026-03-01 | ops |", SQUADS)
    assert (problems(report), report.changed, report.lacking) == ([(3, "title", "missing_column")], 1, ("title", "released_at"))


def test_of_two_mappings_that_fit_the_more_alike_is_used_and_of_equals_the_later(store: Store) -> None:
    remember(store)
    remember(store, SQUADS.model_copy(update={"name": "newer"}), f"{ODD} \n 9 | z | | 2026-03-01 | |")
    remember(
        store,
        SQUADS.model_copy(update={"name": "wider", "header": (*SQUADS.header, "New", "More")}),
        f"{ODD} | New | More \n 8 | y | | 2026-03-01 | | | |",
    )
    assert [bring(store, f"{header} \n {LINES}")[0].mapping for header in (ODD, f"{ODD} | New | More")] == ["newer", "wider"]


UNREADABLE: list[dict[str, Any]] = [
    {"later": True},
    {"dates": {"Opened": "sideways"}},
    {"mode": "banana"},
    {"export": "tool of 2030"},
    {"export": "", "dataset": ""},
    {"dataset": "dreams"},
    {"readings": {"dreams": {}}},
    {"kinds": {"Epic": "dreams"}},
]


@pytest.mark.parametrize("odd", UNREADABLE, ids=str)
def test_a_saved_mapping_that_cannot_be_understood_is_passed_over(store: Store, odd: dict[str, Any]) -> None:
    """It may come from a later version of the product."""
    definition = json.dumps(SQUADS.model_dump(mode="json") | odd)
    (report,) = commit(store, "mappings.csv", as_file(f"name | definition \n odd | {definition}"), Choices())
    assert report.new == 1
    with pytest.raises(UnknownExport):
        bring(store, f"{ODD} \n {LINES}")
    remember(store)
    assert bring(store, f"{ODD} \n {LINES}")[0].mapping == "squads"


@pytest.mark.parametrize(
    "mapping",
    [Mapping(), Mapping(header=shape(ODD)), Mapping(header=shape(ODD), export="tool of 2030"), Mapping(header=shape(ODD), dataset="bugs")],
    ids=str,
)
def test_a_mapping_for_nobodys_export_is_a_clear_refusal(store: Store, mapping: Mapping) -> None:
    with pytest.raises(UnknownExport):
        bring(store, f"{ODD} \n {LINES}", mapping)
    assert store.version() == 0


def test_mappings_go_out_and_come_in_as_facts_like_all_others(store: Store) -> None:
    remember(store)
    remember(store, jira(team="Summary").model_copy(update={"name": '"quoted", =1'}), f"{JIRA} \n {DONE}")
    before, file = saved_mappings(store.cursor()), exported(store, "mappings")
    empty(store)
    (report,) = commit(store, "mappings.csv", file.encode(), Choices())
    assert (report.dataset, report.new, report.rejected) == ("mappings", 2, 0)
    assert sorted(saved_mappings(store.cursor()), key=lambda one: one.name) == sorted(before, key=lambda one: one.name)
    assert bring(store, f"{ODD} \n {LINES}")[0].mapping == "squads"


@pytest.mark.parametrize("definition", ["no object", "[1]", "{", '"x"'])
def test_a_definition_that_is_no_object_is_a_rejected_line(store: Store, definition: str) -> None:
    (report,) = commit(store, "mappings.csv", as_file(f"name | definition \n a | {definition}"), Choices())
    assert problems(report) == [(2, "definition", "not_a_definition")]

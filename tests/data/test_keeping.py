"""What a person keeps on a page: one fact, one version, with an origin like every other."""

import pytest

from data.errors import ImportRefused
from data.intake import Choices, commit, commit_sample
from data.keeping import drop, keep, keep_all
from data.store import Store
from data.store.history import history
from data.store.undo import undo
from tests.data.intake.drawn import as_file, counts, held, read_in

MUTE = {"rule": "drift", "subject": "team:A", "until_on": "2025-09-30", "reason": "moving house", "who": "Li"}
OBJECTIVE = "objective_id | title | starts_on | ends_on \n O1 | Grow | 2025-01-01 | 2025-12-31"


def test_what_is_kept_is_a_version_of_its_own_with_its_author(store: Store) -> None:
    read_in(store, "teams", "team \n A")
    assert keep(store, "mutes", MUTE, "Li") == 2
    entry = history(store)[0]
    assert (entry.version, entry.kind, entry.who, entry.dataset, entry.new, entry.file) == (2, "edit", "Li", "mutes", 1, "")
    assert held(store, "mutes", "rule, subject, until_on::varchar, reason, who") == [tuple(MUTE.values())]


def test_it_holds_from_its_version_on_and_not_before(store: Store) -> None:
    read_in(store, "teams", "team \n A")
    keep(store, "mutes", MUTE, "Li")
    keep(store, "mutes", MUTE | {"until_on": "2025-10-31"}, "Wang")
    assert [held(store, "mutes", "until_on::varchar", version) for version in (1, 2, 3)] == [[], ["2025-09-30"], ["2025-10-31"]]
    assert history(store)[0].changed == 1


def test_each_fact_names_the_entry_that_brought_it(store: Store) -> None:
    keep(store, "mutes", MUTE, "Li")
    assert store.cursor().execute("select i.who, i.adapter, i.version, m.line from mutes as m join imports as i using (import_id)").fetchall() == [
        ("Li", "edit", 1, 1)
    ]


def test_keeping_what_is_kept_already_makes_no_version(store: Store) -> None:
    assert keep(store, "settings", {"name": "status.behind_gap", "value": "0.3"}, "Li") == 1
    assert keep(store, "settings", {"name": "status.behind_gap", "value": " 0.30 "}, "Wang") is None
    assert store.version() == 1


def test_a_column_that_is_not_given_keeps_its_value(store: Store) -> None:
    read_in(store, "teams", "team | lead | aliases \n A | Li | Alpha;Eins \n B | Wang |")
    keep(store, "teams", {"team": "A", "department": "Shop"}, "Li")
    assert held(store, "teams", "team, department, lead, aliases") == [("A", "Shop", "Li", ["Alpha", "Eins"]), ("B", None, "Wang", None)]


def test_dropping_retires_the_fact_of_that_key_only(store: Store) -> None:
    keep(store, "mutes", MUTE, "Li")
    keep(store, "mutes", MUTE | {"subject": "team:B"}, "Li")
    assert drop(store, "mutes", {"rule": "drift", "subject": "team:A"}, "Wang") == 3
    assert held(store, "mutes", "subject") == ["team:B"]
    assert held(store, "mutes", "subject", 2) == ["team:A", "team:B"]
    assert (history(store)[0].kind, history(store)[0].retired) == ("edit", 1)
    assert drop(store, "mutes", {"rule": "drift", "subject": "team:A"}, "Wang") is None


@pytest.mark.parametrize(
    ("dataset", "row", "field", "reason"),
    [
        ("mutes", MUTE | {"until_on": "soon"}, "until_on", "not_a_day"),
        ("mutes", MUTE | {"rule": "behnd"}, "rule", "unknown_rule"),
        ("mutes", MUTE | {"reason": "  "}, "reason", "empty"),
        ("mutes", {name: cell for name, cell in MUTE.items() if name != "who"}, "who", "missing_column"),
        ("settings", {"name": "status.behind_gpa", "value": "0.3"}, "name", "unknown_setting"),
        ("settings", {"name": "attention.drift_weeks", "value": "1"}, "value", "setting_out_of_reach"),
        ("settings", {"name": "attention.behind_points", "value": "20%"}, "value", "not_a_number"),
        (
            "objectives",
            {"objective_id": "O1", "title": "Grow", "starts_on": "2025-02-01", "ends_on": "2025-01-01"},
            "ends_on",
            "ends_before_it_starts",
        ),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_what_no_import_would_take_is_refused_and_nothing_changes(store: Store, dataset: str, row: dict[str, str], field: str, reason: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        keep(store, dataset, row, "Li")
    assert (refused.value.code, refused.value.facts["field"], refused.value.facts["reason"]) == ("edit_refused", field, reason)
    assert store.version() == 0


def test_an_undo_takes_it_back_and_another_one_brings_it_again(store: Store) -> None:
    keep(store, "settings", {"name": "attention.drift_weeks", "value": "6"}, "Li")
    keep(store, "settings", {"name": "attention.drift_weeks", "value": "4"}, "Li")
    undo(store, 2, "Wang")
    assert held(store, "settings", "value") == [6.0]
    undo(store, 3, "Wang")
    assert held(store, "settings", "value") == [4.0]


def test_what_is_dropped_comes_back_with_an_undo(store: Store) -> None:
    keep(store, "mutes", MUTE, "Li")
    drop(store, "mutes", {"rule": "drift", "subject": "team:A"}, "Li")
    undo(store, 2, "Wang")
    assert held(store, "mutes", "subject, reason") == [("team:A", "moving house")]


def test_what_is_kept_of_the_sample_company_goes_with_it(store: Store) -> None:
    commit_sample(store, {"objectives.csv": as_file(OBJECTIVE)})
    keep(store, "mutes", MUTE, "Li")
    read_in(store, "objectives", OBJECTIVE)
    assert held(store, "mutes", "subject") == []
    undo(store, 3, "Li")
    assert (held(store, "mutes", "subject"), held(store, "objectives", "source")) == (["team:A"], ["sample"])


def test_what_is_kept_of_real_facts_stays_through_imports(store: Store) -> None:
    read_in(store, "objectives", OBJECTIVE)
    keep(store, "mutes", MUTE, "Li")
    read_in(store, "objectives", "objective_id | title | starts_on | ends_on \n O2 | Save | 2025-01-01 | 2025-12-31")
    assert held(store, "mutes", "subject") == ["team:A"]


def test_mutes_come_in_by_file_too_with_the_names_people_give_the_rules(store: Store) -> None:
    file = "规则 | 对象 | 截至日期 | 原因 | 姓名 \n 偏离目标 | team:A | 2025-09-30 | 搬家 | 李 \n drift | team: | 2025-09-30 | 搬家 | 李"
    (report,) = commit(store, "静音.csv", as_file(file), Choices())
    assert (report.dataset, counts(report)) == ("mutes", {"lines": 2, "new": 2})
    assert held(store, "mutes", "rule, subject") == [("drift", "team:"), ("drift", "team:A")]


def test_a_fact_that_is_named_twice_in_one_go_changes_once_and_what_is_said_last_holds(store: Store) -> None:
    rows = [{"team": "A", "lead": "Li", "department": "Shop"}, {"team": "B", "lead": "Wu"}, {"team": " A ", "lead": "Wang"}]
    assert keep_all(store, {"teams": rows}, "Li") == 1
    assert held(store, "teams", "team, lead, department") == [("A", "Wang", "Shop"), ("B", "Wu", None)]
    assert store.cursor().execute("select count(*) from facts.teams where valid_to <= valid_from").fetchall() == [(0,)]
    assert (history(store)[0].new, history(store)[0].changed) == (2, 0)


def test_what_is_said_and_taken_back_in_one_go_is_nothing_new(store: Store) -> None:
    read_in(store, "teams", "team | lead \n A | Li")
    assert keep_all(store, {"teams": [{"team": "A", "lead": "Wu"}, {"team": "A", "lead": "Li"}]}, "Li") is None


def test_what_is_dropped_twice_in_one_go_is_retired_once(store: Store) -> None:
    read_in(store, "teams", "team \n A")
    assert keep_all(store, {}, "Li", dropped={"teams": [{"team": "A"}, {"team": " A"}]}) == 2
    assert history(store)[0].retired == 1

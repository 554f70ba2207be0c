"""Lines add facts or change them; what a file doesn't say stays as it is."""

from data.intake import Choices, commit
from data.store import Store
from tests.data.intake.drawn import as_file, counts, held, problems, read_in

FIRST = """
    requirement_id | title | team | status      | created_at | released_at
    R1             | a     | A    | in_progress | 2025-09-01 |
    R2             | b     | B    | released    | 2025-09-01 | 2025-09-02
"""


def test_a_line_whose_key_is_known_changes_its_fact_and_others_stay(store: Store) -> None:
    read_in(store, "requirements", FIRST)
    report = read_in(store, "requirements", "requirement_id | title | created_at \n R1 | changed | 2025-09-01 \n R3 | new | 2025-09-01")
    assert counts(report) == {"lines": 2, "new": 1, "changed": 1}
    assert held(store, "requirements", "requirement_id, title") == [("R1", "changed"), ("R2", "b"), ("R3", "new")]


def test_an_absent_column_keeps_its_old_value_and_an_empty_cell_clears_it(store: Store) -> None:
    read_in(store, "requirements", FIRST)
    report = read_in(store, "requirements", "requirement_id | team \n R1 | \n R2 | C")
    assert counts(report) == {"lines": 2, "changed": 2}
    assert held(store, "requirements", "requirement_id, title, team, status, released_on::varchar") == [
        ("R1", "a", None, "in_progress", None),
        ("R2", "b", "C", "released", "2025-09-02"),
    ]


def test_an_empty_cell_clears_a_moment_with_its_time_and_a_list(store: Store) -> None:
    read_in(store, "requirements", "requirement_id | title | created_at | dev_at | kr_ids \n R1 | a | 2025-09-01 | 2025-09-02 10:00 | KR1")
    read_in(store, "requirements", "requirement_id | dev_at | kr_ids \n R1 | | ")
    assert held(store, "requirements", "dev_on, dev_at, kr_ids") == [(None, None, None)]


def test_a_day_in_place_of_a_moment_lets_go_of_its_time(store: Store) -> None:
    read_in(store, "requirements", "requirement_id | title | created_at | dev_at \n R1 | a | 2025-09-01 | 2025-09-02 10:00")
    assert counts(read_in(store, "requirements", "requirement_id | dev_at \n R1 | 2025-09-02")) == {"lines": 1, "changed": 1}
    assert held(store, "requirements", "dev_on::varchar, dev_at") == [("2025-09-02", None)]


def test_an_empty_cell_where_none_may_be_is_rejected_and_clears_nothing(store: Store) -> None:
    read_in(store, "requirements", FIRST)
    report = read_in(store, "requirements", "requirement_id | title \n R1 | ")
    assert problems(report) == [(2, "title", "empty")]
    assert held(store, "requirements", "title") == ["a", "b"]


def test_the_same_file_twice_changes_nothing_and_makes_no_version(store: Store) -> None:
    read_in(store, "requirements", FIRST)
    report = read_in(store, "requirements", FIRST)
    assert (counts(report), report.version, store.version()) == ({"lines": 2, "unchanged": 2}, None, 1)
    assert store.cursor().execute("select count(*) from versions").fetchall() == [(1,)]


def test_the_same_fact_written_otherwise_is_unchanged(store: Store) -> None:
    read_in(store, "requirements", "requirement_id | title | team | created_at \n R1 | a | A | 2025-09-01 08:00:00")
    report = read_in(store, "requirements", "编号 | 标题 | 团队 | 创建时间 \n R1 | a | Ａ | 2025-09-01T00:00:00Z")
    assert counts(report) == {"lines": 1, "unchanged": 1}


def test_requirements_and_bugs_of_two_sources_may_have_the_same_id(store: Store) -> None:
    read_in(store, "requirements", FIRST)
    report = read_in(store, "requirements", "requirement_id | title | created_at \n R1 | other | 2025-09-01", source="jira")
    assert (counts(report), report.source) == ({"lines": 1, "new": 1}, "jira")
    read_in(store, "bugs", "bug_id | title | created_at \n 1 | a | 2025-09-01")
    assert counts(read_in(store, "bugs", "bug_id | title | created_at \n 1 | b | 2025-09-01", source="jira")) == {"lines": 1, "new": 1}
    assert held(store, "requirements", "source, requirement_id, title") == [
        ("canonical", "R1", "a"),
        ("canonical", "R2", "b"),
        ("jira", "R1", "other"),
    ]
    assert held(store, "bugs", "source, title") == [("canonical", "a"), ("jira", "b")]


def test_all_other_keys_are_global(store: Store) -> None:
    read_in(store, "kr_values", "metric_id | day | value \n M1 | 2025-09-01 | 1")
    report = read_in(store, "kr_values", "metric_id | day | value \n M1 | 2025-09-01 | 2", source="bi")
    assert counts(report) == {"lines": 1, "changed": 1}
    assert held(store, "kr_values", "value") == [2.0]


def test_the_default_source_is_the_adapters_name_never_the_files(store: Store) -> None:
    (report,) = commit(store, "from the web shop.csv", as_file("team | lead \n A | b"), Choices())
    assert (report.adapter, report.source) == ("canonical", "canonical")


def test_each_fact_carries_the_import_with_file_sheet_and_line_that_brought_it(store: Store) -> None:
    read_in(store, "requirements", FIRST, who="Li")
    read_in(store, "requirements", "requirement_id | title \n R2 | changed")
    found = store.cursor().execute("""
        select requirement_id, i.version, i.file, i.sheet, r.line, i.who
        from requirements as r
        join imports as i on i.import_id = r.import_id
        order by all
    """)
    assert found.fetchall() == [("R1", 1, "requirements.csv", None, 2, "Li"), ("R2", 2, "requirements.csv", None, 2, "")]


def test_several_imports_are_several_versions_by_whom(store: Store) -> None:
    read_in(store, "teams", "team | lead \n A | b", who="Li")
    read_in(store, "teams", "team | lead \n A | c", who="Wang")
    assert held(store, "versions", "version, kind, who") == [(1, "import", "Li"), (2, "import", "Wang")]

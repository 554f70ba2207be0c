"""Whatever the desk shows has a word in both languages; problems are told with the cell that they are about."""

import pytest

from data.adapters.recognition import TOOLS
from data.intake import Choices, Report, commit, preview
from data.model.datasets import DATASETS
from data.store import Store
from pages.ui.importing import landing, offer, report
from pages.ui.importing.landing import word_name
from pages.ui.words import LANGUAGES, words

EN, ZH = words("en"), words("zh")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "key",
    [
        *(f"mapping.{name}" for name in offer.WORDS),
        *(f"adapter.{name}" for name in sorted({tool.adapter for tool in TOOLS} | {"canonical", "custom"})),
        *(f"dataset.{name}" for name in DATASETS),
        *(f"import.{name}" for name in ("sure", "likely", "check", "comma", "semicolon", "tab", "bar")),
        *(f"import.{name}" for name in ("open_questions", "columns_missing", "unnamed", "not_agreed", "unfit", "undecided", "nothing")),
    ],
)
def test_whatever_the_desk_says_has_a_word(language: str, key: str) -> None:
    assert words(language).raw(key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_of_our_fixed_words_is_called_by_a_name(language: str) -> None:
    named = [(column.name, word, dataset.name) for dataset in DATASETS.values() for column in dataset.columns for word in set(column.words.values())]
    codes = [each for each in named if word_name(*each, words(language)) == each[1] and (language == "zh" or "_" in each[1])]
    assert codes == []


def of(store: Store, text: str, name: str = "a.csv") -> list[Report]:
    return preview(store, name, text.encode(), Choices())


def test_a_problem_is_told_with_its_cell_as_the_file_has_it(store: Store) -> None:
    [found] = of(store, "requirement_id,title,created_at,status\n,no id,2026-01-05,new\nR2, b ,soon,flying\n")
    written = {line.line: line.cells for line in found.rejected_lines}
    told = {problem.field: report.value(problem, found, written.get(problem.line)) for problem in found.problems}
    assert told == {"requirement_id": "", "created_at": "soon", "status": "flying"}


def test_the_counts_add_up_with_what_is_retired_or_dangling_beside(store: Store) -> None:
    [found] = of(store, "metric_id,day,value\nM1,2026-01-05,5\nM1,2026-01-05,6\nM1,x,7\n\n")
    assert str(report.counts(found, EN)).replace("<b>", "").replace("</b>", "").startswith('<p class="gb-counts">4 lines = 1 new + 1 superseded + ')
    assert "1</b> dangling</span>" in str(report.counts(found, EN))


def test_a_file_is_told_by_its_tool_and_how_sure_that_is(store: Store) -> None:
    jira = of(store, "Issue key,Summary,Issue Type,Status,Created\nA-1,a,Story,Open,2026-01-05\nA-2,b,Bug,Open,2026-01-05\n")
    assert "Jira → requirements, bugs" in str(report.recognised(jira, EN))
    assert ">sure<" in str(report.recognised(jira, EN))
    assert ">请核对<" in str(report.recognised([_unsure(jira[0])], ZH))


def _unsure(found: Report) -> Report:
    found.confidence = 0.3
    return found


def test_the_first_rows_are_those_that_are_new_and_nothing_is_shown_of_what_is_known(store: Store) -> None:
    commit(store, "kr.csv", b"kr_id,objective_id,title\nK1,O1,n\n", Choices())
    kps = "kp_id,kr_id,month,title,status\nA,K1,2026-05,Known,planned\n"
    commit(store, "kp.csv", kps.encode(), Choices())
    (same,) = of(store, kps, "kp.csv")
    assert (same.unchanged, report.says_more(same)) == (1, False)
    (more,) = of(store, kps.replace("planned", "doing") + "B,K1,2026-06,Fresh,planned\n", "kp.csv")
    assert ([row["kp_id"] for row in more.sample], [edit.key for edit in more.edits]) == (["B"], ["A"])
    assert landing.title(more, ZH, "") == "新增的前几行"


def test_a_key_project_is_called_what_its_board_calls_it() -> None:
    assert [word_name("status", word, "key_projects", ZH) for word in ("planned", "doing", "done")] == ["计划", "进行中", "已完成"]
    assert word_name("status", "planned", "requirements", ZH) == "规划中"

"""Words that trackers have in common mean the same in all of them; an unknown word is shown, never guessed."""

import pytest

from data.adapters.vocabulary import (
    BUG_STATES,
    CANCELLED,
    DEV,
    RESOLUTIONS,
    TEST,
    WORK,
    bug_status,
    dataset_of_labels,
    dataset_of_type,
    dropping_label,
    labels,
    resolution,
    step_by_labels,
    work_stage,
    work_status,
)
from data.model.facts import BUG_STATUS, RESOLUTION, STAGES, WORK_STATUS

status, stage = work_status(), work_stage()


@pytest.mark.parametrize(
    ("word", "ours", "at"),
    [
        ("规划中", "planned", ""), ("待排期", "backlog", ""), ("待评审", "in_progress", "review"), ("待开发", "in_progress", "ready"),
        ("实现中", "in_progress", "dev"), ("研发中", "in_progress", "dev"), ("待测试", "in_progress", "test"),
        ("测试完毕", "in_progress", "release_ready"),
        ("已上线", "released", "released"), ("已实现", "released", "released"), ("已复盘", "released", "retro"), ("已拒绝", "cancelled", "cancelled"),
        ("Done", "released", "released"), ("IN PROGRESS", "in_progress", "dev"), ("In Review", "in_progress", ""), ("Todo", "new", ""),
        ("灰度观察", "灰度观察", ""), ("Waiting for bank", "Waiting for bank", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_a_word_for_the_state_of_work_tells_our_status_and_perhaps_the_stage(word: str, ours: str, at: str) -> None:
    assert (status(word), stage(word)) == (ours, at)


def test_a_tool_overrules_what_a_word_means_elsewhere() -> None:
    assert (status("Resolved"), stage("Resolved")) == ("Resolved", "")
    own = {"resolved": TEST}
    assert (work_status(own)("Resolved"), work_stage(own)("Resolved"), work_status(own)("Done")) == ("in_progress", "test", "released")


def test_every_word_means_one_of_ours() -> None:
    assert {step.status for step in WORK.values()} <= set(WORK_STATUS.values())
    assert {step.stage for step in WORK.values()} - {""} <= set(STAGES.values())
    assert set(BUG_STATES.values()) == set(BUG_STATUS.values())
    assert set(RESOLUTIONS.values()) - {""} <= set(RESOLUTION.values())
    assert all(word == word.casefold() for word in (*WORK, *BUG_STATES, *RESOLUTIONS))


def test_words_that_are_ours_already_keep_their_meaning() -> None:
    assert {word: status(word) for word in WORK_STATUS if word in WORK} == {word: WORK_STATUS[word] for word in WORK_STATUS if word in WORK}


@pytest.mark.parametrize(
    ("word", "ours"),
    [("接受/处理", "open"), ("重新打开", "open"), ("In Review", "open"), ("已修复", "resolved"), ("待验证", "resolved"), ("已拒绝", "resolved"),
     ("Done", "resolved"), ("已关闭", "closed"), ("挂起", "挂起"), ("", "")],
)  # fmt: skip
def test_a_bug_is_closed_only_where_the_word_says_closed(word: str, ours: str) -> None:
    assert bug_status()(word) == ours


def test_a_bug_that_a_tool_has_in_work_is_open_but_resolved_stays_resolved() -> None:
    own = {"committed": DEV, "resolved": TEST, "removed": CANCELLED}
    assert [bug_status(own)(word) for word in ("Committed", "Resolved", "Removed")] == ["open", "resolved", "resolved"]


@pytest.mark.parametrize(
    ("cells", "ours"),
    [
        (("设计如此", "已关闭"), "by_design"),
        (("", "已拒绝"), "wont_fix"),
        (("", "暂不修复"), "postponed"),
        (("已解决", "已拒绝"), "fixed"),
        (("", "已解决"), ""),
        (("", "Duplicate"), "duplicate"),
        (("换个说法", "已解决"), "换个说法"),
        (("Won’t Fix", ""), "wont_fix"),
        (("Closed",), ""),
    ],
)
def test_without_a_resolution_only_a_status_that_drops_a_bug_says_why(cells: tuple[str, ...], ours: str) -> None:
    assert resolution(*cells) == ours


@pytest.mark.parametrize(
    ("kind", "dataset"),
    [("缺陷", "bugs"), ("Bug", "bugs"), ("Incident", "bugs"), ("产品类需求", "requirements"), ("任务", "requirements"), ("", "requirements"),
     ("测试用例", ""), ("Milestone", ""), ("Test Case", "")],
)  # fmt: skip
def test_the_type_says_what_is_a_bug_and_what_is_no_work(kind: str, dataset: str) -> None:
    assert dataset_of_type(kind) == dataset


def test_labels_count_without_their_scope() -> None:
    assert labels("type::bug, kind/UI;good first issue") == {"bug", "ui", "good first issue"}
    assert [dataset_of_labels(cell) for cell in ("ui,Type: Bug", "not a bug,debug", "")] == ["bugs", "requirements", "requirements"]
    assert [dropping_label(cell) for cell in ("bug,Duplicate", "resolution::won't fix", "ui", "")] == ["duplicate", "won't fix", "", ""]
    assert [step_by_labels(cell).status for cell in ("Doing,ui", "workflow::in development", "done", "")] == [
        "in_progress",
        "in_progress",
        "new",
        "new",
    ]

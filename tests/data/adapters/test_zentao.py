"""ZenTao: bug and story exports, with numbered references, year zero and words of its own."""

from collections.abc import Callable

import pytest

from data.adapters import Part, parts, zentao
from data.errors import UnknownExport
from data.reading import Sheet

Drawn = Callable[..., Sheet]
Example = Callable[..., list[Part]]
ReadAs = Callable[..., list[tuple[str, ...]]]


def test_a_bug_export_has_no_environment(example: Example) -> None:
    [part] = example("zentao_bug.csv")
    assert (part.adapter, part.source, part.dataset, "environment" in part.columns) == ("zentao", "zentao", "bugs", False)


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("设计如此", "by_design"), ("重复Bug", "duplicate"), ("外部原因", "external"), ("已解决", "fixed"), ("无法重现", "not_reproducible"),
        ("延期处理", "postponed"), ("不予解决", "wont_fix"), ("转为需求", "to_requirement"), ("", ""), ("搁置", "搁置"), ("已解决(#fixed)", "fixed"),
    ],
)  # fmt: skip
def test_resolutions_become_our_words_and_unknown_ones_stay(word: str, meaning: str) -> None:
    [resolution] = [field for field in zentao.BUG if field.name == "resolution"]
    assert resolution.read is not None
    assert resolution.read(word) == meaning


@pytest.mark.parametrize(
    ("stage", "state", "ours"),
    [
        ("未开始", "new", ""), ("已计划", "planned", ""), ("已立项", "planned", ""), ("研发中", "in_progress", "dev"),
        ("研发完毕", "in_progress", "test"),
        ("测试中", "in_progress", "test"), ("测试完毕", "in_progress", "release_ready"), ("已验收", "in_progress", "release_ready"),
        ("已发布", "released", "released"), ("已关闭", "已关闭", ""), ("灰度", "灰度", ""), ("研发中(#developing)", "in_progress", "dev"),
    ],
)  # fmt: skip
def test_stages_become_our_words(stage: str, state: str, ours: str) -> None:
    assert (zentao.story_status(stage, "", ""), zentao.story_stage(stage, "", "")) == (state, ours)


@pytest.mark.parametrize("reason", ["已细分", "重复", "延期", "不做", "已取消", "设计如此"])
def test_a_story_closed_for_another_reason_is_cancelled_on_that_day(read_as: ReadAs, reason: str) -> None:
    table = f"""
        编号 | 软件需求名称 | 所处阶段 | 创建日期   | 关闭日期   | 关闭原因
        1    | x            | 已关闭   | 2026-01-01 | 2026-01-05 | {reason}
    """
    assert read_as("requirements", table, "status", "stage", "released_at", "cancelled_at") == [("cancelled", "cancelled", "", "2026-01-05")]


@pytest.mark.parametrize(("stage", "reason", "state"), [("已关闭", "已完成", "released"), ("已发布", "不做", "released"), ("已关闭", "搁置", "搁置")])
def test_a_story_is_delivered_when_released_or_closed_as_completed(stage: str, reason: str, state: str) -> None:
    assert zentao.story_status(stage, "已关闭", reason) == state


@pytest.mark.parametrize(("cell", "id_"), [("下单(#12)", "12"), ("12", "12"), ("(#0)", ""), ("0", ""), ("", ""), ("退款(旧)(#8)", "8")])
def test_a_reference_is_the_number_at_its_end(cell: str, id_: str) -> None:
    assert zentao.number(cell) == id_


def test_bugs_can_be_read_as_requirements(read_as: ReadAs) -> None:
    table = """
        Bug编号 | Bug标题  | 所属产品  | 相关需求   | Bug状态 | 解决方案 | 创建日期   | 解决日期            | 关闭日期
        201     | 重复扣款 | 商城(#7)  | 下单(#101) | 已关闭  | 已解决   | 2026-01-10 | 2026-01-11 10:00:00 | 2026-01-12 10:00:00
        202     | 字体太小 | 商城(#7)  | (#0)       | 已解决  | 设计如此 | 2026-01-10 | 2026-01-11 11:00:00 | 0000-00-00 00:00:00
        203     | 无法登录 | 商城(#7)  |            | 激活    |          | 2026-01-11 | 0000-00-00          | 0000-00-00
        204     | 闪退     | 商城(#7)  |            | 已关闭  | 已解决   | 2026-01-11 | 0000-00-00          | 2026-01-13
    """
    columns = ("requirement_id", "team", "status", "stage", "released_at", "cancelled_at", "parent_id")
    assert read_as("requirements", table, *columns, given=True) == [
        ("201", "商城", "released", "released", "2026-01-11 10:00:00", "", "101"),
        ("202", "商城", "cancelled", "cancelled", "", "2026-01-11 11:00:00", ""),
        ("203", "商城", "new", "", "", "", ""),
        ("204", "商城", "released", "released", "2026-01-13", "", ""),
    ]


def test_stories_cannot_be_read_as_bugs(example: Example) -> None:
    with pytest.raises(UnknownExport, match="not_this_dataset"):
        example("zentao_story_gbk.csv", "bugs")


def test_our_own_bug_file_is_not_taken_for_one_of_zentao(drawn: Drawn) -> None:
    [part] = parts(
        drawn("""
        Bug编号 | 标题 | 严重程度 | 状态   | 解决方案 | 创建时间
        1       | x    | 高       | 已关闭 | 已解决   | 2026-01-01
    """)
    )
    assert part.adapter == "canonical"

"""Which saved mapping a file is read by: one made for files of its shape, or none."""

import pytest

from data.adapters.mapping import FieldChoice, Mapping, ReadingChoice, read_mapping
from data.errors import UnknownExport
from data.intake import Choices, Report, commit
from data.store import Store
from tests.data.intake.drawn import as_file, held

COMMON = ("编号", "标题", "状态", "负责人", "创建时间", "完成时间")
YUNXIAO = "编号 | 标题 | 状态 | 负责人 | 优先级 | 工作项类型 | 所属项目 | 迭代 | 创建人 | 创建时间 | 完成时间"


def partner(source: str = "partner", name: str = "partner") -> Mapping:
    chosen = {"requirement_id": "编号", "title": "标题", "created_at": "创建时间", "released_at": "完成时间"}
    fields = {field: FieldChoice(headers=(header,)) for field, header in chosen.items()}
    return Mapping(name=name, source=source, dataset="requirements", header=COMMON, readings={"requirements": ReadingChoice(fields=fields)})


def remember(store: Store, mapping: Mapping, key: str = "1") -> None:
    content = as_file(f"{' | '.join(COMMON)} \n {key} | a | new | x | 2026-01-01 |")
    commit(store, "partner.csv", content, Choices(mapping=mapping, remember=True))


def test_a_tools_export_is_not_read_by_a_mapping_for_files_that_only_share_words_with_it(store: Store) -> None:
    remember(store, partner())
    (report,) = commit(store, "y.csv", as_file(f"{YUNXIAO} \n 1 | b | 缺陷状态 | x | 1 | 缺陷 | P | I | y | 2026-01-02 |"), Choices())
    assert (report.mapping, report.adapter, report.dataset, report.source) == ("", "yunxiao", "bugs", "yunxiao")
    assert held(store, "requirements", "title") == ["a"]


def test_a_file_of_the_same_shape_is_read_by_it_without_a_question(store: Store) -> None:
    remember(store, partner())
    (report,) = commit(store, "p.csv", as_file(f"{' | '.join(COMMON[::-1])} \n | 2026-01-03 | x | new | b | 2"), Choices())
    assert (report.mapping, report.source, report.new) == ("partner", "partner", 1)


def test_where_mappings_of_two_sources_fit_alike_somebody_has_to_say(store: Store) -> None:
    remember(store, partner())
    remember(store, partner("other", "other"))
    content = as_file(f"{' | '.join(COMMON)} \n 1 | b | new | x | 2026-01-01 |")
    with pytest.raises(UnknownExport, match="several_mappings") as caught:
        commit(store, "p.csv", content, Choices())
    assert caught.value.facts["names"] == ("partner", "other")
    (report,) = commit(store, "p.csv", content, Choices(mapping=partner("other", "other")))
    assert (report.source, report.changed) == ("other", 1)


def test_a_tools_mapping_is_used_though_the_column_is_gone_that_the_tool_is_recognised_by(store: Store) -> None:
    header = "ID | 标题 | 状态 | 优先级 | 处理人 | 迭代 | 创建人 | 创建时间 | 完成时间"
    mapping = Mapping(name="weekly", source="tapd", export="tapd_story", header=tuple(cell.strip() for cell in header.split("|")))
    commit(store, "t.csv", as_file(f"{header} \n 1 | a | 开发中 | 高 | x | I | y | 2026-01-01 |"), Choices(mapping=mapping, remember=True))
    without = as_file("ID | 标题 | 状态 | 优先级 | 迭代 | 创建人 | 创建时间 \n 2 | b | 开发中 | 高 | I | y | 2026-01-01")
    (report,) = commit(store, "t.csv", without, Choices())
    assert (report.mapping, report.new, "owner" in report.lacking) == ("weekly", 1, True)


@pytest.mark.parametrize(
    "definition",
    [
        '{"readings": {"requirements": {"fields": {"x = 1; drop table facts.requirements; set variable y": {"pattern": "A1"}}}}}',
        '{"readings": {"requirements": {"words": {"nobody": {"a": "b"}}}}}',
        '{"readings": {"nope": {}}}',
        '{"dataset": "nope"}',
        '{"kinds": {"Story": "nonsense"}}',
        '{"dates": {"Created": "weird"}}',
        '{"mode": "everything"}',
    ],
)
def test_a_definition_that_names_what_there_is_not_is_none(store: Store, definition: str) -> None:
    assert read_mapping(definition) is None
    quoted = definition.replace('"', '""')
    commit(store, "mappings.csv", f'name,definition\nm,"{quoted}"\n'.encode(), Choices())
    assert brought(store).new == 1


def brought(store: Store) -> Report:
    (report,) = commit(store, "r.csv", as_file("requirement_id | title | created_at \n R1 | a | 2026-01-01"), Choices())
    return report

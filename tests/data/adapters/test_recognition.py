"""Whose export a file is, where it could be several's."""

from data.adapters import KNOWN, parts
from data.reading import Content, read


def recognised(header: str, line: str) -> tuple[str, str, float]:
    [sheet] = read(Content("x.csv", f"{header}\n{line}\n".encode()), known=KNOWN).sheets
    part = parts(sheet)[0]
    return part.adapter, part.dataset, part.confidence


def test_a_file_of_ours_with_a_column_of_a_tool_stays_ours() -> None:
    header = "编号,标题,团队,关联KR,状态,处理人,创建时间,发布时间"
    assert recognised(header, "1,a,A,K,new,x,2026-01-01,2026-01-02")[:2] == ("canonical", "requirements")


def test_a_tools_file_of_which_ours_explain_less_is_the_tools() -> None:
    header = "编号,标题,状态,负责人,优先级,工作项类型,所属项目,迭代,创建时间,完成时间,父项"
    assert recognised(header, "1,a,new,x,1,需求,P,I,2026-01-01,,")[0] == "yunxiao"


def test_our_words_among_many_others_are_no_certainty() -> None:
    known = recognised("编号,标题,创建时间", "1,a,2026-01-01")[2]
    lost = recognised("编号,标题,创建时间,甲,乙,丙,丁,戊,己", "1,a,2026-01-01,,,,,,")[2]
    assert known == 1.0
    assert lost < 0.7

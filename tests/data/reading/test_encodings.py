"""Bytes are read in the encoding in which their headers make sense; where two fit as well, that is said."""

import pytest

from data.reading import Content, read
from data.reading.encoding import ENCODINGS
from tests.data.reading.known import KNOWN, only, refusal
from tests.truth import REAL, must_be_here

TABLE = "编号,标题,团队\r\n1,一二三,商城\r\n2,“引号”,㐀龥\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_one_table_reads_the_same_in_every_encoding(encoding: str) -> None:
    mark = {"utf-16-le": "", "utf-16-be": ""}
    text = TABLE if encoding not in mark else TABLE.replace("一二三", "plain words enough that every other byte is zero")
    expected = only(text.encode()).lines()
    assert only(text.encode(encoding)).lines() == expected


def test_gbk_is_read_as_the_same_text() -> None:
    table = TABLE.replace("㐀", "中")
    assert only(table.encode("gbk")).lines() == only(table.encode()).lines()


def test_damaged_utf_8_is_refused_rather_than_read_as_something_else() -> None:
    text = ("编号,标题\n" + "一二三四五六七八九十,需求\n" * 5).encode()
    assert refusal(text[:-2]) == ("broken_text", {"file": "some.csv", "encoding": "utf-8", "line": 6})


def test_damage_far_behind_the_beginning_is_named_by_its_line() -> None:
    text = ("编号,标题\n" + "一二三四五六七八九十,需求\n" * 40_000).encode()
    before, behind = text[:-1_000_000], text[-1_000_000:]
    assert refusal(before + b"\xff" + behind)[1]["line"] == before.count(b"\n") + 1


@pytest.mark.parametrize(
    ("text", "gone"),
    [("a,b\n1,一二", 1), ("a,b\n1,一二", 2), ("a,b\n1,一", 1), ("编号,b\n" + "1,2\n" * 99_999 + "1,一", 2)],
    ids=["of two", "two bytes", "of one", "far behind the others"],
)
def test_utf_8_that_ends_in_the_middle_of_a_character_is_damaged_utf_8(text: str, gone: int) -> None:
    assert refusal(text.encode()[:-gone]) == ("broken_text", {"file": "some.csv", "encoding": "utf-8", "line": text.count("\n") + 1})


def test_a_single_accented_letter_at_the_very_end_is_latin() -> None:
    assert only(b"a,b\n1,caf\xe9").lines()[1].cells == ["1", "café"]


def test_gb18030_that_ends_in_the_middle_of_a_character_is_damaged_gb18030() -> None:
    text = ("编号,标题\n" + "一二三四五六七八九十,需求\n" * 5).encode("gb18030")
    assert refusal(text[:-2]) == ("broken_text", {"file": "some.csv", "encoding": "gb18030", "line": 6})


def test_latin_1_is_read_only_where_it_makes_more_sense_than_chinese() -> None:
    french = only("Date;Météo relevée;Côté été\n01/01/2026;3;5\n".encode("latin-1"))
    assert (french.encoding, french.lines()[0].cells[1], french.doubt) == ("latin-1", "Météo relevée", ())
    chinese = only("metric_id,day,value\n朱镕基,2026-01-01,5\n".encode("gb18030"))
    assert (chinese.encoding, chinese.lines()[1].cells[0]) == ("gb18030", "朱镕基")


def test_where_both_readings_make_as_much_sense_the_other_is_named() -> None:
    assert only("a,b\nM\xe9t\xe9o,x\n\xc0\xc1\xc2\xc3,y\n".encode("latin-1")).doubt != ()
    assert only(TABLE.encode("gb18030")).doubt == ()


@pytest.mark.parametrize("end", [b"", b"\x80 5;x\n"], ids=["letters", "a euro too"])
def test_latin_text_is_of_windows_where_it_holds_marks_that_latin_1_lacks(end: bytes) -> None:
    sheet = only("Date;Météo relevée;Côté été\n01/01/2026;3;5\n".encode("latin-1") + end)
    assert (sheet.encoding, [line.cells[0] for line in sheet.lines()[2:]]) == (("cp1252", ["€ 5"]) if end else ("latin-1", []))
    assert only(b"price,note\n\x80 5,x\n").lines()[1].cells == ["€ 5", "x"]


BIG5 = "編號,標題,狀態\n1,這是一個中文的需求,處理中\n"
JAPANESE = "番号,タイトル\n1,ログイン画面のエラーを直す①\n"
KOREAN = "번호,제목\n1,로그인 화면 오류를 수정한다\n"
RUSSIAN = "Номер,Заголовок\n1,Исправить ошибку входа\n"


def test_text_that_gb18030_has_no_characters_for_is_read_as_big5() -> None:
    sheet = only(BIG5.encode("big5"))
    assert (sheet.encoding, sheet.lines()) == ("big5", only(BIG5.encode()).lines())
    late = "id,title\n" + "1,x\n" * 30_000 + BIG5
    assert only(late.encode("big5")).lines() == only(late.encode()).lines()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(JAPANESE, "shift_jis"), ("a\nアイエオトルレロ\n", "shift_jis"), (KOREAN, "euc-kr"), (RUSSIAN, "cp1251"), ("a\nОшибка входа\n", "cp1251")],
    ids=["Japanese", "letters that Latin has too", "Korean", "Russian", "little Russian"],
)
def test_text_that_looks_like_no_chinese_is_refused_until_somebody_chooses(text: str, encoding: str) -> None:
    content = text.encode({"shift_jis": "cp932", "euc-kr": "cp949"}.get(encoding, encoding))
    code, facts = refusal(content)
    assert (code, facts["file"]) == ("unclear_encoding", "some.csv")
    assert encoding in facts["candidates"]  # type: ignore[operator]
    assert only(content, encoding=encoding).lines() == only(text.encode()).lines()


@pytest.mark.parametrize(
    "text",
    ["name\n湘\n", "name\n編號\n標題\n", "状态\n\ue863\n" + "一二三四五六七八九十\n" * 9, "name\n𠮷🩷\n一二三\n", "team\n" + "产品\n" * 99],
    ids=["a rare one", "traditional ones", "a private one", "emoji", "the same word again and again"],
)
def test_chinese_is_not_doubted_for_a_rare_character_or_few_words(text: str) -> None:
    sheet = only(text.encode("gb18030"))
    assert (sheet.encoding, sheet.lines()) == ("gb18030", only(text.encode()).lines())


def test_a_person_may_choose_any_of_the_encodings_that_are_offered() -> None:
    for name in ENCODINGS:
        assert only(b"a,b\n1,2\n" if name != "utf-16" else "a,b\n1,2\n".encode(name), encoding=name).lines()[1].cells == ["1", "2"]
    for name in ("gbk", "GB2312", "cp950", "Windows-1251", "latin1", "UTF8", "sjis", "euc_kr"):
        assert only(b"a,b\n1,2\n", encoding=name).encoding in ENCODINGS


def test_a_persons_choice_overrules_and_is_refused_where_it_is_impossible() -> None:
    content = "编号,标题\n朱镕基,1\n".encode("gb18030")
    assert only(content, encoding="latin-1").encoding == "latin-1"
    assert only(content, encoding="GB18030").lines()[1].cells == ["朱镕基", "1"]
    assert refusal(content, encoding="utf-8") == ("wrong_encoding", {"file": "some.csv", "encoding": "utf-8", "line": 1})
    assert refusal(b"a,b\n", encoding="rot13") == ("wrong_encoding", {"file": "some.csv", "encoding": "rot13", "line": 1})


def test_the_choice_of_utf_8_takes_a_mark_away_all_the_same() -> None:
    assert only("\ufeffa,b\n".encode(), encoding="utf-8").lines()[0].cells == ["a", "b"]


def test_real_french_headers_that_decode_as_chinese_too_are_read_right() -> None:
    must_be_here()
    path = REAL / "kpi" / "bikes.csv"
    [sheet] = read(Content(path.name, path), known=KNOWN).sheets
    assert (sheet.encoding, sheet.delimiter) == ("latin-1", ";")
    assert sheet.lines(0, 1)[0].cells[2] == "Brébeuf (données non disponibles)"

"""What was chosen on the desk becomes the way a file is read; a batch goes in in the order that references need, and is told of."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from data.adapters.mapping import FieldChoice
from data.intake import Choices, named_mapping, saved_mappings
from data.intake import commit as commit_file
from data.store import Store
from data.store.undo import undo
from pages.ui.importing import batch, desk, report
from pages.ui.importing.batch import BATCH, Batch
from pages.ui.importing.candidate import Candidate, candidate
from pages.ui.importing.choice import FileChoice, SheetChoice, understood
from pages.ui.importing.offer import offer
from pages.ui.importing.shown import Shown
from pages.ui.person import Person
from pages.ui.store import store as open_one
from pages.ui.words import words

EN = words("en")
TAPD = "需求ID,标题,状态,优先级,处理人,分类,创建时间\n1,O1-KR2 登录,灰度,高,林;,支付,2026-09-01 10:00\n2,首页,规划中,高,林;,支付,2026-09-02 10:00\n"
SQUADS = "Ticket,What,Raised,Tags\nT1,Login,2026-01-05,x O1-KR2 y\nT2,Home,2026-01-06,\n"
VALUES = "metric_id,day,value\nM1,2026-01-05,5\n"
METRICS = "metric_id,kr_id,name,direction,baseline,target\nM1,KR1,n,increase,1,5\n"
TWO = "编号,标题,创建时间\nR1,a,2026-01-05\n"
DATED = "requirement_id,title,created_at\nR1,a,03/04/2026\n"


@pytest.fixture
def at(tmp_path: Path) -> Callable[..., Candidate]:
    """A file on the desk as it is chosen, after what it was before."""

    def looked(held: Store, name: str, text: str | bytes, choice: FileChoice | None = None, before: Candidate | None = None) -> Candidate:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return candidate(held, name, path, choice or FileChoice(), before, lambda _share: None)

    return looked


def choice(sheet: SheetChoice, **file: object) -> FileChoice:
    return FileChoice(sheets={"": sheet}, **file)


def landed(made: Candidate) -> list[dict[str, str]]:
    return made.reports[0].sample


def test_a_file_nobody_chose_anything_about_is_left_to_what_is_recognised(store: Store, at: Callable[..., Candidate]) -> None:
    made = at(store, "t.csv", TAPD)
    assert [piece.choices for piece in made.pieces] == [Choices()]
    assert (made.reports[0].adapter, made.reports[0].new) == ("tapd", 2)
    assert made.pieces[0].is_ready


def test_a_word_a_column_and_a_pattern_change_only_what_they_name(store: Store, at: Callable[..., Candidate]) -> None:
    fields = {"requirements": {"kr_ids": FieldChoice(headers=("标题",), pattern="O1-KR2"), "team": FieldChoice(headers=("分类",))}}
    made = at(store, "t.csv", TAPD, choice(SheetChoice(fields=fields, words={"requirements": {"status": {"灰度": "released"}}})))
    mapping = made.pieces[0].choices.mapping
    assert mapping is not None
    assert (mapping.export, set(mapping.readings["requirements"].fields)) == ("tapd_story", {"kr_ids", "team"})
    first, second = landed(made)
    assert (first["kr_ids"], first["team"], first["status"], first["owner"]) == ("O1-KR2", "支付", "released", "林")
    assert (second["kr_ids"], second["status"]) == ("", "planned")


def test_another_choice_reads_no_file_anew_and_only_what_lands_otherwise_is_looked_at_again(store: Store, at: Callable[..., Candidate]) -> None:
    first = at(store, "t.csv", TAPD)
    changed = choice(SheetChoice(words={"requirements": {"status": {"灰度": "released"}}}))
    second = at(store, "t.csv", TAPD, changed, first)
    named = at(store, "t.csv", TAPD, changed.model_copy(update={"remember": True, "name": "weekly"}), second)
    assert second.reading is first.reading is named.reading
    assert second.pieces[0].reports is not first.pieces[0].reports
    assert named.pieces[0].reports is second.pieces[0].reports
    assert at(store, "t.csv", TAPD, FileChoice(encoding="gb18030"), first).reading is not first.reading


def test_an_unknown_file_needs_a_dataset_and_then_the_columns_that_it_cannot_do_without(store: Store, at: Callable[..., Candidate]) -> None:
    unknown = at(store, "s.csv", SQUADS)
    assert [piece.error.code for piece in unknown.pieces if piece.error] == ["unknown_export"]
    assert not unknown.pieces[0].is_ready
    chosen = at(store, "s.csv", SQUADS, choice(SheetChoice(dataset="requirements")), unknown)
    assert chosen.pieces[0].lacking == ("requirement_id", "title", "created_at")
    assert not chosen.pieces[0].is_ready
    columns = {"requirement_id": "Ticket", "title": "What", "created_at": "Raised"}
    fields = {name: FieldChoice(headers=(header,)) for name, header in columns.items()}
    mapped = at(store, "s.csv", SQUADS, choice(SheetChoice(dataset="requirements", fields={"requirements": fields})), chosen)
    assert mapped.pieces[0].is_ready
    assert [row["requirement_id"] for row in landed(mapped)] == ["T1", "T2"]


def test_columns_called_like_ours_are_proposed_for_an_unknown_file(store: Store, at: Callable[..., Candidate]) -> None:
    named = "Title,Team,Raised\na,Red,2026-01-05\n"
    made = at(store, "n.csv", named, choice(SheetChoice(dataset="bugs")))
    assert made.pieces[0].lacking == ("bug_id", "created_at")
    [sheet] = offer(made, [], EN)["sheets"]
    usual = {field["name"]: field["usual"] for reading in sheet["readings"] for field in reading["fields"] if field["usual"]}
    assert usual == {"title": "Title", "team": "Team"}


def test_a_saved_mapping_is_used_by_name_can_be_left_out_and_is_changed_on_top(store: Store, at: Callable[..., Candidate]) -> None:
    told = choice(SheetChoice(words={"requirements": {"status": {"灰度": "released"}}}), remember=True, name="weekly")
    piece = at(store, "t.csv", TAPD, told).pieces[0]
    commit_file(store, "t.csv", piece.reading, piece.choices)
    assert named_mapping(store, "weekly").export == "tapd_story"

    again = at(store, "t.csv", TAPD)
    assert (again.reports[0].mapping, landed(again)[0]["status"]) == ("weekly", "released")
    assert offer(again, [], EN)["file"]["used"] == "weekly"
    without = at(store, "t.csv", TAPD, FileChoice(saved=""), again)
    assert (without.reports[0].mapping, landed(without)[0]["status"]) == ("", "灰度")
    more = at(store, "t.csv", TAPD, choice(SheetChoice(fields={"requirements": {"team": FieldChoice(headers=("分类",))}})), again)
    assert (landed(more)[0]["status"], landed(more)[0]["team"]) == ("released", "支付")


def test_dates_that_can_be_read_both_ways_are_a_question_until_somebody_answers(store: Store, at: Callable[..., Candidate]) -> None:
    asked = at(store, "d.csv", DATED)
    assert asked.pieces[0].has_questions
    assert not asked.pieces[0].is_ready
    [date] = offer(asked, [], EN)["sheets"][0]["dates"]
    assert (date["open"], date["both"]) == (True, ["2026-04-03", "2026-03-04"])
    answered = at(store, "d.csv", DATED, choice(SheetChoice(dates={"created_at": "month_first"})), asked)
    assert answered.pieces[0].is_ready
    assert landed(answered)[0]["created_at"] == "2026-03-04"


def test_what_a_complete_list_would_retire_has_to_be_agreed_to(store: Store, at: Callable[..., Candidate]) -> None:
    commit_file(store, "a.csv", "编号,标题,创建时间\nR1,a,2026-01-05\nR2,b,2026-01-05\n".encode(), Choices(dataset="requirements"))
    assert at(store, "b.csv", TWO).pieces[0].is_agreed
    snapshot = at(store, "b.csv", TWO, FileChoice(mode="snapshot"))
    assert (snapshot.pieces[0].is_agreed, snapshot.pieces[0].is_ready) == (False, False)
    assert offer(snapshot, [], EN)["file"]["retired"] == 1
    assert at(store, "b.csv", TWO, FileChoice(mode="snapshot", yes=True)).pieces[0].is_ready


@pytest.mark.parametrize(
    "nonsense",
    ["x", 7, [], {"sheets": {"": {"dataset": "nothing"}}}, {"mode": "wipe"}, {"sheets": {"": {"fields": {"bugs": {"team": "x"}}}}}],
    ids=["text", "number", "list", "unknown dataset", "unknown mode", "no field choice"],
)
def test_what_a_browser_sends_and_makes_no_sense_is_no_choice(nonsense: object) -> None:
    assert understood(nonsense) == FileChoice()


def test_what_others_refer_to_goes_in_first_and_a_file_that_could_not_be_read_is_told(
    empty_store: Path, at: Callable[..., Candidate], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not empty_store.exists()
    session = SimpleNamespace(session_state={})
    monkeypatch.setattr(batch, "st", session)
    held = open_one()
    files = {"broken.csv": "", "values.csv": VALUES, "metrics.csv": METRICS}
    batch.start(held, [at(held, name, text) for name, text in files.items()], "Ann")
    done: Batch = session.session_state[BATCH]
    for outcome in done.outcomes:
        if outcome.job:
            outcome.job.over.result(timeout=60)
    assert [outcome.file for outcome in done.outcomes] == ["metrics.csv", "values.csv", "broken.csv"]
    assert [report.dangling for outcome in done.outcomes for report in outcome.reports] == [1, 0]
    assert [outcome.why_not.code for outcome in done.outcomes if outcome.why_not] == ["empty_file"]


def test_the_result_says_who_imported_that_nobody_verified_it_and_how_to_take_it_back(
    empty_store: Path, at: Callable[..., Candidate], cold: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not empty_store.exists()
    held = open_one()
    session = SimpleNamespace(session_state={})
    with monkeypatch.context() as patched:
        patched.setattr(batch, "st", session)
        batch.start(held, [at(held, "metrics.csv", METRICS), at(held, "broken.csv", "")], "<b>Ann")
    for outcome in session.session_state[BATCH].outcomes:
        if outcome.job:
            outcome.job.over.result(timeout=60)
    app = cold("imports.py")
    app.session_state[BATCH] = session.session_state[BATCH]
    page = " ".join(part.value for part in app.run().html)
    said = re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))
    assert "What did this import change?" in said
    assert "Imported by &lt;b&gt;Ann: the name as it was typed, not verified." in said
    assert "Imported as version 1." in said
    assert "undo=1" in page
    assert "The file is empty." in said


def test_a_sheet_with_a_choice_of_its_own_goes_in_by_itself_and_the_others_together(store: Store, at: Callable[..., Candidate]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in {"t.csv": TAPD, "s.csv": SQUADS, "v.csv": VALUES}.items():
            packed.writestr(name, text)
    made = at(store, "all.zip", out.getvalue())
    assert [(piece.places, len(piece.reports), piece.error) for piece in made.pieces] == [(("t.csv", "s.csv", "v.csv"), 2, None)]
    fields = {name: FieldChoice(headers=(header,)) for name, header in {"requirement_id": "Ticket", "title": "What", "created_at": "Raised"}.items()}
    chosen = FileChoice(sheets={"s.csv": SheetChoice(dataset="requirements", fields={"requirements": fields})})
    mapped = at(store, "all.zip", out.getvalue(), chosen, made)
    assert [(piece.places, [report.dataset for report in piece.reports]) for piece in mapped.pieces] == [
        (("s.csv",), ["requirements"]),
        (("t.csv", "v.csv"), ["requirements", "kr_values"]),
    ]
    assert [sheet["title"] for sheet in offer(mapped, [], EN)["sheets"]] == ["t.csv · requirements", "s.csv · requirements", "v.csv · KR values"]


def test_a_mapping_remembers_how_the_file_is_read_and_what_it_is(store: Store, at: Callable[..., Candidate]) -> None:
    told = {"encoding": "gb18030", "delimiter": "\t", "mode": "snapshot", "source": " shop "}
    made = at(store, "t.csv", TAPD.replace(",", "\t").encode("gb18030"), FileChoice(remember=True, name="weekly", **told))
    mapping = made.pieces[0].choices.mapping
    assert mapping is not None
    kept = (mapping.name, mapping.encoding, mapping.delimiter, mapping.mode, mapping.source, mapping.export)
    assert kept == ("weekly", "gb18030", "\t", "snapshot", "shop", "tapd_story")
    assert made.reports[0].source == "shop"


def test_a_file_of_an_archive_that_was_not_read_is_told_once_and_the_summary_is_not_sure(store: Store, at: Callable[..., Candidate]) -> None:
    made = at(store, "all.zip", packed({"t.csv": TAPD, "unk.csv": "Colour,Shape\nred,round\n"}))
    told = [str(tag) for each in made.reports for tag in report.remarks(each, EN, done=False)]
    assert len([text for text in told if "unk.csv in the archive was not read: " in text and "gb-unsure" in text]) == 1
    assert "not all of it was read" in str(report.recognised(made.reports, EN))
    assert ">sure<" not in str(report.recognised(made.reports, EN))
    apart = choice(SheetChoice()).model_copy(update={"sheets": {"t.csv": SheetChoice(words={"requirements": {"status": {"灰度": "released"}}})}})
    own = at(store, "all.zip", packed({"t.csv": TAPD, "unk.csv": "Colour,Shape\nred,round\n"}), apart, made)
    assert [error.facts["file"] for each in own.reports for error in each.refused] == ["unk.csv"]
    whole = at(store, "two.zip", packed({"t.csv": TAPD, "v.csv": VALUES}))
    assert "not all" not in str(report.recognised(whole.reports, EN))


def test_the_card_starts_from_what_the_saved_mapping_holds(store: Store, at: Callable[..., Candidate]) -> None:
    fields = {"requirements": {"kr_ids": FieldChoice(headers=("标题", "分类"), pattern="O1-KR2"), "team": FieldChoice(headers=("分类",))}}
    words_ = {"requirements": {"status": {"灰度": "released"}}}
    remember(store, at, choice(SheetChoice(fields=fields, words=words_), remember=True, name="weekly"))
    again = at(store, "t.csv", TAPD)
    [reading] = offer(again, [], EN)["sheets"][0]["readings"]
    saved = {field["name"]: field["saved"] for field in reading["fields"] if field["saved"]}
    assert saved == {"kr_ids": {"headers": ["标题", "分类"], "pattern": "O1-KR2"}}
    assert [row for field in reading["words"] if field["field"] == "status" for row in field["rows"] if row[4]] == [
        ["灰度", "released", 1, True, True]
    ]
    cleared = choice(SheetChoice(fields={"requirements": {"kr_ids": FieldChoice(headers=("标题",))}}))
    assert landed(at(store, "t.csv", TAPD, cleared, again))[0]["kr_ids"] != "O1-KR2"


def test_of_several_mappings_that_fit_alike_somebody_chooses_one_also_in_an_archive(store: Store, at: Callable[..., Candidate]) -> None:
    for name in ("east", "west"):
        remember(store, at, FileChoice(saved="", source=name, remember=True, name=name))
    remember(store, at, FileChoice(remember=True, name="values"), "v.csv", VALUES)
    asked = offer(at(store, "t.csv", TAPD), saved_mappings(store.cursor())[::-1], EN)["file"]
    assert (asked["isAsked"], asked["saved"]) == (True, ["east", "west", "values"])
    made = at(store, "all.zip", packed({"t.csv": TAPD, "v.csv": VALUES}), FileChoice(saved="west"))
    assert [(each.dataset, each.mapping) for each in made.reports] == [("requirements", "west"), ("kr_values", "")]
    assert made.reports[0].source == "west"
    assert not offer(made, saved_mappings(store.cursor()), EN)["file"]["isAsked"]


def test_what_would_land_otherwise_than_shown_stays_out_and_what_lands_alike_goes_in(empty_store: Path, at: Callable[..., Candidate]) -> None:
    assert not empty_store.exists()
    held = open_one()
    values, metrics = at(held, "v.csv", VALUES), at(held, "m.csv", METRICS)
    commit_file(held, "v.csv", VALUES.encode(), Choices(who="Bo"))
    shown = Shown(values.version)
    jobs = [shown.start(held, each.name, each.pieces[0], "Ann") for each in (values, metrics)]
    for job in jobs:
        job.over.result(timeout=60)
    assert [job.error.code if job.error else None for job in jobs] == ["shown_otherwise", None]
    assert jobs[1].result[0].new == 1


def test_the_desk_shows_anew_what_somebody_else_changed_meanwhile(
    empty_store: Path, at: Callable[..., Candidate], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not empty_store.exists()
    held = open_one()
    slot = desk.Slot(FileChoice(), at(held, "v.csv", VALUES))
    monkeypatch.setattr(desk, "st", SimpleNamespace(session_state={desk.SLOTS: {"1": slot}}))
    upload = SimpleNamespace(id="1", name="v.csv")
    commit_file(held, "m.csv", METRICS.encode(), Choices(who="Bo"))
    assert desk._otherwise([upload], [at(held, "v.csv", VALUES)]) == ""
    commit_file(held, "v.csv", VALUES.encode(), Choices(who="Bo"))
    fresh = at(held, "v.csv", VALUES)
    assert desk._otherwise([upload], [fresh]) == "v.csv"
    assert slot.made is fresh


def test_files_of_one_batch_that_say_the_same_do_not_stop_each_other(empty_store: Path, at: Callable[..., Candidate]) -> None:
    assert not empty_store.exists()
    held = open_one()
    both = [at(held, name, VALUES) for name in ("a.csv", "b.csv")]
    shown = Shown(held.version())
    jobs = [shown.start(held, each.name, each.pieces[0], "Ann") for each in both]
    for job in jobs:
        job.over.result(timeout=60)
    assert [(job.result[0].new, job.result[0].unchanged) for job in jobs] == [(1, 0), (0, 1)]


def test_a_version_that_was_undone_is_told_so(store: Store) -> None:
    [first] = commit_file(store, "v.csv", VALUES.encode(), Choices(who="Ann"))
    assert first.version is not None
    assert batch.undone_by(store, first.version) is None
    by = undo(store, first.version, "Bo")
    assert batch.undone_by(store, first.version) == by


def test_a_column_that_a_saved_mapping_misses_keeps_what_is_there_unless_the_list_is_complete(store: Store, at: Callable[..., Candidate]) -> None:
    [found] = at(store, "t.csv", TAPD).reports
    told = {mode: str(report.remarks(replace(found, lacking=("team",), mode=mode), EN, done=False)[0]) for mode in ("upsert", "snapshot")}
    assert "keeps what is there; empty on new lines" in told["upsert"]
    assert "Will be empty" in told["snapshot"]


def test_the_reason_why_nothing_goes_in_names_the_file_that_asks(store: Store, at: Callable[..., Candidate]) -> None:
    made = [at(store, "t.csv", TAPD), at(store, "d.csv", DATED)]
    said = desk._why_not(made, 1, 2, Person("Ann", ""), EN)
    assert said == "d.csv: Answer the question about the dates first."


def packed(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def remember(store: Store, at: Callable[..., Candidate], told: FileChoice, name: str = "t.csv", text: str = TAPD) -> None:
    piece = at(store, name, text, told).pieces[0]
    commit_file(store, name, piece.reading, piece.choices)

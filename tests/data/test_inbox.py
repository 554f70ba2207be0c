"""The watched folder: what lies still goes in once and moves on with its report; what isn't ours to take stays."""

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from data.errors import BoardError
from data.inbox import Outcome, Stamp, Wording, look, outcome
from data.intake import Choices, Report, commit
from data.store import Store

VALUES = b"metric_id,day,value\nM1,2026-01-05,5\n"
HALF_WRONG = b"metric_id,day,value\nM1,2026-01-05,5\nM1,2026-01-06,five\n"
AMBIGUOUS = b"bug_id,title,created_at\nB1,Broken,03/04/2026\nB2,Broken,05/06/2026\n"
SAY = Wording(lambda problem: problem.code, lambda error: f"said: {error.code}", lambda report: f"{report.rejected} rejected".encode())


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.csv", content)
    return path


class Inbox:
    """A folder in which time passes look by look."""

    def __init__(self, path: Path, import_: Callable[[Path], Outcome]) -> None:
        path.mkdir(exist_ok=True)
        self.path = path
        self.import_ = import_
        self.seen: dict[str, Stamp] = {}
        self.wrong: list[tuple[str, Exception]] = []

    def put(self, name: str, content: bytes = VALUES) -> Path:
        (self.path / name).write_bytes(content)
        return self.path / name

    def looks(self, times: int = 2) -> None:
        for _ in range(times):
            self.wrong += look(self.path, self.seen, self.import_).items()

    def files(self, place: str = ".") -> list[str]:
        return sorted(path.name for path in (self.path / place).iterdir() if not path.is_dir() or path.is_symlink())

    def report(self, place: str, name: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads((self.path / place / f"{name}.report.json").read_bytes())
        return found


@pytest.fixture
def inbox(tmp_path: Path, store: Store) -> Inbox:
    def take_in(name: str, file: Path) -> list[Report]:
        return commit(store, name, file, Choices(who="inbox"))

    return Inbox(tmp_path / "inbox", lambda file: outcome(file, take_in, SAY))


def test_a_file_goes_in_when_it_lay_still_from_one_look_to_the_next(inbox: Inbox, store: Store) -> None:
    inbox.put("a.csv")
    inbox.looks(1)
    assert (store.version(), inbox.files()) == (0, ["a.csv"])
    inbox.looks(1)
    assert (store.version(), inbox.files(), inbox.files("done")) == (1, [], ["a.csv", "a.csv.report.json"])
    (told,) = inbox.report("done", "a.csv")
    assert (told["file"], told["new"], told["version"], told["problems"]) == ("a.csv", 1, 1, [])
    inbox.looks(3)
    assert store.version() == 1


def test_a_file_that_still_grows_is_waited_for(inbox: Inbox, store: Store) -> None:
    for size in (20, 30, len(VALUES)):
        inbox.put("a.csv", VALUES[:size])
        inbox.looks(1)
    assert store.version() == 0
    os.utime(inbox.path / "a.csv", (1, 1))
    inbox.looks(1)
    assert store.version() == 0, "written anew with the same size"
    inbox.looks(1)
    assert store.version() == 1


def test_a_file_that_somebody_has_open_for_writing_is_waited_for(inbox: Inbox, store: Store) -> None:
    inbox.put("a.csv")
    with (inbox.path / "a.csv").open("ab"):
        inbox.looks(3)
        assert store.version() == 0
    with (inbox.path / "a.csv").open("rb"):
        inbox.looks(1)
    assert store.version() == 1


def test_files_go_in_by_name(inbox: Inbox, store: Store) -> None:
    for name in ("2.csv", "10.csv", "1.csv"):
        inbox.put(name, b"metric_id,day,value\nM1,2026-01-05," + name[:-4].encode() + b"\n")
    inbox.looks()
    imported = store.cursor().execute("select file from facts.imports order by version").fetchall()
    assert imported == [("1.csv",), ("10.csv",), ("2.csv",)]


@pytest.mark.parametrize("name", [".hidden.csv", "~$open.xlsx", "a.csv.part", "a.csv.TMP", "a.crdownload"])
def test_what_is_hidden_or_unfinished_is_left_alone(inbox: Inbox, store: Store, name: str) -> None:
    inbox.put(name)
    inbox.looks(3)
    assert (store.version(), inbox.files()) == (0, [name])


def test_links_folders_and_pipes_are_left_alone(inbox: Inbox, store: Store, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_bytes(VALUES)
    (inbox.path / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    (inbox.path / "dangling.csv").symlink_to(tmp_path / "nothing.csv")
    (inbox.path / "folder.csv").mkdir()
    (inbox.path / "folder.csv" / "inside.csv").write_bytes(VALUES)
    os.mkfifo(inbox.path / "pipe.csv")
    inbox.looks(3)
    assert (store.version(), inbox.files()) == (0, ["dangling.csv", "link.csv", "pipe.csv"])


def test_an_inbox_may_itself_be_a_link(inbox: Inbox, store: Store, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(inbox.path)
    inbox.put("a.csv")
    by_link = Inbox(tmp_path / "link", inbox.import_)
    by_link.looks()
    assert (store.version(), inbox.files("done")) == (1, ["a.csv", "a.csv.report.json"])


def test_with_rejected_lines_the_rest_is_in_and_the_file_waits_to_be_mended(inbox: Inbox, store: Store) -> None:
    inbox.put("a.csv", HALF_WRONG)
    inbox.looks()
    assert store.cursor().execute("select count(*) from kr_values").fetchall() == [(1,)]
    assert inbox.files("rejected") == ["a.csv", "a.csv.rejected.csv", "a.csv.report.json"]
    assert (inbox.path / "rejected" / "a.csv").read_bytes() == HALF_WRONG
    assert (inbox.path / "rejected" / "a.csv.rejected.csv").read_bytes() == b"1 rejected"
    assert inbox.report("rejected", "a.csv")[0]["problems"] == [{"line": 3, "field": "value", "reason": "not_a_number"}]


@pytest.mark.parametrize(("content", "code"), [(b"", "empty_file"), (b"spam,eggs\n1,2\n", "unrecognised"), (AMBIGUOUS, "ambiguous_dates")])
def test_a_refused_file_is_put_aside_with_the_reason_and_the_next_goes_in(inbox: Inbox, store: Store, content: bytes, code: str) -> None:
    inbox.put("a.csv", content)
    inbox.put("b.csv")
    inbox.looks()
    assert inbox.report("rejected", "a.csv") == [{"file": "a.csv", "error": code, "message": f"said: {code}"}]
    assert inbox.files("rejected") == ["a.csv", "a.csv.report.json"]
    assert (store.version(), inbox.files("done")) == (1, ["b.csv", "b.csv.report.json"])


def test_nothing_that_was_put_away_is_ever_overwritten(inbox: Inbox) -> None:
    for content in (VALUES, VALUES.replace(b"5\n", b"6\n"), VALUES.replace(b"5\n", b"7\n")):
        inbox.put("a.csv", content)
        inbox.looks()
    assert [name for name in inbox.files("done") if name.endswith(".csv")] == ["a-2.csv", "a-3.csv", "a.csv"]
    assert (inbox.path / "done" / "a.csv").read_bytes() == VALUES
    assert inbox.report("done", "a-3.csv")[0]["changed"] == 1


def test_a_name_is_taken_also_where_only_its_report_is_left(inbox: Inbox) -> None:
    (inbox.path / "done").mkdir()
    (inbox.path / "done" / "a.csv.report.json").write_text("kept")
    inbox.put("a.csv")
    inbox.looks()
    assert inbox.files("done") == ["a-2.csv", "a-2.csv.report.json", "a.csv.report.json"]


def test_a_crash_between_import_and_move_means_only_that_the_next_look_finds_nothing_new(inbox: Inbox, store: Store) -> None:
    class Crash(BaseException):
        """The process ends."""

    whole = inbox.import_

    def crashing(file: Path) -> Outcome:
        whole(file)
        raise Crash

    inbox.put("a.csv")
    inbox.import_ = crashing
    with pytest.raises(Crash):
        inbox.looks()
    assert (store.version(), inbox.files()) == (1, ["a.csv"])
    again = Inbox(inbox.path, whole)
    again.looks()
    assert (store.version(), inbox.files(), inbox.files("done")) == (1, [], ["a.csv", "a.csv.report.json"])
    assert inbox.report("done", "a.csv")[0]["unchanged"] == 1


def test_a_missing_folder_is_an_error_with_a_name_and_found_when_it_comes(tmp_path: Path, inbox: Inbox, store: Store) -> None:
    away = Inbox(tmp_path / "later", inbox.import_)
    away.path.rmdir()
    with pytest.raises(BoardError, match="inbox_unusable"):
        away.looks()
    away.path.mkdir()
    away.put("a.csv")
    away.looks()
    assert store.version() == 1


def test_a_file_that_cannot_be_moved_away_is_not_read_in_again_and_again(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    whole = inbox.import_

    def counted(file: Path) -> Outcome:
        tried.append(file.name)
        return whole(file)

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    inbox.import_ = counted
    inbox.put("a.csv")
    inbox.looks(1)
    with monkeypatch.context() as stuck:
        stuck.setattr(Path, "rename", refused)
        inbox.looks(1)
    inbox.looks(3)
    assert tried == ["a.csv"]
    ((name, error),) = inbox.wrong
    assert (name, str(error).partition(":")[0]) == ("a.csv", "inbox_unusable")
    os.utime(inbox.path / "a.csv", (1, 1))
    inbox.looks()
    assert (tried, inbox.files()) == (["a.csv", "a.csv"], [])


def test_whatever_goes_wrong_with_one_file_the_others_go_in_and_it_waits_until_it_changes(inbox: Inbox) -> None:
    tried: list[str] = []
    whole = inbox.import_

    def broken(file: Path) -> Outcome:
        tried.append(file.name)
        if file.name == "a.csv":
            raise ZeroDivisionError
        return whole(file)

    inbox.import_ = broken
    inbox.put("a.csv")
    inbox.put("b.csv")
    inbox.looks(4)
    assert (tried, inbox.files(), inbox.files("done")) == (["a.csv", "b.csv"], ["a.csv"], ["b.csv", "b.csv.report.json"])
    assert [(name, type(error)) for name, error in inbox.wrong] == [("a.csv", ZeroDivisionError)]
    inbox.import_ = whole
    os.utime(inbox.path / "a.csv", (1, 1))
    inbox.looks()
    assert inbox.files() == []


LONG = {"many bytes": "长" * 82 + ".csv", "no suffix": "a" * 255, "no suffix behind its full stop": "a." + "长" * 84, "two": "长" * 72 + ".tar.csv"}


@pytest.mark.parametrize("name", LONG.values(), ids=LONG)
def test_a_name_that_leaves_no_room_for_its_report_is_cut_and_keeps_its_suffix(inbox: Inbox, name: str) -> None:
    for content in (VALUES, HALF_WRONG, VALUES.replace(b"5\n", b"6\n")):
        inbox.put(name, content)
        inbox.looks()
    assert (inbox.wrong, inbox.files(), len(inbox.files("rejected"))) == ([], [], 3)
    suffix = ".csv" if name.endswith(".csv") else ""
    first, second = sorted((file for file in inbox.files("done") if not file.endswith(".json")), key=lambda file: file.endswith(f"-2{suffix}"))
    assert name.startswith(first.removesuffix(suffix))
    assert (first.endswith(suffix), second.endswith(f"-2{suffix}")) == (True, True)
    assert [inbox.report("done", moved)[0]["file"] for moved in (first, second)] == [name, name]


def test_a_name_that_is_no_unicode_goes_in_and_moves_on(inbox: Inbox, store: Store) -> None:
    name = os.fsdecode("周报.csv".encode("gb18030"))
    inbox.put(name)
    inbox.looks()
    assert (inbox.wrong, store.version()) == ([], 1)
    assert inbox.files("done") == [name, f"{name}.report.json"]


def test_an_archive_of_which_a_part_is_refused_waits_to_be_mended_and_the_rest_is_in(inbox: Inbox, store: Store) -> None:
    zipped(inbox.path / "x.zip", a=VALUES, b=b"", c=b"spam,eggs\n1,2\n")
    zipped(inbox.path / "y.zip", a=VALUES)
    inbox.looks()
    assert store.version() == 1
    assert inbox.files("rejected") == ["x.zip", "x.zip.report.json"]
    assert inbox.files("done") == ["y.zip", "y.zip.report.json"]
    taken, *refused = inbox.report("rejected", "x.zip")
    assert (taken["file"], taken["new"]) == ("x.zip/a.csv", 1)
    assert sorted(refused, key=lambda told: str(told["file"])) == [
        {"file": "x.zip/b.csv", "error": "empty_file", "message": "said: empty_file"},
        {"file": "x.zip/c.csv", "error": "unrecognised", "message": "said: unrecognised"},
    ]

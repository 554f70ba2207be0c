"""Imports over HTTP: who may, what is answered, and that ten at once are as good as one after another."""

import io
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.store import open_store
from data.store.history import history
from pages.ui import uploads
from pages.ui.store import store
from pages.ui.words import words
from tests.browser.conftest import started
from tests.pages.serving import KEY, Answer, form, request, serving

VALUES = b"metric_id,day,value\nM1,2026-01-05,5\n"
METRICS = b"metric_id,kr_id,name,direction,baseline,target\nM1,KR1,n,increase,1,5\n"
HALF_WRONG = b"metric_id,day,value\nM1,2026-01-05,5\nM1,2026-01-06,\xe4\xba\x94\n"
LINES = 2_000


@pytest.fixture
def port(empty_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    assert not empty_store.exists()
    monkeypatch.setenv("GOALBOARD_WRITE_KEY", KEY)
    with serving() as port:
        yield port


def post(port: int, query: str = "", body: bytes = VALUES, **headers: str) -> Answer:
    told = {"Authorization": f"Bearer {KEY}", "Accept-Language": "en"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return request(port, "POST", f"/api/import{query}", body, told)


def test_a_raw_body_goes_in_under_the_name_of_the_query_and_the_answer_is_the_contract(port: int) -> None:
    answer = post(port, "?name=values.csv&who=nightly")
    assert answer.status == 200
    counts = {"lines": 1, "new": 1, "changed": 0, "unchanged": 0, "superseded": 0, "rejected": 0, "blank": 0, "retired": 0, "dangling": 1}
    head = {"file": "values.csv", "sheet": None, "dataset": "kr_values", "source": "canonical", "version": 1}
    assert answer.said == [head | counts | {"problems": []}]
    assert [(entry.who, entry.file) for entry in history(store())] == [("nightly", "values.csv")]


def test_several_files_of_a_form_are_each_a_version_in_the_order_they_were_sent(port: int) -> None:
    body, headers = form(("values.csv", VALUES), ("metrics.csv", METRICS))
    answer = post(port, "", body, **headers)
    assert answer.status == 200
    assert [(told["file"], told["version"]) for told in answer.said] == [("values.csv", 1), ("metrics.csv", 2)]


def test_a_rejected_line_is_told_in_the_askers_language_and_the_rest_is_in(port: int) -> None:
    answer = post(port, "?name=v.csv", HALF_WRONG, Accept_Language="fr, zh-CN;q=0.9, en;q=0.1")
    assert answer.status == 422
    assert (answer.said[0]["new"], answer.said[0]["rejected"], answer.said[0]["version"]) == (1, 1, 1)
    assert answer.said[0]["problems"] == [{"line": 3, "field": "value", "reason": words("zh")("reason.not_a_number", value="五")}]


def test_a_refused_file_says_why_and_stops_no_other(port: int) -> None:
    body, headers = form(("empty.csv", b""), ("values.csv", VALUES))
    answer = post(port, "", body, **headers)
    assert answer.status == 422
    assert answer.said[0] == {
        "file": "empty.csv",
        "error": "empty_file",
        "message": "The file is empty. Export it again; nothing was changed.",
    }
    assert answer.said[1]["version"] == 1


def test_a_dry_run_writes_nothing(port: int) -> None:
    answer = post(port, "?name=v.csv&dry_run=1")
    assert (answer.status, answer.said[0]["new"], answer.said[0]["version"]) == (200, 1, None)
    assert store().version() == 0


def test_a_dry_run_answers_as_the_real_one_would(port: int) -> None:
    open_dates = b"metric_id,day,value\nM1,03/04/2026,5\nM1,05/06/2026,6\n"
    dry, real = post(port, "?name=v.csv&dry_run=1", open_dates), post(port, "?name=v.csv", open_dates)
    assert (dry.status, real.status) == (422, 422)
    assert dry.said[0]["new"] == 2
    assert dry.said[1:] == real.said
    assert real.said[0]["error"] == "ambiguous_dates"
    assert post(port, "?name=v.csv&dry_run=1&order=day_first", open_dates).status == 200
    assert store().version() == 0


def test_a_part_of_an_archive_that_is_not_in_is_told_beside_what_is(port: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", VALUES)
        archive.writestr("b.csv", b"")
    answer = post(port, "?name=x.zip", packed.getvalue())
    assert answer.status == 422
    assert (answer.said[0]["file"], answer.said[0]["version"]) == ("x.zip/a.csv", 1)
    assert [(told["file"], told["error"]) for told in answer.said[1:]] == [("x.zip/b.csv", "empty_file")]


def test_the_key_is_asked_for_also_on_this_machine(port: int) -> None:
    answer = request(port, "POST", "/api/import", VALUES, {"Authorization": "Bearer wrong", "Accept-Language": "en"})
    assert (answer.status, answer.said["error"]) == (401, "api_wrong_key")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert request(port, "POST", "/api/import", VALUES).status == 401
    assert request(port, "POST", "/api/import", VALUES, {"Authorization": f"Basic {KEY}"}).status == 401
    assert store().version() == 0


def test_without_a_key_on_the_server_nobody_may(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOALBOARD_WRITE_KEY")
    answer = post(port)
    assert (answer.status, answer.said["error"]) == (403, "api_no_key")
    assert "GOALBOARD_WRITE_KEY" in answer.said["message"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?mappping=weekly", "api_query"),
        ("?source=a&source=b", "api_query"),
        ("?mode=replace", "api_value"),
        ("?dry_run=maybe", "api_value"),
        ("?dataset=people", "api_value"),
        ("?order=day", "api_value"),
        ("?mapping=weekly", "no_such_mapping"),
    ],
)
def test_a_query_that_cannot_be_followed_is_refused_rather_than_half_followed(port: int, query: str, code: str) -> None:
    answer = post(port, query)
    assert (answer.status, answer.said["error"]) == (400, code)
    assert store().version() == 0


def test_an_option_in_the_form_is_refused_because_it_would_be_overlooked(port: int) -> None:
    body, headers = form(("values.csv", VALUES), fields={"dry_run": "1"})
    answer = post(port, "", body, **headers)
    assert (answer.status, answer.said["error"]) == (400, "api_query")
    assert store().version() == 0


def test_a_request_without_a_file_or_with_a_broken_form_is_refused(port: int) -> None:
    assert post(port, "", b"").said["error"] == "api_no_file"
    assert post(port, "", b"--x\r\nnonsense", Content_Type="multipart/form-data").said["error"] == "api_form"


def test_too_large_is_said_before_anything_is_read(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOALBOARD_MAX_FILE_MB", "1")
    answer = post(port, "?name=v.csv", bytes((1 << 20) + 1))
    assert (answer.status, answer.said["error"]) == (413, "file_too_big")
    assert post(port, "?name=v.csv").status == 200


def test_a_body_that_does_not_say_its_size_is_cut_off_while_it_comes(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOALBOARD_MAX_FILE_MB", "1")
    chunk = b"10000\r\n" + bytes(1 << 16) + b"\r\n"
    answer = post(port, "?name=v.csv", chunk * 17 + b"0\r\n\r\n", Transfer_Encoding="chunked")
    assert (answer.status, answer.said["error"]) == (413, "file_too_big")


def test_looking_at_it_is_not_the_way(port: int) -> None:
    assert request(port, "GET", "/api/import").status == 405
    assert request(port, "GET", "/api/upload").status == 405


def test_a_name_is_only_a_label(port: int) -> None:
    body, headers = form(("../../etc/passwd", VALUES))
    assert post(port, "", body, **headers).said[0]["file"] == "passwd"
    assert post(port, "?name=C%3A%5Ctmp%5Cv%00.csv", METRICS).said[0]["file"] == "v.csv"


def test_another_site_is_given_no_leave(port: int) -> None:
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": uploads.HEADER}
    for path in ("/api/import", "/api/upload"):
        answer = request(port, "OPTIONS", path, b"", asked)
        assert answer.status == 405
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def requirements(nth: int) -> bytes:
    lines = [f"R{nth}-{line},Work {line},web,2026-01-05" for line in range(LINES)]
    return "\n".join(["requirement_id,title,team,created_at", *lines]).encode()


def test_ten_uploads_at_once_all_land_and_a_reader_never_sees_half_a_file(port: int) -> None:
    seen, over = [0], threading.Event()

    def read_on() -> None:
        while not over.is_set():
            seen.append(store().cursor().execute("select count(*) from requirements").fetchall()[0][0])

    reader = threading.Thread(target=read_on)
    reader.start()
    with ThreadPoolExecutor(10) as senders:
        answers = list(senders.map(lambda nth: post(port, f"?name={nth}.csv", requirements(nth)), range(10)))
    over.set()
    reader.join()

    assert [answer.status for answer in answers] == [200] * 10
    assert sorted(answer.said[0]["version"] for answer in answers) == list(range(1, 11))
    assert [answer.said[0]["new"] for answer in answers] == [LINES] * 10
    assert store().cursor().execute("select count(*), count(distinct import_id) from requirements").fetchall() == [(10 * LINES, 10)]
    assert {count % LINES for count in seen} == {0}
    assert seen == sorted(seen)
    assert len(set(seen)) > 2, "the reader was served meanwhile"


def test_the_server_as_it_is_started_takes_files_in_and_keeps_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOALBOARD_WRITE_KEY", KEY)
    with started(tmp_path) as address:
        port = int(address.rpartition(":")[2])
        with ThreadPoolExecutor(10) as senders:
            answers = list(senders.map(lambda nth: post(port, f"?name={nth}.csv", requirements(nth)), range(10)))
        assert [answer.status for answer in answers] == [200] * 10
        assert request(port, "GET", "/api/import", b"", {"Accept": "text/html"}).status == 405
    held = open_store(tmp_path / "goalboard.duckdb")
    assert held.cursor().execute("select count(*) from requirements").fetchall() == [(10 * LINES,)]
    held.close()

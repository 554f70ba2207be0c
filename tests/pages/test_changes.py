"""What changed: how a difference is written, which rows are seen, where they lead, and the page that lists them all."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from metrics.attention import Concern, Kind, Rule
from metrics.filters import Freshness
from metrics.movement import Board, Change, Moved
from metrics.scope import Question, Scope
from pages.ui import writing
from pages.ui.address import Address, Chosen
from pages.ui.attention import muting, rules
from pages.ui.changes import concerns, listed
from pages.ui.changes.behind import rows_behind
from pages.ui.changes.written import change, figure, is_seen
from pages.ui.view import View
from pages.ui.words import words

EN = words("en")
AT = Address(Chosen(version=7), "en")


def move(name_of: str, before: Any, after: Any, **changes: Any) -> Moved:
    usual = Moved(name_of, "O1", "KR1", "M1", "Orders", before, after, None, "increase", Board.OKR, Change.MOVED)
    return usual._replace(**changes)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (move("progress", 0.2, 0.6), '20% → <b class="better" title="60.00%">60%</b>'),
        (move("progress", 0.601, 0.604), '60.10% → <b class="better" title="60.40%">60.40%</b>'),
        (move("current", 1600.0, 1500.0, unit="orders"), '1,600 → <b class="worse" title="1,500">1,500</b> orders'),
        (move("current", 1600.0, 1500.0, direction="decrease"), '1,600 → <b class="better" title="1,500">1,500</b>'),
        (move("target", 100, 120), '100 → <b title="120">120</b>'),
        (move("status", "at_risk", "on_track"), "■ At risk → ● On track"),
        (move("status", None, "behind", change=Change.NEW), "new → ▲ Behind"),
        (move("delivered", 3, 0, change=Change.GONE), "3 → gone"),
        (move("cycle_p50_days", 12.0, 9.5, board=Board.EFFICIENCY), '12.0 → <b class="better" title="9.5">9.5</b>'),
        (move("title", "<i>Old</i>", "*New*"), '&lt;i&gt;Old&lt;/i&gt; → <b title="*New*">*New*</b>'),
        (move("ends_on", date(2025, 12, 31), date(2026, 1, 31)), '31 Dec 2025 → <b title="31 Jan 2026">31 Jan 2026</b>'),
        (move("month_target", None, 60.0, month=date(2025, 9, 1), unit="orders"), '– → <b title="60">60</b> orders'),
        (move("delivered", 40, 42, grows=True), '40 → <b title="42">42</b>'),
        (move("delivered", 40, 42), '40 → <b class="better" title="42">42</b>'),
        (move("current", 1.0, 2.0, unit="<i>", direction=None), '1 → <b title="2">2</b> &lt;i&gt;'),
    ],
    ids=str,
)
def test_a_move_is_written_as_on_its_board_and_coloured_by_what_is_better(row: Moved, told: str) -> None:
    shown = "".join(str(part) for part in change(row, EN))
    plain = re.sub(r"</?(span|i)[^>]*>", "", shown)
    assert (plain if "<b" in told else re.sub(r"<[^>]+>", "", plain)) == told


def test_a_row_leads_to_its_place_as_of_the_version_and_what_is_gone_leads_nowhere() -> None:
    team = {"objective_id": None, "kr_id": None, "metric_id": None, "board": Board.INVESTMENT}
    assert listed._place(move("status", 1, 2), AT) == "/kr?id=KR1&version=7&lang=en"
    assert listed._place(move("status", 1, 2, kr_id=None, metric_id=None), AT) == "/objective?id=O1&version=7&lang=en"
    assert listed._place(move("delivered", 1, 2, **team, name=None), AT) == "/team?id=&version=7&lang=en"
    assert listed._place(move("delivered", 1, 2, board=Board.EFFICIENCY), AT) == "/efficiency?bucket=range&version=7&lang=en"
    assert "href" not in str(listed._what(move("target", 1, None, change=Change.GONE), AT, EN)[0])


def test_a_figure_leads_to_the_rows_of_its_later_side_as_it_does_on_its_board() -> None:
    assert rows_behind(move("current", 1, 2), AT) == "/records?show=values&metric=M1&version=7&lang=en"
    assert rows_behind(move("progress", 0.1, 0.2, kr_id=None, metric_id=None), AT) == "/records?show=values&goal=O1&version=7&lang=en"
    assert rows_behind(move("in_progress", 1, 2, metric_id=None), AT) == "/records?show=in_progress&kr=KR1&version=7&lang=en"
    team = {"objective_id": None, "kr_id": None, "metric_id": None, "board": Board.INVESTMENT, "name": None}
    assert rows_behind(move("unlinked", 0.1, 0.2, **team), AT) == "/records?show=unlinked&team=&version=7&lang=en"
    work = {"objective_id": None, "kr_id": None, "metric_id": None, "board": Board.EFFICIENCY, "name": None}
    assert rows_behind(move("cycle_p85_days", 1.0, 2.0, **work), AT) == "/records?show=cycle&version=7&lang=en"


def test_what_is_gone_or_unknown_and_the_plan_s_own_facts_lead_to_no_rows() -> None:
    assert rows_behind(move("delivered", 3, 0, change=Change.GONE), AT) == ""
    assert rows_behind(move("current", 1, None), AT) == ""
    assert rows_behind(move("target", 1, 2), AT) == ""
    assert rows_behind(move("status", "behind", "on_track"), AT) == ""


def seen(rows: list[Moved]) -> list[Moved]:
    return [row for subject in listed._first(listed._subjects(rows)) for row in subject]


def test_twelve_things_are_seen_at_once_with_some_of_each_board() -> None:
    goals = [move("current", n, n + 1, metric_id=f"M{n}") for n in range(20)]
    work = [move("delivered", n, n + 1, board=Board.EFFICIENCY, name=f"{n}") for n in range(5)]
    teams = [move("delivered", 1, 2, board=Board.INVESTMENT)]
    assert seen([*goals, *teams, *work]) == [*goals[:8], *teams, *work[:3]]
    assert seen(work) == work
    assert seen(goals) == goals[:12]


def test_the_figures_of_one_thing_stay_together() -> None:
    figures = [move("progress", 0.1, 0.2), move("current", 1, 2), move("target", 5, 6)]
    assert seen(figures) == figures
    assert str(listed.table(figures, AT, EN)).count('href="/kr?') == 1


def test_status_and_progress_of_a_key_result_are_told_of_its_metrics_as_on_the_board() -> None:
    of_kr = [move(name, 1, 2, metric_id=None) for name in ("status", "progress", "delivered")]
    of_objective = move("progress", 1, 2, metric_id=None, kr_id=None)
    assert listed.on_screen([of_objective, *of_kr, move("progress", 1, 2)]) == [of_objective, of_kr[2], move("progress", 1, 2)]


def test_a_monthly_target_says_of_which_month() -> None:
    assert figure(move("month_target", 30, 60, month=date(2025, 9, 1)), EN) == "Target of Sep 2025"
    assert figure(move("month_target", 30, 60, month=date(2025, 9, 1)), words("zh")) == "2025年9月目标"


def test_the_whole_list_stands_under_its_objectives_and_leads_nowhere_without_an_address() -> None:
    rows = [move("current", 1, 2, objective_id="O2", kr_id="KR2"), move("current", 1, 2), move("target", 1, 2, objective_id="O2", kr_id="KR2")]
    shown = str(listed.table(rows, AT, EN, {"O1": "<b>Grow</b>", "O2": "Save"}))
    assert re.findall(r'href="/objective[^"]*"[^>]*>([^<]*)<', shown) == ["O2 Save", "O1 &lt;b&gt;Grow&lt;/b&gt;"]
    assert "<a" not in str(listed.table(rows, None, EN, {"O1": "Grow", "O2": "Save"}))


def concern(rule: Rule, id_: str, metric_id: str | None = None, **changes: Any) -> Concern:
    return Concern(rule, Kind.KR, id_, "More", metric_id, "O1", {}, 1.0)._replace(**changes)


def test_attention_is_new_or_settled_by_rule_and_whom_it_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """K1 is told of by another rule, so it isn't settled; K2 is; K3 was muted then and K4 is now, so neither is news."""
    muted = {"muted_until": date(2026, 12, 31)}
    now = [concern(Rule.BEHIND, "K1"), concern(Rule.STALE, "K5", "M2"), concern(Rule.DRIFT, "K3"), concern(Rule.DRIFT, "K4", **muted)]
    then = [concern(Rule.STALE, "K1"), concern(Rule.STALE, "K2"), concern(Rule.STALE, "K5", "M1"), concern(Rule.DRIFT, "K3", **muted)]
    then += [concern(Rule.DRIFT, "K4")]
    monkeypatch.setattr(concerns, "entries", lambda _view: now)
    monkeypatch.setattr(concerns, "_then", lambda _scope, _view: then)
    new, settled = concerns.turned(Scope(Question(), 3), View(AT, EN, Scope(Question(), 7), Freshness(7, None, False, []), 7))
    assert [each.id for each in new] == ["K1"]
    assert [each.id for each in settled] == ["K2"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (move("progress", 0.601, 0.604), False),
        (move("progress", 0.604, 0.606), True),
        (move("current", 1600.1, 1600.2), False),
        (move("current", None, 1600.2), True),
        (move("target", 1600.1, 1600.2), True),
        (move("status", "at_risk", "on_track"), True),
        (move("progress", None, None, change=Change.NEW), True),
    ],
    ids=str,
)
def test_the_list_leaves_out_what_reads_the_same_on_the_board(row: Moved, told: bool) -> None:
    assert is_seen(row, EN) is told


@pytest.mark.usefixtures("sample_store")
def test_a_mute_and_a_threshold_are_changes_and_so_is_taking_them_back(monkeypatch: pytest.MonkeyPatch, cold: Callable[..., AppTest]) -> None:
    monkeypatch.setattr(writing, "is_loopback", lambda _host: True)
    mute = {"rule": "behind", "subject": "kr:O2-KR3", "until_on": "2099-01-01", "reason": "<b>Known</b>", "who": "Li"}
    muting._mute(mute, "")
    rules._save([{"name": "attention.drift_points", "value": "0.2"}], "PMO", "")
    muting._unmute({"rule": "behind", "subject": "kr:O2-KR3"}, "Wang", "")
    muted, cut, unmuted, nothing = (
        " ".join(part.value for part in cold("changes.py", vs=vs, version=version).html)
        for vs, version in (("1", "2"), ("2", "3"), ("3", "4"), ("1", "1"))
    )
    assert "Muted: Behind plan O2-KR3, until 1 Jan 2099, by Li: &lt;b&gt;Known&lt;/b&gt;" in muted
    assert "Drifting off the goals: Share lower by more than (points) 15 → 20" in cut
    assert "No longer muted: Behind plan O2-KR3" in unmuted
    assert ["Nothing has changed" in shown for shown in (muted, cut, unmuted, nothing)] == [False, False, False, True]


@pytest.mark.usefixtures("sample_store")
def test_key_results_whose_status_changed_stand_first_with_their_names(cold: Callable[..., AppTest]) -> None:
    shown = " ".join(part.value for part in cold("changes.py", vs="2026-01-20").html)
    before, _, after = shown.partition("Statuses that changed")
    assert 'role="table"' not in before
    assert "/kr?id=" in after.partition('role="table"')[0]

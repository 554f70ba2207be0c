"""A sheet is looked at before anything is staged."""

from data.adapters import KNOWN, Mapping
from data.adapters.mapping import FieldChoice, ReadingChoice
from data.intake.looking import EXAMPLES, Look, look, proposed
from data.reading import Content, read

JIRA = "Issue key,Summary,Issue Type,Status,Created,Labels,Labels\nA-1,Pay,Story,Open,2026-01-05,x,y\nA-2,Pay,Bug,Open,2026-01-06,,y\n"
ODD = "made by hand,,\nTicket,What,Raised\n" + "".join(f"T{n},Thing,2026-01-0{n}\n" for n in range(1, 6))


def seen(text: str, dataset: str | None = None, mapping: Mapping | None = None) -> Look:
    [sheet] = read(Content("a.csv", text.encode()), known=KNOWN).sheets
    return look(sheet, dataset, mapping)


def test_a_known_export_says_what_each_dataset_is_read_from() -> None:
    found = seen(JIRA)
    assert (found.export, found.error, set(found.readings)) == ("jira", None, {"requirements", "bugs"})
    assert found.readings["bugs"]["bug_id"] == "Issue key"


def test_a_header_that_is_there_twice_is_told_once_with_different_examples() -> None:
    found = seen(JIRA)
    assert found.header == ("Issue key", "Summary", "Issue Type", "Status", "Created", "Labels")
    assert (found.examples["Summary"], found.examples["Labels"]) == (("Pay",), ("x", "y"))


def test_of_an_unknown_sheet_the_likely_header_and_a_few_examples_are_seen() -> None:
    found = seen(ODD)
    assert found.error is not None
    assert (found.export, found.header, dict(found.readings)) == ("", ("Ticket", "What", "Raised"), {})
    assert found.examples["Ticket"] == ("T1", "T2", "T3")[:EXAMPLES]


def test_a_mapping_says_how_it_would_be_read() -> None:
    fields = {"requirement_id": FieldChoice(headers=("Ticket",)), "title": FieldChoice(headers=("What",))}
    mapping = Mapping(dataset="requirements", header=("Ticket", "What", "Raised"), readings={"requirements": ReadingChoice(fields=fields)})
    assert seen(ODD, mapping=mapping).readings == {"requirements": {"requirement_id": "Ticket", "title": "What"}}


def test_a_sheet_without_lines_is_no_crash() -> None:
    found = seen("Issue key,Summary,Issue Type\n")
    assert (found.header, found.error is not None) == ((), True)


def test_columns_called_like_ours_are_proposed_in_either_language_and_no_others() -> None:
    assert proposed(("标题", "TEAM", "created at", "Raised"), "requirements") == {"title": "标题", "team": "TEAM", "created_at": "created at"}

"""Other people's collections of dirty files: read right, or refused by name, never a crash and never silently different."""

import csv
import io
import json
from pathlib import Path

import pytest

from data.adapters import header_guess
from data.errors import UnreadableFile
from data.reading import Content, read
from tests.data.reading.known import KNOWN
from tests.truth import REAL, must_be_here

DIRTY = REAL / "dirty"
SPECTRUM, POLLOCK = DIRTY / "csv-spectrum", DIRTY / "pollock_file_pollutions"
WRONG_TRUTH = "location_coordinates"  # its JSON tells another phone number than its CSV
REFUSED = {"field_delimiter_0x20": "unclear_delimiter", "no_payload": "empty_file"}
# All records are read; clean/ holds only the first table of them, or two header lines joined.
ALL_AND_MORE = {"multitable_less", "multitable_more", "multitable_same"}
HEADERS_JOINED = {"header_multirow_2": 2, "header_multirow_3": 3}


@pytest.fixture(scope="module", autouse=True)
def truth() -> None:
    must_be_here()


def records(path: Path) -> list[list[str]]:
    """From the line on that is taken for the header: what stands above is shown as such."""
    [sheet] = read(Content(path.name, path), known=KNOWN).sheets
    lines = sheet.lines()
    return [line.cells for line in lines[lines.index(header_guess(sheet)) :]]


def clean(path: Path) -> list[list[str]]:
    text = (POLLOCK / "clean" / path.name).read_bytes().decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def polluted() -> dict[str, Path]:
    return {path.stem.removeprefix("file_"): path for path in sorted(POLLOCK.glob("csv/*.csv"))}


@pytest.mark.parametrize("path", [path for path in sorted(SPECTRUM.glob("csvs/*.csv")) if path.stem != WRONG_TRUTH], ids=lambda path: path.stem)
def test_csv_spectrum_is_read_as_its_json_says(path: Path) -> None:
    header, *rows = records(path)
    expected = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_bytes())
    assert [dict(zip(header, row, strict=True)) for row in rows] == expected


@pytest.mark.parametrize("name", sorted(polluted()))
def test_a_polluted_file_is_read_as_its_clean_version_or_refused_or_told_later(name: str) -> None:
    path = polluted()[name]
    if name in REFUSED:
        with pytest.raises(UnreadableFile, match=REFUSED[name]):
            records(path)
        return
    found, expected = [cells for cells in records(path) if any(cells)], clean(path)
    if name in ALL_AND_MORE:
        assert found[: len(expected)] == expected
    elif name in HEADERS_JOINED:
        assert found[HEADERS_JOINED[name] :] == expected[1:]
        assert [" ".join(column) for column in zip(*found[: HEADERS_JOINED[name]], strict=True)] == expected[0]
    else:
        assert found == expected


def test_most_files_are_read_right_without_a_question() -> None:
    names = set(polluted()) - set(REFUSED) | {"no_payload"}  # an empty file is refused as such
    spectrum = {path.stem for path in SPECTRUM.glob("csvs/*.csv")} - {WRONG_TRUTH}
    files = len(polluted()) + len(spectrum)
    same, whole = len(names - ALL_AND_MORE - set(HEADERS_JOINED)) + len(spectrum), len(names) + len(spectrum)
    print(f"\nof {files} dirty files {same} equal their clean version, {whole} with those of which clean/ keeps only a part")
    assert same >= 0.8 * files

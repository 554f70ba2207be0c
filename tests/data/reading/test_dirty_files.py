"""Other people's collections of dirty files: read right, or refused by name, never a crash."""

import csv
import io
import json
from pathlib import Path

import pytest

from data.adapters import known_headers, parts
from data.errors import BoardError
from data.reading import sheets
from tests.truth import REAL, must_be_here

DIRTY = REAL / "dirty"
SPECTRUM, POLLOCK = DIRTY / "csv-spectrum", DIRTY / "pollock_file_pollutions"


@pytest.fixture(scope="module", autouse=True)
def truth() -> None:
    must_be_here()


OTHER_DIALECTS = {"escape_char_0x00", "escape_char_0x5C", "field_delimiter_0x20", "field_delimiter_0x2C_0x20", "quotation_char_0x27"}
LEFT_TO_ADAPTERS = {"header_multirow_2", "header_multirow_3", "multitable_less", "multitable_more", "multitable_same", "preamble"}
WRONG_TRUTH = "location_coordinates"  # its JSON tells another phone number than its CSV


def records(path: Path) -> list[list[str]]:
    [sheet] = sheets(path.name, path.read_bytes(), known_headers=known_headers)
    return [line.cells for line in sheet.lines]


@pytest.mark.parametrize("path", [path for path in sorted(SPECTRUM.glob("csvs/*.csv")) if path.stem != WRONG_TRUTH], ids=lambda path: path.stem)
def test_csv_spectrum_is_read_as_its_json_says(path: Path) -> None:
    header, *rows = records(path)
    expected = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_bytes())
    assert [dict(zip(header, row, strict=True)) for row in rows] == expected


@pytest.mark.parametrize("path", sorted(POLLOCK.glob("csv/*.csv")), ids=lambda path: path.stem)
def test_a_polluted_file_never_crashes(path: Path) -> None:
    with pytest.raises(BoardError, match=r"unknown_export|unrecognised|empty_file"):
        parts(*sheets(path.name, path.read_bytes(), known_headers=known_headers))


def test_polluted_files_are_read_like_their_clean_versions_but_for_what_no_reader_can_know() -> None:
    files = sorted(POLLOCK.glob("csv/*.csv"))
    different = {path.stem.removeprefix("file_") for path in files if not _is_read_clean(path)}
    print(f"\n{len(files) - len(different)} of {len(files)} polluted files equal clean/")
    assert different <= OTHER_DIALECTS | LEFT_TO_ADAPTERS


def _is_read_clean(path: Path) -> bool:
    clean = (POLLOCK / "clean" / path.name).read_bytes().decode()
    try:
        found = records(path)
    except BoardError:
        return not clean.strip()
    return [cells for cells in found if any(cells)] == list(csv.reader(io.StringIO(clean, newline="")))

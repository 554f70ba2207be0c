"""The sample company, put into an empty store so that a newcomer sees boards at once."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime

from data.intake import Report, commit_sample
from data.sample import company
from data.settings import time_zone
from data.store import Store


def fill_if_empty(store: Store, language: str = "zh") -> list[Report]:
    """Fill a store that never held anything; nothing happens to any other. Returns what was read in."""
    if store.version() > 0:
        return []
    today = datetime.now(time_zone()).date()
    rows = company(today, language=language)
    return commit_sample(store, {f"{name}.csv": _csv(lines) for name, lines in rows.items() if lines})


def _csv(lines: Sequence[Mapping[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(lines[0]))
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()

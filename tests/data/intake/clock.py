"""Imports on days that a test names."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

import pytest

from data.intake import Choices, Report, commit
from data.store import Store
from tests.data.intake.drawn import as_file

ImportedOn = Callable[..., Report]


@pytest.fixture
def imported_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> ImportedOn:
    """A drawn table brought at noon (UTC) of a day."""

    def bring(day: str, table: str, dataset: str | None = "requirements", **choices: object) -> Report:
        class Clock(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:
                return datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC).astimezone(tz)

        monkeypatch.setattr("data.store.store.datetime", Clock)
        (report,) = commit(store, "drawn.csv", as_file(table), Choices(dataset=dataset, **choices))  # type: ignore[arg-type]
        return report

    return bring

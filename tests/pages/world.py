"""A small company for the pages about one objective and one team: two objectives, three teams, one of them without a name."""

from pathlib import Path

import pytest

from data.intake import Choices, commit
from data.store import open_store

HOSTILE = "<b>HTML</b> & **Markdown** $x$ [go](javascript:alert(1))"
FILES = {
    "objectives": "objective_id,title,interpretation,owner,starts_on,ends_on\n"
    f'O1,"{HOSTILE}","{HOSTILE}","{HOSTILE}",2026-01-01,2026-12-31\nO2,Keep,,,2026-01-01,2026-12-31\nO3,Later,,,2026-01-01,2026-12-31\n',
    "key_results": f'kr_id,objective_id,title\nK1,O1,"{HOSTILE}"\nK2,O1,Slips\nK3,O2,Kept\nK4,O3,Unmeasured\n',
    "kr_metrics": "metric_id,kr_id,name,direction,baseline,target\nM1,K1,One,increase,0,100\nM2,K2,Two,increase,0,100\nM3,K3,Three,increase,0,100\n",
    "kr_values": "metric_id,day,value\nM1,2026-06-30,80\nM2,2026-06-30,10\nM3,2026-06-30,70\n",
    "teams": "team,department,lead,aliases\nweb,Shops,Ann,the web\nidle,Shops,Bob,\n",
    "requirements": "requirement_id,title,team,kr_ids,created_at,released_at\n"
    "R1,For both,web,K1;K3,2026-05-01,2026-06-01\n"
    f'R2,"{HOSTILE}",the web,K2,2026-05-01,2026-06-02\n'
    "R3,For nothing,web,,2026-05-01,2026-06-03\n"
    "R4,For nothing either,web,,2026-04-01,2026-05-03\n"
    "R5,Of another team,app,K1,2026-05-01,2026-06-04\n"
    "R6,Of no team,,K3,2026-05-01,2026-06-05\n"
    "R7,Too early,web,K1,2025-05-01,2025-12-31\n"
    "R8,In hand,web,K2,2026-06-01,\n",
}


@pytest.fixture
def small_company(empty_store: Path) -> Path:
    """Its last day is 30 June 2026, its range from the first of January: R1 to R6 are delivered in it, R8 is in progress."""
    store = open_store(empty_store)
    for dataset, text in FILES.items():
        reports = commit(store, f"{dataset}.csv", text.encode(), Choices(dataset=dataset))
        assert [report.problems for report in reports if report.rejected] == []
    store.close()
    return empty_store

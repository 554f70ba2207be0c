"""The strip of a campaign's months."""

from datetime import date

from metrics.campaigns import Campaign
from metrics.campaigns.course import Course
from metrics.campaigns.events.event import Event, Kind, Subject
from metrics.scope import Question, Scope
from pages.ui.review.strip import strip
from pages.ui.words import words

CAMPAIGN = Campaign("C1", "Sale", None, None, None, None, None, None, date(2025, 3, 10), date(2025, 4, 20))


def test_a_target_changed_before_the_campaigns_own_days_has_its_month() -> None:
    course = Course(CAMPAIGN, [CAMPAIGN], Scope(Question(), 1, date(2025, 6, 1)), date(2025, 3, 10), date(2025, 4, 20))
    facts = {"what": "target", "was": 90.0, "now": 80.0}
    drawn = str(strip([Event(date(2025, 2, 3), Kind.REPLANNED, Subject.KR, "K1", "More", facts, 1.0)], course, words("en")))
    assert [drawn.count(part) for part in ('scope="col"', 'role="img"')] == [3, 1]  # February to April

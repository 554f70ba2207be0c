"""What people decide about a campaign, as the facts that it makes: scores, a note, and who is to be thanked."""

from collections.abc import Sequence

from data.keeping import Row
from metrics.campaigns.commendations import Commendation
from pages.ui.form import Sent
from pages.ui.form.keeping import Change
from pages.ui.words import Words

SCORES = "scores"  # the group of the scores and the note
WHO = "who:"  # begins the group of one who is thanked already
WHOLE = 100


def decide(subject: Row, sent: Sent, thanked: Sequence[Commendation], say: Words) -> Change | str:
    """All of it as one version. A name that is thanked already is refused, for it would replace the words that are there."""
    names = {row.who for row in thanked if WHO + row.who not in sent.gone}
    twice = [row["who"] for row in sent.added if row["who"] in names] or _doubled([row["who"] for row in sent.added])
    if twice:
        return say("evaluation.twice", names=say("list.and").join(dict.fromkeys(twice)))
    kept = [{**subject, "who": key.removeprefix(WHO), **row} for key, row in sent.values.items() if key.startswith(WHO)]
    thanks = [*kept, *({**subject, **row} for row in sent.added)]
    gone = [{**subject, "who": key.removeprefix(WHO)} for key in sent.gone if key.removeprefix(WHO) not in {row["who"] for row in thanks}]
    scores = [{**subject, **_scores(sent.values[SCORES])}] if SCORES in sent.values else []
    return Change({"closures": scores, "commendations": thanks}, say("evaluation.done"), {"commendations": gone})


def shown(score: float | None) -> str:
    """A score as it is typed: in hundredths."""
    return "" if score is None else f"{score * WHOLE:.10g}"


def _scores(typed: Row) -> dict[str, str]:
    return {name: _part(text) if name.endswith("_score") else text for name, text in typed.items()}


def _part(text: str) -> str:
    """Of a score typed in hundredths the part of 1; what is no number stays as typed, and is refused with its reason."""
    try:
        return f"{float(text) / WHOLE:.10g}"
    except ValueError:
        return text


def _doubled(names: Sequence[str]) -> list[str]:
    return [name for name in names if names.count(name) > 1]

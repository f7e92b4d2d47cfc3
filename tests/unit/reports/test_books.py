"""The books balance for any sequence of events, and counts that are not what the visits give are found."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import (
    AgentConnected,
    AgentLegEnded,
    CallEnded,
    CallEvent,
    CallQueued,
    CallTakenBack,
    FallbackEntered,
    VisitEnded,
)
from ivr.reports.books import TERMS, book_errors, book_rows
from ivr.reports.call_record import Visit
from ivr.reports.counts import Counts, Thresholds, ended_counts
from ivr.reports.discrepancy import Check
from ivr.reports.fold import fold
from ivr.reports.quarters import Quarter, quarter_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KINDS = ("queued", "connected", "talk over", "left", "kept", "back", "ended")


def event(number: int, kind: str, second: int, visit: str, outcome: VisitOutcome) -> CallEvent:
    common = {"event_id": str(number), "at": NOON + timedelta(seconds=second), "call_id": "c"}
    names = {"visit_id": visit, "leg_id": f"leg-{visit}", "agent": "agent-anna"}
    queued = {"visit_id": visit, "queue": visit, "skill": "", "min_level": 1, "priority": 0}
    kinds = {
        "queued": lambda: CallQueued(**common, **queued),
        "connected": lambda: AgentConnected(**common, **names),
        "talk over": lambda: AgentLegEnded(**common, **names, hung_up_by=Party.AGENT),
        "left": lambda: VisitEnded(**common, visit_id=visit, outcome=outcome),
        "kept": lambda: FallbackEntered(**common, queue=None, joined_at=None),
        "back": lambda: CallTakenBack(**common, visit_id=visit),
        "ended": lambda: CallEnded(**common, disposition=Disposition.SERVED, hung_up_by=Party.CALLER),
    }
    made: CallEvent = kinds[kind]()
    return made


OUTCOMES = st.sampled_from(list(VisitOutcome))
QUEUES = st.sampled_from(["nurse", "ward"])
steps = st.tuples(st.sampled_from(KINDS), st.integers(0, 2000), QUEUES, OUTCOMES)


def counted(visits: tuple[Visit, ...]) -> list[Quarter]:
    found: dict[tuple[str, datetime], Counts] = {}
    for visit in visits:
        key = (visit.queue, quarter_of(visit.joined_at))
        found[key] = found.get(key, Counts()) + ended_counts(visit, Thresholds())
    return [Quarter(queue, start, counts, Thresholds()) for (queue, start), counts in found.items()]


@given(st.lists(steps, max_size=15))
def test_the_books_balance_whatever_happens_in_whatever_order(told: list) -> None:
    record = fold([event(number, *one) for number, one in enumerate(told)])
    visits = record.visits if record else ()
    rows = book_rows(counted(visits))
    assert all(row.difference == 0 for row in rows)
    assert sum(row.offered for row in rows) == len(visits)
    assert book_errors(counted(visits), visits) == []


@given(st.lists(steps, max_size=15))
def test_every_leg_of_a_call_that_is_over_has_one_end(told: list) -> None:
    record = fold(
        [event(number, *one) for number, one in enumerate([*told, ("ended", 3000, "", VisitOutcome.ANSWERED)])]
    )
    assert record is not None
    assert all(leg.disposition is not None for leg in record.legs)
    assert all(visit.outcome is not None for visit in record.visits)


VISIT = Visit("v", "c", "nurse", NOON, left_at=NOON + timedelta(seconds=30), outcome=VisitOutcome.ABANDONED)


def test_a_count_that_is_not_what_the_visits_give_is_told_with_both() -> None:
    (quarter,) = counted((VISIT,))
    wrong = quarter._replace(counts=quarter.counts._replace(abandoned=2, offered=2))
    (error,) = book_errors([wrong], [VISIT])
    assert (error.check, error.queue, error.at) == (Check.BOOKS, "nurse", NOON)
    assert (str(error.here), str(error.there)) == ("offered 2, abandoned 2", "offered 1, abandoned 1")


def test_visits_nobody_counted_are_told() -> None:
    (error,) = book_errors([], [VISIT])
    assert str(error.there) == "offered 1, abandoned 1"


def test_counts_without_visits_are_told() -> None:
    assert [str(error.here) for error in book_errors(counted((VISIT,)), [])] == ["offered 1, abandoned 1"]


def test_the_terms_are_every_end_a_visit_can_have() -> None:
    assert {outcome.value for outcome in VisitOutcome} | {"short_abandoned", "still_waiting"} == set(TERMS)

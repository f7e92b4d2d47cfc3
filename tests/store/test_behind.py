"""The calls behind a figure add up to it: for every figure there is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.calls.disposition import Disposition, VisitOutcome
from ivr.calls.events import AgentStateChanged, Direction
from ivr.errors import Misuse
from ivr.hours.periods import Period
from ivr.reports.agent_time import AgentTime
from ivr.reports.call_record import CallRecord, Leg, LegKind, Refusal, Told, Visit
from ivr.reports.counts import Counts, total
from ivr.reports.figure_list import FIGURES
from ivr.reports.fractions import OF_COUNTS, OF_TIME, PERCENTILES, of_counts, of_time, together
from ivr.reports.menu_share import menu_rows
from ivr.reports.promises import promise_total
from ivr.reports.quarters import quarter_total
from ivr.reports.service_level import Question
from ivr.store import agent_sums, call_events, contacts, folded_rows, menu_stays, promises, visits
from ivr.store.behind import Asked, behind
from ivr.store.contacts import AgainAsked
from ivr.store.database import Database
from ivr.store.figures import Range
from ivr.store.folding import rebuild, refresh, replace
from ivr.store.percentiles import percentiles
from ivr.store.pieces import pieces

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=2)
NOW = LATER + timedelta(days=30)
DAY = Range(NOON, LATER, frozenset({"nurse"}))
outcomes = st.one_of(st.none(), st.sampled_from(list(VisitOutcome)))
calls_made = st.lists(
    st.tuples(
        st.integers(0, 7199), st.integers(0, 60_000_000), outcomes, st.integers(0, 3),
        st.sampled_from(["+3611", "+3612", None]), st.booleans(),
    ),
    max_size=10,
)  # fmt: skip
changes = st.lists(
    st.tuples(
        st.integers(0, 9000), st.sampled_from(["available", "ringing", "on_call", "wrap_up", "paused", "logged_out"])
    ),
    max_size=8,
)


def record(number: int, made: tuple[int, int, VisitOutcome | None, int, str | None, bool]) -> CallRecord:
    joined_s, wait_us, outcome, missed, caller, told = made
    joined = NOON + timedelta(seconds=joined_s)
    left = None if outcome is None else joined + timedelta(microseconds=wait_us)
    visit = Visit(f"v{number}", f"c{number}", "nurse", joined, left_at=left, outcome=outcome)
    legs = [
        Leg(f"l{number}-{n}", LegKind.AGENT, rang_at=joined, agent="anna", visit_id=visit.visit_id, cause="no_answer")
        for n in range(missed)
    ]
    visit.offers = visit.not_taken = missed
    if left is not None and outcome is VisitOutcome.ANSWERED:
        visit.agent, visit.connected_at, visit.transferred = "anna", left, told
        visit.talk_ended_at, visit.wrap_ended_at = left + timedelta(seconds=50), left + timedelta(seconds=61)
    ended = None if outcome is None else Disposition.SERVED
    promised = (Told(visit.visit_id, joined, 30, 20.0, 30.0),) if told else ()
    refused = (Refusal(visit.call_id, "nurse", joined, "full"),) if missed == 3 else ()
    return CallRecord(
        visit.call_id, joined, Direction.INBOUND, "menu:main", caller, legs=tuple(legs), visits=(visit,), told=promised,
        refusals=refused, disposition=ended,
    )  # fmt: skip


def alone(number: int, disposition: Disposition) -> CallRecord:
    return CallRecord(f"m{number}", NOON, Direction.INBOUND, "menu:main", "+3613", disposition=disposition)


def fill(database: Database, made: list[tuple], states: list[tuple[int, str]]) -> None:
    with database.write() as connection:
        records = [record(number, one) for number, one in enumerate(made)]
        replace(connection, [*records, alone(1, Disposition.SELF_SERVED), alone(2, Disposition.LEFT_MENU)])
        call_events.append(
            connection,
            [
                AgentStateChanged(event_id=f"e{n}", at=NOON + timedelta(seconds=at), agent="anna", state=state)
                for n, (at, state) in enumerate(states)
            ],
        )
    refresh(database)


def figure_of(connection, figure: str) -> float | None:  # noqa: PLR0911 — one way each
    """The figure the way reports read it: from the rollups where these have it."""
    question = Question("nurse", NOON, LATER, NOW, UTC)
    if figure in PERCENTILES:
        return percentiles(connection, DAY, "UTC", (PERCENTILES[figure],))[0].seconds
    if figure == "kept_share":
        return promise_total(promises.told_between(connection, NOON, LATER, ["nurse"]), question).kept_share
    if figure in ("fcr", "repeat_share"):
        return getattr(contacts.rows(connection, AgainAsked(("nurse",), NOON, LATER), NOW)["nurse"], figure)
    if figure == "without_agent_share":
        return menu_rows(menu_stays.sums(connection, NOON, LATER))[0].without_agent_share
    if figure in OF_TIME:
        return of_time(figure, agent_sums.times(connection, Range(NOON, LATER)).get("anna", AgentTime()))
    counts = total([one.counts for one in pieces(connection, DAY, Period.HALF_HOUR, "UTC")])
    if figure == "longest_wait_s":
        waiting = visits.still_waiting(connection, NOON, LATER, ["nurse"])
        return quarter_total(pieces(connection, DAY, Period.HALF_HOUR, "UTC"), waiting, question).longest_wait_s
    return of_counts(figure, counts if counts.offered or figure == "refused" else Counts())


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=calls_made, states=changes)
def test_what_is_behind_a_figure_adds_up_to_it(database: Database, made: list[tuple], states: list[tuple]) -> None:
    with database.write() as connection:
        for table in (call_events.call_events, *folded_rows.FOLDED):
            connection.execute(table.delete())
    empty_and_fill(database, made, [*states, (9500, "logged_out")])
    with database.read() as connection:
        for figure in FIGURES:
            asked = Asked(figure, NOON, LATER, NOW, "nurse", menu="main")
            if figure in OF_TIME:
                asked = Asked(figure, NOON, LATER, NOW, agent="anna")
            found = together(figure, [one.part for one in behind(connection, asked)])
            assert (figure, found) == (figure, pytest.approx(figure_of(connection, figure)))


def empty_and_fill(database: Database, made: list[tuple], states: list[tuple[int, str]]) -> None:
    rebuild(database)
    fill(database, made, states)


def test_of_an_agent_the_visits_behind_his_handle_time_are_told(database: Database) -> None:
    fill(database, [(0, 5_000_000, VisitOutcome.ANSWERED, 0, "+3611", False)], [])
    with database.read() as connection:
        (one,) = behind(connection, Asked("aht_s", NOON, LATER, NOW, agent="anna"))
    assert (one.call_id, one.part.above, one.part.below) == ("c0", 61, 1)


def test_a_figure_that_does_not_exist_is_refused(database: Database) -> None:
    with database.read() as connection, pytest.raises(Misuse, match="no figure is called"):
        list(behind(connection, Asked("luck", NOON, LATER, NOW, "nurse")))


def test_every_figure_of_the_list_can_be_asked_for() -> None:
    others = {"fcr", "repeat_share", "without_agent_share", "kept_share"}
    assert set(FIGURES) == set(FIGURES) & (OF_COUNTS.keys() | OF_TIME.keys() | others)

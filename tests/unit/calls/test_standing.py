"""Where a call stands after what was written down of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ivr.calls.disposition import OfferFailure, VisitOutcome
from ivr.calls.events import (
    AgentConnected,
    AgentOffered,
    CallQueued,
    CallStarted,
    Direction,
    LanguageChosen,
    NodeEntered,
    OfferFailed,
    PromptPlayed,
    VisitEnded,
    WaitAnnounced,
)
from ivr.calls.ids import leg_id
from ivr.calls.recording import Consent
from ivr.calls.recording_events import RecordingAnnounced
from ivr.calls.standing import Standing, standing

CALL = "019aa9f0-0000-7000-8000-000000000001"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OFFER = {"visit_id": "v", "leg_id": leg_id(CALL, 1), "agent": "agent-anna"}


def said(kind, after_s: float = 0.0, **fields):
    return kind(event_id=str(after_s), at=NOON + timedelta(seconds=after_s), call_id=CALL, **fields)


BEGUN = said(
    CallStarted, direction=Direction.INBOUND, entry="menu:main", caller_id=None, dialled="100", channel="c",
    linkedid="1", leg_id=leg_id(CALL, 0),
)  # fmt: skip
HEARD = [
    said(LanguageChosen, 1, language="hu"),
    said(NodeEntered, 2, menu="main", node="hours", node_kind="information"),
    said(NodeEntered, 3, menu="main", node="reception", node_kind="queue"),
]
QUEUED = said(CallQueued, 3, visit_id="v", queue="reception", skill="reception", min_level=3, priority=0)


def test_a_caller_who_waits_has_an_open_visit_at_his_node() -> None:
    stands = standing(CALL, [BEGUN, *HEARD, QUEUED])

    assert (stands.language, stands.menu, stands.node) == ("hu", "main", "reception")
    assert stands.queued is QUEUED
    assert (stands.progress.informed, stands.progress.waiting) == (True, True)


def test_what_a_waiting_caller_was_told_last_is_known_with_an_apology_made_before_it() -> None:
    words = {"visit_id": "v", "position": 2, "p50_s": 30.0, "p80_s": 50.0}
    told = [said(WaitAnnounced, 5, less_than_s=60, apologised=True, **words)]
    told.append(said(WaitAnnounced, 70, less_than_s=30, **words))

    stands = standing(CALL, [BEGUN, QUEUED, *told])

    assert stands.told is not None
    assert (stands.told.less_than_s, stands.told.apologised) == (30, True)
    again = replace(QUEUED, visit_id="w", event_id="99", at=NOON + timedelta(99))
    assert standing(CALL, [BEGUN, QUEUED, *told, again]).told is None


def test_a_callback_offered_in_the_open_visit_is_known_so_that_it_is_not_offered_again() -> None:
    offer = said(
        PromptPlayed, 9, prompts=("callback_offer", "waiting_keys"), language="hu", seconds=1.0, completed=False
    )
    again = replace(QUEUED, visit_id="w", event_id="99", at=NOON + timedelta(99))

    assert standing(CALL, [BEGUN, QUEUED, offer]).callback_offered
    assert not standing(CALL, [BEGUN, QUEUED]).callback_offered
    assert not standing(CALL, [BEGUN, QUEUED, offer, again]).callback_offered


def test_an_offer_nobody_took_leaves_the_visit_open_and_its_leg_numbered() -> None:
    refused = said(OfferFailed, 9, **OFFER, cause=OfferFailure.NO_ANSWER)
    stands = standing(CALL, [BEGUN, QUEUED, said(AgentOffered, 4, **OFFER), refused])

    assert stands.queued is QUEUED
    assert stands.legs == 1


def test_a_visit_ends_with_the_talk_or_by_itself() -> None:
    talked = standing(CALL, [BEGUN, QUEUED, said(AgentConnected, 5, **OFFER)])
    left = standing(CALL, [BEGUN, QUEUED, said(VisitEnded, 5, visit_id="v", outcome=VisitOutcome.TIMED_OUT)])

    assert talked.queued is left.queued is None
    assert (talked.progress.served, left.progress.served) == (True, False)


def test_who_waits_comes_before_who_has_only_begun_and_the_longest_waiting_first() -> None:
    later = standing("b", [said(CallQueued, 9, visit_id="w", queue="q", skill="q", min_level=1, priority=0)])
    calls = [Standing("d"), standing("c", [BEGUN]), later, standing(CALL, [BEGUN, QUEUED])]

    assert [one.call_id for one in sorted(calls, key=lambda one: one.order)] == [CALL, "b", "c", "d"]


def test_who_refused_to_be_recorded_has_refused_for_the_whole_call() -> None:
    told = said(RecordingAnnounced, 2, queue="reception", consent="refused")
    assert standing(CALL, [BEGUN]).consent is Consent.NOT_ASKED
    assert standing(CALL, [BEGUN, told, *HEARD, QUEUED]).consent is Consent.REFUSED

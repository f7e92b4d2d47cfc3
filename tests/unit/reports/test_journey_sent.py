"""The steps of a call in which its caller is handed on."""

from datetime import UTC, datetime

from ivr.calls.events import LanguageChosen
from ivr.calls.transfer_events import AgentConsulted, CallSentOn, Manner
from ivr.reports.journey_sent import Consulted, HandedOn, sent

OF = {"event_id": "e", "at": datetime(2026, 11, 22, 12, tzinfo=UTC), "call_id": "call-1"}
ANNA, BELA = "agent-anna", "agent-bela"


def test_where_he_was_handed_on_and_how_is_a_step() -> None:
    attended = CallSentOn(**OF, agent=ANNA, dialled="202", target=f"agent:{BELA}", manner=Manner.ATTENDED)
    nowhere = CallSentOn(**OF, agent=None, dialled="999", target="none")
    assert sent(attended, 3.0) == HandedOn(3.0, ANNA, "agent", BELA, "attended")
    assert sent(nowhere, 3.0) == HandedOn(3.0, None, "none", "999", "blind")


def test_a_colleague_asked_is_a_step_that_names_the_other_call() -> None:
    asked = AgentConsulted(**OF, agent=ANNA, colleague=BELA, other_call="call-2")
    assert sent(asked, 3.0) == Consulted(3.0, ANNA, BELA, "call-2")


def test_other_events_are_no_steps_of_it() -> None:
    assert sent(LanguageChosen(**OF, language="en"), 1.0) is None

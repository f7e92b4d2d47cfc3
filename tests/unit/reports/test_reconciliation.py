"""A record damaged in one place gives exactly that call, and exactly that check; an undamaged one gives none."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import Disposition
from ivr.reports.call_record import Kept
from ivr.reports.discrepancy import Check, Discrepancy
from ivr.reports.reconciliation import Asked, Reconciliation, reconciled
from ivr.reports.statement import Kind, Watched, Witness

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY_LONG = Watched(NOON - timedelta(days=1), NOON + timedelta(days=1))
WATCHED = dict.fromkeys(Witness, DAY_LONG)
A_MINUTE = timedelta(minutes=1)
each_witness = pytest.mark.parametrize("witness", list(Witness))
FALLBACK = 3  # a call that Asterisk's own queue served, so that all three know it


def asked(**changed: object) -> Asked:
    wanted = Asked(NOON, NOON + timedelta(hours=1), WATCHED)
    return replace(wanted, **changed)  # type: ignore[arg-type]


def held(day, **changed: object) -> Reconciliation:
    return reconciled(day.calls, day.said, asked(**changed))


def told(found: tuple[Discrepancy, ...]) -> set[tuple[Check, Witness | None, str | None]]:
    return {(one.check, one.witness, one.call_id) for one in found}


def test_accounts_that_agree_give_nothing(day) -> None:
    result = held(day)
    assert result.found == ()
    assert result.compared == {Witness.CEL: 10, Witness.CDR: 10, Witness.QUEUE_LOG: 4}


@each_witness
def test_a_call_removed_from_a_record_is_missing_there(day, witness: Witness) -> None:
    gone = day.calls[FALLBACK].call_id
    day.said = [one for one in day.said if (one.witness, one.call_id) != (witness, gone)]
    assert told(held(day).found) == {(Check.MISSING_THERE, witness, gone)}


@each_witness
def test_a_call_we_do_not_know_is_missing_here(day, witness: Witness) -> None:
    gone = day.calls.pop(FALLBACK)
    day.said = [one for one in day.said if one.witness is witness or one.call_id != gone.call_id]
    assert told(held(day).found) == {(Check.MISSING_HERE, witness, gone.call_id)}


@pytest.mark.parametrize(
    ("witness", "kind"),
    [(Witness.CEL, Kind.CALL), (Witness.CEL, Kind.TALK), (Witness.CDR, Kind.SERVED), (Witness.QUEUE_LOG, Kind.TALK)],
)
def test_what_is_said_twice_is_doubled(day, witness: Witness, kind: Kind) -> None:
    one = day.of(FALLBACK, witness, kind)
    day.said.append(one)
    assert told(held(day).found) == {(Check.DOUBLED, witness, one.call_id)}


def shifted(day, witness: Witness, kind: Kind) -> str | None:
    one = day.of(FALLBACK, witness, kind)
    day.replace(one, replace(one, at=one.at + A_MINUTE, until=one.until + A_MINUTE))
    return one.call_id


@pytest.mark.parametrize("witness", [Witness.CEL, Witness.CDR])
def test_a_call_shifted_by_a_minute_is_told(day, witness: Witness) -> None:
    call_id = shifted(day, witness, Kind.CALL)
    assert told(held(day).found) == {(Check.TIME_SHIFTED, witness, call_id)}


@pytest.mark.parametrize("witness", [Witness.CEL, Witness.QUEUE_LOG])
def test_a_talk_shifted_by_a_minute_is_told(day, witness: Witness) -> None:
    call_id = shifted(day, witness, Kind.TALK)
    assert told(held(day).found) == {(Check.TALK_DIFFERS, witness, call_id)}


@pytest.mark.parametrize("witness", [Witness.CEL, Witness.QUEUE_LOG])
def test_a_time_in_asterisks_queue_shifted_by_a_minute_is_told(day, witness: Witness) -> None:
    call_id = shifted(day, witness, Kind.KEPT)
    assert told(held(day).found) == {(Check.FALLBACK_DIFFERS, witness, call_id)}


@pytest.mark.parametrize("witness", [Witness.CEL, Witness.QUEUE_LOG])
def test_a_time_in_asterisks_queue_removed_is_told(day, witness: Witness) -> None:
    one = day.of(FALLBACK, witness, Kind.KEPT)
    day.said.remove(one)
    assert told(held(day).found) == {(Check.FALLBACK_DIFFERS, witness, one.call_id)}


@pytest.mark.parametrize(
    ("witness", "kind"), [(Witness.CEL, Kind.TALK), (Witness.CDR, Kind.SERVED), (Witness.QUEUE_LOG, Kind.SERVED)]
)
def test_a_talk_removed_was_answered_here_and_not_there(day, witness: Witness, kind: Kind) -> None:
    one = day.of(FALLBACK, witness, kind)
    kept = replace(one, kind=Kind.CALL, agent=None) if witness is Witness.CDR else None
    day.replace(one, *([kept] if kept else []))
    assert (Check.ANSWERED, witness, one.call_id) in told(held(day).found)
    assert {call_id for _, _, call_id in told(held(day).found)} == {one.call_id}


def test_a_talk_the_queue_log_does_not_end_is_told(day) -> None:
    one = day.of(FALLBACK, Witness.QUEUE_LOG, Kind.TALK)
    day.said.remove(one)
    assert told(held(day).found) == {(Check.TALK_DIFFERS, Witness.QUEUE_LOG, one.call_id)}


def test_a_talk_of_another_length_is_told_by_cdr(day) -> None:
    one = day.of(FALLBACK, Witness.CDR, Kind.SERVED)
    day.replace(one, replace(one, until=one.until - timedelta(seconds=3)))
    assert (Check.TALK_DIFFERS, Witness.CDR, one.call_id) in told(held(day).found)


def test_a_call_is_found_by_asterisks_id_where_ours_is_not_written(day) -> None:
    day.said = [replace(one, call_id=None) for one in day.said]
    assert held(day).found == ()


def test_calls_before_a_witness_was_read_or_not_yet_read_are_not_compared(day) -> None:
    watched = {Witness.CDR: Watched(NOON + timedelta(seconds=450), NOON + timedelta(seconds=800))}
    day.said.clear()
    result = held(day, watched=watched)
    assert result.compared == {Witness.CDR: 3}
    assert {one.call_id for one in result.found} == {"call-5", "call-6", "call-7"}
    assert result.awaited == 2  # call-8 and call-9 end after what was read


def test_who_hung_up_before_asterisks_queue_took_him_need_not_be_in_its_log(day) -> None:
    call = day.calls[FALLBACK]
    day.said = [one for one in day.said if (one.witness, one.call_id) != (Witness.QUEUE_LOG, call.call_id)]
    call.kept = (Kept(call.ended_at - timedelta(seconds=2)),)
    day.replace(one := day.of(FALLBACK, Witness.CEL, Kind.KEPT), replace(one, at=call.kept[0].entered_at))
    assert held(day).found == ()
    call.kept = (Kept(call.ended_at - timedelta(seconds=2.1)),)
    assert told(held(day).found) == {(Check.MISSING_THERE, Witness.QUEUE_LOG, call.call_id)}


def test_a_call_that_is_not_over_is_not_compared(day) -> None:
    day.calls[1].ended_at = None
    day.said = [one for one in day.said if one.call_id != "call-1"]
    assert (held(day).found, held(day).awaited) == ((), 1)


def test_calls_cut_by_asterisks_own_end_are_counted_and_no_discrepancy(day) -> None:
    day.said = [one for one in day.said if one.call_id != "call-1"]
    result = held(day, blind=[(NOON + timedelta(seconds=125), NOON + timedelta(seconds=140))])
    assert (result.found, result.unwitnessed) == ((), ("call-1",))


@pytest.mark.parametrize("why", ["failed", "its engine was killed"])
def test_an_attempt_that_never_had_a_channel_is_not_missing(day, why: str) -> None:
    if why == "failed":
        day.calls[1].disposition = Disposition.FAILED
    else:
        day.calls[1].end_was_seen = False
    day.said = [one for one in day.said if one.call_id != "call-1"]
    assert held(day).found == ()


def attended(day) -> None:
    """Call 1 was connected with a colleague whose phone had rung in call 2, which an agent had placed."""
    asked, bridged = day.calls[2], day.calls[1].legs[1].answered_at + timedelta(seconds=4)
    caller, anna = day.calls[1].legs
    bela = replace(anna, leg_id="call-1-2", agent="agent-bela", answered_at=bridged)
    day.calls[1].legs = (caller, replace(anna, ended_at=bridged), bela)
    for witness, kind in ((Witness.CEL, Kind.TALK), (Witness.CDR, Kind.SERVED)):
        talk = day.of(1, witness, kind)
        day.replace(talk, replace(talk, until=bridged), replace(talk, at=bridged, agent="agent-bela", subject="bela"))
        said = day.of(2, witness, kind)
        day.replace(said, replace(said, call_id=day.calls[1].call_id))  # the channel carries the name of call 1 now
    assert asked.linkedid != day.calls[1].linkedid


def test_a_call_an_agent_connected_with_a_colleague_and_the_one_he_asked_him_in_agree(day) -> None:
    attended(day)
    assert held(day).found == ()


@pytest.mark.parametrize(("witness", "kind"), [(Witness.CEL, Kind.TALK), (Witness.CDR, Kind.SERVED)])
def test_a_colleagues_talk_that_is_not_told_is_found_in_its_call(day, witness: Witness, kind: Kind) -> None:
    attended(day)
    bela = next(one for one in day.said if (one.agent, one.witness, one.kind) == ("agent-bela", witness, kind))
    day.replace(bela)
    found = told(held(day).found)
    assert {(one, by) for one, by, _ in found} >= {(Check.ANSWERED, witness)}
    assert {call_id for *_, call_id in found} == {"call-1"}


def test_a_colleagues_talk_a_minute_later_is_found_in_its_call(day) -> None:
    attended(day)
    bela = next(one for one in day.said if (one.agent, one.witness) == ("agent-bela", Witness.CEL))
    day.replace(bela, replace(bela, at=bela.at + A_MINUTE, until=bela.until + A_MINUTE))
    assert told(held(day).found) == {(Check.TALK_DIFFERS, Witness.CEL, "call-1")}

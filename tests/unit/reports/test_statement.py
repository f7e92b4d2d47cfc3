"""What a witness says is gathered call by call."""

from ivr.reports.statement import Kind, Witness, gathered


def test_each_witness_tells_of_each_call(day) -> None:
    found = gathered(day.said)
    assert len(found) == 10 + 10 + 4
    assert all(one.doubled == () for one in found)


def test_a_call_reaches_from_the_first_moment_spoken_of_to_the_last(day) -> None:
    said = [one for one in day.said if one.call_id == "call-1" and one.witness is Witness.CDR]
    (one,) = gathered(said)
    assert (one.ended_at - one.began_at).total_seconds() == 30
    assert [part.agent for part in one.of(Kind.SERVED)] == ["agent-anna"]


def test_what_is_said_twice_stands_once_among_what_is_said(day) -> None:
    said = day.of(1, Witness.CEL, Kind.TALK)
    (one,) = gathered([said, said])
    assert (one.doubled, one.of(Kind.TALK)) == ((said,), [said])
    assert said.seconds == 10

"""Human, machine or unsure: what is not plainly a machine is never called one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.outbound.machine import MACHINE_CAUSES, AnsweredBy, verdict

H, M, U = AnsweredBy.HUMAN, AnsweredBy.MACHINE, AnsweredBy.UNSURE


@pytest.mark.parametrize(
    ("status", "cause", "expected", "because"),
    [
        ("HUMAN", "HUMAN-800-800", H, "human"),
        ("HUMAN", "SILENCEAFTERGREETING-800-800", H, "silenceaftergreeting"),
        ("MACHINE", "MAXWORDS-3-3", M, "maxwords"),
        ("MACHINE", "LONGGREETING-1500-1500", M, "longgreeting"),
        ("MACHINE", "INITIALSILENCE-2500-2500", U, "initialsilence"),
        ("NOTSURE", "TOOLONG-5000", U, "toolong"),
        ("HANGUP", "", U, "no cause"),
        ("", "\x00", U, "no cause"),
    ],
)
def test_each_word_of_amd_has_its_verdict(status: str, cause: str, expected: AnsweredBy, because: str) -> None:
    found = verdict(status, cause)
    assert (found.answered_by, found.because) == (expected, because)


@given(st.text(), st.text())
def test_anything_else_is_no_machine(status: str, cause: str) -> None:
    plain = status == "MACHINE" and cause.partition("-")[0] in MACHINE_CAUSES
    assert verdict(status, cause).answered_by is not M or plain

"""A line of the log of Asterisk's own queue."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.asterisk.queue_log import parse_line
from ivr.errors import UnexpectedReply


def test_a_line_is_read() -> None:
    row = parse_line("1795357856|1795357835.5|fallback|agent-anna|COMPLETEAGENT|4|12|1\n")
    assert (row.at, row.callid, row.agent, row.event) == (
        datetime(2026, 11, 22, 14, 30, 56, tzinfo=UTC),
        "1795357835.5",
        "agent-anna",
        "COMPLETEAGENT",
    )
    assert (row.seconds(1), row.seconds(7)) == (12.0, None)


def test_a_value_that_is_no_number_has_no_seconds() -> None:
    assert parse_line("1|a|b|c|CONNECT|²|x|99999999999\n").seconds(0) is None


@given(st.text())
def test_any_text_is_a_record_or_refused(line: str) -> None:
    with suppress(UnexpectedReply):
        assert parse_line(line).at.tzinfo is UTC


@pytest.mark.parametrize("line", ["", "noon|a|b|c|d", "1|a|b|c", "9" * 30 + "|a|b|c|d", "1|a|b|c|" + "d" * 9000])
def test_what_is_no_such_line_is_refused(line: str) -> None:
    with pytest.raises(UnexpectedReply):
        parse_line(line)

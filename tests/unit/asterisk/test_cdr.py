"""A row of the call detail record, as Asterisk 22 wrote it."""

from datetime import UTC, datetime

import pytest

from ivr.asterisk.cdr import CDR_COLUMNS, parse_line
from ivr.bringup import configuration
from ivr.errors import UnexpectedReply

CALL = "01a203aa-81ba-7259-8db4-b6c10c0c7271"
LINE = (
    '"1795357852.963835","1795357852.963835","1795357856.474604","PJSIP/far-end-00000003","PJSIP/agent-anna-00000005",'
    f'"1795357835.5","1795357835.5","6","ANSWERED","Dial","{CALL}"\n'
)


def test_a_row_is_read_to_the_microsecond() -> None:
    row = parse_line(LINE)
    assert (row.start, row.dstchannel, row.disposition, row.accountcode) == (
        datetime(2026, 11, 22, 14, 30, 52, 963835, UTC),
        "PJSIP/agent-anna-00000005",
        "ANSWERED",
        CALL,
    )


def test_who_was_not_answered_has_no_answer() -> None:
    assert parse_line(LINE.replace('"1795357852.963835",', '"0.000000",').replace('"0.0', '"1.0', 1)).answer is None


@pytest.mark.parametrize("time", ["", "0.000000", "noon", "nan", "1e400", "-1"])
def test_a_row_without_a_beginning_is_refused(time: str) -> None:
    with pytest.raises(UnexpectedReply):
        parse_line(LINE.replace("1795357852.963835", time, 1))


def test_the_columns_are_those_the_configuration_writes() -> None:
    assert tuple(configuration.CDR_COLUMNS) == CDR_COLUMNS

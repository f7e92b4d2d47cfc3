"""The witness's lines."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.asterisk.cel import CEL_COLUMNS, CelRecord, parse_line
from ivr.bringup import configuration
from ivr.errors import UnexpectedReply

LINE = (
    '"HANGUP","2026-11-22 04:58:40.123456","17.1","17.1","PJSIP/far-end-1","+36201112222","100","call","AGI",'
    '"acc","","","{""hangupcause"":16,""hangupsource"":""PJSIP/far-end-1"",""dialstatus"":""""}"\n'
)


def test_line_becomes_a_record_with_a_moment_in_utc() -> None:
    record = parse_line(LINE)
    assert record.eventtype == "HANGUP"
    assert record.eventtime == datetime(2026, 11, 22, 4, 58, 40, 123456, tzinfo=UTC)
    assert record.eventextra == '{"hangupcause":16,"hangupsource":"PJSIP/far-end-1","dialstatus":""}'


def test_columns_are_those_the_configuration_writes() -> None:
    assert tuple(configuration.CEL_COLUMNS) == CEL_COLUMNS
    assert tuple(CelRecord.__dataclass_fields__) == CEL_COLUMNS


@pytest.mark.parametrize("line", ["", "a,b", LINE.replace("2026-11-22 ", "x"), LINE[:60], '"' + LINE, "x" * 9000])
def test_bad_line_is_an_unexpected_reply(line: str) -> None:
    with pytest.raises(UnexpectedReply):
        parse_line(line)


def test_line_that_began_in_a_callers_name_is_none() -> None:
    forged = "LINKEDID_END,2026-11-22 04:58:40.123456,17.1,17.1,,,,,,,,,"
    name = LINE.replace("+36201112222", f'"\n{forged}\n"'.replace('"', '""'))
    for line in name.split("\n")[:-1]:
        with pytest.raises(UnexpectedReply):
            parse_line(line)


@given(st.one_of(st.text(), st.lists(st.text(), min_size=13, max_size=13).map(",".join)))
def test_any_text_is_a_record_or_an_unexpected_reply(text: str) -> None:
    with suppress(UnexpectedReply):
        assert isinstance(parse_line(text), CelRecord)

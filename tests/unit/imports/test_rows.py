"""Any bytes become a row or the one error of rows."""

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.imports.cdr import Cdr
from ivr.imports.cel import Cel
from ivr.imports.names import Names
from ivr.imports.queue_log import QueueLog
from ivr.imports.rows import LONGEST_LINE, MOST_COLUMNS, BadRow, clean, form_of, line_of, made_at_ms, moment, seconds

BUDAPEST = ZoneInfo("Europe/Budapest")
KINDS = ("ENTERQUEUE", "CONNECT", "COMPLETEAGENT", "ABANDON", "RINGNOANSWER", "ATTENDEDTRANSFER", "PAUSE", "FULL")
words = st.one_of(st.text(max_size=12), st.sampled_from([*KINDS, "NONE", "1764061200", "1764061200.1", '"', "=1+1"]))


@given(first=st.binary(max_size=200), line=st.binary(max_size=400))
def test_any_bytes_raise_nothing_but_the_error_of_rows(first: bytes, line: bytes) -> None:
    for reader in (QueueLog, Cdr, Cel):
        with suppress(BadRow):
            reader(line_of(first), BUDAPEST, Names()).events(line_of(line))


@given(fields=st.lists(words, max_size=12), delimiter=st.sampled_from("|,;\t"))
def test_any_fields_raise_nothing_but_the_error_of_rows(fields: list[str], delimiter: str) -> None:
    line = delimiter.join(fields)
    for reader in (QueueLog, Cdr, Cel):
        for first in ("", "time,callid,queuename,agent,event,data", "calldate,src,dst,channel", "eventtype,linkedid"):
            with suppress(BadRow):
                reader(first, BUDAPEST, Names()).events(line)


def test_a_million_columns_are_cut_off_and_a_line_without_end_is_refused() -> None:
    assert len(form_of("", "event", ("time",), "|").row("|" * 10_000)) == MOST_COLUMNS + 1
    with pytest.raises(BadRow, match="longer than"):
        line_of(b"x" * (LONGEST_LINE + 1))


def test_zeros_and_broken_letters_in_a_line_do_not_matter() -> None:
    assert line_of(b"\0\0\xef\xbb\xbf1764061200|\xff\r\n") == "1764061200|�"
    assert clean("a\x1b[1m\nb ") == "a[1mb"


@pytest.mark.parametrize(("first", "delimiter"), [("src\tdst", "\t"), ("`src`;dst", ";"), ('"SRC","dst"', ",")])
def test_a_header_tells_what_parts_the_columns(first: str, delimiter: str) -> None:
    form = form_of(first, "src", ("x",), "|")
    assert (form.delimiter, form.has_header, dict(form.places)) == (delimiter, True, {"src": 0, "dst": 1})
    assert form.value(["1", "NULL"], "dst") == form.value(["1"], "dst") == form.value([], "none") == ""


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("1764061200", datetime(2025, 11, 25, 9, tzinfo=UTC)),
        ("2025-11-25 10:00:00.250000", datetime(2025, 11, 25, 9, 0, 0, 250_000, tzinfo=UTC)),
        ("2025-11-25T09:00:00+00:00", datetime(2025, 11, 25, 9, tzinfo=UTC)),
    ],
)
def test_a_time_is_seconds_or_a_clock_of_the_zone(text: str, at: datetime) -> None:
    assert moment(text, BUDAPEST) == at


@pytest.mark.parametrize("text", ["", "yesterday", "999999999999", "0000-00-00 00:00:00", "1970-01-01 00:00:00"])
def test_what_is_no_time_is_a_bad_row(text: str) -> None:
    with pytest.raises(BadRow):
        moment(text, BUDAPEST)


def test_numbers_are_whole_and_bounded() -> None:
    assert [seconds(text) for text in ("12", "", "-1", "1e9", "99999999", "²")] == [12, 0, 0, 0, 0, 0]
    assert [made_at_ms(text) for text in ("1764061200.1", "pbx1-1764061200.12", "x")] == [1764061200000] * 2 + [0]

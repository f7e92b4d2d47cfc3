"""A line of Asterisk's CSV records: every column in quotes, and nothing outside them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.asterisk.record_line import cells
from ivr.errors import UnexpectedReply


def test_quotes_inside_a_cell_are_doubled() -> None:
    assert cells('"a","say ""b""",""\n', 3, "CDR") == ["a", 'say "b"', ""]


@pytest.mark.parametrize("line", ['"a",b\n', '"a"\n', '"a","b","c"\n', "", "x" * 9000])
def test_what_is_no_such_line_is_refused(line: str) -> None:
    with pytest.raises(UnexpectedReply):
        cells(line, 2, "CDR")


@given(st.text())
def test_any_text_is_cells_or_refused(line: str) -> None:
    with suppress(UnexpectedReply):
        assert len(cells(line, 2, "CDR")) == 2

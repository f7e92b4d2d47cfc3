"""What no list can hold is refused, whatever list is asked."""

import pytest
from pydantic import ValidationError

from ivr.console.calls_api import CallsQuery
from ivr.console.recordings_api import RecordingsQuery


@pytest.mark.parametrize("asked", [{"queue": "a\x00b"}, {"number": "1\r\n2"}, {"since": "1999-01-01T00:00:00Z"}])
def test_of_calls(asked: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        CallsQuery(**asked)


@pytest.mark.parametrize("asked", [{"call_id": "a\x00b"}, {"until": "2100-01-01T00:00:00Z"}])
def test_of_recordings(asked: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        RecordingsQuery(**asked)

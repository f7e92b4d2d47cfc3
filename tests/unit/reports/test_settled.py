"""The rows of one imported call, in any order, are one story."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import CallEvent
from ivr.imports.names import Names
from ivr.imports.queue_log import QueueLog
from ivr.reports.call_record import CallRecord
from ivr.reports.fold import fold
from ivr.reports.settled import settled

NINE = 1764061200
CALL = "1764061200.1"


def events(*rows: str) -> list[CallEvent]:
    reader = QueueLog("", ZoneInfo("UTC"), Names())
    lines = [f"{NINE + int(row.split('|')[0])}|{CALL}|support|{row.split('|', 1)[1]}" for row in rows]
    return [event for line in lines for event in reader.events(line) if isinstance(event, CallEvent)]


def story(found: list[CallEvent]) -> CallRecord:
    record = fold(settled(found))
    assert record is not None
    return record


TWICE = ("0|NONE|ENTERQUEUE||1|1", "30|NONE|EXITWITHTIMEOUT|1|1|30", "30|NONE|ENTERQUEUE||1|1",
         "35|SIP/1|CONNECT|5|x|5", "45|SIP/1|COMPLETECALLER|5|10|1")  # fmt: skip


@given(st.permutations(events(*TWICE)))
def test_who_left_and_joined_again_in_one_second_stayed_twice(found: list[CallEvent]) -> None:
    record = story(found)
    assert [(visit.outcome, visit.wait_s, visit.talk_s) for visit in record.visits] == [
        (VisitOutcome.TIMED_OUT, 30, None),
        (VisitOutcome.ANSWERED, 5, 10),
    ]
    assert (record.disposition, record.hung_up_by) == (Disposition.SERVED, Party.CALLER)


def test_who_talks_or_waits_at_the_end_of_the_file_is_open() -> None:
    assert story(events(*TWICE[:1])).is_open
    assert story(events(*TWICE[:4])).is_open
    assert story(events(*TWICE[:2])).disposition is Disposition.NOT_SERVED


def test_a_stay_whose_beginning_no_row_tells_is_left_out() -> None:
    assert fold(settled(events("45|SIP/1|COMPLETECALLER|5|10|1"))) is None
    assert story(events(*TWICE[1:])).visits[0].joined_at == datetime.fromtimestamp(NINE + 30, UTC)


def test_who_gave_up_hung_up() -> None:
    record = story(events("0|NONE|ENTERQUEUE||1|1", "9|NONE|ABANDON|1|1|9"))
    assert (record.disposition, record.hung_up_by, record.seconds) == (Disposition.ABANDONED, Party.CALLER, 9)


def test_one_crash_and_a_second_try_are_two_stays() -> None:
    record = story(events("0|NONE|ENTERQUEUE||1|1", "60|NONE|ENTERQUEUE||1|1", "70|NONE|ABANDON|1|1|10"))
    waits = [visit.left_at - visit.joined_at for visit in record.visits if visit.left_at]
    assert waits == [timedelta(seconds=70), timedelta(seconds=10)]

"""The two ways a queue_log is written say the same; what nobody knows is counted."""

from zoneinfo import ZoneInfo

import pytest

from ivr.imports.names import Names
from ivr.imports.queue_log import QueueLog
from ivr.imports.rows import BadRow

TEXT = "1764061200|1764061200.1|support|SIP/101|CONNECT|12|1764061200.9|4"
HEADER = "id,time,callid,queuename,agent,event,data1,data2,data3,data4,data5"
TABLE = '7,"2025-11-25 10:00:00.000000",1764061200.1,support,SIP/101,CONNECT,12,1764061200.9,4,,'


def reader(first: str, zone: str = "Europe/Budapest") -> QueueLog:
    return QueueLog(first, ZoneInfo(zone), Names())


def test_text_and_table_of_the_same_row_are_the_same_events() -> None:
    assert reader(TEXT).events(TEXT) == reader(HEADER).events(TABLE) != []


def test_one_column_may_hold_all_data() -> None:
    header = "time\tcallid\tqueuename\tagent\tevent\tdata"
    row = "1764061200\t1764061200.1\tsupport\tSIP/101\tCONNECT\t12|1764061200.9|4"
    assert reader(header).events(row) == reader(TEXT).events(TEXT)


def test_a_row_read_with_another_zone_is_the_same_row() -> None:
    ids = [[event.event_id for event in reader(HEADER, zone).events(TABLE)] for zone in ("UTC", "Asia/Kathmandu")]
    assert ids[0] == ids[1]


def test_what_nobody_knows_is_counted_and_what_does_not_matter_is_silent() -> None:
    found = reader(TEXT)
    for event in ("NEWS", "NEWS", "CONFIGRELOAD"):
        assert found.events(f"1764061200|NONE|NONE|NONE|{event}|") == []
    assert found.unknown == {"NEWS": 2}


@pytest.mark.parametrize("line", ["1764061200|x|support|NONE", "1764061200|NONE|support|NONE|ABANDON|1",
                                  "1764061200|1.1|NONE|NONE|ABANDON|1", "1764061200|1.1|q|NONE|CONNECT|1"])  # fmt: skip
def test_a_row_that_lacks_something_is_bad(line: str) -> None:
    with pytest.raises(BadRow):
        reader(TEXT).events(line)

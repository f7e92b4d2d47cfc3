"""The witness reads each row once in effect, waits for the engine's own word, and never touches a live call."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ivr.calls.event_json import to_plain
from ivr.calls.events import CallEnded, CallEvent, CallStarted, Direction
from ivr.calls.listening_events import ListeningAsked
from ivr.errors import Misuse
from ivr.reports.statement import Kind, Statement
from ivr.store import call_events, witness_positions, witness_statements
from ivr.store.database import Database
from ivr.worker.witness import Witness

CALL = "019aa9f0-0000-7000-8000-000000000001"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)
REST = f'"1.0","1.0","PJSIP/far-end-00000000","+36201234567","100","call","","{CALL}","","",""'
ROWS = [
    f'"{kind}","2026-11-22 12:00:0{second}.000000",{REST}\n' for second, kind in enumerate(("CHAN_START", "ANSWER"))
]
END = [f'"{kind}","2026-11-22 12:00:09.000000",{REST}\n' for kind in ("HANGUP", "CHAN_END", "LINKEDID_END")]


@pytest.fixture
def cel(tmp_path: Path) -> Path:
    return tmp_path / "cel.csv"


def witness(database: Database, cel: Path) -> Witness:
    return Witness(database, cel, cel.parent / "spool")


def history(database: Database) -> list[CallEvent]:
    with database.read() as connection:
        return call_events.of_call(connection, CALL)


def write(path: Path, *lines: str, mode: str = "a") -> None:
    with path.open(mode) as file:
        file.write("".join(lines))


def test_a_finished_call_nobody_told_of_is_told_once(database: Database, cel: Path) -> None:
    write(cel, *ROWS, *END)
    assert witness(database, cel).round(LATER) == 3
    assert witness(database, cel).round(LATER) == 0
    assert [type(event).__name__ for event in history(database)] == ["CallStarted", "CallAnswered", "CallEnded"]


def test_a_caller_who_left_before_his_channel_was_named_has_one_call(database: Database, cel: Path) -> None:
    started = CallStarted(
        event_id="begun",
        at=NOON,
        call_id=CALL,
        direction=Direction.INBOUND,
        entry="menu:main",
        caller_id="+36201234567",
        dialled="100",
        channel="PJSIP/far-end-00000000",
        linkedid="1.0",
        leg_id=f"{CALL}-0",
    )
    with database.write() as connection:
        call_events.append(connection, [started])
    write(cel, *(line.replace(CALL, "") for line in [ROWS[0], *END]))

    witness(database, cel).round(LATER)

    assert [type(event).__name__ for event in history(database)] == ["CallStarted", "CallEnded"]
    with database.read() as connection:
        assert call_events.started_between(connection, NOON - timedelta(days=1), LATER, 10) == [CALL]


def test_a_call_still_up_is_left_alone(database: Database, cel: Path) -> None:
    write(cel, *ROWS)
    assert witness(database, cel).round(LATER) == 0


def test_the_engine_has_some_seconds_to_speak_first(database: Database, cel: Path) -> None:
    write(cel, *ROWS, *END)
    eager = witness(database, cel)
    assert eager.round(NOON + timedelta(seconds=13)) == 0
    assert eager.round(NOON + timedelta(seconds=14)) == 3


def test_a_worker_killed_in_mid_call_still_tells_it(database: Database, cel: Path) -> None:
    write(cel, *ROWS)
    witness(database, cel).round(LATER)
    write(cel, *END)
    assert witness(database, cel).round(LATER) == 3


def test_half_a_line_is_read_when_it_is_whole(database: Database, cel: Path) -> None:
    write(cel, *ROWS, *END[:2], END[2][:30])
    reader = witness(database, cel)
    assert reader.round(LATER) == 0
    write(cel, END[2][30:])
    assert reader.round(LATER) == 3


def test_what_waits_in_the_spool_is_known(database: Database, cel: Path, tmp_path: Path) -> None:
    write(cel, *ROWS, *END)
    spoken = CallEnded(event_id="e", at=NOON, call_id=CALL, disposition="served", hung_up_by="caller")  # type: ignore[arg-type]
    (tmp_path / "spool").mkdir()
    (tmp_path / "spool" / "1.jsonl").write_text(json.dumps(to_plain(spoken)) + "\nrubbish\n")
    assert witness(database, cel).round(LATER) == 0


def test_a_new_file_of_the_same_name_is_read_from_its_beginning(database: Database, cel: Path) -> None:
    write(cel, *ROWS)
    reader = witness(database, cel)
    reader.round(LATER)
    cel.rename(cel.with_suffix(".old"))
    write(cel, *ROWS, *END)
    assert reader.round(LATER) == 3


def test_a_line_that_is_none_is_passed_over(database: Database, cel: Path) -> None:
    write(cel, "rubbish\n", *ROWS, *END)
    assert witness(database, cel).round(LATER) == 3


def test_the_place_kept_is_that_of_the_oldest_row_still_needed(database: Database, cel: Path) -> None:
    write(cel, *ROWS, *END)
    witness(database, cel).round(LATER)
    with database.read() as connection:
        kept = witness_positions.load(connection, "cel")
    assert kept is not None
    assert kept.read_to == cel.stat().st_size


def said(database: Database) -> list[Statement]:
    with database.read() as connection:
        return witness_statements.between(connection, NOON - timedelta(days=1), LATER)


def test_what_the_record_says_of_a_finished_call_is_kept_once(database: Database, cel: Path) -> None:
    write(cel, *ROWS)
    witness(database, cel).round(LATER)
    assert said(database) == []
    write(cel, *END)
    witness(database, cel).round(LATER)
    witness(database, cel).round(LATER)
    (one,) = said(database)
    assert (one.kind, one.call_id, one.seconds) == (Kind.CALL, CALL, 9)


def test_nothing_is_kept_of_a_round_that_failed(database: Database, cel: Path, monkeypatch) -> None:
    write(cel, *ROWS, *END)
    monkeypatch.setattr(witness_positions, "save", _fail)
    with pytest.raises(Misuse):
        witness(database, cel).round(LATER)
    monkeypatch.undo()
    assert (history(database), said(database)) == ([], [])
    assert witness(database, cel).round(LATER) == 3


def _fail(*_: object) -> None:
    raise Misuse("the disk is full")


def test_a_call_that_reaches_over_a_rotation_is_told_whole(database: Database, cel: Path) -> None:
    write(cel, *ROWS)
    small = Witness(database, cel, cel.parent / "spool", largest=10)
    small.round(LATER)
    before = cel.with_name("cel.csv.1")
    os.utime(before, (1, 1))
    write(cel, *END)
    assert witness(database, cel).round(LATER) == 3
    assert before.exists()


def test_no_file_is_no_news(database: Database, cel: Path) -> None:
    assert witness(database, cel).round(LATER) == 0


LEG = f"{CALL}-s0123456789abcdef"
OF_LEG = f'"{LEG}","{LEG}","PJSIP/agent-bela-00000002","","s","listening","","{CALL}","","",""'
HEARD = [
    f'"{kind}","2026-11-22 12:00:0{second}.000000",{OF_LEG}\n'
    for second, kind in ((3, "CHAN_START"), (4, "ANSWER"), (9, "HANGUP"), (9, "LINKEDID_END"))
]


def test_a_supervisors_leg_a_killed_engine_left_is_told_beside_its_call(database: Database, cel: Path) -> None:
    who = {"agent": "agent-anna", "account": "Sára", "phone": "agent-bela", "mode": "listen", "rule": "told"}
    asked = ListeningAsked(event_id="asked", at=NOON, call_id=CALL, leg_id=LEG, **who)
    with database.write() as connection:
        call_events.append(connection, [asked])
    write(cel, *ROWS, *HEARD, *END)
    assert witness(database, cel).round(LATER) == 5
    assert witness(database, cel).round(LATER) == 0
    told = [type(event).__name__ for event in history(database)]
    assert told[:3] == ["CallStarted", "ListeningAsked", "CallAnswered"]
    assert sorted(told[3:]) == ["CallEnded", "ListeningBegan", "ListeningEnded"]
    with database.read() as connection:
        said = witness_statements.of_calls(connection, [CALL], [])
    assert {one.kind for one in said} == {Kind.CALL, Kind.LISTENED}

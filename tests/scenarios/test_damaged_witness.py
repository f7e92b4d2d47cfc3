"""Eleven real calls and what Asterisk wrote of them: whatever is damaged in its records, exactly that call is found.

`witnessed/` holds their CEL, CDR and queue_log, and their history, as a killed engine, a keeper that was stopped and
all kinds of callers left them (tests/acceptance/calls/test_reconciliation.py). Rows are removed, doubled, or moved by a
minute in the files; the worker's own readers read them.
"""

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ivr.bringup.configuration import first_settings
from ivr.calls.event_json import from_plain
from ivr.reports.discrepancy import Check
from ivr.reports.statement import Witness as Voice
from ivr.store import call_events
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.reconciling import Reconciled, reconcile
from ivr.worker.record_reader import RecordReader, records_of
from ivr.worker.witness import Witness

FOLDER = Path(__file__).with_name("witnessed")
BEFORE, AFTER = datetime(2026, 11, 22, 17, tzinfo=UTC), datetime(2026, 11, 22, 19, tzinfo=UTC)
RECORDS = ("cel.csv", "cdr.csv", "queue_log")
CALLS = {
    "hears information": "01a20453-58b1-7cb6-b72f-285531ed792b",
    "gives up": "01a20453-58c1-7bc9-85be-9be4a9f45dfd",
    "wants a callback": "01a20454-580c-7bf2-abda-c05d700a80a9",
    "called back": "01a20454-a163-79b4-8fc2-64c01b4e775a",
    "reminded": "01a20454-d0ab-7aef-a89b-1292472b8138",
    "busy": "01a20454-d29d-78af-b5c8-eda08cc6f233",
    "served": "01a20454-d886-7817-b2dc-c71ebe78dd36",
    "put through": "01a20454-de92-76fe-9973-91c7df872dd1",
    "served by Asterisk": "01a20455-ecf6-7660-9536-d6b1ede89044",
    "taken back": "01a20447-e5dc-7138-bd46-f6b96e241bd9",
    "listened to": "01a20509-7029-788b-b9a0-5708edb2dbb8",
}
A_MINUTE = 60
ROWS = {name: tuple((FOLDER / name).read_text(encoding="utf-8").splitlines(keepends=True)) for name in RECORDS}
EVENTS = [from_plain(json.loads(line)) for line in (FOLDER / "history.jsonl").read_text(encoding="utf-8").splitlines()]
LINKED = {event.linkedid: event.call_id for event in EVENTS if hasattr(event, "linkedid")}


def call_of(row: str) -> str:
    """The name of the call a row is about."""
    found = next((call for linkedid, call in LINKED.items() if linkedid in row), None)
    return next(name for name, call in CALLS.items() if call == found or (found is None and call in row))


def removed(_row: str) -> str:
    return ""


def doubled(row: str) -> str:
    return row * 2


def shifted(row: str) -> str:
    """The same, a minute later; a moment that is not known stays unknown."""
    if row.startswith('"17'):  # CDR: the first three cells
        return re.sub(r'"(17\d{8})\.(?=\d+"(?:,"\d+\.\d+"){0,2},"PJSIP)', lambda at: f'"{_later(at[1])}.', row)
    if row.startswith("17"):  # queue_log
        return _later(row[:10]) + row[10:]
    moment = re.search(r'"(\d{4}-\d\d-\d\d [\d:.]+)"', row)
    assert moment is not None
    at = datetime.strptime(moment[1], "%Y-%m-%d %H:%M:%S.%f").replace(tzinfo=UTC) + timedelta(seconds=A_MINUTE)
    return row.replace(moment[1], f"{at:%Y-%m-%d %H:%M:%S.%f}")


def _later(seconds: str) -> str:
    return str(int(seconds) + A_MINUTE)


@pytest.fixture(scope="module")
def told(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the history of the eleven calls, before any witness was read."""
    file = tmp_path_factory.mktemp("told") / "ivr.sqlite"
    shutil.copyfile(migrated, file)
    database = Database(f"sqlite:///{file}")
    with database.write() as connection:
        call_events.append(connection, EVENTS)
    refresh(database)
    _read(database, file.parent, BEFORE)
    database.close()
    return file


def _read(database: Database, home: Path, now: datetime) -> None:
    """A round of each of the worker's readers."""
    settings = first_settings(home, home, "local")
    Witness(database, settings.asterisk_dir / "log" / "cel.csv", settings.spool_dir).round(now)
    for record in records_of(settings):
        RecordReader(database, record).round(now)


Held = Callable[..., Reconciled]


@pytest.fixture
def held(told: Path, tmp_path: Path) -> Held:
    """Reads the records with these rows changed and holds the history against them."""

    def held(changes: dict[tuple[str, int], str]) -> Reconciled:
        shutil.copyfile(told, tmp_path / "ivr.sqlite")
        log = tmp_path / "asterisk" / "log"
        log.mkdir(parents=True, exist_ok=True)
        for name, rows in ROWS.items():
            text = "".join(changes.get((name, place), row) for place, row in enumerate(rows))
            (log / name).write_text(text, encoding="utf-8")
        database = Database(f"sqlite:///{tmp_path}/ivr.sqlite")
        _read(database, tmp_path, AFTER)
        refresh(database)
        with database.read() as connection:
            found = reconcile(connection, BEFORE, AFTER)
        database.close()
        return found

    return held


def found_of(result: Reconciled) -> dict[str, set[Check]]:
    """The checks that failed, by the name of the call."""
    names: dict[str, set[Check]] = {}
    for one in result.found:
        names.setdefault(next(name for name, call in CALLS.items() if call == one.call_id), set()).add(one.check)
    return names


def test_undamaged_records_agree_with_the_history(held: Held) -> None:
    result = held({})
    assert result.found == ()
    assert {witness.value: calls for witness, calls in result.calls.compared.items()} == {
        "cel": 11, "cdr": 11, "queue_log": 2,
    }  # fmt: skip


def place(name: str, call: str, word: str, last: bool) -> tuple[str, int]:
    """Where the first row of a call with this word stands, or the last one."""
    found = [number for number, row in enumerate(ROWS[name]) if word in row and call_of(row) == call]
    return name, found[-1 if last else 0]


CEL, CDR, LOG = RECORDS
FIRST, LAST = False, True
DECLINED, SUPERVISOR = "-s01a20509760ff539", "-s01a20509763938cd"  # his telephone rang twice: taken the second time
START, BRIDGED, HANGUP, KEPT = "CHAN_START", "BRIDGE_ENTER", '"HANGUP"', "FALLBACK"
DAMAGES = [
    (removed, (CEL, "hears information", START, FIRST), {Check.MISSING_THERE}),
    (removed, (CEL, "gives up", "LINKEDID_END", FIRST), {Check.MISSING_THERE}),  # nobody knows that it is over
    (removed, (CDR, "reminded", "Hangup", FIRST), {Check.MISSING_THERE}),
    (removed, (CDR, "busy", "AppDial2", FIRST), {Check.MISSING_THERE}),
    (removed, (CDR, "put through", "Dial", FIRST), {Check.TIME_SHIFTED}),
    (removed, (CEL, "taken back", START, LAST), {Check.ANSWERED}),
    (removed, (CEL, "served", BRIDGED, FIRST), {Check.ANSWERED}),
    (removed, (CDR, "called back", "Dial", FIRST), {Check.ANSWERED}),
    (removed, (LOG, "served by Asterisk", "CONNECT", FIRST), {Check.ANSWERED}),
    (removed, (LOG, "served by Asterisk", "COMPLETEAGENT", FIRST), {Check.TALK_DIFFERS}),
    (removed, (CEL, "taken back", KEPT, FIRST), {Check.FALLBACK_DIFFERS}),
    (removed, (LOG, "served by Asterisk", "ENTERQUEUE", FIRST), {Check.FALLBACK_DIFFERS}),
    (doubled, (CEL, "wants a callback", START, FIRST), {Check.DOUBLED}),
    (doubled, (CEL, "served", BRIDGED, FIRST), {Check.DOUBLED}),
    (doubled, (CEL, "taken back", KEPT, FIRST), {Check.DOUBLED}),
    (doubled, (CDR, "busy", "AppDial2", FIRST), {Check.DOUBLED}),
    (doubled, (CDR, "called back", "Dial", FIRST), {Check.DOUBLED}),
    (doubled, (LOG, "taken back", "ENTERQUEUE", FIRST), {Check.DOUBLED}),
    (doubled, (LOG, "served by Asterisk", "CONNECT", FIRST), {Check.DOUBLED}),
    (doubled, (LOG, "served by Asterisk", "COMPLETEAGENT", FIRST), {Check.DOUBLED}),
    (shifted, (CEL, "put through", START, FIRST), {Check.TIME_SHIFTED}),
    (shifted, (CEL, "reminded", HANGUP, FIRST), {Check.TIME_SHIFTED}),
    (shifted, (CEL, "busy", HANGUP, FIRST), {Check.TIME_SHIFTED}),
    (shifted, (CDR, "gives up", "AGI", FIRST), {Check.TIME_SHIFTED}),
    (shifted, (CDR, "served", "Dial", FIRST), {Check.TIME_SHIFTED, Check.TALK_DIFFERS}),
    (shifted, (CEL, "called back", BRIDGED, FIRST), {Check.TALK_DIFFERS}),
    (shifted, (CEL, "served by Asterisk", HANGUP, FIRST), {Check.TALK_DIFFERS}),
    (shifted, (LOG, "served by Asterisk", "COMPLETEAGENT", FIRST), {Check.TALK_DIFFERS}),
    (shifted, (CEL, "taken back", KEPT, FIRST), {Check.FALLBACK_DIFFERS}),
    (shifted, (LOG, "taken back", "ENTERQUEUE", FIRST), {Check.FALLBACK_DIFFERS}),
    (removed, (CEL, "listened to", SUPERVISOR, FIRST), {Check.LISTENING_DIFFERS}),
    (removed, (CEL, "listened to", SUPERVISOR, LAST), {Check.LISTENING_DIFFERS}),
    (removed, (CDR, "listened to", SUPERVISOR, FIRST), {Check.LISTENING_DIFFERS}),
    (removed, (CDR, "listened to", DECLINED, FIRST), {Check.LISTENING_DIFFERS}),
    (doubled, (CEL, "listened to", SUPERVISOR, FIRST), {Check.DOUBLED}),
    (doubled, (CDR, "listened to", SUPERVISOR, FIRST), {Check.DOUBLED}),
    (shifted, (CEL, "listened to", SUPERVISOR, FIRST), {Check.LISTENING_DIFFERS}),
    (shifted, (CDR, "listened to", SUPERVISOR, FIRST), {Check.LISTENING_DIFFERS}),
]


@pytest.mark.parametrize(("damage", "where", "checks"), DAMAGES)
def test_a_damaged_row_leads_to_exactly_its_call(held: Held, damage, where, checks) -> None:
    name, number = place(*where)
    assert found_of(held({(name, number): damage(ROWS[name][number])})) == {where[1]: checks}


OURS, THEIRS = CALLS["taken back"], CALLS["taken back"].replace("01a20447", "01a20448")
LINKEDID = next(linkedid for linkedid, call in LINKED.items() if call == OURS)


def of_a_stranger(name: str) -> dict[tuple[str, int], str]:
    """The rows of one of our calls under ids nobody here knows."""
    return {
        (name, number): row.replace(OURS, THEIRS).replace(LINKEDID, f"{LINKEDID}9")
        for number, row in enumerate(ROWS[name])
        if call_of(row) == "taken back"
    }


@pytest.mark.parametrize(("name", "theirs"), [(CDR, THEIRS), (LOG, None)])  # a queue_log does not know our ids
def test_a_call_nobody_here_wrote_down_is_found(held: Held, name: str, theirs: str | None) -> None:
    found = {(one.check, one.call_id, one.reference) for one in held(of_a_stranger(name)).found}
    assert found == {(Check.MISSING_THERE, OURS, LINKEDID), (Check.MISSING_HERE, theirs, f"{LINKEDID}9")}


def test_a_call_only_cel_knows_is_taken_over_and_found_to_be_lacking_elsewhere(held: Held) -> None:
    found = {(one.check, one.witness, one.call_id) for one in held(of_a_stranger(CEL)).found}
    lacking = {(Check.MISSING_THERE, witness, THEIRS) for witness in (Voice.CDR, Voice.QUEUE_LOG)}
    assert found == {(Check.MISSING_THERE, Voice.CEL, OURS), *lacking}

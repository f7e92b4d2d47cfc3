"""`call`: a real test call from the far end; what it prints as heard was recognised in the sound that came back."""

import dataclasses
import json
import secrets
import time
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from ivr.asterisk.far_end import Caller, FarEnd
from ivr.asterisk.far_end_call import FarEndCall, Seen
from ivr.asterisk.far_end_process import with_far_end
from ivr.asterisk.far_end_script import parse_script
from ivr.bringup import ports
from ivr.cli.call_story import as_plain, lines, not_heard
from ivr.cli.outside import far_end_place
from ivr.config import PROJECT, Settings, load_settings
from ivr.errors import SetupError
from ivr.hours.zone import day_start, zone
from ivr.reports.call_record import CallRecord
from ivr.reports.call_rows import call_rows, leg_rows
from ivr.reports.counts import Thresholds
from ivr.reports.service_level import IntervalRow, Question, columns, total_row
from ivr.reports.tables import as_table, plain
from ivr.speech.heard import Ear, Listened
from ivr.speech.prompts_folder import PromptsFolder
from ivr.store import call_events, centre, visits
from ivr.store.database import Database
from ivr.store.folding import records, refresh

RECORD_S = 5.0
CLOCK_SLACK = timedelta(seconds=1)
SELF_TEST_ENDS = "wait:6 hangup"
SHOWN = ("queue", "offered", "answered", "abandoned", "short_abandoned", "service_level", "asa_s", "aht_s")
LEG_COLUMNS = ("leg", "who", "rang_at", "answered_at", "ended_at", "hung_up_by", "queue", "wait_s", "disposition")


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """A call with what was heard of it and what our own history says about it."""

    call: FarEndCall
    listened: Listened
    record: CallRecord | None
    rows: list[IntervalRow]
    trouble: str


def main(  # noqa: PLR0913, PLR0917 — each is an option of the command line
    number: Annotated[str, typer.Argument(help="the number to ring, 100 is the main menu")],
    press: Annotated[str, typer.Option(help='what the caller does, such as "wait:3 2"')] = "",
    expect: Annotated[list[str] | None, typer.Option(help="text or prompt id that must be heard")] = None,
    max_seconds: Annotated[float, typer.Option(min=1, max=600, help="then the caller hangs up")] = 60.0,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    self_test: Annotated[bool, typer.Option("--self-test", help="a few seconds only, then hang up")] = False,
) -> None:
    """Place a real call; what was heard, pressed, and how it ended. Exit code 1 when nothing was heard."""
    settings = load_settings()
    script = f"{press} {SELF_TEST_ENDS}" if self_test else press
    parse_script(script)
    if not ports.answers(settings.host, settings.ami_port):
        raise SetupError("there is no Asterisk to call: run `python3 -m ivr up`, and `python3 -m ivr status` to see")
    since = datetime.now(UTC)
    call = _place(settings, number, script, max_seconds)
    listened = Ear.of(settings.sounds_dir).listen(call.recording)
    call.recording.unlink(missing_ok=True)
    record, rows = _written(settings, call.caller_id, since)
    told = Told(call, listened, record, rows, _trouble(call, listened, expect or []))
    typer.echo(_for_programs(told) if as_json else _for_people(told, settings))
    if told.trouble:
        typer.echo(f"ivr: {told.trouble}", err=True)
    raise typer.Exit(1 if told.trouble else 0)


def _place(settings: Settings, number: str, script: str, max_s: float) -> FarEndCall:
    """Ring under a number of this call's own, so that the history can be asked for it."""
    caller = Caller(f"+3620{secrets.randbelow(9_000_000) + 1_000_000}")

    async def act(far_end: FarEnd) -> FarEndCall:
        call = await far_end.place_call(number, script, caller, max_s)
        await call.over.wait()
        return call

    return with_far_end(far_end_place(settings), act)


def _written(settings: Settings, caller_id: str, since: datetime) -> tuple[CallRecord | None, list[IntervalRow]]:
    """The call's record once its end is written (it takes a tenth of a second), and today's service level."""
    database = Database(settings.database_url)
    try:
        end = time.monotonic() + RECORD_S
        while (record := _record(database, caller_id, since)) is None or record.is_open:
            if time.monotonic() > end:
                break
            time.sleep(0.1)
        return record, _today(database, settings)
    finally:
        database.close()


def _record(database: Database, caller_id: str, since: datetime) -> CallRecord | None:
    with database.read() as connection:
        ids = call_events.started_between(connection, since - CLOCK_SLACK, datetime.now(UTC) + CLOCK_SLACK, 1000)
        found = records(connection, ids).values()
    return next((record for record in found if (record.caller_id or "").lstrip("+") == caller_id.lstrip("+")), None)


def _today(database: Database, settings: Settings) -> list[IntervalRow]:
    now = datetime.now(UTC)
    refresh(database)
    with database.read() as connection:
        queues = centre.load_queues(connection)
        starts = {
            queue.id: day_start(now.astimezone(zone(queue.timezone)).date(), zone(queue.timezone)) for queue in queues
        }
        found = visits.joined_between(connection, min(starts.values(), default=now), now)
    return [
        total_row(
            found,
            Question(
                queue=queue.id,
                since=starts[queue.id],
                until=now,
                now=now,
                zone=zone(queue.timezone or settings.timezone),
                thresholds=Thresholds(queue.service_level_s, queue.short_abandon_s),
            ),
        )
        for queue in queues
    ]


def _trouble(call: FarEndCall, listened: Listened, expected: list[str]) -> str:
    if call.at(Seen.ANSWERED) is None:
        return f"the call was not answered (cause {call.cause}): see `python3 -m ivr status` and `python3 -m ivr logs`"
    if not listened.words:
        return "nothing of what came back was recognised: see `python3 -m ivr check`"
    missing = not_heard(expected, listened.words, PromptsFolder(PROJECT / "prompts").book())
    return f"not heard: {', '.join(missing)}" if missing else ""


def _for_programs(told: Told) -> str:
    plain_call = as_plain(told.call, told.listened)
    plain_call["call"] = call_rows([told.record])[0] if told.record else None
    plain_call["service_level"] = [{name: plain(value) for name, value in columns(row).items()} for row in told.rows]
    plain_call["trouble"] = told.trouble or None
    return json.dumps(plain_call, indent=2, ensure_ascii=False)


def _for_people(told: Told, settings: Settings) -> str:
    legs = leg_rows([told.record], zone(settings.timezone)) if told.record else []
    shown = [{name: row[name] for name in LEG_COLUMNS} for row in legs]
    levels = [{name: getattr(row, name) for name in SHOWN} for row in told.rows]
    parts = [
        *lines(told.call, told.listened),
        "",
        f"call {told.record.call_id}" if told.record else "the history does not know this call",
        as_table(shown),
        "",
        "service level today",
        as_table(levels),
    ]
    return "\n".join(parts)

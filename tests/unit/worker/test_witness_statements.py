"""Rows of Asterisk's records, said in the words all witnesses share."""

from datetime import timedelta
from pathlib import Path

import pytest

from ivr.asterisk import cdr, queue_log
from ivr.asterisk.cel import CelRecord, parse_line
from ivr.reports.statement import Kind, Witness
from ivr.worker.witness_statements import of_cdr, of_cel, of_queue_log

CALL = "01a201a9-f7e2-7c92-b5c1-53a868bcae8f"


@pytest.fixture
def rows() -> list[CelRecord]:
    lines = (Path(__file__).parent / "engine_killed.cel.csv").read_text().splitlines()
    return [parse_line(line) for line in lines]


def test_cel_tells_of_the_call_the_talk_and_the_time_in_asterisks_queue(rows: list[CelRecord]) -> None:
    said = of_cel(rows, CALL)
    assert [one.kind for one in said] == [Kind.CALL, Kind.TALK, Kind.KEPT]
    assert (said[1].agent, round(said[1].seconds)) == ("agent-bela", 6)
    assert {(one.witness, one.reference, one.call_id) for one in said} == {(Witness.CEL, rows[0].linkedid, CALL)}


def test_a_row_that_stands_twice_is_said_twice(rows: list[CelRecord]) -> None:
    assert of_cel([*rows, rows[0]], CALL) == of_cel(rows, CALL) * 2


def test_of_a_call_whose_first_rows_are_not_read_again_nothing_is_said(rows: list[CelRecord]) -> None:
    assert of_cel(rows[1:], CALL) == []
    assert of_cel(rows[3:], CALL) == []


def test_cel_tells_of_a_colleagues_talk_after_an_attended_transfer_and_of_the_one_before() -> None:
    lines = (Path(__file__).parent / "attended.cel.csv").read_text().splitlines()
    both = [parse_line(line) for line in lines]
    said = [
        [(one.agent, round(one.seconds)) for one in of_cel([row for row in both if row.linkedid == linkedid], "")]
        for linkedid in ("1795380828.11", "1795380831.16")
    ]
    assert said[0] == [(None, 9), ("agent-julia", 4), ("agent-maria", 4)]
    assert said[1] == [(None, 2), ("agent-maria", 2)]


def row(dstchannel: str, disposition: str, account: str = CALL) -> cdr.CdrRecord:
    line = f'"10.5","10.5","12.0","PJSIP/far-end-1","{dstchannel}","5.0","5.0","6","{disposition}","Dial","{account}"'
    return cdr.parse_line(line)


def test_cdr_tells_of_a_talk_where_an_agent_answered() -> None:
    said = of_cdr(row("PJSIP/agent-anna-00000005", "ANSWERED"))
    assert (said.kind, said.agent, said.call_id, said.seconds) == (Kind.SERVED, "agent-anna", CALL, 1.5)


@pytest.mark.parametrize(("other", "end"), [("PJSIP/agent-anna-00000005", "NO ANSWER"), ("", "ANSWERED")])
def test_cdr_tells_of_a_channel_only_where_nobody_answered(other: str, end: str) -> None:
    assert of_cdr(row(other, end)).kind is Kind.CALL


def test_cdr_names_a_call_of_ours_by_its_channel() -> None:
    line = f'"10.5","0","12.0","PJSIP/carrier-1","","{CALL}-0","{CALL}-0","6","NO ANSWER","AppDial2",""'
    assert of_cdr(cdr.parse_line(line)).call_id == CALL


def logged(event: str, *values: str) -> queue_log.QueueLogRecord:
    return queue_log.parse_line("|".join(["1795357856", "5.0", "fallback", "agent-anna", event, *values]))


def test_the_queue_log_tells_when_a_caller_came_was_served_and_how_long() -> None:
    came, served = of_queue_log(logged("ENTERQUEUE", "", "1", "1")), of_queue_log(logged("CONNECT", "4"))
    over = of_queue_log(logged("COMPLETECALLER", "4", "12", "1"))
    assert [one and one.kind for one in (came, served, over)] == [Kind.KEPT, Kind.SERVED, Kind.TALK]
    assert over is not None
    assert over.until - over.at == timedelta(seconds=12)


@pytest.mark.parametrize("event", ["ABANDON", "RINGNOANSWER", "COMPLETEAGENT"])
def test_what_tells_of_no_talk_is_not_said(event: str) -> None:
    assert of_queue_log(logged(event)) is None


def test_what_is_not_about_a_call_is_not_said() -> None:
    assert of_queue_log(queue_log.parse_line("1795357856|NONE|NONE|NONE|QUEUESTART|")) is None

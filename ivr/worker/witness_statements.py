"""Rows of Asterisk's records as what a witness says of a call, in the words all witnesses share. Pure."""

from collections.abc import Sequence
from datetime import timedelta

from ivr.asterisk.cdr import CdrRecord
from ivr.asterisk.cel import CelRecord
from ivr.asterisk.queue_log import QueueLogRecord
from ivr.calls.ids import call_of
from ivr.calls.listening import is_listening
from ivr.reports.statement import Kind, Statement, Witness
from ivr.worker.witness_channels import AGENT_CHANNEL, channels_of, connected_of, fallbacks_of
from ivr.worker.witness_listening import listened_leg, of_leg

ENDS_OF_TALK = {
    "COMPLETEAGENT": 1,
    "COMPLETECALLER": 1,
    "ATTENDEDTRANSFER": 3,
    "BLINDTRANSFER": 3,
}  # where its seconds stand


def of_cel(rows: Sequence[CelRecord], call_id: str) -> list[Statement]:
    """What the rows of one call say: the caller's channel, talks, times in Asterisk's queue; or a supervisor's leg."""
    if listened_leg(rows):
        return of_leg(rows)
    once = list(dict.fromkeys(rows))
    channels = channels_of(once)
    if not channels or channels[0].uniqueid != rows[0].linkedid:
        return []  # rows of a call told long ago, whose first ones are not read again
    linkedid, caller = rows[0].linkedid, channels[0]
    said = [Statement(Witness.CEL, linkedid, call_id, Kind.CALL, caller.started.eventtime, caller.ended_at)]
    said += [
        Statement(Witness.CEL, linkedid, call_id, Kind.TALK, one.bridged_at, one.ended_at, one.agent, one.uniqueid)
        for one in channels[1:]
        if one.agent and one.bridged_at
    ]
    said += [
        Statement(Witness.CEL, linkedid, call_id, Kind.TALK, one.at, one.until, one.agent, one.channel)
        for one in connected_of(once)
    ]
    said += [Statement(Witness.CEL, linkedid, call_id, Kind.KEPT, kept.at, kept.at) for kept in fallbacks_of(once)]
    copies = max(rows.count(row) for row in once) if len(once) < len(rows) else 1
    return said * copies


def of_cdr(row: CdrRecord) -> Statement:
    """What one row says: how long a channel was there, and whether it talked with an agent."""
    agent = AGENT_CHANNEL.fullmatch(row.dstchannel)
    served = agent is not None and row.disposition == "ANSWERED"
    listened = is_listening(row.uniqueid)
    return Statement(
        witness=Witness.CDR,
        reference=row.linkedid,
        call_id=call_of(row.accountcode) or call_of(row.uniqueid) or call_of(row.linkedid),
        kind=Kind.LISTENED if listened else Kind.SERVED if served else Kind.CALL,
        at=row.start,
        until=row.end,
        agent=agent[1] if agent else None,
        subject=row.uniqueid if listened else f"{row.uniqueid}/{row.sequence}",
    )


def of_queue_log(row: QueueLogRecord) -> Statement | None:
    """What one row says of a call; None when it says nothing of one."""
    if row.callid in {"NONE", "MANAGER", "REALTIME", ""}:
        return None
    talked_s = row.seconds(ENDS_OF_TALK[row.event]) if row.event in ENDS_OF_TALK else None
    kind = {"ENTERQUEUE": Kind.KEPT, "CONNECT": Kind.SERVED}.get(row.event)
    if kind is None and talked_s is None:
        return None
    return Statement(
        witness=Witness.QUEUE_LOG,
        reference=row.callid,
        call_id=call_of(row.callid),
        kind=kind or Kind.TALK,
        at=row.at - timedelta(seconds=talked_s or 0),
        until=row.at,
        agent=row.agent if kind is not Kind.KEPT else None,
    )

"""What Asterisk saw of supervisors' legs and we did not write down; each has our leg's id as its linked id. Pure."""

from collections.abc import Sequence

from ivr.asterisk.causes import unanswered_outcome
from ivr.asterisk.cel import CelRecord
from ivr.calls.events import CallEvent
from ivr.calls.ids import call_of
from ivr.calls.listening import is_listening
from ivr.calls.listening_events import ListeningBegan, ListeningEnded
from ivr.reports.statement import Kind, Statement, Witness
from ivr.worker.witness_channels import WITNESS, Seen, channels_of, event_id_of


def listened_leg(rows: Sequence[CelRecord]) -> str | None:
    """The supervisor's leg these rows of one linked id tell of; None when they tell of something else."""
    return rows[0].linkedid if is_listening(rows[0].linkedid) else None


def missing_of_leg(rows: Sequence[CelRecord], known: Sequence[CallEvent]) -> list[CallEvent]:
    """What a call lacks of a supervisor's finished leg; nothing where the engine saw its end, or never asked for it."""
    leg_id, lives = rows[0].linkedid, channels_of(rows)
    mine = [event for event in known if getattr(event, "leg_id", None) == leg_id]
    if not lives or not mine or any(isinstance(event, ListeningEnded) for event in mine):
        return []
    began = [] if any(isinstance(event, ListeningBegan) for event in mine) else _began(lives[0], leg_id)
    return [*began, _ended(lives[0], leg_id)]


def of_leg(rows: Sequence[CelRecord]) -> list[Statement]:
    """What the rows of a supervisor's leg say: that it was there, from its ring to its end."""
    once = list(dict.fromkeys(rows))
    leg_id, lives = rows[0].linkedid, channels_of(once)
    if not lives:
        return []
    copies = max(rows.count(row) for row in once) if len(once) < len(rows) else 1
    life = lives[0]
    times = (life.started.eventtime, life.ended_at)
    return [Statement(Witness.CEL, leg_id, call_of(leg_id), Kind.LISTENED, *times, None, leg_id)] * copies


def _began(life: Seen, leg_id: str) -> list[CallEvent]:
    if life.answered_at is None:
        return []
    identifier = event_id_of(leg_id, ListeningBegan)
    return [
        ListeningBegan(
            event_id=identifier, at=life.answered_at, call_id=call_of(leg_id) or "", witness=WITNESS, leg_id=leg_id
        )
    ]


def _ended(life: Seen, leg_id: str) -> CallEvent:
    return ListeningEnded(
        event_id=event_id_of(leg_id, ListeningEnded),
        at=life.ended_at,
        call_id=call_of(leg_id) or "",
        witness=WITNESS,
        leg_id=leg_id,
        cause=None if life.answered_at else unanswered_outcome(life.cause).value,
    )

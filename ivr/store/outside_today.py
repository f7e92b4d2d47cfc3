"""What went out through the carrier since a moment: calls to numbers outside, and their minutes."""

from datetime import datetime

from sqlalchemy import Connection, or_, select

from ivr.store.visits import calls, legs

MINUTE_S = 60


def outside_since(connection: Connection, since: datetime, now: datetime) -> tuple[int, float]:
    """How many legs rang a number outside since then, and for how many minutes they were answered."""
    placed = calls.c.direction != "inbound"
    goes_out = or_(legs.c.kind == "outside", (legs.c.kind == "caller") & placed)
    joined = legs.join(calls, calls.c.call_id == legs.c.call_id)
    wish = select(legs.c.answered_at, legs.c.ended_at).select_from(joined)
    rows = connection.execute(wish.where(calls.c.started_at >= since, goes_out)).all()
    talked = [((ended or now) - answered).total_seconds() for answered, ended in rows if answered]
    return len(rows), sum(talked) / MINUTE_S

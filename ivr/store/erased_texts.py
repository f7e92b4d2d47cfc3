"""Texts in which a person's number may stand among other words: mails, messages to programs, answers, notes."""

from collections.abc import Sequence

from sqlalchemy import Column, Connection, or_, select, update

from ivr.calls.pseudonym import Veil
from ivr.store.alerts import alerts
from ivr.store.callbacks import callbacks
from ivr.store.erasure_traces import naming, pattern
from ivr.store.idempotency import idempotency_keys
from ivr.store.mails import mails
from ivr.store.talk_recordings import talk_recordings
from ivr.store.webhook_deliveries import webhook_deliveries

TEXTS: tuple[Sequence[Column[str]], ...] = (
    (mails.c.subject, mails.c.text, mails.c.html),
    (webhook_deliveries.c.body,),
    (idempotency_keys.c.body,),
    (alerts.c.note,),
    (callbacks.c.reason,),
    (talk_recordings.c.deleted_because,),
)


def veil_texts(connection: Connection, veil: Veil) -> int:
    """Put what stands for the number into every text that names it: how many rows there were."""
    return sum(_veiled(connection, columns, veil) for columns in TEXTS)


def _veiled(connection: Connection, columns: Sequence[Column[str]], veil: Veil) -> int:
    table, number = columns[0].table, pattern(veil)
    keys = list(table.primary_key)
    named = or_(*(naming(column, veil) for column in columns))
    changed = 0
    for row in connection.execute(select(*keys, *columns).where(named)).all():
        texts = dict(zip((column.name for column in columns), row[len(keys) :], strict=True))
        fresh = {name: number.sub(lambda found: veil.pseudonym(found[0]), text or "") for name, text in texts.items()}
        values = {name: text for name, text in fresh.items() if text != (texts[name] or "")}
        if values:
            mine = (key == value for key, value in zip(keys, row, strict=False))
            connection.execute(update(table).where(*mine).values(values))
            changed += 1
    return changed

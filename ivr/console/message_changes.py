"""What people do with messages callers left: handled, open again, deleted; each is a line of the audit."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import abort

from ivr.access.role import Permission
from ivr.console.catalogue import _
from ivr.console.changes import Changed, Deed, Plain
from ivr.console.gate import principal, require
from ivr.console.source import source
from ivr.errors import FieldError
from ivr.store import messages, queues
from ivr.store.messages import Message

NOUN = "message"
MOVED = "Somebody saw to this message meanwhile: nothing was done."
LONGEST_NOTE = 500


def handled(message: Message, note: str | None, now: datetime, who: str) -> Deed:
    """Somebody has seen to it."""

    def act(connection: Any) -> Changed:
        return _moved(connection, message, messages.handle(connection, message.id, (who, now), note or None))

    return Deed("handle message", act, of_centre=False)


def reopened(message: Message) -> Deed:
    """Somebody has to see to it again."""

    def act(connection: Any) -> Changed:
        return _moved(connection, message, messages.reopen(connection, message.id))

    return Deed("reopen message", act, of_centre=False)


def removed(message: Message) -> Deed:
    """It is gone for good, its sound with it."""

    def act(connection: Any) -> Changed:
        if not messages.remove(connection, message.id):
            raise FieldError("state", MOVED)
        return Changed(NOUN, message.id, said(message), None)

    return Deed("delete message", act, of_centre=False)


def mine(message_id: str) -> Message:
    """A message of a queue within one's scope; 404 when there is none."""
    with source().database.read() as connection:
        message = messages.of(connection, message_id[:36])
        queue = queues.of(connection, message.queue) if message and message.queue else None
    if message is None:
        abort(404, _("There is nothing of this id."))
    if message.queue is None and not principal().scope.is_all:
        abort(404, _("There is nothing of this id."))
    if message.queue is not None:
        require(Permission.KEEP_MESSAGES, queue=message.queue, project=queue.project if queue else None)
    return message


def sound_of(message: Message) -> Path:
    """The file that was spoken."""
    return source().settings.home / "messages" / message.box / f"{message.id}.wav"


def said(message: Message) -> Plain:
    """A message as the audit and programs are told of it."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(message).items()
    }


def _moved(connection: Any, message: Message, is_done: bool) -> Changed:
    after = messages.of(connection, message.id)
    if not is_done or after is None:
        raise FieldError("state", MOVED)
    return Changed(NOUN, message.id, said(message), said(after))

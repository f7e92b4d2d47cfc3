"""What a witness says of a call, in words all witnesses share, so that the history can be held against any of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Witness(StrEnum):
    """Who saw the calls beside the engine."""

    CEL = "cel"
    CDR = "cdr"
    QUEUE_LOG = "queue_log"  # only what happened in Asterisk's own queue


class Kind(StrEnum):
    """What is said."""

    CALL = "call"  # the caller's channel: from its beginning to its end
    TALK = "talk"  # an agent bridged with the caller: from the bridge to the end
    SERVED = "served"  # the same where only that it happened is known, not when it began
    LISTENED = "listened"  # a supervisor's leg, answered or not: from its ring to its end
    KEPT = "kept"  # the caller came into Asterisk's own queue


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a witness says: `until` is the same moment where only one is known."""

    witness: Witness
    reference: str  # Asterisk's linked id of the call
    call_id: str | None  # ours, where the witness names it
    kind: Kind
    at: datetime
    until: datetime
    agent: str | None = None
    subject: str = ""  # what tells apart two that are not the same thing said twice

    @property
    def seconds(self) -> float:
        """How long it lasted."""
        return (self.until - self.at).total_seconds()


@dataclass(frozen=True, slots=True)
class Watched:
    """From when on a witness is read, and up to when all it said has been read."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Testimony:
    """All that one witness says of one call."""

    witness: Witness
    reference: str
    call_id: str | None
    statements: tuple[Statement, ...]

    @property
    def began_at(self) -> datetime:
        """The first moment spoken of."""
        return min(said.at for said in self.statements)

    @property
    def ended_at(self) -> datetime:
        """The last moment spoken of."""
        return max(said.until for said in self.statements)

    @property
    def doubled(self) -> tuple[Statement, ...]:
        """What is said more than once."""
        return tuple(said for said, times in Counter(self.statements).items() if times > 1)

    def of(self, kind: Kind) -> list[Statement]:
        """What is said of one kind, each thing once, in order of time."""
        return sorted({said for said in self.statements if said.kind is kind}, key=lambda said: (said.at, said.subject))


def gathered(statements: Iterable[Statement]) -> list[Testimony]:
    """What each witness says of each call."""
    found: dict[tuple[Witness, str], list[Statement]] = {}
    for said in statements:
        found.setdefault((said.witness, said.reference), []).append(said)
    return [
        Testimony(witness, reference, next((one.call_id for one in said if one.call_id), None), tuple(said))
        for (witness, reference), said in found.items()
    ]

"""Where two accounts of a call, or the books, disagree: which check found it, what each side says, what to do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ivr.reports.said import Said
from ivr.reports.statement import Witness


class Check(StrEnum):
    """What is compared."""

    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"
    DOUBLED = "doubled"
    TIME_SHIFTED = "time_shifted"
    ANSWERED = "answered"
    TALK_DIFFERS = "talk_differs"
    FALLBACK_DIFFERS = "fallback_differs"
    LISTENING_DIFFERS = "listening_differs"
    BOOKS = "books"


ADVICE = {
    Check.MISSING_HERE: "the history lacks this call: see the worker's log for lines it passed over",
    Check.MISSING_THERE: "Asterisk's record lacks this call: was its file cut, or its disk full, at that time?",
    Check.DOUBLED: "the record tells this twice: do two Asterisks write the same file?",
    Check.TIME_SHIFTED: "the clocks disagree: did the machine's clock jump then?",
    Check.ANSWERED: "one side knows of a talk the other does not: open the call's journey and ask the agent",
    Check.TALK_DIFFERS: "the talk's length is not the same on both sides: open the call's journey to see who ended it",
    Check.FALLBACK_DIFFERS: "the times in Asterisk's own queue differ: see the log of the engine and of Asterisk then",
    Check.LISTENING_DIFFERS: "the sides differ on a supervisor who listened in: see the audit, and ask him",
    Check.BOOKS: "what is counted is not what its visits give: report rebuild counts anew",
}


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One disagreement; of the books there is no witness and no call, but a queue and the interval's start."""

    check: Check
    witness: Witness | None
    call_id: str | None
    reference: str | None  # Asterisk's id of the call
    at: datetime
    here: Said
    there: Said
    queue: str | None = None

    @property
    def advice(self) -> str:
        """What to do about it."""
        return ADVICE[self.check]

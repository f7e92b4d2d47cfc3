"""Who answered: a human, a machine, or nobody can say, from what Asterisk's AMD() found. Pure.

AMD() is often wrong in the direction that hurts: it takes a person who says a long greeting, or none, for a machine. So
its word decides only what is said and whether a retry follows, never alone to hang up; what is not plain is unsure.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

CAUSE = re.compile(r"([A-Z]+)(?:-([0-9]+))?(?:-([0-9]+))?")
MACHINE_CAUSES = frozenset({"MAXWORDS", "LONGGREETING", "MAXWORDLENGTH"})  # it spoke like a greeting
SILENT_CAUSES = frozenset({"INITIALSILENCE"})  # a person who waits for us to speak is as silent


class AnsweredBy(StrEnum):
    """Who took a call we placed."""

    HUMAN = "human"
    MACHINE = "machine"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who answered, and why we think so: the word of AMD's cause, in small letters."""

    answered_by: AnsweredBy
    because: str


def verdict(status: str, cause: str) -> Verdict:
    """Return the verdict on AMDSTATUS and AMDCAUSE (such as MACHINE and MAXWORDS-3-3); anything unknown is unsure."""
    found = CAUSE.fullmatch(cause)
    word = found[1] if found else ""
    because = word.lower() or "no cause"
    if status == "HUMAN":
        return Verdict(AnsweredBy.HUMAN, because)
    if status == "MACHINE" and word in MACHINE_CAUSES:
        return Verdict(AnsweredBy.MACHINE, because)
    return Verdict(AnsweredBy.UNSURE, because)

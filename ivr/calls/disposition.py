"""How things end: one word each, the same in code, tables and reports."""

from enum import StrEnum


class Disposition(StrEnum):
    """How a call ended: exactly one for every call."""

    SERVED = "served"  # talked with an agent
    SELF_SERVED = "self_served"  # heard information and needed nobody
    LEFT_MENU = "left_menu"  # hung up in a menu before hearing information
    ABANDONED = "abandoned"  # hung up while waiting for an agent
    NOT_SERVED = "not_served"  # waited, nobody came, and the call was ended or sent on
    CALLBACK = "callback"  # waited and asked to be called back
    TRANSFERRED = "transferred"  # connected to a number outside
    FEATURE = "feature"  # an agent's feature code
    INTERNAL = "internal"  # an agent rang a colleague
    CONFIRMED = "confirmed"  # reminder: key for yes
    CANCELLED = "cancelled"  # reminder: key for no
    HEARD = "heard"  # reminder: heard without a key that decides
    CUT_SHORT = "cut_short"  # reminder: hung up before its end
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    REJECTED = "rejected"
    MACHINE = "machine"  # a machine took the call we placed
    FAILED = "failed"  # the carrier, Asterisk or we: no attempt of the person's is used up


class VisitOutcome(StrEnum):
    """How one stay of a call in a queue ended (docs/metrics.md, the books)."""

    ANSWERED = "answered"
    ABANDONED = "abandoned"  # short or not is decided by the report's threshold
    TIMED_OUT = "timed_out"
    KEY_EXIT = "key_exit"
    CALLBACK = "callback"
    DIVERTED = "diverted"


class OfferFailure(StrEnum):
    """Why an offered agent did not take the call."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    CALLER_GONE = "caller_gone"
    ENGINE_GONE = "engine_gone"


class Party(StrEnum):
    """Who ended a leg."""

    CALLER = "caller"
    AGENT = "agent"
    SYSTEM = "system"

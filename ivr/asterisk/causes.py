"""The tables between Asterisk's words for how a leg ended and ours (docs/asterisk.md). Pure."""

from collections.abc import Mapping
from enum import StrEnum

from ivr.calls.commands import DialOutcome
from ivr.calls.disposition import OfferFailure


class OriginateOutcome(StrEnum):
    """How an originated call began, or why it did not."""

    ANSWERED = "answered"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    REJECTED = "rejected"
    FAILED = "failed"


# DIALSTATUS after Dial(). CANCEL: the ringing phone was hung up by us while the caller stayed.
DIAL_STATUSES: Mapping[str, DialOutcome] = {
    "ANSWER": DialOutcome.ANSWERED,
    "NOANSWER": DialOutcome.NO_ANSWER,
    "CANCEL": DialOutcome.NO_ANSWER,
    "BUSY": DialOutcome.BUSY,
    "CHANUNAVAIL": DialOutcome.UNREACHABLE,
    "CONGESTION": DialOutcome.UNREACHABLE,
}

OFFER_FAILURES: Mapping[DialOutcome, OfferFailure] = {
    DialOutcome.NO_ANSWER: OfferFailure.NO_ANSWER,
    DialOutcome.BUSY: OfferFailure.BUSY,
    DialOutcome.UNREACHABLE: OfferFailure.UNREACHABLE,
}

# Q.850 causes that blame neither the person called nor his phone have no line here and mean FAILED.
HANGUP_CAUSES: Mapping[int, OriginateOutcome] = {
    16: OriginateOutcome.NO_ANSWER,  # normal clearing of a leg that was never answered: we gave up ringing
    17: OriginateOutcome.BUSY,
    18: OriginateOutcome.NO_ANSWER,  # no user responding
    19: OriginateOutcome.NO_ANSWER,  # alerting, no answer
    20: OriginateOutcome.NO_ANSWER,  # subscriber absent: phone off or out of reach
    21: OriginateOutcome.REJECTED,
}

# Reason of OriginateResponse: the last control frame seen; used when the channel's own hangup cause is not known.
ORIGINATE_REASONS: Mapping[int, OriginateOutcome] = {
    1: OriginateOutcome.NO_ANSWER,  # the other end hung up
    3: OriginateOutcome.NO_ANSWER,  # still ringing when time was up
    4: OriginateOutcome.ANSWERED,
    5: OriginateOutcome.BUSY,
}


def dial_outcome(status: str | None) -> DialOutcome:
    """How a Dial() with this DIALSTATUS ended."""
    return DIAL_STATUSES.get(status or "", DialOutcome.UNREACHABLE)


def unanswered_outcome(cause: int) -> OriginateOutcome:
    """What a Q.850 cause says of a leg that was never answered."""
    return HANGUP_CAUSES.get(cause, OriginateOutcome.FAILED)


def originate_outcome(succeeded: bool, reason: int, cause: int | None = None) -> OriginateOutcome:
    """How an originate ended: the channel's hangup cause decides where it is known, the reason otherwise."""
    if succeeded:
        return OriginateOutcome.ANSWERED
    if cause:
        return unanswered_outcome(cause)
    outcome = ORIGINATE_REASONS.get(reason, OriginateOutcome.FAILED)
    return OriginateOutcome.FAILED if outcome is OriginateOutcome.ANSWERED else outcome

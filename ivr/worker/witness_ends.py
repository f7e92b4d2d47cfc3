"""Who hung up a channel, and why a phone was not answered, as Asterisk's own record has it. Pure."""

from datetime import timedelta

from ivr.calls.disposition import OfferFailure, Party
from ivr.worker.witness_channels import AGENT_CHANNEL, Seen

SAME_MOMENT = timedelta(seconds=0.5)
BUSY, UNREACHABLE = (17,), (1, 3, 20, 27, 34, 38)  # Q.850 causes of a leg that was not answered


def party_of(channel: Seen, caller: Seen) -> Party:
    """Who hung up this channel."""
    if channel.ended_by == caller.channel:
        return Party.CALLER
    return Party.AGENT if AGENT_CHANNEL.fullmatch(channel.ended_by) else Party.SYSTEM


def failure_of(channel: Seen, caller: Seen) -> OfferFailure:
    """Why this phone was not answered."""
    if channel.cause in BUSY:
        return OfferFailure.BUSY
    if channel.cause in UNREACHABLE:
        return OfferFailure.UNREACHABLE
    with_caller = abs(channel.ended_at - caller.ended_at) <= SAME_MOMENT
    if with_caller and party_of(caller, caller) is Party.CALLER:
        return OfferFailure.CALLER_GONE
    return OfferFailure.NO_ANSWER

"""Words of calls as people read them: endings, outcomes, legs, live states; and the mood each is shown in."""

from collections.abc import Mapping
from typing import Any

from ivr.console.catalogue import _, _l

ENDINGS: Mapping[str, Any] = {
    "served": _l("served"),
    "self_served": _l("served by the menu"),
    "left_menu": _l("left in the menu"),
    "abandoned": _l("gave up waiting"),
    "not_served": _l("nobody came"),
    "callback": _l("is called back"),
    "transferred": _l("transferred"),
    "feature": _l("feature code"),
    "internal": _l("between colleagues"),
    "confirmed": _l("confirmed"),
    "cancelled": _l("cancelled"),
    "heard": _l("heard, not answered"),
    "cut_short": _l("hung up before the end"),
    "busy": _l("busy"),
    "no_answer": _l("no answer"),
    "rejected": _l("rejected"),
    "machine": _l("machine"),
    "failed": _l("failed"),
}
GOOD = {"served", "self_served", "transferred", "confirmed", "heard"}
BAD = {"abandoned", "not_served", "failed"}

OUTCOMES: Mapping[str, Any] = {
    "answered": _l("answered"),
    "abandoned": _l("gave up waiting"),
    "timed_out": _l("waited too long"),
    "key_exit": _l("left by a key"),
    "callback": _l("callback wished"),
    "diverted": _l("sent elsewhere"),
    "no_answer": _l("no answer"),
    "busy": _l("busy"),
    "unreachable": _l("phone not reachable"),
    "caller_gone": _l("caller hung up"),
    "engine_gone": _l("engine restarted"),
    "rejected": _l("rejected"),
    "failed": _l("failed"),
    "caller": _l("caller hung up"),
    "agent": _l("agent hung up"),
    "system": _l("ended by the system"),
    "match": _l("known key"),
    "no_match": _l("unknown key"),
    "no_input": _l("no key"),
}
CALLBACKS: Mapping[str, Any] = {
    "requested": _l("Asked to be called back"),
    "dialled": _l("Called back, attempt"),
    "human": _l("A person took the call"),
    "machine": _l("A machine took the call"),
    "unsure": _l("Who took the call is not sure"),
    "confirmed": _l("Pressed the key: back in the place held"),
    "merged": _l("Rang in: took the place held along"),
}
LEGS: Mapping[str, Any] = {
    "caller": _l("Caller"),
    "agent": _l("Agent"),
    "outside": _l("Outside line"),
    "supervisor": _l("Supervisor, listening in"),
}
LISTENING: Mapping[str, Any] = {
    "listen": _l("nobody hears the supervisor"),
    "whisper": _l("the agent hears the supervisor"),
    "barge": _l("both hear the supervisor"),
}
LISTENING_RULES: Mapping[str, Any] = {"told": _l("the agent is told"), "unnoticed": _l("the agent is not told")}
LIVE: Mapping[str, tuple[Any, str]] = {
    "menu": (_l("in the menu"), "off"),
    "waiting": (_l("waiting"), "warn"),
    "ringing": (_l("ringing"), "calm"),
    "on_call": (_l("talking"), "good"),
}
DIRECTIONS: Mapping[str, Any] = {"inbound": _l("incoming"), "outbound": _l("outgoing")}
NODES: Mapping[str, Any] = {
    "menu": _l("menu"),
    "information": _l("information"),
    "queue": _l("queue"),
    "callback": _l("callback"),
    "voicemail": _l("message"),
    "transfer": _l("transfer"),
    "language": _l("language"),
    "respond": _l("answer to a reminder"),
    "hang_up": _l("end"),
    "agent": _l("colleague"),
}
TAPES: Mapping[str, Any] = {
    "heard": _l("Was told of the recording, and agreed"),
    "refused": _l("Refused to be recorded"),
    "not_asked": _l("Did not hear of the recording to the end: nothing is recorded"),
    "began": _l("The recording began"),
    "paused": _l("The recording was paused"),
    "resumed": _l("The recording went on"),
    "over": _l("The recording was over"),
}
TAPED_BY: Mapping[str, Any] = {
    "agent": _l("by the agent’s key"),
    "console": _l("from the console"),
    "time": _l("by itself, after the longest pause"),
}
HANDED_ON: Mapping[str, Any] = {
    "agent": _l("to a colleague"),
    "menu": _l("to a menu"),
    "number": _l("to a number outside"),
    "none": _l("to a number that leads nowhere"),
}
MANNERS: Mapping[str, Any] = {"blind": _l("by the transfer key"), "attended": _l("after talking with him")}
REFUSALS: Mapping[str, Any] = {
    "closed": _l("outside opening hours"),
    "full": _l("too many waited already"),
    "nobody": _l("nobody was logged in"),
}
DIVERSIONS: Mapping[str, Any] = {
    "queue": _l("queue"),
    "voicemail": _l("message"),
    "number": _l("number"),
    "menu": _l("menu"),
}
# What the engine says of wishes it does not fulfil; shown by `_(reason)`.
REFUSED = (
    _l("The call is over."),
    _l("Asterisk cannot be reached just now."),
    _l("The engine could not do it: its log says why."),
)


def said(words: Mapping[str, Any], name: object) -> str:
    """A word of ours as people read it; one we do not know, as it is."""
    return str(words.get(str(name), str(name).replace("_", " ")))


def ending(disposition: str | None) -> tuple[str, str]:
    """How a call ended, and the mood of it; None: it goes on."""
    if disposition is None:
        return str(_("goes on")), "calm"
    mood = "good" if disposition in GOOD else "bad" if disposition in BAD else "off"
    return said(ENDINGS, disposition), mood


def live_state(state: str) -> tuple[str, str]:
    """Where a call is now, and the mood of it."""
    word, mood = LIVE.get(state, (state, "off"))
    return str(word), mood

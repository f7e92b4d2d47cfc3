"""The Voice port over AGI: what a line can do, performed on one Asterisk channel (docs/asterisk.md).

    AgiVoice(conversation, music="ivr")     implements ivr.calls.commands.Voice
    .hung_up: asyncio.Event                 set as soon as the other party is gone, also between commands

Waking a caller who holds: set your own flag first, then Ami.play_dtmf(channel, WAKE_KEY). `hold` then returns "D", and
a play whose interrupt_keys hold "D" ends with that key. The key is only a knock: any phone can send a D, so look at the
flag, not at the key; a knock between two commands is lost, so test the flag before each hold and knock again after
100 ms. Never knock while a Dial runs: the agent would hear it.

A play or a dial ends the music for good; `hold` turns it on again by itself. While `dial` runs a caller's hang-up
raises HungUp: whether he was talking by then is told by the AMI events of the call (DialEnd). DIALSTATUS stays ANSWER
after a served dial, and the dialplan takes such a caller for served: set it empty by set_variables before he waits
again.
"""

import asyncio
import contextlib
import logging
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ivr.asterisk.agi import Reply
from ivr.asterisk.agi_conversation import AgiConversation
from ivr.asterisk.causes import dial_outcome
from ivr.calls.answering import AnswerSound
from ivr.calls.commands import (
    ALL_KEYS,
    WAKE_KEY,
    Collect,
    Collected,
    DialEnded,
    DialOutcome,
    HungUp,
    Played,
    RecordingEnded,
)
from ivr.errors import Misuse, UnexpectedReply

log = logging.getLogger(__name__)

MUSIC = "ivr"
CLIP_S = 600.0  # no clip is longer
HOLD_S = 3600.0
TALK_S = 4 * 3600.0
MARGIN_S = 10.0
LISTEN_S = 30.0
RECORDING_FORMAT = "wav16"  # the whole width of a telephone that has it
DIAL_STRING = re.compile(r"[A-Za-z]{2,16}/[A-Za-z0-9_.+*#:@/-]{1,200}")
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,79}(?:\([a-z]{1,40}\))?")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
FILE = re.compile(r"/[A-Za-z0-9_.+/-]{1,400}")  # goes into an application's options without quotes
RECORD_KEY_FEATURE = "ivr-record"  # in features.conf: the key by which an agent begins and pauses a recording
PLAIN = re.compile(r"[A-Za-z0-9_.:+-]*")  # values that need no quoting in an application's arguments


class AgiVoice:
    """One phone line, spoken to over AGI."""

    def __init__(self, conversation: AgiConversation, music: str = MUSIC) -> None:
        self._conversation = conversation
        self._music_class = music
        self._music_on = False
        self._ours: dict[str, str] = {}  # variables nobody but us sets, as they are

    @property
    def hung_up(self) -> asyncio.Event:
        """Set as soon as the other party is gone."""
        return self._conversation.hung_up

    async def answer(self) -> None:
        """Take the call."""
        await self._conversation.command("ANSWER")

    async def play(self, clips: Sequence[Path], interrupt_keys: str) -> Played:
        """Play clips in order; one of the keys ends them."""
        started = _now()
        self._music_on = False
        heard_all = True
        for clip in clips:
            reply = await self._conversation.command("STREAM FILE", str(clip), interrupt_keys, limit_s=CLIP_S)
            if key := _key(reply):
                return Played(key, _now() - started, completed=False)
            if not reply.endpos:  # Asterisk answers so, or with -1, when it cannot open the file
                log.warning("Asterisk played nothing of %s", clip)
                heard_all = False
        return Played("", _now() - started, completed=heard_all)

    async def collect(self, clips: Sequence[Path], wish: Collect) -> Collected:
        """Play clips, gather keys as the wish says; keys pressed meanwhile count when it is interruptible."""
        knock = WAKE_KEY if wish.wakes else ""
        played = await self.play(clips, (ALL_KEYS if wish.interruptible else "") + knock)
        digits = played.key
        while WAKE_KEY not in digits and wish.wants_more(digits):
            key = await self._choice(wish.between_s if digits else wish.timeout_s, knock)
            if not key:
                break
            digits += key
        if WAKE_KEY in digits:
            return Collected("", played.seconds, played.completed)
        if not wish.choices and wish.terminator:
            digits = digits.removesuffix(wish.terminator)
        return Collected(digits, played.seconds, played.completed)

    async def hold(self, seconds: float) -> str:
        """Music for so long or until a key: the key, WAKE_KEY for our own knock, or an empty string."""
        if not self._music_on:
            await self._conversation.command("SET MUSIC", "ON", self._music_class)
            self._music_on = True
        return await self._wait_for_key(seconds)

    async def dial(self, target: str, ring_s: int, music: bool) -> DialEnded:
        """Ring a target and stay until both have talked; afterwards the caller is still ours."""
        if not DIAL_STRING.fullmatch(target):
            raise Misuse(f"{target!r} is no dial string")
        self._music_on = False
        options = f"gm({self._music_class})" if music else "g"
        arguments = f"{target},{ring_s:d},{options}"
        reply = await self._conversation.command("EXEC", "Dial", arguments, limit_s=ring_s + TALK_S)
        if reply.result.startswith("-"):
            raise UnexpectedReply(f"Asterisk could not carry out Dial: {reply.result}")
        outcome = dial_outcome(await self._conversation.variable("DIALSTATUS"))
        return DialEnded(outcome, outcome is DialOutcome.ANSWERED and await self._ended_by_caller())

    async def record(self, file: Path, stop_key: str, longest_s: int) -> RecordingEnded:
        """Write what is spoken into a WAV file of 16 kHz, `.wav16`, until a key or for so long."""
        started = _now()
        arguments = (str(file), RECORDING_FORMAT, stop_key, str(longest_s * 1000))
        reply = await self._conversation.command("RECORD FILE", *arguments, limit_s=longest_s + MARGIN_S)
        return RecordingEnded(_now() - started, _key(reply))

    async def listen(self) -> AnswerSound:
        """Let AMD() listen to whoever took the call (its times are in amd.conf)."""
        self._music_on = False
        await self._conversation.command("EXEC", "AMD", limit_s=LISTEN_S)
        status = await self._conversation.variable("AMDSTATUS")
        return AnswerSound(status or "", await self._conversation.variable("AMDCAUSE") or "")

    async def await_silence(self, silence_s: float, longest_s: float) -> None:
        """Wait until the other side was silent for so long, at most `longest_s`."""
        arguments = f"{silence_s * 1000:.0f},1,{longest_s:.0f}"
        await self._conversation.command("EXEC", "WaitForSilence", arguments, limit_s=longest_s + silence_s + MARGIN_S)

    async def tape(self, caller: Path, agent: Path) -> bool:
        """Let MixMonitor write both sides while this channel is in a bridge, and the agent press the key for it."""
        if not FILE.fullmatch(str(caller)) or not FILE.fullmatch(str(agent)):
            log.error("talks cannot be recorded into %s: its name may have letters, digits and . _ + - only", caller)
            return False
        options = f",bSr({caller})t({agent})"  # r: sent by this channel, t: sent to it, S: in step with the clock
        reply = await self._conversation.command("EXEC", "MixMonitor", options)
        if reply.result.startswith("-"):
            log.error("Asterisk could not carry out MixMonitor (%s): is app_mixmonitor.so loaded?", reply.result)
            return False
        await self._conversation.command("SET VARIABLE", "_DYNAMIC_FEATURES", RECORD_KEY_FEATURE)
        return True

    async def stop_tape(self) -> None:
        """Let MixMonitor close its files; the key means nothing any more."""
        await self._conversation.command("EXEC", "StopMixMonitor")
        await self._conversation.command("SET VARIABLE", "_DYNAMIC_FEATURES", "")

    async def set_variables(self, variables: Mapping[str, str]) -> None:
        """Set channel variables that outlive this conversation; control characters become spaces."""
        for name in variables:
            if not VARIABLE.fullmatch(name):
                raise Misuse(f"{name!r} is no variable of ours")
        fresh = {name: value for name, value in variables.items() if self._ours.get(name) != value}
        if len(fresh) > 1 and all(PLAIN.fullmatch(value) for value in fresh.values()):
            pairs = ",".join(f"{name}={value}" for name, value in fresh.items())
            await self._conversation.command("EXEC", "MSet", pairs)  # one round trip for all
        else:
            for name, value in fresh.items():
                await self._conversation.command("SET VARIABLE", name, UNPRINTABLE.sub(" ", value))
        self._ours.update((name, value) for name, value in fresh.items() if name.startswith("IVR_"))

    async def hang_up(self) -> None:
        """End the call on purpose: the dialplan goes on and sees that it shall hang up; nothing may follow."""
        with contextlib.suppress(HungUp):  # he was faster
            await self.set_variables({"IVR_DONE": "1"})
        self._conversation.close()

    async def _choice(self, seconds: float, knock: str) -> str:
        """The next key a caller may choose, or our knock, within so long; else keys A to D are nobody's choice."""
        until = _now() + seconds
        while (left := until - _now()) > 0:
            key = await self._wait_for_key(left)
            if not key or key in ALL_KEYS + knock:
                return key
        return ""

    async def _wait_for_key(self, seconds: float) -> str:
        bounded = min(max(seconds, 0.0), HOLD_S)
        reply = await self._conversation.command("WAIT FOR DIGIT", str(int(bounded * 1000)), limit_s=bounded + MARGIN_S)
        return _key(reply)

    async def _ended_by_caller(self) -> bool:
        source = await self._conversation.variable("CHANNEL(hangupsource)")
        return bool(source) and source == await self._conversation.variable("CHANNEL(name)")


def _key(reply: Reply) -> str:
    """The key in a result that is its character code; 1 is a line written on the socket, 0 no key."""
    if not reply.result.isascii() or not reply.result.isdigit() or len(reply.result) > 3:
        return ""
    key = chr(int(reply.result))
    return key if key in ALL_KEYS + "ABC" + WAKE_KEY else ""


def _now() -> float:
    return asyncio.get_running_loop().time()

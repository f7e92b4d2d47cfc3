"""AGI on the wire, without any I/O: bytes in, events out; commands out as bytes (docs/asterisk.md).

How to use it: `receive(chunk)` or `receive_eof()`, then `next_event()` until it answers None; `send(verb, *arguments)`
gives the bytes of one command, after which exactly one Reply follows. Public names:

    AgiProtocol().receive(bytes), .receive_eof(), .next_event() -> Environment | Reply | HangUpSeen | Ended | None
    AgiProtocol().send(verb, *arguments) -> bytes        command_line(verb, *arguments) -> bytes

Awkward facts this file exists for: after a hang-up Asterisk writes a bare line HANGUP *before* the reply of the next
command, once or twice, so lines and commands do not pair up; a usage reply (`520-`) has several lines; the stream may
end at any byte. Whatever the bytes, the only error is UnexpectedReply, and after it no byte is believed any more.
"""

import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import count, takewhile

from ivr.errors import IllegalTransition, Misuse, UnexpectedReply

LINE_BYTES = 8192
ENVIRONMENT_LINES = 200
ENVIRONMENT_BYTES = 32_768
USAGE_LINES = 200  # to one command, HANGUPs among them: Asterisk writes one of these or two
COMMAND_BYTES = 2000  # Asterisk reads commands into a buffer of 2048 bytes and would take the rest for another command

VERB = re.compile(r"[A-Z]+(?: [A-Z]+)*")
ENVIRONMENT_LINE = re.compile(r"(agi_[A-Za-z0-9_]{1,64}): ?(.*)", re.DOTALL)
SUCCESS = re.compile(r"200 result=([^ ]*)(?: \((.*)\))?(?: endpos=([0-9]{1,15}))?", re.DOTALL)
FAILURE = re.compile(r"(510|511|520)(?:( |-)(.*))?", re.DOTALL)
PROVISIONAL = re.compile(r"1[0-9]{2}(?: .*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Environment:
    """The block of `agi_` lines a conversation begins with, names without the prefix."""

    values: Mapping[str, str]

    @property
    def script(self) -> str:
        """The path of the AGI address: which door the call came through."""
        return self.values.get("network_script", "")

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments the dialplan gave (agi_arg_1 and on)."""
        names = (f"arg_{number}" for number in count(1))
        return tuple(self.values[name] for name in takewhile(self.values.__contains__, names))


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one command: 200 with a result, or 510, 511, 520 with a text."""

    code: int
    result: str = ""
    text: str | None = None  # what stood in brackets, or Asterisk's complaint
    endpos: int | None = None


@dataclass(frozen=True, slots=True)
class HangUpSeen:
    """The line HANGUP: the caller's channel is gone; commands may still be answered."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The stream is over."""


@dataclass(frozen=True, slots=True)
class CommandSent:
    """We wrote a command."""


@dataclass(frozen=True, slots=True)
class UsageLine:
    """A line of a complaint that has several."""

    code: int
    text: str


AgiEvent = Environment | Reply | HangUpSeen | Ended
Step = AgiEvent | CommandSent | UsageLine


class AgiState(Enum):
    """Where a conversation stands."""

    ENVIRONMENT = auto()
    IDLE = auto()
    WAITING = auto()
    USAGE = auto()
    ENDED = auto()


TRANSITIONS: Mapping[AgiState, Mapping[type[Step], AgiState]] = {
    AgiState.ENVIRONMENT: {Environment: AgiState.IDLE, Ended: AgiState.ENDED},
    AgiState.IDLE: {CommandSent: AgiState.WAITING, HangUpSeen: AgiState.IDLE, Ended: AgiState.ENDED},
    AgiState.WAITING: {
        Reply: AgiState.IDLE,
        UsageLine: AgiState.USAGE,
        HangUpSeen: AgiState.WAITING,
        Ended: AgiState.ENDED,
    },
    AgiState.USAGE: {
        Reply: AgiState.IDLE,
        UsageLine: AgiState.USAGE,
        HangUpSeen: AgiState.USAGE,
        Ended: AgiState.ENDED,
    },
    AgiState.ENDED: {},
}


class AgiProtocol:
    """One AGI conversation as a machine over bytes."""

    def __init__(self) -> None:
        self.state = AgiState.ENVIRONMENT
        self._buffer = bytearray()
        self._eof = False
        self._broken: str | None = None
        self._headers: dict[str, str] = {}
        self._header_bytes = 0
        self._usage: deque[UsageLine] = deque()
        self._lines = 0  # since the last command

    def send(self, verb: str, *arguments: str) -> bytes:
        """Bytes of one command; IllegalTransition while another one is unanswered."""
        line = command_line(verb, *arguments)
        self._move(CommandSent())
        self._lines = 0
        return line

    def receive(self, chunk: bytes) -> None:
        """Take bytes from the stream; ask next_event() afterwards."""
        self._buffer += chunk

    def receive_eof(self) -> None:
        """Take the end of the stream; ask next_event() afterwards."""
        self._eof = True

    def next_event(self) -> AgiEvent | None:
        """The next event, None when more bytes are needed, UnexpectedReply when they are not AGI."""
        if self._broken is not None:
            raise UnexpectedReply(self._broken)
        while (line := self._next_line()) is not None:
            if (event := self._read(line)) is not None:
                return event
        if not self._eof or self.state is AgiState.ENDED:
            return None
        self._buffer.clear()
        return self._take(Ended())

    def _next_line(self) -> str | None:
        end = self._buffer.find(b"\n", 0, LINE_BYTES + 1)
        if end < 0:
            if len(self._buffer) > LINE_BYTES:
                raise self._break(f"a line of more than {LINE_BYTES} bytes")
            return None
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return line.removesuffix(b"\r").decode("utf-8", "replace")

    def _read(self, line: str) -> AgiEvent | None:
        if self.state is AgiState.ENVIRONMENT:
            return self._read_environment(line)
        self._lines += 1
        if self._lines > USAGE_LINES:
            raise self._break("lines without end")
        if line == "HANGUP":
            return self._take(HangUpSeen())
        if self.state is AgiState.USAGE:
            return self._read_usage(line)
        return self._read_reply(line)

    def _read_environment(self, line: str) -> AgiEvent | None:
        if not line:
            return self._take(Environment(dict(self._headers)))
        found = ENVIRONMENT_LINE.fullmatch(line)
        if found is None:
            raise self._break(f"{line[:80]!r} is no line of an AGI environment")
        self._headers[found[1].removeprefix("agi_")] = found[2]
        self._header_bytes += len(line)
        if len(self._headers) > ENVIRONMENT_LINES or self._header_bytes > ENVIRONMENT_BYTES:
            raise self._break("an AGI environment without end")
        return None

    def _read_reply(self, line: str) -> AgiEvent | None:
        if found := SUCCESS.fullmatch(line):
            return self._take(Reply(200, found[1], found[2], int(found[3]) if found[3] else None))
        if found := FAILURE.fullmatch(line):
            code, text = int(found[1]), found[3] or ""
            if found[2] == "-":
                return self._take(UsageLine(code, text))
            return self._take(Reply(code, text=text))
        if PROVISIONAL.fullmatch(line) and self.state is AgiState.WAITING:
            return None
        raise self._break(f"{line[:80]!r} is no AGI reply")

    def _read_usage(self, line: str) -> AgiEvent | None:
        code = self._usage[0].code
        if line != str(code) and not line.startswith(f"{code} "):
            return self._take(UsageLine(code, line))
        text = "\n".join(usage.text for usage in self._usage)
        self._usage.clear()
        return self._take(Reply(code, text=text))

    def _take(self, event: AgiEvent | UsageLine) -> AgiEvent | None:
        try:
            self._move(event)
        except IllegalTransition as error:
            raise self._break(str(error)) from None
        if not isinstance(event, UsageLine):
            return event
        self._usage.append(event)
        return None

    def _move(self, event: Step) -> None:
        following = TRANSITIONS[self.state].get(type(event))
        if following is None:
            raise IllegalTransition("AGI", self.state.name, type(event).__name__)
        self.state = following

    def _break(self, reason: str) -> UnexpectedReply:
        self._broken = reason
        self._buffer.clear()
        return UnexpectedReply(reason)


def command_line(verb: str, *arguments: str) -> bytes:
    """One command as the one line Asterisk reads; Misuse for what would become another line."""
    if not VERB.fullmatch(verb):
        raise Misuse(f"{verb!r} is no AGI command")
    line = " ".join((verb, *(_quoted(argument) for argument in arguments))).encode("utf-8", "replace")
    if len(line) > COMMAND_BYTES:
        raise Misuse(f"{verb} with more than {COMMAND_BYTES} bytes")
    return line + b"\n"


def _quoted(argument: str) -> str:
    if set(argument) & {"\r", "\n", "\0"}:
        raise Misuse(f"{argument[:80]!r} would end its AGI command early")
    return '"' + argument.replace("\\", "\\\\").replace('"', '\\"') + '"'

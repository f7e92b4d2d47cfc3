"""A caller with a good watch: how long from the answer (200 OK) to the first packet of the first prompt.

SIPp makes the load but does not look at sound; this one rings beside it, sends sound from the answer on as telephones
do (Asterisk's ANSWER waits up to 0.5 s for it), and times the first packet it hears.
"""

import re
import selectors
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench_house import CALLERS, BenchHouse

EVERY_S = 0.1
LIMIT_S = 3.0
VOICE = b"\xff" * 160


@dataclass(slots=True)
class Waits:
    """Seconds from answer to prompt, of every probe; None for one that heard nothing."""

    seconds: list[float | None] = field(default_factory=list)

    def p99_ms(self) -> float:
        """The 99th percentile; a probe that heard nothing counts as the longest wait."""
        ordered = sorted(LIMIT_S if second is None else second for second in self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))] if ordered else float("inf")


@contextmanager
def probing(house: BenchHouse, number: str) -> Iterator[Waits]:
    """Ring this number ten times a second while the block runs."""
    waits, stop = Waits(), threading.Event()

    def run() -> None:
        while not stop.is_set():
            began = time.monotonic()
            waits.seconds.append(probe(house, number))
            stop.wait(max(0.0, EVERY_S - (time.monotonic() - began)))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield waits
    finally:
        stop.set()
        thread.join()


def probe(house: BenchHouse, number: str) -> float | None:
    """One call: seconds from its answer to its first prompt."""
    there = (house.settings.sip_host, house.settings.sip_port)
    with _socket() as sip, _socket() as sound:
        call = _Dialogue(sip, there, number, sound.getsockname()[1])
        call.send("INVITE", with_sound=True)
        if not call.answered():
            return None
        answered = time.monotonic()
        call.send("ACK")
        heard = _first_packet(sound, call.sound_at, answered + LIMIT_S)
        call.send("BYE")
        return heard - answered if heard else None


class _Dialogue:
    def __init__(self, sip: socket.socket, there: tuple[str, int], number: str, sound_port: int) -> None:
        self._sip, self._there, self._number, self._sound_port = sip, there, number, sound_port
        self._port = sip.getsockname()[1]
        self._id = f"{self._port}-{time.monotonic_ns()}"
        self._to = f"<sip:{number}@{there[0]}>"
        self._target = f"sip:{number}@{there[0]}:{there[1]}"
        self._cseq = 1
        self.sound_at = there

    def send(self, method: str, with_sound: bool = False) -> None:
        """One request; ACK belongs to the INVITE, everything else is numbered."""
        self._cseq += method == "BYE"
        sdp = (
            f"v=0\r\no=- 1 1 IN IP4 {CALLERS}\r\ns=-\r\nc=IN IP4 {CALLERS}\r\nt=0 0\r\n"
            f"m=audio {self._sound_port} RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n"
        )
        body = sdp if with_sound else ""
        head = (
            f"{method} {self._target} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP {CALLERS}:{self._port};branch=z9hG4bK{method}{self._id}\r\n"
            f"From: <sip:+3630{self._port}@{CALLERS}>;tag={self._port}\r\nTo: {self._to}\r\n"
            f"Call-ID: {self._id}\r\nCSeq: {self._cseq} {method}\r\nMax-Forwards: 70\r\n"
            f"Contact: <sip:probe@{CALLERS}:{self._port}>\r\n"
            + ("Content-Type: application/sdp\r\n" if with_sound else "")
            + f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._sip.sendto((head + body).encode(), self._there)

    def answered(self) -> bool:
        """Whether a 200 came; it tells where the sound goes and whom the call is with."""
        end = time.monotonic() + LIMIT_S
        while (left := end - time.monotonic()) > 0:
            self._sip.settimeout(left)
            try:
                text = self._sip.recv(4096).decode(errors="replace")
            except TimeoutError:
                return False
            if text.startswith("SIP/2.0 200"):
                self._learn(text)
                return True
            if text[8:9] in "3456":
                return False
        return False

    def _learn(self, text: str) -> None:
        if found := re.search(r"^To: *(.*?)\r?$", text, re.MULTILINE | re.IGNORECASE):
            self._to = found[1]
        if found := re.search(r"^Contact: *<(.*?)>", text, re.MULTILINE | re.IGNORECASE):
            self._target = found[1]
        if found := re.search(r"^m=audio (\d+)", text, re.MULTILINE):
            self.sound_at = (self._there[0], int(found[1]))


def _first_packet(sound: socket.socket, there: tuple[str, int], until: float) -> float | None:
    sound.setblocking(False)
    with selectors.DefaultSelector() as selector:
        selector.register(sound, selectors.EVENT_READ)
        number = 0
        while time.monotonic() < until:
            header = bytes((0x80, 0)) + number.to_bytes(2) + (number * 160).to_bytes(4) + b"prob"
            sound.sendto(header + VOICE, there)
            number += 1
            if selector.select(0.02):
                return time.monotonic()
    return None


def _socket() -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.bind((CALLERS, 0))
    return made

"""Agents' telephones in one socket: each INVITE is answered at once and timed, talks a moment and is hung up."""

import heapq
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

HOST = "127.0.0.8"
TALK_S = 0.3
BUSY = "486 Busy Here"
HEADERS = ("Via", "From", "To", "Call-ID", "CSeq")
ADDRESS = re.compile(r"<(sip:[^>]+)>")


@dataclass(slots=True)
class DeskPhones:
    """Whoever rings at `port`; `rang` are the moments (time.time) by agent; those in `busy` refuse."""

    sip: socket.socket
    busy: frozenset[str]
    rang: dict[str, list[float]] = field(default_factory=dict)
    _answered: dict[str, bytes] = field(default_factory=dict)
    _leaving: list[tuple[float, bytes]] = field(default_factory=list)
    _there: tuple[str, int] = ("", 0)

    @property
    def port(self) -> int:
        return int(self.sip.getsockname()[1])

    def run(self, stop: threading.Event) -> None:
        """Answer until asked to stop."""
        self.sip.settimeout(0.01)
        while not stop.is_set():
            try:
                packet, self._there = self.sip.recvfrom(8192)
                self._heard(packet.decode(errors="replace"), time.time())
            except TimeoutError:
                pass
            while self._leaving and self._leaving[0][0] <= time.monotonic():
                self.sip.sendto(heapq.heappop(self._leaving)[1], self._there)

    def _heard(self, text: str, at: float) -> None:
        method, _, rest = text.partition(" ")
        if method == "INVITE":
            self._rung(text, re.split("[:@]", rest)[1], at)
        elif method in {"OPTIONS", "BYE", "CANCEL"}:
            self.sip.sendto(_answer(text, "200 OK"), self._there)

    def _rung(self, text: str, agent: str, at: float) -> None:
        call = _header(text, "Call-ID")
        if call not in self._answered:
            self.rang.setdefault(agent, []).append(at)
            refused = agent in self.busy
            self._answered[call] = _answer(text, BUSY) if refused else _answer(text, "200 OK", self.port)
            if not refused:
                heapq.heappush(self._leaving, (time.monotonic() + TALK_S, _bye(text, self.port)))
        self.sip.sendto(self._answered[call], self._there)


@contextmanager
def desk_phones(busy: frozenset[str]) -> Iterator[DeskPhones]:
    """Telephones that are there while the block runs."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sip:
        sip.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        sip.bind((HOST, 0))
        phones, stop = DeskPhones(sip, busy), threading.Event()
        thread = threading.Thread(target=phones.run, args=(stop,))
        thread.start()
        try:
            yield phones
        finally:
            stop.set()
            thread.join()


def _answer(text: str, status: str, sound_port: int | None = None) -> bytes:
    lines = [line for line in text.split("\r\n") if line.partition(":")[0] in HEADERS]
    lines = [f"{line};tag=desk" if line.startswith("To:") and "tag=" not in line else line for line in lines]
    body = ""
    if sound_port is not None:
        lines += [f"Contact: <sip:desk@{HOST}:{sound_port}>", "Content-Type: application/sdp"]
        body = f"v=0\r\no=- 1 1 IN IP4 {HOST}\r\ns=-\r\nc=IN IP4 {HOST}\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n"
    return "\r\n".join([f"SIP/2.0 {status}", *lines, f"Content-Length: {len(body)}", "", body]).encode()


def _bye(text: str, port: int) -> bytes:
    contact, call = ADDRESS.search(_header(text, "Contact")), _header(text, "Call-ID")
    lines = [
        f"BYE {contact[1] if contact else 'sip:' + HOST} SIP/2.0",
        f"Via: SIP/2.0/UDP {HOST}:{port};branch=z9hG4bK{abs(hash(call))}",
        f"From: {_header(text, 'To')};tag=desk",
        f"To: {_header(text, 'From')}",
        f"Call-ID: {call}",
        "CSeq: 1 BYE",
        "Max-Forwards: 70",
        "Content-Length: 0",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def _header(text: str, name: str) -> str:
    found = re.search(rf"^{name}: *(.*?)\r?$", text, re.MULTILINE | re.IGNORECASE)
    return found[1] if found else ""

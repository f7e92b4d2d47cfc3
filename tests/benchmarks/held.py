"""Callers who wait, and every packet they get, counted by the kernel.

Each caller's sound goes to a socket of its own that nobody reads: the kernel drops what does not fit and counts it per
socket (/proc/net/udp), so that thirty thousand packets a second are counted at no cost. One packet of each caller is
read, to learn where his sound comes from and to send a packet back now and then, as telephones do: Asterisk takes who
is silent for half a minute for gone.
"""

import contextlib
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HOST = "127.0.0.7"
BUFFER_BYTES = 2304  # the smallest: a packet or two
SPEAK_EVERY_S = 5.0
PACKETS_A_SECOND = 50
AUDIBLE_S = 0.06  # three packets


@dataclass(slots=True)
class Ears:
    """The sockets of all callers, by port."""

    sockets: dict[int, socket.socket]
    _there: dict[int, tuple[str, int]] = field(default_factory=dict)
    _number: int = 0
    _spoke: float = 0.0

    @property
    def rows(self) -> tuple[tuple[str, int], ...]:
        """What SIPp tells Asterisk of each caller's sound."""
        return tuple((HOST, port) for port in self.sockets)

    def speak(self) -> None:
        """One packet from each caller who is heard of, every few seconds."""
        if time.monotonic() - self._spoke < SPEAK_EVERY_S:
            return
        self._spoke = time.monotonic()
        self._number += 1
        header = bytes((0x80, 0)) + self._number.to_bytes(2) + (self._number * 40_000).to_bytes(4) + b"held"
        for port, ear in self.sockets.items():
            if port not in self._there:
                with contextlib.suppress(BlockingIOError):
                    self._there[port] = ear.recvfrom(2048)[1]
            if port in self._there:
                ear.sendto(header + b"\xff" * 160, self._there[port])

    def counts(self) -> tuple[float, dict[int, int]]:
        """Packets each caller got and found no room for, and when that was looked at."""
        at, found = time.monotonic(), {}
        for line in Path("/proc/net/udp").read_text().splitlines()[1:]:
            words = line.split()
            port = int(words[1].partition(":")[2], 16)
            if port in self.sockets and words[1].startswith("0700007F"):
                found[port] = int(words[12])
        return at, found


@dataclass(slots=True)
class Heard:
    """What all callers got over the time that was looked at."""

    seconds: float = 0.0
    packets: int = 0
    callers: int = 0
    gaps: int = 0  # seconds of one caller in which an audible part was missing
    worst_missing_s: float = 0.0

    @property
    def share(self) -> float:
        expected = self.seconds * self.callers * PACKETS_A_SECOND
        return self.packets / expected if expected else 0.0


def listen(ears: Ears, seconds: float) -> Heard:
    """Count for so long, second by second and caller by caller."""
    heard, end = Heard(), time.monotonic() + seconds
    at, before = ears.counts()
    while time.monotonic() < end:
        time.sleep(1)
        ears.speak()
        now, found = ears.counts()
        heard.seconds += now - at
        heard.callers = len(found)
        for port, count in found.items():
            got = count - before.get(port, 0)
            missing = (now - at) - got / PACKETS_A_SECOND
            heard.packets += got
            heard.gaps += missing > AUDIBLE_S
            heard.worst_missing_s = max(heard.worst_missing_s, missing)
        at, before = now, found
    return heard


@contextlib.contextmanager
def ears_of(callers: int) -> Iterator[Ears]:
    """So many sockets, on even ports: the odd one above each gets Asterisk's RTCP."""
    with contextlib.ExitStack() as stack:
        sockets: dict[int, socket.socket] = {}
        while len(sockets) < callers:
            ear = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            ear.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
            ear.setblocking(False)
            ear.bind((HOST, 0))
            port = ear.getsockname()[1]
            if port % 2 == 0:
                sockets[port] = ear
        yield Ears(sockets)

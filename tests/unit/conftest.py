"""What several packages are tested with: a mail server that also does what none should, and a client's report."""

import base64
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.reports.client_report import Asking, ClientReport, Found, ProjectQueue, client_report
from ivr.reports.counts import Counts, Thresholds
from ivr.reports.period import period_of
from ivr.reports.quarters import Quarter
from ivr.reports.waits import Percentile
from ivr.store.database import Database

PEM = Path(__file__).with_name("localhost.pem")  # a key and certificate made for tests


class MailPeer:
    """Takes one connection after the other; `answers` are said once each instead of what is usual, by command."""

    def __init__(self) -> None:
        self.letters: list[str] = []  # as they came, envelope first
        self.answers: dict[str, list[str]] = {}
        self.offers = ["STARTTLS", "AUTH PLAIN", "8BITMIME"]
        self.passwords: list[str] = []
        self.was_encrypted: list[bool] = []
        self.silent_at: str | None = None  # a command that is never answered
        self.dies_after_data = False
        self.drip_s: float | None = None  # seconds between the letters of an endless greeting
        self.tls_first = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            line.settimeout(5)
            self._line = line
            with suppress(OSError, EOFError, ValueError):
                self._talk(line)
            self._line.close()

    def _encrypted(self) -> socket.socket:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(PEM)
        self._line = context.wrap_socket(self._line, server_side=True)
        return self._line

    def _talk(self, line: socket.socket) -> None:
        if self.tls_first:
            line = self._encrypted()
        while self.drip_s is not None and not self._over.is_set():
            line.sendall(b"2")
            time.sleep(self.drip_s)
        self._say(line, "greeting", "220 peer")
        envelope: list[str] = []
        while True:
            words = _line_of(line)
            verb = words.split(" ")[0].split(":")[0].upper()
            if verb == "DATA" and self._say(line, verb, "354 go on").startswith("3"):
                text = _text_of(line)
                if self.dies_after_data:
                    self.letters.append("\n".join([*envelope, text]))
                    return
                if not self.answers.get("letter"):  # before it is said: then the sender does not wait any more
                    self.letters.append("\n".join([*envelope, text]))
                    self.was_encrypted.append(isinstance(line, ssl.SSLSocket))
                self._say(line, "letter", "250 taken")
            elif verb == "EHLO":
                offered = [one for one in self.offers if not (one == "STARTTLS" and isinstance(line, ssl.SSLSocket))]
                self._say(line, verb, "\r\n".join(["250-peer", *(f"250-{one}" for one in offered), "250 HELP"]))
            elif verb == "STARTTLS" and self._say(line, verb, "220 now").startswith("2"):
                line = self._encrypted()
            elif verb == "AUTH":
                self.passwords.append(base64.b64decode(words.split(" ")[2]).decode().split("\0")[2])
                self._say(line, verb, "235 come in")
            elif verb == "QUIT":
                return
            elif verb in {"MAIL", "RCPT", "RSET"}:
                envelope.append(f"{verb}{words[len(verb) :]}")
                self._say(line, verb, "250 fine")

    def _say(self, line: socket.socket, at: str, usual: str) -> str:
        if self.silent_at == at:
            self._over.wait(5)
            raise EOFError
        said = self.answers[at].pop(0) if self.answers.get(at) else usual
        line.sendall(f"{said}\r\n".encode())
        return said


def _line_of(line: socket.socket) -> str:
    got = b""
    while not got.endswith(b"\r\n"):
        byte = line.recv(1)
        if not byte:
            raise EOFError
        got += byte
    return got.decode().rstrip("\r\n")


def _text_of(line: socket.socket) -> str:
    lines = []
    while (one := _line_of(line)) != ".":
        lines.append(one)
    return "\n".join(lines)


@pytest.fixture
def mail_peer() -> Iterator[MailPeer]:
    made = MailPeer()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def database(tmp_path: Path, fresh: Callable[[str], Database]) -> Iterator[Database]:
    """An empty database in the newest schema, at tmp_path/ivr.sqlite."""
    made = fresh(f"sqlite:///{tmp_path}/ivr.sqlite")
    yield made
    made.close()


QUEUES = (ProjectQueue("reception", "Reception", 20, 5, 80), ProjectQueue("nurse", "Nurse", 20, 5, 80))
COUNTS = Counts(offered=10, answered=8, answered_within=7, abandoned=1, short_abandoned=1, answered_wait_s=80.0)


def quarter(at: str, queue: str = "reception", counts: Counts = COUNTS) -> Quarter:
    return Quarter(queue, datetime.fromisoformat(at).astimezone(UTC), counts, Thresholds())


@pytest.fixture
def made_quarter() -> Callable[..., Quarter]:
    return quarter


@pytest.fixture
def made_report() -> Callable[..., ClientReport]:
    """The report of October 2026, or what is asked otherwise, from these quarters."""

    def made(*quarters: Quarter, **other: object) -> ClientReport:
        facts = {name: other.pop(name) for name in tuple(other) if name in Found.__slots__}
        asking = Asking(
            "clinic", "Demo clinic", "Clinic Ltd", QUEUES, period_of("2026-10"), ZoneInfo("Europe/Budapest"),
            datetime(2026, 11, 2, 8, tzinfo=UTC),
        )  # fmt: skip
        nothing = {"before": (), "percentiles": (Percentile(None), Percentile(None)), "promises": (), "callbacks": ()}
        nothing |= {"by_queue": quarters, "agents": 3, "blind": (), "menus": ()}
        found = Found(**{"quarters": quarters} | nothing | facts)  # type: ignore[arg-type]
        return client_report(replace(asking, **other), found)  # type: ignore[arg-type]

    return made

"""Messages reach a real server, signed and in time, and never our own network by mistake."""

import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest

from ivr.messaging import webhook
from ivr.messaging.email import Verdict
from ivr.messaging.webhook import Parcel, Reach, is_ours, post, signature

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PEM = Path(__file__).parent.parent / "localhost.pem"
OURS = Reach(private=True)


class Peer(ThreadingHTTPServer):
    """A receiver: what it got, and what it answers."""

    daemon_threads = True
    status = 204
    drips = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Receiver)
        self.got: list[tuple[str, dict[str, str], bytes]] = []


class Receiver(BaseHTTPRequestHandler):
    """One message."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        if self.server.drips:
            self.wfile.write(b"HTTP/1.1 200 ")
            for _ in range(400):
                self.wfile.write(b"x")
                time.sleep(0.02)
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def serve() -> Iterator[Callable[..., Peer]]:
    peers = []

    def served(**how: object) -> Peer:
        peer = Peer()
        if how.pop("tls", False):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(PEM)
            peer.socket = context.wrap_socket(peer.socket, server_side=True)
        vars(peer).update(how)
        threading.Thread(target=peer.serve_forever, args=(0.01,), daemon=True).start()
        peers.append(peer)
        return peer

    yield served
    for peer in peers:
        peer.shutdown()
        peer.server_close()


def parcel(url: str) -> Parcel:
    return Parcel("m1", url, b'{"event":"test"}', NOON)


def test_a_message_is_posted_with_a_signature_its_receiver_can_make(serve) -> None:
    peer = serve()
    found = post(parcel(f"http://127.0.0.1:{peer.server_port}/hook?a=b"), "s3cret", OURS)

    ((path, headers, body),) = peer.got
    stamp = headers["X-Ivr-Timestamp"]
    assert (found.verdict, path, headers["X-Ivr-Id"], stamp) == (Verdict.SENT, "/hook?a=b", "m1", "1795348800")
    assert headers["X-Ivr-Signature"] == f"v1={signature('s3cret', stamp, 'm1', body)}"
    assert signature("s3cret", "1795348801", "m1", body) not in headers["X-Ivr-Signature"]


@pytest.mark.parametrize(
    ("status", "verdict"), [(302, Verdict.LATER), (404, Verdict.LATER), (410, Verdict.NEVER), (503, Verdict.LATER)]
)
def test_what_is_not_taken_is_tried_again_unless_it_is_gone_and_nobody_is_followed(serve, status, verdict) -> None:
    peer = serve(status=status)
    found = post(parcel(f"http://127.0.0.1:{peer.server_port}/"), "s", OURS)

    assert (found.verdict, found.said, len(peer.got)) == (verdict, f"answered {status}", 1)


def test_over_tls_the_certificate_must_be_trusted(serve) -> None:
    peer = serve(tls=True)
    url = f"https://localhost:{peer.server_port}/"
    found = post(parcel(url), "s", OURS)
    assert (found.verdict, "certificate verify failed" in found.said) == (Verdict.LATER, True)

    trusting = Reach(private=True, tls=ssl.create_default_context(cafile=str(PEM)))
    assert post(parcel(url), "s", trusting).verdict is Verdict.SENT


def test_a_receiver_that_never_comes_to_an_end_is_left_in_time(serve, monkeypatch) -> None:
    monkeypatch.setattr(webhook, "LIMIT_S", 0.3)
    peer = serve(drips=True)
    began = time.monotonic()
    assert post(parcel(f"http://127.0.0.1:{peer.server_port}/"), "s", OURS).verdict is Verdict.LATER
    assert time.monotonic() - began < 4


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.1.2.3", "169.254.169.254", "[fe80::1]"])
def test_our_own_network_is_not_reached(host: str) -> None:
    found = post(parcel(f"https://{host}:9/"), "s", Reach())
    assert (found.verdict, "our own network" in found.said) == (Verdict.NEVER, True)


def test_without_tls_nothing_leaves_our_network() -> None:
    assert post(parcel("http://93.184.216.34/"), "s", Reach()).verdict is Verdict.NEVER


def test_who_cannot_be_reached_is_tried_again() -> None:
    assert post(parcel("https://nobody.invalid/"), "s", Reach()).verdict is Verdict.LATER
    assert post(parcel("http://127.0.0.1:1/"), "s", OURS).verdict is Verdict.LATER


@pytest.mark.parametrize(
    "written",
    ["0.0.0.0", "100.64.0.1", "192.168.1.1", "224.0.0.1", "::", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
     "64:ff9b::a00:1", "2002:7f00:1::"],
)  # fmt: skip
def test_every_way_to_write_an_address_of_ours_is_known(written: str) -> None:
    assert is_ours(ip_address(written))


@pytest.mark.parametrize("written", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_the_public_web_is_not_ours(written: str) -> None:
    assert not is_ours(ip_address(written))

"""A message to an address of the web: signed, within five seconds, and never to our own network by mistake."""

import hashlib
import hmac
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from ivr import __version__
from ivr.messaging.email import Delivery, Verdict

LIMIT_S = 5.0
TRANSLATED = IPv6Network("64:ff9b::/96")  # its last four bytes are an IPv4 address
GONE = 410

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is sent: its id is told so that a receiver knows one that comes twice."""

    id: str
    url: str
    body: bytes  # JSON
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether our own network may be reached, and whose certificates count (None: the system's)."""

    private: bool = False
    tls: ssl.SSLContext | None = None


def signature(secret: str, stamp: str, parcel_id: str, body: bytes) -> str:
    """The signature a receiver makes too: HMAC-SHA256 over `stamp.id.body`, in hexadecimal."""
    return hmac.new(secret.encode(), f"{stamp}.{parcel_id}.".encode() + body, hashlib.sha256).hexdigest()


def post(parcel: Parcel, secret: str, reach: Reach) -> Delivery:
    """Send it once; redirections are not followed."""
    parts = urlsplit(parcel.url)
    host, is_tls = parts.hostname or "", parts.scheme == "https"
    if not is_tls and not reach.private:
        return Delivery(Verdict.NEVER, "only https is allowed (setting webhook_private)")
    try:
        port = parts.port or (443 if is_tls else 80)
        address = _resolved(host, port, reach)
    except OSError as error:
        return Delivery(Verdict.LATER, f"{host} is not found: {error}")
    if address is None:
        return Delivery(Verdict.NEVER, f"{host} is in our own network (setting webhook_private)")
    try:
        return _verdict(_exchange(parcel, secret, (address, port), reach))
    except (OSError, HTTPException, ValueError) as error:
        return Delivery(Verdict.LATER, f"{type(error).__name__}: {error}"[:300])


def is_ours(address: Address) -> bool:
    """Whether an address is none of the public web: loopback, link, private, several receivers."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in TRANSLATED:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None and is_ours(inner):
            return True
    return not address.is_global or address.is_multicast


def _resolved(host: str, port: int, reach: Reach) -> str | None:
    """The address to connect to: looked up once, so that it cannot change after it was judged."""
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not reach.private and any(is_ours(ip_address(one.partition("%")[0])) for one in found):
        return None
    return found[0]


def _exchange(parcel: Parcel, secret: str, place: tuple[str, int], reach: Reach) -> int:
    parts = urlsplit(parcel.url)
    line = socket.create_connection(place, LIMIT_S)
    over = threading.Event()
    too_late = threading.Timer(LIMIT_S, _cut, (line, over))  # who sends a byte now and then would never end
    too_late.start()
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=LIMIT_S)
    connection.sock = line
    try:
        if parts.scheme == "https":
            context = reach.tls or ssl.create_default_context()
            connection.sock = context.wrap_socket(line, server_hostname=parts.hostname)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, parcel.body, _headers(parcel, secret))
        status = connection.getresponse().status
        if over.is_set():
            raise TimeoutError(f"no answer within {LIMIT_S:g} s")
        return status
    finally:
        too_late.cancel()
        connection.close()
        line.close()


def _headers(parcel: Parcel, secret: str) -> dict[str, str]:
    stamp = str(int(parcel.sent_at.timestamp()))
    parts = urlsplit(parcel.url)
    return {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        "User-Agent": f"ivr/{__version__}",
        "X-Ivr-Id": parcel.id,
        "X-Ivr-Timestamp": stamp,
        "X-Ivr-Signature": f"v1={signature(secret, stamp, parcel.id, parcel.body)}",
    }


def _cut(line: socket.socket, over: threading.Event) -> None:
    over.set()
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _verdict(status: int) -> Delivery:
    if 200 <= status < 300:
        return Delivery(Verdict.SENT, str(status))
    return Delivery(Verdict.NEVER if status == GONE else Verdict.LATER, f"answered {status}")

"""A caller who writes SIP by hand, so that names, numbers and addresses may hold anything at all."""

import asyncio
import contextlib
import secrets
from dataclasses import dataclass, field

ANSWER_S = 3.0
SDP = (
    "v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\n"
    "m=audio 40000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n"
)


@dataclass(slots=True)
class RawCaller(asyncio.DatagramProtocol):
    """One call: `status` is the first final answer to its INVITE."""

    host: str
    server: tuple[str, int]
    caller: bytes  # what stands in From: "name" <sip:number@host>
    address: bytes  # the request's own user part: what is dialled
    status: int = 0
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    _transport: asyncio.DatagramTransport | None = None
    _to: bytes = b""
    _id: str = field(default_factory=lambda: secrets.token_hex(8))

    async def ring(self) -> int:
        """Call and wait for the answer, whatever it is."""
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(self.host, 0))
        self._to = b"<sip:%s@%s>" % (self.address, self.server[0].encode())
        sdp = SDP.format(host=self.host).encode()
        self._send(b"INVITE", 1, b"Content-Type: application/sdp\r\n", sdp)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.answered.wait(), ANSWER_S)
        return self.status

    def hang_up(self) -> None:
        """End the call, if there is one."""
        if self._transport is not None:
            if self.status == 200:
                self._send(b"BYE", 2)
            self._transport.close()

    def datagram_received(self, datagram: bytes, _address: object) -> None:
        """Take an answer of the server's."""
        words = datagram.split(None, 2)
        if words[0] != b"SIP/2.0" or b"INVITE" not in datagram or int(words[1]) < 200:
            return
        to = next(line for line in datagram.split(b"\r\n") if line.lower().startswith(b"to:"))
        self._to = to.partition(b":")[2].strip()
        self._send(b"ACK", 1)
        if not self.answered.is_set():
            self.status = int(words[1])
            self.answered.set()

    def _send(self, method: bytes, number: int, more: bytes = b"", body: bytes = b"") -> None:
        assert self._transport is not None
        host, port = self._transport.get_extra_info("sockname")
        own = f"{host}:{port}"
        head = (
            b"%s sip:%s@%s SIP/2.0\r\n" % (method, self.address, self.server[0].encode())
            + f"Via: SIP/2.0/UDP {own};rport;branch=z9hG4bK{self._id}{number}{method.decode()}\r\n".encode()
            + b"From: %s;tag=%s\r\nTo: %s\r\n" % (self.caller, self._id.encode(), self._to)
            + f"Call-ID: {self._id}@{host}\r\nContact: <sip:raw@{own}>\r\nMax-Forwards: 70\r\n".encode()
            + b"CSeq: %d %s\r\n" % (number, method)
            + more
            + b"Content-Length: %d\r\n\r\n" % len(body)
        )
        self._transport.sendto(head + body, self.server)

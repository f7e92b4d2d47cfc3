"""AMI on the wire, without any I/O: bytes in, messages out. Whatever the bytes, the only error is UnexpectedReply.

    AmiReader().receive(bytes), .next_message() -> dict[header, value] | None

A message ends with an empty line; one that does not end is refused before it fills the memory. Bytes that are no UTF-8
become replacement characters, so a letter cut in two by the network stays whole. Of a header that comes twice the first
counts: each value is one text, whatever a caller made his name look like.
"""

from ivr.errors import UnexpectedReply

END = b"\r\n\r\n"
MESSAGE_BYTES = 65_536  # the longest of Asterisk's own is some 2,000


class AmiReader:
    """The manager's stream cut into messages."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._searched = 0  # up to here there is no end of a message
        self._begun = 0  # before here everything is read; cut off seldom, because that moves all that follows

    @property
    def held(self) -> int:
        """Bytes kept for a message that is not whole, and those not yet asked for."""
        return len(self._buffer) - self._begun

    def receive(self, chunk: bytes) -> None:
        """Take bytes from the stream; ask next_message() afterwards."""
        del self._buffer[: self._begun]
        self._searched -= self._begun
        self._begun = 0
        self._buffer += chunk

    def next_message(self) -> dict[str, str] | None:
        """The headers of the next message, None when more bytes are needed; UnexpectedReply for one without end."""
        end = self._buffer.find(END, max(self._searched, self._begun))
        length = (len(self._buffer) if end < 0 else end) - self._begun
        if length > MESSAGE_BYTES:
            self._buffer.clear()
            self._searched = self._begun = 0
            raise UnexpectedReply(f"a manager's message of more than {MESSAGE_BYTES} bytes")
        if end < 0:
            self._searched = max(len(self._buffer) - len(END) + 1, 0)
            return None
        block = bytes(self._buffer[self._begun : end])
        self._begun = self._searched = end + len(END)
        return _headers(block.decode("utf-8", "replace"))


def _headers(block: str) -> dict[str, str]:
    """Header to value; lines that are none (the greeting, the text of a command) are passed over."""
    headers: dict[str, str] = {}
    known: set[str] = set()
    for line in block.split("\r\n"):
        name, colon, value = line.partition(": ")
        if colon and name.lower() not in known:
            known.add(name.lower())
            headers[name] = value
    return headers

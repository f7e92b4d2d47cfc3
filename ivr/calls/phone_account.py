"""What somebody types into a telephone, or scans with it, to become an agent's phone. Pure."""

from dataclasses import dataclass, field

from ivr.errors import Misuse


@dataclass(frozen=True, slots=True)
class PhoneAccount:
    """Where an agent's phone registers, and as whom."""

    user: str
    server: str
    port: int
    secret: str = field(repr=False)
    name: str = ""  # shown by the phone

    def __post_init__(self) -> None:
        for part in (self.user, self.server, self.secret, self.name):
            if not part.isprintable():
                raise Misuse("a phone account is written line by line: no part of it may hold a line break")

    @property
    def address(self) -> str:
        """The address of the phone: sip:user@server:port."""
        server = f"[{self.server}]" if ":" in self.server else self.server
        return f"sip:{self.user}@{server}:{self.port}"

    def fields(self) -> tuple[tuple[str, str], ...]:
        """What a phone asks for, each with its (English) label."""
        return (
            ("Name", self.name),
            ("User", self.user),
            ("Password", self.secret),
            ("Server", self.server),
            ("Port", str(self.port)),
            ("Transport", "UDP"),
        )

    def text(self) -> str:
        """All of it as plain lines, the address first: what the QR code holds."""
        return "\n".join([self.address, *(f"{label}: {value}" for label, value in self.fields() if value)])

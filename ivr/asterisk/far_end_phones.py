"""The telephones of the far end: how a phone behaves, and the agents' phones that register with the server."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ivr.asterisk.far_end_script import Step, parse_script


@dataclass(frozen=True, slots=True)
class Answers:
    """Takes the call after so long, says something, then does what the script says."""

    after_s: float = 0.5
    script: tuple[Step, ...] = ()
    speech: Path | None = None  # audio file without ending


@dataclass(frozen=True, slots=True)
class Refuses:
    """Does not take the call: a context of the far end's dialplan says how."""

    context: str


@dataclass(frozen=True, slots=True)
class RingsForEver:
    """Nobody comes."""


Behaviour = Answers | Refuses | RingsForEver

BUSY = Refuses("busy")
DECLINES = Refuses("declined")
UNREACHABLE = Refuses("unreachable")
RINGS = RingsForEver()


def answers(script: str = "", after_s: float = 0.5, speech: Path | None = None) -> Answers:
    """A phone that is answered, with its script as a line."""
    return Answers(after_s, parse_script(script), speech)


@dataclass(slots=True)
class Phone:
    """Somebody who can be called at the far end: one behaviour a call, the last one for all that follow."""

    behaviours: list[Behaviour] = field(default_factory=lambda: [RINGS])

    def behave(self, *behaviours: Behaviour) -> None:
        """From now on, in this order."""
        self.behaviours = list(behaviours)

    def next_behaviour(self) -> Behaviour:
        """How the call that has just arrived is met."""
        return self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]


def phones_conf(secrets: Mapping[str, str], registrar: str) -> str:
    """The far end's pjsip_phones.conf (templates in its pjsip.conf): a registering phone for each id and password."""
    return "\n".join(_phone(name, secret, registrar) for name, secret in sorted(secrets.items()))


def _phone(name: str, secret: str, registrar: str) -> str:
    return f"""\
[{name}](phone)
from_user = {name}
outbound_auth = {name}-auth

[{name}-auth](phone-auth)
username = {name}
password = {secret}

[{name}-registration](phone-registration)
outbound_auth = {name}-auth
client_uri = sip:{name}@{registrar}
contact_user = {name}
"""


def phone_secrets(conf: str) -> dict[str, str]:
    """Ids and passwords of the agents' phones, read from the server's own pjsip_phones.conf."""
    names = re.findall(r"^username *= *(\S+)", conf, re.MULTILINE)
    passwords = re.findall(r"^password *= *(\S+)", conf, re.MULTILINE)
    return dict(zip(names, passwords, strict=True))

"""Agents' phones as PJSIP configuration (pjsip_phones.conf). Pure.

Phone(agent, secret, number, name)      validated when made: Misuse for anything that could write a line of its own
render_phones(phones) -> str            endpoint, auth and aor per agent, on the templates of pjsip.conf
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ivr.errors import Misuse

AGENT = re.compile(r"agent-[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
SECRET = re.compile(r"[A-Za-z0-9_-]{12,64}")
NUMBER = re.compile(r"[0-9]{1,15}")
HEADER = "; Written by `ivr prepare` from the agents in the database: changes made here are lost.\n"


@dataclass(frozen=True, slots=True)
class Phone:
    """An agent's phone: his id is its name, its user and its address."""

    agent: str
    secret: str
    number: str = ""  # shown to those he calls
    name: str = ""

    def __post_init__(self) -> None:
        if not AGENT.fullmatch(self.agent):
            raise Misuse(f"{self.agent!r} is no agent's id (agent- and small letters, digits, hyphens)")
        if not SECRET.fullmatch(self.secret):
            raise Misuse(f"the phone secret of {self.agent} must be 12 to 64 letters, digits, - or _")
        if self.number and not NUMBER.fullmatch(self.number):
            raise Misuse(f"{self.number!r} is no number of a phone")


def render_phones(phones: Iterable[Phone]) -> str:
    """The whole file, in the order of the agents' ids."""
    return HEADER + "".join(_sections(phone) for phone in sorted(phones, key=lambda phone: phone.agent))


def _sections(phone: Phone) -> str:
    agent = phone.agent
    return f"""
[{agent}](agent-phone)
auth = {agent}-auth
aors = {agent}
callerid = "{_plain(phone.name)}" <{phone.number or agent}>
set_var = IVR_AGENT={agent}

[{agent}-auth](agent-phone-auth)
username = {agent}
password = {phone.secret}

[{agent}](agent-phone-aor)
"""


def _plain(name: str) -> str:
    """A name with nothing in it that means something in a configuration file or a SIP header."""
    kept = "".join(letter if letter.isalnum() or letter in " .'-" else " " for letter in name)
    return " ".join(kept.split())[:60]

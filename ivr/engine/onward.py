"""A caller whom an agent connected with a colleague he had consulted: his dial goes on, with somebody else in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivr.asterisk.caller_line import phone_of
from ivr.calls.transfer_events import CallSentOn, CallTransferred, Manner
from ivr.engine.answers import Connected
from ivr.engine.history import History


@dataclass(slots=True)
class Onward:
    """Who talks with the caller: `agent` at first, whoever follows by a leg of his own that is told here."""

    history: History
    agent: str
    _leg: dict[str, Any] | None = None
    _has_left: bool = False

    @property
    def is_another(self) -> bool:
        """Whether the one who was dialled is out, and all that was to be told of him is told."""
        return self._has_left

    def goes_to(self, connected: Connected) -> None:
        """Another one talks with the caller from a moment on, who may be no agent."""
        self.ends(connected.at)
        phone = phone_of(connected.channel)
        leg_id = self.history.next_leg() if phone else None
        self.history.add(
            CallSentOn,
            at=connected.at,
            agent=self.agent,
            dialled=connected.dialled,
            target=f"agent:{phone}" if phone else "none",
            manner=Manner.ATTENDED,
            leg_id=leg_id,
        )
        self._has_left, self.agent = True, phone or self.agent
        if leg_id:
            self._leg = {"leg_id": leg_id, "destination": phone, "answered_at": connected.at}

    def ends(self, at: datetime | None = None) -> None:
        """The talk with whoever followed is over."""
        if self._leg is not None:
            self.history.add(CallTransferred, at=at, connected=True, **self._leg)
            self._leg = None

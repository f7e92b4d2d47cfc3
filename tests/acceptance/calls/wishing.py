"""What the console does to have something happen on the telephones: it writes into the store and rings."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from ivr.app import now
from ivr.calls.events import CallEvent
from ivr.calls.intentions import Intention
from ivr.config import Settings
from ivr.console import doorbell
from ivr.store import call_events, intentions, live
from ivr.store.database import Database
from ivr.store.intentions import IntentionRow


@dataclass
class Desk:
    """The console's side: it writes into the store and rings."""

    settings: Settings
    database: Database

    async def wish(self, intention: Intention, age_s: float = 0.0) -> IntentionRow:
        """Write an intention and wait for its outcome."""
        with self.database.write() as connection:
            row_id = intentions.write(connection, intention, "test", now() - timedelta(seconds=age_s))
        doorbell.ring(self.settings)
        async with asyncio.timeout(10):
            while True:
                with self.database.read() as connection:
                    row = intentions.of(connection, row_id)
                if row is not None and row.outcome is not None:
                    return row
                await asyncio.sleep(0.02)

    async def live_call(self, caller_id: str, state: str) -> live.LiveCall:
        """The call of this caller as the pages show it, once it is in that state."""
        async with asyncio.timeout(10):
            while True:
                with self.database.read() as connection:
                    found = [call for call in live.calls(connection) if call.caller_id == caller_id]
                if found and found[0].state == state:
                    return found[0]
                await asyncio.sleep(0.05)

    def live_agent(self, agent: str) -> live.LiveAgent:
        with self.database.read() as connection:
            return {row.agent: row for row in live.agents(connection)}[agent]

    def events(self, call_id: str) -> list[CallEvent]:
        """What is written down of a call."""
        with self.database.read() as connection:
            return call_events.of_call(connection, call_id)

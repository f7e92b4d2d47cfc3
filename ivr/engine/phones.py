"""New phones and new secrets reach the running Asterisk, while calls go on."""

import asyncio

from ivr.asterisk.ami import Ami
from ivr.asterisk.endpoints import Phone
from ivr.asterisk.phones_file import write_phones
from ivr.config import Settings
from ivr.store.centre import load_centre
from ivr.store.database import Database

MODULE = "res_pjsip.so"


class Phones:
    """Writes the phones of the store down for Asterisk and has them read; a manager user of its own may do that."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings, self._database = settings, database
        self._one_at_a_time = asyncio.Lock()

    async def reload(self) -> None:
        """Let Asterisk know the phones as they are now; AsteriskError when it cannot be told."""
        async with self._one_at_a_time:
            await asyncio.to_thread(self._write)
            ami = Ami(self._settings.host, self._settings.ami_port, "phones", self._settings.ami_phones_secret)
            try:
                await ami.connect()
                await ami.reload(MODULE)
            finally:
                await ami.close()

    def _write(self) -> None:
        with self._database.read() as connection:
            agents = load_centre(connection).agents
        phones = [Phone(agent.id, agent.phone_secret, agent.extension, agent.name) for agent in agents]
        write_phones(self._settings.asterisk_dir / "etc", phones)

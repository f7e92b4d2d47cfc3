"""Whether each queue's announced times still hold: one whose bounds do not says none until they do again."""

import logging
from datetime import datetime, timedelta

from ivr.reports.promises import LOOKED_AT, calibration
from ivr.store import audit, centre, centre_version, promises
from ivr.store.audit import AuditEntry
from ivr.store.database import Database

WHO = "worker"
EVERY = timedelta(minutes=1)
READ = 4 * LOOKED_AT  # of many the end is not known: the caller hung up before

log = logging.getLogger(__name__)


class Calibrations:
    """Looks once a minute; what turns is written where the engine and the pages read it, and into the audit."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._looked: datetime | None = None

    def round(self, now: datetime) -> int:
        """Look again if it is time: how many queues fell silent or speak again."""
        if self._looked is not None and now - self._looked < EVERY:
            return 0
        self._looked = now
        with self._database.read() as connection:
            known = promises.all_calibrations(connection)
            found = {
                queue: calibration(promises.latest(connection, queue, READ), may_speak, now)
                for queue in [one.id for one in centre.load_queues(connection)]
                for may_speak in [known[queue].may_speak if queue in known else True]
            }
        fresh = {queue: one for queue, one in found.items() if one != known.get(queue)}
        if not fresh:
            return 0
        with self._database.write() as connection:
            turned = [queue for queue, one in fresh.items() if promises.set_calibration(connection, queue, one, now)]
            for queue in turned:
                verb = "times said again" if fresh[queue].may_speak else "times no longer said"
                share = {"decided": fresh[queue].decided, "held": fresh[queue].held}
                audit.append(connection, AuditEntry(now, WHO, verb, "queue", queue, None, share))
                log.warning("%s: %s (%s of the last %s bounds held)", queue, verb, share["held"], share["decided"])
            if turned:
                centre_version.bump(connection)
        return len(turned)

"""One question out of the store is answered: a process of its own does it, which may be killed at any moment."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ivr.errors import FieldError
from ivr.simulation.compare import answer
from ivr.simulation.question import Question
from ivr.simulation.telling import told
from ivr.simulation.trial import Stopped
from ivr.store import what_ifs
from ivr.store.database import Database
from ivr.store.what_ifs import WhatIf, WhatIfOutcome
from ivr.worker.asked_day import asked_day

Alive = Callable[[], bool]


def answer_one(database: Database, what_if_id: str, timezone: str, now: datetime, alive: Alive) -> bool:
    """Answer a question and write it down: whether there was anything to do; ends early when nobody waits for it."""
    with database.read() as connection:
        asked = what_ifs.of(connection, what_if_id)
    if asked is None or not asked.is_open:
        return False
    progress = _Progress(database, what_if_id, alive)
    try:
        found = _found(asked, database, timezone, now, progress)
    except Stopped:
        return True
    except FieldError as refused:
        _close(database, asked, WhatIfOutcome.REFUSED, reason={"sentence": refused.sentence, "values": refused.values})
        return True
    _close(database, asked, WhatIfOutcome.DONE, answer=found)
    return True


def _found(asked: WhatIf, database: Database, timezone: str, now: datetime, progress: "_Progress") -> dict[str, Any]:
    question = Question.from_plain(asked.question)
    day = asked_day(question, database, timezone, now)
    skills = None if asked.skills is None else frozenset(asked.skills)
    return told(question, answer(question, day.made, skills, progress.goes), day.clock)


def _close(database: Database, asked: WhatIf, outcome: WhatIfOutcome, **more: Any) -> None:
    with database.write() as connection:
        what_ifs.close(connection, asked.id, outcome, **more)


class _Progress:
    """Writes down how far it is, a percent at a time, and hears whether to go on."""

    def __init__(self, database: Database, what_if_id: str, alive: Alive) -> None:
        self._database, self._id, self._alive = database, what_if_id, alive
        self._percent, self._goes = 0, True

    def goes(self, share: float) -> bool:
        """Tell how far it is; False when it was stopped, or who started us is gone."""
        percent = min(int(share * 100), 99)
        if not self._alive():
            self._goes = False
        elif percent > self._percent:
            self._percent = percent
            with self._database.write() as connection:
                self._goes = what_ifs.proceed(connection, self._id, percent)
        return self._goes

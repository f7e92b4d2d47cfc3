"""A question is answered, refused with a sentence, or left when nobody waits for it."""

from datetime import UTC, datetime
from typing import Any

from ivr.simulation.question import Question
from ivr.store import what_ifs
from ivr.store.database import Database
from ivr.store.what_ifs import WhatIf, WhatIfOutcome
from ivr.worker.what_if import answer_one

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def asked(database: Database, question: Question, **more: Any) -> None:
    with database.write() as connection:
        what_ifs.ask(connection, WhatIf("a", "kata", NOON, question.to_plain(), **more))


def answered(database: Database, alive: Any = lambda: True) -> WhatIf:
    assert answer_one(database, "a", "Europe/Budapest", NOON, alive)
    with database.read() as connection:
        found = what_ifs.of(connection, "a")
    assert found is not None
    return found


def test_a_question_is_answered(database: Database) -> None:
    asked(database, Question(centre="small", strategies=("rrmemory",)))
    found = answered(database)

    assert found.outcome is WhatIfOutcome.DONE
    assert [trial["kind"] for trial in (found.answer or {})["trials"]] == ["as_it_was", "app_queue"]
    assert found.percent > 50


def test_only_skills_of_the_account_are_told(database: Database) -> None:
    asked(database, Question(centre="small"), skills=("skill2",))
    trial = (answered(database).answer or {})["trials"][0]

    assert [skill["skill"] for skill in trial["skills"]] == ["skill2"]


def test_a_day_without_calls_is_refused(database: Database) -> None:
    asked(database, Question(NOON.date()))
    found = answered(database)

    assert found.outcome is WhatIfOutcome.REFUSED
    assert (found.reason or {})["sentence"].startswith("Nobody waited in a queue")


def test_without_the_worker_it_ends_and_stays_open(database: Database) -> None:
    asked(database, Question(centre="small"))

    assert answered(database, alive=lambda: False).is_open


def test_what_was_stopped_meanwhile_stays_stopped(database: Database) -> None:
    asked(database, Question(centre="small"))

    def stopping() -> bool:
        with database.write() as connection:
            what_ifs.close(connection, "a", WhatIfOutcome.STOPPED)
        return True

    assert answered(database, stopping).outcome is WhatIfOutcome.STOPPED


def test_what_is_over_is_not_answered_again(database: Database) -> None:
    asked(database, Question(centre="small"), outcome=WhatIfOutcome.STOPPED)

    assert not answer_one(database, "a", "Europe/Budapest", NOON, lambda: True)

"""Questions wait for the worker in order, are answered once, and belong to who asked."""

from datetime import UTC, datetime, timedelta

from ivr.store import what_ifs
from ivr.store.database import Database
from ivr.store.what_ifs import WhatIf, WhatIfOutcome

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
QUESTION = {"day": "2026-11-20"}


def asked(database: Database, name: str, minute: int = 0, by: str = "kata", **other: object) -> WhatIf:
    made = WhatIf(name, by, NOON + timedelta(minutes=minute), QUESTION, **other)  # type: ignore[arg-type]
    with database.write() as connection:
        what_ifs.ask(connection, made)
    return made


def test_a_question_comes_back_as_it_was_asked(database: Database) -> None:
    whole, part = asked(database, "a"), asked(database, "b", skills=("nurse",))
    with database.read() as connection:
        assert [what_ifs.of(connection, one) for one in ("a", "b", "c")] == [whole, part, None]


def test_the_worker_takes_the_oldest_and_counts_his_tries(database: Database) -> None:
    asked(database, "late", 5)
    asked(database, "early", 1)
    with database.write() as connection:
        taken = [what_ifs.take(connection), what_ifs.take(connection)]

    assert [(one.id, one.tries) for one in taken if one] == [("early", 0), ("early", 1)]


def test_what_is_answered_is_not_taken_again(database: Database) -> None:
    asked(database, "a")
    with database.write() as connection:
        assert what_ifs.close(connection, "a", WhatIfOutcome.DONE, answer={"rows": []})
        assert what_ifs.take(connection) is None
        found = what_ifs.of(connection, "a")

    assert found is not None
    assert (found.outcome, found.answer, found.is_open) == (WhatIfOutcome.DONE, {"rows": []}, False)


def test_an_answer_comes_too_late_for_a_question_that_was_stopped(database: Database) -> None:
    asked(database, "a")
    with database.write() as connection:
        assert what_ifs.proceed(connection, "a", 40)
        what_ifs.close(connection, "a", WhatIfOutcome.STOPPED)
        assert not what_ifs.proceed(connection, "a", 50)
        assert not what_ifs.close(connection, "a", WhatIfOutcome.DONE, answer={})
        found = what_ifs.of(connection, "a")

    assert found is not None
    assert (found.outcome, found.percent) == (WhatIfOutcome.STOPPED, 40)


def test_an_account_sees_its_own_the_latest_first(database: Database) -> None:
    for minute, (name, by) in enumerate((("a", "kata"), ("b", "kata"), ("c", "pali"))):
        asked(database, name, minute, by)
    with database.read() as connection:
        assert [one.id for one in what_ifs.asked_by(connection, "kata")] == ["b", "a"]
        assert what_ifs.open_of(connection, "kata") == 2


def test_old_answers_are_forgotten_and_open_questions_are_not(database: Database) -> None:
    asked(database, "a")
    asked(database, "b")
    with database.write() as connection:
        what_ifs.close(connection, "a", WhatIfOutcome.REFUSED, reason={"sentence": "No.", "values": {}})
        assert what_ifs.forget(connection, NOON + timedelta(days=1)) == 1
        assert what_ifs.of(connection, "b") is not None

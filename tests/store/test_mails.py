"""The outbox: each mail once, claimed by one, closed once."""

from datetime import UTC, datetime, timedelta

from ivr.store import mails
from ivr.store.database import Database
from ivr.store.mails import LEASE, OUTBOX, Mail, MailFile, MailSearch
from ivr.store.outbox import OutboxState

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)


def queued(database: Database, name: str, **other: object) -> Mail:
    given = {"key": name, "recipient": f"{name}@example.org", "subject": "Report", "created_by": "schedule:1"} | other
    mail = Mail(id=name, text="Hello", created_at=NOON, **{"next_try_at": NOON, **given})  # type: ignore[arg-type]
    with database.write() as connection:
        mails.queue(connection, mail)
    return mail


def claim(database: Database, at: datetime = NOON) -> Mail | None:
    with database.write() as connection:
        return OUTBOX.claim(connection, at)


def state(database: Database, name: str) -> Mail | None:
    with database.read() as connection:
        return mails.of(connection, name)


def test_a_mail_comes_back_as_it_was_queued(database: Database) -> None:
    mail = queued(database, "a", html="<p>x</p>", files=(MailFile("r.pdf", "application/pdf", "reports/r.pdf"),))

    assert state(database, "a") == mail
    assert state(database, "b") is None


def test_the_same_key_is_queued_once(database: Database) -> None:
    queued(database, "a", key="week 47")
    queued(database, "b", key="week 47")

    assert (state(database, "a") is not None, state(database, "b")) == (True, None)


def test_a_claimed_mail_is_nobody_elses_until_the_lease_is_over(database: Database) -> None:
    queued(database, "a")
    first = claim(database)
    assert first is not None
    assert (claim(database), first.tries) == (None, 1)
    again = claim(database, NOON + LEASE)

    assert again is not None
    assert again.tries == 2


def test_the_one_due_longest_is_claimed_first_and_none_before_its_time(database: Database) -> None:
    queued(database, "a", next_try_at=LATER)
    queued(database, "b", next_try_at=NOON)

    assert [one.id for one in (claim(database, LATER), claim(database, LATER)) if one] == ["b", "a"]
    queued(database, "c", next_try_at=LATER)
    with database.read() as connection:
        assert not OUTBOX.any_due(connection, NOON)
        assert OUTBOX.any_due(connection, LATER)


def test_who_lost_his_claim_writes_nothing(database: Database) -> None:
    queued(database, "a")
    slow, quick = claim(database), claim(database, NOON + LEASE)
    assert slow
    assert quick
    with database.write() as connection:
        assert OUTBOX.close(connection, quick, OutboxState.SENT, "", LATER)
        assert not OUTBOX.put_back(connection, slow, LATER, "451")
        assert not OUTBOX.close(connection, slow, OutboxState.FAILED, "550", LATER)

    found = state(database, "a")
    assert found is not None
    assert (found.state, found.said, found.closed_at) == (OutboxState.SENT, None, LATER)


def test_what_is_put_back_is_tried_again_at_its_time(database: Database) -> None:
    queued(database, "a")
    mail = claim(database)
    assert mail is not None
    with database.write() as connection:
        OUTBOX.put_back(connection, mail, LATER, "451 later")

    assert claim(database) is None
    again = claim(database, LATER)
    assert again is not None
    assert (again.tries, again.said) == (2, "451 later")


def test_the_log_is_searched_by_state_text_and_project(database: Database) -> None:
    for name, more in {"a": {"project": "x"}, "b": {"subject": "50% off_er"}, "c": {"next_try_at": LATER}}.items():
        queued(database, name, **more)
    claim(database)

    def found(limit: int = 9, before: str | None = None, **wanted: object) -> list[str]:
        with database.read() as connection:
            return [one.id for one in mails.search(connection, MailSearch(**wanted), limit, before)]  # type: ignore[arg-type]

    assert found() == ["c", "b", "a"]
    assert found(limit=1, before="c") == ["b"]
    assert found(state=OutboxState.SENDING) == ["a"]
    assert found(text="0% OFF_") == ["b"]
    assert found(created_by="schedule:1") == ["c", "b", "a"]
    assert found(created_by="schedule") == []
    assert found(projects=frozenset({"x"})) == ["a"]


def test_old_mails_are_forgotten_and_open_ones_are_not(database: Database) -> None:
    queued(database, "a")
    queued(database, "b", next_try_at=LATER)
    mail = claim(database)
    assert mail is not None
    with database.write() as connection:
        OUTBOX.close(connection, mail, OutboxState.SENT, "", NOON)
        assert OUTBOX.forget(connection, LATER) == 1
        assert mails.of(connection, "b") is not None

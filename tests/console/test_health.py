"""/healthz."""

import os

from flask.testing import FlaskClient

from ivr.store.database import Database


def test_a_database_that_answers_is_healthy(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"state": "ok"})


def test_a_database_that_does_not_answer_is_not(client: FlaskClient, database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("DROP TABLE centre_versions")
    assert client.get("/healthz").status_code == 503


def test_without_an_engine_the_installation_is_not_ready(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"state": "the engine does not beat"})


def test_an_engine_that_beats_and_sees_asterisk_is_ready(client: FlaskClient, settings, clock) -> None:
    settings.heartbeat_path.parent.mkdir(parents=True, exist_ok=True)
    settings.heartbeat_path.write_text("{}\n")
    os.utime(settings.heartbeat_path, (clock().timestamp(),) * 2)
    assert client.get("/readyz").status_code == 200

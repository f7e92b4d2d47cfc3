"""/healthz."""

from flask.testing import FlaskClient

from ivr.store.database import Database


def test_a_database_that_answers_is_healthy(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"state": "ok"})


def test_a_database_that_does_not_answer_is_not(client: FlaskClient, database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("DROP TABLE entries")
    assert client.get("/healthz").status_code == 503

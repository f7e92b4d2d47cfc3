"""Notices."""

from flask import Flask

from ivr.console.notices import Notice, notices, say


def test_a_notice_is_said_once_with_its_way_back(app: Flask) -> None:
    with app.test_request_context():
        say("Done.", undo="/back", fields={"n": "1"})
        assert notices() == [Notice("Done.", "good", "/back", {"n": "1"})]


def test_a_hostile_text_is_text(app: Flask, signed_in) -> None:
    with signed_in.session_transaction() as session:
        session["_flashes"] = [("notice", {"text": "<b>x</b>", "mood": "good", "undo": None, "fields": {}})]
    assert "&lt;b&gt;x&lt;/b&gt;" in signed_in.get("/account").text

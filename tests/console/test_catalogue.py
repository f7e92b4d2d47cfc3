"""The texts in every language."""

from flask import Flask

from ivr.console.catalogue import _, language, reading_as, viewers_zone


def test_the_language_is_the_browsers_before_one_signs_in(client) -> None:
    assert 'lang="hu"' in client.get("/sign-in", headers={"Accept-Language": "hu-HU,en;q=0.5"}).text
    assert 'lang="en"' in client.get("/sign-in", headers={"Accept-Language": "xx"}).text


def test_without_a_request_the_readers_language_and_zone_are_taken(app: Flask) -> None:
    with app.app_context(), reading_as("hu", "Asia/Tokyo"):
        assert (language(), viewers_zone().key) == ("hu", "Asia/Tokyo")
        assert _("a text nobody translated") == "a text nobody translated"

"""Colours and language of a browser."""

import pytest

from ivr.console.preferences import own_path


def test_the_colours_chosen_stay(client, press) -> None:
    press(client, "/preferences/look", {"look": "dark", "back": "/sign-in"})
    assert 'data-theme="dark"' in client.get("/sign-in").text
    press(client, "/preferences/look", {"look": "auto"})
    assert "data-theme" not in client.get("/sign-in").text


def test_the_language_chosen_is_before_the_browsers(client, press) -> None:
    press(client, "/preferences/language", {"language": "hu"})
    assert '<html lang="hu"' in client.get("/sign-in", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("path", [None, "", "//evil", "/\\evil", "https://evil", "/a\r\nSet-Cookie: x"])
def test_only_paths_of_ours_are_gone_back_to(path: str | None) -> None:
    assert own_path(path) == "/"

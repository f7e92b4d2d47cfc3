"""What of a page's address is kept in a saved filter."""

import pytest
from flask import Flask

from ivr.console.gate import declared
from ivr.console.saved_filters import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_there_for_the_right_it_is_kept_for(app: Flask, name: str) -> None:
    found = declared(app, PAGES[name].endpoint)
    assert found is not None
    assert found.permission is PAGES[name].permission


def test_no_filter_holds_the_number_of_a_person() -> None:
    assert all("number" not in page.kept and "before" not in page.kept for page in PAGES.values())

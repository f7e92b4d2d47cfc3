import pytest

from ivr.contacts.contact import Contact
from ivr.errors import AuthorError


def test_the_own_zone_wins():
    assert Contact.of("+61412345678", "Sheila", "en", "Australia/Perth").zones == ("Australia/Perth",)


def test_without_an_own_zone_all_of_the_number_count():
    assert Contact.of("06 1 234 5678", "Kovács Anna", "hu", region="HU").zones == ("Europe/Budapest",)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "12"},
        {"name": "a\nb"},
        {"name": "a" * 121},
        {"language": "Hungarian"},
        {"language": "../"},
        {"own_zone": "Mars/Olympus"},
    ],
)
def test_what_is_wrong_is_named(wrong):
    right = {"number": "+3612345678", "name": "Anna", "language": "hu"}
    with pytest.raises(AuthorError, match=next(iter(wrong)).removeprefix("own_")):
        Contact.of(**(right | wrong))

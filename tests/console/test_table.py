"""Tables as they are wished."""

from hypothesis import given
from hypothesis import strategies as some

from ivr.console.table import PAGE, Column, Wish, arrange

COLUMNS = (
    Column("name", "Name", lambda row: row[0]),
    Column("size", "Size", lambda row: row[1], numeric=True),
    Column("note", "Note", lambda row: "", sortable=False),
)
ROWS = [("Béla", 2), ("anna", None), ("Csilla", 11)]


def names(**asked: str) -> list[str]:
    return [row[0] for row in arrange(COLUMNS, ROWS, Wish.of(asked), "/here").rows]


def test_without_a_wish_the_order_stays() -> None:
    assert names() == ["Béla", "anna", "Csilla"]


def test_texts_are_sorted_however_they_are_capitalised() -> None:
    assert names(sort="name") == ["anna", "Béla", "Csilla"]


def test_numbers_are_sorted_as_numbers_and_nothing_comes_last() -> None:
    assert names(sort="size") == ["Béla", "Csilla", "anna"]


def test_a_filter_asks_for_every_word() -> None:
    assert names(q="CS 11") == ["Csilla"]
    assert names(q="cs 12") == []


def test_a_second_click_turns_the_order_round() -> None:
    listing = arrange(COLUMNS, ROWS, Wish.of({"sort": "name", "q": "a"}), "/here")
    assert listing.sort_address(COLUMNS[0]) == "/here?q=a&sort=name&order=desc"


def test_a_page_beyond_the_last_is_the_last() -> None:
    listing = arrange(COLUMNS, [(str(one), one) for one in range(PAGE + 1)], Wish.of({"page": "9"}), "/here")
    assert (listing.page, listing.pages, len(listing.rows)) == (2, 2, 1)


@given(some.dictionaries(some.sampled_from(["q", "sort", "order", "page"]), some.text(max_size=12)))
def test_whatever_an_address_asks_a_listing_is_made(asked: dict[str, str]) -> None:
    listing = arrange(COLUMNS, ROWS, Wish.of(asked), "/here")
    assert 1 <= listing.page <= listing.pages

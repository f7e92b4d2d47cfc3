import pytest

from ivr.calls.commands import Collect, Command, EnterQueue, HangUp, Note, Play, Respond, Say, Transfer
from ivr.calls.disposition import Disposition
from ivr.menus.definition import MenuTree
from ivr.menus.text import by_book, by_id, outline, stand_ins, told
from ivr.spoken.prompt import PromptBook, prompt_book


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (Play((Say("welcome"), Say("ask"))), "hear hu: welcome; ask"),
        (Collect((Say("ask"),)), "hear hu: ask"),
        (Collect(()), None),
        (Note("demo", "main", "menu"), None),
        (EnterQueue("nurse", "nurse"), "reach queue nurse, skill nurse"),
        (EnterQueue("nurse", "nurse", 3, 5), "reach queue nurse, skill nurse, level 3, priority 5"),
        (Transfer("+3612345678"), "reach number +3612345678"),
        (Respond("confirmed"), "respond confirmed"),
        (HangUp(), "end"),
        (HangUp(Disposition.HEARD), "end heard"),
    ],
)
def test_command_is_told_in_one_line(command: Command, line: str | None) -> None:
    assert told(command, "hu", by_id) == line


def test_prompt_is_written_in_the_words_of_the_book(book: PromptBook) -> None:
    assert by_book(book)(Say("welcome"), "hu") == "welcome magyarul."


def test_prompt_that_is_not_in_the_book_is_written_as_its_id(book: PromptBook) -> None:
    assert by_book(book)(Say("<opening_hours>"), "en") == "<opening_hours>"


def test_places_of_values_are_written_as_their_names() -> None:
    book = prompt_book({"open": {"en": "Welcome. Open until {closes}."}})
    assert by_book(book)(Say("open"), "en") == "Welcome. Open until <closes>."


def test_fact_of_no_call_says_its_name() -> None:
    assert stand_ins(["hours"]) == {"hours": (Say("<hours>"),)}


def test_outline_shows_every_node_the_start_first(tree: MenuTree, book: PromptBook) -> None:
    lines = list(outline(tree, "en", by_book(book)))
    assert lines[1:4] == ["main:", "  welcome in English. ask in English.", "  1: desk"]
    assert [line.rstrip(":") for line in lines[1:] if not line.startswith(" ")] == list(tree.nodes)


def test_outline_tells_where_each_kind_of_node_leads(tree: MenuTree) -> None:
    lines = [line.strip() for line in outline(tree, "en", by_id)]
    for line in (
        "after 3 attempts: desk",
        "<opening_hours> please_note",
        "wait in queue reception, skill reception, level 2",
        "connect with +3612345678",
        "language: next",
        "the answer is: confirmed",
        "the call ends",
    ):
        assert line in lines

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.errors import AuthorError
from ivr.menus.loader import check, load, read
from ivr.spoken.prompt import PromptBook, prompt_book

SMALLEST = """\
menu: a
languages: [en]
start: q
on_failure: q
nodes:
  q: {kind: queue, queue: a, skill: b, then: h}
  h: {kind: hang_up}
"""


def mistakes(text: str, book: PromptBook | None = None) -> list[str]:
    return [str(mistake) for mistake in check(text, "m.yaml", book)]


def test_whole_menu_is_read_without_mistakes(text: str, book: PromptBook) -> None:
    tree = load(text, "m.yaml", book)
    assert (tree.id, tree.languages, len(tree.nodes)) == ("demo", ("en", "hu"), 9)


def test_warnings_do_not_forbid_a_menu(text: str) -> None:
    reading = read(text.replace('"0": desk', '"0": desk, "9": desk'), "m.yaml")
    assert reading.tree
    assert str(reading.warnings[0]).startswith("m.yaml:19: node more: 6 choices")


def test_first_mistake_is_raised_by_load(text: str) -> None:
    with pytest.raises(AuthorError, match=r"^m.yaml:1: key menu: expected a name"):
        load(text.replace("menu: demo", "menu: 7"), "m.yaml")


def test_all_mistakes_of_a_file_are_found_in_the_order_of_its_lines(text: str) -> None:
    wrong = text.replace('"12": doctor', '"12": doktor').replace("attempts: 1", "attempts: 0")
    wrong = wrong.replace("kind: respond", "kind: answer").replace("languages:", "tongues:")
    assert mistakes(wrong) == [
        "m.yaml:1: a menu needs 'languages'",
        "m.yaml:2: key tongues: a menu has no such key: it has menu, languages, start, on_failure, nodes",
        "m.yaml:15: node main, key 12: there is no node 'doktor'",
        "m.yaml:22: node more, key attempts: expected a whole number from 1 to 9, not 0",
        "m.yaml:31: node confirm: expected a kind, one of menu, information, queue, callback, voicemail, transfer, "
        "language, respond, hang_up, not 'answer'",
    ]


def test_target_with_mistakes_of_its_own_is_still_there(text: str) -> None:
    assert len(mistakes(text.replace("kind: transfer", "kind: fly"))) == 1


@pytest.mark.parametrize(("key", "line"), [("start", 3), ("on_failure", 4)])
def test_unknown_start_or_failure_is_named(text: str, key: str, line: int) -> None:
    before = {"start": "start: main", "on_failure": "on_failure: desk"}[key]
    assert f"m.yaml:{line}: key {key}: there is no node 'nowhere'" in mistakes(text.replace(before, f"{key}: nowhere"))


def test_failing_by_default_must_lead_to_a_person(text: str) -> None:
    wrong = text.replace("on_failure: desk", "on_failure: bye")
    assert mistakes(wrong) == ["m.yaml:4: key on_failure: 'bye' is no person: name a queue or a transfer"]


def test_language_the_menu_does_not_speak_is_named(text: str) -> None:
    wrong = text.replace("language: next", "language: de")
    assert mistakes(wrong) == ["m.yaml:28: node hungarian, key language: the menu does not speak 'de'"]


def test_word_back_cannot_name_a_node(text: str) -> None:
    assert "m.yaml:34: node back: 'back' is a word of its own" in mistakes(text + "  back: {kind: hang_up}\n")[0]


def test_unreachable_node_is_named(text: str) -> None:
    assert mistakes(text + "  attic: {kind: hang_up}\n") == ["m.yaml:34: node attic: no way leads here"]


def test_unknown_prompt_is_named_with_its_line(text: str, book: PromptBook) -> None:
    wrong = text.replace("please_note", "please_not")
    assert mistakes(wrong, book) == ["m.yaml:27: node hours: there is no prompt 'please_not'"]


def test_prompt_without_one_of_the_languages_is_named(text: str, book: PromptBook) -> None:
    wrong = text.replace("[en, hu]", "[en, hu, de]")
    assert "m.yaml:8: node main: the prompt 'welcome' has no text in language 'de'" in mistakes(wrong, book)


def test_prompt_that_needs_values_is_said_by_a_fact_only(text: str, book: PromptBook) -> None:
    wanting = PromptBook({**book.prompts, **prompt_book({"goodbye": {"en": "On {day}.", "hu": "{day}."}}).prompts})
    assert mistakes(text, wanting) == [
        "m.yaml:32: node bye: the prompt 'goodbye' needs day: only a fact can give values"
    ]


@pytest.mark.parametrize("text", ["", "7", "[]", "nodes:", "nodes: {}", "nodes: {1: {}}", "menu: x\nnodes: {x: 7}"])
def test_what_is_no_menu_is_refused(text: str) -> None:
    assert mistakes(text)


@given(st.integers(0, len(SMALLEST)), st.sampled_from(["", "x", "7", "{", "'", ":", "\n", "- "]))
def test_menu_spoiled_anywhere_is_read_or_refused_with_lines(at: int, scrap: str) -> None:
    spoiled = SMALLEST[:at] + scrap + SMALLEST[at + 1 :]
    reading = read(spoiled, "m.yaml")
    assert (reading.tree is None) == bool(reading.mistakes)
    assert all(mistake.line for mistake in reading.mistakes)


@pytest.mark.parametrize(
    ("written", "instead", "mistake"),
    [
        ("say: please_note}", "say: please_note, then: main}", "key 1: information for who waits leads back"),
        ("kind: information, say: please_note", "kind: language, language: hu, then: desk", "a language node"),
        ('"1": desk', '"1": call_back', "the callback 'call_back' names no queue: only who waits can be led there"),
        ("skill: nurse, then", "then", "name both queue and skill of a callback, or neither"),
        ('"*": main', '"**": main', "a caller who waits presses one key, not '**'"),
    ],
)
def test_keys_of_who_waits_are_looked_at(waiting_text: str, written: str, instead: str, mistake: str) -> None:
    (found,) = mistakes(waiting_text.replace(written, instead))
    assert mistake in found


def test_a_hint_needs_its_texts_in_all_languages(waiting_text: str, book: PromptBook) -> None:
    (missing,) = check(waiting_text.replace("hint: ask", "hint: nobody_wrote_it"), "m.yaml", book)
    assert (missing.node, missing.line) == ("desk", 12)

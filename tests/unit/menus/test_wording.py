"""A language without texts is found before anybody calls."""

import re

import pytest

from ivr.config import PROJECT
from ivr.errors import AuthorError
from ivr.menus.loader import load
from ivr.menus.wording import ALWAYS, gaps_of_language, gaps_of_menu
from ivr.speech.prompts_folder import PromptsFolder
from ivr.spoken.language import LANGUAGES
from ivr.spoken.prompt import PromptBook, prompt_book

MENU = """\
menu: small
languages: [hu, {language}]
start: desk
on_failure: desk
nodes:
  desk: {{kind: queue, queue: reception, skill: reception, then: bye}}
  bye: {{kind: hang_up, say: goodbye}}
"""


def book(**others: str) -> PromptBook:
    """All that is always said, in Hungarian and Ukrainian, and some other prompts in one language."""
    always = {prompt: {"hu": "Szöveg.", "uk": "Текст."} for prompt in ALWAYS}
    return prompt_book(always | {prompt: {language: "Text."} for prompt, language in others.items()})


def gaps(language: str, texts: PromptBook) -> list[str]:
    return [str(gap) for gap in gaps_of_menu(load(MENU.format(language=language), "m.yaml"), texts)]


def test_a_prompt_of_a_node_without_text_is_named_with_its_menu() -> None:
    assert gaps("uk", book(goodbye="hu")) == [
        "node bye, key goodbye: menu small: the prompt 'goodbye' has no text in language 'uk'"
    ]


def test_what_our_own_code_says_must_be_there_in_every_language_of_a_menu() -> None:
    found = gaps("ru", book(goodbye="hu"))
    assert "key expected_wait: the prompt has no text in language 'ru'" in found
    assert len(found) == len(ALWAYS) + 1


def test_a_language_nobody_taught_us_numbers_in_is_refused() -> None:
    assert "numbers and times cannot be said in language 'de'" in gaps("de", book(goodbye="de"))[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_our_languages_are_complete(language: str) -> None:
    assert list(gaps_of_language(language, PromptsFolder(PROJECT / "prompts").book())) == []


@pytest.mark.parametrize("module", ["menus/facts.py", "routing/wait_phrases.py"])
def test_no_prompt_our_code_names_is_left_out(module: str) -> None:
    text = (PROJECT / "ivr" / module).read_text(encoding="utf-8")
    assert set(re.findall(r'Say\("([a-z_]+)"', text)) <= set(ALWAYS)


def test_the_file_of_a_menu_without_texts_in_a_language_is_refused_with_its_line() -> None:
    with pytest.raises(AuthorError, match=r"^m\.yaml:7: node bye: the prompt 'goodbye' has no text in language 'uk'"):
        load(MENU.format(language="uk"), "m.yaml", book(goodbye="hu"))


@pytest.mark.parametrize("menu", ["main", "reminder"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_can_be_held_in_each_of_our_languages(menu: str, language: str) -> None:
    text = (PROJECT / "dialplans" / "menus" / f"{menu}.yaml").read_text(encoding="utf-8")
    spoken = re.sub(r"languages: \[en, hu\]", f"languages: [{language}]", text)
    texts = PromptsFolder(PROJECT / "prompts").book()
    tree = load(spoken, "m.yaml", texts)
    assert tree.languages == (language,)
    assert list(gaps_of_menu(tree, texts)) == []

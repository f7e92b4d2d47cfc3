"""What cannot be said in the languages of a menu: found before a caller would hear silence in its place."""

from collections.abc import Iterator

from ivr.errors import AuthorError
from ivr.graph.lint import missing_prompts
from ivr.menus.definition import MenuTree
from ivr.menus.shape import shape
from ivr.spoken.language import LANGUAGES
from ivr.spoken.prompt import PromptBook

# Said by our own code in the language of the caller, whatever the menu: facts, waiting, the apology.
ALWAYS = (
    "open_today",
    "open_on",
    "open_until",
    "closed_today",
    "closed_on",
    "closed_now",
    "next_open",
    "please_hold",
    "expected_wait",
    "expected_range",
    "longer_wait",
    "you_are_next",
    "position",
    "no_agents",
    "callback_offer",
    "callback_number",
    "callback_confirm",
    "callback_enter",
    "callback_bad_number",
    "callback_failed",
    "callback_not_asked",
    "leave_message",
    "message_kept",
    "message_failed",
    "reminder_greeting",
    "reminder_greeting_unnamed",
    "reminder_appointment",
    "reminder_amount",
    "reminder_text",
    "not_in_service",
    "apology",
    "called_back_greeting",
    "called_back_message",
    "called_back_keys",
    "called_back_not_needed",
    "called_back_over",
)


def gaps_of_menu(tree: MenuTree, book: PromptBook) -> Iterator[AuthorError]:
    """Everything a caller of this menu could not be told."""
    for language in tree.languages:
        yield from gaps_of_language(language, book)
    for node in shape(tree).nodes.values():
        for finding in missing_prompts(node, book.prompts):
            yield AuthorError(f"menu {tree.id}: {finding.message}", node=node.id, key=finding.label)


def gaps_of_language(language: str, book: PromptBook) -> Iterator[AuthorError]:
    """What our own code could not tell a caller of this language."""
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        yield AuthorError(
            f"numbers and times cannot be said in language {language!r} (known: {known})", key="languages"
        )
    for prompt in ALWAYS:
        if language not in book.prompts.get(prompt, {}):
            yield AuthorError(f"the prompt has no text in language {language!r}", key=prompt)

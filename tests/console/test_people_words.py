"""Sentences of the store and the engine, for the catalogue."""

import re
from pathlib import Path

import pytest

from ivr.calls.intentions import REFUSALS as OF_ENGINE
from ivr.console import levels_wish
from ivr.console.catalogue import texts
from ivr.store import agents, levels, pause_reasons, register, skills, teams

SENTENCE = re.compile(r'(?:FieldError\("\w+", |Tie\("\w+", "\w+", |sentence = )"([^"]+)"')


@pytest.mark.parametrize("module", [agents, levels, levels_wish, pause_reasons, register, skills, teams])
def test_what_the_store_refuses_is_said_in_every_language(module) -> None:
    said = SENTENCE.findall(Path(module.__file__).read_text(encoding="utf-8"))
    assert said != []
    assert [sentence for sentence in said if sentence not in texts("hu")._catalog] == []


def test_what_the_engine_refuses_is_said_in_every_language() -> None:
    assert [sentence for sentence in OF_ENGINE if sentence not in texts("hu")._catalog] == []

"""A small menu that holds every kind of node."""

import pytest

from ivr.calls.commands import Say
from ivr.menus.definition import MenuTree
from ivr.menus.loader import load
from ivr.menus.rules import Facts
from ivr.spoken.prompt import PromptBook, prompt_book

TEXT = """\
menu: demo
languages: [en, hu]
start: main
on_failure: desk
nodes:
  main:
    kind: menu
    prompts: [[welcome, ask], ask_again]
    again: ask
    no_input: [silent_1, silent_2]
    no_match: [wrong]
    timeout_s: 4
    choices:
      "1": desk
      "12": doctor
      "2": more
      "3": hours
      "#": hungarian
  more:
    kind: menu
    prompts: [ask_more]
    attempts: 1
    interruptible: false
    choices: {"1": hours, "*": back, "2": confirm, "3": bye, "0": desk}
  hours:
    kind: information
    say: [{fact: opening_hours}, please_note]
  hungarian: {kind: language, language: next, then: main}
  doctor: {kind: transfer, number: "+3612345678", then: desk}
  desk: {kind: queue, queue: reception, skill: reception, min_level: 2, then: bye}
  confirm: {kind: respond, response: confirmed, then: done}
  bye: {kind: hang_up, say: goodbye, disposition: not_served}
  done: {kind: hang_up}
"""
WAITING = """\
menu: waits
languages: [en, hu]
start: desk
on_failure: desk
nodes:
  desk:
    kind: queue
    queue: reception
    skill: reception
    min_level: 2
    priority: 7
    hint: ask
    keys: {"1": hours, "2": call_back, "3": voicemail, "*": main}
    then: call_us_back
  hours: {kind: information, say: please_note}
  call_back: {kind: callback, then: bye}
  call_us_back: {kind: callback, queue: nurse, skill: nurse, then: bye, otherwise: voicemail}
  voicemail: {kind: voicemail, box: reception, then: bye}
  main: {kind: menu, prompts: [welcome], choices: {"1": desk, "3": hours}}
  bye: {kind: hang_up, say: goodbye}
"""
PROMPTS = (
    "welcome",
    "ask",
    "ask_again",
    "silent_1",
    "silent_2",
    "wrong",
    "ask_more",
    "please_note",
    "goodbye",
)


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def book() -> PromptBook:
    return prompt_book({prompt: {"en": f"{prompt} in English.", "hu": f"{prompt} magyarul."} for prompt in PROMPTS})


@pytest.fixture
def tree() -> MenuTree:
    return load(TEXT, "demo.yaml")


@pytest.fixture
def waiting_text() -> str:
    return WAITING


@pytest.fixture
def waiting() -> MenuTree:
    return load(WAITING, "waits.yaml")


@pytest.fixture
def facts() -> Facts:
    return {"opening_hours": (Say("open_today"), Say("closed_on"))}

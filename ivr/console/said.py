"""Words and sentences of the rules, for the catalogue: roles, permissions, and why something is refused."""

from typing import Any

from ivr.access.role import Permission, Role
from ivr.console.catalogue import _l

ROLES: dict[Role, Any] = {
    Role.AGENT: _l("Agent"),
    Role.SUPERVISOR: _l("Supervisor"),
    Role.PLANNER: _l("Planner"),
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.CLIENT: _l("Client"),
}
PERMISSIONS: dict[Permission, Any] = {
    Permission.SEE_WALLBOARD: _l("See the wallboard"),
    Permission.SEE_CALLS: _l("See calls"),
    Permission.SEE_REPORTS: _l("See reports"),
    Permission.ASK_WHAT_IF: _l("Try what would be otherwise"),
    Permission.SEE_AGENTS: _l("See agents"),
    Permission.CONTROL_AGENTS: _l("Pause and log out agents"),
    Permission.CONTROL_CALLBACKS: _l("Ask for callbacks and cancel them"),
    Permission.KEEP_MESSAGES: _l("Listen to messages and mark them as handled"),
    Permission.EDIT_PEOPLE: _l("Edit agents, skills and teams"),
    Permission.EDIT_QUEUES: _l("Edit queues"),
    Permission.EDIT_PROJECTS: _l("Edit projects"),
    Permission.EDIT_PROMPTS: _l("Edit prompts"),
    Permission.SEE_HEALTH: _l("See health and metrics"),
    Permission.SEE_AUDIT: _l("See the audit"),
    Permission.EDIT_ACCOUNTS: _l("Edit accounts"),
    Permission.EDIT_TOKENS: _l("Edit access tokens"),
    Permission.EDIT_OWN_ACCOUNT: _l("Edit the own account"),
}
# Written in English where they arise; shown by `_(sentence)`.
REFUSALS = (
    _l("A password has at least 12 characters."),
    _l("A password has at most 256 characters."),
    _l("This password repeats the same few characters."),
    _l("A password is not the login or the name."),
    _l("This password is among the first that are tried."),
    _l("A login has 1 to 64 of a-z, 0-9, dot, dash, underscore and @."),
    _l("A name has 1 to 100 characters in one line."),
    _l("A client sees the reports of named projects: name at least one."),
    _l("This login is taken; a login is never given to another."),
    _l("There is no such account."),
    _l("This is the last active administrator of everything: make another one first."),
)
# Names of states and endings, shown by the filter `words`.
WORDS = (
    _l("available"),
    _l("ringing"),
    _l("on call"),
    _l("wrap up"),
    _l("paused"),
    _l("logged out"),
    _l("starting"),
    _l("ready"),
    _l("degraded"),
    _l("stopping"),
    _l("stopped"),
    _l("up"),
    _l("resting"),
    _l("unknown"),
    _l("open"),
    _l("served"),
    _l("self served"),
    _l("left menu"),
    _l("abandoned"),
    _l("not served"),
    _l("transferred"),
    _l("feature"),
    _l("confirmed"),
    _l("cancelled"),
    _l("heard"),
    _l("cut short"),
    _l("busy"),
    _l("no answer"),
    _l("rejected"),
    _l("failed"),
    _l("answered"),
    _l("timed out"),
    _l("key exit"),
    _l("callback"),
    _l("diverted"),
    _l("waiting"),
    _l("unreachable"),
)
OF_QUEUES = (
    _l("A queue cannot send its callers to itself."),
    _l("Callers of %(names)s are sent here: change that first."),
    _l("Enter queue:, voicemail: or menu: and an id, or number: such as +3612345678."),
    _l("Enter seconds and levels that go down, such as 0:6 10:4 20:1."),
    _l("There is no active queue %(id)s."),
    _l("There is no menu %(id)s."),
    _l("Enter 80 or 90."),
    _l("Enter serve, send_on or nothing."),
)

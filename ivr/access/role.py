"""Roles, and the permissions each has: the table every right comes from."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What an account is for."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    PLANNER = "planner"
    ADMINISTRATOR = "administrator"
    CLIENT = "client"  # who has an order with the centre: reports of his projects only


class Permission(StrEnum):
    """One thing that may be seen or done in the console."""

    SEE_WALLBOARD = "see_wallboard"
    SEE_CALLS = "see_calls"
    SEE_REPORTS = "see_reports"
    SEND_REPORTS = "send_reports"  # clients' reports by schedule or link; what was sent by mail
    ASK_WHAT_IF = "ask_what_if"  # other agents, skills and rules tried on past calls
    SEE_AGENTS = "see_agents"
    LISTEN_TO_RECORDINGS = "listen_to_recordings"  # play and download recorded talks
    LISTEN_IN = "listen_in"  # on talks while they last, where their queue allows it
    KEEP_RECORDINGS = "keep_recordings"  # delete them, put them on legal hold
    CONTROL_AGENTS = "control_agents"  # pause, log out, re-skill from afar
    CONTROL_CALLBACKS = "control_callbacks"  # add and cancel them
    KEEP_MESSAGES = "keep_messages"  # listen to what callers left, mark it as handled, delete it
    EDIT_PEOPLE = "edit_people"  # agents, skills, teams, phones, pause reasons
    EDIT_QUEUES = "edit_queues"
    EDIT_PROJECTS = "edit_projects"
    EDIT_PROMPTS = "edit_prompts"  # recordings of what callers hear
    SEE_ALERTS = "see_alerts"  # and acknowledge them
    EDIT_ALERTS = "edit_alerts"  # rules, webhooks
    ERASE_PERSONS = "erase_persons"  # for good: numbers, recordings, messages
    SEE_HEALTH = "see_health"
    SEE_AUDIT = "see_audit"
    EDIT_ACCOUNTS = "edit_accounts"
    EDIT_TOKENS = "edit_tokens"
    EDIT_OWN_ACCOUNT = "edit_own_account"


_AGENT = frozenset({Permission.SEE_WALLBOARD, Permission.EDIT_OWN_ACCOUNT})
_SUPERVISOR = _AGENT | {
    Permission.SEE_CALLS,
    Permission.SEE_REPORTS,
    Permission.SEND_REPORTS,
    Permission.ASK_WHAT_IF,
    Permission.SEE_AGENTS,
    Permission.LISTEN_TO_RECORDINGS,
    Permission.LISTEN_IN,
    Permission.CONTROL_AGENTS,
    Permission.CONTROL_CALLBACKS,
    Permission.KEEP_MESSAGES,
    Permission.SEE_ALERTS,
    Permission.SEE_HEALTH,
}
_PLANNER = _AGENT | {Permission.SEE_REPORTS, Permission.SEE_CALLS, Permission.ASK_WHAT_IF}

PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.AGENT: _AGENT,
        Role.SUPERVISOR: _SUPERVISOR,
        Role.PLANNER: _PLANNER,
        Role.ADMINISTRATOR: frozenset(Permission),
        Role.CLIENT: frozenset({Permission.SEE_REPORTS, Permission.EDIT_OWN_ACCOUNT}),
    }
)

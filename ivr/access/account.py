"""Accounts of the console, what makes one possible, and what its holder may do."""

import re
from dataclasses import dataclass

from ivr.access.role import PERMISSIONS, Permission, Role
from ivr.access.scope import Scope
from ivr.errors import AuthorError

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
LONGEST_NAME = 100


class AccountRefused(AuthorError):
    """An account cannot be like this."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.sentence, self.field = sentence, field  # the console shows the sentence beside the field


@dataclass(frozen=True, slots=True)
class Account:
    """One person's way into the console; AccountRefused when it is impossible."""

    id: str
    name: str
    login: str  # never changed and never given to another: the audit speaks of it
    role: Role
    scope: Scope
    language: str
    timezone: str
    agent: str | None = None  # the agent this person is on the phone
    active: bool = True
    has_password: bool = False
    has_totp: bool = False

    def __post_init__(self) -> None:
        """Refuse what no account can be."""
        if not LOGIN.fullmatch(self.login):
            raise AccountRefused("A login has 1 to 64 of a-z, 0-9, dot, dash, underscore and @.", "login")
        if not self.name.strip() or len(self.name) > LONGEST_NAME or not self.name.isprintable():
            raise AccountRefused("A name has 1 to 100 characters in one line.", "name")
        if self.role is Role.CLIENT and not self.scope.projects:
            raise AccountRefused("A client sees the reports of named projects: name at least one.", "projects")

    @property
    def keeps_the_centre(self) -> bool:
        """Whether this is an administrator of everything, of whom one must always remain."""
        return self.active and self.role is Role.ADMINISTRATOR and self.scope.is_all


def may(account: Account, permission: Permission, queue: str | None = None, project: str | None = None) -> bool:
    """Whether the account's holder may do this, for this queue and project when they are named."""
    return account.active and permission in PERMISSIONS[account.role] and account.scope.covers(queue, project)

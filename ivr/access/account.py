"""Who acts, and what he may do: accounts, tokens and big screens, within the scope each is held to."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from ivr.access.role import PERMISSIONS, Permission, Role
from ivr.errors import FieldError

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
LONGEST_NAME = 100
LONGEST = {"language": 16, "timezone": 64, "agent": 64}


@dataclass(frozen=True, slots=True)
class Scope:
    """The queues and projects a right is held for; None means all of them."""

    queues: frozenset[str] | None = None
    projects: frozenset[str] | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.queues is None and self.projects is None

    def covers(self, queue: str | None = None, project: str | None = None) -> bool:
        """Whether the named thing is inside; one who is held to projects sees no queue whose project is not named."""
        if queue is None and project is None:
            return True
        return _has(self.queues, queue) and _has(self.projects, project)

    def includes(self, other: "Scope") -> bool:
        """Whether everything the other covers is covered here."""
        return _within(other.queues, self.queues) and _within(other.projects, self.projects)


ALL = Scope()


class AccountRefused(FieldError):
    """An account cannot be like this."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(field, sentence)


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
        if not is_name(self.name):
            raise AccountRefused("A name has 1 to 100 characters in one line.", "name")
        for field, longest in LONGEST.items():
            value = getattr(self, field) or ""
            if len(value) > longest or not value.isprintable():
                raise AccountRefused("This is too long.", field)
        if self.role is Role.CLIENT and not self.scope.projects:
            raise AccountRefused("A client sees the reports of named projects: name at least one.", "projects")

    @property
    def keeps_the_centre(self) -> bool:
        """Whether this is an administrator of everything, of whom one must always remain."""
        return self.active and self.role is Role.ADMINISTRATOR and self.scope.is_all


def is_name(text: str) -> bool:
    """Whether this can be the name of a person, a program or a screen."""
    return text.strip() != "" and len(text) <= LONGEST_NAME and text.isprintable()


def may(account: Account, permission: Permission, queue: str | None = None, project: str | None = None) -> bool:
    """Whether the account's holder may do this, for this queue and project when they are named."""
    return account.active and permission in PERMISSIONS[account.role] and account.scope.covers(queue, project)


class PrincipalKind(StrEnum):
    """By what one came in."""

    ACCOUNT = "account"
    TOKEN = "token"  # noqa: S105 — a kind, not a secret
    KIOSK = "kiosk"  # a screen on the wall: the wallboard and nothing else


KIOSK_PERMISSIONS = frozenset({Permission.SEE_WALLBOARD})


@dataclass(frozen=True, slots=True)
class Principal:
    """Who acts, and what he is allowed."""

    kind: PrincipalKind
    id: str
    name: str
    permissions: frozenset[Permission]
    scope: Scope
    language: str
    timezone: str

    @property
    def signature(self) -> str:
        """How the audit names him: readable today, certain in years."""
        return f"{self.name} <{self.kind}:{self.id}>"


def principal_of(account: Account) -> Principal:
    """An account's holder as the one who acts; he may nothing while the account is not active."""
    return Principal(
        kind=PrincipalKind.ACCOUNT,
        id=account.id,
        name=account.name,
        permissions=PERMISSIONS[account.role] if account.active else frozenset(),
        scope=account.scope,
        language=account.language,
        timezone=account.timezone,
    )


def allows(
    principal: Principal, permission: Permission, *, queue: str | None = None, project: str | None = None
) -> bool:
    """Whether he may do this, for this queue and project when they are named."""
    return permission in principal.permissions and principal.scope.covers(queue, project)


def may_give(principal: Principal, permissions: AbstractSet[Permission], scope: Scope) -> bool:
    """Whether he may give these rights to another: nobody gives what he has not."""
    return permissions <= principal.permissions and principal.scope.includes(scope)


def _has(allowed: frozenset[str] | None, name: str | None) -> bool:
    return allowed is None or name in allowed


def _within(inner: frozenset[str] | None, outer: frozenset[str] | None) -> bool:
    return outer is None or (inner is not None and inner <= outer)

"""Who acts: an account, a token or a big screen; routes know nobody else."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from ivr.access.account import Account
from ivr.access.role import PERMISSIONS, Permission
from ivr.access.scope import Scope


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

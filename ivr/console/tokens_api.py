"""Tokens for programs."""

from datetime import timedelta
from typing import Any

from flask import Response, abort
from pydantic import BaseModel, Field

from ivr.access.account import PrincipalKind, may_give
from ivr.access.role import Permission
from ivr.console import token_changes
from ivr.console.account_rights import may_revoke
from ivr.console.api import ScopeSaid, answers, area
from ivr.console.catalogue import _
from ivr.console.gate import needs, principal
from ivr.console.idempotent import once
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.shown import iso
from ivr.console.source import source
from ivr.store import api_tokens
from ivr.store.api_tokens import ApiToken, NewToken

api = area("tokens")


class NewTokenBody(BaseModel):
    """A token that is wanted."""

    name: str = Field(min_length=1, max_length=100)
    kind: PrincipalKind = PrincipalKind.TOKEN
    permissions: list[Permission] = []
    scope: ScopeSaid = ScopeSaid()
    days: int = Field(90, ge=1, le=3650)

    def meant(self) -> NewToken:
        """As the store takes it."""
        until = source().now() + timedelta(days=self.days)
        rights = frozenset(self.permissions)
        asking = principal()
        return NewToken(self.name, rights, until, self.scope.meant(), self.kind, asking.language, asking.timezone)


class TokenSaid(BaseModel):
    """A token as programs are told."""

    id: str
    kind: PrincipalKind
    name: str
    permissions: list[Permission]
    scope: ScopeSaid
    created_at: str
    expires_at: str
    revoked_at: str | None


class IssuedSaid(TokenSaid):
    """A new token, with what its holder shows: null when the answer is given again."""

    token: str | None


class TokensSaid(BaseModel):
    """All tokens."""

    tokens: list[TokenSaid]


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_TOKENS)
@api.output(TokensSaid)
@api.doc(summary="All tokens", security="token", responses=answers())
def every() -> dict[str, Any]:
    """All tokens there ever were."""
    with source().database.read() as connection:
        return {"tokens": [said(token) for token in api_tokens.all_tokens(connection)]}


@api.post("")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_TOKENS)
@api.input(NewTokenBody, arg_name="body")
@api.output(IssuedSaid, status_code=201)
@api.doc(summary="Issue a token", security="token", responses=answers(409, 422))
def issue(body: NewTokenBody) -> Response:
    """Issue a token."""
    wanted = body.meant()
    if wanted.kind is PrincipalKind.ACCOUNT:
        abort(422, _("People have accounts, not tokens."))
    if not may_give(principal(), wanted.permissions, wanted.scope):
        abort(403, _("You cannot give rights you do not have yourself."))
    deed, issued = token_changes.issued(wanted)
    return once(
        deed, lambda _connection: said(issued[0].token) | {"token": issued[0].secret}, 201, frozenset({"token"})
    )


@api.post("/<token_id>/revoke")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_TOKENS)
@api.output(TokenSaid)
@api.doc(summary="Revoke a token", security="token", responses=answers(404, 409))
def revoke(token_id: str) -> Response:
    """Let a token in no more."""
    may_revoke(token_id)
    return once(token_changes.revoked(token_id), lambda connection: _told(connection, token_id))


def said(token: ApiToken) -> dict[str, Any]:
    """A token as programs are told."""
    who = token.principal
    return {
        "id": who.id,
        "kind": who.kind,
        "name": who.name,
        "permissions": sorted(who.permissions),
        "scope": ScopeSaid.of(who.scope).model_dump(),
        "created_at": iso(token.created_at),
        "expires_at": iso(token.expires_at),
        "revoked_at": iso(token.revoked_at) if token.revoked_at else None,
    }


def _told(connection: Any, token_id: str) -> dict[str, Any]:
    token = api_tokens.of_id(connection, token_id)
    return said(token) if token else {}

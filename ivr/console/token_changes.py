"""Deeds on tokens, as the page and the API do them."""

from dataclasses import dataclass
from typing import Any

from flask import abort

from ivr.console.changes import Changed, Deed
from ivr.console.source import source
from ivr.store import api_tokens
from ivr.store.api_tokens import ApiToken, NewToken

KIND = "token"


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token, and what its holder shows."""

    token: ApiToken
    secret: str


def issued(wanted: NewToken) -> tuple[Deed, list[Issued]]:
    """A new token, and the place where it is found once the deed is done."""
    found: list[Issued] = []

    def act(connection: Any) -> Changed:
        token, secret = api_tokens.issue(connection, wanted, source().now())
        found.append(Issued(token, secret))
        return Changed(KIND, token.principal.id, None, api_tokens.plain(token))

    return Deed("issue token", act, of_centre=False), found


def revoked(token_id: str) -> Deed:
    """A token that lets nobody in any more; 404 when there is none."""

    def act(connection: Any) -> Changed:
        before = api_tokens.of_id(connection, token_id)
        if before is None:
            abort(404)
        api_tokens.revoke(connection, token_id, source().now())
        after = api_tokens.of_id(connection, token_id)
        return Changed(KIND, token_id, api_tokens.plain(before), api_tokens.plain(after or before))

    return Deed("revoke token", act, of_centre=False, rights_of=token_id)

"""Deeds on tokens."""

from datetime import timedelta

from ivr.access.role import Permission
from ivr.console import token_changes
from ivr.store.api_tokens import NewToken


def test_issuing_and_revoking_tell_the_audit_no_secret(app, database, clock) -> None:
    deed, found = token_changes.issued(NewToken("A", frozenset({Permission.SEE_CALLS}), clock() + timedelta(days=1)))
    with app.app_context(), database.write() as connection:
        issued = deed.act(connection)
        revoked = token_changes.revoked(found[0].token.principal.id).act(connection)
    assert issued.after["permissions"] == ["see_calls"]
    assert (revoked.before["revoked_at"], revoked.after["revoked_at"]) == (None, clock())
    assert found[0].secret not in str((issued, revoked))

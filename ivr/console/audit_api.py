"""The audit for programs."""

from typing import Any

from pydantic import AwareDatetime, BaseModel, Field

from ivr.access.role import Permission
from ivr.console.api import answers, area
from ivr.console.gate import needs
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.shown import iso
from ivr.console.source import source
from ivr.store import audit
from ivr.store.audit import AuditSearch

api = area("audit")


class AuditQuery(BaseModel):
    """What is looked for."""

    who: str = Field("", max_length=200)
    kind: str = Field("", max_length=64)
    text: str = Field("", max_length=200)
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    limit: int = Field(50, ge=1, le=500)
    before: int | None = Field(None, ge=1, le=2**53)


class EntrySaid(BaseModel):
    """One entry."""

    seq: int
    at: str
    who: str
    verb: str
    kind: str
    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reason: str | None


class EntriesSaid(BaseModel):
    """The newest entries that match."""

    entries: list[EntrySaid]


class ChainSaid(BaseModel):
    """Where the chain ends, and where it is broken."""

    seq: int
    hash: str
    first_broken: int | None


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_AUDIT)
@api.input(AuditQuery, location="query", arg_name="asked")
@api.output(EntriesSaid)
@api.doc(summary="Search the audit", security="token", responses=answers(422))
def search(asked: AuditQuery) -> dict[str, Any]:
    """The newest entries that match."""
    wanted = AuditSearch(asked.who, asked.kind, asked.text, asked.since, asked.until)
    with source().database.read() as connection:
        found = audit.search(connection, wanted, asked.limit, asked.before)
    return {"entries": [_said(row) for row in found]}


@api.get("/chain")
@limiter.limit("10 per minute")
@needs(Permission.SEE_AUDIT)
@api.output(ChainSaid)
@api.doc(summary="Verify the chain", security="token", responses=answers())
def chain() -> dict[str, Any]:
    """Go through the whole chain."""
    with source().database.read() as connection:
        end = audit.end(connection)
        return {"seq": end.seq, "hash": end.hash, "first_broken": audit.verify(connection)}


def _said(row: audit.AuditRow) -> dict[str, Any]:
    one = row.entry
    names = ("who", "verb", "kind", "id", "before", "after", "reason")
    return {"seq": row.seq, "at": iso(one.at)} | {name: getattr(one, name) for name in names}

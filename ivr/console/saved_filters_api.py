"""Saved filters for programs: a token has its own, and opens those that are shared."""

from typing import Any, Literal

from flask import Response
from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.console import saved_filters as filters
from ivr.console.api import answers, area
from ivr.console.gate import needs
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.row_api import done_once, name_field

api = area("saved-filters")

Page = Literal["reports", "queues", "heat", "agents", "menus", "outbound", "calls"]


class FilterBody(BaseModel):
    """A name, and whether others who may see the page can open it."""

    name: str = name_field()
    shared: bool = False


class NewFilterBody(FilterBody):
    """A choice of a page: what its address would carry, such as {"range": "last7", "queue": "nurse"}."""

    page: Page
    query: dict[str, str] = Field(default_factory=dict, max_length=40)


class FilterSaid(BaseModel):
    """A saved filter as programs are told."""

    id: str
    owner: str
    owner_name: str
    page: str
    name: str
    query: dict[str, str]
    shared: bool
    changed_at: str


class FiltersSaid(BaseModel):
    """All one may open."""

    filters: list[FilterSaid]


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_REPORTS)
@api.output(FiltersSaid)
@api.doc(summary="Saved filters", security="token", responses=answers())
def every() -> dict[str, Any]:
    """One's own, and those that are shared."""
    return {"filters": [filters.said(one) for one in filters.seen()]}


@api.post("")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_REPORTS)
@api.input(NewFilterBody, arg_name="body")
@api.output(FilterSaid, status_code=201)
@api.doc(summary="Save a filter", security="token", responses=answers(409, 422))
def add(body: NewFilterBody) -> Response:
    """Keep a choice of a page under a name."""
    return done_once(filters.kept(body.page, body.query, body.name, body.shared), 201)


@api.put("/<filter_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_REPORTS)
@api.input(FilterBody, arg_name="body")
@api.output(FilterSaid)
@api.doc(summary="Rename a filter, share it or no longer", security="token", responses=answers(404, 409, 422))
def rename(filter_id: str, body: FilterBody) -> Response:
    """Give it another name, share it or no longer."""
    return done_once(filters.renamed(filters.mine(filter_id), body.name, body.shared))


@api.delete("/<filter_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_REPORTS)
@api.doc(summary="Delete a filter", security="token", responses=answers(404, 409, 422))
def delete(filter_id: str) -> Response:
    """Forget it."""
    return done_once(filters.removed(filters.mine(filter_id)))

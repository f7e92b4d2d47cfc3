"""Skills, teams and pause reasons for programs: the same operations for each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial, update_wrapper
from typing import Any, Generic, TypeVar

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.console import row_changes
from ivr.console.api import answers, area
from ivr.console.gate import needs
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.people_scope import require_whole_centre
from ivr.console.row_api import RowSaid, Switch, Version, done_once, name_field, row_of
from ivr.console.source import source
from ivr.store import pause_reasons, skills, teams
from ivr.store.pause_reasons import LONGEST_S, PauseReason
from ivr.store.register import Register, Row, plain
from ivr.store.skills import Skill
from ivr.store.teams import Team

T = TypeVar("T", bound=Row)


class NamedBody(BaseModel):
    """A skill or a team as it is wanted."""

    name: str = name_field()


class ChangedNamedBody(NamedBody, Version):
    """Another name."""


class NamedSaid(RowSaid):
    """A skill or a team as programs are told."""


class PauseReasonBody(BaseModel):
    """A pause reason as it is wanted; limit_s null: no limit."""

    name: str = name_field()
    paid: bool = True
    limit_s: int | None = Field(None, ge=1, le=LONGEST_S)
    auto_unpause: bool = False


class ChangedPauseReasonBody(PauseReasonBody, Version):
    """Other values of a pause reason."""


class PauseReasonSaid(RowSaid, PauseReasonBody):
    """A pause reason as programs are told."""


class SkillsSaid(BaseModel):
    """All skills."""

    skills: list[NamedSaid]


class TeamsSaid(BaseModel):
    """All teams."""

    teams: list[NamedSaid]


class PauseReasonsSaid(BaseModel):
    """All pause reasons."""

    pause_reasons: list[PauseReasonSaid]


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """One kind of rows: its words, its table, and what programs send and are told; `noun` is the audit's word."""

    path: str
    noun: str
    register: Register[T]
    blank: T
    body: type[BaseModel]
    changed: type[BaseModel]
    said: type[BaseModel]
    all_said: type[BaseModel]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation on a kind of rows."""

    method: str
    rule: str
    view: Callable[..., Any]
    summary: str
    input: type[BaseModel] | None
    output: type[BaseModel]
    status: int = 200
    refusals: tuple[int, ...] = ()


def register_api(shape: Shape[Any]) -> APIBlueprint:
    """The API of one kind of rows."""
    api, noun = area(shape.path.replace("_", "-")), shape.noun
    for operation in (
        Operation("GET", "", _every, f"All of them: {noun}", None, shape.all_said),
        Operation("GET", "/<row_id>", _one, f"One {noun}", None, shape.said, refusals=(404,)),
        Operation("POST", "", _add, f"Make a {noun}", shape.body, shape.said, 201, (409, 422)),
        Operation("PUT", "/<row_id>", _change, f"Change a {noun}", shape.changed, shape.said, refusals=(404, 409, 422)),
        Operation(
            "POST", "/<row_id>/active", _switch, f"Take a {noun} out of use, or into it", Switch, shape.said,
            refusals=(404, 409, 422),
        ),
    ):  # fmt: skip
        _route(api, shape, operation)
    return api


def _route(api: APIBlueprint, shape: Shape[Any], asked: Operation) -> None:
    view: Any = update_wrapper(partial(asked.view, shape), asked.view)
    view = api.doc(summary=asked.summary, security="token", responses=answers(*asked.refusals))(view)
    view = api.output(asked.output, status_code=asked.status)(view)
    if asked.input is not None:
        view = api.input(asked.input, arg_name="body")(view)
    view = limiter.limit(PROGRAMS)(needs(Permission.EDIT_PEOPLE)(view))
    api.add_url_rule(asked.rule, asked.view.__name__.strip("_"), view, methods=[asked.method])


def _every(shape: Shape[Any]) -> dict[str, Any]:
    with source().database.read() as connection:
        return {shape.path: [plain(row) for row in shape.register.everyone(connection)]}


def _one(shape: Shape[Any], row_id: str) -> dict[str, Any]:
    return plain(row_of(shape.register, row_id))


def _add(shape: Shape[Any], body: BaseModel) -> Response:
    require_whole_centre()
    wanted = replace(shape.blank, **body.model_dump())
    return done_once(row_changes.created(shape.noun, shape.register, wanted), 201)


def _change(shape: Shape[Any], row_id: str, body: ChangedNamedBody) -> Response:
    require_whole_centre()
    wanted = replace(row_of(shape.register, row_id, body.version), **body.model_dump())
    return done_once(row_changes.edited(shape.noun, shape.register, wanted))


def _switch(shape: Shape[Any], row_id: str, body: Switch) -> Response:
    require_whole_centre()
    seen = row_of(shape.register, row_id, body.version)
    return done_once(row_changes.switched(shape.noun, shape.register, seen, active=body.active))


NAMED = (NamedBody, ChangedNamedBody, NamedSaid)
SHAPES: tuple[Shape[Any], ...] = (
    Shape("skills", "skill", skills.REGISTER, Skill("", ""), *NAMED, SkillsSaid),
    Shape("teams", "team", teams.REGISTER, Team("", ""), *NAMED, TeamsSaid),
    Shape(
        "pause_reasons", "pause reason", pause_reasons.REGISTER, PauseReason("", ""),
        PauseReasonBody, ChangedPauseReasonBody, PauseReasonSaid, PauseReasonsSaid,
    ),
)  # fmt: skip
APIS = tuple(register_api(shape) for shape in SHAPES)

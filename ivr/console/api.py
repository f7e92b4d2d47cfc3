"""What all parts of the API share: how a blueprint is made, what every operation may answer, how scopes are said."""

from typing import Any

from apiflask import APIBlueprint, APIFlask
from pydantic import BaseModel, Field

from ivr.access.account import Scope
from ivr.console.idempotent import PARAMETER

PREFIX = "/api/v1"
SECURITY = {"token": {"type": "http", "scheme": "bearer", "description": "An access token made in the console."}}


class Refusal(BaseModel):
    """Why something was not done."""

    message: str
    detail: dict[str, Any] = Field(default_factory=dict)


class ScopeSaid(BaseModel):
    """Queues and projects a right is held for; null means all."""

    queues: list[str] | None = None
    projects: list[str] | None = None

    def meant(self) -> Scope:
        """As the rules know it."""
        return Scope(_named(self.queues), _named(self.projects))

    @classmethod
    def of(cls, scope: Scope) -> "ScopeSaid":
        """As programs are told."""
        return cls(queues=_listed(scope.queues), projects=_listed(scope.projects))


def area(name: str, part: str = "") -> APIBlueprint:
    """A blueprint of the API, or a further part of one."""
    return APIBlueprint(f"{part or name}_api", __name__, url_prefix=f"{PREFIX}/{name}", tag=name.capitalize())


def answers(*codes: int) -> dict[int, Any]:
    """The refusals an operation documents, beside those every operation has."""
    return {
        code: {"description": SENTENCES[code], "content": _REFUSAL} for code in sorted({400, 401, 403, 429, *codes})
    }


SENTENCES = {
    400: "The request cannot be understood.",
    401: "No valid token.",
    403: "The token has no right to this.",
    404: "There is no such thing.",
    409: "It was changed meanwhile, or the idempotency key was used for another request.",
    410: "The file is gone: have it made again.",
    413: "The body is too large.",
    422: "The values do not fit.",
    429: "Too often in a short time.",
}
_REFUSAL = {"application/json": {"schema": Refusal.model_json_schema()}}


def install(app: APIFlask) -> None:
    """Describe what every operation has in common."""
    app.config.update(OPENAPI_VERSION="3.1.0", SECURITY_SCHEMES=SECURITY, AUTO_404_RESPONSE=False)
    app.spec_processor(_with_keys)  # type: ignore[arg-type]  # ours is never YAML


def _with_keys(spec: dict[str, Any]) -> dict[str, Any]:
    for operations in spec["paths"].values():
        for method, operation in operations.items():
            if method in {"post", "put", "patch", "delete"}:
                operation.setdefault("parameters", []).append(PARAMETER)
    return spec


def _named(names: list[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


def _listed(names: frozenset[str] | None) -> list[str] | None:
    return None if names is None else sorted(names)

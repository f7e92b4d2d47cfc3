"""What the API says of itself holds: no program is answered in a way the description does not name."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks as openapi

from ivr.access.account import ALL, Scope
from ivr.access.role import PERMISSIONS, Permission, Role
from ivr.console.limits import limiter

PROMISES = (
    not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_headers_conformance,
    openapi.response_schema_conformance,
)
BOUNDED = settings(
    derandomize=True,  # the same examples in every run
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
EXAMPLES, MANY_EXAMPLES = 3, 20
SCOPES = {Role.ADMINISTRATOR: ALL, Role.CLIENT: Scope(projects=frozenset({"spring"}))}


@pytest.fixture(scope="module")
def described() -> list[Any]:
    """What was read of the description: the application is the same in all tests."""
    return []


@pytest.fixture
def operations(app: Flask, described: list[Any]) -> list[Any]:
    """What the API says can be asked of it."""
    if not described:
        found = schemathesis.openapi.from_wsgi("/api/openapi.json", app).get_all_operations()
        described += [operation.ok() for operation in found]
    return described


@pytest.fixture(autouse=True)
def hurried() -> Iterator[None]:
    """A thousand requests in a second are this test's own wish."""
    limiter.enabled = False
    yield
    limiter.enabled = True


def test_the_api_describes_something(operations: list[Any]) -> None:
    assert {"GET /api/v1/accounts", "POST /api/v1/tokens"} <= {operation.label for operation in operations}


@pytest.mark.parametrize("examples", [EXAMPLES, pytest.param(MANY_EXAMPLES, marks=pytest.mark.long)])
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("role", SCOPES)
def test_every_program_is_answered_as_described(
    operations: list[Any], bearer: Callable[..., dict[str, str]], role: Role, mode: GenerationMode, examples: int
) -> None:
    headers = bearer(*PERMISSIONS[role] - {Permission.EDIT_OWN_ACCOUNT}, scope=SCOPES[role])
    bounded = settings(BOUNDED, max_examples=examples)
    broken = [complaint for one in operations if (complaint := _broken(one, mode, headers, bounded))]

    assert not broken, "\n\n".join(broken)


def _broken(operation: Any, mode: GenerationMode, headers: dict[str, str], bounded: settings) -> str | None:
    @bounded
    @given(case=operation.as_strategy(mode))
    def asked(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=PROMISES)

    try:
        asked()
    except Exception as fault:  # every operation is to be looked at before the test fails
        return f"{operation.label}: {fault}"
    return None

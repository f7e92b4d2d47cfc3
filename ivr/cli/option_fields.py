"""Commands of many options: each is a field of a dataclass, and the command takes that."""

import inspect
from collections.abc import Callable
from typing import Any, TypeVar, get_type_hints

T = TypeVar("T")


def by_fields(options: type[T]) -> Callable[[Callable[[T], None]], Callable[..., None]]:
    """Make a function of one value a command whose options are the fields of that dataclass."""

    def command(run: Callable[[T], None]) -> Callable[..., None]:
        def with_options(**given: Any) -> None:
            run(options(**given))

        with_options.__name__, with_options.__doc__ = run.__name__, run.__doc__
        with_options.__annotations__ = get_type_hints(options, include_extras=True)
        with_options.__signature__ = inspect.signature(options)  # type: ignore[attr-defined]
        return with_options

    return command

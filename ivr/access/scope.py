"""Scopes: the queues and projects a right is held for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """The queues and projects a right is held for; None means all of them."""

    queues: frozenset[str] | None = None
    projects: frozenset[str] | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.queues is None and self.projects is None

    def covers(self, queue: str | None = None, project: str | None = None) -> bool:
        """Whether the named thing is inside; one who is held to projects sees no queue whose project is not named."""
        if queue is None and project is None:
            return True
        return _has(self.queues, queue) and _has(self.projects, project)

    def includes(self, other: "Scope") -> bool:
        """Whether everything the other covers is covered here."""
        return _within(other.queues, self.queues) and _within(other.projects, self.projects)


ALL = Scope()


def _has(allowed: frozenset[str] | None, name: str | None) -> bool:
    return allowed is None or name in allowed


def _within(inner: frozenset[str] | None, outer: frozenset[str] | None) -> bool:
    return outer is None or (inner is not None and inner <= outer)

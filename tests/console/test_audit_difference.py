"""What an entry changed."""

from datetime import UTC, datetime

from ivr.console.audit_difference import FieldChange, difference
from ivr.store.audit import AuditEntry

AT = datetime(2026, 11, 23, tzinfo=UTC)


def test_only_what_changed_is_told() -> None:
    entry = AuditEntry(AT, "w", "v", "k", "i", {"name": "A", "queues": None}, {"name": "B", "queues": None})
    assert difference(entry) == [FieldChange("name", "A", "B")]


def test_what_is_new_has_no_before() -> None:
    assert difference(AuditEntry(AT, "w", "v", "k", "i", None, {"queues": ["é"]})) == [
        FieldChange("queues", None, '["é"]')
    ]


def test_a_deed_without_values_changed_nothing() -> None:
    assert difference(AuditEntry(AT, "w", "sign in", "k", "i")) == []

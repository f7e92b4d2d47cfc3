"""What an entry of the audit changed, field by field."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ivr.store.audit import AuditEntry


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; None: it was not there."""

    name: str
    before: str | None
    after: str | None


def difference(entry: AuditEntry) -> list[FieldChange]:
    """The fields that are not the same before and after."""
    before, after = entry.before or {}, entry.after or {}
    names = [*before, *(name for name in after if name not in before)]
    return [
        FieldChange(name, _said(before, name), _said(after, name))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _said(values: Mapping[str, Any], name: str) -> str | None:
    value = values.get(name)
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)

"""The version of a definition: a hash of its content, so that two equal menus never count as different."""

import hashlib
import json

LENGTH = 12


def content_version(plain: object) -> str:
    """Return the same short text for the same JSON values, in whatever order their keys were written."""
    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:LENGTH]

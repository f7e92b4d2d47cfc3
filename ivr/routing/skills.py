"""Who is able to take a call: skills with levels 1 to 9, where an absent skill is not level 0."""

from collections.abc import Mapping


def qualifies(skills: Mapping[str, int], skill: str, min_level: int = 1) -> bool:
    """Return whether the skill is present at the level asked for or above."""
    return skills.get(skill, 0) >= max(min_level, 1)

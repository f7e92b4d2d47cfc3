"""Who is able to take a call: skills with levels 1 to 9, where an absent skill is not level 0."""

from collections.abc import Mapping


def qualifies(skills: Mapping[str, int], skill: str, min_level: int = 1) -> bool:
    """Return whether the skill is present at the level asked for or above."""
    return skills.get(skill, 0) >= max(min_level, 1)


def shortfall(skills: Mapping[str, int], skill: str, min_level: int = 1) -> str | None:
    """Return in words what is lacking, or None for a qualified agent."""
    if qualifies(skills, skill, min_level):
        return None
    level = skills.get(skill)
    return f"no skill {skill}" if level is None else f"{skill} level {level} under {max(min_level, 1)}"

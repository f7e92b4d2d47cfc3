"""Text that came from outside, a caller's name or number, shown without being able to disturb the page around it."""

LONGEST = 48
UNSEEN = "\ufffd"  # in the place of a sign that moves, hides or breaks what stands beside it


def outside(text: str) -> str:
    """The text in one line, without signs that turn the direction of writing or are not seen, not endlessly long."""
    cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return "".join(sign if sign.isprintable() else UNSEEN for sign in cut)

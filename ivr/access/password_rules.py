"""What a password must be: long, and not the first thing somebody would try."""

from enum import StrEnum

SHORTEST, LONGEST = 12, 256
FEWEST_KINDS = 5  # of different characters

# Of the published lists of leaked passwords: the commonest that are long enough, and beginnings that people lengthen.
COMMONEST = frozenset(
    """
    123456789012 1234567890123 12345678901234 123456789123 0123456789ab 1q2w3e4r5t6y 1q2w3e4r5t6y7u8i
    1qaz2wsx3edc 1qaz2wsx3edc4rfv q1w2e3r4t5y6 qwertyuiop12 qwertyuiop123 qwertyuiopasdf qwertyuiop[] qwerty123456
    qwerty1234567 qwerty12345678 qwertyqwerty qwertzuiop12 qwertzuiop123 asdfghjkl123 asdfghjkl1234 zxcvbnm12345
    abcdefghijkl abcdefgh1234 abcdef123456 abcd12345678 abc123abc123 a1b2c3d4e5f6 aa1234567890 password1234
    password12345 password123456 password2023 password2024 password2025 password2026 passw0rd1234 p@ssw0rd1234
    p@ssword1234 passwordpassword mypassword12 mypassword123 iloveyou1234 iloveyou12345 iloveyouforever welcome12345
    welcome123456 letmein12345 letmein123456 trustno1trustno1 administrator administrator1 administrator123
    admin1234567 admin12345678 admin@123456 adminadmin12 adminadmin123 changeme1234 changeme12345 changemechangeme
    superman1234 batman123456 football1234 baseball1234 princess1234 sunshine1234 dragon123456 monkey123456
    master123456 shadow123456 michael12345 jelszo123456 jelszo1234567 jelszojelszo jelszó123456 titkosjelszo
    szeretlek123 szeretlek1234 budapest1234 magyarorszag magyarország callcenter12 callcenter123 callcentre123
    telephone123 asterisk1234 secret123456 supersecret1 supersecret123 correcthorsebatterystaple
    """.split()  # noqa: SIM905 — a list of words is read as words
)


class PasswordFault(StrEnum):
    """Why a password is refused, as a sentence."""

    TOO_SHORT = "A password has at least 12 characters."
    TOO_LONG = "A password has at most 256 characters."
    TOO_PLAIN = "This password repeats the same few characters."
    OWN_NAME = "A password is not the login or the name."
    COMMON = "This password is among the first that are tried."


def password_fault(password: str, login: str, name: str) -> PasswordFault | None:
    """Why this password is refused; None when it may be used."""
    if len(password) < SHORTEST:
        return PasswordFault.TOO_SHORT
    if len(password) > LONGEST:
        return PasswordFault.TOO_LONG
    said = password.casefold()
    if len(set(said)) < FEWEST_KINDS:
        return PasswordFault.TOO_PLAIN
    if any(_is_same(said, own) for own in (login, login.split("@", maxsplit=1)[0], name)):
        return PasswordFault.OWN_NAME
    return PasswordFault.COMMON if said.rstrip("!.?") in COMMONEST else None


def _is_same(said: str, own: str) -> bool:
    letters = _letters(said)
    return said == own.casefold() or (letters != "" and letters == _letters(own))


def _letters(text: str) -> str:
    """The letters alone: who adds digits and dots to his name has only his name."""
    return "".join(letter for letter in text.casefold() if letter.isalpha())

"""The second factor: six digits of an authenticator, each good once (RFC 6238)."""

import base64
import hmac
from datetime import datetime

from pyotp import TOTP

WINDOW = 1  # steps of 30 seconds a clock may be wrong, either way
ENTROPY_BYTES = 20


def secret_of(entropy: bytes) -> str:
    """The secret an authenticator is given, from 20 random bytes."""
    if len(entropy) != ENTROPY_BYTES:
        raise ValueError(f"a secret is made of {ENTROPY_BYTES} random bytes, not of {len(entropy)}")
    return base64.b32encode(entropy).decode()


def setup_uri(secret: str, login: str, centre: str) -> str:
    """What the QR code says, for an authenticator to read."""
    return TOTP(secret, name=login, issuer=centre).provisioning_uri()


def matching_step(secret: str, code: str, now: datetime, last_step: int | None = None) -> int | None:
    """The 30 seconds this code belongs to: later than the last one used, and near now; None for a wrong code."""
    if not secret:
        return None  # taken away meanwhile: no code is right
    totp = TOTP(secret)
    here = totp.timecode(now)
    matching = None
    for step in range(max(here - WINDOW, 0), here + WINDOW + 1):  # all are compared: time tells nothing
        same = hmac.compare_digest(totp.generate_otp(step).encode(), code.encode("utf-8", "replace"))
        if same and (last_step is None or step > last_step):
            matching = step
    return matching

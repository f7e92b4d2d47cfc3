"""What every answer carries: nothing foreign is loaded, nothing of ours is framed, guessed, sent on or kept."""

from flask import Response, request

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "img-src": "'self'",
    "media-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
KEPT = "public, max-age=31536000, immutable"  # a file of ours whose address names its version
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{kind} {allowed}" for kind, allowed in POLICY.items()),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def harden(response: Response) -> Response:
    """The answer with our headers."""
    response.headers.update(HEADERS)
    if request.endpoint == "static" and "v" in request.args:
        response.headers["Cache-Control"] = KEPT
    return response

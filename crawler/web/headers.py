"""What a browser is told of every reply: load nothing from elsewhere, run nothing that a page brought along."""

from typing import Any

OURS = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
# Datasette's own pages bring scripts and styles inside the page.
DATASETTE = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
STATIC = "/-/static"


def guarded(application: Any) -> Any:
    """The ASGI application with the headers added to each reply."""

    async def wrapped(scope: dict[str, Any], receive: Any, send: Any) -> None:
        async def send_guarded(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", []), *ALWAYS, (b"content-security-policy", policy(scope["path"]))]
                message = message | {"headers": headers}
            await send(message)

        await application(scope, receive, send_guarded if scope["type"] == "http" else send)

    return wrapped


def policy(path: str) -> bytes:
    """The Content-Security-Policy of a path."""
    from crawler.web.views import ROUTES

    return (OURS if path in ROUTES or path.startswith(STATIC) else DATASETTE).encode()

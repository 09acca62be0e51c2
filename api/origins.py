"""Under which names does this server answer, and whose pages may ask it?

A page that a browser has loaded from elsewhere reaches a server on loopback by a name that it makes
point there; so a `Host` that is not ours is refused, and so is an `Origin` that is neither ours nor
allowed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.refusals import refused

# Probes ask by whatever address they have, and learn no more than that the server lives.
OPEN = ("/health", "/ready")


class Guarded:
    """Refuses requests for other hosts and from pages of other origins."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], origins: Collection[str]) -> None:
        self.app, self.hosts, self.origins = app, frozenset(hosts), frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        is_guarded = scope["type"] in ("http", "websocket") and scope["path"] not in OPEN
        refusal = self._refusal(Headers(scope=scope)) if is_guarded else None
        await (refusal or self.app)(scope, receive, send)

    def _refusal(self, headers: Headers) -> Response | None:
        hosts = headers.getlist("host")
        host = hosts[0] if len(hosts) == 1 else ""
        name = _name(host)
        if name is None or not ({name, "*"} & self.hosts):
            message = f"this server is not {host[:80]!r}; its operator names its hosts"
            return refused(421, "FORBIDDEN", message)
        origin = headers.get("origin")
        if origin is None or origin in self.origins or urlsplit(origin).netloc == host:
            return None
        message = f"pages of {origin[:80]!r} may not ask; its operator names allowed origins"
        return refused(403, "FORBIDDEN", message)


def _name(host: str) -> str | None:
    """The name in a `Host` without its port, in lower case; none where it is malformed."""
    parts = re.fullmatch(r"\[([0-9a-f:.]+)\](:\d{1,5})?|([0-9a-z._-]+)(:\d{1,5})?", host.lower())
    return parts[1] or parts[3] if parts else None

"""Who asks? Every request is answered to one caller, or refused before anything of it is read.

A caller shows an API key or a token of the configured issuer as `Authorization: Bearer …`. Without
either, whoever sits at the machine itself is answered, unless sign-in is required: the server
listens on loopback only, and client, Host and Origin are loopback too, so neither a proxy nor a
page of another site passes for the person at the keyboard.
"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import replace
from urllib.parse import unquote_plus, urlsplit
from uuid import uuid4

from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.callers import LOCAL, Caller, Role
from api.signing_keys import KeysUnknown
from api.starting import is_loopback
from api.tokens import NoRole, NotSignedIn, Tokens
from schema.settings import Settings
from workspace import keys
from workspace.keys import Key
from workspace.migrating import UnknownWorkspace

OPEN = frozenset({"/", "/explore", "/graphiql", "/health", "/ready"})
OPEN_FOLDERS = ("/explore/", "/static/", "/libraries/")
PROXIES = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
IN_ADDRESS = ("access_token=", "api_key=", "apikey=", "authorization=")
REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
LONGEST_CREDENTIALS, LONGEST_PURPOSE = 8_192, 200
# A revoked key opens the door for no longer than this.
REMEMBERED_SECONDS = 1.0
MOST_REMEMBERED = 1_000


class Refused(Exception):
    """The request is answered with this status, code and message, and goes no further."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


UNKNOWN = Refused(
    401,
    "UNAUTHENTICATED",
    "Sign in: send an API key or a token of your issuer as `Authorization: Bearer …`.",
)


def holder(key: Key) -> Caller:
    """Who asks with a key."""
    territory = frozenset(key.territory)
    return Caller(key.subject, Role(key.role), territory, documents_only=key.documents_only)


class SignIn:
    """ASGI middleware that puts the `Caller` into the request's state. `host` is the address that
    the server listens on."""

    def __init__(self, app: ASGIApp, settings: Settings, host: str) -> None:
        self.app, self.settings = app, settings
        is_lax = settings.sign_in == "local" and not settings.production
        self.is_local = is_lax and is_loopback(host)
        self.tokens = Tokens(settings) if settings.oidc_issuer else None
        self._remembered: dict[str, tuple[float, keys.Key]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its caller, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        try:
            _refuse_credentials_in_address(scope)
            path = scope["path"]
            if path not in OPEN and not path.startswith(OPEN_FOLDERS):
                state = scope.setdefault("state", {})
                state["sign_in"], state["caller"] = self, await self._caller(scope)
        except Refused as refused:
            await _refuse(refused, scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _caller(self, scope: Scope) -> Caller | None:
        """Who sends the request; none where a WebSocket will say so in its first message."""
        try:
            return await self.caller(scope)
        except Refused as refused:
            is_shown = "authorization" in Headers(scope=scope)
            if scope["type"] == "websocket" and refused.status == 401 and not is_shown:
                return None
            raise

    async def by(self, authorization: str) -> Caller:
        """Whom `Bearer …` signs in. Raises `Refused`."""
        return await self._signed_in([authorization])

    async def caller(self, scope: Scope) -> Caller:
        """Who sends the request. Raises `Refused`."""
        headers = Headers(scope=scope)
        purpose, request = self._purpose(headers), _request_id(headers)
        shown = headers.getlist("authorization")
        if shown:
            return replace(await self._signed_in(shown), purpose=purpose, request=request)
        if self.is_local and _is_from_here(scope, headers):
            return replace(LOCAL, purpose=purpose, request=request)
        raise UNKNOWN

    async def _signed_in(self, shown: list[str]) -> Caller:
        scheme, _, credentials = shown[0].partition(" ")
        if len(shown) != 1 or scheme.lower() != "bearer" or len(shown[0]) > LONGEST_CREDENTIALS:
            raise UNKNOWN
        try:
            if keys.LOOKS.fullmatch(credentials):
                return await self._of_key(credentials)
            if self.tokens:
                return await self.tokens.caller(credentials)
        except NotSignedIn:
            raise UNKNOWN from None
        except NoRole:
            raise Refused(
                403, "FORBIDDEN", "Your token names no role, or several; ask your administrator."
            ) from None
        except (SQLAlchemyError, UnknownWorkspace, KeysUnknown):
            raise Refused(
                503, "UNAVAILABLE", "Sign-in cannot be checked now; try again in a minute."
            ) from None
        raise UNKNOWN

    async def _of_key(self, clear: str) -> Caller:
        until, key = self._remembered.get(clear, (0.0, None))
        if key is None or time.monotonic() > until:
            self._remembered.pop(clear, None)
            key = await asyncio.to_thread(keys.opening, self.settings, clear)
            if key is None:
                raise UNKNOWN
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[clear] = (time.monotonic() + REMEMBERED_SECONDS, key)
        return holder(key)

    def _purpose(self, headers: Headers) -> str:
        try:
            purpose = headers.get("peerline-purpose", "").encode("latin-1").decode().strip()
        except UnicodeError:
            purpose = "\0"
        if len(purpose) > LONGEST_PURPOSE or not purpose.isprintable():
            raise Refused(
                400, "BAD_USER_INPUT", f"Peerline-Purpose takes {LONGEST_PURPOSE} characters at "
                "most, on one line, in UTF-8."
            )  # fmt: skip
        if purpose and self.settings.purposes and purpose not in self.settings.purposes:
            some = ", ".join(self.settings.purposes)
            raise Refused(400, "BAD_USER_INPUT", f"Peerline-Purpose takes one of: {some}.")
        return purpose


def _request_id(headers: Headers) -> str:
    """The id that the request names itself by, where it is one; else a new one."""
    named = headers.get("x-request-id", "")
    return named if REQUEST_ID.fullmatch(named) else uuid4().hex[:12]


def _is_from_here(scope: Scope, headers: Headers) -> bool:
    """Whether the request comes from a program or a page of this machine, through no proxy."""
    client = scope.get("client")
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    return (
        client is not None
        and is_loopback(client[0])
        and len(hosts) == 1
        and _is_here(f"//{hosts[0]}")
        and all(_is_here(origin) for origin in origins)
        and not any(name in headers for name in PROXIES)
    )


def _is_here(address: str) -> bool:
    try:
        return is_loopback(urlsplit(address).hostname or "")
    except ValueError:
        return False


def _refuse_credentials_in_address(scope: Scope) -> None:
    """Addresses are written to logs and histories, so nothing secret may stand in one."""
    address = unquote_plus(f"{scope['path']}?{scope.get('query_string', b'').decode('latin-1')}")
    if keys.LOOKS.search(address) or any(name in address.lower() for name in IN_ADDRESS):
        raise Refused(
            400,
            "BAD_USER_INPUT",
            "A key or token stands in the address, where it is written to logs: revoke it, and "
            "send another as `Authorization: Bearer …`.",
        )


async def _refuse(refused: Refused, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4000 + refused.status})
        return
    extensions = {"code": refused.code}
    body = {"errors": [{"message": refused.message, "extensions": extensions}]}
    headers = {"WWW-Authenticate": 'Bearer realm="peerline"'} if refused.status == 401 else {}
    await JSONResponse(body, refused.status, headers)(scope, receive, send)

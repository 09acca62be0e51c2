"""An OpenID provider on loopback: authorization code flow with PKCE, renewal, signing out.

It checks what a provider must check, and its tokens are signed; faults are settings of it.
"""

import base64
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from listening import listening
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

KEY = rsa.generate_private_key(65_537, 2_048)
CLIENT, AUDIENCE = "peerline-page", "peerline"


@dataclass
class Provider:
    """What the provider knows, and what it was asked; `people` are the claims of each by name."""

    people: dict[str, dict[str, Any]]
    address: str = ""
    back: str = ""
    audience: str = AUDIENCE
    seconds: int = 600
    renews: bool = False
    forges_nonce: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    ended: list[dict[str, str]] = field(default_factory=list)
    renewed: int = 0
    codes: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    refreshing: dict[str, str] = field(default_factory=dict)

    def settings(self) -> dict[str, str]:
        """The settings of a server whose people it signs in."""
        return {
            "oidc_issuer": self.address,
            "oidc_audience": AUDIENCE,
            "oidc_keys": f"{self.address}/keys",
            "oidc_client": CLIENT,
        }

    def told(self, request: Request) -> Response:
        """Where it answers."""
        ways = ("authorization", "authorize"), ("token", "token"), ("end_session", "end")
        addresses = {f"{name}_endpoint": f"{self.address}/{path}" for name, path in ways}
        return JSONResponse(
            {"issuer": self.address, "jwks_uri": f"{self.address}/keys"} | addresses
        )

    def keys(self, request: Request) -> Response:
        """The public keys that it signs with."""
        public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        return JSONResponse({"keys": [public | {"kid": "first", "use": "sig"}]})

    def authorize(self, request: Request) -> Response:
        """Asks who is there, where what is asked for is right."""
        asked = dict(request.query_params)
        known = (asked.get("client_id"), asked.get("redirect_uri"), asked.get("response_type"))
        if known != (CLIENT, self.back, "code") or asked.get("code_challenge_method") != "S256":
            return HTMLResponse("<h1>No such client</h1>", 400)
        self.asked.append(asked)
        ways = [*self.people, "nobody"]
        links = [
            f'<p><a href="/as?{escape(urlencode(asked | {"as": name}))}">{name}</a></p>'
            for name in ways
        ]
        return HTMLResponse(f"<title>Who is there?</title><h1>Who is there?</h1>{''.join(links)}")

    def chosen(self, request: Request) -> Response:
        """Leads back with a code, or with a refusal."""
        asked = dict(request.query_params)
        name, back = asked.pop("as"), {"state": asked["state"]}
        if name in self.people:
            code = uuid4().hex
            self.codes[code] = (name, asked)
            back["code"] = code
        else:
            back["error"] = "access_denied"
        return RedirectResponse(f"{self.back}?{urlencode(back)}", 302)

    async def token(self, request: Request) -> Response:
        """Gives tokens for a code, once and to who asked for it, or for a token that renews."""
        form = {name: str(value) for name, value in (await request.form()).items()}
        if form.get("grant_type") == "refresh_token":
            name = self.refreshing.pop(form.get("refresh_token", ""), None)
            self.renewed += 1
            return self._granted(name, {}) if name else _refused()
        name, asked = self.codes.pop(form.get("code", ""), (None, {}))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        is_proven = base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked.get(
            "code_challenge"
        )
        if name is None or not is_proven or form.get("redirect_uri") != self.back:
            return _refused()
        return self._granted(name, asked)

    def end(self, request: Request) -> Response:
        """Signs out, and leads back where that is registered."""
        asked = dict(request.query_params)
        self.ended.append(asked)
        is_known = asked.get("post_logout_redirect_uri") == self.back
        return RedirectResponse(self.back, 302) if is_known else HTMLResponse("signed out")

    def _granted(self, name: str, asked: dict[str, str]) -> Response:
        now = int(time.time())
        nonce = {"nonce": "another" if self.forges_nonce else asked["nonce"]} if asked else {}
        access = self._signed(name, self.audience, self.people[name], now)
        given: dict[str, Any] = {
            "token_type": "Bearer",
            "access_token": access,
            "id_token": self._signed(name, CLIENT, nonce, now),
            "expires_in": self.seconds,
        }
        if self.renews:
            given["refresh_token"] = uuid4().hex
            self.refreshing[given["refresh_token"]] = name
        return JSONResponse(given)

    def _signed(self, name: str, audience: str, claims: dict[str, Any], now: int) -> str:
        ours = {"sub": name, "iss": self.address, "aud": audience, "iat": now}
        content = {**ours, "exp": now + self.seconds, "jti": uuid4().hex, **claims}
        return jwt.encode(content, KEY, "RS256", {"kid": "first"})


def _refused() -> Response:
    return JSONResponse({"error": "invalid_grant"}, 400)


@contextmanager
def issuing(people: dict[str, dict[str, Any]]) -> Iterator[Provider]:
    """A provider that listens until the end of the block; `back` is for its user to set."""
    provider = Provider(people)
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", provider.told),
            Route("/keys", provider.keys),
            Route("/authorize", provider.authorize),
            Route("/as", provider.chosen),
            Route("/token", provider.token, methods=["POST"]),
            Route("/end", provider.end),
        ],
        middleware=[Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"])],
    )
    with listening(app) as provider.address:
        yield provider

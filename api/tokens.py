"""Whom does a token of the issuer sign in?

A token is a JWT that the configured issuer signed for the configured audience, by an algorithm of a
fixed list, with a key of the issuer's own list. Whatever a token says of where its key is to be
found is a reason to refuse it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import jwt

from api.callers import Caller, Role
from api.signing_keys import SigningKeys
from schema.settings import Settings

# Public keys only: with a shared secret, whoever checks could also sign.
ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
# Names of a key, or rules, of the token's own choice.
SUSPICIOUS = frozenset({"crit", "jku", "jwk", "x5u", "x5c", "b64"})
KEY_ID = re.compile(r"[A-Za-z0-9._~+=:@-]{1,200}")
LEEWAY_SECONDS = 30
STATE = re.compile(r"[A-Z]{2}")


class NotSignedIn(Exception):
    """The credentials do not sign anyone in."""


class NoRole(Exception):
    """Someone is signed in, but the token names no role of ours."""


class Tokens:
    """Checks tokens of the issuer of the settings, which must name one."""

    def __init__(self, settings: Settings, keys: SigningKeys | None = None) -> None:
        assert settings.oidc_issuer and settings.oidc_audience and settings.oidc_keys
        self.settings = settings
        self.keys = keys or SigningKeys(settings.oidc_keys)

    async def caller(self, token: str) -> Caller:
        """Who is signed in. Raises `NotSignedIn`, `NoRole`, `api.signing_keys.KeysUnknown`."""
        try:
            header = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError, RecursionError):
            raise NotSignedIn from None
        algorithm, kid = header.get("alg"), header.get("kid")
        if algorithm not in self.settings.oidc_algorithms or SUSPICIOUS & header.keys():
            raise NotSignedIn
        if not isinstance(kid, str) or not KEY_ID.fullmatch(kid):
            raise NotSignedIn
        key = await self.keys.key(kid, algorithm)
        if key is None:
            raise NotSignedIn
        return self._caller(self._claims(token, key, algorithm))

    def _claims(self, token: str, key: jwt.PyJWK, algorithm: str) -> Mapping[str, object]:
        try:
            claims: Mapping[str, object] = jwt.decode(
                token,
                key.key,
                algorithms=[algorithm],
                audience=self.settings.oidc_audience,
                issuer=self.settings.oidc_issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError):
            raise NotSignedIn from None
        return claims

    def _caller(self, claims: Mapping[str, object]) -> Caller:
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= 200:
            raise NotSignedIn
        known = {role.value for role in Role}
        roles = known & set(_words(claims.get(self.settings.oidc_role)))
        # Of several, nobody can say which was meant: an auditor's is not more or less than others.
        if len(roles) != 1:
            raise NoRole
        states = _words(claims.get(self.settings.oidc_territory))
        territory = frozenset(state for state in states if STATE.fullmatch(state))
        return Caller(subject, Role(roles.pop()), territory)


def _words(claim: object) -> list[str]:
    """A claim's words: a list, or a text with commas or blanks between."""
    if isinstance(claim, str):
        return claim.replace(",", " ").split()
    return [word for word in claim if isinstance(word, str)] if isinstance(claim, list) else []

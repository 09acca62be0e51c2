"""May this server start, as it is set up?"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from api.tokens import ALGORITHMS
from schema.settings import Settings
from workspace.keys import keys
from workspace.store import reading

DEFAULTS = frozenset(
    {"", "neo4j", "postgres", "password", "secret", "changeme", "change-me", "admin", "test"}
)
# What may stand in a content security policy, and a word of OAuth 2.0.
HOST = re.compile(r"(?!-)[a-z0-9.-]{1,253}")
WORD = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]{1,200}")


class MayNotStart(Exception):
    """What is set up is contradictory or not safe; the text says what to change."""


def check(settings: Settings) -> None:
    """Raise `MayNotStart` where sign-in is set up by halves, or where production is asked for
    without sign-in or with a default password of a database; `workspace.migrating.UnknownWorkspace`
    where the workspace is none of ours."""
    _check_issuer(settings)
    _check_page(settings)
    if settings.production:
        _check_production(settings)
    with reading(settings):
        pass


def _check_production(settings: Settings) -> None:
    if not settings.oidc_issuer and not any(k.stands(datetime.now(UTC)) for k in keys(settings)):
        raise MayNotStart(
            "PEERLINE_PRODUCTION needs sign-in: set PEERLINE_OIDC_ISSUER, PEERLINE_OIDC_AUDIENCE "
            "and PEERLINE_OIDC_KEYS, or make a key by `peerline key create`"
        )
    password = settings.neo4j_password.get_secret_value() if settings.neo4j_password else ""
    if settings.neo4j_uri and _is_default(password, settings.neo4j_user):
        raise MayNotStart("PEERLINE_PRODUCTION needs a password of its own in NEO4J_PASSWORD")
    if settings.workspace:
        try:
            url = make_url(settings.workspace)
        except ArgumentError:
            raise MayNotStart("PEERLINE_WORKSPACE is no usable URL") from None
        if url.host and _is_default(str(url.password or ""), str(url.username)):
            raise MayNotStart("PEERLINE_PRODUCTION needs a password of its own in the URL of "
                              "PEERLINE_WORKSPACE")  # fmt: skip


def is_loopback(host: str) -> bool:
    """Whether a name or an address is this machine's own and nobody else's."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def origin_of(address: str) -> str | None:
    """The origin of an address that the page may reach, fit for a content security policy: https,
    or http on this machine; none where it is no such address."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    if not is_safe or "@" in parts.netloc or not HOST.fullmatch(host):
        return None
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def _is_default(password: str, user: str) -> bool:
    return password.lower() in DEFAULTS or password == user


def _check_issuer(settings: Settings) -> None:
    parts = (settings.oidc_issuer, settings.oidc_audience, settings.oidc_keys)
    if not any(parts):
        return
    if not all(parts):
        raise MayNotStart(
            "PEERLINE_OIDC_ISSUER, PEERLINE_OIDC_AUDIENCE and PEERLINE_OIDC_KEYS go together; set "
            "all three or none"
        )
    others = set(settings.oidc_algorithms) - ALGORITHMS
    if others or not settings.oidc_algorithms:
        raise MayNotStart(
            f"PEERLINE_OIDC_ALGORITHMS has {', '.join(sorted(others)) or 'none'}; give some of "
            f"{', '.join(sorted(ALGORITHMS))}"
        )
    try:
        address = urlsplit(settings.oidc_keys or "")
        host = address.hostname or ""
    except ValueError:
        raise MayNotStart("PEERLINE_OIDC_KEYS is no address") from None
    if not host or (address.scheme != "https" and not (
        address.scheme == "http" and is_loopback(host)
    )):  # fmt: skip
        raise MayNotStart("PEERLINE_OIDC_KEYS must be an address that begins with https://")


def _check_page(settings: Settings) -> None:
    """Whether people can be signed in from the page, where that is asked for."""
    client, issuer = settings.oidc_client, settings.oidc_issuer or ""
    if not client:
        if settings.oidc_origins:
            raise MayNotStart(
                "PEERLINE_OIDC_ORIGINS is for the page: set PEERLINE_OIDC_CLIENT too, or neither"
            )
        return
    if not issuer:
        raise MayNotStart(
            "PEERLINE_OIDC_CLIENT needs an issuer: set PEERLINE_OIDC_ISSUER, "
            "PEERLINE_OIDC_AUDIENCE and PEERLINE_OIDC_KEYS too"
        )
    if not WORD.fullmatch(client):
        raise MayNotStart("PEERLINE_OIDC_CLIENT is no client's id: one word of 200 letters at most")
    if origin_of(issuer) is None or any(sign in issuer for sign in "?#"):
        raise MayNotStart(
            f"PEERLINE_OIDC_ISSUER is {issuer[:80]!r}; with PEERLINE_OIDC_CLIENT it must be an "
            "address that begins with https:// and has no `?`"
        )
    for one in settings.oidc_origins:
        if origin_of(one) != one.lower():
            raise MayNotStart(
                f"PEERLINE_OIDC_ORIGINS has {one[:80]!r}; write origins alone, such as "
                "https://login.example.org"
            )
    if not all(map(WORD.fullmatch, settings.oidc_scopes)):
        raise MayNotStart("PEERLINE_OIDC_SCOPES takes words with commas between them")

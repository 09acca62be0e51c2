"""May this server start, as it is set up?"""

from __future__ import annotations

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


class MayNotStart(Exception):
    """What is set up is contradictory or not safe; the text says what to change."""


def check(settings: Settings) -> None:
    """Raise `MayNotStart` where sign-in is set up by halves, or where production is asked for
    without sign-in or with a default password of a database; `workspace.migrating.UnknownWorkspace`
    where the workspace is none of ours."""
    _check_issuer(settings)
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

"""Which public keys does the issuer of tokens sign with?

They are fetched from one configured address, and never from one that a token names. An unknown key
id causes a fetch at most once a minute, whoever sends how many; while the key server cannot be
reached, the keys known before go on to serve.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

import httpx
import jwt
import orjson

log = logging.getLogger("peerline.api")
BETWEEN_FETCHES_SECONDS = 60.0
AFRESH_SECONDS = 3_600.0
LARGEST = 256 * 1024
FAMILIES = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}


class KeysUnknown(Exception):
    """No key was ever fetched, and none can be now."""


class SigningKeys:
    """The keys at an address, by their id; `clock` gives seconds that never run backwards."""

    def __init__(self, address: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.address, self.clock = address, clock
        self._keys: dict[str, tuple[str, jwt.PyJWK, str | None]] = {}
        self._asked_at = self._known_at = -AFRESH_SECONDS
        self._one_at_a_time = asyncio.Lock()

    async def key(self, kid: str, algorithm: str) -> jwt.PyJWK | None:
        """The key of this id, if it fits the algorithm; else none. Raises `KeysUnknown`."""
        is_old = self.clock() - self._known_at > AFRESH_SECONDS
        if kid not in self._keys or is_old:
            await self._fetch_once()
        if not self._keys:
            raise KeysUnknown(self.address)
        kind, key, only = self._keys.get(kid, ("", None, None))
        fits = kind == FAMILIES[algorithm[:2]] and only in (None, algorithm)
        return key if fits else None

    async def _fetch_once(self) -> None:
        async with self._one_at_a_time:
            if self.clock() - self._asked_at < BETWEEN_FETCHES_SECONDS:
                return
            self._asked_at = self.clock()
            try:
                keys = _usable(await _read(self.address))
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
                log.warning("The signing keys could not be fetched: %s", type(error).__name__)
                return
            if keys:
                self._keys, self._known_at = keys, self.clock()


async def _read(address: str) -> bytes:
    """What stands at the address: one answer, not led elsewhere, of bounded size."""
    body = b""
    async with (
        httpx.AsyncClient(timeout=5, follow_redirects=False) as client,
        client.stream("GET", address) as answer,
    ):
        if answer.status_code != 200:
            raise ValueError(f"status {answer.status_code}")
        async for part in answer.aiter_bytes():
            body += part
            if len(body) > LARGEST:
                raise ValueError("too long")
    return body


def _usable(body: bytes) -> dict[str, tuple[str, jwt.PyJWK, str | None]]:
    """Kind, key and the only algorithm, if one is named, of each public key for signatures."""
    listed = orjson.loads(body)
    entries = listed.get("keys") if isinstance(listed, dict) else None
    keys = {}
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict) or entry.get("kty") not in FAMILIES.values():
            continue
        kid = entry.get("kid")
        if isinstance(kid, str) and entry.get("use", "sig") == "sig":
            try:
                keys[kid] = (entry["kty"], jwt.PyJWK.from_dict(entry), entry.get("alg"))
            except (jwt.PyJWTError, ValueError, TypeError, KeyError):
                log.warning("A signing key is not taken: it cannot be read")
    return keys

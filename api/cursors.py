"""How does a list go on where its last page ended?

A cursor holds the sort keys of a row and is signed, so that a forged or damaged one is told apart
and keys never become text of a query.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Any

import orjson

from api.errors import bad_input

SIGNATURE = 12


class Cursors:
    """Makes and reads cursors with one secret; the secret is made at first use and kept in `place`,
    owner only."""

    def __init__(self, place: Path) -> None:
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch(mode=0o600)
            place.write_bytes(secrets.token_bytes(32))
        self._secret = place.read_bytes()

    def write(self, keys: list[Any], order: str) -> str:
        """The cursor of a row with these sort keys in a list of this order."""
        body = orjson.dumps(keys)
        return base64.urlsafe_b64encode(self._sign(body, order) + body).decode()

    def read(self, cursor: str, order: str) -> list[Any]:
        """The sort keys; raises BAD_USER_INPUT unless a page of a list of this order
        gave the cursor."""
        try:
            raw = base64.urlsafe_b64decode(cursor.encode())
        except (binascii.Error, ValueError):
            raw = b""
        body = raw[SIGNATURE:]
        if not hmac.compare_digest(raw[:SIGNATURE], self._sign(body, order)):
            raise bad_input("`after` is no cursor of this list; take `endCursor` of its last page")
        return list(orjson.loads(body))

    def _sign(self, body: bytes, order: str) -> bytes:
        text = order.encode() + b"\0" + body
        return hmac.new(self._secret, text, hashlib.sha256).digest()[:SIGNATURE]

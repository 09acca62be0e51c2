"""Where is a secret kept that only this home may know? In a file for its owner alone."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path


def kept_secret(place: Path) -> bytes:
    """The 32 random bytes of the file, which is made at first use; of two processes that begin at
    once, one wins."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_suffix(f".{secrets.token_hex(8)}")
    if not place.exists():
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, place)
        fresh.unlink()
    return place.read_bytes()

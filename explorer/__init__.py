"""Where is the built page, and which documents does it ask?

The page is written in TypeScript (`src/`) and built by `make explorer` into `built/`, which is kept
with the project, so that who only runs Peerline needs no tool of the page.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

BUILT = Path(__file__).parent / "built"
PAGE = BUILT / "index.html"


def document_of(id: str) -> str | None:
    """The text of a document that the page asks by this id (`sha256:` and the digest of the text);
    none where it asks no such. A page that is built anew while the server runs is read anew."""
    file = BUILT / "documents.json"
    return _documents(file.stat().st_mtime_ns).get(id)


@lru_cache(maxsize=1)
def _documents(_: int) -> dict[str, str]:
    texts: dict[str, str] = json.loads((BUILT / "documents.json").read_bytes())
    return texts

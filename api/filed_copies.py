"""Is a copy of a filed screening what was filed?

A copy of its text is, where its SHA-256 is that of a screening in the workspace. A document names
the digest and is made anew from what is kept: it must be the same, byte for byte. Another version
of Peerline may set a document otherwise; the text outlives that.
"""

from __future__ import annotations

import re
from hashlib import sha256

import orjson

from api.screening_documents import screening_document
from documents.paper import pdf
from documents.web_page import html
from schema.settings import Settings
from workspace.screenings import Filed, NoSuchScreening, NotAsFiled, of_digest, of_number

KINDS = {"html": html, "pdf": pdf}
MEDIA = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}
_DIGEST = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
MOST_DIGESTS = 50


def printed(content: str, kind: str) -> bytes:
    """The document of a screening's text: `html` or `pdf`."""
    digest = sha256(content.encode()).hexdigest()
    return KINDS[kind](screening_document(orjson.loads(content), digest))


def verified(settings: Settings, given: bytes) -> Filed:
    """The screening of which these bytes are a copy. Raises `NotAsFiled`."""
    own = _of(settings, sha256(given).hexdigest())
    if own:
        return _whole(own)
    for found in list(dict.fromkeys(_DIGEST.findall(given)))[:MOST_DIGESTS]:
        one = _of(settings, found.decode())
        if one:
            kind = "pdf" if given.startswith(b"%PDF") else "html"
            if printed(_whole(one).content, kind) == given:
                return one
            raise NotAsFiled(
                f"it names screening {one.number} and differs from it: it was changed, or made by "
                "another version of Peerline; compare the text by its digest"
            )
    raise NotAsFiled("it is no copy of a screening that was filed here")


def verified_number(settings: Settings, number: int) -> Filed:
    """The screening of that number, its text as it was filed. Raises `NoSuchScreening` and
    `NotAsFiled`."""
    return _whole(of_number(settings, number))


def _of(settings: Settings, digest: str) -> Filed | None:
    try:
        return of_digest(settings, digest)
    except NoSuchScreening:
        return None


def _whole(one: Filed) -> Filed:
    if not one.is_whole:
        raise NotAsFiled(f"the text of screening {one.number} is not the one that was filed")
    return one

"""Did a web page come in place of a publisher's file, such as an error message under its name?"""

from __future__ import annotations

import re

UTF8_BOM = b"\xef\xbb\xbf"
# Atomic and possessive: many comments before what is no page are read once, not in every split.
_HTML = re.compile(
    rb"\s*+(?>(?:<\?xml.*?\?>|<!--.*?-->)\s*+)*+<(?:!doctype\s+html|html)\b", re.I | re.S
)


def is_web_page(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a web page."""
    return _HTML.match(head.removeprefix(UTF8_BOM)) is not None

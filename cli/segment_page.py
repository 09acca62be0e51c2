"""What does the page of segments say: how is a rule written, and which come with the product?"""

from __future__ import annotations

from api.objectives import ruled
from cli.markdown import NOTE

_ABOUT = """\
# Segments

A segment is the people whom a rule takes in. A rule is a `PersonFilter` of [the API](api.md): any
property of a person, any list that leads on from one, joined by `and`, `or` and `not`. Each of its
fields is a part, and so is each filter of its `and`; all parts must hold. What no source says does
not hold, and never counts as a no to the contrary.

    peerline segments objectives                      # the rules below
    peerline segments try clinical-trials             # who is in, and by which parts
    peerline segments try my-rule.graphql --than clinical-trials --first 20

`try` changes nothing. It says how many the rule takes in, who would come and who would go beside
the rule given by `--than`, and for which parts; `segmentDryRun` answers the same in GraphQL. A
liaison sees the people of the own territory. A word that is wrong is named, with the one that may
be meant.

## What medical affairs sets out to do

Each rule is a place to begin. Copy it, and change what is not yours.
"""


def segment_page() -> str:
    """The text of the page."""
    parts = [
        f"### {one.title}\n\n`{one.name}`. {one.why}\n\n```graphql\n{one.rule}\n```\n"
        for one in ruled()
    ]
    return NOTE.format(origin="api/objectives.toml") + _ABOUT + "\n" + "\n".join(parts)

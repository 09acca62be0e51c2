"""What does the page of cadences say: how often is who met, and what makes a week?"""

from __future__ import annotations

from algorithms.cadence import cadence, tiers, week
from algorithms.cadence.rules import FILE
from cli.markdown import NOTE

_ABOUT = """\
# Cadence, and a liaison's week

    peerline week MSL-03                              # whom to see next, and why
    peerline week MSL-03 --tiers 1                    # by the tiers of your own segment
    peerline cadence MSL-03 --standing under          # whom the liaison neglects
    peerline cadence MSL-03 --standing over           # whom we overrun

In GraphQL these are `nextTouches` and `cadences`. Both are about the persons whom the liaison's
territory covers today, by the user's plan; a liaison without one has the persons ever met. Of a
territory of more than 5,000 persons those ever met are looked at first, then the most influential.
A caller who is a liaison reads of the own territory alone, and nobody sees who is suppressed.

A day after the log's last one is taken as that. Whom nobody ever met has no due day; ask
`peerline introduce` who leads there. Whether a person may be met at all is not looked at here.
"""


def cadence_page() -> str:
    """The text of the page."""
    parts = [NOTE.format(origin="algorithms/cadence/") + _ABOUT]
    titles = (("Too seldom, too often", cadence), ("Tiers", tiers), ("The week", week))
    for title, module in titles:
        body = (module.__doc__ or "").partition("\n\n")[2].strip()
        parts.append(f"\n## {title}\n\n{body}\n")
    table = FILE.read_text(encoding="utf-8").strip()
    parts.append(f"\n## The table\n\n```toml\n{table}\n```\n")
    return "".join(parts)

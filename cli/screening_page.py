"""What does the page of screening say: which checks are there, by which limits, for which roles?"""

from __future__ import annotations

from algorithms.screening import conflicts, payments, rationale, standing
from algorithms.screening.limits import limits
from algorithms.screening.outcomes import MEANINGS
from algorithms.screening.roles import KINDS, roles
from cli.markdown import NOTE, table

_ABOUT = """\
# Screening before an invitation

"May I invite her, and what do I file?" A screening looks at one person for one role, on behalf of
one company. Each check ends with an outcome, one sentence why, and the records that it rests on:
source, record, day, and the day the source was asked.

    peerline screening check "Ada Example" --role speaker --company Acme --state IL
    peerline screening check "Ada Example" --role speaker --company Acme --hours 2 --rate 350
    peerline screening check "Ada Example" --role author --company Acme --topic "Heart Failure"
    peerline screening check "Ada Example" --role speaker --company Acme --file --purpose "A talk"
    peerline screening check "Ada Example" --role speaker --company Acme --pdf screening.pdf
    peerline screening list "Ada Example"
    peerline screening verify screening.pdf

In GraphQL it is `screening`; `fileScreening` keeps it, `screenings` lists what was kept. The server
gives the documents of what was filed at `/screenings/NUMBER.html` and `.pdf`, to whoever may read
of the person: a liaison of the own territory alone. The command ends with 0 whatever the outcome
is; programs read `outcome` of `--json`.
"""
_OUTCOMES = """
## Outcomes

All checks together end as the worst of them, in this order. One more unknown never makes an
outcome better.

"""
_FILED = """
## What is filed

The text of a screening is one JSON object with its keys in order: what was asked, every check, the
payments, the sources as they stood, the graph, who filed it, when and what for. Its SHA-256 is the
digest. What was filed is never changed; it must be done again once it is older than the limit, or
once a source that it rests on was loaded again, and says so. `peerline screening verify` takes the
text (`--text`), the HTML or the PDF: the text is compared by its digest, a document is made anew
from what is kept and compared byte for byte. Another version of Peerline may set a document
otherwise, so keep the text with it.

The text holds the newest 100 records of each check, a document the newest 25, and both say how
many there are. The documents hold no script and fetch nothing. The PDF (PDF/A-2a) is set with the
fonts that come with Typst: Latin, Greek, Cyrillic, Hebrew and Arabic letters; others are shown as
boxes.
"""


def screening_page() -> str:
    """The text of the page."""
    parts = [
        NOTE.format(origin="algorithms/screening/"),
        _ABOUT,
        _OUTCOMES,
        table(("outcome", "meaning"), ((one.value, text) for one, text in MEANINGS.items())),
        "\n## Checks\n",
        *(_about(module.__doc__) for module in (standing, payments, conflicts, rationale)),
        "\n## Limits\n\nThey stand in `algorithms/screening/limits.toml`, and are yours to change."
        "\n\n",
        table(
            ("limit", "value", "why"),
            ((f"`{one.name}`", f"{one.value:,} {one.unit}", one.why) for one in limits().values()),
        ),
        "\n## Roles\n\nThey stand in `algorithms/screening/roles.toml`. One of its facts is enough "
        "for a role.\n\n",
        table(("role", "facts that speak for it", "licence not in force", "fee", "why"), _roles()),
        _FILED,
    ]
    return "".join(parts)


def _about(text: str | None) -> str:
    return f"\n{(text or '').strip()}\n"


def _roles() -> list[tuple[str, ...]]:
    return [
        (
            one.title,
            ", ".join(KINDS[kind][0] for kind in one.reasons),
            "blocked" if one.licence == "must" else "attention",
            "due" if one.is_paid else "none is due",
            one.why,
        )
        for one in roles().values()
    ]

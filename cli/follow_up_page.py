"""What does the page of documents for a visit say: what is in each, and by which rules?"""

from __future__ import annotations

from api.brief import MOST, MOST_HOPS
from api.brief_documents import MOST_EVIDENCE
from api.congress_debrief import MOST_TOPICS as MOST_CONGRESS_TOPICS
from api.evidence_pack_practice import MOST_TOPICS
from api.evidence_pack_reading import (
    ENDED,
    HIGH_RATIO,
    OPEN,
    RECENT_PAPER_DAYS,
    RECENT_TRIAL_DAYS,
)
from api.printing import DOCUMENTS
from cli.markdown import NOTE, table

_ABOUT = """\
# Documents for a visit

    peerline brief introduction MSL-03 PERSON --out brief.pdf
    peerline brief evidence PERSON --product PRODUCT --out evidence.pdf
    peerline brief congress CONGRESS --team TEAM --out debrief.html

Each is a question of GraphQL (`introductionBrief`, `evidencePack`, `congressDebrief`) and a
document made of the answer, as PDF, as HTML, or printed in the terminal where no `--out` is
given. Facts alone stand in it. Each statement has the numbers of its sources; `node(id:
"Paper:PMID")` opens the record of one. Of a paper the title is given, never the abstract. A
part of which nothing is known says so, and which source would say it. A person who is left out
of all answers is in none of these.

The same graph on the same day gives the same bytes. The footer has the digest of the answer. A
day that is past is asked for with `--as-of`; for introductions that takes the tables of an
ended refresh.

A server gives the documents to whoever may read of the person, with the same limits and the
same audit as the questions. What debriefs say is in them for liaisons and administrators alone;
on the command line, `--no-conversations` leaves it out.

"""
_INTRODUCTION = """
## Before an introduction

One page with three introductions for a liaison or a team (`--first`, up to {introductions}),
each through another introducer and of {hops} ties at most. A tie has what it rests on, when it
was last seen, its strength, and its newest {evidence} records. Beside them stand the weakest tie,
whom to ask if the introducer declines, what is flagged, and what is not covered. Then: the place in
each dimension of influence and beside whom, what joins the person and the user's own company
(engagements, trials, payments, conditions of its products), the last touch by anyone, and the
screenings that were filed.
"""
_EVIDENCE = """
## Evidence for a visit

**Interests** are the MeSH headings of the person's own papers (as main points), trials and
sessions of congresses, and of debriefs for those who may read them; the {topics} with most
records, each with all headings below it. A product narrows them to what the user's list says it
is for; where the person has no record on that, the condition itself stands. Nothing is said of
a product's label.

**Trials** are by others, and open ({open}) or begun within {trial_days} days without having
ended ({ended}). Those with a site in the person's state stand first, then those on more of the
topics, those that are open, and the latest. The title is the registry's.

**Papers** are by others and at most {paper_days} days old. One that was retracted, or is a
notice, a comment or a preprint, is not listed. They stand by points: 2 for citing a paper of
the person, 1 for a co-author among the authors, 1 for being cited at least {ratio:g} times as
often as the field (iCite). Equal ones go by the number of topics, then by day.

**When not to trust it.** Medicare counts its own patients alone. Headings are the indexer's
words: two papers under one heading may have little in common. A status is that of the day on
which the registry was loaded.
"""
_CONGRESS = """
## After a congress

Ours are, for a liaison, whom the territory covers, else whom the liaison ever met; for a team,
those of its liaisons; else all. `--segment` takes its members alone, and its levels as the
tiers; without it the tiers are those of [cadence](cadence.md). It tells who took part in which
roles, who was met, who was not, the first {topics} topics by our persons, titles of what they
presented, trials of competitors that name one of them, and what debriefs leave to do: never
what was said.

Met is who had an engagement on the days of the congress: by any channel where the programme
names the person, else by the channel `congress`. A debrief's follow-on is open where no day
says that it was done.

**When not to trust it.** A programme names those who have a part in it. A call on a day of the
congress may have had nothing to do with it; its channel is said.
"""


def follow_up_page() -> str:
    """The text of the page."""
    rows = [
        (f"`{one.path}.pdf`, `.html`", ", ".join(f"`{name}`" for name in sorted(one.variables)))
        for one in DOCUMENTS
        if one.variables
    ]
    return (
        NOTE.format(origin="cli/follow_up_page.py and api/")
        + _ABOUT
        + table(("address", "what may stand behind `?`"), rows)
        + _INTRODUCTION.format(introductions=MOST, hops=MOST_HOPS, evidence=MOST_EVIDENCE)
        + _EVIDENCE.format(
            topics=MOST_TOPICS,
            open=_words(OPEN),
            trial_days=RECENT_TRIAL_DAYS,
            ended=_words(ENDED),
            paper_days=RECENT_PAPER_DAYS,
            ratio=HIGH_RATIO,
        )
        + _CONGRESS.format(topics=MOST_CONGRESS_TOPICS)
    )


def _words(statuses: list[str]) -> str:
    """Statuses as they are read."""
    return ", ".join(status.lower().replace("_", " ") for status in statuses)

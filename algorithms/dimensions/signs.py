"""Which signs of influence does the field name, and what tells of each here?

A sign is told by indicators, each of which counts in one dimension, by kinds of tie, which
introductions walk, or by what is shown and filtered without being counted. No indicator tells of
two signs, so that no record counts twice.
"""

from __future__ import annotations

from typing import NamedTuple

from algorithms.algorithm import Algorithm

ALGORITHM = Algorithm(
    name="Signs of influence",
    about=__doc__,
    reads=(),
    writes=(),
    distrust="A sign that no record here tells of may still be there.",
)


class Sign(NamedTuple):
    """A sign by the area that the field puts it in: the indicators and kinds of tie that tell of
    it, what is shown besides, and the sources that must be loaded, any one of them."""

    area: str
    name: str
    indicators: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    shown: str = ""
    sources: tuple[str, ...] = ()


SIGNS = (
    Sign("Scientific", "publications", ("papers", "senior_papers"), sources=("pubmed",)),
    Sign("Scientific", "citations", ("citations",), sources=("pubmed", "icite", "openalex")),
    Sign("Scientific", "trials", ("trials",), sources=("clinical-trials",)),
    Sign("Scientific", "grants", ("grants",), ("GRANT",), sources=("reporter",)),
    Sign(
        "Scientific",
        "congress presentations",
        ("presentations", "abstracts", "congress_roles"),
        sources=("pubmed", "congresses"),
    ),
    Sign(
        "Clinical",
        "institutional leadership",
        ("leadership_roles",),
        sources=("leadership",),
    ),
    Sign("Clinical", "treatment adoption", ("adoption",), sources=("part-d-drugs",)),
    Sign(
        "Clinical",
        "peer networks and referrals",
        ties=("PATIENTS",),
        shown="`sentPatients`, `patientsFrom`",
        sources=("shared-patients", "referrals"),
    ),
    Sign("Clinical", "guideline participation", ("guidelines",), sources=("pubmed",)),
    Sign("Clinical", "peer education", ("speaking",), sources=("open-payments",)),
    Sign(
        "Clinical",
        "procedure and diagnosis volume",
        ("services", "medicare_services"),
        sources=("volumes", "medicare-providers"),
    ),
    Sign("Network", "co-authors", ties=("PAPER",), sources=("pubmed",)),
    Sign(
        "Network",
        "scientific collaborations",
        ("page_rank",),
        ("TRIAL",),
        sources=("clinical-trials", "pubmed"),
    ),
    Sign(
        "Network",
        "advisory participation",
        ("consulting", "society_roles"),
        ("COMMITTEE", "CONSULTING"),
        sources=("open-payments", "societies"),
    ),
    Sign(
        "Network",
        "speaker networks",
        ties=("SPEAKING", "SESSION"),
        sources=("open-payments", "congresses"),
    ),
    Sign(
        "Network",
        "engagement with peers",
        ties=("INSTITUTION", "PAYMENT", "ENGAGEMENT"),
        sources=("pubmed", "clinical-trials", "open-payments", "engagements"),
    ),
    Sign("Digital", "social activity", ("social_activity", "digital_reach"), sources=("digital",)),
    Sign("Digital", "webinars", ("webinars",), sources=("digital",)),
    Sign("Digital", "podcasts", ("podcasts",), sources=("digital",)),
    Sign("Digital", "community influence", ("communities",), sources=("digital",)),
    Sign(
        "Cross-industry",
        "engagement with industry by nature",
        ("research", "ownership", "travel", "education", "meals", "other", "company_trials"),
        sources=("open-payments", "clinical-trials"),
    ),
    Sign(
        "Cross-industry",
        "competitive engagement",
        shown="payments by family of companies, `isCompetitor`, `withoutCompetitors`",
        sources=("companies", "open-payments"),
    ),
)

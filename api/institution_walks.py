"""What can be asked of an institution, one step away?"""

from __future__ import annotations

from api.walk import BY_NAME, MOST_INFLUENTIAL, NEWEST_TRIAL, Walk
from schema import funding, practice, profession
from schema import nodes as n
from schema import relationships as r

OF_INSTITUTIONS: tuple[Walk, ...] = (
    Walk("part_of", r.PART_OF, "out", n.Institution, "Institutions it belongs to.", BY_NAME),
    Walk("parts", r.PART_OF, "in", n.Institution, "Institutions that belong to it.", BY_NAME),
    Walk(
        "succeeded_by",
        r.SUCCEEDED_BY,
        "out",
        n.Institution,
        "Institutions that took its place, by the register.",
        BY_NAME,
    ),
    Walk(
        "succeeds",
        r.SUCCEEDED_BY,
        "in",
        n.Institution,
        "Institutions whose place it took, by the register.",
        BY_NAME,
    ),
    Walk(
        "grants",
        funding.AWARDED_TO,
        "in",
        funding.Grant,
        "Grants that were awarded to it.",
    ),
    Walk(
        "people",
        r.AFFILIATED_WITH,
        "in",
        n.Person,
        "Persons whose records name it, the most influential first.",
        MOST_INFLUENTIAL,
    ),
    Walk(
        "clinicians",
        practice.PRACTISES_AT,
        "in",
        n.Person,
        "Persons whom Medicare lists there, the most influential first.",
        MOST_INFLUENTIAL,
    ),
    Walk(
        "leaders",
        profession.LEADS_AT,
        "in",
        n.Person,
        "Persons who lead it or a part of it, in which role.",
        MOST_INFLUENTIAL,
    ),
    Walk(
        "trials",
        r.CONDUCTED_AT,
        "in",
        n.Trial,
        "Trials with a site there, newest first.",
        NEWEST_TRIAL,
    ),
    Walk(
        "sponsored_trials",
        r.SPONSORED_BY_INSTITUTION,
        "in",
        n.Trial,
        "Trials it leads or supports, newest first.",
        NEWEST_TRIAL,
    ),
)

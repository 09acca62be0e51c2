"""What do two persons share, beside joint work?

One direction of each is stored, the lower id first.
"""

from datetime import date
from typing import Annotated

from schema.nodes import Person
from schema.vocabulary import Relationship


class SHARES_EVENTS(Relationship, start=Person, end=Person):
    """A company paid for both at the same event: meals, travel, lodging, entertainment."""

    strength: Annotated[
        float, "Probability that both are at a joint event again within two years, 0 to 1."
    ]
    events: Annotated[int, "Events that name both: at most 50 persons."]
    payments: Annotated[list[str], "The payment to the one of the lower id, one an event."]
    smallest: Annotated[int, "Persons at the joint event with the fewest."]
    first_on: Annotated[date, "Day of the first joint event."]
    last_on: Annotated[date, "Day of the latest joint event."]
    strength_reasons: Annotated[list[str], "What the strength is made of, in words."]


class SHARES_SPEAKING(Relationship, start=Person, end=Person):
    """A company paid both, of one specialty and state, for speaking or as faculty in one quarter.

    No record says that they spoke on one day or to one audience, and other services than
    consulting are printed with speaking.
    """

    strength: Annotated[
        float, "Probability of another such quarter within two years, 0 to 1; not of acquaintance."
    ]
    speaking_quarters: Annotated[int, "Quarters and companies that pay both: at most 50 persons."]
    companies: Annotated[list[str], "These companies, each the one above all of its family."]
    payments: Annotated[
        list[str],
        "`paymentId|paymentId`, to the one of the lower id and to the other, the latest first.",
    ]
    smallest: Annotated[int, "Persons whom the company paid so, where they were fewest."]
    first_on: Annotated[date, "End of the first such quarter."]
    last_on: Annotated[date, "End of the latest such quarter."]
    strength_reasons: Annotated[list[str], "What the strength is made of, in words."]


class SHARES_CONSULTING(Relationship, start=Person, end=Person):
    """A company paid both, of one specialty, for consulting in one quarter.

    Advisory boards are among consulting: no record tells them apart, or says that the two sat on
    one.
    """

    strength: Annotated[
        float, "Probability of another such quarter within two years, 0 to 1; not of acquaintance."
    ]
    consulting_quarters: Annotated[int, "Quarters and companies that pay both: at most 50 persons."]
    companies: Annotated[list[str], "These companies, each the one above all of its family."]
    payments: Annotated[
        list[str],
        "`paymentId|paymentId`, to the one of the lower id and to the other, the latest first.",
    ]
    smallest: Annotated[int, "Persons whom the company paid so, where they were fewest."]
    first_on: Annotated[date, "End of the first such quarter."]
    last_on: Annotated[date, "End of the latest such quarter."]
    strength_reasons: Annotated[list[str], "What the strength is made of, in words."]


class SHARES_INSTITUTION(Relationship, start=Person, end=Person):
    """Both had records at the same institution in the same year. One direction is stored, the lower
    id first."""

    strength: Annotated[
        float, "Probability that the two will have a joint paper or trial within two years, 0 to 1."
    ]
    shared_years: Annotated[int, "Institutions and years that both share."]
    places: Annotated[list[str], "Institution and year, `institutionId|year`, the latest first."]
    smallest: Annotated[int, "Persons of the smallest such institution in that year."]
    first_on: Annotated[date, "End of the first shared year."]
    last_on: Annotated[date, "End of the latest shared year."]
    strength_reasons: Annotated[list[str], "What the strength is made of, in words."]


class SHARES_PATIENTS(Relationship, start=Person, end=Person):
    """Patients of the one came to the other, too."""

    strength: Annotated[
        float,
        "Probability that the two share patients again within two years of the latest year loaded, "
        "0 to 1; where the reasons say that it is none, an order.",
    ]
    patients: Annotated[
        int | None,
        "Patients in common in the latest year by the count that names most: at least so many.",
    ]
    years: Annotated[list[int], "Years in which they shared patients, the latest first."]
    first_on: Annotated[date, "End of the first of them."]
    last_on: Annotated[date, "End of the latest of them."]
    strength_reasons: Annotated[list[str], "What the strength is made of, in words."]


class SHARES_COMMITTEES(Relationship, start=Person, end=Person):
    """Both sat on one committee, panel or board of a society in one year."""

    strength: Annotated[
        float, "Probability that both sit on one together again within two years, 0 to 1."
    ]
    committee_years: Annotated[int, "Committees and years that both share."]
    committees: Annotated[list[str], "`societyId|year|committee`, the latest first."]
    smallest: Annotated[int, "Persons on the smallest of them."]
    first_on: Annotated[date, "End of the first such year."]
    last_on: Annotated[date, "End of the latest such year."]
    strength_reasons: Annotated[list[str], "What the strength is made of, in words."]


class SHARES_SESSIONS(Relationship, start=Person, end=Person):
    """Both took part in the same session of a congress, as its programme says."""

    strength: Annotated[
        float, "Probability that both take part in one together again within two years, 0 to 1."
    ]
    joint_sessions: Annotated[int, "Sessions of at most 50 persons in which both took part."]
    sessions: Annotated[list[str], "Their ids, the latest first."]
    smallest: Annotated[int, "Persons in the session with the fewest."]
    first_on: Annotated[date, "Day of the first."]
    last_on: Annotated[date, "Day of the latest."]
    strength_reasons: Annotated[list[str], "What the strength is made of, in words."]


class SHARES_GRANTS(Relationship, start=Person, end=Person):
    """NIH RePORTER names both as investigators of one grant in one fiscal year."""

    strength: Annotated[
        float, "Probability that both are on a grant together again within two years, 0 to 1."
    ]
    grant_years: Annotated[int, "Grants and fiscal years that both share."]
    grants: Annotated[list[str], "`grantId|year`, the latest first."]
    smallest: Annotated[int, "Investigators of the smallest of them."]
    first_on: Annotated[date, "End of the first such fiscal year."]
    last_on: Annotated[date, "End of the latest such fiscal year."]
    strength_reasons: Annotated[list[str], "What the strength is made of, in words."]

"""What does the brief before an introduction look like to those who ask?"""

from __future__ import annotations

from datetime import date

import strawberry

from api.brief_facts import CitedFact
from api.introduction_types import Introduction
from api.types import Person


@strawberry.type(description="Who connects us to a person, and what to know of the person before.")
class IntroductionBrief:
    person: Person = strawberry.field(description="The person to be met.")
    asked_for: str = strawberry.field(description="The liaison or the team who asks.")
    as_of: date = strawberry.field(description="The day it tells of.")
    about: list[CitedFact] = strawberry.field(description="Specialty, place and what is counted.")
    influence: list[CitedFact] = strawberry.field(
        description="Place in each dimension of influence, beside whom, by the heaviest records."
    )
    introductions: list[Introduction] = strawberry.field(
        description="The strongest introductions, the strongest first."
    )
    unreached: CitedFact | None = strawberry.field(
        description="Where there is no introduction: that there is none, and what was searched."
    )
    common: list[CitedFact] = strawberry.field(
        description="What joins the person and the user's own company."
    )
    last_touch: CitedFact = strawberry.field(description="The last engagement held, by anyone.")
    screenings: list[CitedFact] = strawberry.field(
        description="The latest screenings that were filed, and whether they still hold. Their "
        "records are of the kind FiledScreening: `filedScreening` opens them."
    )

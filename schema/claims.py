"""What has been decided about mentions, by whom or which rule, and how sure is it?"""

from typing import Annotated

from schema.vocabulary import Mention


class Claim(Mention):
    """A mention is held to mean a person."""

    mention: Annotated[
        str, "A byline, collaborator, official, investigator, payee or practitioner."
    ]
    person_id: Annotated[str, "The person."]
    score: Annotated[float, "Confidence, 0 to 1."]
    reasons: Annotated[list[str], "The rules and evidence behind it, in words."]
    model: Annotated[str | None, "Version of the model of pairs; none where a key decided."]
    orcid: Annotated[
        str | None, "ORCID iD printed with it; none where other records say whose it is."
    ]


class Candidacy(Mention):
    """A practitioner of the registry who may be the person of some mentions; the two best are kept,
    tied or not."""

    mention: Annotated[str, "The first of the mentions."]
    mentions: Annotated[list[str], "All mentions that were held to be one person."]
    npi: Annotated[str, "The practitioner."]
    score: Annotated[float, "Probability, 0 to 1."]
    namesakes: Annotated[int, "Practitioners of the same full name, this one included."]
    is_tied: Annotated[bool, "Probable enough for the tie to be made."]
    reasons: Annotated[list[str], "The evidence, in words."]


class Retired(Mention):
    """An id that no person has any more, and the person who has most of its mentions now."""

    person_id: Annotated[str, "The id as it was."]
    now: Annotated[str, "The person."]


class Placement(Mention):
    """An affiliation, a site, a sponsor, a grantee or the institution of a leader's role is held to
    mean an institution."""

    mention: Annotated[
        str,
        "Whose it is; `site:NCT:ordinal`, `sponsor:NCT:name`, `grantee:APPLICATION`, "
        "`leadership:DIGEST`.",
    ]
    ordinal: Annotated[int, "Place among the mention's affiliations, from 1; 0 for others."]
    institution_id: Annotated[str, "The institution."]
    score: Annotated[float, "Confidence, 0 to 1."]
    reasons: Annotated[list[str], "The rules and evidence behind it, in words."]

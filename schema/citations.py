"""What do others than PubMed say of papers and of what they cite?"""

from typing import Annotated

from schema.vocabulary import Mention


class CitationCounts(Mention):
    """How often a paper is cited, as iCite counts it."""

    pmid: Annotated[str, "The paper."]
    citation_count: Annotated[int | None, "Citations by papers of PubMed."]
    relative_citation_ratio: Annotated[
        float | None, "Citations a year over those expected in its field; 1 is the median of NIH's."
    ]


class Work(Mention):
    """A work as OpenAlex lists it: by which other numbers it is known, and what it cites."""

    work_id: Annotated[str, "OpenAlex's own number, such as W2741809807."]
    pmid: Annotated[str | None, "PubMed identifier."]
    doi: Annotated[str | None, "Digital object identifier, in small letters."]
    cited: Annotated[list[str], "Numbers of the works that it cites."]

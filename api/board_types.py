"""What does an advisory board look like to those who ask?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import strawberry

from algorithms.boards.parts import PARTS
from api.cited import CitedRecord
from api.reads import Row
from api.types import Person

_NAMES = ", ".join(part.name for part in PARTS)


@dataclass(frozen=True)
class Field:
    """What the graph says of candidates: rows by person, of topics covered and of sponsors by
    person, ties by pair, the lower id first."""

    persons: Mapping[str, Row]
    topics: Mapping[str, list[Row]]
    sponsors: Mapping[str, list[Row]]
    ties: Mapping[tuple[str, str], float]


@strawberry.enum(description="By which number from 0 to 1 a candidate's standing is measured.")
class Standing(Enum):
    INFLUENCE = strawberry.enum_value(
        "influence", description="PageRank on ties, as a share of the highest."
    )
    SCIENTIFIC = strawberry.enum_value("scientificInfluence", description="Papers and citations.")
    CLINICAL = strawberry.enum_value("clinicalInfluence", description="Trials and services.")
    NETWORK = strawberry.enum_value("networkInfluence", description="PageRank in the cohort.")
    DIGITAL = strawberry.enum_value("digitalInfluence", description="Posts, webinars, podcasts.")


@strawberry.enum(description="A region of the United States, as the Census Bureau draws it.")
class Region(Enum):
    NORTHEAST = strawberry.enum_value("NORTHEAST", description="New England and Middle Atlantic.")
    MIDWEST = strawberry.enum_value("MIDWEST", description="East and West North Central.")
    SOUTH = strawberry.enum_value("SOUTH", description="From Delaware to Texas.")
    WEST = strawberry.enum_value("WEST", description="Mountain and Pacific.")


@strawberry.input(description="How much a part of a board's value counts.")
class BoardWeightInput:
    part: str = strawberry.field(description=f"One of {_NAMES}.")
    weight: float = strawberry.field(description="0 to 100; 0 leaves the part out.")


@strawberry.input(description="At least so many seats from a region, or from one of some states.")
class BoardLeastInput:
    seats: int = strawberry.field(description="How many, 1 or more.")
    region: Region | None = strawberry.field(default=None, description="The region.")
    states: list[str] | None = strawberry.field(default=None, description="Or these states.")


@strawberry.input(description="How the parts of a board's value are measured and weighed.")
class BoardMeasureInput:
    standing: Standing | None = strawberry.field(
        default=None, description="By what standing is measured; else by INFLUENCE."
    )
    weights: list[BoardWeightInput] | None = strawberry.field(
        default=None, description="How much the parts count, in place of what they do."
    )
    least_records: int | None = strawberry.field(
        default=None, description="From so many papers and trials on, one covers a topic; else 1."
    )
    least_paid_usd: float | None = strawberry.field(
        default=None,
        description="From this sum of payments on, a family of companies is a sponsor; else 1000. "
        "One whose trial the person runs, or whose payment states no amount, always is.",
    )


@strawberry.input(description="What must hold of a board; all that is given does.")
class BoardConstraintsInput:
    regions: list[Region] | None = strawberry.field(
        default=None, description="Only persons who practise in one of these."
    )
    least: list[BoardLeastInput] | None = strawberry.field(
        default=None, description="At least so many seats from each of these."
    )
    per_institution: int | None = strawberry.field(
        default=None, description="At most so many of one institution."
    )
    per_sponsor: int | None = strawberry.field(
        default=None, description="At most so many with one family of companies as a sponsor."
    )
    per_community: int | None = strawberry.field(
        default=None, description="At most so many of one circle."
    )
    without_payees: list[str] | None = strawberry.field(
        default=None, description="Nobody whom one of these families paid, by `companyId`."
    )
    without_speakers: list[str] | None = strawberry.field(
        default=None, description="Nobody whom one of these families paid for speaking."
    )
    include: list[str] | None = strawberry.field(
        default=None, description="Who must be in, by `personId`, whatever the rule says."
    )
    exclude: list[str] | None = strawberry.field(default=None, description="Who must not be in.")


@strawberry.type(description="A part of a board's value; the points of all parts add up to it.")
class BoardPart:
    name: str = strawberry.field(description="Its name.")
    about: str = strawberry.field(description="How its share is measured.")
    share: float = strawberry.field(description="0 to 1.")
    weight: float = strawberry.field(description="How much it counts.")
    points: float = strawberry.field(
        description="The share times the weight, below 0 for what speaks against the board."
    )


@strawberry.type(description="A topic that a seat covers.")
class BoardTopic:
    name: str = strawberry.field(description="MeSH heading, as asked for.")
    papers: int = strawberry.field(description="Papers about it or below it; no retracted one.")
    trials: int = strawberry.field(description="Trials that study it.")
    is_only: bool = strawberry.field(description="Whether no other seat covers it.")
    latest: list[CitedRecord] = strawberry.field(description="The latest records, at most three.")


@strawberry.type(description="A family of companies that paid a seat, or whose trials it runs.")
class BoardSponsor:
    company_id: str = strawberry.field(description="The company above all of the family.")
    name: str = strawberry.field(description="Its name.")
    amount_usd: float = strawberry.field(description="Sum of the payments that state an amount.")
    payments: int = strawberry.field(description="Payments.")
    trials: int = strawberry.field(description="Trials with the person, sponsored by it.")
    shared_with: list[str] = strawberry.field(description="Names of other seats with it.")
    latest: list[CitedRecord] = strawberry.field(description="The latest records, at most three.")


@strawberry.type(description="Who comes in where a seat declines, all others staying.")
class BoardReplacement:
    person: Person = strawberry.field(description="The best of those who keep all constraints.")
    change: float = strawberry.field(description="What that changes of the board's value.")


@strawberry.type(description="A seat of a board, and why.")
class BoardSeat:
    person: Person = strawberry.field(description="Whom to invite.")
    standing: float | None = strawberry.field(description="0 to 1; none is not known.")
    institution: str | None = strawberry.field(
        description="Where the latest records place the person; none is not known."
    )
    topics: list[BoardTopic] = strawberry.field(description="Of the board's topics, those covered.")
    sponsors: list[BoardSponsor] = strawberry.field(description="Who pays the person.")
    loss: float = strawberry.field(
        description="What the board's value would lose with the seat left empty. Losses of seats "
        "do not add up: what two cover is lost with neither alone."
    )
    losses: list[BoardPart] = strawberry.field(
        description="The same by part: its share and points, as lost. They add up to `loss`."
    )
    for_it: list[str] = strawberry.field(description="What only this seat brings, in words.")
    against_it: list[str] = strawberry.field(description="What speaks against it, in words.")
    if_declines: BoardReplacement | None = strawberry.field(
        description="The replacement; none where nobody else keeps the constraints."
    )


@strawberry.type(description="A constraint that cannot hold together with the others.")
class BoardConflict:
    argument: str = strawberry.field(description="The argument that asks for it.")
    of: str | None = strawberry.field(description="What it is about, where it names anything.")
    asked: int = strawberry.field(description="What it asks for, in seats.")
    possible: int = strawberry.field(description="What there could be.")
    said: str = strawberry.field(description="What to relax, in words.")


@strawberry.type(description="A board proposed under constraints.")
class AdvisoryBoard:
    said: str = strawberry.field(description="What came of it, in words.")
    persons: int = strawberry.field(description="Persons whom the rule takes in.")
    candidates: int = strawberry.field(description="Of these, those considered: the first.")
    left_out: int = strawberry.field(description="Those not considered, of lower standing.")
    topics: list[str] = strawberry.field(description="The topics to be covered.")
    uncovered_topics: list[str] = strawberry.field(description="Those that no seat covers.")
    value: float | None = strawberry.field(description="The board's; none without a board.")
    best_possible: float | None = strawberry.field(
        description="No board of the candidates has a higher value; none without a board."
    )
    gap: float | None = strawberry.field(
        description="How far the value may be from that, as a share of it; 0 is proven best."
    )
    parts: list[BoardPart] = strawberry.field(description="What adds up to the value.")
    seats: list[BoardSeat] = strawberry.field(description="Whom to invite, the best known first.")
    conflicts: list[BoardConflict] = strawberry.field(
        description="Where there is no board: which constraints to relax. One way of several."
    )

"""Which things and lists of things can be asked for, without any being worked out?"""

from __future__ import annotations

from typing import Any

import strawberry

from api import names, roots, titles
from api.connections import PAGES, asked_of, connection_of, plain_connection
from api.declaring import argument
from api.fields import leaf
from api.roots import entitled, listed, one_of, ranked, root
from schema import fieldwork, funding, industry, practice, profession, registers
from schema import nodes as n
from schema.congresses import Congress, Session
from schema.digital import Activity
from schema.vocabulary import Node


def _named(node: type[Node], reason: Any, about: str) -> str:
    """The connection of what is found by a name typed."""
    more = {
        "reason": (
            str | None,
            leaf(
                "In plain words why the name typed means it; none where none was.", "{this}", reason
            ),
        ),
        "grade": (int | None, leaf(f"How well the name typed agrees: {about}", "{this}.grade")),
    }
    return connection_of(node, None, more, "Match")


_TYPED = argument(
    "str | None",
    "A name or its beginning, in any order and spelling: with or without accents, hyphens, "
    "apostrophes and particles, initials for given names.",
)
_NAME = {"text": (_TYPED, None)}
_PEOPLE = asked_of(n.Person)
_PERSONS = connection_of(n.Person)


@strawberry.type
class Lists:
    """What one pattern of the graph answers; the root type has these fields."""

    node = root(
        "Anything by its global id.",
        {"id": (argument("strawberry.ID", "Global id."), ...)},
        "Node | None",
        roots.by_global_id,
    )
    nodes = root(
        f"Things by their global ids, {roots.MOST_IDS} at most, in this order; none where nothing "
        "has the id.",
        {"ids": (argument("list[strawberry.ID]", "Global ids."), ...)},
        "list[Node | None]",
        roots.by_global_ids,
    )
    person = root(
        "One person by id, NPI or ORCID iD: give exactly one.",
        {
            "id": (argument("str | None", "`personId`."), None),
            "npi": (argument("str | None", "NPI."), None),
            "orcid": (argument("str | None", "ORCID iD, in any notation."), None),
        },
        "Person | None",
        roots.one_person,
    )
    paper = one_of(n.Paper, "A paper by PMID.", "pmid")
    trial = one_of(n.Trial, "A trial by registry number.", "nct_id")
    institution = one_of(n.Institution, "An institution by id.")
    company = one_of(n.Company, "A company by id.")
    topic = root(
        "A topic by its heading, of this year or a former one.",
        {"name": (argument("str", "MeSH heading."), ...)},
        "Topic | None",
        roots.one_topic,
    )
    people = root(
        "Persons by name and filter; the best match first, then the most influential.",
        {**_NAME, **_PEOPLE},
        _named(n.Person, names.reason, names.GRADES_ABOUT),
        roots.people,
    )
    influencers = root(
        "Persons of the highest influence on the network of ties.",
        _PEOPLE,
        _PERSONS,
        ranked("influence"),
    )
    connectors = root(
        "Persons who join circles that few others join.", _PEOPLE, _PERSONS, ranked("connector")
    )
    emerging = root(
        "Persons early in their career who are not yet in the top decile, those first who most "
        "probably will be among the first 5 % of the next three years.",
        _PEOPLE,
        _PERSONS,
        ranked("emerging", "{node}.isVisible = false"),
    )
    emerging_connectors = root(
        "Persons who gained ties into other circles in the last four quarters and join circles "
        "that few others join.",
        _PEOPLE,
        _PERSONS,
        ranked("connector", roots.GAINING),
    )
    institutions = root(
        "Institutions by name and filter, the best match first.",
        {**_NAME, **asked_of(n.Institution)},
        _named(n.Institution, titles.reason, titles.GRADES_ABOUT),
        entitled(n.Institution),
    )
    companies = root(
        "Companies by name and filter, the best match first.",
        {**_NAME, **asked_of(n.Company)},
        _named(n.Company, titles.reason, titles.GRADES_ABOUT),
        entitled(n.Company),
    )
    papers = listed(n.Paper, "Papers by words and filter.")
    trials = listed(n.Trial, "Trials by words and filter.")
    payments = listed(n.Payment, "Payments by filter.")
    topics = listed(n.Topic, "Topics by words and filter.")
    products = listed(n.Product, "Products by words and filter.")
    grants = listed(funding.Grant, "Grants by words and filter.")
    journals = listed(n.Journal, "Journals by filter.")
    specialties = listed(n.Specialty, "Specialties by words and filter.")
    code_groups = listed(n.CodeGroup, "Groups of codes by words and filter.")
    medicare_years = listed(practice.MedicareYear, "What Medicare counts by year, by filter.")
    milestones = listed(industry.Milestone, "What happens to products, by filter.")
    licences = listed(profession.Licence, "Licences by filter.")
    activities = listed(Activity, "Activities online by filter.")
    congresses = listed(Congress, "Congresses by filter.")
    sessions = listed(Session, "Sessions of congresses by filter.")
    societies = listed(profession.Society, "Professional societies by filter.")
    registers = listed(registers.Register, "Registers of other countries.")
    exclusions = listed(n.Exclusion, "Exclusions by filter, past ones too.")
    debriefs = listed(fieldwork.Debrief, "What came of engagements, by filter.")
    liaisons = listed(n.Liaison, "The user's own liaisons.")
    territories = listed(fieldwork.Territory, "Parts of the field that liaisons cover, by filter.")
    teams = listed(n.Team, "The user's own teams.")
    engagements = listed(n.Engagement, "Engagements of the user's liaisons.")
    communities = root(
        "Circles of people who work together, the largest first.",
        PAGES,
        plain_connection("Community"),
        lambda _: (roots.CIRCLES, {}),
    )
    sources = root(
        "What is loaded of each source and how fresh it is.",
        {},
        "list[Source]",
        lambda _: (roots.SOURCES, {}),
    )

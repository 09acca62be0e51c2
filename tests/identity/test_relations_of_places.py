"""Which institution a text names, in rows: two institutions, Oak University and Elm Hospital."""

import pytest
from relations import Rows, Unit, try_out

from identity import institutions, placements
from identity.extent import CHANGED, EVERYONE, IN_SCOPE
from identity.names import register

OAK = "ror:0oak00001"
TEXT = "Oak University, Springfield"
FACTS: dict[str, Rows] = {
    'facts."Affiliation"': [
        {"mention": "pubmed:1:1", "ordinal": 1, "text": TEXT},
        {"mention": "pubmed:2:1", "ordinal": 1, "text": "Elm Hospital"},
    ],
    'facts."Site"': [
        {"nct_id": "N1", "ordinal": 1, "facility": "Elm Hospital", "city": "Dover"},
        {"nct_id": "N1", "ordinal": 2, "city": "Dover"},
    ],
    'facts."Sponsor"': [
        {"nct_id": "N1", "name": "Oak University", "kind": "OTHER"},
        {"nct_id": "N1", "name": "Ash Ltd", "kind": "INDUSTRY"},
    ],
    'facts."Project"': [
        {"application_id": "nih-1", "organisation": "OAK UNIVERSITY", "city": "DOVER"}
        | {"is_subproject": False},
        {"application_id": "nih-2", "organisation": "OAK UNIVERSITY", "is_subproject": True},
        {"application_id": "nih-3", "city": "DOVER", "is_subproject": False},
    ],
    'facts."LeadershipRole"': [
        {"mention": "leadership:a", "institution": "Oak University", "city": "Dover"},
        {"mention": "leadership:a", "institution": "Oak University", "city": "Dover"},
        {"mention": "leadership:b", "institution_id": "ror:0oak00001", "city": "Dover"},
    ],
    "identity.changed_records": [{"record": "2"}],
    "identity.scope": [{"mention": "pubmed:1:1"}],
}
OF_OAK = {"text": TEXT, "name": "oak university", "institution_id": OAK}
BY_NAME_AND_CITY = "it prints the registered name and city: oak university"
OLD, NEW = "ror:0old00001", "ror:0new00001"
UNITS = [
    Unit(
        institutions.INSTITUTION_STATUS,
        "active unless the register or a deactivated NPI says otherwise",
        {
            'facts."Institution"': [
                {"institution_id": OAK, "status": "active"},
                {"institution_id": OLD, "status": "inactive"},
                {"institution_id": NEW, "status": "withdrawn"},
                {"institution_id": "npi:1", "status": "active"},
                {"institution_id": "npi:2", "status": None},
            ],
            'facts."Deactivation"': [{"npi": "1"}],
        },
        [
            {"institution_id": OAK, "is_active": True, "is_withdrawn": False},
            {"institution_id": OLD, "is_active": False, "is_withdrawn": False},
            {"institution_id": NEW, "is_active": False, "is_withdrawn": True},
            {"institution_id": "npi:1", "is_active": False, "is_withdrawn": False},
            {"institution_id": "npi:2", "is_active": True, "is_withdrawn": False},
        ],
    ),
    Unit(
        institutions.SUCCESSORS,
        "over several steps and in a circle; of two successors neither; an active one has none",
        {
            "identity.institution_status": [
                {"institution_id": name, "is_active": name.isupper()} for name in "abcdeXYZ"
            ],
            'facts."SUCCEEDED_BY"': [
                {"start": start, "end": end}
                for start, end in ("ab", "bX", "cX", "cY", "de", "ed", "XY", "eZ")
            ],
        },
        [
            {"institution_id": "a", "successor_id": "X"},
            {"institution_id": "b", "successor_id": "X"},
            {"institution_id": "d", "successor_id": "Z"},
            {"institution_id": "e", "successor_id": "Z"},
        ],
    ),
    Unit(
        institutions.INSTITUTION_NAMES,
        "a successor takes names over, a withdrawn one without a successor has none",
        {
            'facts."Institution"': [
                {"institution_id": OAK, "name": "Oak University", "city": "Dover"},
                {"institution_id": OLD, "name": "Oak College", "city": "Springfield"},
                {"institution_id": "ror:3", "name": "Ash School"},
                {"institution_id": "ror:4", "name": "Elm School"},
            ],
            "identity.institution_status": [
                {"institution_id": OAK, "is_active": True, "is_withdrawn": False},
                {"institution_id": OLD, "is_active": False, "is_withdrawn": True},
                {"institution_id": "ror:3", "is_active": False, "is_withdrawn": True},
                {"institution_id": "ror:4", "is_active": False, "is_withdrawn": False},
            ],
            "identity.successors": [{"institution_id": OLD, "successor_id": OAK}],
        },
        [
            {"name": "oak university", "institution_id": OAK, "city": "dover"}
            | {"standing": institutions.BEARS},
            {"name": "oak college", "institution_id": OAK, "city": "springfield"}
            | {"standing": institutions.TOOK_OVER},
            {"name": "elm school", "institution_id": "ror:4", "city": None}
            | {"standing": institutions.INACTIVE},
        ],
    ),
    Unit(
        placements.INSTITUTIONS_IN_TEXTS,
        "an inactive one never hides another, not even in the city of the text",
        {
            "identity.place_parts": [
                {"text": TEXT, "part": part} for part in ("oak university", "springfield")
            ],
            "identity.institution_names": [
                {"name": "oak university", "institution_id": OLD, "city": "springfield"}
                | {"is_ror": True, "standing": institutions.INACTIVE},
                {"name": "oak university", "institution_id": OAK, "city": None}
                | {"is_ror": True, "standing": institutions.BEARS},
            ],
        },
        [OF_OAK | {"in_city": False}],
    ),
    Unit(
        placements.INSTITUTIONS_IN_TEXTS,
        "the one that took the name over is where the text says, the bearer is elsewhere",
        {
            "identity.place_parts": [
                {"text": TEXT, "part": part} for part in ("oak university", "springfield")
            ],
            "identity.institution_names": [
                {"name": "oak university", "institution_id": NEW, "city": "dover"}
                | {"is_ror": True, "standing": institutions.BEARS},
                {"name": "oak university", "institution_id": OAK, "city": "springfield"}
                | {"is_ror": True, "standing": institutions.TOOK_OVER},
            ],
        },
        [OF_OAK | {"in_city": True}],
    ),
    Unit(
        placements.PLACEMENTS,
        "the printed identifier of a withdrawn institution leads to its successor",
        {
            "identity.place_identifiers": [
                {"mention": "pubmed:1:1", "ordinal": 1, "identifier": OLD}
            ],
            "identity.institution_identifiers": [{"identifier": OLD, "institution_id": OLD}],
            "identity.successors": [{"institution_id": OLD, "successor_id": OAK}],
        },
        [{"mention": "pubmed:1:1", "institution_id": OAK, "score": 1.0}],
        {"extent": EVERYONE},
    ),
    Unit(
        institutions.INSTITUTION_NAMES,
        "every registered name in plain letters, short ones left out",
        {
            'facts."Institution"': [
                {"institution_id": OAK, "name": "Oak University", "other_names": ["Oak U"]}
                | {"city": "Springfield"},
                {"institution_id": "ccn:1", "name": "Elm Hospital"},
            ],
            "identity.institution_status": [
                {"institution_id": each, "is_active": True, "is_withdrawn": False}
                for each in (OAK, "ccn:1")
            ],
        },
        [
            {
                "name": "oak university",
                "institution_id": OAK,
                "city": "springfield",
                "is_ror": True,
            },
            {"name": "elm hospital", "institution_id": "ccn:1", "city": None, "is_ror": False},
        ],
    ),
    Unit(
        placements.PLACE_TEXTS,
        "affiliations, sites with a facility, sponsors that are no industry, grantees, leaders'",
        FACTS,
        [
            {"mention": "pubmed:1:1", "ordinal": 1, "text": TEXT},
            {"mention": "pubmed:2:1", "ordinal": 1, "text": "Elm Hospital"},
            {"mention": "site:N1:1", "ordinal": 0, "text": "Elm Hospital, Dover"},
            {"mention": "sponsor:N1:Oak University", "ordinal": 0, "text": "Oak University"},
            {"mention": "grantee:nih-1", "ordinal": 0, "text": "OAK UNIVERSITY, DOVER"},
            {"mention": "leadership:a", "ordinal": 0, "text": "Oak University, Dover"},
            {"mention": "leadership:b", "ordinal": 0, "text": ""},
        ],
        {"extent": EVERYONE},
    ),
    Unit(
        placements.PLACE_TEXTS,
        "of changed records only",
        FACTS,
        [{"mention": "pubmed:2:1"}],
        {"extent": CHANGED},
    ),
    Unit(
        placements.PLACE_TEXTS,
        "in scope only",
        FACTS,
        [{"mention": "pubmed:1:1"}],
        {"extent": IN_SCOPE},
    ),
    Unit(
        placements.PLACE_PARTS,
        "parts between commas, semicolons and full stops, and each two neighbours",
        {"identity.place_texts": [{"text": "Oak, Elm; St. Ash"}] * 2},
        [
            {"text": "Oak, Elm; St. Ash", "part": part}
            for part in ("oak", "elm", "st", "ash", "oak elm", "elm st", "st ash")
        ],
    ),
    *(
        Unit(
            placements.PLACE_PARTS,
            f"an institution is found in {text!r}",
            {"identity.place_texts": [{"text": text}]},
            [{"text": text, "part": part} for part in parts],
        )
        for text, parts in {
            "1Oak (A.B.)": ["oak"],
            "Ward at Oak": ["ward", "oak", "ward oak"],
            "Oak/Elm": ["oak", "elm", "oak elm"],
            "From the Oak": ["oak"],
            "a Oak, b Elm": ["oak", "elm", "oak elm"],
            "Oak Hospital and Elm University": [
                *("oak hospital", "elm university", "oak hospital elm university"),
            ],
            "Oak University of Arts and Letters": [
                *("oak university of arts and letters", "oak university of arts and"),
                *("oak university of arts", "oak university of", "oak university"),
            ],
        }.items()
    ),
    Unit(
        institutions.INSTITUTION_IDENTIFIERS,
        "the register's own and others, without blanks; one that two active bear is nobody's",
        {
            'facts."Institution"': [
                {
                    "institution_id": OAK,
                    "identifiers": ["isni:0000 0001 2345 678X", "grid:grid.1.a", "ccn:330101"],
                },
                {"institution_id": "npi:1", "identifiers": ["ccn:33S101"]},
                {"institution_id": "npi:2", "identifiers": ["ccn:330101", "grid:grid.1.a"]},
                {"institution_id": "npi:3", "identifiers": ["ccn:33S101"]},
            ],
            "identity.institution_status": [
                {"institution_id": id, "is_active": id != "npi:2"}
                for id in (OAK, "npi:1", "npi:2", "npi:3")
            ],
        },
        [
            {"identifier": identifier, "institution_id": OAK}
            for identifier in (OAK, "isni:000000012345678x", "grid:grid.1.a", "ccn:330101")
        ],
    ),
    Unit(
        placements.PLACE_IDENTIFIERS,
        "in an element of their own or in the text, in any notation",
        {
            "identity.place_texts": [
                {"mention": f"pubmed:{n}:1", "ordinal": 1, "text": text, "identifiers": identifiers}
                for n, text, identifiers in (
                    (1, "Oak", ["ROR:https://ror.org/0oak00001", "GRID:grid.1.a"]),
                    (2, "https://ror.org/0oak00001 0000 0001 2345 678XOak", None),
                    (3, "grid.1.aOak, wikidata.org/wiki/Q42", None),
                    (4, "Oak, 1234 Elm", None),
                    (5, "Oak, CCN 330101; Elm, CCN: 33-S102", ["CCN:330103"]),
                    (6, "CMS Certification Number: 33-0104", None),
                    (7, "Medicare provider number 330105, CCN #330106, CCN 3301071", None),
                )
            ]
        },
        [
            {"mention": f"pubmed:{n}:1", "identifier": identifier}
            for n, identifier in (
                *((1, OAK), (1, "grid:grid.1.a")),
                *((2, OAK), (2, "isni:000000012345678x")),
                *((3, "grid:grid.1.a"), (3, "wikidata:q42")),
                *((5, "ccn:330101"), (5, "ccn:33s102"), (5, "ccn:330103")),
                *((6, "ccn:330104"), (7, "ccn:330105"), (7, "ccn:330106")),
            )
        ],
    ),
    Unit(
        placements.INSTITUTIONS_IN_TEXTS,
        "a name that begins a longer one is none of its own",
        {
            "identity.place_parts": [
                {"text": TEXT, "part": part} for part in ("oak university", "oak university press")
            ],
            "identity.institution_names": [
                {"name": name, "institution_id": id, "is_ror": True}
                for name, id in (("oak university", OAK), ("oak university press", "ror:2"))
            ],
        },
        [{"text": TEXT, "name": "oak university press", "institution_id": "ror:2"}],
    ),
    Unit(
        placements.INSTITUTIONS_IN_TEXTS,
        "of two that bear the name the one in a city of the text",
        {
            "identity.place_parts": [
                {"text": TEXT, "part": part} for part in ("oak university", "springfield")
            ],
            "identity.institution_names": [
                {"name": "oak university", "institution_id": OAK, "city": "springfield"}
                | {"is_ror": True},
                {"name": "oak university", "institution_id": "ror:0oak00002", "city": "dover"}
                | {"is_ror": True},
            ],
        },
        [OF_OAK | {"in_city": True}],
    ),
    Unit(
        placements.INSTITUTIONS_IN_TEXTS,
        "where nothing tells two of a name apart, none; one of ROR goes before others",
        {
            "identity.place_parts": [
                {"text": "x", "part": "elm hospital"},
                {"text": "x", "part": "ash college"},
            ],
            "identity.institution_names": [
                {"name": "elm hospital", "institution_id": "ror:1", "city": "a", "is_ror": True},
                {"name": "elm hospital", "institution_id": "ror:2", "city": "b", "is_ror": True},
                {"name": "ash college", "institution_id": "ror:3", "city": "a", "is_ror": True},
                {"name": "ash college", "institution_id": "ccn:4", "city": "b", "is_ror": False},
            ],
        },
        [{"text": "x", "name": "ash college", "institution_id": "ror:3", "in_city": False}],
    ),
    Unit(
        placements.PLACEMENTS,
        "a printed identifier decides with certainty, a name with a city nearly, a name less",
        {
            "identity.place_identifiers": [
                {"mention": "pubmed:1:1", "ordinal": 1, "identifier": identifier}
                for identifier in (OAK, "grid.1.1")
            ],
            "identity.institution_identifiers": [{"identifier": OAK, "institution_id": OAK}],
            "identity.place_texts": [
                {"mention": "pubmed:1:1", "ordinal": 1, "text": TEXT},
                {"mention": "pubmed:2:1", "ordinal": 1, "text": "Elm Hospital"},
            ],
            "identity.institutions_in_texts": [
                OF_OAK | {"in_city": True},
                {"text": "Elm Hospital", "name": "elm hospital", "institution_id": "ccn:1"}
                | {"in_city": False},
            ],
        },
        [
            {
                "mention": "pubmed:1:1",
                "institution_id": OAK,
                "score": 1.0,
                "reasons": ["its ROR identifier is printed with it"],
            },
            {
                "mention": "pubmed:2:1",
                "institution_id": "ccn:1",
                "score": 0.85,
                "reasons": [
                    "it prints a registered name that no other institution bears: elm hospital"
                ],
            },
        ],
        {"extent": EVERYONE},
    ),
    Unit(
        placements.INSTITUTIONS_IN_TEXTS,
        "a name that says only a kind and a field needs the city",
        {
            "identity.place_parts": [
                {"text": text, "part": part}
                for text, parts in (
                    ("x", ["institute of physics"]),
                    ("y", ["school of law", "dover"]),
                )
                for part in parts
            ],
            "identity.institution_names": [
                {"name": "institute of physics", "institution_id": "ror:1", "city": "dover"},
                {"name": "school of law", "institution_id": "ror:2", "city": "dover"},
            ],
            "identity.vocabulary": [
                {"word": "institute", "role": "kind"},
                {"word": "school", "role": "kind"},
                {"word": "physics", "role": "general"},
                {"word": "law", "role": "general"},
                {"word": "of", "role": "stop"},
            ],
        },
        [{"text": "y", "institution_id": "ror:2"}],
    ),
    Unit(
        placements.PLACEMENTS,
        "a text like a name is placed where the rule is sure, and not where an identifier decides",
        {
            "identity.place_texts": [
                {"mention": f"pubmed:{n}:1", "ordinal": 1, "text": TEXT} for n in (1, 2)
            ],
            "identity.place_identifiers": [
                {"mention": "pubmed:2:1", "ordinal": 1, "identifier": "ccn:330101"}
            ],
            "identity.institution_identifiers": [
                {"identifier": "ccn:330101", "institution_id": "npi:1"}
            ],
            "identity.likely_institutions": [
                {"text": TEXT, "institution_id": OAK, "score": 0.9, "is_placed": True}
                | {"reason": "it prints a name like the registered one: oak university"},
                {"text": TEXT, "institution_id": "ror:2", "score": 0.7, "is_placed": False},
            ],
        },
        [
            {
                "mention": "pubmed:1:1",
                "institution_id": OAK,
                "reasons": ["it prints a name like the registered one: oak university"],
            },
            {
                "mention": "pubmed:2:1",
                "institution_id": "npi:1",
                "reasons": ["its CCN identifier is printed with it"],
            },
        ],
        {"extent": EVERYONE},
    ),
    Unit(
        placements.PLACES_REPLACED,
        "whom something is claimed of anew, and of superseded records whoever was placed",
        {
            "identity.placements": [{"mention": "pubmed:1:1"}],
            "identity.superseded_records": [{"record": "2"}],
            'claims."Placement"': [{"mention": f"pubmed:{n}:1"} for n in (1, 2, 3)],
        },
        [{"mention": "pubmed:1:1"}, {"mention": "pubmed:2:1"}],
    ),
    Unit(
        placements.PLACEMENTS_IN_SCOPE,
        "those that stand of whom is in scope",
        {
            'claims."Placement"': [
                {"mention": f"pubmed:{n}:1", "institution_id": OAK} for n in (1, 2)
            ],
            "identity.scope": [{"mention": "pubmed:1:1"}],
        },
        [{"mention": "pubmed:1:1", "institution_id": OAK}],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_places(unit: Unit) -> None:
    try_out(unit, register)

"""Which practitioner of the registry a person is, in rows: the weights worked out by hand."""

from math import exp, log

import pytest
from relations import Rows, Unit, try_out

from identity import practitioners, registry
from identity.extent import EVERYONE, IN_SCOPE
from identity.names import register


def _candidates(*rows: tuple[str, str]) -> Rows:
    return [{"component": component, "npi": npi} for component, npi in rows]


PRACTICES: Rows = [
    {"npi": "1", "city": "springfield il", "state": "il", "specialty": "Cardiology"},
    {"npi": "2", "city": "dover de", "state": "de", "specialty": "Urology"},
]
MEMBERS: dict[str, Rows] = {
    "identity.mentions": [{"mention": "pubmed:1:1"}, {"mention": "pubmed:2:1"}],
    "identity.components": [
        {"node": node, "component": "a"} for node in ("pubmed:2:1", "pubmed:1:1", "orcid:1")
    ],
}
WEIGHED = {"component": "a", "bearers": 2, "middle": 9.0, "in_city": True, "department": 1.2}
REASON = (
    "2 practitioners bear this full name, same middle initial, same city, "
    "department fits the specialty, topics fit the specialty"
)
SURE = WEIGHED | {"npi": "1", "topics": 2.0, "weight": 1.0, "probability": 0.99}
UNLIKELY = WEIGHED | {"npi": "2", "topics": 1.0, "weight": 0.01, "probability": 0.01}
IMPOSSIBLE = WEIGHED | {"npi": "3", "topics": 1.0, "weight": 0.0, "probability": 0.0}

PRINTED = [
    Unit(
        practitioners.REGISTERED_NAMES,
        "each spelling of a full name in plain letters; an initial is no full name",
        {
            'facts."Practitioner"': [
                {"npi": "1", "last_name": "DE LA CRUZ", "first_name": "ANA", "middle_name": "B"}
                | {"other_names": ["Quill, Ana"]},
                {"npi": "2", "last_name": "QUILL", "first_name": "A"},
            ]
        },
        [
            {"npi": "1", "surname": "delacruz", "given": "ana", "middle": "b"},
            {"npi": "1", "surname": "quill", "given": "ana", "middle": ""},
        ],
    ),
    Unit(
        practitioners.PRACTICES,
        "a city has its state with it; the primary specialty counts",
        {
            'facts."Practitioner"': [
                {"npi": "1", "city": "SPRINGFIELD", "state": "IL"},
                {"npi": "2", "city": "DOVER", "state": "DE"},
            ],
            'facts."Registration"': [
                {"npi": "1", "code": "u", "is_primary": False},
                {"npi": "1", "code": "c", "is_primary": True},
            ],
            'facts."Specialty"': [
                {"code": "c", "classification": "Cardiology"},
                {"code": "u", "classification": "Urology"},
            ],
        },
        [PRACTICES[0], PRACTICES[1] | {"specialty": None}],
    ),
    Unit(
        practitioners.NAMES_WITHOUT_NPI,
        "full names of persons of whom no NPI is stated, how often each is printed",
        {
            "identity.mentions": [
                {"mention": "1", "surname": "quill", "given": "ada", "middle": "b"},
                {"mention": "2", "surname": "quill", "given": "ada", "middle": ""},
                {"mention": "3", "surname": "quill", "given": "", "middle": ""},
                {"mention": "4", "surname": "reed", "given": "bo", "middle": ""},
            ],
            "identity.components": [
                *({"node": node, "component": "a"} for node in "123"),
                *({"node": node, "component": "b"} for node in ("4", "npi:1")),
            ],
        },
        [{"component": "a", "surname": "quill", "given": "ada", "middle": "b", "mentions": 2}],
    ),
    Unit(
        practitioners.WHEREABOUTS,
        "cities of institutions, abroad without a state, and cities printed with their state",
        {
            "identity.placements": [
                {"mention": "1", "institution_id": "oak"},
                {"mention": "2", "institution_id": "ash"},
            ],
            'facts."Institution"': [
                {"institution_id": "oak", "city": "Springfield", "state": "IL", "country": "US"},
                {"institution_id": "ash", "city": "Perth", "state": "WA", "country": "AU"},
            ],
            "identity.place_texts": [{"mention": "1", "text": "Elm, Dover, DE"}],
            "identity.place_parts": [
                {"text": "Elm, Dover, DE", "part": part} for part in ("dover", "dover de")
            ],
            "identity.practices": PRACTICES,
            "identity.components": [
                {"node": "1", "component": "a"},
                {"node": "2", "component": "b"},
            ],
        },
        [
            {"component": "a", "city": "springfield il", "state": "il"},
            {"component": "a", "city": "dover de", "state": "de"},
            {"component": "b", "city": "perth wa", "state": "-"},
        ],
    ),
    # Of 3 practitioners and 1,000 imagined ones: 3 Quills times 2 Adas in 1,003.
    Unit(
        practitioners.CANDIDATE_PRACTITIONERS,
        "bearers of the full name; the same middle initial counts nine times, another none",
        {
            "identity.names_without_npi": [
                {"component": "a", "surname": "quill", "given": "ada", "middle": "b"}
                | {"mentions": 4}
            ],
            "identity.registered_names": [
                {"npi": npi, "surname": "quill", "given": given, "middle": middle}
                for npi, given, middle in (("1", "ada", "b"), ("2", "ada", "c"), ("3", "zoe", ""))
            ],
        },
        [
            {"component": "a", "npi": npi, "mentions": 4, "bearers": 2, "middle": middle}
            | {"expected": 3 * 2 / 1_003}
            for npi, middle in (("1", 9.0), ("2", 0.0))
        ],
    ),
    Unit(
        practitioners.CANDIDATE_PRACTITIONERS,
        "a middle initial that either leaves out says nothing",
        {
            "identity.names_without_npi": [
                {"component": "a", "surname": "quill", "given": "ada", "middle": ""}
            ],
            "identity.registered_names": [
                {"npi": "1", "surname": "quill", "given": "ada", "middle": "b"}
            ],
        },
        [{"npi": "1", "bearers": 1, "middle": 1.0}],
    ),
    *(
        Unit(
            practitioners.CANDIDATE_PRACTITIONERS,
            f"{printed or 'no generation'} against {registered or 'none'}",
            {
                "identity.names_without_npi": [
                    {"component": "a", "surname": "quill", "given": "ada", "middle": ""}
                    | {"generation": printed}
                ],
                "identity.registered_names": [
                    {"npi": "1", "surname": "quill", "given": "ada", "middle": ""}
                    | {"generation": registered}
                ],
            },
            [{"npi": "1", "generation": factor}],
        )
        for printed, registered, factor in (
            ("jr", "jr", 25.0),
            ("jr", "sr", 0.0),
            ("jr", "", 1e-6),
            ("iii", "", 1e-6),
            ("sr", "", 0.3),
            ("", "jr", 0.3),
            ("", "", 1.0),
        )
    ),
    Unit(
        practitioners.SPECIALTY_STEMS,
        "six letters of words that tell",
        {"identity.practices": [{"npi": "1", "specialty": "Cardiology Physician, Head"}]},
        [{"specialty": "Cardiology Physician, Head", "stem": "cardio"}],
    ),
    Unit(
        practitioners.DEPARTMENT_STEMS,
        "of persons who have candidates",
        {
            "identity.place_texts": [
                {"mention": "1", "text": "Cardiovascular Dept"},
                {"mention": "2", "text": "Urology"},
            ],
            "identity.components": [
                {"node": "1", "component": "a"},
                {"node": "2", "component": "b"},
            ],
            "identity.candidate_practitioners": _candidates(("a", "1")),
        },
        [{"component": "a", "stem": "cardio"}],
    ),
    Unit(
        practitioners.PUBLISHED_TOPICS,
        "papers on each topic of persons who have candidates",
        {
            "identity.mentions": [
                {"mention": "1", "record": "p"},
                {"mention": "2", "record": "q"},
                {"mention": "3", "record": "q"},
            ],
            "identity.components": [
                {"node": "1", "component": "a"},
                {"node": "2", "component": "a"},
                {"node": "3", "component": "b"},
            ],
            'facts."ABOUT"': [
                {"start": "p", "end": "Heart"},
                {"start": "q", "end": "Heart"},
                {"start": "q", "end": "Lung"},
            ],
            "identity.candidate_practitioners": _candidates(("a", "1")),
        },
        [
            {"component": "a", "topic": "Heart", "papers": 2},
            {"component": "a", "topic": "Lung", "papers": 1},
        ],
    ),
]
EVIDENCE = [
    # A city or state of 1 in 1,002 counts as 5 in 1,000, the least.
    Unit(
        registry.PLACE_EVIDENCE,
        "the city says most, then the state, then the country; no place says nothing",
        {
            "identity.candidate_practitioners": _candidates(
                *((component, "1") for component in ("city", "state", "home", "abroad", "nowhere"))
            ),
            "identity.practices": PRACTICES,
            "identity.whereabouts": [
                {"component": "city", "city": "springfield il", "state": "il"},
                {"component": "state", "city": "elgin il", "state": "il"},
                {"component": "home", "city": "dover de", "state": "de"},
                {"component": "abroad", "city": "perth wa", "state": "-"},
            ],
        },
        [
            {"component": "city", "npi": "1", "in_city": True, "in_state": True}
            | {"place": 0.75 / 0.005},
            {"component": "state", "npi": "1", "in_city": False, "in_state": True}
            | {"place": 0.15 / 0.005},
            {"component": "home", "npi": "1", "in_city": False, "in_state": False, "place": 0.12},
            {"component": "abroad", "npi": "1", "in_city": False, "in_state": False}
            | {"place": 0.03},
            {"component": "nowhere", "npi": "1", "in_city": None, "in_state": None, "place": 1.0},
        ],
    ),
    # Half of the two practitioners are cardiologists: 0.6 / 0.5.
    Unit(
        registry.DEPARTMENT_EVIDENCE,
        "one that fits the specialty, one that fits another, one that fits none",
        {
            "identity.candidate_practitioners": _candidates(("a", "1"), ("a", "2"), ("b", "1")),
            "identity.practices": PRACTICES,
            "identity.specialty_stems": [
                {"specialty": "Cardiology", "stem": "cardio"},
                {"specialty": "Urology", "stem": "urolog"},
            ],
            "identity.department_stems": [
                {"component": "a", "stem": "cardio"},
                {"component": "b", "stem": "instit"},
            ],
        },
        [
            {"component": "a", "npi": "1", "department": 0.6 / 0.5},
            {"component": "a", "npi": "2", "department": 0.35},
            {"component": "b", "npi": "1", "department": 1.0},
        ],
    ),
    # Of 8 papers of sure ties 3 are on X and 5 on Y; five papers of the overall shares are added
    # to the four of each specialty.
    Unit(
        registry.TOPICS_OF_SURE_TIES,
        "how much more a specialty publishes on a topic than all do; doubtful ties teach nothing",
        {
            "identity.weighed_candidates": [
                {"component": "a", "npi": "1", "probability": 0.98},
                {"component": "b", "npi": "2", "probability": 0.99},
                {"component": "c", "npi": "1", "probability": 0.97},
            ],
            "identity.practices": PRACTICES,
            "identity.published_topics": [
                {"component": "a", "topic": "X", "papers": 3},
                {"component": "a", "topic": "Y", "papers": 1},
                {"component": "b", "topic": "Y", "papers": 4},
                {"component": "c", "topic": "Z", "papers": 9},
            ],
        },
        [
            {"specialty": "Cardiology", "topic": "X", "says": log((3 + 5 * 0.375) / 9 / 0.375)},
            {"specialty": "Cardiology", "topic": "Y", "says": log((1 + 5 * 0.625) / 9 / 0.625)},
            {"specialty": "Urology", "topic": "Y", "says": log((4 + 5 * 0.625) / 9 / 0.625)},
        ],
    ),
    Unit(
        registry.TOPIC_EVIDENCE,
        "three times the mean of what topics say, e to the third at most",
        {
            "identity.candidate_practitioners": _candidates(("a", "1"), ("b", "1"), ("c", "1")),
            "identity.practices": PRACTICES,
            "identity.published_topics": [
                {"component": "a", "topic": "X", "papers": 1},
                {"component": "a", "topic": "Y", "papers": 3},
                {"component": "b", "topic": "X", "papers": 2},
                {"component": "c", "topic": "Z", "papers": 2},
            ],
            "identity.specialty_topics": [
                {"specialty": "Cardiology", "topic": "X", "says": 2.0},
                {"specialty": "Cardiology", "topic": "Y", "says": -0.5},
            ],
        },
        [
            # (2 - 3 * 0.5) / 4 papers, three times
            {"component": "a", "npi": "1", "topics": exp(3 * 0.5 / 4)},
            {"component": "b", "npi": "1", "topics": exp(3)},
        ],
    ),
    # 0.5 / 2 bearers * 2 for the place = 0.5, twice that with topics; nobody: 0.5 * (0.98 + 0.02).
    Unit(
        registry.WEIGHED_CANDIDATES,
        "candidates share what is probable with each other and with nobody",
        {
            "identity.candidate_practitioners": [
                {"component": "a", "npi": npi, "bearers": 2, "middle": 1.0, "expected": 0.98}
                | {"generation": 1.0}
                for npi in "12"
            ],
            "identity.place_evidence": [{"component": "a", "npi": n, "place": 2.0} for n in "12"],
            "identity.department_evidence": [
                {"component": "a", "npi": npi, "department": 1.0} for npi in "12"
            ],
            "identity.topic_evidence": [{"component": "a", "npi": "2", "topics": 2.0}],
        },
        [
            {"npi": "1", "topics": 1.0, "weight": 0.5, "probability": 0.5 / (1.5 + 0.5)},
            {"npi": "2", "topics": 2.0, "weight": 1.0, "probability": 1.0 / (1.5 + 0.5)},
        ],
    ),
    Unit(
        registry.REGISTRY_LINKS,
        "every mention of a person whose best candidate is probable enough",
        MEMBERS
        | {
            "identity.weighed_candidates": [
                SURE,
                UNLIKELY,
                SURE | {"component": "b", "probability": 0.97},
            ]
        },
        [
            {"mention": mention, "key": "npi:1", "layer": "registry", "score": 0.99}
            | {"reason": f"NPI 1 with probability 0.99: {REASON}"}
            for mention in ("pubmed:1:1", "pubmed:2:1")
        ],
    ),
    Unit(
        registry.CANDIDACIES,
        "the two best that are possible at all, with all mentions of the person",
        MEMBERS | {"identity.weighed_candidates": [IMPOSSIBLE, UNLIKELY, SURE]},
        [
            {"mention": "pubmed:1:1", "mentions": ["pubmed:1:1", "pubmed:2:1"], "npi": "1"}
            | {"score": 0.99, "namesakes": 2, "is_tied": True}
            | {"reasons": [f"NPI 1 with probability 0.99: {REASON}"]},
            {"mention": "pubmed:1:1", "mentions": ["pubmed:1:1", "pubmed:2:1"], "npi": "2"}
            | {"score": 0.01, "namesakes": 2, "is_tied": False}
            | {
                "reasons": [
                    "NPI 2 with probability 0.01: 2 practitioners bear this full name, "
                    "same middle initial, same city, department fits the specialty"
                ]
            },
        ],
        {"extent": EVERYONE},
    ),
    Unit(
        registry.CANDIDACIES,
        "those of persons outside the scope stand",
        {
            'claims."Candidacy"': [
                {"mention": "in", "npi": "1"},
                {"mention": "out", "npi": "2"},
            ],
            "identity.scope": [{"mention": "in"}],
        },
        [{"mention": "out", "npi": "2"}],
        {"extent": IN_SCOPE},
    ),
]
REGISTERED = [
    Unit(
        practitioners.REGISTERED_SURNAMES,
        "people by plain family name; organisations have none",
        {'facts."Practitioner"': [{"last_name": n} for n in ("MÜLLER", "Muller", None)]},
        [{"people": 2}],
    ),
]
UNITS = [*PRINTED, *EVIDENCE, *REGISTERED]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_registry(unit: Unit) -> None:
    try_out(unit, register)

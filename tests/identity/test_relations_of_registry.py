"""Which practitioner of the registry a person is, in rows: the weights worked out by hand."""

from math import exp, log

import duckdb
import pytest
from relations import Rows, Unit, try_out

from identity import practitioner_evidence, practitioners, registry
from identity.extent import EVERYONE
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
            {"component": "a", "npi": npi, "share": 1.0, "bearers": 2, "middle": middle}
            | {"expected": 3 * 2 / 1_003}
            for npi, middle in (("1", 9.0), ("2", 0.0))
        ],
    ),
    # Of 4 mentions 3 are printed with the one name and 1 with the other.
    Unit(
        practitioners.CANDIDATE_PRACTITIONERS,
        "who bears all full names of a person is one candidate, who bears the rarer bears less",
        {
            "identity.names_without_npi": [
                {"component": "a", "surname": surname, "given": "ada", "mentions": mentions}
                | {"middle": "", "generation": ""}
                for surname, mentions in (("quill", 3), ("reed", 1))
            ],
            "identity.registered_names": [
                {"npi": npi, "surname": surname, "given": "ada", "middle": middle}
                | {"generation": ""}
                for npi, surname, middle in (
                    ("1", "quill", ""),
                    ("1", "quill", "m"),
                    ("1", "reed", ""),
                    ("2", "reed", ""),
                )
            ],
        },
        [
            {"component": "a", "npi": "1", "share": 1.0, "bearers": 1},
            {"component": "a", "npi": "2", "share": 0.25, "bearers": 2},
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
        practitioners.PAID_TRIALS,
        "the NPI that a company reports with a trial of the person",
        {
            "identity.mentions": [
                {"mention": "clinical-trials:NCT1:1", "record": "NCT1"},
                {"mention": "pubmed:2:1", "record": "2"},
            ],
            "identity.components": [
                {"node": "clinical-trials:NCT1:1", "component": "a"},
                {"node": "pubmed:2:1", "component": "b"},
            ],
            'facts."Payment"': [
                {"payment_id": "p", "nct_id": "NCT1"},
                {"payment_id": "q", "nct_id": "NCT9"},
                {"payment_id": "r"},
            ],
            'facts."Payee"': [
                {"payment_id": "p", "npi": "1"},
                {"payment_id": "p"},
                {"payment_id": "q", "npi": "2"},
                {"payment_id": "r", "npi": "3"},
            ],
        },
        [{"component": "a", "npi": "1"}],
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
PART_OF_A = duckdb.sql("SELECT hash('a') % 7").fetchall()[0][0]
EVIDENCE = [
    # A city or state of 1 in 1,002 counts as 5 in 1,000, the least.
    Unit(
        practitioner_evidence.PLACE_EVIDENCE,
        "the city says most, then the state, then the country; no place says nothing",
        {
            "identity.candidates_at_once": _candidates(
                *(
                    (component, "1")
                    for component in ("city", "half", "state", "home", "abroad", "nowhere")
                )
            ),
            "identity.practices": PRACTICES,
            "identity.whereabouts": [
                {"component": component, "city": city, "state": state, "share": share}
                for component, city, state, share in (
                    ("city", "springfield il", "il", 1.0),
                    ("half", "springfield il", "il", 0.5),
                    ("half", "perth wa", "-", 0.5),
                    ("state", "elgin il", "il", 1.0),
                    ("home", "dover de", "de", 1.0),
                    ("abroad", "perth wa", "-", 1.0),
                )
            ],
        },
        [
            {"component": component, "npi": "1", "in_city": city, "in_state": state}
            | {"place": place}
            for component, city, state, place in (
                ("city", True, True, 0.8 * 1 / 0.005 + 0.1 * 1 / 0.005 + 0.2),
                ("half", True, True, 0.8 * 0.5 / 0.005 + 0.1 * 0.5 / 0.005 + 0.2),
                ("state", False, True, 0.1 * 1 / 0.005 + 0.2),
                ("home", False, False, 0.2),
                ("abroad", False, False, 0.05),
                ("nowhere", False, False, 1.0),
            )
        ],
    ),
    # Half of the two practitioners are cardiologists: 0.6 / 0.5.
    Unit(
        practitioner_evidence.DEPARTMENT_EVIDENCE,
        "one that fits the specialty, one that fits another, one that fits none",
        {
            "identity.candidates_at_once": _candidates(("a", "1"), ("a", "2"), ("b", "1")),
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
        practitioner_evidence.TOPICS_OF_SURE_TIES,
        "how much more a specialty publishes on a topic than all do; doubtful ties teach nothing",
        {
            "identity.best_candidates": [
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
    # Of 5 departments of sure ties 2 name hearts and 3 name urine; two of the overall shares are
    # added to the departments of each specialty.
    Unit(
        practitioner_evidence.DEPARTMENTS_OF_SURE_TIES,
        "how much more a specialty works in a department than all do, also where it never does",
        {
            "identity.best_candidates": [
                {"component": component, "npi": npi, "probability": probability}
                for component, npi, probability in (
                    ("a", "1", 0.98),
                    ("b", "1", 0.99),
                    ("c", "2", 0.99),
                    ("d", "2", 1.0),
                    ("e", "1", 0.97),
                )
            ],
            "identity.practices": PRACTICES,
            "identity.department_stems": [
                {"component": component, "stem": stem}
                for component, stem in (
                    ("a", "cardio"),
                    ("b", "cardio"),
                    ("b", "urolog"),
                    ("c", "urolog"),
                    ("d", "urolog"),
                    ("d", "instit"),
                    ("e", "urolog"),
                )
            ],
            "identity.specialty_stems": [
                {"specialty": "Cardiology", "stem": "cardio"},
                {"specialty": "Urology", "stem": "urolog"},
            ],
        },
        [
            {"specialty": specialty, "stem": stem, "says": log((n + 2 * share) / (of + 2) / share)}
            for specialty, stem, n, of, share in (
                ("Cardiology", "cardio", 2, 3, 0.4),
                ("Cardiology", "urolog", 1, 3, 0.6),
                ("Urology", "cardio", 0, 2, 0.4),
                ("Urology", "urolog", 2, 2, 0.6),
            )
        ],
    ),
    Unit(
        practitioner_evidence.DEPARTMENT_EVIDENCE,
        "what was learnt of departments stands for what their names say, e to the third at most",
        {
            "identity.candidates_at_once": _candidates(("a", "1"), ("a", "2")),
            "identity.practices": PRACTICES,
            "identity.specialty_stems": [
                {"specialty": "Cardiology", "stem": "cardio"},
                {"specialty": "Urology", "stem": "urolog"},
            ],
            "identity.department_stems": [
                {"component": "a", "stem": "cardio"},
                {"component": "a", "stem": "urolog"},
            ],
            "identity.specialty_departments": [
                {"specialty": "Cardiology", "stem": "cardio", "says": 2.0},
                {"specialty": "Cardiology", "stem": "urolog", "says": -1.0},
                {"specialty": "Urology", "stem": "urolog", "says": 9.0},
            ],
        },
        [
            {"component": "a", "npi": "1", "department": exp((2 - 1) / 2)},
            {"component": "a", "npi": "2", "department": exp(3)},
        ],
    ),
    Unit(
        practitioner_evidence.TOPIC_EVIDENCE,
        "three times the mean of what topics say, e to the third at most",
        {
            "identity.candidates_at_once": _candidates(("a", "1"), ("b", "1"), ("c", "1")),
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
    # 0.5 / 2 bearers * 2 for the place = 0.5, twice that with topics; nobody: 0.5 * 1, the most.
    Unit(
        practitioner_evidence.WEIGHED_CANDIDATES,
        "candidates share what is probable with each other and with nobody",
        {
            "identity.candidates_at_once": [
                {"component": "a", "npi": npi, "bearers": 2, "middle": 1.0, "expected": 0.98}
                | {"generation": 1.0, "share": 1.0}
                for npi in "12"
            ],
            "identity.place_evidence": [{"component": "a", "npi": n, "place": 2.0} for n in "12"],
            "identity.department_evidence": [
                {"component": "a", "npi": npi, "department": 1.0} for npi in "12"
            ],
            "identity.topic_evidence": [{"component": "a", "npi": "2", "topics": 2.0}],
            "identity.practices": [{"npi": npi} for npi in "12"],
        },
        [
            {"npi": "1", "topics": 1.0, "weight": 0.5, "probability": 0.5 / (1.5 + 0.5)},
            {"npi": "2", "topics": 2.0, "weight": 1.0, "probability": 1.0 / (1.5 + 0.5)},
        ],
    ),
    # Half of the names: a quarter; 6 * 7 = 42 is cut to 4 / 0.5 where half are of the specialty;
    # a hundred times that with a paid trial. 0.5 * 0.25 * 8 = 1.
    Unit(
        practitioner_evidence.WEIGHED_CANDIDATES,
        "department and topics say no more than the specialty is rare; a paid trial says most",
        {
            "identity.candidates_at_once": [
                {"component": component, "npi": "1", "bearers": 1, "middle": 1.0, "expected": 0.95}
                | {"generation": 1.0, "share": 0.5}
                for component in "ab"
            ],
            "identity.place_evidence": [
                {"component": component, "npi": "1", "place": 1.0} for component in "ab"
            ],
            "identity.department_evidence": [
                {"component": component, "npi": "1", "department": 6.0} for component in "ab"
            ],
            "identity.topic_evidence": [
                {"component": component, "npi": "1", "topics": 7.0} for component in "ab"
            ],
            "identity.practices": [
                {"npi": "1", "specialty": "Cardiology"},
                {"npi": "2", "specialty": "Urology"},
            ],
            "identity.paid_trials": [{"component": "b", "npi": "1"}],
        },
        [
            {"component": "a", "has_paid_trial": False, "weight": 1.0, "probability": 1 / 1.5},
            {"component": "b", "has_paid_trial": True, "weight": 100.0}
            | {"probability": 100 / 100.5},
        ],
    ),
    Unit(
        registry.REGISTRY_LINKS,
        "every mention of a person whose best candidate is probable enough",
        MEMBERS
        | {
            "identity.best_candidates": [
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
        practitioner_evidence.CANDIDATES_AT_ONCE,
        "those of a part of the persons",
        {"identity.candidate_practitioners": _candidates(("a", "1"), ("a", "2"), ("b", "1"))},
        [{"component": "a", "npi": "1"}, {"component": "a", "npi": "2"}],
        {"parts": 7, "part": PART_OF_A},
    ),
    Unit(
        practitioner_evidence.BEST_SO_FAR,
        "two of each person, added to those of other persons; one that cannot be is none",
        {
            "identity.best_candidates": [{"component": "b", "npi": "9"}],
            "identity.weighed_candidates": [
                {"component": "a", "npi": npi, "weight": weight, "probability": probability}
                for npi, weight, probability in (
                    ("1", 5.0, 0.1),
                    ("2", 9.0, 0.5),
                    ("3", 7.0, 0.2),
                    ("4", 0.0, 0.9),
                )
            ],
        },
        [
            {"component": "b", "npi": "9"},
            {"component": "a", "npi": "2"},
            {"component": "a", "npi": "3"},
        ],
    ),
    Unit(
        registry.CANDIDACIES,
        "the two best, with all mentions of the person",
        MEMBERS | {"identity.best_candidates": [UNLIKELY, SURE]},
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


# The first is so large that each of the others by itself is lost beside it.
SAYS = {f"topic {at:03}": 1e-16 if at else 2.0 for at in range(900)}


@pytest.mark.parametrize("topics", [[*SAYS], [*reversed(SAYS)]], ids=["down", "up"])
def test_numbers_are_added_up_in_one_order(topics: list[str]) -> None:
    """Rows come in any order, and the last digits would tell it."""
    rows: dict[str, str] = {
        "candidates_at_once": "SELECT 'a' AS component, '1' AS npi",
        "practices": "SELECT '1' AS npi, 'u' AS specialty",
        "published_topics": "SELECT 'a' AS component, unnest($topics) AS topic, 1 AS papers",
        "specialty_topics": "SELECT 'u' AS specialty, unnest($topics) AS topic, "
        "unnest($says) AS says",
    }
    with duckdb.connect() as db:
        db.execute("CREATE SCHEMA identity")
        for name, text in rows.items():
            given = {"topics": topics, "says": [SAYS[topic] for topic in topics]}
            asked = {key: value for key, value in given.items() if f"${key}" in text}
            db.execute(f"CREATE TABLE identity.{name} AS {text}", asked)
        [(found,)] = db.sql(
            f"SELECT topics FROM ({practitioner_evidence.TOPIC_EVIDENCE.text})"
        ).fetchall()
    assert found == exp(3 * 2.0 / 900)

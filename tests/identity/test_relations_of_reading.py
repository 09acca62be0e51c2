"""What records say of everyone they name, in rows: a few records each."""

from datetime import date

import duckdb
import pytest
from relations import Rows, Unit, try_out

from identity import reading
from identity.extent import CHANGED, EVERYONE, IN_SCOPE
from identity.names import register

ADA = {"mention": "pubmed:1:1", "pmid": "1", "last_name": "Quill", "is_valid": True}
NAMED: dict[str, Rows] = {
    'facts."Byline"': [
        ADA,
        {"mention": "pubmed:1:2", "pmid": "1", "last_name": "Quil", "is_valid": False},
        {"mention": "pubmed:1:3", "pmid": "1", "collective_name": "The Oaks", "is_valid": True},
        {"mention": "pubmed:3:1", "pmid": "3", "last_name": "Reed", "is_valid": True},
    ],
    'facts."Collaborator"': [
        {"mention": "pubmed:1:investigator:1", "pmid": "1", "last_name": "Marsh"}
    ],
    'facts."Official"': [{"mention": "clinical-trials:N2:1", "nct_id": "N2", "last_name": "Bo"}],
    'facts."PrincipalInvestigator"': [
        {"mention": "reporter:nih-4:1", "application_id": "nih-4", "last_name": "ELM"}
        | {"fore_name": "DEE J"}
    ],
    "identity.changed_records": [{"record": "N2"}],
    "identity.scope": [{"mention": "pubmed:3:1"}, {"mention": "nppes:9"}],
}
PAPERS: Rows = [{"place": 0, "record": "1"}, {"place": 1, "record": "2"}]
MENTIONS: Rows = [
    {"place": 0, "mention": "m", "record": "1", "surname": "quill", "letter": "a"},
    {"place": 1, "mention": "n", "record": "1", "surname": "marsh", "letter": ""},
    {"place": 2, "mention": "o", "record": "2", "surname": "quill", "letter": "a"},
]


def _hash(word: str) -> int:
    """A word as bags hold it."""
    rows = duckdb.execute("SELECT hash($1)", [word]).fetchall()
    return int(rows[0][0])


def _bag(*words: tuple[int, str]) -> Rows:
    return [{"owner": owner, "word": _hash(word)} for owner, word in words]


UNITS = [
    Unit(
        reading.NAMED,
        "bylines that stand, members of groups and officials; two of one trial may be one person",
        NAMED,
        [
            {"mention": "pubmed:1:1", "record": "1", "roster": 1, "last_name": "Quill"},
            {"mention": "pubmed:3:1", "record": "3", "roster": 1, "last_name": "Reed"},
            {
                "mention": "pubmed:1:investigator:1",
                "record": "1",
                "roster": 2,
                "last_name": "Marsh",
            },
            {"mention": "clinical-trials:N2:1", "record": "N2", "roster": 0, "last_name": "Bo"},
            {"mention": "reporter:nih-4:1", "record": "nih-4", "roster": 3, "last_name": "ELM"},
        ],
        {"extent": EVERYONE},
    ),
    Unit(
        reading.NAMED,
        "given names in capitals are no initials",
        {'facts."PrincipalInvestigator"': NAMED['facts."PrincipalInvestigator"']},
        [{"mention": "reporter:nih-4:1", "fore_name": "dee j"}],
        {"extent": EVERYONE},
    ),
    Unit(
        reading.NAMED,
        "of changed records only",
        NAMED,
        [{"mention": "clinical-trials:N2:1"}],
        {"extent": CHANGED},
    ),
    Unit(reading.NAMED, "in scope only", NAMED, [{"mention": "pubmed:3:1"}], {"extent": IN_SCOPE}),
    Unit(
        reading.FAMILY_NAMES,
        "each spelling once",
        {"identity.named": [{"last_name": name} for name in ("de la Cruz", "QUILL", "QUILL", "?")]},
        [
            {"last_name": "de la Cruz", "surname": "delacruz"},
            {"last_name": "QUILL", "surname": "quill"},
            {"last_name": "?", "surname": ""},
        ],
    ),
    Unit(
        reading.GIVEN_NAMES,
        "each spelling once; a first letter is that of the name, or of the initials",
        {
            "identity.named": [
                {"fore_name": "Ána B", "initials": "AB"},
                {"fore_name": "Ána B", "initials": "AB"},
                {"fore_name": "", "initials": "Q"},
                {"initials": "JH"},
                {"initials": None},
            ]
        },
        [
            {
                "is_printed": True,
                "fore_name": "Ána B",
                "given": "ana",
                "middle": "b",
                "letter": "a",
            },
            {"is_printed": True, "fore_name": "", "given": "", "middle": "", "letter": "q"},
            {"is_printed": False, "fore_name": "", "given": "", "middle": "", "letter": "j"},
            {"is_printed": False, "fore_name": "", "given": "", "middle": "", "letter": ""},
        ],
    ),
    Unit(
        reading.MENTIONS,
        "names in plain letters; one that has none is left out, one stated twice counts once",
        {
            "identity.named": [
                {"mention": "b", "record": "1", "last_name": "de la Cruz", "fore_name": "Ána B"},
                {"mention": "a", "record": "1", "last_name": "QUILL", "initials": "A"},
                {"mention": "a", "record": "1", "last_name": "QUILL", "initials": "A"},
                {"mention": "c", "record": "1", "last_name": "?", "suffix": "Jr."},
            ],
            "identity.family_names": [
                {"last_name": "de la Cruz", "surname": "delacruz"},
                {"last_name": "QUILL", "surname": "quill"},
                {"last_name": "?", "surname": ""},
            ],
            "identity.given_names": [
                {"is_printed": True, "fore_name": "Ána B", "initials": ""}
                | {"given": "ana", "middle": "b", "letter": "a"},
                {"is_printed": False, "fore_name": "", "initials": "A"}
                | {"given": "", "middle": "", "letter": "a"},
                {"is_printed": False, "fore_name": "", "initials": ""}
                | {"given": "", "middle": "", "letter": ""},
            ],
        },
        [
            {
                "place": 0,
                "mention": "a",
                "surname": "quill",
                "fore_name": "A",
                "initials": "A",
                "given": "",
                "middle": "",
                "letter": "a",
                "suffix": "",
            },
            {
                "place": 1,
                "mention": "b",
                "surname": "delacruz",
                "fore_name": "Ána B",
                "initials": "",
                "given": "ana",
                "middle": "b",
                "letter": "a",
                "suffix": "",
            },
        ],
    ),
    Unit(
        reading.RECORDS,
        "papers and trials that name someone, in the order of their ids",
        {
            "identity.mentions": [{"record": r} for r in ("nih-1", "N2", "1", "1")],
            'facts."Paper"': [
                {"pmid": "1", "title": "Oaks", "published_on": date(2020, 5, 1)},
                {"pmid": "3", "title": "Elms"},
            ],
            'facts."Trial"': [{"nct_id": "N2", "title": "Ash", "started_on": date(2021, 1, 1)}],
            'facts."Project"': [{"application_id": "nih-1", "title": "Yew", "fiscal_year": 2022}],
        },
        [
            {"place": 0, "record": "1", "year": 2020, "journal": 0, "title": "Oaks"},
            {"place": 1, "record": "N2", "year": 2021, "journal": 0, "title": "Ash"},
            {"place": 2, "record": "nih-1", "year": 2022, "journal": 0, "title": "Yew"},
        ],
    ),
    Unit(
        reading.SMALL_RECORDS,
        "a hundred names are few enough, a hundred and one are not",
        {
            "identity.mentions": [{"record": "1"}] * 100 + [{"record": "2"}] * 101,
            "identity.records": PAPERS,
        },
        [{"place": 0, "record": "1"}],
    ),
    Unit(
        reading.AFFILIATION_WORDS,
        "words of a mention's affiliations; those of nobody named are left out",
        {
            "identity.mentions": MENTIONS,
            'facts."Affiliation"': [
                {"mention": "n", "ordinal": 1, "text": "Oak-Hall, Dover"},
                {"mention": "z", "ordinal": 1, "text": "Elm"},
            ],
        },
        [{"owner": 1, "word": "oakhall"}, {"owner": 1, "word": "dover"}],
    ),
    Unit(
        reading.BAGS["affiliation"],
        "each word once; common words and single letters say nothing",
        {
            "identity.affiliation_words": [
                {"owner": 0, "word": word} for word in ("oak", "oak", "university", "x", "elm")
            ]
        },
        _bag((0, "oak"), (0, "elm")),
    ),
    Unit(
        reading.BAGS["places"],
        "a record has the words of all its mentions, where it names few",
        {
            "identity.affiliation_words": [
                {"owner": 0, "word": "oak"},
                {"owner": 1, "word": "elm"},
                {"owner": 2, "word": "ash"},
            ],
            "identity.mentions": MENTIONS,
            "identity.small_records": PAPERS[:1],
        },
        _bag((0, "oak"), (0, "elm")),
    ),
    Unit(
        reading.BAGS["topics"],
        "headings of papers and of trials",
        {
            'facts."ABOUT"': [{"start": "1", "end": "Heart Failure"}],
            'facts."STUDIES"': [{"start": "2", "end": "Asthma"}, {"start": "9", "end": "Gout"}],
            "identity.records": PAPERS,
        },
        _bag((0, "Heart Failure"), (1, "Asthma")),
    ),
    Unit(
        reading.BAGS["subject"],
        "title, journal and headings, the headings in whole and in words",
        {
            "identity.records": [PAPERS[0] | {"title": "The oaks"}],
            'facts."Paper"': [{"pmid": "1", "journal_id": "j"}],
            'facts."Journal"': [{"journal_id": "j", "title": "Woodland"}],
            'facts."ABOUT"': [{"start": "1", "end": "Heart Failure"}],
        },
        _bag((0, "oaks"), (0, "woodland"), (0, "Heart Failure"), (0, "heart"), (0, "failure")),
    ),
    Unit(
        reading.BAGS["coauthors"],
        "family names with the first letter, of records that name few",
        {"identity.mentions": MENTIONS, "identity.small_records": PAPERS[:1]},
        _bag((0, "quill a"), (0, "marsh ")),
    ),
    Unit(
        reading.BAGS["cited"],
        "the papers that a record cites, by PubMed's own list",
        {
            'facts."CITES"': [
                {"start": "2", "end": "77", "source": "pubmed"},
                {"start": "2", "end": "88", "source": "icite"},
            ],
            "identity.records": PAPERS,
        },
        _bag((1, "77")),
    ),
    Unit(
        reading.BAGS["grants"],
        "the grants that a record names or is about, by institute and serial number",
        {
            'facts."FUNDED_BY"': [
                {"start": "1", "end": "Oak Trust: 7"},
                {"start": "1", "end": "NCI NIH HHS: 5R01 CA12345-02"},
                {"start": "2", "end": "CA-012345"},
            ],
            'facts."Project"': [{"application_id": "2", "core_project": "N01HC-7"}],
            "identity.records": PAPERS,
        },
        _bag((0, "CA012345"), (0, "Oak Trust: 7"), (1, "CA012345"), (1, "N01HC-7")),
    ),
    Unit(
        reading.MENTION_COLUMNS,
        "hashes of names; what is not printed is 0, a first name that is not printed nothing",
        {
            "identity.mentions": [
                MENTIONS[0] | {"given": "ada", "suffix": "", "fore_name": "Ada", "orcid": "o"},
                {"place": 1, "mention": "p", "record": "2", "surname": "mueller", "letter": ""}
                | {"given": "", "suffix": "jr", "fore_name": "", "initials": ""},
            ],
            "identity.records": PAPERS,
        },
        [
            {
                "mention": "m",
                "key": _hash("m"),
                "record": 0,
                "surname": _hash("quill"),
                "orcid": _hash("o"),
                "suffix": 0,
                "author": _hash("quill a"),
                "block": _hash("quilla"),
                "initial": ord("a"),
                "letters": 5,
                "given": _hash("ada"),
                "form": 1,
            },
            {
                "mention": "p",
                "key": _hash("p"),
                "record": 1,
                "surname": _hash("mueller"),
                "orcid": 0,
                "suffix": _hash("jr"),
                "author": _hash("mueller "),
                "block": _hash("muller"),
                "initial": 0,
                "letters": 7,
                "given": None,
                "form": 0,
            },
        ],
    ),
    Unit(
        reading.SPELLINGS,
        "each spelling of given names once",
        {"identity.mentions": [{"fore_name": "Ada", "initials": "A"}] * 2 + [{"fore_name": "A"}]},
        [{"fore_name": "A", "initials": None}, {"fore_name": "Ada", "initials": "A"}],
    ),
    Unit(
        reading.RECORD_COLUMNS,
        "year, journal and the hash by which citations are looked up",
        {"identity.records": [{"place": 0, "record": "1", "year": 2020, "journal": 7}]},
        [{"year": 2020, "journal": 7, "pmid": _hash("1")}],
    ),
    Unit(
        reading.BAG_WORDS,
        "words of affiliations, topics, titles and journals, each once",
        {
            "identity.affiliation_words": [{"word": "oak"}, {"word": "oak"}],
            "identity.records": [{"place": 0, "record": "1", "title": "Oak hearts"}],
            'facts."ABOUT"': [{"start": "1", "end": "Heart Failure"}],
        },
        [{"word": word} for word in ("oak", "hearts", "Heart Failure", "heart", "failure")],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_reading(unit: Unit) -> None:
    try_out(unit, register)

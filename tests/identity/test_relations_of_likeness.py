"""Which institution a text is like, in rows: Oak University, Elm Memorial Hospital."""

from math import log

import pytest
from relations import Rows, Unit, try_out

from identity import institution_words as words
from identity import like_institutions as like
from identity.institution_evaluation import JUDGED_PLACEMENTS
from identity.institutions import BEARS
from identity.names import register

OAK, ELM = "ror:0oak00001", "ror:0elm00001"
TEXT = "Univ. Oak Hosp., Dover"
VOCABULARY: Rows = [
    {"word": "university", "meaning": "university", "role": "kind"},
    {"word": "univ", "meaning": "university", "role": "kind"},
    {"word": "hospital", "meaning": "hospital", "role": "kind"},
    {"word": "uniklinik", "meaning": "university hospital", "role": "kind"},
    {"word": "cancer", "meaning": "cancer", "role": "general"},
    {"word": "of", "meaning": "of", "role": "stop"},
    {"word": "mass", "meaning": "massachusetts", "role": None},
]


def _names(*names: str, city: str | None = None) -> Rows:
    """Registered names, the first of Oak and the others of Elm."""
    return [
        {"name": name, "apart": name, "institution_id": ELM if at else OAK, "city": city}
        | {"is_ror": True, "standing": BEARS}
        for at, name in enumerate(names)
    ]


def _printed(*parts: str) -> Rows:
    """The words of one clause, in parts."""
    roles = {row["word"]: row["role"] for row in VOCABULARY}
    spelled = [(part, word) for part, text in enumerate(parts, 1) for word in text.split()]
    return [
        {"clause": 1, "part": part, "position": at, "printed": word, "word": word}
        | {"role": roles.get(word)}
        for at, (part, word) in enumerate(spelled, 1)
    ]


def _setting(about: str, share: float, *parts: str, name: str = "university oak") -> Unit:
    rows, wanted = _printed(*parts), name.split()
    positions = [row["position"] for row in rows if row["word"] in wanted]
    order = [row["word"] for row in rows if row["word"] in wanted]
    found = {"clause": 1, "name": name, "positions": positions, "everywhere": positions}
    found |= {"words": order, "is_in_order": order == [word for word in wanted if word in order]}
    given = {"identity.place_words": rows, "identity.like_names": [found]}
    given["identity.institution_words"] = [
        {"name": name, "word": word, "role": "kind"} for word in ("university",)
    ]
    return Unit(like.LIKE_SETTINGS, about, given, [{"setting": share}])


def _scored(id: str, name: str, positions: list[int], score: float) -> dict[str, object]:
    found = {"clause": 1, "institution_id": id, "name": name, "positions": positions}
    return found | {"weight": 1.0, "score": score, "place": "city"}


def _likely(id: str, score: float, is_placed: bool) -> dict[str, object]:
    return {"institution_id": id, "score": score, "is_placed": is_placed}


CLAUSE: Rows = [{"clause": 1, "text": TEXT, "printed": TEXT}]
PLACED = {"mention": "pubmed:1:1", "ordinal": 1}
UNITS = [
    Unit(
        words.INSTITUTION_WORDS,
        "as they are meant, without what joins them; a name without its own word has none",
        {
            "identity.institution_names": _names(
                "univ of oak", "uniklinik oak", "cancer hospital", "oak", city="oak"
            ),
            "identity.vocabulary": VOCABULARY,
        },
        [
            # Five names count one more than four; of them two hold university, three oak.
            {"name": "univ of oak", "place": 1, "word": "university", "weight": log(5 / 2)},
            {"name": "univ of oak", "place": 3, "word": "oak", "weight": log(5 / 3)},
            {"name": "uniklinik oak", "place": 1, "word": "university", "weight": log(5 / 2)},
            {"name": "uniklinik oak", "place": 1, "word": "hospital", "weight": log(5 / 2)},
            {"name": "uniklinik oak", "place": 2, "word": "oak", "weight": log(5 / 3)},
        ],
    ),
    Unit(
        words.INSTITUTION_KEYS,
        "each two beginnings that weigh enough",
        {
            "identity.institution_words": [
                {"name": "x", "word": word, "weight": share, "share": share}
                for word, share in (("university", 0.1), ("oakland", 0.6), ("city", 0.3))
            ]
        },
        [
            {"name": "x", "former": "oakl", "latter": "univ"},
            {"name": "x", "former": "city", "latter": "oakl"},
            {"name": "x", "former": "city", "latter": "univ"},
        ],
    ),
    Unit(
        words.PLACE_CLAUSES,
        "without those that print a registered name",
        {
            "identity.place_texts": [{"text": "Oak Univ (OU); Elm Hospital; [2] Ash"}] * 2,
            "identity.institutions_in_texts": [
                {"text": "Oak Univ (OU); Elm Hospital; [2] Ash", "name": "elm hospital"}
            ],
        },
        [{"printed": "Oak Univ  "}, {"printed": " "}, {"printed": "2] Ash"}],
    ),
    Unit(
        words.PLACE_WORDS,
        "of parts between commas; an abbreviation's full stop, a hyphen and initials end none",
        {
            "identity.place_clauses": [
                {"clause": 1, "printed": "Univ. M.D. Oak-Elm, Mass / Surgery. Ash"}
            ],
            "identity.vocabulary": VOCABULARY,
        },
        [
            {"part": part, "position": at, "word": word, "role": role}
            for at, (part, word, role) in enumerate(
                (
                    *((1, "university", "kind"), (1, "md", None), (1, "oak", None)),
                    *((1, "elm", None), (2, "massachusetts", None)),
                    *((3, "surgery", None), (4, "ash", None)),
                ),
                1,
            )
        ],
    ),
    Unit(
        words.PLACE_WORDS,
        "a long part is read in pieces",
        {"identity.place_clauses": [{"clause": 1, "printed": "oak " * 40}]},
        [{"part": at // 16 + 1, "position": at + 1} for at in range(40)],
    ),
    Unit(
        words.LIKE_WORDS,
        "the same, the plural, a beginning, a slip; a word of another name is none of these",
        {
            "identity.place_words": [
                {"word": word} for word in ("oakland", "hospital", "wilm", "springfeld", "spring")
            ],
            "identity.institution_words": [
                {"word": word}
                for word in ("oakland", "hospitals", "wilmington", "springfield", "spring")
            ],
        },
        [
            {"word": "oakland", "name_word": "oakland", "likeness": 1.0},
            {"word": "hospital", "name_word": "hospitals", "likeness": 0.9},
            {"word": "wilm", "name_word": "wilmington", "likeness": 0.9},
            {"word": "springfeld", "name_word": "springfield", "likeness": 1 - 1 / 11},
            {"word": "spring", "name_word": "spring", "likeness": 1.0},
        ],
    ),
    Unit(
        like.LIKE_NAMES,
        "the share of the name that is printed, and whether in its order; a third is too little",
        {
            "identity.place_words": _printed("oak university", "dover"),
            "identity.institution_keys": [
                {"name": name, "former": "oak", "latter": "univ"} for name in ("u", "long")
            ],
            "identity.institution_words": [
                {"name": name, "word": word, "place": at, "role": role, "share": share}
                | {"is_of_city": False, "weight": 2 * share}
                for name, word, at, role, share in (
                    *(("u", "university", 1, "kind", 0.25), ("u", "oak", 2, None, 0.75)),
                    *(("long", "oak", 1, None, 0.3), ("long", "university", 2, "kind", 0.1)),
                    ("long", "ashland", 3, None, 0.6),
                )
            ],
            "identity.like_words": [
                {"word": "oak", "name_word": "oak", "likeness": 1.0},
                {"word": "university", "name_word": "university", "likeness": 0.8},
            ],
        },
        [{"name": "u", "positions": [1, 2], "coverage": 0.95, "weight": 1.9, "is_in_order": False}],
    ),
    _setting("nothing differs", 1.0, "of university of oak", "dover"),
    _setting("another order", 0.9, "oak university"),
    _setting("a word of its own between", 0.8, "university ash oak"),
    _setting("a word of its own before", 0.85, "ash university oak"),
    _setting("a longer name", 0.85, "university oak ash"),
    _setting("its hospital", 0.8, "university oak hospital"),
    _setting("in two parts", 0.9, "university", "oak"),
    _setting("without its kind", 0.85, "oak"),
    Unit(
        like.CLAUSE_PLACES,
        "a city as a part of its own, a country at the end of a part",
        {
            "identity.place_words": _printed("oak university", "dover", "new ash england"),
            "identity.countries": [{"name": "england", "country": "GB"}],
            "identity.institution_names": [{"city": "dover"}, {"city": "oak"}],
        },
        [
            {
                "line": " oak university | dover | new ash england ",
                "cities": ["dover"],
                "countries": ["GB"],
            }
        ],
    ),
    Unit(
        like.LIKE_INSTITUTIONS,
        "the place agrees with Oak and not with Elm of the same name",
        {
            "identity.like_names": [{"clause": 1, "name": "oak university", "coverage": 1.0}],
            "identity.like_settings": [{"clause": 1, "name": "oak university", "setting": 0.9}],
            "identity.clause_places": [
                {
                    "clause": 1,
                    "line": " oak univ | dover ",
                    "cities": ["dover"],
                    "countries": ["US"],
                }
            ],
            "identity.institution_names": [
                *_names("oak university", city="dover"),
                {**_names("", "oak university", city="ashby")[1]},
            ],
            'facts."Institution"': [
                {"institution_id": OAK, "name": "Oak University", "country": "US"},
                {"institution_id": ELM, "name": "Oak University", "country": "GB"},
            ],
        },
        [
            {"institution_id": OAK, "place": "city", "score": 0.9},
            {"institution_id": ELM, "place": "another country", "score": 0.9 * 0.6},
        ],
    ),
    Unit(
        like.ACRONYMS,
        "the bearer in the city; a sole bearer in the country; else none",
        {
            "identity.place_clauses": [
                {"clause": at, "printed": printed}
                for at, printed in enumerate(
                    ("OUM, Dover", "OUM, Ashby", "OAKU School of Law", "OU")
                )
            ],
            "identity.clause_places": [
                {"clause": 0, "line": " oum | dover ", "countries": ["US"]},
                {"clause": 1, "line": " oum | ashby ", "countries": ["US"]},
                {"clause": 2, "line": " oaku school of law ", "countries": ["US"]},
            ],
            'facts."Institution"': [
                {"institution_id": OAK, "other_names": ["OUM", "OAKU"], "city": "Dover"}
                | {"name": "Oak University", "country": "US"},
                {"institution_id": ELM, "other_names": ["OUM"], "city": "Elmton"}
                | {"name": "Other", "country": "US"},
            ],
        },
        [
            {"clause": 0, "institution_id": OAK, "score": 0.9, "place": "city"},
            {"clause": 2, "institution_id": OAK, "score": 0.86, "place": "country"},
        ],
    ),
    Unit(
        like.LIKELY_INSTITUTIONS,
        "the longer of two names for the same words is placed, the other is not said",
        {
            "identity.place_clauses": CLAUSE,
            "identity.like_institutions": [
                _scored(OAK, "oak university", [1, 2], 1.0) | {"weight": 2.0},
                _scored(ELM, "oak", [2], 1.0),
            ],
        },
        [
            _likely(OAK, 1.0, True)
            | {"reason": "it prints a name like the registered one: oak university; city agrees"}
        ],
    ),
    Unit(
        like.LIKELY_INSTITUTIONS,
        "two that come near each other for the same words are placed nowhere, nor is a weak one",
        {
            "identity.place_clauses": CLAUSE,
            "identity.like_institutions": [
                _scored(OAK, "oak university", [1, 2], 1.0),
                _scored(ELM, "oak hospital", [2, 3], 0.97),
                _scored("ror:3", "dover college", [4, 5], 0.8),
                _scored("ror:4", "dover", [6], 0.5),
            ],
        },
        [_likely(OAK, 1.0, False), _likely(ELM, 0.97, False), _likely("ror:3", 0.8, False)],
    ),
    Unit(
        JUDGED_PLACEMENTS,
        "by rule; what the register lacks is not asked for",
        {
            "identity.placements": [
                PLACED | {"institution_id": OAK, "reasons": ["it prints a registered name"]},
                PLACED
                | {"institution_id": "ror:3"}
                | {"reasons": ["it prints a name like the registered one: x"]},
            ],
            "identity.place_texts": [PLACED | {"text": "x"}],
            "identity.likely_institutions": [
                {"text": "x", "institution_id": "ror:4", "is_placed": False}
            ],
            "identity.labelled_texts": [
                {"text": "x", "institution_id": id} for id in (OAK, ELM, "ror:9")
            ],
            "identity.institution_status": [{"institution_id": id} for id in (OAK, ELM)],
        },
        [
            {"institution_id": OAK, "rule": "exact name", "is_right": True},
            {"institution_id": "ror:3", "rule": "like name", "is_right": False},
            {"institution_id": "ror:4", "rule": "abstained", "is_right": False},
            {"institution_id": ELM, "rule": "not found", "is_right": True},
        ],
    ),
]


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_likeness(unit: Unit) -> None:
    try_out(unit, register)

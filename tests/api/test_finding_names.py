"""Persons are found by the name that a user types, the best match first, with the reason."""

from collections.abc import Callable
from typing import Any

import pytest
from graphql import ExecutionResult
from neo4j import Driver

from api.names import reason

Ask = Callable[..., Any]
PEOPLE = [
    ("N1", "Maeve", "O'Corran"),
    ("N2", "Samir", "Al-Amid"),
    ("N3", "Grete Ulla", "Müllner"),
    ("N4", "Jan", "van der Bergh"),
    ("N5", "Tamsin Quincy", "Dovell"),
    ("N6", "Jean-Luc", "D'Angeli"),
    ("N7", "Mary Ann", "García Mendes"),
    ("N8", "JQ", "Pell"),
    ("N9", "Søren", "Ågren"),
]
SPELLINGS = {
    "N1": "O'Corran|o\u2019corran maeve|OCORRAN|O Corran|Maeve O`Corran|Corran, M.|M OCorran",
    "N2": "Al-Amid|alamid|al amid samir|Samir Amid|AL\u2011AMID|S Al Amid",
    "N3": "Müllner|Mullner|Muellner|MÜLLNER, G U|Grete Muellner|mull|GU Mullner|Mu\u0308llner"
    "|Ulla Müllner",
    "N4": "van der Bergh|Bergh|vanderBergh|Jan van der Bergh|Bergh J|Van Der Bergh, J"
    "|jan vander bergh",
    "N5": "T Q Dovell|TQ Dovell|Dovell T|Dovell, Tamsin Q.|tamsin d|Dovell TQ|quincy dovell"
    "|Dovell Quincy Tamsin|Dr. Tamsin Dovell, MD|Tamsin Quincy Ada Dovell",
    "N6": "D'Angeli|DAngeli|Angeli|Jean Luc D Angeli|Jeanluc dangeli|JL D'Angeli",
    "N7": "Maryann Garcia|Mary-Ann García-Mendes|Garciamendes M A|mendes mary ann",
    "N8": "J Q Pell|J. Pell|Pell JQ|Jane Pell|Jane Quincy Pell|Jane Q Pell",
    "N9": "Soren Agren|Soeren Aagren|agren s|ÅGREN, SØREN",
}
BOTH = "family name and first name agree"
QUESTION = """query ($text: String!) { people(text: $text) {
  edges { reason grade node { personId name } } } }"""


@pytest.fixture
def named(ask: Ask, graph: Driver, know: Ask) -> Ask:
    """A function that gives the edges found by a text among persons of awkward names."""
    know(PEOPLE)
    graph.execute_query(
        "MATCH (p:Person {personId: 'N4'}) SET p.otherNames = ['Jan Fenwick'], "
        "p.otherNameKeys = p.otherNameKeys + ['fenwick jan', 'fenwick j']"
    )
    return lambda text: ask(QUESTION, text=text)["people"]["edges"]


def test_a_name_is_found_in_any_spelling(named: Ask) -> None:
    first = {
        (text, person): [edge["node"]["personId"] for edge in named(text)][:1]
        for person, texts in SPELLINGS.items()
        for text in texts.split("|")
    }
    assert {key: found for key, found in first.items() if found != [key[1]]} == {}


def test_another_person_is_not_found(named: Ask) -> None:
    for text in ("Bob Pell", "Grete Quill", "Tamsin Z", "ovell", "J X Pell", "Grete X. Müllner"):
        assert named(text) == [], text


def test_a_former_name_finds_and_says_so(named: Ask) -> None:
    (edge,) = named("Fenwick, Jan")
    assert edge["node"]["name"] == "Jan van der Bergh"
    assert edge["reason"] == "another or former name agrees: Jan Fenwick"


def test_the_best_match_comes_first(named: Ask, graph: Driver, know: Ask) -> None:
    """Mullen before Muellen before those whose name begins so, whatever their influence."""
    many = [("M1", "Ida Zoe", "Mullen"), ("M2", "Ida", "Mullens"), ("M3", "Ida", "Mullen")]
    know(many)
    graph.execute_query("MATCH (p:Person {personId: 'M2'}) SET p.influence = 1.0")
    assert [(e["node"]["personId"], e["grade"]) for e in named("ida mullen")] == [
        ("M3", 0),
        ("M1", 3),
        ("M2", 5),
    ]


def test_given_names_in_full_come_before_those_that_begin_so(
    named: Ask, graph: Driver, know: Ask
) -> None:
    """Who is known as `N Wanger` before `Nadia Wanger`, whatever her influence."""
    know([("M1", "N", "Wanger"), ("M2", "Nadia", "Wanger"), ("M3", "N Q", "Wanger")])
    graph.execute_query("MATCH (p:Person {personId: 'M2'}) SET p.influence = 1.0")
    assert [(e["node"]["personId"], e["grade"]) for e in named("n wang")] == [
        ("M1", 5),
        ("M2", 6),
        ("M3", 6),
    ]


@pytest.mark.parametrize(
    "text",
    ["", " ", "…!?", "*", "\u200f\u202e", "\x00", "'-'", "،", "a" * 201, "x " * 5000],
)
def test_a_text_without_a_name_is_refused(refused: Ask, text: str) -> None:
    error = refused(QUESTION, text=text)
    assert error.extensions == {"code": "BAD_USER_INPUT"}


def test_nothing_typed_is_an_operator(named: Ask, execute: Callable[..., ExecutionResult]) -> None:
    hostile = ["name:(a OR b)~*", "zz AND NOT (", "/zz.*/", "zz~2 ^9", '"zz', "zz\\", "[a TO b]"]
    hostile += ["😀", "zz\x00zz", "zz\u202e", "王小明", "nameKeys:zz", "&& || !", "zz " * 60]
    hostile += ["a b c d e f", "a-b-c-d-e-f", "ü" * 200, "a " * 100, "ae' " * 50]
    for text in hostile:
        result = execute(QUESTION, text=text)
        for error in result.errors or ():
            assert error.extensions == {"code": "BAD_USER_INPUT"}, text
    assert [edge["node"]["personId"] for edge in named("O\u200f'Corran\x00")] == ["N1"]


@pytest.mark.parametrize(
    ("grade", "typed", "name", "words"),
    [
        (0, "Ida Mullen", "Ida|Mullen", "the name as typed"),
        (1, "Grete Muller", "Grete|Müller", f"{BOTH}; the accent differs"),
        (1, "Maeve OCorran", "Maeve|O'Corran", f"{BOTH}; the apostrophe differs"),
        (1, "Samir Al Amid", "Samir|Al-Amid", f"{BOTH}; the hyphen differs"),
        (1, "Mullen Ida", "Ida|Mullen", f"{BOTH}; the family name comes first"),
        (2, "TQ Dovell", "Tamsin Quincy|Dovell", "family name and initials agree"),
        (3, "Mullen", "Ida|Mullen", "family name agrees"),
        (3, "Ida Mullen", "Ida Zoe|Mullen", f"{BOTH}; the record has more of the name"),
        (7, "Bergh", "Jan|van der Bergh", "part of the family name agrees"),
        (6, "mull", "Ida|Mullen", "the name begins so"),
        (5, "ida mull", "Ida|Mullen", "the name begins so"),
        (8, "Ida Q Mullen", "Ida|Mullen", f"{BOTH}; a middle name is not in the record"),
        (9, "Jane Pell", "JQ|Pell", "family name and initials agree; the record has only initials"),
        (10, "Ida Mullen", "Ida|Mullens", "every word is part of the name"),
    ],
)
def test_the_reason_is_told_in_plain_words(grade: int, typed: str, name: str, words: str) -> None:
    fore, last = name.split("|")
    found = {"grade": grade, "typed": typed, "name": f"{fore} {last}", "last": last, "fore": fore}
    assert reason(found | {"others": None}) == words

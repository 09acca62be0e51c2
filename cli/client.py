"""How does a person who types names get an introduction?

The questions of the command line, as GraphQL asks them.

Each function takes `ask`, which answers a question with its variables: the server that runs
(`cli.serving`), or the schema in this process (`api.asking`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from anyascii import anyascii

from api.introduction_questions import ASKED, GIVEN, INTRODUCTIONS, NEXT, PERSON
from schema.orcids import orcid

Ask = Callable[[str, Mapping[str, object]], dict[str, Any]]

REACH = f"""
query ({ASKED}, $without: [String!], $least: Float!, $first: Int!) {{
  reach({GIVEN}, without: $without, least: $least, first: $first) {{
    persons expected personsWithout expectedWithout cutOff
    lost {{ before after person {{ {PERSON} }} }}
  }}
}}"""
RANK = f"""
query ($by: RankBy!, $scope: ScopeInput, $first: Int) {{
  rank(by: $by, scope: $scope, first: $first) {{
    totalCount until uncovered edges {{ rank score rankLow rankHigh reasons node {{ {PERSON} }} }}
  }}
}}"""
OWN = """
query { liaisons(first: 100) { nodes { liaisonId } } teams(first: 100) { nodes { teamId } } }"""
BY_TEXT = f"""
query ($text: String!) {{
  people(text: $text, first: 6) {{ edges {{ grade reason node {{ {PERSON} }} }} }}
}}"""
AS_A_WHOLE = 4  # grades up to this are of a whole family name


class Person(TypedDict):
    """A person as every answer names one."""

    personId: str
    name: str
    npi: str | None
    specialty: str | None
    city: str | None
    state: str | None


class Start(TypedDict, total=False):
    """Who starts: a liaison or a team with `id` and `name`, or a person with the rest."""

    id: str
    name: str
    personId: str
    npi: str | None
    specialty: str | None
    city: str | None
    state: str | None


@dataclass(frozen=True)
class Limits:
    """What a question allows: ties in a chain, kinds of tie (None: all), and an
    `IntroductionFilterInput`."""

    hops: int = 4
    kinds: Sequence[str] | None = None
    filter: Mapping[str, object] = field(default_factory=dict)

    def variables(self) -> dict[str, object]:
        """The variables that every question of introductions takes."""
        kinds = [kind.upper() for kind in self.kinds] if self.kinds else None
        return {"hops": self.hops, "kinds": kinds, "filter": dict(self.filter)}


class NotOne(Exception):
    """The words name nobody, or several; the message lists them."""


def introduce(
    ask: Ask, starts: Sequence[str], goals: Sequence[str], first: int, limits: Limits
) -> dict[str, Any]:
    """`from`, `to` (lists) and the `introductions` between them, as GraphQL gives them. Raises
    `NotOne` where words do not name one liaison, team or person; `ask` raises its own."""
    begin = [start_of(ask, words) for words in starts]
    end = [find(ask, words) for words in goals]
    asked = limits.variables() | {"from": _ids(begin), "to": _person_ids(end), "first": first}
    answer = ask(INTRODUCTIONS, asked)
    return {"from": begin, "to": end, "introductions": answer["introductions"]}


def plan(
    ask: Ask, starts: Sequence[str], goals: Sequence[str], asks: int, each: int, limits: Limits
) -> dict[str, Any]:
    """`from`, `to` and the `asks` in their order; raises as `introduce`."""
    begin = [start_of(ask, words) for words in starts]
    end = [find(ask, words) for words in goals]
    ends = {"from": _ids(begin), "to": _person_ids(end)}
    answer = ask(NEXT, limits.variables() | ends | {"asks": asks, "each": each})
    return {"from": begin, "to": end, "asks": answer["nextIntroductions"]}


def reach(
    ask: Ask, starts: Sequence[str], without: Sequence[str], least: float, first: int, hops: int
) -> dict[str, Any]:
    """`from`, `without` and the `reach`; raises as `introduce`."""
    begin = [start_of(ask, words) for words in starts]
    gone = [find(ask, words) for words in without]
    asked = {"from": _ids(begin), "without": _person_ids(gone), "least": least, "first": first}
    answer = ask(REACH, Limits(hops).variables() | asked)
    return {"from": begin, "without": gone, "reach": answer["reach"]}


def start_of(ask: Ask, words: str) -> Start:
    """The one liaison, team or person that the words mean, `id` as GraphQL takes it; raises
    `NotOne`."""
    if not _key(words)[0]:
        own = ask(OWN, {})
        for label, nodes, key in (
            ("Liaison", own["liaisons"]["nodes"], "liaisonId"),
            ("Team", own["teams"]["nodes"], "teamId"),
        ):
            same = [node[key] for node in nodes if _bare(node[key]) == _bare(words)]
            if len(same) == 1:
                return Start(id=f"{label}:{same[0]}", name=same[0])
    person = find(ask, words)
    return Start(**person, id=f"Person:{person['personId']}")


def find(ask: Ask, words: str) -> Person:
    """The one person that an NPI, an ORCID iD in any notation, an id or a name means: who alone
    bears the whole name, or is alone found by it. Raises `NotOne`."""
    key, value = _key(words)
    if key:
        question = f"query ($value: String!) {{ person({key}: $value) {{ {PERSON} }} }}"
        person: Person | None = ask(question, {"value": value})["person"]
        if person is None:
            raise NotOne(
                f"no person has the {key} {words}; look for one by name: "
                "peerline query '{ people(text: \"NAME\") { nodes { personId name } } }'"
            )
        return person
    edges = ask(BY_TEXT, {"text": words})["people"]["edges"]
    best = [edge for edge in edges if edge["grade"] == edges[0]["grade"] <= AS_A_WHOLE] or edges
    if len(best) != 1:
        listed = "".join(
            f"\n  {edge['node']['personId']}  {describe(edge['node'])} ({edge['reason']})"
            for edge in best
        )
        how_many = f"several persons; give one's id or NPI:{listed}" if best else "nobody here"
        raise NotOne(f"{words!r} names {how_many}")
    only: Person = best[0]["node"]
    return only


def describe(person: Person | Start) -> str:
    """A person in one line: name, specialty, place, NPI; of a liaison or team the name."""
    if "personId" not in person:
        return person["name"]
    place = ", ".join(filter(None, (person["city"], person["state"])))
    npi = f"NPI {person['npi']}" if person["npi"] else "no NPI"
    return " · ".join(filter(None, (person["name"], person["specialty"], place, npi)))


def _ids(starts: Sequence[Start]) -> list[str]:
    return [start["id"] for start in starts]


def _person_ids(people: Sequence[Person]) -> list[str]:
    return [person["personId"] for person in people]


def _key(words: str) -> tuple[str, str]:
    """Which key of a person the words are, and the key as the graph has it; else nothing."""
    words = words.strip()
    if re.fullmatch(r"\d{10}", words):
        return "npi", words
    iD = orcid(words)
    if iD or re.fullmatch(r"(\d{4}-){3}\d{3}[\dX]", words):
        return "orcid", iD or words
    return ("id", words) if re.fullmatch(r"P[0-9a-f]{12}", words) else ("", "")


def _bare(name: str) -> str:
    """A name in letters and digits alone, without accents and case."""
    return "".join(re.findall("[a-z0-9]+", anyascii(name).lower())) or name

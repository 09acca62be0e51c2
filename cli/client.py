"""How does a person who types two names get an introduction?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from api.asking import ask
from schema.settings import Settings

PERSON = "personId name npi specialty city state"
FIELDS = f"""
    strength weakest surprise uncovered to {{ {PERSON} }} introducer {{ {PERSON} }}
    ifDeclined {{ strength introducer {{ {PERSON} }} }}
    withoutIndustry {{ strength introducer {{ {PERSON} }} }}
    flags {{ kind about hop withoutIndustry company {{ companyId name }} }}
    hops {{
      liaison {{ liaisonId }} from {{ {PERSON} }} to {{ {PERSON} }} strength
      papers trials events sharedYears engagements firstOn lastOn reasons doubts evidenceCount
      evidence {{ kind record title happenedOn persons source knownFrom url identityScore reasons }}
    }}"""
ASKED = """$from: [String!]!, $hops: Int!, $kinds: [TieKind!], $filter: IntroductionFilterInput"""
GIVEN = "from: $from, maxHops: $hops, kinds: $kinds, filter: $filter"
QUESTION = f"""
query ({ASKED}, $to: [String!]!, $first: Int!) {{
  introductions({GIVEN}, to: $to, first: $first) {{ {FIELDS} }}
}}"""
NEXT = f"""
query ({ASKED}, $to: [String!]!, $asks: Int!, $each: Int!) {{
  nextIntroductions({GIVEN}, to: $to, asks: $asks, perIntroducer: $each) {{
    gain opened introduction {{ {FIELDS} }}
  }}
}}"""
REACH = f"""
query ({ASKED}, $without: [String!], $least: Float!, $first: Int!) {{
  reach({GIVEN}, without: $without, least: $least, first: $first) {{
    persons expected personsWithout expectedWithout cutOff
    lost {{ before after person {{ {PERSON} }} }}
  }}
}}"""
OWN = """
query { liaisons(first: 100) { nodes { liaisonId } } teams(first: 100) { nodes { teamId } } }"""
BY_TEXT = f"""
query ($text: String!) {{
  people(filter: {{text: $text}}, first: 6) {{ nodes {{ {PERSON} }} }}
}}"""


class NotOne(Exception):
    """The words name nobody, or several; the message lists them."""


def introduce(
    settings: Settings,
    starts: Sequence[str],
    goals: Sequence[str],
    first: int,
    hops: int,
    kinds: list[str] | None,
    filter: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """`from`, `to` (lists) and the `introductions` between them, as GraphQL gives them.

    `filter` is an `IntroductionFilterInput`, with persons as ids. Raises `NotOne` where words do
    not name one liaison, team or person, `api.asking.Unanswered` where the question is refused.
    """
    begin = [start_of(settings, words) for words in starts]
    end = [find(settings, words) for words in goals]
    variables = {
        "from": [one["id"] for one in begin],
        "to": [person["personId"] for person in end],
        "first": first,
        "hops": hops,
        "kinds": [kind.upper() for kind in kinds] if kinds else None,
        "filter": filter,
    }
    found = ask(settings, QUESTION, variables)["introductions"]
    return {"from": begin, "to": end, "introductions": found}


def plan(
    settings: Settings,
    starts: Sequence[str],
    goals: Sequence[str],
    asks: int,
    each: int,
    hops: int,
    filter: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """`from`, `to` and the `asks` in their order; raises as `introduce`."""
    begin = [start_of(settings, words) for words in starts]
    end = [find(settings, words) for words in goals]
    variables = {
        "from": [one["id"] for one in begin],
        "to": [person["personId"] for person in end],
        **{"asks": asks, "each": each, "hops": hops, "kinds": None, "filter": filter},
    }
    return {"from": begin, "to": end, "asks": ask(settings, NEXT, variables)["nextIntroductions"]}


def reach(
    settings: Settings,
    starts: Sequence[str],
    without: Sequence[str],
    least: float,
    first: int,
    hops: int,
    filter: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """`from`, `without` and the `reach`; raises as `introduce`."""
    begin = [start_of(settings, words) for words in starts]
    gone = [find(settings, words) for words in without]
    variables = {
        "from": [one["id"] for one in begin],
        "without": [person["personId"] for person in gone],
        **{"least": least, "first": first, "hops": hops, "kinds": None, "filter": filter},
    }
    return {"from": begin, "without": gone, "reach": ask(settings, REACH, variables)["reach"]}


def start_of(settings: Settings, words: str) -> dict[str, Any]:
    """The one liaison, team or person that the words mean: `id` as GraphQL takes it, `name`, and
    of a person the rest; raises `NotOne`."""
    if not _key(words):
        own = ask(settings, OWN, {})
        for label, nodes, key in (
            ("Liaison", own["liaisons"]["nodes"], "liaisonId"),
            ("Team", own["teams"]["nodes"], "teamId"),
        ):
            same = [node[key] for node in nodes if node[key].casefold() == words.casefold()]
            if len(same) == 1:
                return {"id": f"{label}:{same[0]}", "name": same[0]}
    person = find(settings, words)
    return {**person, "id": f"Person:{person['personId']}"}


def find(settings: Settings, words: str) -> dict[str, Any]:
    """The one person that an NPI, an ORCID iD, an id or a name means; raises `NotOne`."""
    key = _key(words)
    if key:
        question = f"query ($value: String!) {{ person({key}: $value) {{ {PERSON} }} }}"
        person = ask(settings, question, {"value": words})["person"]
        if person is None:
            raise NotOne(
                f"no person has the {key} {words}; `peerline query` can look for one by name"
            )
        return dict(person)
    nodes = ask(settings, BY_TEXT, {"text": words})["people"]["nodes"]
    exact = [p for p in nodes if p["name"].casefold() == words.casefold()] or nodes
    if len(exact) != 1:
        listed = "".join(f"\n  {p['personId']}  {describe(p)}" for p in exact)
        raise NotOne(
            f"{words!r} names {'several' if exact else 'no'} persons; give an id or NPI{listed}"
        )
    return dict(exact[0])


def describe(person: dict[str, Any]) -> str:
    """A person in one line: name, specialty, place, NPI; of a liaison or team the name."""
    if "personId" not in person:
        return str(person["name"])
    place = ", ".join(filter(None, (person["city"], person["state"])))
    npi = f"NPI {person['npi']}" if person["npi"] else "no NPI"
    return " · ".join(filter(None, (person["name"], person["specialty"], place, npi)))


def _key(words: str) -> str:
    if re.fullmatch(r"\d{10}", words):
        return "npi"
    if re.fullmatch(r"(\d{4}-){3}\d{3}[\dX]", words):
        return "orcid"
    return "id" if re.fullmatch(r"P[0-9a-f]{12}", words) else ""

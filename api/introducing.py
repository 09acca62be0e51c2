"""How does a person who types two names get an introduction?"""

from __future__ import annotations

import re
from typing import Any

from api.asking import ask
from graph.settings import Settings

PERSON = "personId name npi specialty city state"
QUESTION = f"""
query ($from: String!, $to: String!, $first: Int!, $hops: Int!, $kinds: [TieKind!],
  $filter: IntroductionFilterInput) {{
  introductions(from: $from, to: $to, first: $first, maxHops: $hops, kinds: $kinds,
      filter: $filter) {{
    strength weakest introducer {{ {PERSON} }}
    ifDeclined {{ strength introducer {{ {PERSON} }} }}
    hops {{
      from {{ {PERSON} }} to {{ {PERSON} }} strength papers trials firstOn lastOn reasons
      doubts evidenceCount
      evidence {{ kind record title happenedOn persons source knownFrom url identityScore reasons }}
    }}
  }}
}}"""
BY_TEXT = f"""
query ($text: String!) {{
  people(filter: {{text: $text}}, first: 6) {{ nodes {{ {PERSON} }} }}
}}"""


class NotOne(Exception):
    """The words name nobody, or several; the message lists them."""


def introduce(
    settings: Settings,
    start: str,
    goal: str,
    first: int,
    hops: int,
    kinds: list[str] | None,
    filter: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """`from`, `to` and the `introductions` between them, as GraphQL gives them.

    `filter` is an `IntroductionFilterInput`, with persons as ids. Raises `NotOne` where the words
    do not name one person, `api.asking.Unanswered` where the question is refused.
    """
    people = [find(settings, words) for words in (start, goal)]
    variables = {
        "from": people[0]["personId"],
        "to": people[1]["personId"],
        "first": first,
        "hops": hops,
        "kinds": [kind.upper() for kind in kinds] if kinds else None,
        "filter": filter,
    }
    found = ask(settings, QUESTION, variables)["introductions"]
    return {"from": people[0], "to": people[1], "introductions": found}


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
    """A person in one line: name, specialty, place, NPI."""
    place = ", ".join(filter(None, (person["city"], person["state"])))
    npi = f"NPI {person['npi']}" if person["npi"] else "no NPI"
    return " · ".join(filter(None, (person["name"], person["specialty"], place, npi)))


def _key(words: str) -> str:
    if re.fullmatch(r"\d{10}", words):
        return "npi"
    if re.fullmatch(r"(\d{4}-){3}\d{3}[\dX]", words):
        return "orcid"
    return "id" if re.fullmatch(r"P[0-9a-f]{12}", words) else ""

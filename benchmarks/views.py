"""Which addresses show every view of the network explorer, on whatever graph is served?"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import httpx
import orjson

ABOUT = """{
  influencers(first: 3) { nodes { personId } }
  liaisons(first: 1) { nodes { liaisonId met(first: 1) { nodes { personId } } } }
  products(first: 1) { nodes { name } }
  companies(filter: {isOwn: true}, first: 1) { nodes { name } }
  frozenLists { id judgement { base } }
  people { groups(by: [SPECIALTY], first: 2) { keys { value } } } }"""
FAR = """query ($from: String!) { connectors(first: 20) { nodes { personId } }
  reach(from: [$from], first: 1) { reached(first: 50) { edges { hops node { personId } } } } }"""


def ask(address: str, question: str, **variables: Any) -> Any:
    """The data of an answer, as whoever sits at the machine."""
    body = {"query": question, "variables": variables}
    answer = httpx.post(f"{address}/graphql", json=body, timeout=120).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def views(address: str) -> dict[str, str]:
    """The path of each view by a name for its picture, each with something to show."""
    about = ask(address, ABOUT)
    [liaison] = about["liaisons"]["nodes"]
    people = [one["personId"] for one in about["influencers"]["nodes"]]
    reached = ask(address, FAR, **{"from": liaison["liaisonId"]})["reach"]["reached"]["edges"]
    goal = max(reached, key=lambda edge: edge["hops"])["node"]["personId"]
    own, product = liaison["liaisonId"], about["products"]["nodes"]
    company = next((one["name"] for one in about["companies"]["nodes"]), "Own Company")
    groups = [one["keys"][0]["value"] for one in about["people"]["groups"]]
    specialty = next(value for value in groups if value)
    judged = next((one["id"] for one in about["frozenLists"] if one["judgement"]), None)
    paths = {
        "find": _path("/", q="Smith"),
        "person": _path("/explore/person", id=people[0]),
        "compare": _path("/explore/compare", ids=people),
        "introductions": _path("/explore/introductions", **{"from": own, "to": goal}),
        "brief": _path("/explore/brief", person=goal, liaison=own),
        "plan": _path("/explore/plan", **{"from": own, "to": people}),
        "network": _path("/explore/network", id=[people[0]]),
        "influencers": "/explore/lists",
        "emerging": _path("/explore/lists", list="emerging"),
        "frozen-lists": "/explore/frozen",
        "frozen": _path("/explore/frozen", list=judged) if judged else "/explore/frozen",
        "segments": _path("/explore/segments", rule="{isPhysician: true, paperCount: {gte: 20}}"),
        "week": _path("/explore/week", liaison=own),
        "team": "/explore/team",
        "screening": _path("/explore/screening", person=people[0], role="SPEAKER", company=company),
        "board": _path("/explore/board", specialty=[specialty], papers=5),
        "lifecycle": _path("/explore/lifecycle", product=product[0]["name"] if product else ""),
        "map": "/explore/map",
        "sources": "/explore/sources",
        "quality": "/explore/quality",
    }
    return paths


def _path(path: str, **parts: Any) -> str:
    """The address of a view with its state, as the page writes it."""
    written = {
        name: value if isinstance(value, str) else orjson.dumps(value).decode()
        for name, value in parts.items()
    }
    return f"{path}?{urlencode(written)}"

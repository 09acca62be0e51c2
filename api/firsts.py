"""Who are the first so many persons by a score, or by papers on a topic, in all or in each part?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.comparing import MOST_FIRST
from api.errors import bad_input
from schema.vocabulary import camel

NEEDED = {"firstBy": "by", "firstOn": "topic"}


def refuse(key: str, value: Mapping[str, Any]) -> None:
    """Raise BAD_USER_INPUT where the filter lacks what it needs."""
    if value.get(NEEDED[key]) is None or value.get("first") is None:
        raise bad_input(f"`{key}` needs `{NEEDED[key]}` and `first`")


def bounded(key: str, first: int) -> int:
    """How many. Raises BAD_USER_INPUT."""
    if not 1 <= first <= MOST_FIRST:
        raise bad_input(f"`first` of `{key}` is {first}; give 1 to {MOST_FIRST}")
    return first


def by_score(person: str, score: str, match: str, condition: str) -> str:
    """The persons of a pattern who have the score and meet the condition, the highest first, as
    Cypher."""
    value, among = f"{person}.{camel(score.lower())}", f" AND {condition}" if condition else ""
    return (
        f"{match} WHERE {value} IS NOT NULL{among} "
        f"WITH {person} ORDER BY {value} DESC, {person}.personId "
    )


def on_topic(person: str, within: str, condition: str) -> str:
    """The authors of papers on a topic, those with most first, among equals the most influential;
    `within` leads from `below` to the topic. Retracted papers and notices do not count."""
    among = f" AND {condition}" if condition else ""
    return (
        f"MATCH {within} WITH DISTINCT below "
        f"MATCH (below)<-[:ABOUT]-(paper:Paper)<-[signed:AUTHORED]-({person}:Person) "
        f"WHERE signed.countedWith IS NULL AND NOT coalesce(paper.isRetracted, false){among} "
        f"WITH {person}, count(DISTINCT paper) AS papers "
        f"ORDER BY papers DESC, coalesce({person}.influence, 0.0) DESC, {person}.personId "
    )


def listed(person: str, part: str | None, first: str) -> str:
    """The ids of the first so many of all, or of each part that the persons fall into."""
    if part is None:
        return f"WITH {person} LIMIT {first} RETURN collect({person}.personId)"
    place = f"{person}.{camel(part.lower())}"
    return (
        f"WITH {place} AS part, collect({person}.personId)[..{first}] AS ids "
        "WHERE part IS NOT NULL UNWIND ids AS id RETURN collect(id)"
    )

"""Is a person found by the name that a user types, and how fast?

Two hundred persons are drawn, half of them of names with an accent, a mark or a particle, and each
is asked for in ten spellings through GraphQL on a running server. One is found when nobody stands
before who is spelt otherwise, on a page of twenty. The goals: 99 in 100 are found, 95 in 100
answers within 30 ms.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import psutil
import pyarrow.parquet as pq
from anyascii import anyascii

from benchmarks.measuring import Line
from cli import serving
from graph import embedded, publishing
from graph.drawn_tables import table_of
from schema.nodes import Person
from schema.settings import Settings

DRAWN, FOUND, SECONDS, MOST = 200, 0.99, 0.030, 20
QUESTION = f"""query ($text: String!) {{ people(text: $text, first: {MOST}) {{
  edges {{ reason node {{ personId }} }} }} }}"""
Names = tuple[str, str]
_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def _initials(fore: str) -> list[str]:
    return [word[0] for word in fore.replace("-", " ").split()]


def _first(fore: str) -> str:
    """The first name; all given names where it is an initial."""
    first = fore.split()[0]
    return first if len(first.strip(".")) > 1 else fore


def _without_marks(text: str, instead: str = "") -> str:
    return anyascii(text).replace("-", instead).replace("'", instead)


SPELLINGS: dict[str, Callable[[str, str], str]] = {
    "as printed": lambda fore, last: f"{fore} {last}",
    "capitals": lambda fore, last: f"{fore} {last}".upper(),
    "no accents and marks": lambda fore, last: _without_marks(f"{fore} {last}").lower(),
    "blanks for marks": lambda fore, last: _without_marks(f"{fore} {last}", " "),
    "umlauts written out": lambda fore, last: f"{fore} {last}".translate(_OUT),
    "family name in one word": lambda fore, last: f"{fore} {last.replace(' ', '')}",
    "family name, given names": lambda fore, last: f"{last}, {fore}",
    "family name and initial": lambda fore, last: f"{last} {fore[:1]}",
    "initials in one": lambda fore, last: f"{''.join(_initials(fore))} {last}",
    "a beginning": lambda fore, last: f"{_first(fore)} {last[: max(3, len(last) - 2)]}".lower(),
}


def lines(home: Path, names: int = DRAWN) -> list[Line]:
    """How many are found and how fast, in the graph of a home; its servers are started."""
    settings = Settings(home=home, neo4j_uri=None)
    people = _people(settings.home)
    embedded.up(settings)
    try:
        connection = HTTPConnection(serving.start(settings))
        answers = _asked(connection, people, _drawn(people, names))
        peak = psutil.Process(embedded.status(settings).pid).memory_info().rss / 2**20
    finally:
        serving.stop(settings)
        embedded.down(settings)
    missed = [spelling for spelling, is_found, _ in answers if not is_found]
    seconds = float(np.percentile([taken for *_, taken in answers], 95))
    share = 1 - len(missed) / len(answers)
    worst = max(sorted({*missed}), key=missed.count, default="none")
    asked = f"{names} names in {len(SPELLINGS)} spellings among {len(people):,} persons"
    told = f"{share:.2%} found", f"most missed: {worst}"
    return [
        Line(asked, *told, share, f"≥ {FOUND:.0%}", share >= FOUND, peak),
        Line(
            "an answer, 95 in 100",
            f"{1000 * seconds:.1f} ms",
            f"{1000 * SECONDS:.0f} ms",
            seconds / SECONDS,
            "≤ 1",
            seconds <= SECONDS,
            peak,
        ),
    ]


def _people(home: Path) -> dict[str, Names]:
    """Given and family names by id, of all who have both."""
    columns = ["person_id", "fore_name", "last_name"]
    place = table_of(publishing.last_published(home), Person)
    rows = zip(
        *(pq.read_table(place, columns=columns)[n].to_pylist() for n in columns), strict=True
    )
    return {id: (fore.strip(), last.strip()) for id, fore, last in rows if fore and last}


def _drawn(people: dict[str, Names], names: int) -> list[str]:
    draw = random.Random(1)
    awkward = [id for id, (fore, last) in people.items() if not f"{fore}{last}".isalpha()]
    awkward = [id for id in awkward if not people[id][1].isascii() or not people[id][1].isalpha()]
    some = draw.sample(awkward, min(names // 2, len(awkward)))
    return some + draw.sample(sorted(people.keys() - {*some}), names - len(some))


def _asked(
    connection: HTTPConnection, people: dict[str, Names], drawn: list[str]
) -> list[tuple[str, bool, float]]:
    """Per question its spelling, whether the person was found, and seconds."""
    answers = []
    for person in drawn:  # what the database compiles on first use is not counted
        _ask(connection, " ".join(people[person]))
    for spelling, spell in SPELLINGS.items():
        for person in drawn:
            text = spell(*people[person])
            began = perf_counter()
            edges = _ask(connection, text)
            taken = perf_counter() - began
            same = _plain(text)
            before = [edge["node"]["personId"] for edge in edges]
            before = before[: before.index(person)] if person in before else before
            is_found = (len(before) == MOST or len(before) < len(edges)) and all(
                _has_just(people[other], same, spelling) for other in before
            )
            answers.append((spelling, is_found, taken))
    return answers


def _has_just(name: Names, same: str, spelling: str) -> bool:
    """Whether another person bears the name as it was asked for."""
    fore, last = name
    begins = spelling == "a beginning" and _plain(f"{_first(fore)} {last}").startswith(same)
    return begins or same in (_plain(SPELLINGS[spelling](*name)), _plain(" ".join(name)))


def _ask(connection: HTTPConnection, text: str) -> list[dict[str, Any]]:
    body = json.dumps({"query": QUESTION, "variables": {"text": text}})
    connection.request("POST", "/graphql", body, {"Content-Type": "application/json"})
    answer = json.loads(connection.getresponse().read())
    if "errors" in answer:
        raise RuntimeError(f"a spelling was refused: {answer['errors']}")
    edges: list[dict[str, Any]] = answer["data"]["people"]["edges"]
    return edges


def _plain(text: str) -> str:
    """Who differ in case, accents and marks alone have just the same name."""
    return _without_marks(text.translate(_OUT)).replace(".", "").replace("ue", "u").lower()

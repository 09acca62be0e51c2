"""Which advisory board would serve best, under which constraints, and why each of its seats?"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any

from algorithms.boards.model import Model, modelled
from algorithms.boards.parts import WEIGHTS
from algorithms.boards.question import Candidate, Least, Question
from algorithms.boards.regions import REGIONS
from algorithms.boards.seats import Seat, explained
from algorithms.boards.solving import Solved, solve
from api.answering import Answering
from api.board_reading import MOST_TOPICS, ROOT, field_of, members, narrower
from api.board_telling import told
from api.board_types import AdvisoryBoard, Field, Standing
from api.errors import bad_input
from api.scopes import below, refuse_person
from api.vocabularies import look_up
from schema import nodes as n

MOST_SEATS, MOST_WEIGHT, MOST_SECONDS, MOST_NAMED = 30, 100.0, 15.0, 100
DEFAULTS = {"standing": Standing.INFLUENCE, "leastRecords": 1, "leastPaidUsd": 1000.0}
_IS_KNOWN = "RETURN EXISTS { MATCH (:Person {personId: $person}) } AS isKnown"
# What Open Payments calls speaking and continuing education, and honoraria.
_SPEAKING = [{"nature": {"contains": "speaker"}}, {"nature": {"contains": "honorari"}}]
_ONE_AT_A_TIME = Lock()
Given = Mapping[str, Any]


async def advisory_board(answering: Answering) -> AdvisoryBoard:
    """The board that the field's arguments ask for; raises BAD_USER_INPUT."""
    given = _flat(answering.arguments())
    weights = _checked(given)
    await _known(answering, given)
    standing = str(given["standing"].value)
    topic = given.get("topic")
    states = {state for one in given.get("regions", []) for state in REGIONS[one.value]}
    size, ids = await members(answering, _rule(given), topic, sorted(states), standing)
    left_out = size - len(ids)
    exclude, include = set(given.get("exclude", [])), dict.fromkeys(given.get("include", []))
    ids = [*(id for id in ids if id not in exclude), *(id for id in include if id not in ids)]
    topics = list(dict.fromkeys(given.get("topics", [])))
    if topic is not None and not topics:
        topics = await narrower(answering, topic)
    wanted = {each: await below(answering, each) for each in topics}
    field = await field_of(answering, ids, wanted, standing, given["leastPaidUsd"])
    if "topics" not in given:
        # Of the headings below a topic, those that anybody is known for.
        topics = [each for each in topics if _covers(field, each)]
    question = _question(given, field, tuple(topics), weights)
    model, found, seats = await _solved(question, given["seconds"])
    return await told(answering, model, found, seats, field, (size, left_out))


def _flat(arguments: Given) -> Given:
    """All that is given by its name, without the two inputs that it stands in."""
    inner = [arguments.get(name) or {} for name in ("constraints", "measure")]
    given = {name: each for one in (arguments, *inner) for name, each in one.items()}
    return DEFAULTS | {name: each for name, each in given.items() if each is not None}


async def _solved(question: Question, seconds: float) -> tuple[Model, Solved, Sequence[Seat]]:
    """The board and its seats, worked out in a thread, one question at a time; HiGHS lets the
    interpreter go."""

    def work() -> tuple[Model, Solved, Sequence[Seat]]:
        with _ONE_AT_A_TIME:
            model = modelled(question)
            found = solve(model, seconds)
            return model, found, explained(model, found.seats)

    return await asyncio.to_thread(work)


def _rule(given: Given) -> dict[str, Any]:
    """The rule with what the arguments add to it: all must hold."""
    parts: list[dict[str, Any]] = [given["rule"]] if given.get("rule") else []
    parts += [{"not": {"paidBy": company}} for company in given.get("withoutPayees", [])]
    for company in given.get("withoutSpeakers", []):
        speaking = {"or": _SPEAKING, "company": {"node": {"within": company}}}
        parts.append({"not": {"payments": {"node": speaking}}})
    return {"and": parts} if parts else {}


def _question(
    given: Given, field: Field, topics: tuple[str, ...], weights: Mapping[str, float]
) -> Question:
    candidates = tuple(
        Candidate(
            person,
            None if row["standing"] is None else float(row["standing"]),
            frozenset(
                each["topic"]
                for each in field.topics.get(person, [])
                if each["papers"] + each["trials"] >= given["leastRecords"]
            ),
            row["community"],
            row["state"],
            frozenset(each["family"] for each in field.sponsors.get(person, [])),
            row["institution"],
        )
        for person, row in field.persons.items()
    )
    return Question(
        candidates,
        given["seats"],
        topics,
        weights,
        field.ties,
        given.get("perInstitution"),
        given.get("perSponsor"),
        given.get("perCommunity"),
        tuple(_least(one) for one in given.get("least", [])),
        frozenset(given.get("include", [])),
    )


def _least(given: Given) -> Least:
    region, states = given.get("region"), given.get("states")
    if (region is None) == (states is None):
        raise bad_input("`least` takes `region` or `states`, one of the two")
    if not 1 <= given["seats"] <= MOST_SEATS:
        raise bad_input(f"`least` asks for {given['seats']} seats; give 1 to {MOST_SEATS}")
    if region is not None:
        return Least(region.value, REGIONS[region.value], given["seats"])
    states = states or []
    if not 1 <= len(states) <= MOST_NAMED:
        raise bad_input(f"`states` of `least` has {len(states)} values; give 1 to {MOST_NAMED}")
    return Least(", ".join(states), frozenset(states), given["seats"])


def _covers(field: Field, topic: str) -> bool:
    return any(row["topic"] == topic for rows in field.topics.values() for row in rows)


def _checked(given: Given) -> dict[str, float]:
    """The weights; raises BAD_USER_INPUT for what no board can be asked with."""
    for name, low, high in (
        *(("seats", 1, MOST_SEATS), ("seconds", 0.1, MOST_SECONDS), ("leastRecords", 1, 1000)),
        *((name, 0, MOST_SEATS) for name in ("perInstitution", "perSponsor", "perCommunity")),
        ("leastPaidUsd", 0, 1e9),
    ):
        if name in given and not low <= given[name] <= high:
            raise bad_input(f"`{name}` is {given[name]}; give {low} to {high:.15g}")
    names = ("withoutPayees", "withoutSpeakers", "include", "exclude", "least", "topics")
    for name in names:
        most = MOST_TOPICS if name == "topics" else MOST_NAMED
        if len(given.get(name, [])) > most:
            raise bad_input(f"`{name}` has {len(given[name])} values; give at most {most}")
    both = sorted({*given.get("include", [])} & {*given.get("exclude", [])})
    if both:
        raise bad_input(f"{both[0]!r} is in `include` and in `exclude`; take it out of one")
    for one in given.get("least", []):
        _least(one)
    return _weights(given.get("weights", []))


def _weights(given: Sequence[Given]) -> dict[str, float]:
    weights = dict(WEIGHTS)
    for one in given:
        part, weight = one["part"], one["weight"]
        if part not in weights:
            raise bad_input(f"there is no part {part[:80]!r}; there are {', '.join(weights)}")
        if not 0 <= weight <= MOST_WEIGHT:
            raise bad_input(f"the weight of {part} is {weight}; give 0 to {MOST_WEIGHT:g}")
        weights[part] = weight
    return weights


async def _known(answering: Answering, given: Given) -> None:
    """Raise BAD_USER_INPUT for a topic or person that nobody knows, FORBIDDEN for one who must be
    in and lies outside the caller's territory."""
    topics = [(n.Topic, "name", topic) for topic in given.get("topics", [])]
    await look_up(answering.info.context, topics, {})
    for person in (*given.get("include", []), *given.get("exclude", [])):
        [row] = await answering.rows(_IS_KNOWN, {"person": person})
        await refuse_person(answering, ROOT, person, row["isKnown"])

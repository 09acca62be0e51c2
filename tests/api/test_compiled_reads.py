"""What one statement answers is what GraphQL's executor would answer, field by field.

Operations are drawn at random over the whole schema and asked both ways: by a plan, and by the
executor, which reads the same fields one by one. Answers are the same letter for letter, errors the
same in message, path and place. Faults planted in what only plans use are all found.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest
from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from neo4j import Driver

from api import compiling, plans
from api.compiling import Compiler
from api.paging import Page
from api.schema import schema
from api.selection import Selection
from schema.settings import Settings

Execute = Callable[..., Any]
SCHEMA = schema._schema
ROOTS = {
    "person": "(id: $id)",
    "people": "(first: $n, filter: $filter)",
    "influencers": "(last: $n)",
    "node": "(id: $global)",
    "nodes": '(ids: [$global, "Paper:101", "Person:P9", "Community:0"])',
    "papers": "(first: $n, orderBy: $order)",
    "payments": "(first: 3)",
    "companies": "(first: $n)",
    "topics": "",
    "communities": "(first: $n)",
    "sources": "",
}
VARIABLES = (
    "($id: String, $n: Int = 2, $filter: PersonFilter, $global: ID!, $order: [PaperOrder!], "
    "$yes: Boolean! = true, $no: Boolean! = false)"
)
# A document may not declare what it does not use.
EVERY = """some: person(id: $id) @skip(if: $yes) { name } other: node(id: $global) @include(if: $no)
  { id } papers(first: $n, orderBy: $order) @include(if: $no) { totalCount }
  people(filter: $filter) @include(if: $no) { totalCount }"""
VALUES: tuple[dict[str, Any], ...] = (
    {"id": "P1", "global": "Paper:101"},
    {"id": "P2", "n": 1, "global": "Person:P1", "filter": {"state": {"eq": "IL"}}, "yes": False},
    {"id": "P1", "n": 100, "global": "Company:mill", "filter": {"not": {"isPhysician": True}}},
    {"id": "nobody", "n": 0, "global": "Community:0", "no": True, "filter": {}},
    {"id": "P3", "global": "Topic:Diseases", "order": [{"field": "TITLE", "direction": "ASC"}]},
    {"id": "P3", "global": "Nothing:1", "n": -1},
    {"id": "P3", "global": "Paper:101", "filter": {"state": {"eq": "nowhere"}}},
    {"global": "Paper:101"},
)
# What takes arguments that a list of rows cannot be drawn for at random.
LEFT_OUT = {"groups", "groupCount"}


class Drawn:
    """A random operation under way."""

    def __init__(self, seed: int) -> None:
        self.draw, self.names = random.Random(seed), 0
        self.fragments: list[str] = []

    def operation(self) -> str:
        """The whole document."""
        roots = self.draw.choices(sorted(ROOTS), k=self.draw.randint(1, 3))
        query = SCHEMA.query_type
        assert query is not None
        fields = [self._field(name, query.fields[name], ROOTS[name], 2) for name in roots]
        document = f"query Drawn{VARIABLES} {{ {' '.join(fields)} __typename {EVERY} }}"
        return " ".join([document, *self.fragments, "query Other { __typename }"])

    def _field(self, name: str, field: GraphQLField, arguments: str, depth: int) -> str:
        type_ = get_named_type(field.type)
        inside = "" if is_leaf_type(type_) else f" {{ {self._selection(type_, depth)} }}"
        self.names += 1
        alias = f"a{self.names}: " if arguments or inside or self.draw.random() < 0.3 else ""
        directive = self.draw.choice(["", "", "", " @include(if: $yes)", " @skip(if: $no)"])
        return f"{alias}{name}{arguments}{directive}{inside}"

    def _selection(self, type_: GraphQLOutputType, depth: int) -> str:
        if is_abstract_type(type_):
            kinds = self.draw.sample(SCHEMA.get_possible_types(type_), 4)
            inside = [f"... on {kind.name} {{ {self._selection(kind, depth)} }}" for kind in kinds]
            return " ".join(["id __typename", *inside])
        assert isinstance(type_, GraphQLObjectType)
        fields = " ".join(self._fields(type_, depth))
        how = self.draw.random()
        if how < 0.15:
            self.names += 1
            self.fragments.append(f"fragment F{self.names} on {type_.name} {{ {fields} }}")
            return f"...F{self.names} __typename"
        return (
            f"... on {type_.name} @include(if: $yes) {{ {fields} }} __typename"
            if how < 0.3
            else fields
        )

    def _fields(self, type_: GraphQLObjectType, depth: int) -> Iterator[str]:
        names = sorted(type_.fields.keys() - LEFT_OUT)
        page = [name for name in names if name in ("edges", "nodes", "pageInfo", "totalCount")]
        leaves = [n for n in names if is_leaf_type(get_named_type(type_.fields[n].type))]
        others = [name for name in names if name not in leaves]
        chosen = page if page and depth else self.draw.sample(leaves, min(3, len(leaves)))
        if not page and depth and others:
            chosen = chosen + self.draw.sample(others, min(2, len(others)))
        for name in chosen or leaves[:1]:
            arguments = ""
            if "first" in type_.fields[name].args and name not in page:
                arguments = self.draw.choice(["", "(first: $n)", "(first: 2)", "(last: 1)"])
            yield self._field(name, type_.fields[name], arguments, depth - 1)


def _both_ways(execute: Execute, monkeypatch: pytest.MonkeyPatch, seeds: range) -> int:
    """How many of the drawn operations are answered by a plan; raises where the two ways differ."""
    planned = 0
    answer = plans._answer
    for seed in seeds:
        document = Drawn(seed).operation()
        first, second = random.Random(seed).sample(VALUES, 2)
        # Of one shape with the first: the plan that was kept answers it.
        alike = {**first, "id": "P2" if first.get("id") == "P1" else "P1"} if "id" in first else {}
        for values in (first, *([alike] if alike else []), second):

            async def counted(*given: Any) -> Any:
                nonlocal planned
                result = await answer(*given)
                planned += result is not None
                return result

            async def never(*given: Any) -> None:
                return None

            said = []
            for way in (counted, never):
                monkeypatch.setattr(plans, "_answer", way)
                said.append(_said(execute(document, operation_name="Drawn", **values)))
            monkeypatch.setattr(plans, "_answer", answer)
            assert said[0] == said[1], f"{document}\n{values}"
    return planned


def _said(result: Any) -> tuple[bytes, str]:
    errors = [(e.message, e.path, e.locations, e.extensions) for e in result.errors or ()]
    # A fault of ours has a new number each time.
    return orjson.dumps(result.data), re.sub(r"\b[0-9a-f]{12}\b", "", repr(errors))


@pytest.fixture
def asked(paid: Driver, server: Settings, execute: Execute) -> Execute:
    """A function that asks the drawn graph, in which one required value is missing."""
    paid.execute_query(
        "CREATE (:Paper {pmid: '102', version: 1, authors: 0}) "
        "CREATE (:Source {name: 'pubmed', title: 'PubMed', publisher: 'NLM', terms: 'free', "
        "address: 'https://pubmed.ncbi.nlm.nih.gov', files: 1, records: 1, rejects: 0, persons: 1, "
        "loadedAt: datetime('2026-03-01T12:30:00Z')})",
        database_=server.neo4j_database,
    )
    return execute


def test_a_plan_answers_as_the_executor_would(
    asked: Execute, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _both_ways(asked, monkeypatch, range(30)) > 25


FAULTS: dict[str, tuple[Any, str, Any]] = {
    "questions of all shapes share a plan": (plans, "shape_of", lambda variables: 0),
    "the first values stay in the plan": (plans, "open_up", lambda variables: variables),
    "aliases are ignored": (Compiler, "key", lambda self, key, group: group[0].name.value),
    "required values are not checked": (compiling, "is_non_null_type", lambda type_: False),
    "instants and amounts stay as the driver gives them": (
        compiling,
        "in_python",
        lambda type_: None,
    ),
    "dates stay as the driver gives them": (compiling, "in_cypher", lambda type_, text: text),
    "@skip and @include are ignored": (Selection, "_is_included", lambda self, node: True),
    "fragments of every type apply": (Selection, "_applies", lambda self, fragment, type_: True),
    "a page has no cursors": (Page, "cursors_at", lambda self, key, inside: None),
    "every page is the last": (Page, "_said", lambda self, name, page, has_more: False),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(
    asked: Execute, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    target, name, replacement = FAULTS[fault]
    right = getattr(target, name)

    # Both ways share what writes statements: the fault is planted in plans alone.
    answer = plans._answer

    async def faulty(*given: Any) -> Any:
        setattr(target, name, replacement)
        try:
            return await answer(*given)
        finally:
            setattr(target, name, right)

    monkeypatch.setattr(plans, "_answer", faulty)
    with pytest.raises((AssertionError, TypeError)):
        _both_ways(asked, monkeypatch, range(30))

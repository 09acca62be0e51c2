"""Which changes of the schema would break a question that was answered before?

Before something goes, it is deprecated: the reason names what to ask instead, and the day from
which on it may be gone, half a year ahead at least. What was deprecated is no longer promised.
"""

from __future__ import annotations

import re
from typing import Any

from graphql import (
    REMOVE,
    DirectiveNode,
    DocumentNode,
    build_ast_schema,
    find_breaking_changes,
    parse,
    visit,
)
from graphql.language import Visitor

REASON = re.compile(r"Use `[^`]+`.*; gone from \d{4}-\d{2}-\d{2} on\.")


def breaking(before: str, after: str) -> list[str]:
    """In words, each change from one printed schema to another by which a question that was valid
    would be none; what the first deprecates may go."""
    old, new = (build_ast_schema(document) for document in (_promised(before), parse(after)))
    return [change.description for change in find_breaking_changes(old, new)]


def unclear(printed: str) -> list[str]:
    """The reasons of deprecations that do not say what to ask instead, and until when."""
    reasons: list[str] = []

    class Reasons(Visitor):
        def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
            if node.name.value == "deprecated":
                given = {a.name.value: getattr(a.value, "value", "") for a in node.arguments or ()}
                reasons.append(given.get("reason", ""))

    visit(parse(printed), Reasons())
    return [reason for reason in reasons if not REASON.fullmatch(reason)]


def _promised(printed: str) -> DocumentNode:
    """The schema without what it deprecates."""

    class Kept(Visitor):
        def enter_field_definition(self, node: Any, *_: Any) -> Any:
            return _kept(node)

        def enter_enum_value_definition(self, node: Any, *_: Any) -> Any:
            return _kept(node)

        def enter_input_value_definition(self, node: Any, *_: Any) -> Any:
            return _kept(node)

    document: DocumentNode = visit(parse(printed), Kept())
    return document


def _kept(node: Any) -> Any:
    return REMOVE if any(d.name.value == "deprecated" for d in node.directives or ()) else None

"""How does an answer become a file of a graph: GraphML or JSON-LD?

Whatever has a global id is a node, once; a field that leads from one to another is an edge, with
the values that stand between the two. Each node says which sources it rests on.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from shutil import copyfileobj
from typing import IO, Any
from urllib.parse import quote

import orjson
from graphql import (
    FieldNode,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    TypeInfo,
    get_named_type,
    is_leaf_type,
    is_object_type,
    parse,
)
from graphql.language import SelectionNode, Visitor
from lxml import etree

from api.paged import PAGE

ID, TYPE, ROWS, SOURCES = "exportId", "exportType", "exportRows", "exportSources"
OWN = frozenset({ID, TYPE, ROWS, SOURCES, PAGE})
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
URN = "urn:peerline:"
CONTEXT: dict[str, object] = {
    "@vocab": f"{URN}vocabulary:",
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sources": "prov:wasDerivedFrom",
    "sourceTitle": "dct:title",
    "licence": "dct:license",
    "snapshotOn": {"@id": "dct:issued", "@type": "xsd:date"},
    "sourceRecord": "dct:identifier",
}
KINDS = {"Date": "xsd:date", "DateTime": "xsd:dateTime", "Decimal": "xsd:decimal"}
Data = Mapping[str, Any]


class NotDrawable(Exception):
    """The answer is no graph as it was asked for; the text says what to ask instead."""


def _selections(text: str) -> tuple[SelectionNode, ...]:
    (operation,) = parse(text).definitions
    assert isinstance(operation, OperationDefinitionNode)
    return tuple(operation.selection_set.selections)


_OF_THINGS = _selections(
    f"{{ {ID}: id {TYPE}: __typename "
    f"{SOURCES}: sources {{ sourceTitle: title licence snapshotOn sourceRecord: record }} }}"
)
_OF_LINKS, _OF_PAGES = (
    _selections(f"{{ {TYPE}: __typename }}"),
    _selections(f"{{ {ROWS}: __typename }}"),
)


class Marks(Visitor):
    """Asks every object of a document for what makes it a node or an edge; `kinds` are the scalars
    by response key."""

    def __init__(self, schema: GraphQLSchema) -> None:
        super().__init__()
        self.place, self.kinds = TypeInfo(schema), dict[str, str]()

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        """Note the scalar of a field."""
        key = node.alias.value if node.alias else node.name.value
        type_ = self.place.get_type()
        if type_ and is_leaf_type(kind := get_named_type(type_)):
            self.kinds[key] = kind.name if self.kinds.get(key, kind.name) == kind.name else ""

    def leave_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode:
        """The selection with its marks."""
        type_ = self.place.get_parent_type()
        fields = getattr(type_, "fields", {}) if is_object_type(type_) else {}
        marks: tuple[SelectionNode, ...] = ()
        if {"id", "sources"} <= fields.keys():
            marks = _OF_THINGS
        elif {"node", "cursor"} <= fields.keys():
            marks = _OF_LINKS
        elif "pageInfo" in fields:
            marks = _OF_PAGES
        return SelectionSetNode(selections=(*node.selections, *marks))


@dataclass(frozen=True)
class Thing:
    """A node: global id, type, and values by dotted name."""

    id: str
    type: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Link:
    """An edge: the global ids of its ends, the field that leads there, and its values."""

    start: str
    end: str
    label: str
    values: dict[str, Any]


def drawn(data: Data) -> Iterator[Thing | Link]:
    """The nodes and edges of an answer, a node as often as it stands there. Raises
    `NotDrawable`."""
    for key, value in data.items():
        yield from _drawn(value, key, None, {})


def _drawn(
    value: Any, label: str, start: str | None, beside: dict[str, Any]
) -> Iterator[Thing | Link]:
    if isinstance(value, list):
        for each in value:
            yield from _drawn(each, label, start, beside)
        return
    if value is None:
        return
    values, below = _parts(value)
    if ID in value:
        sources = [_sentence(source) for source in value[SOURCES]]
        own = values | {"sources": "; ".join(sources)} | ({} if start else beside)
        yield Thing(value[ID], value[TYPE], own)
        if start:
            yield Link(start, value[ID], label, beside)
        for key, inner in below:
            yield from _drawn(inner, key, value[ID], {})
    elif TYPE in value:
        if not any(isinstance(inner, Mapping) and ID in inner for _, inner in below):
            raise NotDrawable(f"ask the edges of `{label}` for their `node` as well")
        for _, inner in below:
            yield from _drawn(inner, label, start, beside | values)
    else:
        for _, inner in below:
            yield from _drawn(inner, label, start, beside)


def _sentence(source: Data) -> str:
    said = (source["sourceTitle"], source["sourceRecord"], source["snapshotOn"], source["licence"])
    return ", ".join(str(part) for part in said if part)


def _parts(value: Data, before: str = "") -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    """What an object holds itself, by dotted name, and what it leads to."""
    values: dict[str, Any] = {}
    below: list[tuple[str, Any]] = []
    for key, inner in value.items():
        name = before + key
        if key in OWN:
            continue
        if _leads_on(inner):
            below.append((name, inner))
            inner = {k: v for k, v in inner.items() if not _leads_on(v)} if ROWS in inner else {}
        if isinstance(inner, Mapping):
            more, further = _parts(inner, f"{name}.")
            values |= more
            below += further
        else:
            values[name] = inner
    return values, below


def _leads_on(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_leads_on, value))
    return isinstance(value, Mapping) and not OWN.isdisjoint(value)


@dataclass
class _Keys:
    """Which values nodes and edges have, and of which GraphML type each is."""

    types: dict[tuple[str, str], str] = field(default_factory=dict)

    def element(self, part: Thing | Link) -> Any:
        """A node or an edge as an element of XML."""
        if isinstance(part, Thing):
            element = etree.Element("node", id=_plain(part.id))
            values = {"type": part.type} | part.values
        else:
            ends = {"source": _plain(part.start), "target": _plain(part.end)}
            element = etree.Element("edge", ends)
            values = {"label": part.label} | part.values
        for name, value in values.items():
            if value is not None:
                self._note(element.tag, name, _KINDS.get(type(value), "string"))
                data = etree.SubElement(element, "data", key=f"{element.tag}.{name}")
                data.text = _plain(value)
        return element

    def _note(self, domain: str, name: str, kind: str) -> None:
        known = self.types.setdefault((domain, name), kind)
        if known != kind:
            is_number = {known, kind} == {"long", "double"}
            self.types[domain, name] = "double" if is_number else "string"


_KINDS = {bool: "boolean", int: "long", float: "double"}
_NO_XML = {code: "\ufffd" for code in (*range(32), 0xFFFE, 0xFFFF) if code not in (9, 10, 13)}
_NO_XML |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def _plain(value: Any) -> str:
    """A value as XML may hold it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str | int | float) else orjson.dumps(value).decode()
    return str(text).translate(_NO_XML)


def as_graphml(out: IO[bytes], pages: Iterable[Data]) -> int:
    """Write GraphML 1.0, edges directed as they were asked for; the number of nodes. What is known
    of a node's values comes before the nodes, so these wait in a file of their own meanwhile.
    Raises `NotDrawable`."""
    keys, nodes, known = _Keys(), dict[str, int](), set[int]()
    with tempfile.TemporaryFile() as body:
        for part in (part for page in pages for part in drawn(page)):
            digest = hash(orjson.dumps(part))
            if isinstance(part, Thing) and nodes.setdefault(part.id, digest) != digest:
                raise NotDrawable(
                    f"{part.id} stands at two places with other fields or values; ask for the same "
                    "at both, as a fragment does"
                )
            if digest not in known:
                known.add(digest)
                body.write(etree.tostring(keys.element(part)) + b"\n")
        body.seek(0)
        out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{GRAPHML}">\n'.encode())
        for (domain, name), kind in keys.types.items():
            said = {"id": f"{domain}.{name}", "for": domain, "attr.name": name, "attr.type": kind}
            out.write(etree.tostring(etree.Element("key", said)) + b"\n")
        out.write(b'<graph edgedefault="directed">\n')
        copyfileobj(body, out)
        out.write(b"</graph>\n</graphml>\n")
    return len(nodes)


def as_json_ld(out: IO[bytes], pages: Iterable[Data], kinds: Mapping[str, str]) -> int:
    """Write JSON-LD 1.1, an element of `@graph` a row; the number of rows. Sources are in terms of
    PROV and Dublin Core; what is not known is left out."""
    own = {
        key: {"@id": f"{URN}vocabulary:{key}", "@type": KINDS[kind]}
        for key, kind in kinds.items()
        if kind in KINDS
    }
    out.write(b'{"@context":' + orjson.dumps(own | CONTEXT) + b',\n"@graph":[')
    rows = 0
    for page in pages:
        for value in page.values():
            for element in _elements(value):
                out.write((b",\n" if rows else b"\n") + orjson.dumps(element))
                rows += 1
    out.write(b"\n]}\n")
    return rows


def _elements(value: Any) -> list[Any]:
    """The objects of a page in JSON-LD: itself, or the rows of a connection."""
    if value is None:
        return []
    if isinstance(value, list):
        return [element for each in value for element in _elements(each)]
    values, below = _parts(value)
    if ROWS in value:
        return [element for _, inner in below for element in _elements(inner)]
    element = {"@type": value[TYPE]} if TYPE in value else {}
    if ID in value:
        element["@id"] = URN + quote(value[ID], safe=":")
        values |= {"sources": [_known({"@type": "prov:Entity"} | one) for one in value[SOURCES]]}
    return [element | _known(values) | {key: _elements(inner) for key, inner in below}]


def _known(values: Data) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}

"""How much does an operation ask for, told before anything of it is compiled or run?

One pass over every definition, without recursion. What a fragment asks for is linear in the number
of times it is reached, so each is walked once, however often it is spread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_composite_type,
)

from api.errors import bad_input
from api.reads import DEFAULT, MOST

Definition = OperationDefinitionNode | FragmentDefinitionNode
# Points of the fields that cost more than their rows, each time they are answered; with an
# argument, once for each of its values.
COSTS: Mapping[str, tuple[int, str | None]] = {
    "Query.introductions": (25, "to"),
    "Query.nextIntroductions": (25, "to"),
    "Query.reach": (50, None),
    "Query.segmentDryRun": (50, None),
    "Query.segmentMembers": (10, None),
    "Query.segmentMoves": (10, None),
    "Query.segmentOverlaps": (1, "segments"),
    "Query.segmentShortlists": (10, "segments"),
    "Mutation.saveSegment": (100, "levels"),
    "Mutation.saveTiers": (300, None),
    "Mutation.pinToLevel": (100, None),
    "Mutation.unpin": (100, None),
    "Mutation.deleteSegment": (5, None),
    "Query.alerts": (10, None),
    "Mutation.saveWatch": (100, None),
    **dict.fromkeys(
        (f"Mutation.{name}" for name in ("deleteWatch", "readAlerts", "judgeAlert")), (5, None)
    ),
    "Query.deliveries": (5, None),
    "Mutation.saveChannel": (5, None),
    "Mutation.deleteChannel": (5, None),
    "Mutation.tryChannel": (50, None),
    "Query.rapport": (10, None),
    "Query.rapports": (50, None),
    "Query.cadences": (50, None),
    "Query.nextTouches": (50, None),
    "Query.lastTouch": (2, None),
    "Query.notes": (5, None),
    "Mutation.saveNote": (5, None),
    "Mutation.deleteNote": (5, None),
    "Query.screening": (25, None),
    "Query.screenings": (5, None),
    "Mutation.fileScreening": (25, None),
    "Query.introductionBrief": (60, None),
    "Query.evidencePack": (50, None),
    "Query.congressDebrief": (50, None),
    "Query.advisoryBoard": (100, None),
    "Query.lifecycle": (100, None),
    "Query.influence": (20, None),
    "Query.rank": (50, None),
    "Query.tiesOn": (25, None),
    "Query.trend": (25, None),
    "Person.onDay": (1, None),
    "Query.evidence": (2, None),
    "Query.people": (5, None),
    "Query.institutions": (5, None),
    "Query.companies": (5, None),
    "Query.influencers": (3, None),
    "Query.connectors": (3, None),
    "Query.emerging": (3, None),
    "Query.emergingConnectors": (3, None),
    "Query.frozenLists": (3, None),
    "Query.frozenPersons": (3, None),
    "Query.communities": (10, None),
    **dict.fromkeys(
        (
            f"Mutation.{name}"
            for name in (
                *("judgeSamePerson", "judgeDifferentPersons", "judgeNotHers", "undoJudgement"),
                *("suppress", "release", "logEngagement"),
            )
        ),
        (20, None),
    ),
    **dict.fromkeys(
        (f"Mutation.{name}" for name in ("saveQuery", "shareQuery", "deleteSavedQuery")), (5, None)
    ),
}
# Points of what is counted over a whole list.
COUNTING: Mapping[str, int] = {"totalCount": 5, "groupCount": 10, "groups": 10}
ROWS_A_POINT = 100
# Lists of the introspection have no `first`; about so many rows they give.
DESCRIBED = {
    "__Schema.types": 200,
    "__Type.fields": 20,
    "__Type.inputFields": 5,
    "__Type.enumValues": 5,
    "__Type.possibleTypes": 5,
    "__Field.args": 5,
}


@dataclass(frozen=True)
class Measure:
    """What a definition asks for: depth of its fields, aliases, fields, rows of its lists (`nodes`:
    the product of `first` along nested ones), and points that its fields cost."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0
    nodes: int = 0
    points: int = 0

    @property
    def cost(self) -> int:
        """All points: one for the operation, those of its fields, and one for every 100 rows."""
        return 1 + self.points + self.nodes // ROWS_A_POINT

    def plus(self, other: Measure, depth: int, times: int) -> Measure:
        """This, and the other `times` over below `depth` fields."""
        return Measure(
            max(self.depth, depth + other.depth if other.depth else 0),
            self.aliases + other.aliases,
            self.fields + other.fields,
            self.nodes + times * other.nodes,
            self.points + times * other.points,
        )


@dataclass(frozen=True)
class Spread:
    """A fragment spread below `depth` fields, reached `times` over."""

    fragment: str
    depth: int
    times: int


@dataclass(frozen=True)
class Place:
    """A selection being walked: of which type, below how many fields, how many times over, and how
    many rows each page has where the type is a page."""

    selection: SelectionSetNode
    type: GraphQLNamedType | None
    depth: int
    times: int
    rows: int


@dataclass
class Walk:
    """One definition being measured; `sizes` has the numbers among the variables, and the lengths
    of the lists."""

    schema: GraphQLSchema
    sizes: Mapping[str, int]
    own: Measure = Measure()
    spreads: list[Spread] = field(default_factory=list)

    def through(self, definition: Definition) -> Walk:
        """Itself, once all fields of the definition are counted."""
        if isinstance(definition, FragmentDefinitionNode):
            type_ = self.schema.get_type(definition.type_condition.name.value)
        else:
            type_ = self.schema.get_root_type(definition.operation)
        stack = [Place(definition.selection_set, type_, 0, 1, 1)]
        while stack:
            stack += self._step(stack.pop())
        return self

    def _step(self, place: Place) -> Iterator[Place]:
        for node in place.selection.selections:
            if isinstance(node, FragmentSpreadNode):
                times = place.times * place.rows
                self.spreads.append(Spread(node.name.value, place.depth, times))
            elif isinstance(node, InlineFragmentNode):
                narrower = node.type_condition
                type_ = self.schema.get_type(narrower.name.value) if narrower else place.type
                yield Place(node.selection_set, type_, place.depth, place.times, place.rows)
            elif isinstance(node, FieldNode):
                yield from self._field(node, place)

    def _field(self, node: FieldNode, place: Place) -> Iterator[Place]:
        name, type_ = node.name.value, place.type
        declared = self.schema.get_field(type_, name) if is_composite_type(type_) else None
        # What a page says of itself it says once, not for each of its rows.
        times = place.times * (1 if name in (*COUNTING, "pageInfo") else place.rows)
        arguments = {argument.name.value: argument.value for argument in node.arguments or ()}
        coordinate = f"{type_.name}.{name}" if type_ else ""
        size = DESCRIBED.get(coordinate)
        if declared and "first" in declared.args:
            asked = arguments.get("first") or arguments.get("last")
            size = self._first(asked, declared.args["first"].default_value)
        points, argument = COSTS.get(coordinate, (COUNTING.get(name, 0), None))
        points *= self._length(arguments.get(argument)) if argument else 1
        step = Measure(1, int(node.alias is not None), 1, size or 0, points)
        self.own = self.own.plus(step, place.depth, times)
        size = 1 if size is None else size
        if node.selection_set:
            below = get_named_type(declared.type) if declared else None
            is_page = "pageInfo" in getattr(below, "fields", {})
            each = (times, size) if is_page else (times * size, 1)
            yield Place(node.selection_set, below, place.depth + 1, *each)

    def _first(self, value: ValueNode | None, default: object) -> int:
        """How many rows are asked for; a variable without a value may mean the most."""
        number: object = MOST
        if value is None or isinstance(value, NullValueNode):
            number = default if isinstance(default, int) else DEFAULT
        if isinstance(value, IntValueNode):
            number = int(value.value) if len(value.value) < 10 else MOST
        elif isinstance(value, VariableNode):
            number = self.sizes.get(value.name.value, MOST)
        return min(max(number, 0), MOST) if isinstance(number, int) else MOST

    def _length(self, value: ValueNode | None) -> int:
        if isinstance(value, ListValueNode):
            return len(value.values)
        if isinstance(value, VariableNode):
            return max(1, self.sizes.get(f"[{value.name.value}]", 1))
        return 1


def sizes_of(variables: Mapping[str, object] | None) -> tuple[tuple[str, int], ...]:
    """What of the variables decides how much is asked for: numbers by name, and by `[name]` the
    lengths of lists."""
    numbers = []
    for name, value in (variables or {}).items():
        if isinstance(value, int):
            numbers.append((name, value))
        elif isinstance(value, list):
            numbers.append((f"[{name}]", len(value)))
    return tuple(numbers)


def measured(
    schema: GraphQLSchema, document: DocumentNode, sizes: tuple[tuple[str, int], ...]
) -> tuple[Measure, ...]:
    """What each definition of the document asks for, in their order, with all that it spreads.

    Raises BAD_USER_INPUT for a fragment that spreads itself.
    """
    definitions = [one for one in document.definitions if isinstance(one, Definition)]
    walks = [Walk(schema, dict(sizes)).through(one) for one in definitions]
    fragments = {
        one.name.value: walk
        for one, walk in zip(definitions, walks, strict=True)
        if isinstance(one, FragmentDefinitionNode)
    }
    whole: dict[str, Measure] = {}
    for name in _in_order(fragments):
        whole[name] = _whole(fragments[name], whole)
    return tuple(_whole(walk, whole) for walk in walks)


def _whole(walk: Walk, whole: Mapping[str, Measure]) -> Measure:
    total = walk.own
    for spread in walk.spreads:
        total = total.plus(whole.get(spread.fragment, Measure()), spread.depth, spread.times)
    return total


def _in_order(fragments: Mapping[str, Walk]) -> Iterator[str]:
    """The fragments' names, each after those that it spreads."""
    open_, closed = set[str](), set[str]()
    for first in fragments:
        stack = [first]
        while stack:
            name = stack[-1]
            below = [s.fragment for s in fragments[name].spreads if s.fragment in fragments]
            left = [] if name in open_ else [one for one in below if one not in closed]
            if name in closed:
                stack.pop()
            elif left:
                open_.add(name)
                stack += dict.fromkeys(left)
            else:
                if any(one not in closed for one in below):
                    raise bad_input(f"the fragment `{name}` spreads itself; take the spread out")
                closed.add(name)
                stack.pop()
                yield name

"""Which filters are there?

Every type of the graph has one: its own properties, the edges that lead on from it, and `and`,
`or`, `not` over filters. It is used wherever rows of the type are listed. What is not given does
not restrict.
"""

from __future__ import annotations

from api.comparing import FIRST_BY, FIRST_ON, IN_SEGMENT, LISTS, TESTS
from api.declaring import made_input
from api.edges import EDGES
from api.properties import SUMMED, Property, of_edge, of_node
from api.walk import Walk
from api.walks import WALKS
from schema import nodes as n
from schema.vocabulary import Field, Node

# What follows from no property.
OWN: dict[type[Node], dict[str, tuple[str, str]]] = {
    n.Person: {
        "is_physician": ("bool", "Tied to a licence registry record."),
        "sources": (LISTS[str], "The sources that speak of the person."),
        "topic": ("str", "Has a paper on this MeSH heading, or on one below it in the tree."),
        "institution": ("str", "Affiliated with this `institutionId`, or with a part of it."),
        "covered_by": ("str", "In a territory that is this `liaisonId`'s today."),
        "paid_by": ("str", "Paid by this `companyId`, or by another company of its family."),
        "first_by": (FIRST_BY, "One of the first so many by a score."),
        "first_on": (FIRST_ON, "One of the first so many by papers on a topic."),
        "in_segment": (IN_SEGMENT, "In one of these segments; not for the rule of a segment."),
    },
    n.Topic: {"within": ("str", "This MeSH heading, or one below it in the tree.")},
    n.Institution: {"within": ("str", "This `institutionId`, or a part of it.")},
    n.Company: {"within": ("str", "This `companyId`, or another company of its family.")},
}


def filter_on(node: type[Node]) -> str:
    """Make the filter on a node's type, and those on the edges that lead from it; its name."""
    name = f"{node.__name__}Filter"
    fields = {
        "and": (f"list[{name}]", "All of these hold."),
        "or": (f"list[{name}]", "One of these holds."),
        "not": (name, "This does not hold."),
        **_of_properties(of_node(node)),
        **OWN.get(node, {}),
    }
    for walk in WALKS.get(node, ()):
        fields[walk.name] = (_filter_over(walk), walk.about)
    about = f"Which `{node.__name__}`s; all that is given must hold."
    return made_input(name, about, fields, (node, None))


def test_of(field: Field) -> str | None:
    """The name of the tests on a property; none where it is not filtered by."""
    return LISTS.get(field.type) if field.many else TESTS[field.type]


def summed_over(walk: Walk) -> list[Property]:
    """What is summed over the edges of a walk."""
    both = (*of_node(walk.to), *of_edge(walk.over))
    return [each for each in both if each.field.name in SUMMED]


def _filter_over(walk: Walk) -> str:
    base = f"{walk.to.__name__}{EDGES.get(walk.over, '')}"
    fields = {
        "node": (f"{walk.to.__name__}Filter", "What the edge leads to."),
        "count": (TESTS[int], "How many such edges there are; else one or more."),
        **_of_properties(of_edge(walk.over)),
    }
    sums = _of_properties(summed_over(walk))
    if sums:
        about = "Sums over such edges; nobody without a known amount is kept."
        fields["sum"] = (made_input(f"{base}SumFilter", about, sums, (walk.to, walk.over)), about)
    about = "There is an edge for which all this holds."
    return made_input(f"{base}EdgeFilter", about, fields, (walk.to, walk.over))


def _of_properties(properties: tuple[Property, ...] | list[Property]) -> dict[str, tuple[str, str]]:
    tests = ((each, test_of(each.field)) for each in properties)
    return {each.field.name: (test, each.field.about) for each, test in tests if test}

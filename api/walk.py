"""What is a step from a thing to others, and in which order?"""

from __future__ import annotations

from dataclasses import dataclass

from api.reads import Order
from schema.vocabulary import Node, Relationship, camel


@dataclass(frozen=True)
class Walk:
    """One way from an owner along a relationship `over` to nodes `to`: `way` is out, in or both.
    `order` leads the list; the rest of a total order follows from the schema. `one`: an object, not
    a list."""

    name: str
    over: type[Relationship]
    way: str
    to: type[Node]
    about: str
    order: Order = ()
    one: bool = False

    @property
    def match(self) -> str:
        """The pattern from `{this}` over `{edge}` to `{node}`."""
        left, right = {"out": ("-", "->"), "in": ("<-", "-"), "both": ("-", "-")}[self.way]
        edge = f"[{{edge}}:{self.over.type_name}]"
        return f"({{this}}){left}{edge}{right}({{node}}:{self.to.__name__})"

    @property
    def total(self) -> Order:
        """An order without ties: the leading one, then the node's key, then what keeps two edges of
        one pair apart."""
        return total(self.order, self.to, self.over)


def total(order: Order, node: type[Node], over: type[Relationship] | None = None) -> Order:
    """The order made total by the keys of the node and of the edge."""
    keys = [f"{{node}}.{camel(node.key)}"]
    keys += [edge_key(name) for name in (over.apart if over else ())]
    given = {expression for expression, _ in order}
    return (*order, *((key, "ASC") for key in keys if key not in given))


def edge_key(name: str) -> str:
    """A property of the edge as lists are ordered by it."""
    return f"coalesce(toString({{edge}}.{camel(name)}), '')"


def latest(*names: str) -> Order:
    dates = ", ".join(f"toString({name})" for name in names)
    return ((f"coalesce({dates}, '')", "DESC"),)


NEWEST_PAPER = latest("{node}.publishedOn")
NEWEST_TRIAL = latest("{node}.startedOn")
NEWEST_SESSION = latest("{node}.heldOn")
NEWEST_ACTIVITY = latest("{node}.fromOn")
NEWEST_PAYMENT = latest("{node}.paidOn")
NEWEST_ENGAGEMENT = latest("{node}.heldOn", "{node}.plannedOn")
EARLIEST_MILESTONE: Order = (("toString({node}.happensOn)", "ASC"),)
LATEST = latest("{edge}.lastOn")
BY_NAME: Order = (("{node}.name", "ASC"),)
STRONGEST: Order = (("{edge}.strength", "DESC"),)
MOST_INFLUENTIAL: Order = (("coalesce({node}.influence, -1.0)", "DESC"),)
MOST_PRESCRIBED: Order = (("{edge}.year", "DESC"), ("coalesce({edge}.claims, -1)", "DESC"))
IN_PRINT: Order = (("{edge}.position", "ASC"),)

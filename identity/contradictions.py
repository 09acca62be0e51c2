"""Which links fall, so that the others join nothing that must stay apart?

Links are taken from strong to weak, as in Kruskal's forest (1956): one whose ends are joined, or
may be, stands; one that would join what must stay apart falls. So a contradiction costs the link
that brings it, never the person.
"""

from __future__ import annotations

from collections.abc import Sequence

# By node: what it has one of, by kind; and the nodes that it must stay apart from.
Singles = dict[str, dict[str, str]]
Apart = dict[str, set[str]]


def fallen(links: Sequence[tuple[str, str]], singles: Singles, apart: Apart) -> list[bool]:
    """For each link between two nodes, the strongest first, whether it falls."""
    parts = _Parts(singles, apart)
    return [not parts.join(one, other) for one, other in links]


class _Parts:
    """Nodes joined so far: each part has a root that holds all that its nodes have one of."""

    def __init__(self, singles: Singles, apart: Apart) -> None:
        self.above: dict[str, str] = {}
        self.size: dict[str, int] = {}
        self.singles = {node: dict(held) for node, held in singles.items()}
        self.apart = {node: set(others) for node, others in apart.items()}

    def root(self, node: str) -> str:
        while (above := self.above.get(node, node)) != node:
            self.above[node] = self.above.get(above, above)
            node = above
        return node

    def join(self, one: str, other: str) -> bool:
        """Join the parts of two nodes; false where they must stay apart."""
        one, other = self.root(one), self.root(other)
        if one == other:
            return True
        if self.size.get(one, 1) < self.size.get(other, 1):
            one, other = other, one
        large, small = self.singles.setdefault(one, {}), self.singles.get(other, {})
        if any(large.get(kind, value) != value for kind, value in small.items()):
            return False
        if any(self.root(node) == one for node in self.apart.get(other, ())):
            return False
        self.above[other] = one
        self.size[one] = self.size.get(one, 1) + self.size.get(other, 1)
        large.update(small)
        self.apart.setdefault(one, set()).update(self.apart.get(other, ()))
        return True

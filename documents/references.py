"""Which number does a record have among the sources of a document?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reference:
    """A record that a statement rests on: what tells it from others, its text, and the address of
    the public record where there is one."""

    key: str
    text: str
    link: str = ""


@dataclass
class References:
    """Numbers records in the order in which statements name them, each once."""

    numbers: dict[str, int] = field(default_factory=dict)
    found: list[Reference] = field(default_factory=list)

    def mark(self, some: Iterable[Reference]) -> str:
        """The numbers of some records as they stand behind a statement, such as `[1, 4]`; nothing
        of none."""
        for one in (some := list(some)):
            if one.key not in self.numbers:
                self.found.append(one)
                self.numbers[one.key] = len(self.found)
        marks = sorted({self.numbers[one.key] for one in some})
        return f"[{', '.join(map(str, marks))}]" if marks else ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts in the order of the numbers."""
        return tuple(one.text for one in self.found)

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses in the same order."""
        return tuple(one.link for one in self.found)

"""Which ties does a run of the algorithms look at?

Without a topic or a day, ties are those of the graph: `(a)-[:CONNECTED_TO]->(b)` with the strength
of the kinds asked for. With one, they are counted anew from the records themselves,

    (a:Person)-[:AUTHORED]->(:Paper)<-[:AUTHORED]-(b:Person)

and likewise for trials: every record of n <= 50 persons gives each pair 1/(n - 1), halved for every
five years of its age on the day. Nothing after that day is looked at.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from schema.ties import HALF_LIFE_YEARS, MOST_PERSONS

KINDS = ("paper", "trial")
STRENGTHS = {
    ("paper",): "coalesce(r.paperStrength, 0.0)",
    (
        "trial",
    ): "1 - (1 - coalesce(r.trialStrength, 0.0)) * (1 - coalesce(r.industryStrength, 0.0))",
    KINDS: "r.strength",
}
ABOUT = "EXISTS {{ ({node})-[:{edge}]->(:Topic)-[:BROADER*0..12]->(:Topic {{name: $topic}}) }}"
RECORDS = {
    "paper": ("AUTHORED", "Paper", "publishedOn", "ABOUT"),
    "trial": ("INVESTIGATES", "Trial", "startedOn", "STUDIES"),
}
JOINT = """  MATCH (w:{label})
  WHERE w.{day} <= $as_of{about}
  WITH w, COUNT {{ (w)<-[:{edge}]-(:Person) }} AS found
  WITH w, CASE WHEN coalesce(w.authors, 0) > found THEN w.authors ELSE found END AS persons
  WHERE 2 <= persons <= {most}
  MATCH (a:Person)-[x:{edge}]->(w)<-[y:{edge}]-(b:Person)
  WHERE a.personId < b.personId AND x.countedWith IS NULL AND y.countedWith IS NULL
  WITH DISTINCT w, a, b, persons
  RETURN a, b, 1.0 / (persons - 1)
    * 0.5 ^ (duration.inDays(w.{day}, $as_of).days / 365.25 / {half_life}) AS weight"""


class NotAKind(ValueError):
    """A tie is of no such kind."""


@dataclass(frozen=True)
class Scope:
    """A part of the ties: of kinds, of persons of one state or specialty, of records about a MeSH
    heading or one below it, and up to a day (where a topic is given, by default today)."""

    kinds: tuple[str, ...] = KINDS
    state: str | None = None
    specialty: str | None = None
    topic: str | None = None
    as_of: date | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether it is less than everything."""
        return self != Scope()

    @property
    def is_of_records(self) -> bool:
        """Whether ties are counted from records."""
        return self.topic is not None or self.as_of is not None

    @property
    def digest(self) -> str:
        """The scope's name in twelve letters."""
        said = repr(sorted((name, str(value)) for name, value in asdict(self).items()))
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    def values(self) -> dict[str, Any]:
        """The parameters that `ties` names."""
        day = self.as_of or date.today()
        given = {"state": self.state, "specialty": self.specialty, "topic": self.topic}
        return {**given, "as_of": day}

    def ties(self) -> str:
        """Cypher that binds `a`, `b` and `strength`, each tie once, the lower id first."""
        among = [
            f"a.{name} = ${name} AND b.{name} = ${name}"
            for name in ("state", "specialty")
            if getattr(self, name) is not None
        ]
        if not self.is_of_records:
            strength = STRENGTHS[self.kinds]
            # No label is asked for: the ties are then read one after another as they lie.
            text = f"MATCH (a)-[r:CONNECTED_TO]->(b)\nWITH a, b, {strength} AS strength"
            if self.kinds != KINDS:
                among.append("strength > 0")
        else:
            parts = "\n  UNION ALL\n".join(self._joint(kind) for kind in self.kinds)
            text = f"CALL () {{\n{parts}\n}}\nWITH a, b, sum(weight) AS strength"
        return text + (f"\nWHERE {' AND '.join(among)}" if among else "")

    def _joint(self, kind: str) -> str:
        edge, label, day, about = RECORDS[kind]
        on = f" AND {ABOUT.format(node='w', edge=about)}" if self.topic else ""
        given = {"label": label, "day": day, "about": on, "edge": edge}
        return JOINT.format(**given, most=MOST_PERSONS, half_life=HALF_LIFE_YEARS)


EVERYTHING = Scope()


def scope_of(
    kinds: list[str] | None,
    state: str | None,
    specialty: str | None,
    topic: str | None,
    as_of: date | None,
) -> Scope:
    """The scope that a person asks for. Raises `NotAKind`."""
    chosen = tuple(kind for kind in KINDS if kind in (kinds or KINDS))
    if set(kinds or KINDS) - set(KINDS):
        raise NotAKind(f"{', '.join(kinds or ())}: a tie is of the kinds {' and '.join(KINDS)}")
    return Scope(chosen, state, specialty, topic, as_of)

"""Of the persons on a frozen list, who did rise?

A list is judged once its three years are over, by the papers that are known now and by the outcome
that its model learned: who rose is the top 5 % of the increment among those not yet visible, as in
`candidates` and as `evaluation` has it. It is judged again at each refresh, for later records may
tell otherwise. Persons whom identity has joined with others since are followed by its own record;
one who fell apart is judged by the larger part. Of whom it cannot be told is counted and said,
never taken for one who did not rise.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from algorithms.algorithm import Algorithm
from algorithms.emerging import candidates
from algorithms.emerging.frozen import (
    DID_NOT,
    FOLDER,
    JUDGED,
    ROSE,
    FrozenList,
    frozen_lists,
    led_to,
    write,
)
from algorithms.emerging.learning import known_until
from algorithms.emerging.outcomes import CITATIONS, HORIZON
from algorithms.histories.drawn import drawn_history, newest
from algorithms.histories.timeline import Timeline, timeline
from schema.nodes import Paper
from schema.relationships import ABOUT, AUTHORED, CITES

ALGORITHM = Algorithm(
    name="Frozen lists judged",
    about=__doc__,
    reads=(AUTHORED, Paper, CITES, ABOUT),
    writes=(),
    distrust="Where a source came in after the list was frozen, its records count for the years "
    "before as well, so that others may have been candidates. A list that was frozen in hindsight "
    "looked at no later record, but identity knew of them.",
)


def due(home: Path, today: date) -> list[FrozenList]:
    """The lists of a home whose years are over, the newest first."""
    lists = (one for one in frozen_lists(home) if isinstance(one, FrozenList))
    return [one for one in lists if today > one.closes_on]


def is_any_unjudged(home: Path, today: date) -> bool:
    """Whether a list whose years are over was not looked at yet."""
    return any(not (home / FOLDER / JUDGED / one.file).exists() for one in due(home, today))


def judge(home: Path, drawn: Path, at: datetime) -> int:
    """Judge every list of the home whose years are over by the tables in `drawn`, and keep what was
    found beside the lists, each whole or not at all; how many lists there are."""
    lists = due(home, at.date())
    _tidy(home)
    if not lists:
        return 0
    until = newest(drawn)
    history = drawn_history(drawn, date(until.year, 12, 31))
    of = timeline(history)
    known = known_until(of) if len(of.year) else {}
    said = {"judged_at": at.astimezone(UTC).replace(microsecond=0).isoformat()}
    for one in lists:
        last = known.get(one.outcome, 0)
        found = (
            _judged(of, history.names, one, led_to(home, one.persons))
            if last >= one.closes_on.year
            else {"not_yet": _not_yet(one, last)}
        )
        content = {"sha256": one.sha256, "known_until": str(until), **said, **found}
        write(home / FOLDER / JUDGED / one.file, content)
    return len(lists)


def _judged(
    of: Timeline, names: NDArray[np.object_], one: FrozenList, persons: list[str]
) -> dict[str, Any]:
    """Who of a list rose; `persons` are its persons by their ids now."""
    given = candidates.not_yet_visible(candidates.candidates(of, one.as_of.year, one.outcome))
    risen = candidates.rose(given)
    letter_of = dict.fromkeys(names, "c")
    for person, rose in zip(given.person, risen, strict=True):
        letter_of[names[person]] = ROSE if rose else DID_NOT
    letters, before = [], set[str]()
    for person in persons:
        letters.append("j" if person in before else letter_of.get(person, "g"))
        before.add(person)
    counts = {"candidates": len(risen), "risen": int(np.count_nonzero(risen))}
    return counts | {"letters": "".join(letters)}


def _not_yet(one: FrozenList, last: int) -> str:
    """Why the records do not judge a list whose years are over."""
    first = one.as_of.year + 1
    what = "citations" if one.outcome == CITATIONS else "papers"
    held = f"they hold {what} whole up to {last} only" if last else f"they hold no {what}"
    return f"the records do not tell of {first} to {first + HORIZON - 1}: {held}"


def _tidy(home: Path) -> None:
    """Take away what was judged of lists that are gone."""
    for place in (home / FOLDER / JUDGED).glob("*.json"):
        if place.is_file() and not (home / FOLDER / place.name).exists():
            place.unlink()

"""Which records stand behind one tie, page by page?"""

from __future__ import annotations

from algorithms.introductions import evidence as records
from algorithms.introductions.evidence import records_of
from algorithms.introductions.introductions import NAMED
from algorithms.paths.arcs import Filter
from api.answering import Answering
from api.behind import Question, as_evidence
from api.errors import bad_input
from api.introduction_types import Evidence, IntroductionFilterInput
from api.pages import Page, page_of
from api.telling import CURSOR_OF
from api.tie_kinds import TieKind


async def evidence(
    answering: Answering,
    start: str,
    goal: str,
    kinds: list[TieKind] | None,
    first: int,
    after: str | None,
    given: IntroductionFilterInput | None,
) -> Page[Evidence]:
    """A page of the records behind the tie of a person, or a liaison, and a person; raises
    BAD_USER_INPUT."""
    if not 1 <= first <= 100:
        raise bad_input(f"`first` is {first}; give 1 to 100, and `after` for more")
    given = given or IntroductionFilterInput()
    cursors = answering.info.context.cursors
    key = cursors.read(after, CURSOR_OF) if after is not None else None
    chosen = set(kinds or TieKind)
    question = Question(chosen, 1, Filter(), given.industry_ties, given.as_of, given.known_by)
    ends = [name.removeprefix("Person:").removeprefix("Liaison:") for name in (start, goal)]
    hidden = answering.info.context.hidden()
    named = await answering.rows(NAMED, {"ids": [end for end in ends if end not in hidden]})
    labels = [{row["label"] for row in named if row["id"] == end} for end in ends]
    for name, known, wanted in zip((start, goal), labels, ("Liaison", "Person"), strict=True):
        if not known & {"Person", wanted}:
            raise bad_input(f"nobody whose tie could be shown has the id {name!r}")
    text = records.OF_PERSONS if "Person" in labels[0] else records.OF_LIAISONS
    rows = await answering.rows(text, {"hops": [ends], **question.values(first + 1, key)})
    behind = records_of(rows[0], on_a_day=False) if rows else None
    newest = behind.newest if behind else []
    shown = newest[:first]
    written = [cursors.write(record.key, CURSOR_OF) for record in shown]
    total = behind.total if behind else 0
    return page_of(as_evidence(shown), written, total, after is None, len(newest) <= first)

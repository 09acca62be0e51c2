"""What stands in the document of the debrief after a congress?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from api.brief_citing import Citing, Row, why_empty
from documents.document import Document, Section, Table

TITLE = "Congress debrief"
MOST_PARTS = 4


def congress_document(answer: Row) -> Document:
    """The document of `congressDebrief`, as `api.brief_questions` asks it."""
    citing = Citing()
    sections = [
        citing.section("When and where", [answer["when"]]),
        _people("Who of ours took part", answer, "participants", _parts, citing),
        _people("Who was met", answer, "met", _touches, citing),
        _people("Who took part and was not met", answer, "notMet", _parts, citing),
        *_follow_ons(answer, citing),
        _facts("Sessions by topic", answer, "topics", citing),
        _facts("What our persons presented", answer, "presented", citing),
        _facts("Competitors", answer, "competitors", citing),
        citing.section("Limits", answer["limits"]),
    ]
    many = [f"{answer['participantCount']:,} took part", f"{answer['metCount']:,} met"]
    many += [f"{answer['notMetCount']:,} not met"]
    facts = [("For", answer["askedFor"]), ("As of", answer["asOf"])]
    return citing.document(
        TITLE, answer["congress"]["name"], answer, [*facts, ("Persons", ", ".join(many))], sections
    )


def _people(
    title: str, answer: Row, part: str, of: Callable[[Row], Sequence[Row]], citing: Citing
) -> Section:
    """A table of persons by tier, with what is told of each."""
    if not answer[part]:
        return citing.section(title, why_empty(answer, part))
    total = answer["participantCount" if part == "participants" else f"{part}Count"]
    shown = answer[part]
    more = f"The first {len(shown):,} of {total:,}, by tier." if total > len(shown) else ""
    rows = tuple(_person(one, of(one), citing) for one in shown)
    mark = citing.mark(answer["when"]["records"])
    paragraphs = (f"{more} {mark}",) if more else ()
    table = Table(("person", "tier", "what", "sources"), rows, widths=(5, 0, 9, 0))
    return Section(title, paragraphs, (table,))


def _person(one: Row, facts: Sequence[Row], citing: Citing) -> tuple[str, ...]:
    of, shown = one["person"], facts[:MOST_PARTS]
    where = ", ".join(filter(None, (of["specialty"], of["city"], of["state"])))
    said = [fact["said"] for fact in shown]
    said += [f"{len(facts) - len(shown)} more."] if len(facts) > len(shown) else []
    who = f"{of['name']}, {where}" if where else of["name"]
    told = {"kind": "Person", "record": of["personId"], "title": f"{of['name']}; {one['tierWhy']}"}
    told |= {"day": (of["knownFrom"] or "")[:10], "source": of["source"]}
    records = [told, *(record for fact in shown for record in fact["records"])]
    return who, str(one["tier"]), " ".join(said), citing.mark(records)


def _parts(one: Row) -> Sequence[Row]:
    return one["parts"]  # type: ignore[no-any-return]


def _touches(one: Row) -> Sequence[Row]:
    return one["touches"]  # type: ignore[no-any-return]


def _facts(title: str, answer: Row, part: str, citing: Citing) -> Section:
    facts = [one.get("why", one) for one in answer[part]] or why_empty(answer, part)
    return citing.section(title, facts)


def _follow_ons(answer: Row, citing: Citing) -> list[Section]:
    """What is left to do, for those who may read of conversations."""
    if "followOns" not in answer:
        return []
    return [_facts("Left to do, by the debriefs", answer, "followOns", citing)]

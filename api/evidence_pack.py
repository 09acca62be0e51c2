"""What do we bring to a visit? Evidence by others beside a person's patients and interests.

What is said of a product is what the user's own list says; nothing is said of its label.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Any

import strawberry

from api.admitting import CONVERSATION
from api.answering import Answering
from api.brief_facts import (
    PERSON,
    CitedFact,
    EmptyPart,
    Id,
    OnDay,
    Sources,
    cited,
    day_of,
    sources_of,
)
from api.changing import Info
from api.cited import CitedRecord
from api.errors import refuse_beyond
from api.evidence_pack_practice import DISCUSSED, INTERESTS, practice, topics, unpractised
from api.evidence_pack_reading import (
    RECENT_PAPER_DAYS,
    RECENT_TRIAL_DAYS,
    Wanted,
    papers,
    trials,
)
from api.evidence_pack_types import EvidencePack, EvidencePaper, EvidenceTrial
from api.scopes import refuse_days, refuse_person
from api.types import Person, Product
from api.vocabularies import look_up
from schema import nodes as n

ROOT, MOST = "evidencePack", 25
TELLING = (
    *("clinical-trials", "pubmed", "icite", "medicare-providers", "part-d-drugs", "volumes"),
    "congresses",
)
PRODUCT = """
MATCH (q:Product {name: $product})
OPTIONAL MATCH (q)-[d:DEVELOPED_FOR]->(t:Topic)
WITH q, d, t ORDER BY t.name
WITH q, [one IN collect({condition: t.name, phase: d.phase, checked: d.checkedOn, by: d.saidBy})
  WHERE one.condition IS NOT NULL] AS conditions
RETURN 'Product' AS kind, q.productId AS record, q.name AS title, q.source AS source, conditions
ORDER BY size(conditions) DESC, record LIMIT 1"""
BELOW = """
MATCH (b:Topic)-[:BROADER*0..12]->(t:Topic) WHERE t.name IN $conditions
RETURN collect(DISTINCT b.name) AS below"""


async def evidence_pack(
    info: Info,
    person: Id,
    product: Annotated[
        str | None,
        strawberry.argument(description="A product by name: only what it is listed for counts."),
    ] = None,
    as_of: OnDay = None,
    first: Annotated[
        int, strawberry.argument(description="Trials, and papers, at most, 1 to 25.")
    ] = 8,
) -> EvidencePack:
    """The evidence for a visit to a person. Raises BAD_USER_INPUT and FORBIDDEN."""
    answering = Answering(info)
    refuse_beyond("first", first, 1, MOST)
    refuse_days(asOf=as_of)
    if product is not None:
        await look_up(info.context, [(n.Product, "name", product)], {})
    rows = await answering.rows(PERSON, {"person": person})
    await refuse_person(answering, ROOT, person, bool(rows))
    on, held = day_of(as_of), rows[0]
    sources = await sources_of(answering.rows, cited(held | {"kind": "Person"}))
    narrowed = await _narrowed(answering, product)
    told = await _practice(answering, person, on, narrowed)
    by = {one.name: one.why.records for one in (*told.discussed, *told.interests)}
    if narrowed and not by:
        by = {one["condition"]: [cited(narrowed)] for one in narrowed["conditions"]}
    if by:
        wanted = Wanted(person, held["state"], by, on, first)
        told.trials = await trials(answering, wanted)
        told.papers = await papers(answering, wanted)
    told.empty = _empty(told, sources, bool(by), answering.info.context.may(CONVERSATION))
    told.limits = _limits(sources, on)
    return told


async def _practice(
    answering: Answering, person: str, on: date, narrowed: dict[str, Any] | None
) -> EvidencePack:
    """The pack with what is known of the person, and nothing of others yet."""
    of, below = (person, on), narrowed["below"] if narrowed else None
    admitted = answering.info.context.may(CONVERSATION)
    people = await answering.below(Person, ("person",), "personId", [person])
    return EvidencePack(
        person=people[person],
        product=await _product(answering, narrowed),
        as_of=on,
        narrowed_to=_conditions(narrowed),
        practice=await practice(answering, *of),
        interests=await topics(answering, INTERESTS, *of, below),
        discussed=await topics(answering, DISCUSSED, *of, below) if admitted else [],
        trials=[],
        papers=[],
        empty=[],
        limits=[],
    )


async def _narrowed(answering: Answering, product: str | None) -> dict[str, Any] | None:
    """The product with its conditions and all topics below them; none where none is given."""
    if product is None:
        return None
    [row] = await answering.rows(PRODUCT, {"product": product})
    names = [one["condition"] for one in row["conditions"]]
    [found] = await answering.rows(BELOW, {"conditions": names})
    return row | {"below": found["below"]}


async def _product(answering: Answering, narrowed: dict[str, Any] | None) -> Product | None:
    if narrowed is None:
        return None
    id = narrowed["record"]
    return (await answering.below(Product, ("product",), "productId", [id]))[id]


def _conditions(narrowed: dict[str, Any] | None) -> list[CitedFact]:
    """What the product is for and how far it is, as listed."""
    if narrowed is None:
        return []
    own, name = [cited(narrowed)], narrowed["title"]
    if not narrowed["conditions"]:
        said = f"No list says what {name} is for, so that no topic can be named for it."
        return [CitedFact(said=said, records=own)]
    found = []
    for one in narrowed["conditions"]:
        phase = one["phase"] or "phase not listed"
        read = f", read on {one['checked']}" if one["checked"] else ""
        said = f"{name} is listed for {one['condition']}: {phase}{read}."
        topic = CitedRecord(
            kind="Topic",
            record=one["condition"],
            title=one["condition"],
            day=one["checked"],
            source=one["by"] or "products",
            amount_usd=None,
        )
        found.append(CitedFact(said=said, records=[*own, topic]))
    return found


def _limits(sources: Sources, on: date) -> list[CitedFact]:
    """What the parts leave out, and until when each source tells."""
    since = on - timedelta(days=RECENT_PAPER_DAYS)
    begun = on - timedelta(days=RECENT_TRIAL_DAYS)
    said = [
        (
            "Medicare counts its own patients alone, and withholds counts of fewer than eleven: "
            "these are unknown, not zero.",
            ("medicare-providers", "part-d-drugs"),
        ),
        (
            f"Papers are those published after {since}; trials are open or began after {begun}. "
            "A trial's status is that of the day its source was loaded.",
            ("pubmed", "clinical-trials"),
        ),
    ]
    general = [CitedFact(said=text, records=sources.cite(*names)) for text, names in said]
    return general + sources.limits(TELLING)


def _empty(
    told: EvidencePack, sources: Sources, has_topics: bool, is_admitted: bool
) -> list[EmptyPart]:
    """A sentence for each part that is empty."""
    found = [] if told.practice else [EmptyPart(part="practice", why=unpractised(sources))]
    if not told.interests:
        said = "No topic of the person is known by papers, trials or sessions."
        if told.product is not None:
            said = "No paper, trial or session of the person is known on what the product is for."
        why = sources.absent(said, "pubmed", "clinical-trials", "congresses")
        found.append(EmptyPart(part="interests", why=why))
    parts: list[tuple[str, Sequence[EvidenceTrial | EvidencePaper], str, str]] = [
        ("trials", told.trials, "trial that is open or began within a year", "clinical-trials"),
        ("papers", told.papers, "paper of the last two years by others", "pubmed"),
    ]
    for name, part, what, source in parts:
        if not part:
            about = "on these topics is known" if has_topics else "can be named without a topic"
            why = sources.absent(f"No {what} {about}.", source)
            found.append(EmptyPart(part=name, why=why))
    if is_admitted and not told.discussed:
        said = "No debrief on a topic that is a MeSH heading is known."
        found.append(EmptyPart(part="discussed", why=sources.absent(said, "engagements")))
    return found

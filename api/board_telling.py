"""How is a board told: what it is worth, what each seat brings, and what stands in its way?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from algorithms.boards.conflicts import Conflict
from algorithms.boards.model import Model
from algorithms.boards.parts import PARTS
from algorithms.boards.seats import Seat, points
from algorithms.boards.solving import Solved
from api.answering import Answering
from api.board_types import (
    AdvisoryBoard,
    BoardConflict,
    BoardPart,
    BoardReplacement,
    BoardSeat,
    BoardSponsor,
    BoardTopic,
    Field,
)
from api.cited import CitedRecord
from api.reads import Row
from api.types import Person

_PATHS = ("seats.person", "seats.ifDeclines.person")
_ONLY = {"topics": "topic", "states": "state", "communities": "circle"}


async def told(
    answering: Answering,
    model: Model,
    found: Solved,
    seats: Sequence[Seat],
    field: Field,
    sizes: tuple[int, int],
) -> AdvisoryBoard:
    """The board for those who ask; `sizes` are the persons of the rule and those left out."""
    persons = [model.candidates[seat.seat].person for seat in seats]
    others = [seat.if_declines.seat for seat in seats if seat.if_declines]
    ids = [*persons, *(model.candidates[at].person for at in others)]
    people = await answering.below(Person, _PATHS, "personId", ids)
    shown = [_seat(model, seat, field, people) for seat in seats]
    shown.sort(key=lambda each: (each.standing is None, -(each.standing or 0.0)))
    covered = {topic.name for each in shown for topic in each.topics}
    topics, is_found = model.question.topics, bool(seats)
    return AdvisoryBoard(
        said=_said(model, found),
        persons=sizes[0],
        candidates=len(model.candidates),
        left_out=sizes[1],
        topics=list(topics),
        uncovered_topics=[each for each in topics if each not in covered],
        value=found.value if is_found else None,
        best_possible=found.best_possible if is_found else None,
        gap=found.gap if is_found else None,
        parts=_parts(model, points(model, found.seats)) if is_found else [],
        seats=shown,
        conflicts=[_conflict(each, field) for each in found.conflicts],
    )


def _said(model: Model, found: Solved) -> str:
    seats, size = model.question.seats, len(model.candidates)
    if not found.seats:
        if found.conflicts:
            return "No board keeps all constraints; those below are to be relaxed."
        return "No board was found in the time given; give more `seconds`, or fewer constraints."
    of = f"{seats} of {size} candidates"
    if not found.gap:
        return f"{of}; no other board of them is better."
    return f"{of}; no other board of them is better by more than {found.gap:.2%}."


def _parts(model: Model, of: Mapping[str, float]) -> list[BoardPart]:
    """The parts by their points, as the shares give them."""
    weights = model.question.weights
    return [
        BoardPart(
            name=part.name,
            about=part.about,
            share=part.sign * of[part.name] / weights[part.name] if weights[part.name] else 0.0,
            weight=weights[part.name],
            points=of[part.name],
        )
        for part in PARTS
    ]


def _seat(model: Model, seat: Seat, field: Field, people: Mapping[str, Person]) -> BoardSeat:
    candidate = model.candidates[seat.seat]
    row, declines = field.persons[candidate.person], seat.if_declines
    only = {*seat.only.get("topics", ())}
    return BoardSeat(
        person=people[candidate.person],
        standing=candidate.standing,
        institution=row["institutionName"],
        topics=[
            BoardTopic(
                name=each["topic"],
                papers=each["papers"],
                trials=each["trials"],
                is_only=each["topic"] in only,
                latest=_records(each),
            )
            for each in field.topics.get(candidate.person, [])
            if each["topic"] in candidate.topics
        ],
        sponsors=_sponsors(model, seat, field),
        loss=seat.loss,
        losses=_parts(model, seat.losses),
        for_it=_for_it(seat, row),
        against_it=_against_it(model, seat, field),
        if_declines=BoardReplacement(
            person=people[model.candidates[declines.seat].person], change=declines.change
        )
        if declines
        else None,
    )


def _records(row: Row) -> list[CitedRecord]:
    return [CitedRecord(**{"amount_usd": None} | each) for each in row["latest"]]


def _names(model: Model, field: Field, places: Sequence[int]) -> list[str]:
    ids = [model.candidates[at].person for at in places]
    return [field.persons[id]["name"] or id for id in ids]


def _sponsors(model: Model, seat: Seat, field: Field) -> list[BoardSponsor]:
    shared = {key: others for part, key, others in seat.shared if part == "sponsors"}
    return [
        BoardSponsor(
            company_id=each["family"],
            name=each["name"],
            amount_usd=float(each["amount"] or 0.0),
            payments=each["payments"],
            trials=each["trials"],
            shared_with=_names(model, field, shared.get(each["family"], ())),
            latest=_records(each),
        )
        for each in field.sponsors.get(model.candidates[seat.seat].person, [])
    ]


def _for_it(seat: Seat, row: Row) -> list[str]:
    """What no other seat has."""
    return [
        f"the only seat of the {_ONLY[part]} {row['communityName'] or key}"
        if part == "communities"
        else f"the only seat of the {_ONLY[part]} {key}"
        for part, keys in seat.only.items()
        for key in keys
    ]


def _against_it(model: Model, seat: Seat, field: Field) -> list[str]:
    own = model.candidates[seat.seat].person
    families = {each["family"]: each["name"] for each in field.sponsors.get(own, [])}
    said = []
    for part, key, others in seat.shared:
        names = ", ".join(_names(model, field, others))
        if part == "sponsors":
            said.append(f"has the sponsor {families[key]} in common with {names}")
        elif part == "institutions":
            said.append(f"is of {field.persons[own]['institutionName'] or key} like {names}")
        else:
            said.append(f"works with {names}")
    return said


def _conflict(one: Conflict, field: Field) -> BoardConflict:
    of = _named(one, field)
    if one.name == "seats":
        said = f"`seats` is {one.asked}; there are candidates for {one.possible}."
    elif one.name == "least":
        said = f"`least` asks for {one.asked} from {of}; there could be {one.possible}."
    elif one.name == "include":
        said = f"`include` names {of}, who cannot sit beside the others."
    else:
        said = f"`{one.name}` is {one.asked}; it would have to be {one.possible} for {of}."
    return BoardConflict(
        argument=one.name, of=of or None, asked=one.asked, possible=one.possible, said=said
    )


def _named(one: Conflict, field: Field) -> str:
    """What a constraint is about, by its name."""
    if one.name == "include":
        return str(field.persons.get(one.of, {}).get("name") or one.of)
    if one.name == "perSponsor":
        rows = (row for rows in field.sponsors.values() for row in rows)
        return next((row["name"] for row in rows if row["family"] == one.of), one.of)
    own = {"perInstitution": "institution", "perCommunity": "community"}.get(one.name)
    if own:
        rows = (row for row in field.persons.values() if row[own] == one.of)
        return next((row[f"{own}Name"] or one.of for row in rows), one.of)
    return one.of

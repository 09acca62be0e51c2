"""A lake of made-up bylines of any number, with names as frequent as those of a census.

The family name of rank r is borne by 0.108 / (r + 12) of all: the commonest by 8 in a thousand, the
thousandth by 1 in ten thousand, as in the United States. Persons work in circles of one place and
one field, so that co-authors, affiliations, topics and titles agree as those of real records do.
Facts are written as a loader would state them: no file is made and read again.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lake import ledger
from lake.delivery import Delivery, Unit, columns
from schema.mentions import Affiliation, Byline, Practitioner, Registration
from schema.nodes import Institution, Journal, Paper, Specialty
from schema.relationships import ABOUT
from schema.vocabulary import Declared

Ints = npt.NDArray[np.int64]
_A_PERSON, _A_PAPER, _CIRCLE, _FIELDS, _PLACES = 9, 6, 12, 100, 2_000
_SYLLABLES = np.array([c + v for c in "bdfghjklmnprstvwz" for v in "aeiou"])


def write(home: Path, bylines: int, new: float = 0.01, seed: int = 1) -> None:
    """Fill a home's lake with the registry and all papers but a share that is `new`; the new ones
    wait in the folder `later`, for `add`."""
    draw = np.random.default_rng(seed)
    people = _people(draw, bylines // _A_PERSON)
    papers = bylines // _A_PAPER
    _state(home, "nppes", "registry", _registry(draw, people))
    _state(home, "ror", "places", {Institution: _institutions()})
    facts = _papers(draw, people, papers)
    for name, low, high in (("old", 0, int(papers * (1 - new))), ("new", None, papers)):
        begin = int(papers * (1 - new)) if low is None else low
        part = {declared: _between(table, begin, high) for declared, table in facts.items()}
        _state(home if name == "old" else home / "later", "pubmed", name, part)


def add(home: Path) -> None:
    """Load the papers that waited."""
    for load in (home / "later" / "lake" / "pubmed").iterdir():
        load.rename(home / "lake" / "pubmed" / load.name)


def _names(draw: np.random.Generator, count: int, size: int, offset: int) -> pa.Array:
    """Names of `size` people, of which the one of rank r is as frequent as 1 / (r + offset)."""
    share = 1 / (np.arange(count) + 1 + offset)
    rank = draw.choice(count, size, p=share / share.sum())
    mixed = np.random.default_rng(count).permutation(len(_SYLLABLES) ** 3)[:count][rank]
    parts = [_SYLLABLES[mixed // len(_SYLLABLES) ** at % len(_SYLLABLES)] for at in range(3)]
    return pc.utf8_capitalize(pc.binary_join_element_wise(*map(pa.array, parts), ""))


def _people(draw: np.random.Generator, size: int) -> dict[str, Any]:
    circle = np.arange(size) // _CIRCLE
    circles = int(circle[-1]) + 1
    return {
        "last": _names(draw, 150_000, size, 12),
        "first": _names(draw, 2_000, size, 5),
        "middle": pa.array(draw.choice(np.array(list("abcdefghjklmnprstvw")), size)),
        "has_middle": draw.random(size) < 0.6,
        "place": draw.integers(0, _PLACES, circles)[circle],
        "field": draw.integers(0, _FIELDS, circles)[circle],
        "began": draw.integers(1985, 2018, circles)[circle],
        "circles": circles,
    }


def _text(prefix: str, numbers: Ints) -> pa.Array:
    """Words of three syllables for numbers, such as places and topics."""
    parts = [_SYLLABLES[numbers // len(_SYLLABLES) ** at % len(_SYLLABLES)] for at in range(3)]
    return pc.binary_join_element_wise(prefix, *map(pa.array, parts), "")


def _printed(numbers: Ints) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Institution, city and state of places."""
    cities = _text("", numbers * 13 + 77)
    states = pc.binary_join_element_wise(
        pa.array(np.array(list("ABCDEFGHIJ"))[numbers % 10]),
        pa.array(np.array(list("KLMNO"))[numbers % 5]),
        "",
    )
    institution = pc.binary_join_element_wise(_text("", numbers * 7 + 5), " University", "")
    return pc.utf8_capitalize(institution), pc.utf8_capitalize(cities), states


def _institutions() -> dict[str, Any]:
    numbers = np.arange(_PLACES)
    name, city, state = _printed(numbers)
    ids = pa.array([f"ror:0{n:08d}" for n in numbers])
    return {"unit": ids, "institution_id": ids, "name": name, "city": city, "state": state}


def _registry(draw: np.random.Generator, people: dict[str, Any]) -> dict[Any, dict[str, Any]]:
    """Six in ten of those who publish, and as many again who do not."""
    size = len(people["last"])
    who = np.flatnonzero(draw.random(size) < 0.6)
    others = draw.integers(0, size, len(who))
    at = np.r_[who, others]
    first = pa.concat_arrays([people["first"].take(who), people["first"].take(others[::-1])])
    middle = pc.if_else(people["has_middle"][at], people["middle"].take(at), None)
    place = np.r_[people["place"][who], draw.integers(0, _PLACES, len(others))]
    _, city, state = _printed(place)
    npi = pa.array([f"1{n:09d}" for n in range(len(at))])
    code = pa.array([f"{n:010d}" for n in people["field"][at]])
    fields = np.arange(_FIELDS)
    kinds = pa.array([f"{n:010d}" for n in fields])
    return {
        Practitioner: {
            "unit": npi,
            "npi": npi,
            "last_name": pc.utf8_upper(people["last"].take(at)),
            "first_name": pc.utf8_upper(first),
            "middle_name": pc.utf8_upper(middle),
            "city": pc.utf8_upper(city),
            "state": state,
            "country": pa.repeat("US", len(at)),
        },
        Registration: {
            "unit": npi,
            "npi": npi,
            "ordinal": pa.repeat(1, len(at)),
            "code": code,
            "is_primary": pa.repeat(True, len(at)),
        },
        Specialty: {"unit": kinds, "code": kinds, "classification": _field(fields)},
    }


def _field(numbers: Ints) -> pa.Array:
    return pc.binary_join_element_wise(_text("", numbers * 31 + 9), "ology", "")


def _papers(
    draw: np.random.Generator, people: dict[str, Any], papers: int
) -> dict[Any, dict[str, Any]]:
    circle = draw.integers(0, people["circles"], papers)
    size = np.minimum(draw.poisson(_A_PAPER - 1, papers) + 1, _CIRCLE)
    order = np.argsort(draw.random((papers, _CIRCLE)), axis=1)
    paper, position = np.nonzero(np.arange(_CIRCLE) < size[:, None])
    author = circle[paper] * _CIRCLE + order[paper, position]
    inside = author < len(people["last"])
    paper, author = paper[inside], author[inside]
    start = np.searchsorted(paper, np.arange(papers))
    position = np.arange(len(paper)) - start[paper] + 1
    lead = np.minimum(circle * _CIRCLE, len(people["last"]) - 1)
    year = np.minimum(people["began"][lead] + draw.integers(0, 25, papers), 2024)
    field = people["field"][lead]
    pmid = pa.array([str(10_000_000 + n) for n in range(papers)])
    journal = field * 8 + draw.integers(0, 8, papers)
    journals = np.arange(_FIELDS * 8)
    names = pa.array([f"J{n}" for n in journals])
    words = np.where(draw.random((10, papers)) < 0.7, field * 60, 6_000)
    words = words + draw.integers(0, 60, (10, papers))
    topics = np.where(draw.random((papers, 8)) < 0.7, field[:, None] * 40, 4_000)
    topics = topics + draw.integers(0, 40, (papers, 8))
    of, which = np.divmod(np.unique((np.arange(papers)[:, None] * 10_000 + topics).ravel()), 10_000)
    return {
        Paper: {
            "unit": pmid,
            "pmid": pmid,
            "title": pc.binary_join_element_wise(*(_text("", row) for row in words), " "),
            "journal_id": pa.array([f"J{n}" for n in journal]),
            "published_on": pa.array([date(int(y), 6, 1) for y in year]),
            "authors": pa.array(np.bincount(paper, minlength=papers)),
            "is_retracted": pa.repeat(False, papers),
            "version": pa.repeat(1, papers),
        },
        ABOUT: {
            "unit": pmid.take(of),
            "start": pmid.take(of),
            "end": _text("topic ", which),
            "is_major": pa.repeat(False, len(of)),
        },
        Journal: {"unit": names, "journal_id": names, "title": _text("journal of ", journals)},
        **_bylines(draw, people, paper, author, position, pmid.take(paper), year[paper]),
    }


def _bylines(
    draw: np.random.Generator,
    people: dict[str, Any],
    paper: Ints,
    author: Ints,
    position: Ints,
    pmid: pa.Array,
    year: Ints,
) -> dict[Any, dict[str, Any]]:
    mention = pc.binary_join_element_wise(
        "pubmed", pmid, pc.cast(pa.array(position), "string"), ":"
    )
    first, middle = people["first"].take(author), people["middle"].take(author)
    shown = people["has_middle"][author] & (draw.random(len(author)) < 0.8)
    short = year < 2002
    letter = pc.utf8_slice_codeunits(first, 0, 1)
    printed = pc.if_else(pa.array(short), letter, first)
    upper = pc.utf8_upper(middle)
    both = pc.binary_join_element_wise(printed, upper, " ")
    has = (position == 1) | (year >= 2014)
    where = people["place"][author[has]]
    institution, city, state = _printed(where)
    department = pc.binary_join_element_wise(
        "Department of", _field(people["field"][author[has]]), " "
    )
    orcid = pa.array([f"0000-0000-{n // 10_000:04d}-{n % 10_000:04d}" for n in author])
    signs = (year >= 2015) & (author % 10 == 0)
    return {
        Byline: {
            "unit": pmid,
            "mention": mention,
            "pmid": pmid,
            "position": pa.array(position),
            "last_name": people["last"].take(author),
            "fore_name": pc.if_else(pa.array(shown), both, printed),
            "initials": pc.if_else(
                pa.array(shown), pc.binary_join_element_wise(letter, upper, ""), letter
            ),
            "orcid": pc.if_else(pa.array(signs), orcid, None),
            "is_valid": pa.repeat(True, len(paper)),
            "is_equal": pa.repeat(False, len(paper)),
        },
        Affiliation: {
            "unit": pmid.filter(pa.array(has)),
            "mention": mention.filter(pa.array(has)),
            "ordinal": pa.repeat(1, int(has.sum())),
            "text": pc.binary_join_element_wise(department, institution, city, state, ", "),
        },
    }


def _between(rows: dict[str, Any], low: int, high: int) -> dict[str, Any]:
    """The rows of papers from one number up to another; what is of no paper, in all parts."""
    unit = rows["unit"]
    if not pc.starts_with(unit, "1").to_numpy(zero_copy_only=False).all():
        return rows
    number = pc.cast(unit, pa.int64()).to_numpy() - 10_000_000
    keep = pa.array((number >= low) & (number < high))
    return {name: column.filter(keep) for name, column in rows.items()}


def _state(home: Path, source: str, name: str, facts: dict[Any, dict[str, Any]]) -> None:
    """Put the facts into the lake as one load, each unit once."""
    sha256, at = hashlib.sha256(name.encode()).hexdigest(), datetime(2026, 1, 1, tzinfo=UTC)
    staged = home / "staging" / name
    with Delivery(source, Path(name), staged, sha256[:16], at) as delivery:
        units = pc.unique(pa.concat_arrays([rows["unit"] for rows in facts.values()]))
        same = {"entry": 0, "edition": "", "batch": "", "withdrawn": False}
        delivery.state(Unit, _full(Unit, {"unit": units, **same}, len(units)))
        for declared, rows in facts.items():
            given = {**rows, "record": rows["unit"], "entry": 0}
            delivery.state(declared, _full(declared, given, len(rows["unit"])))
    entry = ledger.Load(source, sha256[:16], name, sha256, 1, at, 1, 0)
    ledger.commit(home / "lake", staged, entry)


def _full(declared: type[Declared], rows: dict[str, Any], size: int) -> pa.Table:
    """All columns of a class, of one value where only one is given, empty where none is."""
    schema = columns(declared)
    found = []
    for column in schema:
        value = rows.get(column.name)
        if not isinstance(value, pa.Array | pa.ChunkedArray):
            value = pa.repeat(pa.scalar(value, column.type), size)
        found.append(value.cast(column.type))
    return pa.table(found, schema=schema)

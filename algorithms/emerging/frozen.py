"""Which lists of emerging experts were frozen, is each as it was written, and how right was it?

A list is a file in the home's `frozen` folder, named by its year and the beginning of its digest;
the SHA-256 is that of everything else in the file. What the years after made of a list stands in
`frozen/judged` under the same name (see `judging`), with a letter for each person of the list.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from algorithms.emerging.outcomes import CITATIONS, HORIZON, PAPERS
from schema.claims import Retired

FOLDER, JUDGED, UNDER_WAY, KIND = "frozen", "judged", ".new", "emerging"
MOST_BYTES, MOST_FILES = 2**26, 1_000
LENGTHS = (10, 20, 30, 50, 75, 100, 150, 200, 300, 400, 500)
NAME = re.compile(r"emerging-([0-9]{4})-([0-9a-f]{12})\.json", re.ASCII)
LINE = re.compile(r"([\w:.-]{1,64}) (0\.[0-9]{6}|1\.000000)", re.ASCII)
FIELDS = {"list", "as_of", "frozen_at", "outcome", "sha256", "persons"}
# What became of a person of a list: rose, did not, or why that is not known.
ROSE, DID_NOT = "+", "-"
UNKNOWN = {
    "g": "no paper of this person is known now",
    "c": "by what is known now the person was no candidate, or was visible already",
    "j": "held to be one person now with another of the list, who stands before",
}


@dataclass(frozen=True)
class FrozenList:
    """A list that is as it was written: `chances` are those of `persons`, the likeliest first, and
    `outcome` what they were to gain."""

    file: str
    as_of: date
    frozen_at: datetime
    outcome: str
    sha256: str
    persons: tuple[str, ...]
    chances: tuple[float, ...]

    @property
    def closes_on(self) -> date:
        """The last day of the years that judge it."""
        return date(self.as_of.year + HORIZON, 12, 31)

    @property
    def is_in_hindsight(self) -> bool:
        """Whether it was frozen when the first of these years was over already."""
        return self.frozen_at.year > self.as_of.year + 1


@dataclass(frozen=True)
class Damaged:
    """A file that is no list, or none any more, and why."""

    file: str
    fault: str


@dataclass(frozen=True)
class Stretch:
    """How the first so many of a list did; the share and the lift are of those of whom it is known,
    none where it is of nobody."""

    first: int
    rose: int
    unknown: int
    precision: float | None
    lift: float | None


@dataclass(frozen=True)
class Judgement:
    """What the years after made of a list: a letter for each person, and how many of those not yet
    visible (`candidates`) there are and rose (`risen`), by papers up to `known_until`."""

    judged_at: datetime
    known_until: date
    candidates: int
    risen: int
    letters: str

    @property
    def base(self) -> float:
        """The share that rises by chance."""
        return self.risen / self.candidates if self.candidates else 0.0

    @cached_property
    def parts(self) -> list[Stretch]:
        """How the first 10, 20 and so on did, and in the end all."""
        rose = [0, *accumulate(letter == ROSE for letter in self.letters)]
        unknown = [0, *accumulate(letter in UNKNOWN for letter in self.letters)]
        size = len(self.letters)
        lengths = [*(length for length in LENGTHS if length < size), size]
        return [self._part(first, rose[first], unknown[first]) for first in lengths]

    def _part(self, first: int, rose: int, unknown: int) -> Stretch:
        precision = rose / (first - unknown) if first > unknown else None
        lift = precision / self.base if precision is not None and self.base else None
        return Stretch(first, rose, unknown, precision, lift)


def digest(as_of: date, frozen_at: datetime, outcome: str, lines: Sequence[str]) -> str:
    """The SHA-256 of a list: the kind and its day, when it was frozen, the outcome, and each line
    (person, blank, chance), joined by line breaks."""
    head = (f"{KIND} {as_of}", frozen_at.isoformat(), outcome)
    return hashlib.sha256("\n".join((*head, *lines)).encode()).hexdigest()


def frozen_lists(home: Path) -> list[FrozenList | Damaged]:
    """Every file of the home's `frozen` folder, the lists of the latest years first, and of a year
    the last frozen; then what is no list."""
    found = list(_files(home / FOLDER))
    whole = [one for one in found if isinstance(one, FrozenList)]
    whole.sort(key=lambda one: (one.as_of, one.frozen_at, one.file), reverse=True)
    return [*whole, *(one for one in found if isinstance(one, Damaged))]


def frozen_list(home: Path, file: str) -> FrozenList | Damaged | None:
    """The list of a file name; none where there is no such file."""
    place = home / FOLDER / file
    if not NAME.fullmatch(file) or not os.path.lexists(place):
        return None
    return _read(place)


def judgement_of(home: Path, one: FrozenList, today: date) -> Judgement | str:
    """How right a list was, or why that is not known yet."""
    if today <= one.closes_on:
        return f"it can be judged after the end of {one.closes_on.year}"
    place = home / FOLDER / JUDGED / one.file
    if not place.exists():
        return "its years are over; it is judged at the next refresh"
    try:
        return _judged(_content(place), one)
    except (ValueError, OSError):
        return "what was judged of it cannot be read; the next refresh judges it again"


def write(place: Path, content: dict[str, Any]) -> None:
    """Write a file of the folder, whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    new = place.with_suffix(UNDER_WAY)
    new.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2))
    new.replace(place)


def led_to(home: Path, persons: Sequence[str]) -> list[str]:
    """The id of each of some persons now, where identity has joined them with others since."""
    place = home / "claims" / f"{Retired.__name__}.parquet"
    if not place.exists():
        return [*persons]
    retired = pq.read_table(place, columns=["person_id", "now"])
    some = retired.filter(pc.is_in(retired["person_id"], pa.array(sorted(set(persons)))))
    now = dict(zip(some["person_id"].to_pylist(), some["now"].to_pylist(), strict=True))
    return [now.get(person, person) for person in persons]


def _files(folder: Path) -> Iterator[FrozenList | Damaged]:
    if not folder.is_dir():
        return
    places = [at for at in folder.iterdir() if at.name != JUDGED and at.suffix != UNDER_WAY]
    places.sort(key=lambda at: (bool(NAME.fullmatch(at.name)), at.name), reverse=True)
    yield from map(_read, places[:MOST_FILES])
    if len(places) > MOST_FILES:
        more = f"{len(places) - MOST_FILES:,} more files were not looked at; take away what is none"
        yield Damaged(FOLDER, more)


def _read(place: Path) -> FrozenList | Damaged:
    shown = place.name.encode("utf-8", "replace").decode()[:200]
    if not NAME.fullmatch(place.name):
        return Damaged(shown, "it is no frozen list by its name; take it away")
    try:
        stat = place.lstat()
        return _whole(place, (stat.st_ino, stat.st_size, stat.st_ctime_ns))
    except OSError as error:
        return Damaged(shown, f"it cannot be read: {error.strerror or 'the disk refuses'}")
    except ValueError as error:
        return Damaged(shown, str(error))


@lru_cache(64)
def _whole(place: Path, _: tuple[int, ...]) -> FrozenList:
    """The list in a file, as long as the file is the same. Raises `ValueError`."""
    content = _content(place)
    if set(content) != FIELDS or content["list"] != KIND:
        raise ValueError(
            f"it is no frozen list: it has not just the fields {', '.join(sorted(FIELDS))}"
        )
    as_of, frozen_at = _day(content["as_of"]), _instant(content["frozen_at"])
    outcome, lines = content["outcome"], content["persons"]
    if outcome not in (CITATIONS, PAPERS):
        raise ValueError(
            f"its outcome is {str(outcome)[:80]!r}; there are {CITATIONS} and {PAPERS}"
        )
    if not isinstance(lines, list) or not lines:
        raise ValueError("it holds no persons")
    pairs = [_pair(at, line) for at, line in enumerate(lines, 1)]
    said, year, begins = content["sha256"], *_parts(place)
    if digest(as_of, frozen_at, outcome, lines) != said:
        raise ValueError("it was changed: its SHA-256 is another than the file says")
    if (as_of.year, said[:12]) != (int(year), begins):
        raise ValueError("it was renamed: year and digest of its name are another's")
    persons, chances = zip(*pairs, strict=True)
    if len(set(persons)) < len(persons):
        raise ValueError("it names a person twice")
    return FrozenList(place.name, as_of, frozen_at, outcome, said, persons, chances)


def _content(place: Path) -> dict[str, Any]:
    """The object in a file. Raises `ValueError`."""
    if place.is_symlink() or not place.is_file():
        raise ValueError("it is no plain file; take it away")
    if place.stat().st_size > MOST_BYTES:
        raise ValueError(f"it is larger than {MOST_BYTES // 2**20} MiB, which no list is")
    try:
        content = orjson.loads(place.read_bytes())
    except orjson.JSONDecodeError:
        raise ValueError("it is no JSON, or is cut short") from None
    if not isinstance(content, dict):
        raise ValueError("it holds no object of JSON")
    return content


def _parts(place: Path) -> tuple[str, str]:
    found = NAME.fullmatch(place.name)
    assert found
    return found[1], found[2]


def _day(given: object) -> date:
    found = re.fullmatch(r"([1-9][0-9]{3})-12-31", str(given), re.ASCII)
    if not found or int(found[1]) + HORIZON > date.max.year:
        raise ValueError(f"its day is {str(given)[:80]!r}; give the last of a year")
    return date.fromisoformat(found[0])


def _instant(given: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(given))
    except ValueError:
        found = datetime.min
    if found.tzinfo != UTC or found.isoformat() != given:
        raise ValueError(f"it was frozen at {str(given)[:80]!r}, which is no time in UTC")
    return found


def _pair(at: int, line: object) -> tuple[str, float]:
    found = LINE.fullmatch(line) if isinstance(line, str) else None
    if not found:
        raise ValueError(f"line {at} is {str(line)[:80]!r}; it takes a person and a chance")
    return found[1], float(found[2])


def _judged(content: dict[str, Any], one: FrozenList) -> Judgement | str:
    """What a file of `judging` says of a list. Raises `ValueError`."""
    if content.get("sha256") != one.sha256:
        raise ValueError
    if isinstance(content.get("not_yet"), str):
        return str(content["not_yet"])
    letters, size, risen = (content.get(name) for name in ("letters", "candidates", "risen"))
    if not isinstance(letters, str) or len(letters) != len(one.persons):
        raise ValueError
    if set(letters) - {ROSE, DID_NOT, *UNKNOWN} or type(size) is not int or type(risen) is not int:
        raise ValueError
    known_until = date.fromisoformat(str(content.get("known_until")))
    return Judgement(_instant(content.get("judged_at")), known_until, size, risen, letters)

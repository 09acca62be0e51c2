"""What has come from a publisher, when, from which address, and where is it now?

A file stands at `fetched/<outlet>/<digest>/<its published name>`, so that every edition that ever
came can be loaded again, and `fetched/<outlet>/arrivals.jsonl` says of each where it came from. A
file is put in its place in one step and written down after it: what is written down is whole. What
is not written down is removed at the next visit.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import orjson

from fetching.editions import Edition


@dataclass(frozen=True)
class Arrival:
    """One file as it came. `series` names what it is a part of, such as the updates; `stamp` is
    what the publisher's own list said of the edition; `path` is where the file stands."""

    series: str
    name: str
    address: str
    at: datetime
    sha256: str
    bytes: int
    etag: str | None
    modified: str | None
    stamp: str | None
    path: Path

    @property
    def edition(self) -> Edition:
        """What the publisher names the edition by."""
        return Edition(self.etag, self.modified)


class Cache:
    """The files of one outlet below `home`, and what is remembered of visits to its publisher."""

    def __init__(self, home: Path, outlet: str) -> None:
        self.home = home
        self.folder = home / "fetched" / outlet
        self._ledger = self.folder / "arrivals.jsonl"
        self._arrivals: list[Arrival] = []
        self._by_address: dict[str, list[Arrival]] = {}
        self._marks: dict[str, str] = {}
        self._read()

    def part(self, address: str) -> Path:
        """Where what comes from an address grows until it is whole."""
        name = hashlib.sha256(address.encode()).hexdigest()[:16]
        parts = self.folder / "parts"
        parts.mkdir(parents=True, exist_ok=True)
        return parts / name

    def keep(self, whole: Path, name: str) -> tuple[str, Path]:
        """Put a whole file in its place; its SHA-256 and the place. It counts once it is noted."""
        with whole.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        place = self._place(sha256, name)
        place.parent.mkdir(parents=True, exist_ok=True)
        whole.replace(place)
        return sha256, place

    def note(self, arrivals: Sequence[Arrival], marks: dict[str, str] | None = None) -> None:
        """Write down what has come and what to remember, in one step."""
        lines = [orjson.dumps(_entry(one)) for one in arrivals]
        lines += [orjson.dumps({"mark": name, "value": v}) for name, v in (marks or {}).items()]
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._ledger.open("ab") as file:
            # After a line that was cut off by a kill, the next one begins afresh.
            file.write(b"".join(b"\n" + line for line in lines) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        for arrival in arrivals:
            self._take(arrival)
        self._marks |= marks or {}

    def at(self, address: str) -> list[Arrival]:
        """The files that came last from an address, an archive's together; none where one of them
        is gone."""
        every = self._by_address.get(address, [])
        last = [one for one in every if one.at == every[-1].at]
        return last if all(one.path.is_file() for one in last) else []

    def series(self, name: str) -> list[Arrival]:
        """The files of a series, the latest of each name, in the order in which they came."""
        latest = {one.name: one for one in self._arrivals if one.series == name}
        return [one for one in latest.values() if one.path.is_file()]

    def mark(self, name: str) -> str | None:
        """What was remembered last under a name."""
        return self._marks.get(name)

    def tidy(self) -> None:
        """Remove files that are not written down: a killed visit left them."""
        known = {one.path.parent.name for one in self._arrivals}
        for folder in self.folder.glob("*/"):
            if folder.name not in known and folder.name != "parts":
                shutil.rmtree(folder)
        for folder in self.folder.glob("parts/*.unpacked"):
            shutil.rmtree(folder)

    def _place(self, sha256: str, name: str) -> Path:
        return self.folder / sha256[:16] / name

    def _read(self) -> None:
        if not self._ledger.exists():
            return
        for line in self._ledger.read_bytes().splitlines():
            try:
                raw = orjson.loads(line)
            except orjson.JSONDecodeError:
                continue  # the machine stopped while this line was written; it is blank or cut
            if "mark" in raw:
                self._marks[raw["mark"]] = raw["value"]
            else:
                place = self._place(raw["sha256"], raw["name"])
                at = datetime.fromisoformat(raw["at"])
                self._take(Arrival(**{**raw, "at": at, "path": place}))

    def _take(self, arrival: Arrival) -> None:
        self._arrivals.append(arrival)
        self._by_address.setdefault(arrival.address, []).append(arrival)


def _entry(arrival: Arrival) -> dict[str, object]:
    entry = asdict(arrival)
    del entry["path"]
    return entry

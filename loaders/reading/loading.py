"""How do files get from the disk into the lake, several at a time, each whole or not at all?"""

from __future__ import annotations

import glob
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from engine.engine import Engine
from engine.processes import Processes
from lake import ledger
from lake.delivery import OF_THE_LAKE, Delivery, Refused, Reject, Signal
from lake.ledger import Noted
from loaders.reading.source import Source, sources
from loaders.reading.standing import said_of_scopes

# Fewer bytes are read by the time that a process of its own has started.
_WORTH_A_PROCESS = 4_000_000
_NO_FACTS = {declared.__name__ for declared in OF_THE_LAKE}


class NothingToLoad(Exception):
    """The paths given name no file of the source."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file: `state` is loaded, known (it was in the lake already), refused, or
    read (it was only tried);
    `load` names it in the ledger; `standing` says of what it shares with other files who stands;
    `signals` are what is not as known, `ignored` the columns that are left out on purpose."""

    file: str
    state: str
    records: int = 0
    facts: dict[str, int] = field(default_factory=dict)
    rejects: list[Noted] = field(default_factory=list)
    seconds: float = 0.0
    load: str = ""
    standing: list[str] = field(default_factory=list)
    signals: list[Noted] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[Noted]:
        """The rejects that are at fault; the others are no records of ours, as was expected."""
        return [reject for reject in self.rejects if not reject["is_expected"]]


def files_of(source: Source, paths: Iterable[str]) -> list[Path]:
    """The files that paths, folders and patterns name: of a folder, all with the source's suffixes.

    Raises `NothingToLoad`, naming the path, when one of them names no file.
    """
    found: dict[Path, None] = {}
    for given in paths:
        path = Path(given)
        if path.is_dir():
            names = [p for p in path.rglob("*") if p.is_file() and _fits(source, p)]
        elif path.is_file():
            names = [path]
        else:
            names = [Path(p) for p in glob.glob(given, recursive=True) if Path(p).is_file()]
        if not names:
            raise NothingToLoad(
                f"{given}: no file of {source.name} there (it reads {', '.join(source.suffixes)}); "
                "give a file, a folder or a pattern in quotes"
            )
        found.update(dict.fromkeys(sorted(names)))
    return list(found)


def load(
    home: Path,
    source: Source,
    files: list[Path],
    workers: int | None = None,
    done: Callable[[Path, Outcome], None] = lambda *_: None,
    engine: Engine | None = None,
    at: str | None = None,
) -> list[Outcome]:
    """Load files into the lake `at` a folder or URL (else below `home`) and say what became of
    each, in the order given.

    `done` is called as each file ends. Files are read by the engine; without one by `workers`
    processes (1: by this one; by default one a core, and fewer for files of a few megabytes).
    Raises `lake.ledger.Locked` when another writer is at work, `lake.store.StoreFault`, and what
    the engine raises.
    """
    with ledger.writing(home, f"load {source.name}"):
        lake, staging = at or str(home / "lake"), home / "staging"
        ledger.tidy(lake, staging)
        outcomes: dict[Path, Outcome] = {}
        reading = engine or Processes(workers or _workers(files))
        for file, outcome in _run(lake, staging, source, files, reading):
            outcomes[file] = outcome
            done(file, outcome)
        shutil.rmtree(staging, ignore_errors=True)
        said = said_of_scopes(home, source.name, at) if source.replaces_a_scope else {}
        return [
            replace(outcome, standing=said.get(outcome.load, []))
            for outcome in (outcomes[file] for file in files)
        ]


def tried(source: Source, path: Path) -> Outcome:
    """What would become of a file, which is read and not taken into the lake."""
    with TemporaryDirectory() as folder:
        staged, started = Path(folder) / "staged", datetime.now(UTC)
        try:
            with Delivery(source.name, path, staged, "", started) as delivery:
                source.read(path, delivery)
        except Refused as refusal:
            return Outcome(str(path), "refused", rejects=[_whole_file(path, str(refusal))])
        return Outcome(
            str(path),
            "read",
            delivery.records,
            _stated(delivery),
            ledger.noted(staged, Reject),
            signals=ledger.noted(staged, Signal),
            ignored=delivery.ignored,
        )


def _workers(files: list[Path]) -> int:
    worth = sum(file.stat().st_size for file in files) // _WORTH_A_PROCESS
    return max(1, min(worth, os.cpu_count() or 1))


def _run(
    lake: str, staging: Path, source: Source, files: list[Path], engine: Engine
) -> Iterator[tuple[Path, Outcome]]:
    known = _known_of(lake, source.name, files)
    yield from known.items()
    files = [file for file in files if file not in known]
    for place, outcome in engine.each(partial(_take, lake, staging, source.name), files):
        yield files[place], outcome


def _known_of(lake: str, name: str, files: list[Path]) -> dict[Path, Outcome]:
    """What is said of the files that are in the lake under their names: no process is started for
    them."""
    loaded = {(of.file, of.bytes) for of in ledger.loads(lake) if of.source == name}
    likely = [file for file in files if (file.name, file.stat().st_size) in loaded]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        digests = list(threads.map(ledger.digest, likely))
    found = {file: _known(lake, name, file, of) for file, of in zip(likely, digests, strict=True)}
    return {file: known for file, known in found.items() if known is not None}


def _known(lake: str, name: str, path: Path, sha256: str) -> Outcome | None:
    known = ledger.find(lake, name, sha256)
    if known is None:
        return None
    return _outcome(lake, path, "known", known)


def _take(lake: str, staging: Path, name: str, path: Path) -> Outcome:
    source = sources()[name]
    started = datetime.now(UTC)
    sha256 = ledger.digest(path)
    known = _known(lake, name, path, sha256)
    if known is not None:
        return known
    staged = staging / uuid4().hex
    try:
        _check_md5(path)
        with Delivery(name, path, staged, sha256[:16], started) as delivery:
            source.read(path, delivery)
    except Refused as refusal:
        shutil.rmtree(staged, ignore_errors=True)
        return Outcome(str(path), "refused", rejects=[_whole_file(path, str(refusal))])
    facts = _stated(delivery)
    entry = ledger.Load(
        source=name,
        load=sha256[:16],
        file=path.name,
        sha256=sha256,
        bytes=path.stat().st_size,
        loaded_at=started,
        records=delivery.records,
        rejects=delivery.facts[Reject.__name__],
        signals=delivery.facts[Signal.__name__],
        facts=facts,
        ignored=delivery.ignored,
    )
    entry = ledger.commit(lake, staged, entry)
    seconds = (datetime.now(UTC) - started).total_seconds()
    return _outcome(lake, path, "loaded", entry, seconds)


def _stated(delivery: Delivery) -> dict[str, int]:
    """How many facts of each class a file states."""
    return {k: n for k, n in sorted(delivery.facts.items()) if k not in _NO_FACTS}


def _outcome(
    lake: str, path: Path, state: str, entry: ledger.Load, seconds: float = 0.0
) -> Outcome:
    return Outcome(
        str(path),
        state,
        entry.records,
        entry.facts,
        ledger.noted(lake, Reject, entry),
        seconds,
        entry.load,
        signals=ledger.noted(lake, Signal, entry),
        ignored=entry.ignored,
    )


def _check_md5(path: Path) -> None:
    """Compare with the digest that the publisher put beside the file, as NLM does with `.md5`."""
    beside = path.with_name(f"{path.name}.md5")
    if not beside.is_file():
        return
    printed = re.search(r"\b[0-9a-f]{32}\b", beside.read_text("utf-8", "replace").lower())
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "md5").hexdigest()
    if printed is None or printed[0] != found:
        said = printed[0] if printed else "no MD5 digest"
        raise Refused(
            f"{path.name} has the MD5 digest {found}, {beside.name} says {said}; download both "
            "again"
        )


def _whole_file(path: Path, reason: str) -> Noted:
    whole = {"record": path.name, "field": None, "value": None, "reason": reason}
    return {**whole, "is_expected": False}


def _fits(source: Source, path: Path) -> bool:
    return path.name.lower().endswith(source.suffixes)

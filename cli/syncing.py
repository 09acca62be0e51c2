"""One sync: fetch, load what is new, refresh. What becomes of each source, and with which code?

A source whose delivery is not as published, or does not come, loads nothing of it: the next good
day brings all. Files that build on one another are loaded one by one, and after one that is refused
none is. Any other source goes its own way.
"""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cli.exits import DONE, REFUSED, UNDONE, code_of
from engine.choosing import engine_of
from fetching.cache import Arrival, Cache
from fetching.faults import NoRoom, NotAsPublished, NotChosen, Stopped, Unreachable
from fetching.outlet import Options, Outlet, outlets
from fetching.patience import Limits
from fetching.selection import Selection, duration
from fetching.transfer import Progress, Transfer
from fetching.visit import Visit
from lake import ledger
from loaders.reading.loading import Outcome, load
from loaders.reading.source import sources
from schema.settings import Settings

if TYPE_CHECKING:
    from refresh import Refreshed

_VISITED = "visited"
# Between two batches a sync can be stopped, and says how far it is.
_TOGETHER = 16


@dataclass
class Fetched:
    """What a visit brought: `files` that the publisher names now, how many `came` at this visit; a
    `fault` where it failed, `is_due` where it was too early to ask."""

    source: str
    files: list[Arrival] = field(default_factory=list)
    came: int = 0
    is_due: bool = True
    fault: str | None = None
    code: int = DONE


@dataclass
class Turn:
    """What became of one source: counts of files `known` before and not read by any loader
    (`unread`), and the outcome of each that was given to its loader."""

    fetched: Fetched
    known: int = 0
    unread: int = 0
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def code(self) -> int:
        """The exit code that it is worth."""
        faulty = any(outcome.faults for outcome in self.outcomes)
        return max(self.fetched.code, REFUSED if faulty else DONE)


@dataclass
class Synced:
    """What a sync did, source by source, and what the refresh at its end did."""

    turns: list[Turn]
    refreshed: Refreshed | None = None

    @property
    def code(self) -> int:
        """The exit code: that of the worst turn."""
        return max((turn.code for turn in self.turns), default=DONE)


@dataclass
class Errand:
    """How visits are made: `wait` waits so many seconds, `is_stopped` says whether to end,
    `progress` is told how a file comes, and `step` what else is done."""

    settings: Settings
    wait: Callable[[float], object]
    is_stopped: Callable[[], bool]
    progress: Progress = lambda *_: None
    step: Callable[[str], None] = lambda _: None
    limits: Limits = field(default_factory=Limits)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def fetch(self, name: str, options: Options, unless_due: bool = False) -> Fetched:
        """Visit the publisher of a source, or say why that failed."""
        cache = Cache(self.settings.home, name)
        if unless_due and not self._is_due(cache, options):
            return Fetched(name, is_due=False)
        began = self.now()
        self.step(f"fetching {name}")
        try:
            files = self._visit(outlets()[name], options, cache)
        except (Unreachable, NotAsPublished, NotChosen, NoRoom) as error:
            return Fetched(name, fault=str(error), code=code_of(error) or UNDONE)
        cache.note([], {_VISITED: began.isoformat()})
        return Fetched(name, files, sum(one.at >= began for one in files))

    def _visit(self, outlet: Outlet[Any], options: Options, cache: Cache) -> list[Arrival]:
        at, key = self.settings, outlet.key
        secret = getattr(at, key.setting) if key else None
        transfer = Transfer(
            self.wait,
            key.pace if key and secret else outlet.pace,
            self.progress,
            self.is_stopped,
            self.limits,
            at.contact,
        )
        keys = {key.host: {key.parameter: secret.get_secret_value()}} if key and secret else {}
        cache.tidy()
        try:
            return outlet.fetch(
                Visit(
                    *(transfer, cache, options, outlet.hosts),
                    *(options.address, keys, self.now, at.lake_at),
                )
            )
        finally:
            transfer.close()

    def _is_due(self, cache: Cache, options: Options) -> bool:
        visited = cache.mark(_VISITED)
        if options.every is None or visited is None:
            return True
        return self.now() - datetime.fromisoformat(visited) >= duration(options.every)


def sync(errand: Errand, selection: Selection) -> Synced:
    """Fetch and load each chosen source, then refresh the graph where anything is new.

    Raises `lake.ledger.Locked` when another sync, fetch or writer is at work, and
    `fetching.faults.Stopped` when it was asked to stop.
    """
    from refresh import refresh

    at = errand.settings
    with ledger.writing(at.home / "fetched", "sync"):
        turns = [turn(errand, name, options) for name, options in selection.chosen.items()]
        if errand.is_stopped():
            raise Stopped
        is_any = bool(ledger.loads(at.lake_at))
        return Synced(turns, refresh(at, progress=errand.step) if is_any else None)


def turn(errand: Errand, name: str, options: Options) -> Turn:
    """Fetch and load one source, where it is due."""
    turn = Turn(errand.fetch(name, options, unless_due=True))
    source = sources()[name]
    at, engine = errand.settings, engine_of(errand.settings)
    new: list[Arrival] = []
    for file in turn.fetched.files:
        if file.series in outlets()[name].unread or not file.name.lower().endswith(source.suffixes):
            turn.unread += 1
        elif ledger.find(at.lake_at, name, file.sha256):
            turn.known += 1
        else:
            new.append(file)
    ordered = outlets()[name].ordered
    for batch in _batches(new, ordered):
        if errand.is_stopped():
            raise Stopped
        errand.step(f"loading {name}: {len(turn.outcomes):,} of {len(new):,} files")
        files = [file.path for file in batch]
        turn.outcomes += load(at.home, source, files, engine=engine, at=at.lake_at)
        if ordered and any(outcome.state == "refused" for outcome in turn.outcomes):
            break
    return turn


def _batches(files: list[Arrival], ordered: tuple[str, ...]) -> list[list[Arrival]]:
    """What may be loaded together: a file of an ordered series alone, others some at a time."""
    batches: list[list[Arrival]] = []
    for file in files:
        last = batches[-1] if batches else []
        alone = file.series in ordered or not last or last[-1].series in ordered
        if alone or len(last) == _TOGETHER:
            batches.append([file])
        else:
            last.append(file)
    return batches


class Stop:
    """Whether the process was asked to end, and a wait that such a request ends at once.

    A pipe, and no `threading.Event`: a handler that runs while the main thread holds the event's
    lock would wait for itself.
    """

    def __init__(self) -> None:
        self.is_set = False
        self._read, self._write = os.pipe()

    def ask(self, number: int, _: object) -> None:
        """End at the next good place; the same signal again ends at once."""
        self.is_set = True
        os.write(self._write, b".")
        signal.signal(number, signal.SIG_DFL)

    def wait(self, seconds: float) -> None:
        """Wait so long, or until the process is asked to end."""
        select.select([self._read], [], [], seconds)

    def close(self) -> None:
        """Give the pipe back."""
        os.close(self._read)
        os.close(self._write)


@contextmanager
def stopping() -> Iterator[Stop]:
    """Within the block, SIGTERM and SIGINT ask to stop."""
    stop = Stop()
    before = {one: signal.signal(one, stop.ask) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        stop.close()

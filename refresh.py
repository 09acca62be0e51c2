"""In which order does the work run: who is who, what the graph should hold, publishing, algorithms?

A refresh may be killed anywhere and started again. It does nothing where neither the loads nor the
day asked have changed since the last one that ended.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic

import pyarrow as pa

from algorithms import running
from algorithms.alerts.news import news
from algorithms.algorithm import code
from algorithms.emerging.judging import is_any_unjudged, judge
from algorithms.introductions import tie_files, tie_index, tie_indexing
from algorithms.ties.ties import draw_ties, newest_record
from engine.choosing import engine_of
from graph import aliases, publishing, served, turns
from graph.classes import SOURCED
from graph.contents import persons_by_source, told_until
from graph.drawing import Drawing, draw, draw_rows
from graph.marks import Mark
from graph.publishing import Counts, latest
from graph.suppressing import leave_out
from identity.resolve import resolve
from lake import ledger
from lake.current import Lake
from lake.lessons import Lessons
from loaders.reading.source import sources
from schema.nodes import Source
from schema.settings import Settings
from workspace.engagements import load_logged
from workspace.judgements import standing
from workspace.notes import erase
from workspace.segments import segments
from workspace.suppression import Suppressed, hidden, suppressed
from workspace.watches import watches

Progress = Callable[[str], None]


@dataclass
class Refreshed:
    """What a refresh did: counts of identity, counts per class, missing ends, seconds per step."""

    changed: bool
    as_of: date | None = None
    identity: dict[str, int] = field(default_factory=dict)
    classes: dict[str, Counts] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def refresh(
    settings: Settings,
    as_of: date | None = None,
    force: bool = False,
    progress: Progress = lambda _: None,
) -> Refreshed:
    """Bring the graph and its conclusions to what the lake holds and what was logged since, ties as
    seen on the day `as_of` (by default the newest record's). Raises `lake.ledger.Locked` when
    another writer is at work, and what the engine raises."""
    load_logged(settings)
    with ledger.writing(settings.home, "refresh"):
        mark = Mark(settings.home)
        judgements, left_out = standing(settings), suppressed(settings)
        inputs = _inputs(settings, as_of, judgements, left_out)
        if not force and mark.says(inputs):
            _judge_lists(settings, is_new=False)
            return Refreshed(False)
        mark.begin()
        done = Refreshed(True)
        clock = _Clock(done.seconds, progress)
        clock.step("identity")
        lake = Lake(settings.home, at=settings.lake_at)
        done.identity = resolve(lake, judgements, force, engine_of(settings))
        clock.step("drawing")
        drawing = _drawn(settings, lake, left_out, None if force else latest(settings.home))
        clock.step("ties")
        done.as_of = as_of or newest_record(lake.tables)
        _draw_ties(lake, drawing, Lessons(done.as_of, code(), settings.home, force), done.as_of)
        clock.step("tie index")  # before publishing, which moves the tables
        tie_indexing.write(settings.home, tie_index.version(inputs), lake.tables)
        lake.close()
        clock.step("publishing")
        written = aliases.spare(settings)
        done.classes = _published(written, drawing, left_out, progress)
        done.missing = drawing.missing
        clock.step("algorithms")
        running.run(written, progress, done.as_of, afresh=force)
        _follow(written, inputs, done.as_of or date.today(), clock, progress)
        _end(settings, written, inputs, left_out)
        return done


def _follow(
    settings: Settings, snapshot: str, as_of: date, clock: _Clock, progress: Progress
) -> None:
    """Let readers see what was written, erase what was noted on whom no answer may show, judge
    frozen lists, review the segments that people keep, and tell those who watch what is new;
    without either, the API is not even read in."""
    served.note(settings)
    erase(settings, hidden(settings))
    clock.step("frozen lists")
    _judge_lists(settings, is_new=True)
    clock.step("segments")
    if segments(settings):
        from api.segment_refreshing import review_all

        review_all(settings, snapshot, as_of, progress)
    clock.step("alerts")
    if watches(settings):
        from api.alert_raising import raise_all

        raise_all(settings, snapshot, as_of, progress)
    elif drawn := latest(settings.home):
        news(settings.home, drawn, as_of).keep()  # what is known from now on
    clock.step("")


def _judge_lists(settings: Settings, is_new: bool) -> None:
    """Judge the frozen lists whose years are over: all by a graph that is new, else where one was
    not looked at yet."""
    now, drawn = datetime.now(UTC), latest(settings.home)
    if drawn and (is_new or is_any_unjudged(settings.home, now.date())):
        judge(settings.home, drawn, now)


def _end(settings: Settings, written: Settings, inputs: str, left_out: Suppressed | None) -> None:
    """Serve the graph that was written, say what it was made from, and tidy up."""
    is_any_new = _is_any_new(settings, left_out)
    turns.serve(settings, written, inputs)
    if is_any_new:
        turns.forget_other(settings)
    _left_out(settings).write_text(json.dumps(left_out.numbers if left_out else []))
    tie_files.tidy(settings.home)


def _drawn(
    settings: Settings, lake: Lake, left_out: Suppressed | None, before: Path | None
) -> Drawing:
    """The drawing of what the lake holds, without those who are left out; what has not changed is
    taken over from the one before."""
    if left_out:
        leave_out(lake, left_out.secret, left_out.digests)
    seed = "\n".join(left_out.digests) if left_out else ""
    drawing = draw(lake, settings.home / "drawn", before, seed)
    draw_rows(lake.tables, drawing, Source, _sources(lake))
    return drawing


def _draw_ties(lake: Lake, drawing: Drawing, lessons: Lessons, as_of: date) -> None:
    """Draw the ties by lessons that stand; those learnt now are kept."""
    draw_ties(lake.tables, drawing, as_of, lessons)
    lessons.keep()


def _published(
    settings: Settings, drawing: Drawing, left_out: Suppressed | None, progress: Progress
) -> dict[str, Counts]:
    """What publishing did; the store is made anew where somebody is left out who was in it."""
    if _is_any_new(settings, left_out):
        publishing.begin_afresh(settings)
    return publishing.publish(settings, drawing, lambda what: progress(f"publishing: {what}"))


class _Clock:
    def __init__(self, seconds: dict[str, float], progress: Callable[[str], None]) -> None:
        self.seconds, self.progress, self.name, self.began = seconds, progress, "", monotonic()

    def step(self, name: str) -> None:
        now = monotonic()
        if self.name:
            self.seconds[self.name] = round(now - self.began, 2)
        if name:
            self.progress(name)
        self.name, self.began = name, now


def _left_out(settings: Settings) -> Path:
    """The file with the suppressions that the graph was last drawn by."""
    return settings.home / "left-out.json"


def _is_any_new(settings: Settings, left_out: Suppressed | None) -> bool:
    """Whether somebody is left out who was in the graph before: a store keeps the letters of what
    is removed from it until others take their place, so it is made anew."""
    place = _left_out(settings)
    before = json.loads(place.read_text()) if place.exists() else []
    return left_out is not None and bool(set(left_out.numbers) - set(before))


def _inputs(
    settings: Settings, as_of: date | None, judgements: pa.Table, left_out: Suppressed | None
) -> str:
    """What the graph depends on, as one digest: the loads, the day asked, what was judged, who is
    left out, and how fine circles are."""
    names = [load.folder for load in ledger.loads(settings.lake_at)]
    names.append(f"resolution {settings.resolution}")
    names += left_out.digests if left_out else []
    said = [str(row) for row in judgements.to_pylist()]
    return hashlib.sha256("\n".join([str(as_of), *names, *said]).encode()).hexdigest()


def _sources(lake: Lake) -> pa.Table:
    """One row per source that can be loaded, with what is loaded of it."""
    persons, until, rows = persons_by_source(lake.tables), told_until(lake.tables), []
    for source in sources().values():
        loads = [load for load in lake.loads if load.source == source.name]
        rows.append(
            {
                "name": source.name,
                "title": source.title,
                "publisher": source.publisher,
                "address": source.address or None,
                "terms": source.terms,
                "files": len(loads),
                "records": sum(load.records for load in loads),
                "rejects": sum(load.rejects for load in loads),
                "signals": sum(load.signals for load in loads),
                "persons": persons.get(source.name, 0),
                "loaded_at": max((load.loaded_at for load in loads), default=None),
                "told_until": until.get(source.name),
                "source": source.name,
                "record": source.name,
                "known_from": max((load.loaded_at for load in loads), default=None),
            }
        )
    schema = pa.unify_schemas([Source.columns(), SOURCED])
    return pa.Table.from_pylist(rows, schema)

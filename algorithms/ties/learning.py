"""What do the closed windows of a history teach about which ties are live?

A window is a cut and the years after it that a history still holds. The model of a cut learns from
windows that were closed before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from algorithms.histories.drawn import drawn_history
from algorithms.histories.history import History, read
from algorithms.histories.span import Span, span
from algorithms.ties import features as tie_features
from algorithms.ties import model as tie_model
from algorithms.ties.features import Features, Live, is_active
from algorithms.ties.joint import Joint, Pairs, active_between, from_history, pairs_of
from algorithms.ties.model import TieModel
from graph.drawn_tables import table_of
from schema.nodes import Paper

MOST_WINDOWS = 8


class TooShort(ValueError):
    """The history spans too few years to learn from one window and be asked about another."""


@dataclass
class Past:
    """A history as joint records, with what each year's ties looked like, computed once."""

    history: History

    def __post_init__(self) -> None:
        self._seen: dict[int, Features] = {}

    @cached_property
    def joint(self) -> Joint:
        """The papers as joint records."""
        return from_history(self.history)

    @cached_property
    def pairs(self) -> Pairs:
        """All pairs of the whole file."""
        return pairs_of(self.joint)

    def at(self, year: int) -> Features:
        """The ties as known at the end of a year."""
        if year not in self._seen:
            self._seen[year] = tie_features.features(self.joint, self.pairs, year + 1.0)
        return self._seen[year]

    def window(self, year: int, horizon: int, active: bool) -> tuple[Features, Live]:
        """The ties at the end of a year, and which were active again within the horizon."""
        found = self.at(year)
        later = active_between(self.pairs, year + 1.0, year + 1.0 + horizon)
        chosen = np.flatnonzero(is_active(found)) if active else np.arange(len(found.pair))
        kept = Features(found.pair[chosen], found.values[chosen])
        return kept, later[kept.pair]

    @cached_property
    def span(self) -> Span:
        """The years between the file's thin beginning and its thin end."""
        return span(self.history.year)

    def learn(self, cut: int, horizon: int, active: bool = True) -> TieModel:
        """A model of the windows that were closed at the end of the year `cut`."""
        latest = cut - horizon
        years = range(max(latest - MOST_WINDOWS + 1, self.span.first_full_year), latest + 1)
        windows = [self.window(year, horizon, active) for year in years]
        windows = [window for window in windows if len(window[1])]
        if not windows:
            raise TooShort(f"no window of {horizon} years is closed at the end of {cut}")
        return tie_model.learn(windows, horizon, f"{years[0]} to {cut}")


def learn_general(histories: list[Path], place: Path) -> TieModel:
    """Learn the shipped model from histories of dated papers, each by its own closed windows, and
    keep it at `place`. Raises `TooShort`, `IsADirectoryError` where a folder holds no published
    graph, and what reading a history does."""
    windows = []
    for path in histories:
        if path.is_dir() and not table_of(path, Paper).exists():
            raise IsADirectoryError(f"{path} is a folder without a published graph")
        past = Past(drawn_history(path) if path.is_dir() else read(path))
        last = past.span.last_complete_year - 2
        years = range(max(last - MOST_WINDOWS + 1, past.span.first_full_year), last + 1)
        windows += [past.window(year, 2, active=False) for year in years]
    told = [window for window in windows if len(window[1])]
    if not told:
        raise TooShort("the histories are too short: no window of two years has ties to learn from")
    model = tie_model.learn(told, 2.0, f"{len(histories)} histories, {len(told)} closed windows")
    tie_model.write(model, place)
    return model

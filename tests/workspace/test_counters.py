"""Do counters in the workspace add up, end in time, and go one by one?"""

import time
from pathlib import Path

import pytest

from schema.settings import Settings
from workspace import counters
from workspace.counters import Counters


def test_what_is_added_is_counted_by_everyone_who_looks(workspace: Settings) -> None:
    one, other = Counters(workspace), Counters(workspace)
    assert [one.incr("a", 60, 5), other.incr("a", 60, 2), one.incr("b", 60)] == [5, 7, 1]
    assert (other.get("a"), one.get("b"), one.get("nobody")) == (7, 1, 0)
    assert one.check()


def test_a_counter_ends_when_it_said_at_first_and_then_begins_anew(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, now = Counters(workspace), [1_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    store.incr("a", 60, 5)
    now[0] += 59
    assert store.incr("a", 60, 1) == 6
    assert store.get_expiry("a") == 1_060
    now[0] += 1
    assert (store.get("a"), store.get_expiry("a")) == (0, 1_060)
    assert store.incr("a", 60, 2) == 2
    assert store.get_expiry("a") == 1_120


def test_counters_are_taken_away_alone_and_together(workspace: Settings) -> None:
    store = Counters(workspace)
    for key in "abc":
        store.incr(key, 60)
    store.clear("a")
    assert (store.get("a"), store.get("b")) == (0, 1)
    assert store.reset() == 2
    assert store.get("b") == 0


def test_a_workspace_that_does_not_answer_is_no_healthy_store(tmp_path: Path) -> None:
    (tmp_path / "workspace.db").mkdir()
    assert counters.Counters(Settings(home=tmp_path, workspace=None)).check() is False

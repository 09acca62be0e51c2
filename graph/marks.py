"""What is the served graph the outcome of, and is a refresh under way?

Two files of the home say so. The first stays while the next refresh is under way: by it the tie
index and what was counted before are served.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path


class Mark:
    """The marks of a home."""

    def __init__(self, home: Path) -> None:
        self._refreshed, self._under_way = home / "refreshed", home / "refreshing"

    @property
    def inputs(self) -> str | None:
        """A digest of what the last refresh that ended was made from; none where none has."""
        try:
            return self._refreshed.read_text() or None
        except FileNotFoundError:
            return None

    @property
    def ended_at(self) -> datetime:
        """When that refresh ended; raises `FileNotFoundError` where none has."""
        return datetime.fromtimestamp(self._refreshed.stat().st_mtime, UTC)

    @property
    def is_under_way(self) -> bool:
        """Whether the graph is between two versions."""
        return self._under_way.exists()

    def says(self, inputs: str) -> bool:
        """Whether the graph is the whole outcome of the inputs."""
        return not self.is_under_way and self.inputs == inputs

    def begin(self) -> None:
        """From now on the graph is between two versions."""
        self._under_way.touch()

    def end(self, inputs: str) -> None:
        """The graph is the outcome of the inputs; the mark changes in one step."""
        new = self._refreshed.with_name("refreshed.new")
        new.write_text(inputs)
        new.replace(self._refreshed)
        self._under_way.unlink(missing_ok=True)

"""Alerts drawn by hand, and a clock that is set by hand."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from schema.settings import Settings
from workspace.alerts import Alert, AlertRecord, keep
from workspace.channels import Channel, Wish, save
from workspace.store import opened

# Channels are saved at the true instant; news of theirs are later.
TOMORROW = (datetime.now(UTC) + timedelta(days=1)).replace(hour=12, minute=0, second=0)
TOMORROW = TOMORROW.replace(microsecond=0)
LIAISON = ("liaison", ("IL", "DE"))


@dataclass
class Clock:
    """The time; it stands until it is moved."""

    now: datetime = TOMORROW

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


def record(number: int, **parts: Any) -> AlertRecord:
    """A record of a paper."""
    given = {
        "event": f"paper:{number}",
        "record": str(number),
        "title": f"On hearts, part {number}",
        "source": "pubmed",
        "happened_on": date(2026, 3, 1),
        "known_from": datetime(2026, 3, 2, 12, tzinfo=UTC),
    }
    return AlertRecord(**given | parts)


def alert(number: int, **parts: Any) -> Alert:
    """An alert with one record; its number is given when it is kept."""
    given: dict[str, Any] = {
        "number": 0,
        "owner": "ann",
        "watch": 1,
        "watch_name": "Hearts",
        "person": f"P{number}",
        "person_name": f"Ada Quill {number}",
        "kind": "PAPER",
        "is_urgent": False,
        "says": "signed a paper",
        "snapshot": "d" * 64,
        "as_of": date(2026, 3, 2),
        "raised_at": TOMORROW,
        "records": [record(number)],
    }
    return Alert(**given | parts)


def raised(at: Settings, *numbers: int, says: str = "signed a paper", **parts: Any) -> list[Alert]:
    """Keep alerts of those numbers, with the same words each."""
    with opened(at) as connection:
        kept = [alert(number, **parts) for number in numbers]
        return keep(connection, kept, lambda kind, count: says)


def channel(
    at: Settings, address: str, owner: str = "ann", name: str = "own", **wish: Any
) -> tuple[Channel, str | None]:
    """A channel of a liaison, and the secret."""
    kind = "EMAIL" if "@" in address else "WEBHOOK"
    return save(at, owner, name, Wish(kind, address, **wish), LIAISON)

"""How is what is large kept in a file, so that of it only what is asked for is read?

Arrays lie in the file as they do in memory. What is opened again reads a page of them when it is
looked at, and cannot be written to.
"""

from __future__ import annotations

import mmap
import pickle
from pathlib import Path
from typing import Any

_ALIGNED = 64
_LENGTH = 8


def keep(what: object, place: Path) -> None:
    """Write anything that can be pickled, its arrays out of band (PEP 574), whole or not at all."""
    new = place.with_suffix(".new")
    parts: list[pickle.PickleBuffer] = []
    body = pickle.dumps(what, protocol=5, buffer_callback=parts.append)
    spans = []
    with new.open("wb") as file:
        for part in parts:
            file.write(b"\0" * (-file.tell() % _ALIGNED))
            spans.append((file.tell(), file.write(part.raw())))
        head = pickle.dumps((body, spans))
        file.write(head + len(head).to_bytes(_LENGTH, "little"))
    new.replace(place)


def kept(place: Path) -> Any:
    """What was written, its arrays in the file."""
    with place.open("rb") as file:
        held = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    end = len(held) - _LENGTH
    size = int.from_bytes(held[end:], "little")
    body, spans = pickle.loads(held[end - size : end])
    return pickle.loads(body, buffers=[held[at : at + length] for at, length in spans])

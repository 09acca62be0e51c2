"""Where are the lake's files: in a folder, or by URL in object storage?

A file is put whole or not at all, and is never written again under its name. Which files count, the
ledger says (`lake/ledger.py`). The file systems are Arrow's own, with their retries and time
limits; DuckDB reads through them, in its own memory and only the columns asked for.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from schema.settings import is_url

_SCHEME = "lake"
# An entry of the ledger is one piece: it is never put in part where the disk fails.
_PIECE = 2**24
_AGAIN = "start this again: what was cut off is never seen, and the next load clears it away"
_REMEDIES = (
    (r"NO_SUCH_BUCKET|bucket does not exist", "make the bucket, or see PEERLINE_LAKE"),
    (r"\[Errno 13\]|Permission denied", "give this user the right to the folder"),
    (
        r"ACCESS_DENIED|SIGNATURE|INVALID_ACCESS|\b40[13]\b|[Cc]redential",
        "see the key that the environment gives (for S3 AWS_ACCESS_KEY_ID and "
        "AWS_SECRET_ACCESS_KEY), and what it may do with the bucket",
    ),
    (
        r"NETWORK_CONNECTION|REQUEST_TIMEOUT|[Cc]onnect|resolve|timed? ?out",
        "see that the store runs and that its address is right (for S3 AWS_ENDPOINT_URL, or "
        f"endpoint_override in the URL), then {_AGAIN}",
    ),
    (r"No space left", "make room on the disk"),
)  # fmt: skip


class StoreFault(Exception):
    """The lake does not answer, or holds what it may not; the message names the URL, the object and
    the next step, and no key."""


@dataclass(frozen=True)
class File:
    """One file: its size, and when it was put."""

    bytes: int
    at: datetime


class Store:
    """The files below a folder or a URL, by names such as `pubmed/0123456789abcdef/load.json`."""

    def __init__(self, place: str) -> None:
        self._place = place

    def __str__(self) -> str:
        """The place without name, password and parameters."""
        return re.sub(r":/*.*@", "://", self._place).partition("?")[0]

    @cached_property
    def _opened(self) -> tuple[fs.FileSystem, str]:
        if not is_url(self._place):
            return fs.LocalFileSystem(), str(Path(self._place).absolute())
        try:
            files, base = fs.FileSystem.from_uri(self._place)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise StoreFault(
                f"the lake cannot be at {self}: {self._plain(error)}; set PEERLINE_LAKE to a "
                "folder, or to a URL such as s3://bucket/prefix"
            ) from None
        base = base.rstrip("/")
        if not base:
            raise StoreFault(f"the lake cannot be at {self}: it names no bucket; set PEERLINE_LAKE")
        return files, base

    @property
    def folder(self) -> Path | None:
        """The folder, where it is one."""
        files, base = self._opened
        return Path(base) if isinstance(files, fs.LocalFileSystem) else None

    def files(self, below: str = "") -> dict[str, File]:
        """All files, or those below a folder of the lake."""
        files, base = self._opened
        chosen = fs.FileSelector(
            f"{base}/{below}".rstrip("/"), recursive=True, allow_not_found=True
        )
        with self.told(below, "listed"):
            found = files.get_file_info(chosen)
            if not found and self.folder is None:  # nothing is in a bucket that is not there, too
                bucket = base.partition("/")[0]
                if files.get_file_info(bucket).type == fs.FileType.NotFound:
                    raise OSError(f"the bucket does not exist: {bucket}")
        start = len(base) + 1
        return {one.path[start:]: File(one.size, one.mtime) for one in found if one.is_file}

    def sizes(self, names: list[str]) -> dict[str, int]:
        """How many bytes each of the files has; those that are not there are left out."""
        files, base = self._opened
        with self.told(names[0] if names else "", "looked up"):
            found = files.get_file_info([f"{base}/{name}" for name in names])
        return {name: one.size for name, one in zip(names, found, strict=True) if one.is_file}

    def read(self, name: str) -> bytes | None:
        """What stands in a file; nothing where it is not there."""
        files, base = self._opened
        with self.told(name, "read"):
            try:
                with files.open_input_stream(f"{base}/{name}") as stream:
                    return bytes(stream.read())
            except FileNotFoundError:
                return None

    def table(self, name: str, schema: pa.Schema) -> pa.Table:
        """The rows of a Parquet file that is small."""
        files, base = self._opened
        with self.told(name, "read"):
            return pq.read_table(f"{base}/{name}", filesystem=files, schema=schema)

    def put(self, file: Path, name: str) -> None:
        """Put a file of this machine; it may be gone here afterwards."""
        files, base = self._opened
        with self.told(name, "put"):
            if self.folder is None:
                # Arrow's own `copy_files` is silent where the end of an upload fails.
                with file.open("rb") as source:
                    piece = source.read(_PIECE)
                    with files.open_output_stream(f"{base}/{name}") as stream:
                        while piece:
                            stream.write(piece)
                            piece = source.read(_PIECE)
                return
            place = self.folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = place.with_name(f"{place.name}.new")
            shutil.move(file, beside)  # a rename, or a copy to another disk
            beside.replace(place)

    def copy(self, below: str, into: Path) -> None:
        """Copy what is below a folder of the lake into the same of a folder of this machine."""
        files, base = self._opened
        if self.files(below):
            (into / below).mkdir(parents=True, exist_ok=True)
            with self.told(below, "copied"):
                fs.copy_files(f"{base}/{below}", str(into / below), files, fs.LocalFileSystem())

    def remove(self, names: Iterable[str]) -> None:
        """Remove files."""
        files, base = self._opened
        for name in names:
            with self.told(name, "removed"):
                try:
                    files.delete_file(f"{base}/{name}")
                except FileNotFoundError:
                    continue

    def try_out(self) -> None:
        """Put a file, read it and remove it. Raises `StoreFault`."""
        name = f"doctor-{uuid4().hex}"
        files, base = self._opened
        with self.told(name, "put"), files.open_output_stream(f"{base}/{name}") as stream:
            stream.write(name.encode())
        said = self.read(name)
        self.remove([name])
        if said != name.encode():
            raise StoreFault(f"{self}/{name} was put and is not there; see which store it is")

    def paths(self, connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> list[str]:
        """How DuckDB names files in a connection."""
        files, base = self._opened
        if self.folder is not None:
            return [f"{base}/{name}" for name in names]
        if not connection.filesystem_is_registered(_SCHEME):
            connection.register_filesystem(_readable(self, files, base))
        return [f"{_SCHEME}://{base}/{name}" for name in names]

    def leave(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Take the files from a connection that ends."""
        if connection.filesystem_is_registered(_SCHEME):
            connection.unregister_filesystem(_SCHEME)

    @contextmanager
    def told(self, name: str, done: str) -> Iterator[None]:
        """Say in one sentence what the store refuses."""
        try:
            yield
        except (OSError, pa.ArrowException) as error:
            said = self._plain(error)
            remedy = next((then for which, then in _REMEDIES if re.search(which, said)), _AGAIN)
            what = f"{self}/{name}" if name else str(self)
            raise StoreFault(f"{what} cannot be {done}: {said}; {remedy}") from None

    def _plain(self, error: Exception) -> str:
        said = str(error).replace(self._place, str(self))
        return " ".join(re.sub(r":/*\S*@", "://", said).split())[:400]


@lru_cache(maxsize=64)
def store(place: Path | str) -> Store:
    """The store at a folder or a URL."""
    return Store(str(place))


def _readable(at: Store, files: fs.FileSystem, base: str) -> Any:
    """The file system that a DuckDB connection reads by. A file is never written again, so each is
    opened once."""
    from fsspec import AbstractFileSystem

    @cache
    def opened(path: str) -> pa.NativeFile:
        with at.told(path.removeprefix(f"{base}/"), "read"):
            return files.open_input_file(path)

    class Readable(AbstractFileSystem):  # type: ignore[misc]
        protocol, cachable = _SCHEME, False

        @classmethod
        def _strip_protocol(cls, path: str) -> str:
            return path.removeprefix(f"{_SCHEME}://")

        def info(self, path: str, **_: Any) -> dict[str, Any]:
            path = self._strip_protocol(path)
            return {"name": path, "size": opened(path).size(), "type": "file"}

        def modified(self, *_: object) -> datetime:
            return datetime.fromtimestamp(0, UTC)

        def open(self, path: str, *_: Any, **__: Any) -> _Reading:
            path = self._strip_protocol(path)
            return _Reading(at, path.removeprefix(f"{base}/"), opened(path))

    return Readable()


class _Reading(io.RawIOBase):
    """One reader's place in an open file."""

    def __init__(self, at: Store, name: str, file: pa.NativeFile) -> None:
        self._at, self._name, self._file, self._place = at, name, file, 0

    def seek(self, offset: int, whence: int = 0) -> int:
        before = (0, self._place, self._file.size())[whence]
        self._place = before + offset
        return self._place

    def tell(self) -> int:
        return self._place

    def read(self, size: int = -1) -> bytes:
        with self._at.told(self._name, "read"):
            size = size if size >= 0 else self._file.size() - self._place
            found: bytes = self._file.read_at(size, self._place)
        self._place += len(found)
        return found

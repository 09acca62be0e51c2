"""What is in an archive that a publisher made, and is it safe to unpack?

Only members whose name fits are unpacked, under their own name without a folder. A name that leads
elsewhere, a link, a member under lock, one that stands there twice, or one that unpacks without
measure refuses the archive as a whole.
"""

from __future__ import annotations

import re
import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from fetching.faults import NoRoom, NotAsPublished

_PIECE = 1 << 20
# Real registries unpack to 5 to 25 times their size.
_BOMB_BYTES, _BOMB_RATIO = 1_000_000_000, 400
_MOST_BYTES = 64 << 30
_FREE_BYTES = 1 << 30
_SAFE = re.compile(r"[\w .,()&+=@~-]+", re.A)


def unpack(archive: Path, pattern: str, folder: Path, address: str) -> list[Path]:
    """Unpack the members whose name matches `pattern` as a whole, in their order, into `folder`.

    Raises `NotAsPublished`, leaving nothing, where the archive is damaged, unsafe, or has none.
    """
    shutil.rmtree(folder, ignore_errors=True)  # of a visit that was killed
    folder.mkdir(parents=True)
    paths: list[Path] = []
    try:
        with zipfile.ZipFile(archive) as opened:
            members = _members(opened, pattern, address)
            _keep_free(folder, sum(member.file_size for member in members))
            for member in members:
                paths.append(folder / PurePosixPath(member.filename).name)
                _write(opened, member, paths[-1], address)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        _remove(paths)
        raise NotAsPublished(f"{address} is a damaged archive ({error})") from None
    except NotAsPublished:
        _remove(paths)
        raise
    return paths


def _members(opened: zipfile.ZipFile, pattern: str, address: str) -> list[zipfile.ZipInfo]:
    members = [
        member
        for member in opened.infolist()
        if not member.is_dir() and re.fullmatch(pattern, _name(member, address), re.I)
    ]
    if not members:
        some = ", ".join(PurePosixPath(one).name for one in opened.namelist()[:5])
        raise NotAsPublished(
            f"{address} holds no file named like {pattern}; it has {some or 'none'}: the "
            "publisher may have changed its layout"
        )
    names = [PurePosixPath(member.filename).name.lower() for member in members]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise NotAsPublished(f"{address} holds {twice[0]} twice; it was not unpacked")
    return members


def _name(member: zipfile.ZipInfo, address: str) -> str:
    """The member's name without its folder, where both are safe."""
    path = PurePosixPath(member.filename)
    unsafe = "\\" in member.filename or ":" in member.filename or "\0" in member.filename
    if unsafe or path.is_absolute() or ".." in path.parts:
        raise NotAsPublished(
            f"{address} holds the unsafe name {member.filename[:80]!r}; it was not unpacked"
        )
    if stat.S_ISLNK(member.external_attr >> 16):
        raise NotAsPublished(f"{address} holds a link, {path.name[:80]!r}; it was not unpacked")
    return path.name if _SAFE.fullmatch(path.name) else ""


def _write(opened: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path, address: str) -> None:
    most = max(_BOMB_BYTES, min(_BOMB_RATIO * member.compress_size, _MOST_BYTES))
    size = 0
    with opened.open(member) as packed, place.open("wb") as file:
        while piece := packed.read(_PIECE):
            size += len(piece)
            if size > most:
                raise NotAsPublished(
                    f"{address} holds {place.name}, which unpacks to more than {most:,} bytes; no "
                    "real file does, so it was not unpacked further"
                )
            file.write(piece)


def _keep_free(folder: Path, more: int) -> None:
    free = shutil.disk_usage(folder).free
    if free - more < _FREE_BYTES:
        raise NoRoom(
            f"{folder} has {free:,} bytes free; {more:,} are to be unpacked and {_FREE_BYTES:,} "
            "stay free: make room or set PEERLINE_HOME elsewhere"
        )


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)

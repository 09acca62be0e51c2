"""Is what came what its name says, and is an archive safe to unpack?"""

from __future__ import annotations

import gzip
import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from fetching import unpacking
from fetching.contents import check, title_of
from fetching.faults import NotAsPublished
from lake.web_pages import is_web_page

ADDRESS = "https://example.org/file"
CSV = r"npidata_.*\.csv"
PACKED = gzip.compress(b"<a/>" * 100_000, mtime=0)


def _check(folder: Path, name: str, content: bytes) -> None:
    path = folder / "part"
    path.write_bytes(content)
    check(path, name, ADDRESS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xml", b"\xef\xbb\xbf  <?xml version='1.0'?><a/>"),
        ("a.json", b"\n [1]"),
        ("a.csv", "NPI,Naïve\n1,2\n".encode()),
        ("a.xml.gz", PACKED),
        ("a.bin", b"\x00\x01"),
    ],
)
def test_a_good_file_passes(tmp_path: Path, name: str, content: bytes) -> None:
    _check(tmp_path, name, content)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"<!doctype html><html><title>Oops</title>", r'web page \("Oops"\)'),
        ("a.xml", b"<?xml version='1.0'?>\n<!-- x --><HTML lang='en'>", "web page"),
        ("a.json", b"<html>", "web page"),
        ("a.json", b"busy", "is no JSON"),
        ("a.xml", b"busy", "is no XML"),
        ("a.csv", PACKED, "is no text"),
        ("a.csv", b"a,b\0", "is no text"),
        ("a.csv", b"PK\x03\x04rest", "is no text"),
        ("a.xml.gz", b"<a/>", "is not packed as gz"),
        ("a.xml.gz", PACKED[:-20], "damaged or cut off"),
        ("a.xml.gz", PACKED[:-8] + bytes(8), "damaged or cut off"),
        ("a.xml.gz", PACKED[:100] + b"\xff" * 50 + PACKED[150:], "damaged or cut off"),
        ("a.zip", b"PK\x03\x04" + bytes(100), "without its end"),
        ("a.zip", b"busy", "is no zip"),
    ],
)
def test_what_is_something_else_is_named(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(NotAsPublished, match=f"^{ADDRESS} .*{said}"):
        _check(tmp_path, name, content)


@pytest.mark.parametrize("piece", [b"<!---->", b"<!-- a --> ", b" ", b"<?xml ?>", b"<title>"])
def test_a_head_is_read_once(piece: bytes) -> None:
    """Read in every split, forty comments would take years."""
    assert not is_web_page(piece * 4_000 + b"x")
    assert title_of(piece * 4_000) == ""


def test_a_title_is_one_short_line() -> None:
    assert title_of(b"<title>\n  a &lt;b&gt;\n\n c </title>") == ' ("a <b> c")'
    assert title_of(b"no title") == ""
    assert len(title_of(b"<title>" + b"x" * 5_000 + b"</title>")) < 120


def _archive(folder: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    path = folder / "archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members:
            archive.writestr(member, content)
    return path


def test_members_that_fit_are_unpacked_under_their_own_name(tmp_path: Path) -> None:
    archive = _archive(
        tmp_path,
        ("inner/npidata_1.csv", b"one"),
        ("readme.pdf", b"x"),
        ("inner/", b""),
        ("npidata_2.csv", b"two"),
    )
    paths = unpacking.unpack(archive, CSV, tmp_path / "out", ADDRESS)
    assert [path.relative_to(tmp_path / "out").as_posix() for path in paths] == [
        "npidata_1.csv",
        "npidata_2.csv",
    ]
    assert [path.read_bytes() for path in paths] == [b"one", b"two"]


def _link() -> zipfile.ZipInfo:
    link = zipfile.ZipInfo("npidata_1.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return link


@pytest.mark.parametrize(
    "member",
    ["../npidata_1.csv", "/etc/npidata_1.csv", "a/../../npidata_1.csv", "C:npidata_1.csv", _link()],
)
def test_a_name_that_leads_elsewhere_refuses_the_archive(
    tmp_path: Path, member: str | zipfile.ZipInfo
) -> None:
    archive = _archive(tmp_path, ("npidata_0.csv", b"good"), (member, b"bad"))
    with pytest.raises(NotAsPublished, match="was not unpacked"):
        unpacking.unpack(archive, CSV, tmp_path / "out", ADDRESS)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["npidata_1.csv", "b/NPIDATA_1.csv"])
def test_a_name_that_stands_there_twice_refuses_the_archive(tmp_path: Path, second: str) -> None:
    archive = _archive(tmp_path, ("npidata_1.csv", b"1"), (second, b"2"))
    with pytest.raises(NotAsPublished, match="twice"):
        unpacking.unpack(archive, CSV, tmp_path / "out", ADDRESS)


def test_an_archive_of_another_layout_is_named_with_what_it_has(tmp_path: Path) -> None:
    archive = _archive(tmp_path, ("renamed.csv", b"1"))
    with pytest.raises(NotAsPublished, match=r"it has renamed\.csv"):
        unpacking.unpack(archive, CSV, tmp_path / "out", ADDRESS)


def test_what_unpacks_without_measure_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "_BOMB_BYTES", 2_000_000)
    archive = _archive(tmp_path, ("npidata_1.csv", bytes(20_000_000)))
    with pytest.raises(NotAsPublished, match="unpacks to more than"):
        unpacking.unpack(archive, CSV, tmp_path / "out", ADDRESS)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_member_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    archive = _archive(tmp_path, ("npidata_1.csv", b"x" * 5_000))
    lying = archive.read_bytes().replace(struct.pack("<I", 5_000), struct.pack("<I", 50))
    archive.write_bytes(lying)
    with pytest.raises(NotAsPublished, match="damaged"):
        unpacking.unpack(archive, CSV, tmp_path / "out", ADDRESS)


def test_a_damaged_or_locked_member_refuses_the_archive(tmp_path: Path) -> None:
    content = _archive(tmp_path, ("npidata_1.csv", b"a,b\n1,2\n" * 50)).read_bytes()
    cases = {"flipped": bytearray(content), "locked": bytearray(content)}
    at = content.index(b"npidata_1.csv") + len("npidata_1.csv")
    cases["flipped"][at + 4] ^= 0xFF
    for start in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        cases["locked"][start] |= 1
    for name, broken in cases.items():
        path = tmp_path / f"{name}.zip"
        path.write_bytes(broken)
        with pytest.raises(NotAsPublished, match="damaged archive"):
            unpacking.unpack(path, CSV, tmp_path / name, ADDRESS)
        assert list((tmp_path / name).iterdir()) == []


def test_an_archive_within_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("npidata_1.csv", "1")
    path = _archive(tmp_path, ("inner.zip", inner.getvalue()))
    with pytest.raises(NotAsPublished, match=r"inner\.zip"):
        unpacking.unpack(path, CSV, tmp_path / "out", ADDRESS)

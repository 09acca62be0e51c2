"""What becomes of a file whose publisher behaves badly?"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from publisher import (
    Publisher,
    announced,
    cut,
    endless,
    redirect,
    silent,
    slow,
    status,
    wrong_range,
)

from fetching.editions import Edition, Expected
from fetching.faults import NoRoom, NotAsPublished, Stopped, Unreachable
from fetching.transfer import Request, Transfer

FILE = "/files/list.csv"
CONTENT = b"".join(b"%06d,a row of the list\n" % n for n in range(40_000))
EXPECTED = Expected("list.csv")
Take = Callable[..., Edition | None]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "part"


@pytest.fixture
def take(publisher: Publisher, transfer: Transfer, place: Path) -> Take:
    """A function that brings the file."""
    publisher.put(FILE, CONTENT)

    def bring(expected: Expected = EXPECTED, known: Edition | None = None) -> Edition | None:
        return transfer.file(Request(publisher.address + FILE), place, expected, known)

    return bring


def test_a_file_that_is_cut_off_is_gone_on_with(
    publisher: Publisher, take: Take, place: Path
) -> None:
    publisher.spoil(FILE, cut(300_000), cut(200_000))
    take()
    assert place.read_bytes() == CONTENT
    starts = [one.headers.get("range") for one in publisher.requests]
    assert starts == [None, "bytes=300000-", "bytes=500000-"]
    assert all("if-range" in one.headers for one in publisher.requests[1:])


def test_a_part_is_gone_on_with_by_the_next_run(
    publisher: Publisher, take: Take, transfer: Transfer, place: Path
) -> None:
    publisher.spoil(FILE, cut(300_000))
    transfer.limits = replace(transfer.limits, attempts=1)
    with pytest.raises(Unreachable):
        take()
    assert place.stat().st_size == 300_000
    take()
    assert place.read_bytes() == CONTENT
    assert publisher.requests[-1].headers["range"] == "bytes=300000-"


def test_a_file_without_an_edition_is_taken_anew(
    publisher: Publisher, take: Take, place: Path
) -> None:
    publisher.put(FILE, CONTENT, etag=None)
    publisher.spoil(FILE, cut(300_000))
    take()
    assert place.read_bytes() == CONTENT
    assert [one.headers.get("range") for one in publisher.requests] == [None, None]


def test_a_weak_tag_proves_nothing_of_bytes(publisher: Publisher, take: Take, place: Path) -> None:
    publisher.put(FILE, CONTENT, etag='W/"1"')
    publisher.spoil(FILE, cut(300_000))
    take()
    assert place.read_bytes() == CONTENT
    assert "range" not in publisher.requests[-1].headers


def test_a_file_that_changes_in_the_middle_is_taken_anew(
    publisher: Publisher, take: Take, place: Path
) -> None:
    publisher.spoil(FILE, cut(300_000), _changing(publisher))
    take()
    assert place.read_bytes() == CONTENT[::-1]


def test_a_publisher_that_goes_on_with_another_edition_is_not_believed(
    publisher: Publisher, take: Take, place: Path
) -> None:
    publisher.spoil(FILE, cut(300_000), _changing(publisher, wrong_range))
    take()
    assert place.read_bytes() == CONTENT[::-1]


def _changing(publisher: Publisher, then=None):  # type: ignore[no-untyped-def]
    """The file becomes another just before this request."""

    def fault(handler, page):  # type: ignore[no-untyped-def]
        changed = replace(page, content=CONTENT[::-1])
        publisher.pages[FILE] = changed
        (then or type(handler).answer)(handler, changed)

    return fault


def test_a_part_that_is_longer_than_the_file_is_taken_anew(
    publisher: Publisher, take: Take, place: Path
) -> None:
    publisher.spoil(FILE, cut(300_000), cut(0), cut(0), cut(0))
    with pytest.raises(Unreachable):
        take()
    place.write_bytes(CONTENT * 2)
    take()
    assert place.read_bytes() == CONTENT


@pytest.mark.parametrize("code", [408, 429, 500, 502, 503, 504])
def test_an_overtaxed_publisher_is_asked_again_later_each_time(
    publisher: Publisher, take: Take, waits: list[float], place: Path, code: int
) -> None:
    publisher.spoil(FILE, status(code), status(code), status(code))
    take()
    assert place.read_bytes() == CONTENT
    assert len(waits) == 3 and all(1 <= wait <= 60 for wait in waits)


def test_the_publisher_says_when_to_come_back(
    publisher: Publisher, take: Take, waits: list[float]
) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    publisher.spoil(FILE, status(429, Retry_After="17"), status(503, Retry_After=at))
    take()
    assert waits[0] == 17
    assert 85 < waits[1] <= 90


@pytest.mark.parametrize("printed", ["soon", "-5", "", "9" * 40, "Mon, 99 Foo 2026"])
def test_a_retry_after_that_says_nothing_is_passed_over(
    publisher: Publisher, take: Take, waits: list[float], printed: str
) -> None:
    publisher.spoil(FILE, status(429, Retry_After=printed))
    take()
    assert len(waits) == 1 and 1 <= waits[0] <= 60


def test_who_asks_to_come_back_tomorrow_is_not_waited_for(
    publisher: Publisher, take: Take, waits: list[float]
) -> None:
    publisher.spoil(FILE, status(429, Retry_After="86400"))
    with pytest.raises(Unreachable, match=r"86,400 seconds"):
        take()
    assert waits == []


def test_who_never_answers_is_given_up(publisher: Publisher, take: Take, place: Path) -> None:
    publisher.spoil(FILE, *[status(503)] * 4)
    with pytest.raises(Unreachable, match=r"list\.csv: answered 503 .*, 4 times in a row"):
        take()
    assert len(publisher.requests) == 4
    assert not place.exists()


def test_a_silent_publisher_is_asked_again(publisher: Publisher, take: Take, place: Path) -> None:
    publisher.spoil(FILE, silent)
    take()
    assert place.read_bytes() == CONTENT


def test_a_trickle_is_cut_and_gone_on_with(publisher: Publisher, take: Take, place: Path) -> None:
    publisher.spoil(FILE, slow(0.02))
    take()
    assert place.read_bytes() == CONTENT
    assert publisher.requests[1].headers["range"] != "bytes=0-"


def test_nobody_listens(transfer: Transfer, place: Path) -> None:
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1:1/x"):
        transfer.file(Request("http://127.0.0.1:1/x"), place, EXPECTED)


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 451])
def test_a_refusal_is_final(publisher: Publisher, take: Take, code: int) -> None:
    publisher.spoil(FILE, status(code))
    with pytest.raises(NotAsPublished, match=str(code)):
        take()
    assert len(publisher.requests) == 1


def test_a_file_that_did_not_change_does_not_come_again(publisher: Publisher, take: Take) -> None:
    edition = take()
    assert edition is not None
    assert take(known=edition) is None
    publisher.put(FILE, CONTENT + b"more")
    assert take(known=edition) is not None


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (Expected("list.csv", bytes=5), "publisher says 5"),
        (Expected("list.csv", md5="0" * 32), "MD5 digest"),
        (Expected("list.csv", sha256="0" * 64), "SHA256 digest"),
    ],
)
def test_a_file_that_differs_from_what_was_said_is_taken_once_more_and_then_refused(
    publisher: Publisher, take: Take, place: Path, expected: Expected, said: str
) -> None:
    with pytest.raises(NotAsPublished, match=said):
        take(expected)
    assert len(publisher.requests) == 2
    assert not place.exists()


@pytest.mark.parametrize("length", [10, len(CONTENT) + 10])
def test_a_wrong_length_is_never_a_whole_file(
    publisher: Publisher, take: Take, place: Path, length: int
) -> None:
    publisher.spoil(FILE, announced(length))
    take(Expected("list.csv", bytes=len(CONTENT)))
    assert place.read_bytes() == CONTENT


@pytest.mark.parametrize("length", [10**12, 10**19])
def test_a_gigantic_length_is_refused_before_a_byte_is_kept(
    publisher: Publisher, take: Take, place: Path, length: int
) -> None:
    publisher.spoil(FILE, announced(length))
    with pytest.raises(NotAsPublished, match="longer than"):
        take()
    assert not place.exists()


def test_an_endless_body_is_stopped(
    publisher: Publisher, take: Take, transfer: Transfer, place: Path
) -> None:
    transfer.limits = replace(transfer.limits, file_bytes=3_000_000)
    publisher.spoil(FILE, endless)
    with pytest.raises(NotAsPublished, match=r"3,000,000 bytes"):
        take()
    assert not place.exists()


def test_an_endless_page_is_stopped(publisher: Publisher, take: Take, transfer: Transfer) -> None:
    transfer.limits = replace(transfer.limits, page_bytes=1_000_000)
    publisher.spoil(FILE, endless)
    with pytest.raises(NotAsPublished, match=r"1,000,000 bytes"):
        transfer.page(Request(publisher.address + FILE))


def test_the_disk_is_not_filled(take: Take, transfer: Transfer, place: Path) -> None:
    transfer.limits = replace(transfer.limits, free_bytes=1 << 60)
    with pytest.raises(NoRoom, match="PEERLINE_HOME"):
        take()
    assert not place.exists()


def test_redirects_are_followed(publisher: Publisher, take: Take, place: Path) -> None:
    publisher.put("/moved/here.csv", CONTENT)
    publisher.spoil(FILE, redirect("/moved/here.csv"))
    take()
    assert place.read_bytes() == CONTENT


def test_a_loop_of_redirects_ends(publisher: Publisher, take: Take) -> None:
    publisher.spoil(FILE, *[redirect(FILE)] * 20)
    with pytest.raises(NotAsPublished, match="more than 5 times"):
        take()
    assert len(publisher.requests) == 6


@pytest.mark.parametrize("to", ["ftp://127.0.0.1/x", "file:///etc/passwd", "//[::1", "gopher:x"])
def test_a_redirect_to_what_is_no_web_address_is_not_followed(
    publisher: Publisher, take: Take, place: Path, to: str
) -> None:
    publisher.spoil(FILE, *[redirect(to)] * 4)
    with pytest.raises((NotAsPublished, Unreachable), match=FILE):
        take()
    assert not place.exists()


def test_from_an_encrypted_address_none_leads_to_a_plain_one() -> None:
    from fetching.transfer import _onward

    asked = Request("https://example.org/a")
    assert _onward(asked, asked.address, "/b") == "https://example.org/b"
    with pytest.raises(NotAsPublished, match="not encrypted"):
        _onward(asked, asked.address, "http://example.org/b")


def test_a_web_page_in_place_of_a_file_is_named_with_its_title(
    publisher: Publisher, take: Take, place: Path
) -> None:
    page = b"<!DOCTYPE html><html><title>Down for\nmaintenance &amp; repair</title></html>"
    publisher.put(FILE, page, kind="text/html; charset=utf-8")
    with pytest.raises(NotAsPublished, match='"Down for maintenance & repair"'):
        take()
    assert not place.exists()


def test_keys_are_sent_and_never_said(publisher: Publisher, transfer: Transfer) -> None:
    publisher.put("/page", b"{}")
    asked = Request(f"{publisher.address}/page?term=a%20b", {"api_key": "s3cret"})
    transfer.page(asked)
    assert publisher.requests[0].query == {"term": "a b", "api_key": "s3cret"}
    publisher.spoil("/page", *[status(503)] * 4)
    with pytest.raises(Unreachable) as error:
        transfer.page(asked)
    assert "s3cret" not in str(error.value)


def test_requests_to_a_host_keep_a_distance(publisher: Publisher, waits: list[float]) -> None:
    way = Transfer(waits.append, pace=5)
    publisher.put("/page", b"{}")
    for _ in range(3):
        way.page(Request(f"{publisher.address}/page"))
    way.close()
    assert 4 < waits[0] <= 5 and 9 < waits[1] <= 10


def test_a_stop_ends_between_two_pieces_and_the_next_run_goes_on(
    publisher: Publisher, take: Take, transfer: Transfer, place: Path
) -> None:
    asked = iter([False, True])
    transfer.is_stopped = lambda: next(asked)
    with pytest.raises(Stopped):
        take()
    begun = place.stat().st_size
    assert 0 < begun < len(CONTENT)
    transfer.is_stopped = lambda: False
    take()
    assert place.read_bytes() == CONTENT
    assert publisher.requests[-1].headers["range"] == f"bytes={begun}-"


def test_progress_tells_what_is_here_and_what_will_be(take: Take, transfer: Transfer) -> None:
    told: list[tuple[str, int, int | None]] = []
    transfer.progress = lambda *progress: told.append(progress)
    take()
    assert told[-1] == ("list.csv", len(CONTENT), len(CONTENT))
    assert [size for _, size, _ in told] == sorted(size for _, size, _ in told)


def test_memory_is_bounded_by_a_piece(publisher: Publisher, take: Take, place: Path) -> None:
    import tracemalloc

    publisher.put(FILE, os.urandom(1 << 20) * 48)
    tracemalloc.start()
    try:
        take()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert place.stat().st_size == 48 << 20
    assert peak < 16 << 20

"""The documents of what was filed come to whoever may read of the person, and are verified."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver
from sqlalchemy import update
from starlette.testclient import TestClient

from api.app import application
from api.callers import LOCAL
from api.filed_copies import printed, verified, verified_number
from api.schema import schema
from schema.settings import Settings
from workspace import keys
from workspace.audit import entries
from workspace.screenings import FILED, Filed, NotAsFiled, of_number
from workspace.store import opened

Ask = Callable[..., Any]
FILE = """
mutation { fileScreening(input: {person: "P1", role: ADVISER, company: "Acme"},
  purpose: "Board in May") { filedScreening { number } } }"""


@pytest.fixture
def one(invited: Driver, as_caller: Ask, kept_at: Settings) -> Filed:
    """A screening of Ada, who is in Illinois, as it was filed."""
    assert as_caller(LOCAL, FILE).errors is None
    return of_number(kept_at, 1)


@pytest.fixture
def client(one: Filed, kept_at: Settings, server: Settings) -> Iterator[TestClient]:
    app = application(kept_at, schema)
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50_000)) as client:
        yield client


def _made(settings: Settings, role: str, territory: tuple[str, ...] = ()) -> dict[str, str]:
    """The header of one who signs in with a key."""
    clear = keys.create(settings, f"u-{role}-{len(territory)}", role, territory)[0]
    return {"authorization": f"Bearer {clear}"}


def test_a_document_is_served_to_whoever_may_read_of_the_person(
    client: TestClient, kept_at: Settings, one: Filed
) -> None:
    page = client.get("/screenings/1.html")
    assert (page.status_code, page.content) == (200, printed(one.content, "html"))
    assert "script-src" not in page.headers["content-security-policy"]
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "Ada Quill" in page.text
    assert one.digest in page.text
    paper = client.get("/screenings/1.pdf")
    assert (paper.headers["content-type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    read = [entry for entry in entries(kept_at) if entry["operation"] == "FiledScreening"]
    assert [entry["persons"] for entry in read] == [["P1"], ["P1"]]
    for territory, status in ((("IL",), 200), (("DE",), 403)):
        header = _made(kept_at, "liaison", territory)
        assert client.get("/screenings/1.pdf", headers=header).status_code == status
    assert client.get("/screenings/1.pdf", headers=_made(kept_at, "viewer")).status_code == 403
    wrong = {"authorization": "Bearer nothing"}
    assert client.get("/screenings/1.html", headers=wrong).status_code == 401
    for path, status in (("2.html", 404), ("0.html", 400), ("x.html", 404), ("1.exe", 404)):
        assert client.get(f"/screenings/{path}").status_code == status, path


def test_a_copy_is_known_and_one_that_was_changed_is_refused(one: Filed, kept_at: Settings) -> None:
    copies = {kind: printed(one.content, kind) for kind in ("html", "pdf")}
    copies["json"] = one.content.encode()
    for kind, copy in copies.items():
        assert verified(kept_at, copy).number == 1, kind
    for said, changed in (
        ("differs from it", copies["html"].replace(b"Ada Quill", b"Ada Quilt")),
        ("differs from it", copies["pdf"] + b"%"),
        ("no copy", copies["json"].replace(b"attention", b"clear")),
        ("no copy", b""),
        ("no copy", b"0" * 64),
    ):
        with pytest.raises(NotAsFiled, match=said):
            verified(kept_at, changed)
    assert verified_number(kept_at, 1).digest == one.digest


def test_a_text_that_was_changed_where_it_is_kept_is_found_out(
    one: Filed, kept_at: Settings, tmp_path: Path
) -> None:
    with opened(kept_at) as connection:
        changed = one.content.replace("attention", "clear")
        connection.execute(update(FILED).values(content=changed))
    with pytest.raises(NotAsFiled, match="not the one that was filed"):
        verified_number(kept_at, 1)
    with pytest.raises(NotAsFiled):
        verified(kept_at, printed(one.content, "html"))

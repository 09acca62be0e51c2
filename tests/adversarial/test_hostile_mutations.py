"""A change that is refused leaves nothing behind, whoever asks for it and however it is worded."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from changing import Office
from sqlalchemy import text
from starlette.testclient import TestClient

from api.app import application
from api.schema import schema
from schema.settings import Settings
from workspace import judgements, keys, store, suppression
from workspace.audit import entries
from workspace.saved import saved

SUPPRESS = 'mutation($who: String!) { suppress(person: $who, why: "w") { takesEffect } }'
WHY = 'mutation($why: String!) { suppress(person: "1999000015", why: $why) { takesEffect } }'
SAME = """mutation($one: String!, $other: String!, $dry: Boolean = false) {
  judgeSamePerson(one: $one, other: $other, why: "w", dryRun: $dry) { takesEffect } }"""
SAVE = """mutation($name: String = "n", $document: String!, $variables: JSON) {
  saveQuery(name: $name, document: $document, variables: $variables) { savedQuery { id } } }"""
ABSURD = ["", " ", "x" * 101, "x" * 50_000, "a\nb", "a\0b", "\u202e", "' OR 1=1 --", "*", "%"]
PLAIN = "{ sources { name } }"


def _nothing_is_kept(office: Office) -> None:
    assert judgements.judgements(office.settings) == []
    assert suppression.suppressed(office.settings) is None


@pytest.mark.parametrize("name", ABSURD, ids=ascii)
def test_an_absurd_name_changes_nothing(office: Office, name: str) -> None:
    (code,) = office.codes(SUPPRESS, who=name)
    assert code in ("BAD_USER_INPUT", "NOT_FOUND")
    (code,) = office.codes(SAME, one=name, other=office.oak)
    assert code in ("BAD_USER_INPUT", "NOT_FOUND")
    _nothing_is_kept(office)
    assert all(not {name} & set(entry["persons"]) for entry in entries(office.settings))


@pytest.mark.parametrize("why", ["", "  ", "x" * 501, "a\nb", "a\0b"], ids=ascii)
def test_a_reason_is_needed_and_bounded(office: Office, why: str) -> None:
    assert office.codes(WHY, why=why) == ["BAD_USER_INPUT"]
    _nothing_is_kept(office)


def test_one_person_is_not_judged_against_herself(office: Office) -> None:
    for dry in (True, False):
        assert office.codes(SAME, one=office.oak, other="pubmed:2:1", dry=dry) == ["BAD_USER_INPUT"]
    _nothing_is_kept(office)


def test_a_judgement_does_not_tell_who_is_suppressed(office: Office) -> None:
    office.data(SUPPRESS, who=office.elm)
    unknown = office.ask(SAME, one=office.oak, other="P" + "0" * 12, dry=True).errors or []
    left_out = office.ask(SAME, one=office.oak, other=office.elm, dry=True).errors or []
    assert [error.message for error in left_out] == [error.message for error in unknown]
    assert office.codes(SAME, one=office.oak, other="pubmed:4:1") == ["NOT_FOUND"]
    assert judgements.judgements(office.settings) == []


def test_a_day_that_has_not_been_is_refused(office: Office) -> None:
    query = """mutation($on: Date) {
      suppress(person: "1999000015", why: "w", askedOn: $on) { takesEffect } }"""
    for day in ("2999-01-01", "0001-01-01", "2026-02-30", "yesterday", "", 5, {}):
        assert office.codes(query, on=day) == ["BAD_USER_INPUT"]
    _nothing_is_kept(office)


def test_where_the_audit_log_cannot_be_written_nothing_changes(office: Office) -> None:
    assert office.data("{ savedQueries { id } }") == {"savedQueries": []}
    with store.opened(office.settings) as connection:
        connection.execute(text("ALTER TABLE audit RENAME TO audit_away"))
    assert office.codes(SUPPRESS, who=office.oak) == ["UNAVAILABLE"]
    assert office.codes(SAME, one=office.oak, other=office.elm) == ["UNAVAILABLE"]
    assert office.codes(SAVE, document=PLAIN) == ["UNAVAILABLE"]
    _nothing_is_kept(office)
    assert saved(office.settings, "u-1") == []


def test_where_the_graph_cannot_be_asked_nothing_is_judged(office: Office) -> None:
    pair = {"one": "pubmed:1:1", "other": "pubmed:4:1"}
    assert office.codes(SAME, uri="bolt://127.0.0.1:9", **pair) == ["UNAVAILABLE"]
    _nothing_is_kept(office)


def test_a_lost_secret_tells_no_path(office: Office) -> None:
    office.data(SUPPRESS, who=office.oak)
    (office.settings.home / "suppression.key").write_bytes(b"x" * 32)
    (error,) = office.ask(SUPPRESS, who=office.elm).errors or []
    assert error.extensions["code"] == "UNAVAILABLE"
    assert str(office.settings.home) not in str(error)


@pytest.mark.parametrize(
    "document",
    [
        "",
        "{",
        "{ nothing }",
        'mutation { suppress(person: "P1", why: "w") { takesEffect } }',
        'query A { a: __typename } mutation B { release(person: "P1", why: "w") { __typename } }',
        "fragment F on Source { name }",
        "type Query { a: Int }",
        "{ " + "a: __typename " * 3_000 + "}",
        "{ a" * 500 + "}" * 500,
        "query { people(filter: {and: " + "[" * 900 + "]" * 900 + "}) { totalCount } }",
        "fragment F on Source { ...F } { sources { ...F } }",
    ],
    ids=range(11),
)
def test_only_a_question_within_the_limits_is_saved(office: Office, document: str) -> None:
    (code, *_) = office.codes(SAVE, document=document)
    assert code in ("BAD_USER_INPUT", "COST_EXCEEDED")
    assert saved(office.settings, "u-1") == []


def test_a_saved_query_tells_no_name_of_the_schema_to_who_may_not_see_it(office: Office) -> None:
    (error,) = office.ask(SAVE, document="{ payment }", role="viewer").errors or []
    assert "Did you mean" not in error.message
    (error,) = office.ask(SAVE, document="{ __schema { __typename } }", role="viewer").errors or []
    assert "docs/api.graphql" in error.message


@pytest.mark.parametrize("name", ["", " ", "a/b", "x" * 201, "a\nb", "a\0"], ids=ascii)
def test_an_absurd_name_of_a_query_is_refused(office: Office, name: str) -> None:
    assert office.codes(SAVE, name=name, document=PLAIN) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("variables", ["x", 5, [1], True, {"a": "\0"}], ids=str)
def test_variables_are_an_object(office: Office, variables: Any) -> None:
    assert office.codes(SAVE, document=PLAIN, variables=variables) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("id", ["", "x", "-1", "1.5", "²", "1" * 40, "99999999999", "SavedQuery:1"])
def test_a_malformed_id_of_a_query_is_refused(office: Office, id: str) -> None:
    for query in (
        "query($id: ID!) { savedQuery(id: $id) { id } }",
        "query($id: ID!) { savedQueries(after: $id) { id } }",
        "mutation($id: ID!) { shareQuery(id: $id) { savedQuery { id } } }",
        "mutation($id: ID!) { deleteSavedQuery(id: $id) { savedQuery { id } } }",
    ):
        expected = [] if id == "" and "after" in query else ["BAD_USER_INPUT"]
        assert office.codes(query, id=id) == expected


def test_nobody_fills_the_workspace(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workspace.saved.MOST_OF_ONE", 2)
    for name in "ab":
        office.data(SAVE, name=name, document=PLAIN)
    assert office.codes(SAVE, name="c", document=PLAIN) == ["BAD_USER_INPUT"]
    office.data(SAVE, name="a", document=PLAIN)
    office.data(SAVE, name="c", document=PLAIN, subject="u-2")


def test_of_changes_at_once_none_is_lost(office: Office) -> None:
    office.data("{ savedQueries { id } }")
    threads = [
        Thread(target=office.data, args=(SAVE,), kwargs={"name": f"q{n}", "document": PLAIN})
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.name for one in saved(office.settings, "u-1")} == {f"q{n}" for n in range(8)}
    assert len(entries(office.settings)) == 8


@pytest.fixture
def client(server: Settings, tmp_path: Path) -> Iterator[TestClient]:
    """A client of the whole application, whose workspace is its own."""
    workspace = f"sqlite:///{tmp_path / 'own.db'}"
    at = server.model_copy(update={"workspace": workspace, "origins": ("https://ours.test",)})
    with TestClient(
        application(at, schema), base_url="http://127.0.0.1", client=("127.0.0.1", 50_000)
    ) as client:
        client.app_settings = at  # type: ignore[attr-defined]
        yield client


def _refused(answer: httpx.Response, status: int) -> None:
    assert answer.status_code == status
    assert answer.json()["errors"]


def test_a_change_comes_by_post_from_a_known_origin_as_json(client: TestClient) -> None:
    query = (
        'mutation { saveQuery(name: "n", document: "{ sources { name } }") { savedQuery { id } } }'
    )
    _refused(client.get("/graphql", params={"query": query}), 405)
    form = {"content-type": "application/x-www-form-urlencoded"}
    _refused(client.post("/graphql", content=f"query={query}", headers=form), 415)
    for origin in ("https://evil.test", "null", "http://127.0.0.1.evil.test"):
        _refused(client.post("/graphql", json={"query": query}, headers={"origin": origin}), 403)
    key, _ = keys.create(client.app_settings, "u-7", "viewer")  # type: ignore[attr-defined]
    query_id = "{ savedQueries { id } }"
    answer = client.post("/graphql", json={"query": query_id})
    assert answer.json() == {
        "data": {"savedQueries": []},
        "extensions": answer.json()["extensions"],
    }
    signed = {"authorization": f"Bearer {key}", "origin": "https://ours.test"}
    answer = client.post("/graphql", json={"query": query}, headers=signed)
    assert answer.json() == {"data": {"saveQuery": {"savedQuery": {"id": "1"}}}}


def test_a_rejected_key_changes_nothing(client: TestClient) -> None:
    query = 'mutation { suppress(person: "1999000015", why: "w") { takesEffect } }'
    headers = {"authorization": "Bearer peer_00000000_" + "a" * 43}
    _refused(client.post("/graphql", json={"query": query}, headers=headers), 401)
    assert suppression.suppressed(client.app_settings) is None  # type: ignore[attr-defined]

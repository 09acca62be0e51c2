"""A saved query is its owner's, is shared when said so, and cites the graph it was asked on."""

from datetime import UTC, datetime
from typing import Any

import pytest

from schema.settings import Settings
from workspace.saved import Citation, NoSuchQuery, NotSaved, citation, one, remove, save, saved

DOCUMENT = "query($s: String) { people(filter: {state: $s}) { totalCount } }"
CITED = Citation("d" * 64, datetime(2026, 3, 1, 12, tzinfo=UTC), "0.1.0", 7)


def test_a_query_is_kept_with_its_variables_and_citation(workspace: Settings) -> None:
    kept = save(workspace, "ann", "Illinois", DOCUMENT, {"s": "IL"}, cited=CITED)
    assert one(workspace, "ann", "Illinois") == kept
    assert (kept.document, kept.variables, kept.citation) == (DOCUMENT, {"s": "IL"}, CITED)
    assert not kept.is_shared


def test_others_see_what_is_shared_alone(workspace: Settings) -> None:
    save(workspace, "ann", "mine", DOCUMENT)
    save(workspace, "ann", "ours", DOCUMENT, is_shared=True)
    own = save(workspace, "bob", "ours", DOCUMENT)
    assert [(it.owner, it.name) for it in saved(workspace, "bob")] == [
        ("ann", "ours"),
        ("bob", "ours"),
    ]
    assert one(workspace, "bob", "ours") == own
    assert one(workspace, "bob", "ann/ours").owner == "ann"
    assert one(workspace, "cy", "ours").owner == "ann"
    for name in ("mine", "ann/mine", "bob/ours"):
        with pytest.raises(NoSuchQuery, match="peerline saved list"):
            one(workspace, "cy", name)


def test_saving_again_replaces_the_owners_own(workspace: Settings) -> None:
    save(workspace, "ann", "q", DOCUMENT)
    other = save(workspace, "bob", "q", DOCUMENT)
    save(workspace, "ann", "q", "{ sources { name } }")
    assert one(workspace, "ann", "q").document == "{ sources { name } }"
    assert one(workspace, "bob", "q") == other
    with pytest.raises(NoSuchQuery):
        remove(workspace, "ann", "nothing")
    remove(workspace, "ann", "q")
    assert saved(workspace, "ann") == []
    assert saved(workspace, "bob") == [other]


def test_the_citation_of_now_is_the_refresh_that_ended(workspace: Settings) -> None:
    assert citation(workspace).snapshot == ""
    workspace.home.mkdir(exist_ok=True)
    (workspace.home / "refreshed").write_text("e" * 64)
    now = citation(workspace, seed=3)
    assert (now.snapshot, now.seed) == ("e" * 64, 3)
    assert now.version
    assert now.published_at is not None
    assert abs((datetime.now(UTC) - now.published_at).total_seconds()) < 60
    assert save(workspace, "ann", "q", DOCUMENT).citation == citation(workspace)
    (workspace.home / "refreshing").touch()  # the graph is between two versions
    assert (citation(workspace).snapshot, citation(workspace).published_at) == ("", None)


@pytest.mark.parametrize(
    ("owner", "name", "document", "variables"),
    [
        ("", "q", DOCUMENT, {}),
        ("ann", " ", DOCUMENT, {}),
        ("ann", "x" * 201, DOCUMENT, {}),
        ("ann", "a\nb", DOCUMENT, {}),
        ("ann", "bob/q", DOCUMENT, {}),
        ("ann", "q", "", {}),
        ("ann", "q", "x" * 100_001, {}),
        ("ann", "q", "{ a }\0", {}),
        ("ann", "q", DOCUMENT, {"a": float("nan")}),
        ("ann", "q", DOCUMENT, {"a": object()}),
        ("ann", "q", DOCUMENT, {"a": "x" * 100_001}),
        ("ann", "q", DOCUMENT, {"a": "\0"}),
    ],
    ids=[
        *("no owner", "blank name", "long name", "two lines", "slash", "no document"),
        *("long document", "NUL", "NaN", "no JSON", "long variables", "NUL in variables"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    owner: str, name: str, document: str, variables: dict[str, Any], workspace: Settings
) -> None:
    with pytest.raises(NotSaved):
        save(workspace, owner, name, document, variables)
    assert saved(workspace, "ann") == []

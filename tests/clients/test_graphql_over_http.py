"""Does the endpoint keep to the specification of GraphQL over HTTP, by the audits of its makers?

A question by GET is the one thing that we leave out of what a server may do: addresses end in logs.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from listening import listening

from api.app import application
from api.schema import schema
from schema.settings import Settings


def test_every_audit_passes(server: Settings, tmp_path: Path, run: Callable[..., Any]) -> None:
    own = {"home": tmp_path} if server.neo4j_uri else {}
    with listening(application(server.model_copy(update=own), schema)) as address:
        audits = run("audits.mjs", f"{address}/graphql")
    failed = [audit for audit in audits if audit["status"] != "ok"]
    by_get = [audit for audit in failed if "GET" in audit["name"] and audit["status"] == "notice"]
    assert len(audits) > 50
    assert [audit for audit in failed if audit not in by_get] == []
    assert all(audit["name"].startswith("MAY ") for audit in by_get)

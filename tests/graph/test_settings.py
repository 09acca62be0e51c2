"""What the environment says of folders and databases, and what it must not be taken to say."""

from pathlib import Path

import pytest

from schema.environment import environment_of
from schema.settings import Settings

OURS = ("PEERLINE_HOME", "PEERLINE_CACHE", "PEERLINE_WORKSPACE", "NEO4J_URI")


def test_the_users_own_variables_are_not_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in OURS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "CACHE", "WORKSPACE", "SERVER_MEMORY"):
        monkeypatch.setenv(name, str(tmp_path / "theirs"))
    assert Settings().home == tmp_path / ".peerline"
    assert Settings().workspace is None
    assert tmp_path / "theirs" != Settings().cache


def test_variables_of_ours_are_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PEERLINE_HOME", str(tmp_path / "ours"))
    monkeypatch.setenv("PEERLINE_SERVER_MEMORY", "1024")
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    monkeypatch.setenv("NEO4J_USERNAME", "reader")
    found = Settings()
    assert (found.home, found.server_memory) == (tmp_path / "ours", 1024)
    assert (found.neo4j_uri, found.neo4j_user) == ("bolt://127.0.0.1:1", "reader")


def test_the_environment_gives_another_process_the_same_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(
        home=tmp_path, server_memory=900, neo4j_uri="bolt://x", neo4j_password="secret"
    )
    for name, value in environment_of(settings).items():
        monkeypatch.setenv(name, value)
    assert Settings() == settings

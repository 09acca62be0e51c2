"""With two databases behind an alias, nobody is answered from a graph in the making, and the graph
before can be taken back.

Neo4j's Community Edition has neither several databases nor aliases. Here two real servers hold a
database each; only what an alias stands for is told by a table, in place of the system database.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from homes import load_from
from neo4j import Driver, GraphDatabase
from pydantic import SecretStr

from algorithms.introductions import tie_index
from graph import aliases, connection, embedded, served
from graph.digest import digest
from graph.embedded import Address, ServerError
from graph.publishing import NothingPublished, made_from
from graph.turns import take_back
from refresh import refresh
from schema.settings import Settings
from workspace.suppression import suppress

COUNTED = "MATCH (n) RETURN count(n) AS nodes, count(CASE WHEN n:Paper THEN 1 END) AS papers"


@dataclass
class Servers:
    """Two servers, each by the name of its database, and what stands in the system database."""

    at: dict[str, Address]
    stands_for: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def driver(self, settings: Settings) -> Iterator[Any]:
        """In the place of `graph.connection.driver`."""
        address = self.at.get(settings.neo4j_database)
        if address is None:
            yield SimpleNamespace(execute_query=self._told)
            return
        with GraphDatabase.driver(
            address.uri, auth=(address.user, address.password), notifications_min_severity="OFF"
        ) as driver:
            yield driver

    def counted(self, database: str) -> dict[str, int]:
        with self._at(database) as driver:
            return dict(driver.execute_query(COUNTED, database_=database).records[0])

    def digest(self, database: str) -> str:
        with self._at(database) as driver:
            return digest(driver, database)

    def _at(self, database: str) -> Any:
        return self.driver(Settings(neo4j_database=database))

    def _told(self, statement: str, given: dict[str, str], database_: str) -> Any:
        assert database_ == "system"
        alias, rows = given["alias"], []
        if statement == aliases.STANDS_FOR:
            rows = [{"target": self.stands_for[alias]}] if alias in self.stands_for else []
        elif statement == aliases.EMPTIED:
            with self._at(given["database"]) as driver:
                driver.execute_query("MATCH (n) DETACH DELETE n", database_=given["database"])
        else:
            is_new = alias not in self.stands_for
            assert statement == (aliases.MADE if is_new else aliases.POINTED)
            self.stands_for[alias] = given["database"]
        return SimpleNamespace(records=rows)


@pytest.fixture
def servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Servers]:
    homes = [
        Settings(home=tmp_path / name, neo4j_uri=None, neo4j_database=name, server_memory=800)
        for name in ("blue", "green")
    ]
    try:
        found = Servers({home.neo4j_database: embedded.up(home) for home in homes})
        monkeypatch.setattr(connection, "driver", found.driver)
        yield found
    finally:
        for home in homes:
            embedded.down(home)


@pytest.fixture
def settings(tmp_path: Path, but_papers: Path) -> Settings:
    """A home without papers, to be served by two databases."""
    shutil.copytree(but_papers, tmp_path / "home")
    return Settings(
        home=tmp_path / "home",
        neo4j_uri="neo4j://nowhere.example",
        neo4j_password=SecretStr("none"),
        neo4j_database="peerline",
        neo4j_databases=("blue", "green"),
    )


def test_a_new_graph_takes_the_place_of_the_one_before_until_it_is_taken_back(
    servers: Servers, settings: Settings, small_country: Path
) -> None:
    refresh(settings)
    assert (servers.stands_for, served.now(settings).database) == ({"peerline": "blue"}, "blue")
    before, index = servers.digest("blue"), tie_index.current(settings.home)
    assert servers.counted("green")["nodes"] == 0

    load_from(small_country, settings.home)
    seen = []
    refresh(settings, progress=lambda _: seen.append(served.now(settings).database))
    assert set(seen) == {"blue"}, "the alias moved before the graph was whole"
    assert (servers.stands_for, served.now(settings).database) == ({"peerline": "green"}, "green")
    assert servers.digest("blue") == before
    assert servers.counted("green")["papers"] > servers.counted("blue")["papers"] == 0
    after = tie_index.current(settings.home)
    assert after and after != index

    assert take_back(settings) == "blue"
    assert (servers.stands_for, served.now(settings).database) == ({"peerline": "blue"}, "blue")
    assert tie_index.current(settings.home) == index
    assert len(made_from(settings.home)) == 2

    person = _a_physician(servers)
    suppress(settings, person["id"], [f"npi:{person['npi']}"], by="kim", why="asked by letter")
    refresh(settings)
    assert served.now(settings).database == "green"
    assert servers.counted("blue")["nodes"] == 0, "who is left out may be taken back"
    with pytest.raises(NothingPublished, match="no graph to take back to: blue holds none"):
        take_back(settings)


def _a_physician(servers: Servers) -> dict[str, str]:
    text = "MATCH (p:Physician) WHERE p.npi IS NOT NULL RETURN p.personId AS id, p.npi AS npi"
    with servers._at("green") as driver:
        return dict(driver.execute_query(f"{text} LIMIT 1", database_="green").records[0])


def test_one_database_has_nothing_to_be_taken_back(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished, match="NEO4J_DATABASES names no two databases"):
        take_back(Settings(home=tmp_path))


def test_an_alias_of_a_third_database_is_not_moved(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "driver", Servers({}, {"peerline": "ledger"}).driver)
    with pytest.raises(ServerError, match=r"stands for ledger, which is not of NEO4J_DATABASES"):
        aliases.spare(settings)


@pytest.mark.parametrize(
    "manage",
    [
        lambda at: aliases._run(at, aliases.MADE, database="green"),
        lambda at: aliases._run(at, aliases.POINTED, database="green"),
        lambda at: aliases.empty(at, "green"),
    ],
    ids=["made", "pointed", "emptied"],
)
def test_a_server_without_aliases_reads_the_statements_and_says_what_it_lacks(
    server: Settings, driver: Driver, manage: Callable[[Settings], None]
) -> None:
    at = server.model_copy(update={"neo4j_databases": ("blue", "green")})
    with pytest.raises(ServerError, match="Unsupported administration command") as refused:
        manage(at)
    assert "needs Neo4j Enterprise" in str(refused.value)


@pytest.mark.parametrize("names", ["blue", "blue,blue", "blue,green,red", "Blue, blue"])
def test_neither_one_database_nor_three_are_a_pair(
    monkeypatch: pytest.MonkeyPatch, names: str
) -> None:
    monkeypatch.setenv("NEO4J_DATABASES", names)
    with pytest.raises(ValueError, match="name two databases, or none"):
        Settings()

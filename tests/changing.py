"""A home in which people have something to change: two namesakes in lake, claims and graph."""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from neo4j import AsyncGraphDatabase, Driver
from stating import stated
from strawberry.types import ExecutionResult

from api.callers import Caller, Role
from api.context import Context
from api.cursors import Cursors
from api.schema import schema
from graph import connection
from identity.resolve import resolve
from schema.mentions import Affiliation, Byline
from schema.settings import Settings

OAK = "Department of Hearts, Oak University, Springfield, IL."
ELM = "Institute of Bones, Elm Hospital, Dover, DE."
PAPERS = (("1", OAK, "Marsh"), ("2", OAK, "Marsh"), ("3", OAK, "Marsh"))
PAPERS += (("4", ELM, "Reed"), ("5", ELM, "Reed"))
#   oak (Ada Smith of Oak, papers 1 to 3) ── marsh        elm (Ada Smith of Elm, 4 and 5) ── reed
DRAW = """
CREATE (oak:Person {personId: $oak, name: 'Ada Smith', state: 'IL', paperCount: 3, trialCount: 0})
CREATE (elm:Person {personId: $elm, name: 'Ada Smith', state: 'DE', npi: '1999000023',
  paperCount: 2, trialCount: 0})
CREATE (marsh:Person {personId: $marsh, name: 'Bo Marsh', state: 'IL', paperCount: 3,
  trialCount: 0})
CREATE (reed:Person {personId: $reed, name: 'Bo Reed', state: 'DE', paperCount: 2, trialCount: 0})
CREATE (oak)-[:CONNECTED_TO {strength: 0.5, papers: 3, trials: 0}]->(marsh)
CREATE (elm)-[:CONNECTED_TO {strength: 0.5, papers: 2, trials: 0}]->(reed)
"""


@dataclass
class Office:
    """A home and the graph of it; `oak` and `elm` are the namesakes' ids."""

    settings: Settings
    oak: str
    elm: str
    uri: str
    auth: tuple[str, str]
    database: str

    def ask(
        self,
        query: str,
        role: str = "steward",
        subject: str = "u-1",
        territory: tuple[str, ...] = (),
        settings: Settings | None = None,
        uri: str = "",
        **variables: Any,
    ) -> ExecutionResult:
        """The answer to a caller of that role."""
        return asyncio.run(
            self._asked(query, Caller(subject, Role(role), frozenset(territory)),
                        settings or self.settings, uri or self.uri, variables)
        )  # fmt: skip

    def data(self, query: str, **how: Any) -> Any:
        """The answer's data; there must be no error."""
        result = self.ask(query, **how)
        assert result.errors is None, result.errors
        return result.data

    def codes(self, query: str, **how: Any) -> list[str]:
        """The codes of the answer's errors."""
        return [(error.extensions or {})["code"] for error in self.ask(query, **how).errors or []]

    async def _asked(
        self, query: str, caller: Caller, at: Settings, uri: str, variables: dict[str, Any]
    ) -> Any:
        async with AsyncGraphDatabase.driver(uri, auth=self.auth) as driver:
            cursors = Cursors(at.home / "cursor.key")
            context = Context(driver, self.database, cursors, at.home, caller=caller, settings=at)
            return await schema.execute(query, variable_values=variables, context_value=context)


@pytest.fixture(scope="session")
def namesakes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A home in which the namesakes are loaded and decided about, to be copied; persons by
    mention."""
    home = tmp_path_factory.mktemp("namesakes")
    bylines, places = [], []
    for pmid, at, other in PAPERS:
        for position, (last, fore) in enumerate((("Smith", "Ada"), (other, "Bo")), 1):
            mention = f"pubmed:{pmid}:{position}"
            name = {"last_name": last, "fore_name": fore, "is_valid": True, "is_equal": False}
            bylines.append({"mention": mention, "pmid": pmid, "position": position, **name})
            places.append({"mention": mention, "ordinal": 1, "text": at})
    lake = stated(home, {Byline: bylines, Affiliation: places})
    resolve(lake)
    rows = lake.run('SELECT mention, person_id FROM claims."Claim"').fetchall()
    lake.close()
    return home, dict(rows)


@pytest.fixture
def office(
    tmp_path: Path, driver: Driver, server: Settings, namesakes: tuple[Path, dict[str, str]]
) -> Office:
    """The namesakes, loaded, decided about and drawn."""
    home, persons = namesakes
    shutil.copytree(home, tmp_path, dirs_exist_ok=True)
    places = {"oak": "1:1", "elm": "4:1", "marsh": "1:2", "reed": "4:2"}
    ids = {name: persons[f"pubmed:{place}"] for name, place in places.items()}
    driver.execute_query(DRAW, ids, database_=server.neo4j_database)
    there = connection.address(server)
    at = Settings(home=tmp_path, workspace=None)
    auth, database = (there.user, there.password), server.neo4j_database
    return Office(at, ids["oak"], ids["elm"], there.uri, auth, database)

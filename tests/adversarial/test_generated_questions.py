"""Questions that Schemathesis makes from the schema: none is a fault of ours, whatever it asks.

`PEERLINE_EXAMPLES` says how many; `make questions` asks 2,000.
"""

import os
import re
from pathlib import Path
from typing import Any

import schemathesis
from graphql import get_introspection_query
from hypothesis import HealthCheck, given, settings
from neo4j import Driver
from starlette.testclient import TestClient

from api.app import application
from api.schema import schema
from graph.constraints import constrain
from schema.settings import Settings

EXAMPLES = int(os.environ.get("PEERLINE_EXAMPLES", "300"))
CODES = {"BAD_USER_INPUT", "COST_EXCEEDED", "NOT_FOUND"}
# Words of Python, of the driver and of Cypher that no caller is to read.
INNER = re.compile(
    r"Traceback|Exception|(?<!Syntax )Error:|Neo\.|neo4j|MATCH \(|COLLECT|object at 0x|NoneType"
)
GRAPH = """
CREATE (a:Person:Physician {personId: 'P1', name: 'Ada Quill', lastName: 'Quill',
  foreName: 'Ada', nameKeys: ['quill ada'], npi: '1999000015', state: 'IL', influence: 1.0})
CREATE (b:Person {personId: 'P2', name: 'Bo Marsh', nameKeys: ['marsh bo']})
CREATE (a)-[:CONNECTED_TO {strength: 0.5, paperStrength: 0.5, papers: 1, trials: 0,
  paperLastOn: date('2024-02-29'), firstOn: date('2024-02-29'), lastOn: date('2024-02-29'),
  strengthReasons: ['1 joint paper']}]->(b)
"""


def test_no_generated_question_is_a_fault_of_ours(
    driver: Driver, server: Settings, tmp_path: Path
) -> None:
    constrain(driver, server.neo4j_database)
    driver.execute_query(GRAPH, database_=server.neo4j_database)
    own = {"home": tmp_path} if server.neo4j_uri else {}
    faults: dict[str, str] = {}
    asked = answered = 0
    app = application(server.model_copy(update=own), schema)
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50_000)) as client:
        described = client.post("/graphql", json={"query": get_introspection_query()}).json()
        questions = schemathesis.graphql.from_dict(described["data"]).as_strategy()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(questions)
        def ask(case: Any) -> None:
            nonlocal asked, answered
            asked += 1
            answer = client.post("/graphql", json={"query": case.body})
            told = answer.json()
            answered += "errors" not in told
            codes = {error["extensions"]["code"] for error in told.get("errors", [])}
            if answer.status_code != 200 or not codes <= CODES or INNER.search(_errors(told)):
                faults.setdefault(_errors(told), case.body)

        ask()
    assert faults == {}
    assert asked >= EXAMPLES / 2
    assert answered >= asked / 50, f"only {answered} of {asked} questions were answered"


def _errors(told: dict[str, Any]) -> str:
    """The messages, without what differs from one question to the next."""
    words = " | ".join(error["message"] for error in told.get("errors", []))
    return re.sub(r"request [0-9a-f]{12}", "request", words)[:300]

"""Do clients that others generate from the schema and the documented questions compile, as strictly
as their languages check, and get the answers that the API gives?"""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from cookbook import QUESTIONS

VARIABLES = json.dumps({question.name: question.variables for question in QUESTIONS})
CODEGEN = "from ariadne_codegen.main import main; main()"


@pytest.fixture
def direct(country: str) -> dict[str, Any]:
    """What the API itself answers to each question."""
    answers = {}
    for name, text, variables in QUESTIONS:
        answer = httpx.post(country, json={"query": text, "variables": variables}, timeout=60)
        assert "errors" not in answer.json(), answer.text
        answers[name] = answer.json()["data"]
    return answers


def _without_types(value: Any) -> Any:
    """The answer without `__typename`, which a client asks for where a field may be several."""
    if isinstance(value, dict):
        return {key: _without_types(each) for key, each in value.items() if key != "__typename"}
    return [_without_types(each) for each in value] if isinstance(value, list) else value


def test_a_client_of_typescript_compiles_strictly_and_is_answered(
    run: Callable[..., Any], country: str, direct: dict[str, Any]
) -> None:
    assert run("compile.mjs") == []
    told = run("compiled/questions.js", country, VARIABLES)
    assert len(told["answers"]) == 20 and told["answers"] == direct
    assert told["paid"] == ["5500.50", "4000.00", "180.35"]


def test_a_client_of_python_is_typed_and_is_answered(
    python: Callable[..., str], country: str, direct: dict[str, Any]
) -> None:
    python("-c", CODEGEN, "client", "--config", "ariadne.toml")
    python("-m", "mypy", "--strict", "generated", "questions.py")
    told = json.loads(python("questions.py", country, VARIABLES))
    assert len(told["answers"]) == 20 and _without_types(told["answers"]) == direct
    assert told["typed"] == [
        "Decimal('5500.50')",
        "datetime.date(2024, 2, 1)",
        "datetime.datetime(2026, 3, 1, 12, 30, tzinfo=TzInfo(0))",
    ]

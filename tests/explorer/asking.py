"""What a test asks the server itself, to know what the page must show."""

from typing import Any

import httpx


def ask(address: str, question: str, **variables: Any) -> Any:
    """The data of an answer, as whoever sits at the machine."""
    body = {"query": question, "variables": variables}
    answer = httpx.post(f"{address}/graphql", json=body, timeout=120).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]

"""The questions of the benchmarks are valid by the schema: a refusal is fast, and no answer."""

import pytest
from graphql import parse, validate

from api.schema import schema
from benchmarks import answers, endurance

TEXTS = {
    name: text
    for module in (answers, endurance)
    for name, text in vars(module).items()
    if name.isupper() and isinstance(text, str) and text.startswith(("query", "{"))
}
OF_THE_PEER = {name for name in TEXTS if name.endswith("_PEER")}


@pytest.mark.parametrize("name", sorted(TEXTS.keys() - OF_THE_PEER))
def test_a_question_is_valid(name: str) -> None:
    assert validate(schema._schema, parse(TEXTS[name])) == []


def test_every_question_is_looked_at() -> None:
    assert {"PROFILE", "TOP", "ROWS", "INTRODUCTIONS", "INFLUENCE", "SLOW"} <= TEXTS.keys()

"""Every class of the vocabulary says what it and each of its fields mean, in one spelling."""

import re
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from graph.constraints import statements
from schema import nodes, profession, relationships
from schema.catalogue import CLAIMS, CONCLUSIONS, MENTIONS, NODES, RELATIONSHIPS
from schema.vocabulary import ARROW, Declared, Field, camel

ALL: list[type[Declared]] = [*NODES, *RELATIONSHIPS, *MENTIONS, *CLAIMS, *CONCLUSIONS]


def _snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda found: "_" + found[0].lower(), name)


@pytest.mark.parametrize("declared", ALL, ids=lambda cls: cls.__name__)
def test_every_class_and_field_is_described_in_a_sentence(declared: type[Declared]) -> None:
    texts = [declared.about(), *(field.about for field in declared.fields())]
    assert all(text.endswith(".") and len(text) > 3 and "\n" not in text for text in texts), texts


@pytest.mark.parametrize("declared", ALL, ids=lambda cls: cls.__name__)
def test_the_graphs_spelling_leads_back_to_the_fields_name(declared: type[Declared]) -> None:
    names = [field.name for field in declared.fields()]
    assert [_snake(camel(name)) for name in names] == names
    assert len({camel(name) for name in names}) == len(names)


@pytest.mark.parametrize("declared", ALL, ids=lambda cls: cls.__name__)
def test_every_annotation_of_a_class_is_a_field(declared: type[Declared]) -> None:
    own = [name for name in declared.__annotations__ if not name.startswith("_")]
    assert [field.name for field in declared.fields()][-len(own) or None :] == own


def test_keys_search_and_filters_name_declared_fields() -> None:
    for node in NODES:
        fields = {field.name: field for field in node.fields()}
        assert fields[node.key].required, node
        assert set(node.search) | set(node.indexed) <= set(fields), node
    for relationship in RELATIONSHIPS:
        assert set(relationship.apart) <= {f.name for f in relationship.fields()}, relationship


def test_two_classes_of_one_type_join_different_labels() -> None:
    pairs = [(r.type_name, r.start, r.end) for r in RELATIONSHIPS]
    assert len(set(pairs)) == len(pairs)


def test_scores_have_reasons_beside_them() -> None:
    for declared in ALL:
        names = {field.name for field in declared.fields()}
        for name in names & {"influence", "connector", "strength"}:
            assert f"{name}_reasons" in names, declared
        assert ("identity_score" in names) == ("identity_reasons" in names), declared


def test_a_field_knows_its_type_and_whether_it_is_required_or_many() -> None:
    paper = {field.name: field for field in nodes.Paper.fields()}
    assert paper["pmid"] == Field("pmid", str, False, True, "PubMed identifier.")
    assert paper["types"] == Field("types", str, True, False, "Publication types.")
    assert paper["types"].arrow == pa.list_(pa.string())
    assert (paper["published_on"].type, paper["published_on"].required) == (date, False)
    assert paper["published_on"].arrow == pa.date32()
    assert ARROW[datetime] == pa.timestamp("us", tz="UTC")
    assert ARROW[Decimal].scale == 2


def test_a_relationships_columns_begin_with_its_ends() -> None:
    assert relationships.PRACTISES.columns().names == ["start", "end", "is_primary"]
    assert profession.Licence.columns().names[:3] == ["licence_id", "number", "state"]


def test_the_statements_of_a_label_are_the_reviewed_ones() -> None:
    company = [statement for statement in statements() if ":Company)" in statement]
    assert company == [
        "CREATE CONSTRAINT Company_companyId IF NOT EXISTS "
        "FOR (n:Company) REQUIRE n.companyId IS UNIQUE",
        "CREATE INDEX Company_familyId IF NOT EXISTS FOR (n:Company) ON (n.familyId)",
        "CREATE FULLTEXT INDEX Company_search IF NOT EXISTS FOR (n:Company) ON EACH [n.name] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}",
    ]
    person = [statement.split(" FOR ")[1] for statement in statements() if ":Person)" in statement]
    assert person == [
        "(n:Person) REQUIRE n.personId IS UNIQUE",
        "(n:Person) ON (n.npi)",
        "(n:Person) ON (n.orcid)",
        "(n:Person) ON (n.state)",
        "(n:Person) ON (n.county)",
        "(n:Person) ON (n.specialty)",
        "(n:Person) ON EACH [n.nameKeys, n.otherNameKeys] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
        "(n:Person) ON (n.community)",
        "(n:Person) ON (n.influence)",
        "(n:Person) ON (n.connector)",
        "(n:Person) ON (n.emerging)",
        *(
            f"(n:Person) ON (n.{scope}, n.{score})"
            for scope in ("specialty", "state")
            for score in ("influence", "connector", "emerging")
        ),
    ]


def test_every_label_has_one_unique_key() -> None:
    unique = [statement for statement in statements() if "IS UNIQUE" in statement]
    assert len(unique) == len(NODES) == len(set(unique))

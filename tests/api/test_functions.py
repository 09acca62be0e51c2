"""What was said with liaisons is for science; whoever sells learns that and when, and no more."""

from dataclasses import replace
from typing import Any

import pytest
from changing import Office
from neo4j import Driver
from purposes import SET, ask

from schema.environment import environment_of
from schema.settings import Settings
from workspace import audit

# Oak was met by MSL-01 of Team East on 1 March and by a visitor of the field force on 1 May 2024; a
# visit of June was called off. Elm was met by nobody of a team.
MET = """
MATCH (oak:Person {personId: $oak}), (elm:Person {personId: $elm})
CREATE (msl:Liaison {liaisonId: 'MSL-01'})-[:MEMBER_OF]->(:Team {teamId: 'Team East'}),
  (rep:Liaison {liaisonId: 'R-9'})-[:MEMBER_OF]->(:Team {teamId: 'Field Force'}),
  (:Liaison {liaisonId: 'MSL-02'})-[:HELD]->(:Engagement {engagementId: 'E4', source: 'engagements',
    heldOn: date('2024-02-01'), isCancelled: false})-[:ENGAGED]->(elm),
  (msl)-[:MET {strength: 0.5}]->(oak)
WITH oak, msl, rep
UNWIND [[msl, 'E1', '2024-03-01', 'visit', false], [rep, 'E2', '2024-05-01', 'phone', false],
  [msl, 'E3', '2024-06-01', 'visit', true]] AS row
WITH oak, row, row[0] AS who
CREATE (who)-[:HELD]->(e:Engagement {engagementId: row[1], heldOn: date(row[2]), channel: row[3],
  isCancelled: row[4], source: 'engagements', record: row[1]})-[:ENGAGED]->(oak),
  (e)-[:NOTED]->(:Debrief {engagementId: row[1], isActionable: true})"""
LAST = """query($person: String!, $asOf: Date) { lastTouch(person: $person, asOf: $asOf) {
  on functions channel teams liaisons engagementId source logFrom logUntil } }"""
PLAIN = "query($person: String!) { lastTouch(person: $person) { on functions channel source } }"
RAPPORT = "query($person: String!) { rapport(person: $person) { contact { name value } } }"
SIGNS = "query($person: String!) { rapport(person: $person) { why signs { sentence } } }"
DATES = "query($person: String!) { person(id: $person) { engagements { nodes { heldOn } } } }"
SAID = """query($person: String!) {
  person(id: $person) { engagements { nodes { debrief { isActionable } } } } }"""
FILTER = """query($filter: PersonFilter) { people(filter: $filter) { nodes { personId } } }"""
BY_ID = 'query { node(id: "Engagement:E1") { id } }'
CYPHER = 'query { cypher(statement: "MATCH (d:Debrief) RETURN d") { columns } }'


@pytest.fixture
def field(office: Office, driver: Driver) -> Office:
    """The office with engagements, and purposes of three functions."""
    ids = {"oak": office.oak, "elm": office.elm}
    driver.execute_query(MET, ids, database_=office.database)
    return replace(office, settings=office.settings.model_copy(update=SET))


def _is_forbidden(result: Any) -> bool:
    codes = {(error.extensions or {}).get("code") for error in result.errors or []}
    assert codes <= {"FORBIDDEN"}, result.errors
    return bool(codes)


def _data(result: Any) -> Any:
    assert result.errors is None, result.errors
    return result.data


@pytest.mark.parametrize(
    ("query", "barred"),
    [
        (SAID, {"pricing", "sales call", "", "a hobby"}),
        (SIGNS, {"pricing", "sales call", "", "a hobby"}),
        (DATES, {"sales call", "", "a hobby"}),
        (RAPPORT, {"sales call", "", "a hobby"}),
        (BY_ID, {"sales call", "", "a hobby"}),
        (PLAIN, set()),
    ],
    ids=["said", "signs", "dates", "rapport", "node", "last touch"],
)
def test_a_purpose_reads_of_engagements_what_its_function_may(
    field: Office, query: str, barred: set[str]
) -> None:
    purposes = ("study", "pricing", "sales call", "", "a hobby")
    found = {one for one in purposes if _is_forbidden(ask(field, query, one, person=field.oak))}
    assert found == barred


def test_no_way_round_leads_a_commercial_purpose_to_conversations(field: Office) -> None:
    for filter in (
        {"engagements": {}},
        {"metBy": {"node": {"liaisonId": {"eq": "MSL-01"}}}},
        {"not": {"engagements": {"node": {"channel": {"eq": "visit"}}}}},
    ):
        assert _is_forbidden(ask(field, FILTER, "sales call", filter=filter))
        assert not _is_forbidden(ask(field, FILTER, "pricing", filter=filter))
    for query in (
        CYPHER,
        "{ engagements { totalCount } }",
        "{ debriefs { totalCount } }",
        "{ liaisons { nodes { met { totalCount } } } }",
        '{ nextTouches(liaison: "MSL-01") { asOf } }',
        '{ introductions(from: ["MSL-01"], to: ["P1"]) { strength } }',
    ):
        assert _is_forbidden(ask(field, query, "sales call")), query


def test_a_refusal_says_for_which_purposes_it_is_and_where_the_last_touch_is(
    field: Office,
) -> None:
    [error] = ask(field, "{ debriefs { totalCount } }", "sales call", role="analyst").errors
    assert error.message == (
        "`Query.debriefs` is for a market access or medical purpose; yours is commercial. Name one "
        "by `Peerline-Purpose`; when anybody of us last touched a person is told for any, by "
        "`lastTouch`."
    )
    [none] = ask(field, "{ debriefs { totalCount } }", "").errors
    assert "yours has no function" in none.message
    [role] = ask(field, "{ debriefs { totalCount } }", "study", role="viewer").errors
    assert "is for admin or analyst or steward; you ask as viewer" in role.message


def test_the_last_touch_is_of_anybody_and_its_details_are_of_the_field(field: Office) -> None:
    assert _data(ask(field, LAST, "study", person=field.oak))["lastTouch"] == {
        "on": "2024-05-01",
        "functions": ["COMMERCIAL"],
        "channel": "phone",
        "teams": ["Field Force"],
        "liaisons": ["R-9"],
        "engagementId": "E2",
        "source": "engagements",
        "logFrom": "2024-02-01",
        "logUntil": "2024-05-01",
    }
    early = _data(ask(field, LAST, "pricing", person=field.oak, asOf="2024-04-30"))["lastTouch"]
    assert (early["on"], early["functions"]) == ("2024-03-01", ["MEDICAL"])
    assert _data(ask(field, PLAIN, "sales call", person=field.oak))["lastTouch"] == {
        "on": "2024-05-01",
        "functions": ["COMMERCIAL"],
        "channel": "phone",
        "source": "engagements",
    }
    assert _is_forbidden(ask(field, LAST, "sales call", person=field.oak))
    # A team that nobody lists, or none at all, is medical.
    elm = _data(ask(field, LAST, "study", person=field.elm))["lastTouch"]
    assert (elm["on"], elm["functions"], elm["teams"]) == ("2024-02-01", ["MEDICAL"], [])


def test_silence_on_a_person_is_told_with_the_days_of_the_log(field: Office) -> None:
    none = _data(ask(field, LAST, "study", person=field.elm, asOf="2024-01-31"))["lastTouch"]
    assert {value for value in none.values() if value} == set()
    people = _data(ask(field, FILTER, "study", filter={"name": {"eq": "Bo Marsh"}}))["people"]
    unmet = people["nodes"][0]["personId"]
    last = _data(ask(field, LAST, "study", person=unmet))["lastTouch"]
    assert (last["on"], last["functions"], last["logFrom"]) == (None, [], "2024-02-01")


def test_a_liaison_asks_of_the_own_territory_and_nobody_of_who_is_suppressed(
    field: Office,
) -> None:
    mine: dict[str, Any] = {"role": "liaison", "subject": "MSL-01", "territory": ("IL",)}
    assert not _is_forbidden(ask(field, LAST, "study", person=field.oak, **mine))
    assert _is_forbidden(ask(field, LAST, "study", person=field.elm, **mine))
    assert _is_forbidden(ask(field, PLAIN, "study", role="viewer", person=field.oak))
    field.data('mutation($who: String!) { suppress(person: $who, why: "w") { takesEffect } }',
               who=field.oak)  # fmt: skip
    for person in (field.oak, "nobody", "", "x" * 10_000):
        [error] = ask(field, PLAIN, "study", person=person).errors
        assert error.extensions == {"code": "BAD_USER_INPUT"}
    [error] = ask(field, LAST, "study", person=field.elm, asOf="0001-01-01").errors
    assert "`asOf` is 0001-01-01; give a year of 1900" in error.message


def test_without_functions_everything_is_medical(office: Office, driver: Driver) -> None:
    ids = {"oak": office.oak, "elm": office.elm}
    driver.execute_query(MET, ids, database_=office.database)
    assert not _is_forbidden(ask(office, SAID, "", person=office.oak))
    assert not _is_forbidden(ask(office, SAID, "sales call", person=office.oak))


def test_a_segment_is_read_and_kept_for_its_function(field: Office) -> None:
    save = """mutation { saveSegment(name: "Ours", isShared: true,
      levels: [{enters: {paperCount: {gte: 3}}}]) { segment { id } } }"""
    id = _data(ask(field, save, "study"))["saveSegment"]["segment"]["id"]
    listed = "{ segments { id } }"
    assert _data(ask(field, listed, "study"))["segments"] == [{"id": id}]
    assert _data(ask(field, listed, "sales call"))["segments"] == []
    within = {"inSegment": {"segments": [id]}}
    assert len(_data(ask(field, FILTER, "study", filter=within))["people"]["nodes"]) == 2
    [error] = ask(field, FILTER, "sales call", filter=within).errors
    assert "no segment of that id is yours or shared" in error.message
    [error] = ask(field, save, "sales call").errors
    assert "a segment of that name for another function" in error.message
    assert _is_forbidden(ask(field, save, ""))
    assert _is_forbidden(ask(field, listed, ""))


def test_each_read_is_put_down_with_its_purpose(field: Office) -> None:
    ask(field, PLAIN, "sales call", person=field.oak)
    last = audit.entries(field.settings, 1)[0]
    assert (last["roots"], last["purpose"]) == (["lastTouch"], "sales call")
    assert last["persons"] == [field.oak]


@pytest.mark.parametrize("given", ["study", "study=", "=medical", "study=sales", "a=b=c"])
def test_a_function_that_nobody_knows_is_refused_with_those_there_are(given: str) -> None:
    with pytest.raises(ValueError, match="write NAME=FUNCTION, one of medical, market access"):
        Settings(functions=(given,))


def test_a_purpose_with_an_equals_sign_is_read_to_its_last() -> None:
    at = Settings(functions=("a=b = commercial", " study =medical"))
    assert at.function_of("a=b") == "commercial"
    assert (at.function_of("study"), at.function_of("")) == ("medical", None)
    assert Settings().function_of("anything") == "medical"
    assert environment_of(at)["PEERLINE_FUNCTIONS"] == "a=b = commercial, study =medical"

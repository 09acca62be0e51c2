"""What people change over the API is kept, previewed, written down, and seen when it says so."""

import pytest
from changing import Office

from identity.resolve import resolve
from lake.current import Lake
from workspace import judgements, suppression
from workspace.audit import entries, verify
from workspace.saved import saved

TOUCHED = """judgement { number kind by why } takesEffect touched { persons { personId name }
  personCount mentionCount records recordCount tieCount outranked }"""
SAME = f"""mutation Merge($one: String!, $other: String!, $dry: Boolean!) {{
  judgeSamePerson(one: $one, other: $other, why: "one CV", dryRun: $dry) {{ {TOUCHED} }} }}"""
DIFFERENT = f"""mutation($one: String!, $other: String!) {{
  judgeDifferentPersons(one: $one, other: $other, why: "two CVs") {{ {TOUCHED} }} }}"""
NOT_HERS = f"""mutation($person: String!, $record: String!) {{
  judgeNotHers(person: $person, record: $record, why: "her letter") {{ {TOUCHED} }} }}"""
UNDO = """mutation($number: Int!, $dry: Boolean!) {
  undoJudgement(number: $number, why: "typed wrongly", dryRun: $dry) {
    judgement { number undoneBy undoneWhy } touched { personCount recordCount } } }"""
SUPPRESS = """mutation($who: String!) { suppress(person: $who, why: "opted out",
  askedOn: "2026-02-28") { takesEffect suppressions { number keyCount by why askedOn } } }"""
RELEASE = """mutation($who: String!) { release(person: $who, why: "asked again") {
  takesEffect suppressions { number releasedAt } } }"""
DOCUMENT = "query($s: String) { people(filter: {state: {eq: $s}}) { totalCount } }"
SAVE = """mutation($name: String!, $document: String!, $shared: Boolean) {
  saveQuery(name: $name, document: $document, variables: {s: "IL"}, isShared: $shared) {
    savedQuery { id name owner document variables isShared citation { snapshot version } } } }"""
LIST = "{ savedQueries { id name owner } }"


def _person_of(office: Office, mention: str) -> str:
    lake = Lake(office.settings.home)
    resolve(lake, judgements.standing(office.settings))
    rows = lake.run('SELECT person_id FROM claims."Claim" WHERE mention = $1', mention).fetchall()
    lake.close()
    return str(rows[0][0])


def test_a_preview_says_what_a_judgement_touches_and_keeps_nothing(office: Office) -> None:
    (payload,) = office.data(SAME, one=office.oak, other=office.elm, dry=True).values()
    touched = payload["touched"]
    assert payload["judgement"] is None
    assert payload["takesEffect"] == "AT_NEXT_REFRESH"
    assert {row["personId"] for row in touched.pop("persons")} == {office.oak, office.elm}
    # Ada Smith of Oak has three bylines, of Elm two, each in a paper of its own; one tie each.
    assert touched == {
        "personCount": 2,
        "mentionCount": 5,
        "records": [f"pubmed:{pmid}" for pmid in (1, 2, 3, 4, 5)],
        "recordCount": 5,
        "tieCount": 2,
        "outranked": [],
    }
    assert judgements.judgements(office.settings) == []


def test_a_judgement_of_the_api_joins_two_persons_at_the_next_refresh(office: Office) -> None:
    (payload,) = office.data(SAME, one=office.oak, other=office.elm, dry=False).values()
    assert payload["judgement"] == {"number": 1, "kind": "SAME", "by": "u-1", "why": "one CV"}
    (kept,) = judgements.judgements(office.settings)
    assert (kept.kind, len(kept.one), len(kept.other), kept.by) == ("same", 3, 2, "u-1")
    assert _person_of(office, "pubmed:4:1") == office.oak


def test_a_paper_that_is_not_hers_is_someone_elses(office: Office) -> None:
    (payload,) = office.data(NOT_HERS, person=office.oak, record="3").values()
    assert payload["touched"]["mentionCount"] == 3
    assert _person_of(office, "pubmed:3:1") != _person_of(office, "pubmed:1:1")


def test_a_judgement_says_which_it_outranks_and_is_undone(office: Office) -> None:
    office.data(SAME, one=office.oak, other=office.elm, dry=False)
    pair = {"one": "pubmed:1:1", "other": "pubmed:4:1"}
    (payload,) = office.data(DIFFERENT, **pair).values()
    assert payload["touched"]["outranked"] == [1]
    (preview,) = office.data(UNDO, number=1, dry=True).values()
    assert preview == {"judgement": None, "touched": {"personCount": 2, "recordCount": 5}}
    assert judgements.judgements(office.settings)[0].undone_at is None
    (undone,) = office.data(UNDO, number=1, dry=False, subject="u-2").values()
    assert undone["judgement"] == {"number": 1, "undoneBy": "u-2", "undoneWhy": "typed wrongly"}
    assert office.codes(UNDO, number=1, dry=False) == ["NOT_FOUND"]


def test_a_suppressed_person_is_left_out_of_the_next_answer(office: Office) -> None:
    look = "query($id: String) { person(id: $id) { name } }"
    assert office.data(look, id=office.elm) == {"person": {"name": "Ada Smith"}}
    (payload,) = office.data(SUPPRESS, who=office.elm).values()
    assert payload["takesEffect"] == "AT_ONCE"
    (made,) = payload["suppressions"]
    # By the mentions in the papers 4 and 5.
    assert made == {
        "number": 1,
        "keyCount": 2,
        "by": "u-1",
        "why": "opted out",
        "askedOn": "2026-02-28",
    }
    assert office.data(look, id=office.elm) == {"person": None}
    (payload,) = office.data(RELEASE, who="pubmed:4:1").values()
    assert payload["takesEffect"] == "AT_NEXT_REFRESH"
    assert payload["suppressions"][0]["number"] == 1
    assert suppression.suppressed(office.settings) is None
    assert office.data(look, id=office.elm) == {"person": {"name": "Ada Smith"}}


def test_who_is_in_no_file_yet_is_suppressed_by_a_key(office: Office) -> None:
    (payload,) = office.data(SUPPRESS, who="1999000015").values()
    assert payload["suppressions"][0]["keyCount"] == 1
    (payload,) = office.data(RELEASE, who="1999000015").values()
    assert len(payload["suppressions"]) == 1


def test_a_saved_query_is_the_owners_until_shared(office: Office) -> None:
    how = {"document": DOCUMENT, "role": "viewer", "subject": "ann"}
    (office.settings.home / "refreshed").write_text("d" * 64)
    query = office.data(SAVE, name="Illinois", **how)["saveQuery"]["savedQuery"]
    assert query["citation"]["snapshot"] == "d" * 64
    assert (query["owner"], query["variables"], query["isShared"]) == ("ann", {"s": "IL"}, False)
    again = office.data(SAVE, name="Illinois", **how)["saveQuery"]["savedQuery"]
    assert again == query
    one = "query($id: ID!) { savedQuery(id: $id) { document } }"
    assert office.codes(one, id=query["id"], subject="bob") == ["NOT_FOUND"]
    share = "mutation($id: ID!) { shareQuery(id: $id) { savedQuery { isShared } } }"
    assert office.codes(share, id=query["id"], subject="bob") == ["NOT_FOUND"]
    assert office.data(share, id=query["id"], subject="ann")["shareQuery"]["savedQuery"] == {
        "isShared": True
    }
    assert office.data(one, id=query["id"], subject="bob") == {"savedQuery": {"document": DOCUMENT}}
    forget = "mutation($id: ID!) { deleteSavedQuery(id: $id) { savedQuery { name } } }"
    assert office.codes(forget, id=query["id"], subject="bob") == ["NOT_FOUND"]
    office.data(forget, id=query["id"], subject="ann")
    assert saved(office.settings, "ann") == []


def test_saved_queries_come_by_pages(office: Office) -> None:
    for name in "abc":
        office.data(SAVE, name=name, document=DOCUMENT, shared=True, subject="ann")
    office.data(SAVE, name="mine", document=DOCUMENT, subject="bob")
    page = "query($after: ID) { savedQueries(first: 2, after: $after) { id owner name } }"
    names, after = [], None
    while rows := office.data(page, after=after, subject="bob")["savedQueries"]:
        names += [f"{row['owner']}/{row['name']}" for row in rows]
        after = rows[-1]["id"]
    assert names == ["ann/a", "ann/b", "ann/c", "bob/mine"]
    assert len(office.data(LIST, subject="cy")["savedQueries"]) == 3


def test_a_change_is_written_down_before_it_is_made_by_ids_alone(office: Office) -> None:
    office.data(SAME, one=office.oak, other=office.elm, dry=False)
    office.data(SUPPRESS, who=office.elm)
    office.codes(SUPPRESS, who="Ada Smith")
    change, read, suppress, named = entries(office.settings)
    assert (change["kind"], change["roots"]) == ("change", ["judgeSamePerson"])
    assert change["persons"] == sorted([office.oak, office.elm])
    assert change["operation"] == "Merge"
    # The preview shows persons, which is a read of its own.
    assert (read["kind"], read["persons"]) == ("read", sorted([office.oak, office.elm]))
    assert (suppress["kind"], suppress["persons"]) == ("change", [office.elm])
    assert named["persons"] == []
    assert "Smith" not in str(entries(office.settings))
    assert verify(office.settings)[0] == 4


def test_changes_of_one_operation_are_made_one_after_another(office: Office) -> None:
    query = f"""mutation($oak: String!) {{
      first: judgeSamePerson(one: $oak, other: "pubmed:4:1", why: "a") {{ {TOUCHED} }}
      second: judgeDifferentPersons(one: "pubmed:1:1", other: "pubmed:4:1", why: "b") {{
        {TOUCHED} }}
      third: undoJudgement(number: 1, why: "c") {{ judgement {{ undoneBy }} }}
      fourth: undoJudgement(number: 1, why: "d") {{ judgement {{ undoneBy }} }} }}"""
    result = office.ask(query, oak=office.oak)
    assert result.data is not None
    assert result.data["first"]["judgement"]["number"] == 1
    assert result.data["second"]["touched"]["outranked"] == [1]
    assert result.data["third"] == {"judgement": {"undoneBy": "u-1"}}
    # The others stand beside the one that could not be done.
    assert result.data["fourth"] is None
    assert [(error.path, error.extensions["code"]) for error in result.errors or []] == [
        (["fourth"], "NOT_FOUND")
    ]


@pytest.mark.parametrize("role", ["viewer", "liaison", "analyst", "auditor"])
def test_only_stewards_and_administrators_judge_and_suppress(office: Office, role: str) -> None:
    for query, how in (
        (SAME, {"one": office.oak, "other": office.elm, "dry": True}),
        (DIFFERENT, {"one": "pubmed:1:1", "other": "pubmed:4:1"}),
        (NOT_HERS, {"person": office.oak, "record": "3"}),
        (UNDO, {"number": 1, "dry": True}),
        (SUPPRESS, {"who": office.oak}),
        (RELEASE, {"who": office.oak}),
    ):
        assert set(office.codes(query, role=role, **how)) == {"FORBIDDEN"}
    assert judgements.judgements(office.settings) == []
    assert suppression.suppressed(office.settings) is None
    assert entries(office.settings) == []


def test_a_change_costs_points(office: Office) -> None:
    result = office.ask(SUPPRESS, who=office.oak)
    assert result.extensions is not None
    assert result.extensions["cost"]["points"] == 1 + 20

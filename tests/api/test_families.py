"""What is asked of a company means its family: parent, subsidiaries and all spellings."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]

#  group (own holding) ── firm          mill ── miller (subsidiary)      former, no more of mill
#                           └── competes in Lung with ── miller
FAMILIES = """
MATCH (firm:Company {companyId: 'firm'}), (mill:Company {companyId: 'mill'})
SET firm.familyId = 'group', firm.isOwn = true, mill.familyId = 'mill', mill.isCompetitor = true
CREATE (group:Company {companyId: 'group', name: 'Group', familyId: 'group', isOwn: true}),
  (miller:Company {companyId: 'miller', name: 'Miller', familyId: 'mill', isCompetitor: true}),
  (former:Company {companyId: 'former', name: 'Former', familyId: 'former'}),
  (firm)-[:SUBSIDIARY_OF {term: 'ever', isCurrent: true}]->(group),
  (miller)-[:SUBSIDIARY_OF {term: 'ever', isCurrent: true}]->(mill),
  (former)-[:SUBSIDIARY_OF {term: 'ever', isCurrent: false, toOn: date('2010-01-01')}]->(mill),
  (firm)-[:COMPETES_WITH {term: 'Lung', area: 'Lung', isCurrent: true}]->(miller),
  (dee:Person {personId: 'P9', name: 'Dee'})-[:RECEIVED {role: 'recipient'}]->
    (:Payment {paymentId: 'm', amountUsd: 3.0, paidOn: date('2024-05-05'), nature: 'Food'})
    -[:PAID_BY]->(miller)
"""
INTRODUCE = """query ($from: [String!]!, $to: [String!]!, $filter: IntroductionFilterInput) {
  introductions(from: $from, to: $to, filter: $filter) {
    hops { to { personId } } uncovered flags { kind about company { companyId } } } }"""


@pytest.fixture
def families(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with two families of companies."""
    paid.execute_query(FAMILIES, database_=server.neo4j_database)
    return paid


def _ids(connection: dict[str, Any], key: str) -> list[str]:
    return [node[key] for node in connection["nodes"]]


def test_a_company_knows_its_family_and_competitors(families: Driver, ask: Ask) -> None:
    said = ask("""{ company(id: "miller") { parent { companyId } isCompetitor isOwn
      family { nodes { companyId } } competitors { nodes { companyId } }
      competesWith { edges { area isCurrent node { companyId } } } } }""")["company"]
    assert said["parent"] == {"companyId": "mill"}
    assert (said["isCompetitor"], said["isOwn"]) == (True, None)
    assert _ids(said["family"], "companyId") == ["mill", "miller"]
    assert _ids(said["competitors"], "companyId") == ["firm", "group"]
    [edge] = said["competesWith"]["edges"]
    assert edge == {"area": "Lung", "isCurrent": True, "node": {"companyId": "firm"}}


def test_a_sold_company_keeps_its_history_and_is_no_family(families: Driver, ask: Ask) -> None:
    said = ask("""{ company(id: "former") { parent { companyId } family { nodes { companyId } }
      parents { edges { isCurrent toOn node { companyId subsidiaries { totalCount } } } } } }""")
    assert said["company"]["parent"] is None
    assert _ids(said["company"]["family"], "companyId") == ["former"]
    [edge] = said["company"]["parents"]["edges"]
    assert (edge["isCurrent"], edge["toOn"]) == (False, "2010-01-01")
    assert edge["node"] == {"companyId": "mill", "subsidiaries": {"totalCount": 2}}


@pytest.mark.parametrize("company", ["mill", "miller"])
def test_whom_a_company_paid_are_those_of_its_family(
    families: Driver, ask: Ask, company: str
) -> None:
    people = ask(
        "query ($id: String!) { people(filter: {paidBy: $id}) { nodes { personId } } }", id=company
    )["people"]
    assert _ids(people, "personId") == ["P1", "P2", "P3", "P9"]
    payments = ask(
        """query ($id: String!) { payments(filter: {company: {node: {within: $id}}}) {
          totalCount } }""",
        id=company,
    )["payments"]
    assert payments["totalCount"] == 5
    alone = ask("""{ payments(filter: {company: {node: {companyId: {eq: "miller"}}}}) {
      totalCount } }""")["payments"]
    assert alone["totalCount"] == 1


def test_payments_are_summed_by_family(families: Driver, ask: Ask) -> None:
    groups = ask("""{ payments { groups(by: [COMPANY_FAMILY]) { count sum(of: AMOUNT_USD)
      keys { value id } } } }""")["payments"]["groups"]
    said = {one["keys"][0]["id"]: (one["count"], float(one["sum"])) for one in groups}
    # Mill: d 5, e unknown, f 7, g 1000; Miller: m 3. Firm, of Group: 10.10 + 20.20 + 100.
    assert said == {"Company:mill": (5, 1015.0), "Company:group": (3, 130.3)}


def test_without_a_company_is_without_its_family_and_says_so(families: Driver, ask: Ask) -> None:
    given = {"from": "P1", "to": "P3"}
    [chain] = ask(INTRODUCE, **given)["introductions"]
    assert [hop["to"]["personId"] for hop in chain["hops"]] == ["P2", "P3"]
    for left_out in ({"withoutCompanies": ["miller"]}, {"withoutCompetitors": True}):
        assert ask(INTRODUCE, **given, filter=left_out)["introductions"] == []
    [tie] = ask(INTRODUCE, **{"from": "P1", "to": "P2"}, filter={"withoutCompanies": ["miller"]})[
        "introductions"
    ]
    assert tie["uncovered"][0] == (
        "people paid by Mill or its family (Miller): left out by your question"
    )


def test_a_company_that_nobody_knows_is_named(families: Driver, ask: Ask) -> None:
    given = {"from": "P1", "to": "P2", "filter": {"withoutCompanies": ["nobody"]}}
    [tie] = ask(INTRODUCE, **given)["introductions"]
    assert tie["uncovered"][0] == "no company has the id 'nobody': nobody is left out for it"


def test_competitors_are_unknown_without_a_list(paid: Driver, refused: Ask) -> None:
    given = {"from": "P1", "to": "P2", "filter": {"withoutCompetitors": True}}
    assert "peerline template companies" in refused(INTRODUCE, **given).message


def test_payees_of_one_family_on_every_chain_are_one_companys(families: Driver, ask: Ask) -> None:
    families.execute_query(
        "MATCH (:Person {personId: 'P2'})-[:RECEIVED]->(p)-[x:PAID_BY]->(:Company) DELETE x "
        "WITH DISTINCT p MATCH (m:Company {companyId: 'miller'}) CREATE (p)-[:PAID_BY]->(m)"
    )
    [chain] = ask(INTRODUCE, **{"from": "P1", "to": "P3"})["introductions"]
    [flag] = [f for f in chain["flags"] if f["kind"] == "PAYEES_ON_EVERY_CHAIN"]
    assert flag["company"] == {"companyId": "mill"}
    assert "people paid by Mill or its family (Miller)" in flag["about"]

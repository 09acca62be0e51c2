"""What does the profile of a person show, and what do its figures open to?"""

import re
from typing import Any

import pytest
from conftest import Watched
from playwright.sync_api import Locator, Page, Route, expect

from benchmarks.views import ask
from explorer import document_of

RICH = """{ influencers(first: 1) { nodes { personId name npi paperCount
  papers(first: 1, orderBy: [{field: PUBLISHED_ON}]) { nodes { title } } } } }"""
INFLUENCE = """query($id: String!) { influence(person: $id) { dimensions { name score rank
  contributions { name records(first: 1) { totalCount nodes { title record } } } } } }"""
SILENT = """{ people(filter: {and: [
  {not: {papers: {count: {gt: 0}}}}, {not: {trials: {count: {gt: 0}}}},
  {not: {payments: {count: {gt: 0}}}}, {not: {engagements: {count: {gt: 0}}}}]}, first: 1) {
  nodes { personId name } } }"""
PAID = """{ people(filter: {payments: {count: {gt: 3}}}, first: 1) { nodes { personId name
  payments { groups(by: [NATURE], orderBySum: AMOUNT_USD) { count keys { value } } } } } }"""
# What is summed up over a whole cohort takes its time on a busy machine.
SLOW = 20_000
NAMES = {"cross_industry": "Work with companies"}


@pytest.fixture(scope="module")
def rich(address: str) -> dict[str, Any]:
    """Whom the records speak of most."""
    found: dict[str, Any] = ask(address, RICH)["influencers"]["nodes"][0]
    return found


def _section(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def _open(page: Page, id: str, part: str | None = None, **more: str) -> None:
    given = {"id": id, **({"part": part} if part else {}), **more}
    page.goto("/explore/person?" + "&".join(f"{name}={value}" for name, value in given.items()))


def _words(name: str) -> str:
    return NAMES.get(name) or name.replace("_", " ").capitalize()


def test_the_search_leads_to_a_profile_that_says_who_it_is(
    page: Page, rich: dict[str, Any]
) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill(rich["name"])
    people = page.get_by_role("region", name="People")
    people.locator(f'a[href*="{rich["personId"]}"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(rich["name"])
    expect(page).to_have_url(re.compile(rf"/explore/person\?id={rich['personId']}"))
    papers = f"{rich['paperCount']:,}"
    expect(page.locator("dl").get_by_role("link", name=papers, exact=True).first).to_be_visible()
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value(rich["name"])


def test_a_dimension_opens_down_to_its_records_and_back_closes_it(
    page: Page, address: str, rich: dict[str, Any]
) -> None:
    scores = ask(address, INFLUENCE, id=rich["personId"])["influence"]["dimensions"]
    dimension = next(one for one in scores if one["score"] and one["contributions"])
    indicator = next(one for one in dimension["contributions"] if one["records"]["totalCount"])
    record = indicator["records"]["nodes"][0]
    _open(page, rich["personId"], "influence")
    influence = _section(page, "Influence")
    influence.get_by_role("button", name=_words(dimension["name"])).click()
    influence.get_by_role("button", name=re.compile(f"^{_words(indicator['name'])}")).click()
    line = influence.get_by_role("listitem").filter(has_text=record["title"] or record["record"])
    expect(line.first).to_contain_text("+", timeout=SLOW)
    expect(page).to_have_url(re.compile(f"indicator={indicator['name']}"))
    page.reload()
    expect(line.first).to_be_visible(timeout=SLOW)
    page.go_back()
    expect(line).to_have_count(0)


def test_papers_are_read_page_by_page_and_say_why_they_are_this_persons(
    page: Page, rich: dict[str, Any]
) -> None:
    _open(page, rich["personId"], "papers")
    papers = _section(page, "Papers")
    lines = papers.locator("ol > li")
    first = rich["papers"]["nodes"][0]["title"]
    expect(lines).to_have_count(10)
    expect(papers.get_by_role("status")).to_contain_text(f"10 of {rich['paperCount']:,} papers")
    papers.get_by_role("button", name="Show more papers").click()
    expect(lines).not_to_have_count(10)
    expect(lines.first).to_contain_text(first)
    lines.first.get_by_role("button", name="Why this person").click()
    expect(lines.first).to_contain_text("believed to be this person with")
    expect(lines.first).to_contain_text("Printed as")


def test_a_judgement_says_what_it_touches_is_kept_and_is_taken_back(
    page: Page, rich: dict[str, Any]
) -> None:
    _open(page, rich["personId"], "papers")
    line = _section(page, "Papers").locator("ol > li").first
    line.get_by_role("button", name="Why this person").click()
    line.get_by_role("button", name="Not this person").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="See what it touches")).to_be_disabled()
    dialog.get_by_label("Reason, for whoever").fill("another one of that name")
    dialog.get_by_role("button", name="See what it touches").click()
    expect(dialog.get_by_role("status")).to_contain_text("worked out anew")
    dialog.get_by_role("button", name="Judge so").click()
    expect(dialog.get_by_role("status")).to_contain_text("after the next refresh")
    dialog.get_by_label("Reason to take it back").fill("typed in a test")
    dialog.get_by_role("button", name="Take it back").click()
    expect(dialog.get_by_role("status")).to_contain_text("is taken back")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_section_that_the_address_names_is_in_sight_once_all_is_filled(
    page: Page, rich: dict[str, Any]
) -> None:
    _open(page, rich["personId"], "payments")
    expect(_section(page, "Payments").get_by_role("button").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", name="Payments", exact=True)).to_be_in_viewport()
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Trials").click()
    expect(page.get_by_role("heading", name="Trials", exact=True)).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_role("heading", name="Payments", exact=True)).to_be_in_viewport()


def test_the_timeline_has_a_table_whose_years_lead_to_their_papers(
    page: Page, rich: dict[str, Any]
) -> None:
    _open(page, rich["personId"], "years")
    years = _section(page, "By year")
    expect(years.get_by_role("img", name="Papers")).to_be_visible()
    years.get_by_role("button", name="Show as a table").click()
    table = years.get_by_role("table", name="Timeline by year")
    row = table.get_by_role("row").nth(1)
    year = row.get_by_role("rowheader").inner_text()
    link = table.locator(f'a[href*="part=papers"][href*="{year}"]')
    many = link.inner_text()
    link.click()
    papers = _section(page, "Papers")
    expect(papers.get_by_role("group", name="Narrowed to")).to_contain_text(year)
    expect(papers.get_by_role("status")).to_contain_text(f"{many} paper")
    papers.get_by_role("button", name=f"Without {year}").click()
    expect(papers.get_by_role("status")).to_contain_text(f"of {rich['paperCount']:,} papers")


def test_payments_by_nature_open_to_their_payments(page: Page, address: str) -> None:
    paid = ask(address, PAID)["people"]["nodes"][0]
    group = next(one for one in paid["payments"]["groups"] if one["keys"][0]["value"])
    _open(page, paid["personId"], "payments")
    payments = _section(page, "Payments")
    payments.get_by_text("By nature").click()
    nature = group["keys"][0]["value"]
    payments.get_by_role("button", name=re.compile(re.escape(nature))).click()
    expect(payments.get_by_role("status")).to_contain_text(f"{group['count']} payment")
    expect(payments.get_by_role("listitem").first).to_contain_text("Open Payments")


def test_of_whom_nothing_is_known_silence_is_said_and_no_zero(page: Page, address: str) -> None:
    silent = ask(address, SILENT)["people"]["nodes"][0]
    _open(page, silent["personId"], "papers")
    expect(_section(page, "Papers")).to_contain_text("No record in PubMed.")
    glance = page.locator("dl")
    expect(glance).to_contain_text("Never")
    expect(glance).to_contain_text("which alone clears nobody")
    expect(glance.get_by_text("0", exact=True)).to_have_count(0)
    expect(glance.get_by_text("Clear", exact=True)).to_have_count(0)
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Payments").click()
    expect(_section(page, "Payments")).to_contain_text("No record in Open Payments.")


def test_an_id_that_nobody_has_leads_to_the_search(page: Page) -> None:
    _open(page, "Pnobody")
    expect(page.get_by_role("heading", name="Nobody has this id")).to_be_visible()
    page.get_by_role("link", name="Find a person").click()
    expect(page.get_by_role("searchbox")).to_be_visible()


def test_the_evidence_pack_is_saved_as_a_file(page: Page, rich: dict[str, Any]) -> None:
    _open(page, rich["personId"])
    with page.expect_download() as told:
        page.get_by_role("button", name="Evidence pack").click()
    assert told.value.suggested_filename == f"evidence-{rich['personId']}.pdf"


def test_a_section_that_the_server_fails_says_so_and_is_asked_again(
    watched: Watched, rich: dict[str, Any]
) -> None:
    watched.allowed = ("500",)
    page, refused = watched.page, []

    def fail_once(route: Route) -> None:
        asked = document_of(route.request.post_data_json["documentId"]) or ""
        if asked.startswith("query PersonGrants") and not refused:
            refused.append(asked)
            route.fulfill(status=500, body="out of order", headers={"x-request-id": "r-17"})
        else:
            route.continue_()

    page.route("**/graphql", fail_once)
    _open(page, rich["personId"], "grants")
    grants = _section(page, "Grants")
    expect(grants.get_by_role("alert")).to_contain_text("r-17")
    expect(_section(page, "Papers").get_by_role("listitem").first).to_be_visible()
    grants.get_by_role("button", name="Ask again").click()
    expect(grants.get_by_role("alert")).to_have_count(0)

"""What docs/tour.md tells: from a name to a printed page, by clicks alone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from benchmarks.views import ask

WHO = """{ liaisons(first: 1) { nodes { liaisonId } } }"""
FAR = """query ($from: String!) { reach(from: [$from], first: 1) {
  reached(first: 40) { edges { hops node { personId name } } } } }"""


@pytest.fixture(scope="module")
def tour(address: str) -> Any:
    """A liaison, and somebody whom the liaison reaches through somebody else."""
    liaison = ask(address, WHO)["liaisons"]["nodes"][0]["liaisonId"]
    reached = ask(address, FAR, **{"from": liaison})["reach"]["reached"]["edges"]
    return liaison, next(edge["node"] for edge in reached if edge["hops"] > 1)


def test_the_tour_leads_from_a_name_to_a_printed_page(page: Page, tour: Any) -> None:
    liaison, goal = tour
    page.goto("/")
    page.get_by_role("searchbox").fill(goal["name"])
    found = page.get_by_role("region", name="People").get_by_role("link", name=goal["name"])
    found.first.click()
    page.wait_for_url("**/explore/person?id=*")
    # Others have the name as well: the address says who is meant.
    page.goto(f"/explore/person?id={goal['personId']}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(goal["name"])
    view = page.locator("#view")
    view.get_by_role("link", name="Who connects me").click()
    page.wait_for_url("**/explore/introductions?*")
    page.get_by_role("textbox", name="Who asks").fill(liaison)
    page.get_by_role("option", name=liaison).click()
    first = page.get_by_role("list", name="Introductions").locator("> li").first
    expect(first).to_contain_text(goal["name"])
    first.get_by_role("button", name=re.compile(r"^\d+ records? of ")).last.click()
    records = page.get_by_role("region", name=re.compile("^Records of"))
    expect(records.get_by_role("listitem").first).to_be_visible()
    view.get_by_role("link", name="Brief").first.click()
    page.wait_for_url("**/explore/brief?*")
    expect(page.get_by_role("main")).to_contain_text(goal["name"])
    expect(page.get_by_role("button", name="Print")).to_be_visible()

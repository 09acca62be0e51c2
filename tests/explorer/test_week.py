"""What a liaison should know and do this week, and how a team's relationships fare."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from benchmarks.views import ask

NEXT = """query ($liaison: String!) { nextTouches(liaison: $liaison, first: 8) {
  again { why person { personId name } } firstTime { person { personId } } } }"""
RAPPORTS = """query ($liaison: String) { rapports(liaison: $liaison, first: 0) {
  asOf total counts { state relationships } contact { name value } } }"""


@pytest.fixture(scope="module")
def liaison(address: str) -> str:
    """A liaison of the engagement log."""
    found = ask(address, "{ liaisons(first: 1) { nodes { liaisonId } } }")
    return str(found["liaisons"]["nodes"][0]["liaisonId"])


def test_the_week_says_whom_to_see_and_why(page: Page, address: str, liaison: str) -> None:
    [first, *_] = ask(address, NEXT, liaison=liaison)["nextTouches"]["again"]
    page.goto(f"/explore/week?liaison={liaison}")
    see = page.get_by_role("region", name="See next").get_by_role("listitem").first
    expect(see.get_by_role("link", name=first["person"]["name"], exact=True)).to_be_visible()
    expect(see).to_contain_text(first["why"][0])
    see.get_by_role("link", name="Who connects me").click()
    page.wait_for_url(f"**/explore/introductions?*{first['person']['personId']}*")


def test_relationships_are_counted_and_chosen_by_state(
    page: Page, address: str, liaison: str
) -> None:
    found = ask(address, RAPPORTS, liaison=liaison)["rapports"]
    chosen = next(one for one in found["counts"] if one["relationships"])
    page.goto(f"/explore/week?liaison={liaison}")
    part = page.get_by_role("region", name="Relationships")
    button = part.get_by_role("button", name=f" {chosen['relationships']}").first
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_nothing_new_is_said_to_be_nothing_new(page: Page, liaison: str) -> None:
    page.goto(f"/explore/week?liaison={liaison}")
    expect(page.get_by_role("region", name="New", exact=True)).to_be_visible()
    expect(page.get_by_text("Alerts are raised at each refresh")).to_be_visible()


def test_a_team_is_told_by_the_servers_figures(page: Page, address: str) -> None:
    ours: Any = ask(address, RAPPORTS)["rapports"]
    page.goto("/explore/team")
    expect(page.get_by_role("status").first).to_contain_text(
        f"{ours['total']:,} relationships as of {ours['asOf']}"
    )
    touches = next(one for one in ours["contact"] if one["name"] == "touches")
    expect(page.get_by_text(f"{touches['value']:,.0f}", exact=True).first).to_be_visible()
    page.get_by_text("The months as a table").click()
    expect(page.get_by_role("table", name="Figures by month").get_by_role("row")).to_have_count(13)

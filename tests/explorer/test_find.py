"""Whom does the search find, and what stands in its address?"""

import httpx
import pytest
from playwright.sync_api import Page, expect

ANYBODY = """{ influencers(first: 1) {
  nodes { personId name lastName npi state specialty paperCount } } }"""


@pytest.fixture(scope="module")
def somebody(address: str) -> dict[str, str]:
    """Someone whom the country's records speak of."""
    answer = httpx.post(f"{address}/graphql", json={"query": ANYBODY}, timeout=60).json()
    found: dict[str, str] = answer["data"]["influencers"]["nodes"][0]
    return found


def test_a_name_finds_the_person_says_why_and_stands_in_the_address(
    page: Page, somebody: dict[str, str]
) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill(somebody["name"])
    people = page.get_by_role("region", name="People")
    expect(people.get_by_role("link", name=somebody["name"]).first).to_be_visible()
    expect(people.get_by_role("listitem").first).to_contain_text("papers")
    page.wait_for_url("**/?q=*")
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value(somebody["name"])
    expect(people.get_by_role("link", name=somebody["name"]).first).to_be_visible()

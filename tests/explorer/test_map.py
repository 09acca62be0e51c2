"""Does the map count people by state, and lead from a state to its cities and people?"""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from benchmarks.views import ask

VIEW = "/explore/map"
STATES = """{ people { totalCount groups(by: [STATE], first: 60) { count keys { value } } }
  one: people(filter: { state: { isNull: false } }) {
    groups(by: [STATE, CITY], first: 1) { count keys { value } } } }"""


@pytest.fixture(scope="module")
def counts(address: str) -> dict[str, Any]:
    """How many people there are, by state; and the largest city."""
    told = ask(address, STATES)
    groups = told["people"]["groups"]
    (largest,) = told["one"]["groups"]
    return {
        "all": told["people"]["totalCount"],
        "states": {one["keys"][0]["value"]: one["count"] for one in groups},
        "city": (largest["keys"][0]["value"], largest["keys"][1]["value"], largest["count"]),
    }


def test_a_state_leads_to_its_cities_and_a_city_to_its_people(
    page: Page, counts: dict[str, Any]
) -> None:
    code, city, many = counts["city"]
    page.goto(VIEW)
    expect(page.get_by_role("status").filter(has_text=f"{counts['all']:,} people")).to_be_visible()
    state = page.locator(f"path[data-state={code}]")
    expect(state).to_have_attribute("aria-label", re.compile(f": {counts['states'][code]:,}$"))
    state.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**state={code}*")
    place = page.get_by_role("region", name="Place")
    expect(place).to_contain_text(f"{counts['states'][code]:,} people")
    place.get_by_role("button", name=city).click()
    expect(place).to_contain_text(f"{many:,} people")
    expect(place.get_by_role("link").first).to_be_visible()
    page.reload()
    expect(place).to_contain_text(f"{many:,} people")
    page.go_back()
    expect(place).to_contain_text(f"{counts['states'][code]:,} people")


def test_states_without_anybody_are_hatched_and_say_so(page: Page, counts: dict[str, Any]) -> None:
    page.goto(VIEW)
    expect(page.locator("path[data-state]")).to_have_count(51)
    empty = next(code for code in ("WY", "VT", "ND", "AK") if code not in counts["states"])
    state = page.locator(f"path[data-state={empty}]")
    expect(state).to_have_attribute("aria-label", re.compile("nobody here$"))
    expect(state).to_have_attribute("fill", re.compile("^url"))
    expect(page.get_by_role("region", name="Legend")).to_contain_text("Nobody here")


def test_the_table_holds_every_state_and_shares(page: Page, counts: dict[str, Any]) -> None:
    page.goto(f"{VIEW}?who=influential&twin=table")
    table = page.get_by_role("table", name="People by state")
    expect(table).to_have_attribute("aria-rowcount", "51")
    expect(table.get_by_role("columnheader")).to_have_text(
        ["State", "In the top tenth", "Share of people there", "All people"]
    )
    table.get_by_role("button", name="All people").click()
    page.wait_for_url("**by=all*")
    most = max(count for code, count in counts["states"].items() if code)
    expect(table.get_by_role("row").nth(1)).to_contain_text(f"{most:,}")


def test_a_specialty_narrows_the_map_and_stands_in_the_address(
    page: Page, counts: dict[str, Any]
) -> None:
    page.goto(VIEW)
    page.get_by_role("combobox", name="Specialty").click()
    page.get_by_role("option").first.click()
    page.wait_for_url("**specialty=*")
    said = page.get_by_role("status").filter(has_text="people").first
    expect(said).not_to_contain_text(f"{counts['all']:,} people")
